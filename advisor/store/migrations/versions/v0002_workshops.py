"""Workshops: who runs and joins them, rounds, votes, what was published of them, what the host settled."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision: str | None = "0001"
branch_labels: str | None = None
depends_on: str | None = None

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the seven tables."""
    _create_workshops()
    op.create_table(
        "workshop_hosts", _workshop(), sa.Column("visitor", sa.Text, primary_key=True, index=True)
    )
    op.create_table(
        "participants",
        _workshop(),
        sa.Column("participant", sa.Text, primary_key=True),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("joined_at", _TIME, nullable=False),
        sa.Column("seen_at", _TIME, nullable=False),
    )
    op.create_table(
        "rounds",
        _workshop(),
        sa.Column("question", sa.Text, primary_key=True),
        sa.Column("round", sa.Integer, primary_key=True),
        sa.Column("revealed", sa.Boolean, nullable=False),
        sa.Column("edition", sa.Integer, nullable=False),
        sa.Column("split", sa.Boolean, nullable=False),
    )
    _create_votes()
    op.create_table(
        "settlements",
        _workshop(),
        sa.Column("question", sa.Text, primary_key=True),
        sa.Column("option", sa.Text, nullable=True),
    )


def downgrade() -> None:
    """Drop them again, those that depend on others first."""
    for table in (
        "settlements",
        "publications",
        "votes",
        "rounds",
        "participants",
        "workshop_hosts",
        "workshops",
    ):
        op.drop_table(table)


def _create_workshops() -> None:
    op.create_table(
        "workshops",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("host_hash", sa.Text, nullable=False, unique=True),
        sa.Column("code", sa.Text, nullable=True, unique=True),
        sa.Column("settings", sa.Text, nullable=False),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("question", sa.Text, nullable=True),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("locked", sa.Boolean, nullable=False),
        sa.Column("timer_ends_at", _TIME, nullable=True),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("code_expires_at", _TIME, nullable=False),
        sa.Column("expires_at", _TIME, nullable=False, index=True),
    )


def _create_votes() -> None:
    keys = ("workshop", "participant", "question")
    op.create_table(
        "votes",
        *(sa.Column(name, sa.Text, primary_key=True) for name in keys),
        sa.Column("round", sa.Integer, primary_key=True),
        sa.Column("option", sa.Text, nullable=False),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        _participant("votes_participant"),
    )
    op.create_table(
        "publications",
        *(sa.Column(name, sa.Text, primary_key=True) for name in keys),
        sa.Column("round", sa.Integer, primary_key=True),
        sa.Column("edition", sa.Integer, primary_key=True),
        sa.Column("option", sa.Text, nullable=False),
        _participant("publications_participant"),
    )


def _participant(name: str) -> sa.ForeignKeyConstraint:
    ours, theirs = ["workshop", "participant"], ["participants.workshop", "participants.participant"]
    return sa.ForeignKeyConstraint(ours, theirs, ondelete="CASCADE", name=name)


def _workshop() -> sa.Column[str]:
    target = sa.ForeignKey("workshops.id", ondelete="CASCADE")
    return sa.Column("workshop", sa.Text, target, primary_key=True, nullable=False)
