"""Bring a database to the newest schema, safely when several processes or threads start together."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection

from advisor.errors import StoreUnavailable

_SCRIPTS = Path(__file__).parent / "migrations"
_ONE_AT_A_TIME = Lock()  # alembic keeps its context in a module


def upgrade(connection: Connection) -> None:
    """Run what is missing inside the caller's transaction, which must exclude other writers.

    Raises StoreUnavailable for a database that a newer program has already changed.
    """
    settings = config()
    settings.attributes["connection"] = connection
    try:
        with _ONE_AT_A_TIME:
            command.upgrade(settings, "head")
    except CommandError:
        raise StoreUnavailable("unknown", "SCHEMA_NOT_KNOWN") from None


def newest() -> str | None:
    """Return the id of the newest migration."""
    return ScriptDirectory.from_config(config()).get_current_head()


def config() -> Config:
    """Return what Alembic needs to find the migrations; there is no ini file."""
    found = Config()
    found.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    found.set_main_option("path_separator", "os")
    return found
