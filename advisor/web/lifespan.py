"""What happens once per server: before the first visitor, every hour, and at the end."""

from __future__ import annotations

import asyncio
import gc
import importlib
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from datetime import timedelta

from advisor.errors import StoreUnavailable
from advisor.store import Store
from advisor.web.logs import protect_logs

_LOG = logging.getLogger(__name__)
SWEEP_EVERY = timedelta(hours=1)

Lifespan = Callable[[object], AbstractAsyncContextManager[None]]


def lifespan(
    store: Store,
    *,
    modules: Sequence[str] = (),
    started: Callable[[], None] | None = None,
    sweep_every: timedelta = SWEEP_EVERY,
) -> Lifespan:
    """Return the lifespan of the server.

    Args:
        store: is prepared and swept; when it cannot be used, the server starts all the same.
        modules: what the pages import and is slow to import, so that the first visitor does not wait for it.
        started: is called when everything is ready.
        sweep_every: how often expired drafts and links are deleted.
    """

    @asynccontextmanager
    async def whole_life(_app: object) -> AsyncIterator[None]:
        protect_logs()
        await asyncio.to_thread(_warm_up, modules)
        await asyncio.to_thread(_sweep, store)
        sweeping = asyncio.create_task(_sweep_again(store, sweep_every), name="sweep")
        # What is loaded now stays: without this, every collection walks through all of it again.
        gc.collect()
        gc.freeze()
        if started is not None:
            started()
        try:
            yield
        finally:
            sweeping.cancel()
            with suppress(asyncio.CancelledError):
                await sweeping
            await asyncio.to_thread(store.close)

    return whole_life


async def _sweep_again(store: Store, every: timedelta) -> None:
    while True:
        await asyncio.sleep(every.total_seconds())
        await asyncio.to_thread(_sweep, store)


def _sweep(store: Store) -> None:
    """Delete what has expired; a store that is away is said in the log and tried again next time."""
    try:
        gone = store.sweep()
    except StoreUnavailable as error:
        _LOG.warning("%s", error)
    else:
        _LOG.info("store: swept %d", gone)


def _warm_up(modules: Sequence[str]) -> None:
    for name in modules:
        try:
            importlib.import_module(name)
        except ImportError:
            _LOG.warning("cannot import %s", name)
