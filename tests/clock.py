"""A clock that tests set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

RETENTION_DAYS = 30


@dataclass
class Clock:
    """A clock that moves only when it is told to."""

    time: datetime = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the time."""
        return self.time

    def forward(self, **span: float) -> datetime:
        """Move on by a span given as for timedelta; return the new time."""
        self.time += timedelta(**span)
        return self.time
