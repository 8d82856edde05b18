"""The tables, as SQLAlchemy Core sees them; ``migrations/`` builds them, a test compares the two.

Answers are rows of their own, so that two tabs of one visitor are one draft: each tab writes the question it
changed and nothing else. A cleared answer stays as a row without option until the draft goes, because an
older answer that arrives late must not bring it back.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, DateTime, Dialect, ForeignKey, MetaData, Table, Text
from sqlalchemy.types import TypeDecorator

metadata = MetaData()


class UtcDateTime(TypeDecorator[datetime]):
    """A timezone-aware UTC time in every database; SQLite itself keeps no offset."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn the time into UTC before it is written; a naive time is a mistake and raises ValueError."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without a time zone")
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the offset back that the database may have dropped."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _owner(*, primary_key: bool) -> Column[Any]:
    """Return the column that ties a row to its draft and lets it go with the draft."""
    target = ForeignKey("drafts.token_hash", ondelete="CASCADE")
    return Column("draft", Text, target, primary_key=primary_key, nullable=False, index=not primary_key)


drafts = Table(
    "drafts",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
)

draft_answers = Table(
    "draft_answers",
    metadata,
    _owner(primary_key=True),
    Column("question", Text, primary_key=True),
    Column("option", Text, nullable=True),
    Column("answered_at", UtcDateTime, nullable=False),
)

draft_extras = Table(
    "draft_extras",
    metadata,
    _owner(primary_key=True),
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=True),
    Column("changed_at", UtcDateTime, nullable=False),
)

snapshots = Table(
    "snapshots",
    metadata,
    Column("token_hash", Text, primary_key=True),
    _owner(primary_key=False),
    Column("payload", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
    Column("revoked_at", UtcDateTime, nullable=True),
)
