"""Translate what a database driver raises into one of the few reasons a page can explain."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from advisor.errors import StoreTrouble, StoreUnavailable

# Prefixes of SQLite's own names for its result codes (the extended codes add a suffix). A failed read or
# write of the disk means the place is no longer usable, which is the same to a visitor as the place being
# gone.
_SQLITE: tuple[tuple[str, StoreTrouble], ...] = (
    ("SQLITE_BUSY", "locked"),
    ("SQLITE_LOCKED", "locked"),
    ("SQLITE_PROTOCOL", "locked"),
    ("SQLITE_FULL", "full"),
    ("SQLITE_CORRUPT", "corrupt"),
    ("SQLITE_NOTADB", "corrupt"),
    ("SQLITE_CANTOPEN", "gone"),
    ("SQLITE_READONLY", "gone"),
    ("SQLITE_PERM", "gone"),
    ("SQLITE_IOERR", "gone"),
)

# Prefixes of PostgreSQL's SQLSTATE: lock and statement timeouts, conflicts; disk; damage; connection,
# shutdown, missing database, rights. The first that fits counts.
_POSTGRES: tuple[tuple[str, StoreTrouble], ...] = (
    ("55P03", "locked"),
    ("57014", "locked"),
    ("40", "locked"),
    ("53100", "full"),
    ("XX001", "corrupt"),
    ("XX002", "corrupt"),
    ("08", "gone"),
    ("57P", "gone"),
    ("53", "gone"),
    ("3D", "gone"),
    ("28", "gone"),
    ("25006", "gone"),
    ("42501", "gone"),
)

_NO_SPACE = (errno.ENOSPC, errno.EDQUOT)


@contextmanager
def explained() -> Iterator[None]:
    """Turn every database error inside the block into StoreUnavailable.

    The original is left out of the traceback on purpose: a driver's message may quote the values of the
    failed statement, and tracebacks end in logs.
    """
    try:
        yield
    except (DBAPIError, PoolTimeoutError, OSError) as error:
        raise _unavailable(error) from None


def _unavailable(error: Exception) -> StoreUnavailable:
    """Find the reason and the database's own name for it."""
    if isinstance(error, OSError):
        return StoreUnavailable("full" if error.errno in _NO_SPACE else "gone", type(error).__name__)
    if isinstance(error, PoolTimeoutError):
        return StoreUnavailable("locked", "POOL_TIMEOUT")
    cause = getattr(error, "orig", None)
    if name := getattr(cause, "sqlite_errorname", None):
        return StoreUnavailable(_lookup(_SQLITE, name), name)
    if state := getattr(cause, "sqlstate", None):
        return StoreUnavailable(_lookup(_POSTGRES, state), f"SQLSTATE_{state}")
    lost = type(cause).__name__ == "OperationalError"  # no code at all: the server could not be reached
    return StoreUnavailable("gone" if lost else "unknown", type(cause).__name__)


def _lookup(table: tuple[tuple[str, StoreTrouble], ...], code: str) -> StoreTrouble:
    return next((kind for prefix, kind in table if code.startswith(prefix)), "unknown")
