"""The tables, as SQLAlchemy Core sees them; ``migrations/`` builds them, a test compares the two.

Answers are rows of their own, so that two tabs of one visitor are one draft: each tab writes the question it
changed and nothing else. A cleared answer stays as a row without option until the draft goes, because an
older answer that arrives late must not bring it back.

What was published of votes is kept apart from what they say now, every edition of it: results are counted
from ``publications`` alone, so what is hidden cannot get into one, and a new edition is compared with all.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    Table,
    Text,
)
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


def _workshop() -> Column[Any]:
    """Return the key column that ties a row to its workshop and lets it go with the workshop."""
    target = ForeignKey("workshops.id", ondelete="CASCADE")
    return Column("workshop", Text, target, primary_key=True, nullable=False)


workshops = Table(
    "workshops",
    metadata,
    Column("id", Text, primary_key=True),
    Column("host_hash", Text, nullable=False, unique=True),
    Column("code", Text, nullable=True, unique=True),
    Column("settings", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("question", Text, nullable=True),
    Column("round", Integer, nullable=False),
    Column("locked", Boolean, nullable=False),
    Column("timer_ends_at", UtcDateTime, nullable=True),
    Column("version", BigInteger, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("code_expires_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
)

workshop_hosts = Table(
    "workshop_hosts",
    metadata,
    _workshop(),
    Column("visitor", Text, primary_key=True, index=True),
)

participants = Table(
    "participants",
    metadata,
    _workshop(),
    Column("participant", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("joined_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
)

rounds = Table(
    "rounds",
    metadata,
    _workshop(),
    Column("question", Text, primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("revealed", Boolean, nullable=False),
    Column("edition", Integer, nullable=False),
    Column("split", Boolean, nullable=False),
)


def _participant(name: str) -> ForeignKeyConstraint:
    """Return what ties rows to their participant and lets them go together."""
    ours, theirs = ["workshop", "participant"], ["participants.workshop", "participants.participant"]
    return ForeignKeyConstraint(ours, theirs, ondelete="CASCADE", name=name)


votes = Table(
    "votes",
    metadata,
    Column("workshop", Text, primary_key=True),
    Column("participant", Text, primary_key=True),
    Column("question", Text, primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("option", Text, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    _participant("votes_participant"),
)

publications = Table(
    "publications",
    metadata,
    Column("workshop", Text, primary_key=True),
    Column("participant", Text, primary_key=True),
    Column("question", Text, primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("edition", Integer, primary_key=True),
    Column("option", Text, nullable=False),
    _participant("publications_participant"),
)

settlements = Table(
    "settlements",
    metadata,
    _workshop(),
    Column("question", Text, primary_key=True),
    Column("option", Text, nullable=True),
)
