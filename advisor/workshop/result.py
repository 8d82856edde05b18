"""The room's result, from what was published and from nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.core.model import Model
from advisor.core.room import RoomResult, RoomSettings, Submission, room_result
from advisor.store import PublicationRow, Store
from advisor.workshop.room import Room


def result(store: Store, model: Model, limits: RoomSettings, room: Room) -> RoomResult | None:
    """Return what may be told of a room now; None while nothing is revealed or too few have answered.

    When voting has ended all that was ever published is told, and people are counted one by one.
    """
    ended = room.stage == "closed"
    rows = store.rooms.published(room.id, hidden_too=ended)
    return room_result(
        model,
        _submissions(model, rows),
        least=max(room.settings.least_group, limits.least_group),
        step=limits.support_step,
        final=ended,
        whole_only=[(row.question, row.round) for row in rows if not row.split],
    )


def prefilled(found: RoomResult | None) -> Mapping[str, str]:
    """Return the room's most frequent answer to each question; none where several are equally frequent."""
    questions = found.questions if found is not None else ()
    leading = {q.question: q.last.whole.leading for q in questions}
    return {question: options[0] for question, options in leading.items() if len(options) == 1}


def _submissions(model: Model, rows: tuple[PublicationRow, ...]) -> list[Submission]:
    """Gather published answers by person and round; what this model does not know is left out."""
    gathered: dict[tuple[str, str, int], dict[str, str]] = {}
    for row in rows:
        asked = model.question_by_id.get(row.question)
        if asked is not None and row.option in asked.option_ids:
            gathered.setdefault((row.participant, row.role, row.round), {})[row.question] = row.option
    return [Submission(who, role, number, answers) for (who, role, number), answers in gathered.items()]
