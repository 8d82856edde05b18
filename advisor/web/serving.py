"""Everything that is served beside the Streamlit script, in the shape that ``st.App`` takes."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from advisor.content.loader import load_model
from advisor.content.text import LANGUAGES
from advisor.store import Store, shared_store
from advisor.web.health import health_route
from advisor.web.lifespan import Lifespan, lifespan
from advisor.web.middleware import ClosedPaths, SecurityHeaders, VisitorPages
from advisor.web.origins import OwnSockets
from advisor.web.room_admin import admin_secret
from advisor.web.room_pages import WHOLE_PAGES
from advisor.web.rooms import room_routes
from advisor.web.stylesheet import Stylesheet

SCRIPT = Path(__file__).resolve().parents[1] / "ui" / "main.py"
TRUST_PROXY = "ADVISOR_TRUST_PROXY"

# Slow to import and wanted by a page sooner or later.
_MODULES = ("pandas", "plotly.graph_objects", "scipy.special", "babel.dates")

# A draft lives on from its last answer, the cookie from the last page: a tab left open for days must not lose
# its cookie before its draft.
_COOKIE_OUTLIVES_BY_DAYS = 7


@dataclass(frozen=True)
class Serving:
    """The keyword arguments of ``st.App`` beside the script."""

    routes: Sequence[BaseRoute]
    middleware: Sequence[Middleware]
    lifespan: Lifespan


def serving(
    store: Store,
    *,
    languages: Sequence[str] = LANGUAGES,
    stylesheet: Stylesheet | None = None,
    modules: Sequence[str] = _MODULES,
    started: Callable[[], None] | None = None,
    trust_forwarded_proto: bool = False,
    admin: str | None = None,
) -> Serving:
    """Put the parts together; the arguments are those of the parts."""
    rooms = room_routes(store, trust_forwarded=trust_forwarded_proto, admin=admin)
    pages = Middleware(
        VisitorPages,
        days=store.retention_days + _COOKIE_OUTLIVES_BY_DAYS,
        languages=languages,
        stylesheet=stylesheet,
        whole=WHOLE_PAGES,
        trust_forwarded_proto=trust_forwarded_proto,
    )
    return Serving(
        routes=[health_route(store), *rooms, *([stylesheet.route()] if stylesheet else [])],
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(ClosedPaths),
            Middleware(OwnSockets, trust_forwarded=trust_forwarded_proto),
            pages,
        ],
        lifespan=lifespan(store, modules=modules, started=started),
    )


def default_serving(
    css: str = "", started: Callable[[], None] | None = None, environ: Mapping[str, str] = os.environ
) -> Serving:
    """Return the parts as the environment asks for them; ``css`` (if any) is linked from every page.

    ``ADVISOR_TRUST_PROXY=1`` says that a proxy in front sets ``X-Forwarded-Proto`` (and ``-Host``, if it
    changes the host). ``ADVISOR_ADMIN_SECRET`` opens the administrator's addresses. Raises InputError for a
    database URL of a kind that is not supported and a secret that is too short, DataError when the model is
    broken.
    """
    store = shared_store(load_model().settings.retention_days)
    return serving(
        store,
        stylesheet=Stylesheet(css) if css else None,
        started=started,
        trust_forwarded_proto=environ.get(TRUST_PROXY) == "1",
        admin=admin_secret(environ),
    )
