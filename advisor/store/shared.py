"""The one store of this process, which the pages and the server use together."""

from __future__ import annotations

from functools import cache

from advisor.store.location import default_url
from advisor.store.store import Store


def shared_store(retention_days: int) -> Store:
    """Return the store that the environment names; the same one at each call. Nothing is opened yet.

    Raises InputError when ``ADVISOR_DATABASE_URL`` is of a kind that is not supported.
    """
    return _store(default_url(), retention_days)


@cache
def _store(url: str, retention_days: int) -> Store:
    return Store(url, retention_days=retention_days)
