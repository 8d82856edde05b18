"""The room's result, from what was published and from nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.core.model import Model
from advisor.core.room import RoomResult, RoomSettings, Submission, room_result
from advisor.store import Store, VoteRow
from advisor.workshop.room import Room


def result(store: Store, model: Model, limits: RoomSettings, room: Room) -> RoomResult | None:
    """Return what may be told of a room now; None while nothing is revealed or too few have answered."""
    return room_result(
        model,
        _submissions(model, store.rooms.published(room.id)),
        least=max(room.settings.least_group, limits.least_group),
        step=limits.support_step,
        whole_only=[(r.question, r.round) for r in room.rounds if not r.split],
    )


def prefilled(found: RoomResult | None) -> Mapping[str, str]:
    """Return the room's most frequent answer to each question, the first of several."""
    questions = found.questions if found is not None else ()
    return {q.question: q.last.whole.leading[0] for q in questions if q.last.whole.leading}


def _submissions(model: Model, votes: tuple[VoteRow, ...]) -> list[Submission]:
    """Gather published votes by person and round; what this model does not know is left out."""
    gathered: dict[tuple[str, str, int], dict[str, str]] = {}
    for vote in votes:
        asked = model.question_by_id.get(vote.question)
        if asked is not None and vote.published is not None and vote.published in asked.option_ids:
            key = vote.participant, vote.role, vote.round
            gathered.setdefault(key, {})[vote.question] = vote.published
    return [Submission(who, role, number, answers) for (who, role, number), answers in gathered.items()]
