"""Drafts with one row per answer, and snapshots for read-only links."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Create the four tables."""
    time = sa.DateTime(timezone=True)
    op.create_table(
        "drafts",
        sa.Column("token_hash", sa.Text, primary_key=True),
        sa.Column("created_at", time, nullable=False),
        sa.Column("updated_at", time, nullable=False),
        sa.Column("expires_at", time, nullable=False, index=True),
    )
    op.create_table(
        "draft_answers",
        _owner(primary_key=True),
        sa.Column("question", sa.Text, primary_key=True),
        sa.Column("option", sa.Text, nullable=True),
        sa.Column("answered_at", time, nullable=False),
    )
    op.create_table(
        "draft_extras",
        _owner(primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=True),
        sa.Column("changed_at", time, nullable=False),
    )
    op.create_table(
        "snapshots",
        sa.Column("token_hash", sa.Text, primary_key=True),
        _owner(primary_key=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("created_at", time, nullable=False),
        sa.Column("expires_at", time, nullable=False, index=True),
        sa.Column("revoked_at", time, nullable=True),
    )


def downgrade() -> None:
    """Drop them again, those that depend on drafts first."""
    for table in ("snapshots", "draft_extras", "draft_answers", "drafts"):
        op.drop_table(table)


def _owner(*, primary_key: bool) -> sa.Column[str]:
    target = sa.ForeignKey("drafts.token_hash", ondelete="CASCADE")
    return sa.Column("draft", sa.Text, target, primary_key=primary_key, nullable=False, index=not primary_key)
