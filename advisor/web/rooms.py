"""Everything a room needs from the server, put together."""

from __future__ import annotations

from starlette.routing import Route

from advisor.content.loader import load_model
from advisor.content.workshop import load_room_settings
from advisor.store import Store
from advisor.web.room_admin import RoomAdmin
from advisor.web.room_api import RoomApi, RoomServing
from advisor.web.room_hub import RoomHub
from advisor.web.room_pages import RoomPages


def room_routes(
    store: Store,
    *,
    trust_forwarded: bool = False,
    admin: str | None = None,
    hub: RoomHub | None = None,
) -> list[Route]:
    """Return the routes of phones, host links and the administrator.

    Args:
        store: where the workshops are.
        trust_forwarded: believe ``X-Forwarded-Host``, because a proxy of ours sets it.
        admin: the administrator's secret; without it those addresses answer 404.
        hub: who tells phones of changes; a test's own.
    """
    limits = load_room_settings()
    serving = RoomServing(store, load_model(), limits, hub or RoomHub(store, limits), trust_forwarded)
    return [*RoomPages(serving).routes(), *RoomApi(serving).routes(), *RoomAdmin(store, admin).routes()]
