"""The migrations build exactly the tables that the code believes in, forwards and backwards."""

from __future__ import annotations

from collections.abc import Callable

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from advisor.store import Store, migrate, new_token
from advisor.store.tables import metadata


def test_the_migrations_build_the_tables(store: Store) -> None:
    """Alembic finds no difference between a migrated database and the tables in the code."""
    store.prepare()
    with store.connections._database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert context.get_current_revision() == migrate.newest()


def test_preparing_again_changes_nothing(open_store: Callable[[], Store]) -> None:
    """A second start keeps every answer."""
    token = new_token()
    first = open_store()
    first.save_answer(token, "q", "a")
    second = open_store()
    second.prepare()
    assert second.open_draft(token) == first.open_draft(token)


def test_every_migration_can_be_taken_back(store: Store) -> None:
    """Going down to nothing and up again ends with the same tables."""
    store.prepare()
    config = migrate.config()
    with store.connections._database.writing() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        assert MigrationContext.configure(connection).get_current_revision() is None
        command.upgrade(config, "head")
    store.save_answer(new_token(), "q", "a")
