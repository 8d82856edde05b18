"""What the host of a workshop may do; every action names its target, so doing it twice changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from advisor.core.assessment import check
from advisor.core.model import Model
from advisor.core.room import RoomSettings
from advisor.errors import RoomError
from advisor.store import Changing, RoundRow, Store
from advisor.workshop.publishing import editions, next_edition
from advisor.workshop.room import Room, new_code, room_of
from advisor.workshop.settings import WorkshopSettings, checked

Reveal = Literal["shown", "too_few", "kept"]
"""How revealing went: shown as it is now; too few people; an earlier result is shown again, because none or
so few answers changed since that the difference would tell whose."""


@dataclass(frozen=True, slots=True)
class Host:
    """One host at one workshop: ``room`` as it was when the host was let in."""

    store: Store
    limits: RoomSettings
    visitor: str
    room: Room

    def now(self) -> Room:
        """Return the room as it is now; RoomError when it is gone, or this is no longer its host."""
        return host(self.store, self.limits, self.visitor, self.room.id).room

    def attendance(self) -> tuple[int, int]:
        """Return how many have answered the question on screen, and how many are there."""
        return self.room.attendance(self.store, self.limits)

    def names(self) -> tuple[str, ...]:
        """Return the names that participants gave, in the order of the alphabet: never that of the votes."""
        return tuple(sorted(p.name for p in self.store.rooms.participants(self.room.id) if p.name))

    def ask(self, question: str) -> None:
        """Put a question on screen, in its newest round; the first time opens its first round."""
        with self._voting() as change:
            newest = _newest(change, question)
            if newest is None:
                change.put_round(question, 1)
            number = newest.round if newest else 1
            change.set(stage="voting", question=question, round=number, timer_ends_at=None)

    def reveal(self, question: str, number: int) -> Reveal:
        """Show the result of a round, as far as that gives nobody's answer away."""
        with self._voting() as change:
            outcome = _reveal(change, question, number, self.room.settings.least_group)
            change.set(timer_ends_at=None)
        return outcome

    def reopen(self, question: str, number: int) -> None:
        """Hide the result of a round again and take votes on; RoomError ``not_open`` for no such round."""
        with self._voting() as change:
            if change.round(question, number) is None:
                raise RoomError("not_open")
            change.put_round(question, number, revealed=False)
            change.set()

    def vote_again(self, question: str, number: int) -> None:
        """Open the round after a revealed one; both stay side by side."""
        with self._voting() as change:
            newest = _newest(change, question)
            if newest is not None and newest.round == number and newest.revealed:
                change.put_round(question, number + 1)
                change.set(stage="voting", question=question, round=number + 1, timer_ends_at=None)

    def timer(self, seconds: int | None) -> None:
        """Start a timer, or take it away with None; when it is over nothing closes by itself."""
        ends_at = None if seconds is None else self.store.now() + timedelta(seconds=seconds)
        with self._changing() as change:
            change.set(timer_ends_at=ends_at)

    def lock(self, *, locked: bool) -> None:
        """Close the door to new participants, or open it again."""
        with self._changing() as change:
            change.set(locked=locked)

    def lobby(self) -> None:
        """Go back to before the first question; nothing is lost."""
        with self._voting() as change:
            change.set(stage="lobby", question=None, round=0, timer_ends_at=None)

    def results(self) -> None:
        """Go to the room's result; every round that may be shown is shown, late answers included."""
        with self._voting() as change:
            for round_ in change.rounds():
                _reveal(change, round_.question, round_.round, self.room.settings.least_group)
            change.set(stage="results", timer_ends_at=None)

    def end(self) -> None:
        """End voting for good: the code opens nothing any more, and people are counted one by one."""
        with self._changing() as change:
            change.set(code=None, stage="closed", timer_ends_at=None)

    def settle(self, model: Model, responses: Mapping[str, str | None]) -> None:
        """Keep what was settled in the place of all that was; None leaves a question open.

        InputError, and nothing changed, for what the model does not have.
        """
        check(model, responses)
        with self._changing() as change:
            change.settle(responses)
            change.set()

    def settled(self) -> dict[str, str | None]:
        """Return what the host settled; a question without a key was not touched yet."""
        return self.store.rooms.settled(self.room.id)

    def new_secret(self) -> str:
        """Make a new host link; the old one, and every other host, is shut out."""
        with self._changing() as change:
            return change.renew_secret(self.visitor)

    def delete(self) -> None:
        """Delete the workshop with all answers, at once and for good."""
        self.now()
        self.store.rooms.delete(self.room.id)

    @contextmanager
    def _changing(self) -> Iterator[Changing]:
        """Change the workshop, as one of its hosts still; RoomError ``not_host`` for who is none any more."""
        with self.store.rooms.changing(self.room.id, host=self.visitor) as change:
            if change.room is None:
                raise RoomError("not_host")
            yield change

    @contextmanager
    def _voting(self) -> Iterator[Changing]:
        """Change where the voting is; RoomError ``not_open`` when it has ended: its result is final."""
        with self._changing() as change:
            if change.room is None or room_of(self.store, change.room, rounds=()).stage == "closed":
                raise RoomError("not_open")
            yield change


def open_workshop(
    store: Store, limits: RoomSettings, model: Model, visitor: str, settings: WorkshopSettings
) -> tuple[str, str]:
    """Make a workshop that the visitor runs; return its id and its host secret.

    The secret is not stored, so it can be shown only now.
    """
    written = checked(settings, model, limits).dump()
    now = store.now()
    times = now + timedelta(hours=limits.code_hours), now + timedelta(days=limits.retention_days)
    while (made := store.rooms.create(visitor, new_code(limits), written, times)) is None:
        pass  # the code was taken: there are far more codes than workshops
    return made


def hosted(store: Store, visitor: str) -> tuple[Room, ...]:
    """Return the workshops that this visitor runs, the newest first."""
    return tuple(room_of(store, row) for row in store.rooms.hosted_by(visitor))


def host(store: Store, limits: RoomSettings, visitor: str, room: str) -> Host:
    """Let the host in; RoomError ``not_host`` for anybody else, and for a workshop that is gone."""
    row = store.rooms.room(room, host=visitor)
    if row is None:
        raise RoomError("not_host")
    return Host(store, limits, visitor, room_of(store, row))


def take_over(store: Store, secret: str, visitor: str) -> str:
    """Let whoever has the host secret run the workshop too; return its id.

    RoomError ``not_host`` for a secret that opens nothing.
    """
    room = store.rooms.claim(secret, visitor)
    if room is None:
        raise RoomError("not_host")
    return room


def _newest(change: Changing, question: str) -> RoundRow | None:
    return max((r for r in change.rounds() if r.question == question), key=lambda r: r.round, default=None)


def _reveal(change: Changing, question: str, number: int, least: int) -> Reveal:
    known = change.round(question, number)
    newest = _newest(change, question)
    if known is None or newest is None:
        raise RoomError("not_open")
    earlier = editions(change.editions(question))
    new = next_edition(earlier, change.votes(question, number), number, least)
    if new is not None and number == newest.round:
        change.publish(question, number, known.edition + 1, new.answers)
        change.put_round(question, number, revealed=True, edition=known.edition + 1, split=new.split)
        return "shown"
    if known.edition:
        change.put_round(question, number, revealed=True)
        return "kept"
    return "too_few"
