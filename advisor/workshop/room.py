"""A room as anybody in it may see it, and the code that opens its door."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Literal, cast

from advisor.core.room import RoomSettings
from advisor.errors import RoomError
from advisor.store import RoomRow, RoundRow, Store
from advisor.workshop.settings import WorkshopSettings, parse

Stage = Literal["lobby", "voting", "results", "closed"]
"""Where a workshop is: before the first question, at a question, at the room's result, over."""


@dataclass(frozen=True, slots=True)
class Room:
    """A workshop as it is now.

    Attributes:
        id: its internal id, which opens nothing.
        join_code: what opens its door; None when it is closed.
        question: the question on screen, None in the lobby; ``round`` counts from 1.
        revealed: whether that round's result is shown.
        rounds: every round that was opened, by question and number.
        locked: whether the door is closed to new participants.
        seconds_left: of the timer; None without one, 0 when it is over.
        version: grows with every change that the host makes.
    """

    id: str
    join_code: str | None
    settings: WorkshopSettings
    stage: Stage
    question: str | None
    round: int
    revealed: bool
    rounds: tuple[RoundRow, ...]
    locked: bool
    seconds_left: int | None
    version: int
    created_at: datetime
    code_expires_at: datetime
    expires_at: datetime

    @property
    def position(self) -> int:
        """Which of the questions is on screen, from 0."""
        return self.settings.questions.index(self.question) if self.question else 0

    def last_round(self, question: str) -> RoundRow | None:
        """Return the newest round on a question; None when it was not opened yet."""
        return max((r for r in self.rounds if r.question == question), key=lambda r: r.round, default=None)

    def attendance(self, store: Store, limits: RoomSettings) -> tuple[int, int]:
        """Return how many have answered the question on screen, and how many are there."""
        since = store.now() - timedelta(seconds=limits.present_seconds)
        return store.rooms.attendance(self.id, self.question or "", self.round, since)


def room_of(store: Store, row: RoomRow, *, rounds: tuple[RoundRow, ...] | None = None) -> Room:
    """Return a stored workshop as a room; ``rounds`` where they are known or do not matter."""
    rounds = store.rooms.rounds(row.id) if rounds is None else rounds
    now = next((r for r in rounds if (r.question, r.round) == (row.question, row.round)), None)
    code = row.code if row.code_expires_at > store.now() else None
    return Room(
        id=row.id,
        join_code=code,
        settings=parse(row.settings),
        stage=cast(Stage, row.stage) if code else "closed",
        question=row.question,
        round=row.round,
        revealed=now is not None and now.revealed,
        rounds=rounds,
        locked=row.locked,
        seconds_left=_seconds_left(row.timer_ends_at, store.now()),
        version=row.version,
        created_at=row.created_at,
        code_expires_at=row.code_expires_at,
        expires_at=row.expires_at,
    )


def find(store: Store, typed: str, limits: RoomSettings) -> Room:
    """Return the room that a code opens; RoomError ``no_room`` when it opens none."""
    code = read_code(typed, limits)
    row = store.rooms.by_code(code) if code else None
    if row is None:
        raise RoomError("no_room")
    return room_of(store, row)


def read_code(typed: str, limits: RoomSettings) -> str | None:
    """Return a code as somebody typed it in its one spelling; None for what cannot be one."""
    code = "".join(letter for letter in typed.upper() if letter.isalnum())
    right = len(code) == limits.code_length and set(code) <= set(limits.code_letters)
    return code if right else None


def new_code(limits: RoomSettings) -> str:
    """Return a fresh random code."""
    return "".join(secrets.choice(limits.code_letters) for _ in range(limits.code_length))


def _seconds_left(ends_at: datetime | None, now: datetime) -> int | None:
    return None if ends_at is None else max(0, ceil((ends_at - now).total_seconds()))
