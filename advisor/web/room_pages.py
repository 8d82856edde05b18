"""The pages of a room, each whole in one response: the phone's, the door's, and the one for host links."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from advisor.content.text import LANGUAGES, Text, load_text
from advisor.core.model import DONT_KNOW, Model
from advisor.errors import RoomError, StoreUnavailable
from advisor.web.middleware import chosen_language
from advisor.web.room_api import RoomServing
from advisor.workshop import Room, read_code

WHOLE_PAGES = ("/j", "/j/", "/host")
"""Where these pages are: they need neither style sheet nor language from the middleware, only the cookie."""

_FOLDER = Path(__file__).with_name("phone")
_PHONE = ("base.js", "queue.js", "screens.js", "live.js")
_HOST = ("host.js",)
_STYLE = ("page.css",)
_HEAD = "head.html"
_SMALLEST = 500
# What a style sheet and a script do without: comments, and white space around these signs. What stands in
# quotes is kept. A script has to end its statements with semicolons, and no regular expression has a space.
_STYLE_SPARE = re.compile(r"/\*.*?\*/|;?\s*([{},;])\s*|(?<=:)[ ]", re.DOTALL)
_SCRIPT_SPARE = re.compile(
    r"""("(?:[^"\\\n]|\\.)*"|`[^`]*`)|(?:\s|//.*)*([{}()\[\];,=<>?:&|*!])(?:\s|//.*)*|(?:\s|//.*)+"""
)
_RETRY_SECONDS = "5"


@dataclass(frozen=True, slots=True)
class RoomPages:
    """The handlers of the pages."""

    serving: RoomServing

    def routes(self) -> list[Route]:
        """Return the routes; compressed here, because not every server does it."""
        pages = (("/j", self.door), ("/j/", _without_slash), ("/j/{code}", self.phone), ("/host", self.host))
        packed = [Middleware(GZipMiddleware, minimum_size=_SMALLEST)]
        return [Route(path, handler, methods=["GET"], middleware=packed) for path, handler in pages]

    async def door(self, request: Request) -> Response:
        """Ask for a code; go to the room of one that was typed."""
        typed = request.query_params.get("code", "")
        if not typed:
            return self._door(request, "enter", 200)
        code = read_code(self.serving.tidy(typed), self.serving.limits)
        if code is None:
            return self._door(request, "unknown", 404)
        asked = _asked(request.query_params)
        return RedirectResponse(f"j/{code}" + (f"?lang={asked}" if asked else ""), status_code=303)

    async def phone(self, request: Request) -> Response:
        """Return the phone's page of a room, in the visitor's language or else the workshop's."""
        try:
            room = await run_in_threadpool(self.serving.find, request.path_params["code"])
        except RoomError:
            return self._door(request, "unknown", 404)
        except StoreUnavailable:
            return self._door(
                request, "away", 503, {"refresh": _RETRY_SECONDS, "retry-after": _RETRY_SECONDS}
            )
        own = room.settings.language
        language = chosen_language(request.scope, (own, *(code for code in LANGUAGES if code != own)))
        text = load_text(language)
        data = phone_data(self.serving.model, text, room)
        parts = {key: escape(data["text"][key]) for key in ("title", "switch")}
        parts["script_needed"] = escape(text("phone.script_needed"))
        return _page("page.html", text, _PHONE, parts | {"code": "", "data": _json(data)})

    async def host(self, request: Request) -> Response:
        """Return the page that takes a workshop over; the secret stands where no server sees it."""
        text = load_text(chosen_language(request.scope, LANGUAGES))
        said = text.under("phone.host")
        parts = {key: escape(said[key]) for key in ("opening", "again")}
        parts["title"] = escape(text("phone.page.title"))
        parts["script_needed"] = escape(text("phone.script_needed"))
        return _page("host.html", text, _HOST, parts | {"data": _json(said)})

    def _door(
        self, request: Request, kind: str, status: int, headers: Mapping[str, str] | None = None
    ) -> Response:
        limits = self.serving.limits
        text = load_text(chosen_language(request.scope, LANGUAGES))
        typed = request.path_params.get("code") or request.query_params.get("code", "")
        asked = _asked(request.query_params)
        values = {"n": limits.code_length, "hours": limits.code_hours}
        parts = {
            "heading": text(f"phone.door.{kind}_title"),
            "lede": text(f"phone.door.{kind}_lede", **values),
            "label": text("phone.door.label"),
            "enter": text("phone.door.continue"),
            "title": text("phone.page.title"),
            "switch": text("phone.page.switch"),
            "action": "../j" if "code" in request.path_params else "j",
            "typed": typed[:40],
        }
        markup = {key: escape(part) for key, part in parts.items()}
        markup["asked"] = f'<input type="hidden" name="lang" value="{asked}">' if asked else ""
        markup["languages"] = _languages(text.language, request.query_params.get("code", ""))
        return _page("door.html", text, (), markup, status=status, headers=headers or {})


async def _without_slash(_: Request) -> Response:
    return RedirectResponse("../j", status_code=303)


def phone_data(model: Model, text: Text, room: Room) -> dict[str, Any]:
    """Return what a phone shows of a room, in one language: all texts and all questions, no state."""
    known, said = text.under("room.roles"), text.under("phone.page")
    del said["anonymous" if room.settings.names else "anonymous_named"]
    return {
        "code": room.join_code,
        "lang": text.language,
        "languages": [[code, load_text(code)("ui.app.language_name")] for code in LANGUAGES],
        "names": room.settings.names,
        "roles": [[role, known.get(role, role)] for role in room.settings.roles],
        "dont_know": DONT_KNOW,
        "questions": [
            _question(model, text, question)
            for question in room.settings.questions
            if question in model.question_by_id
        ],
        "text": said,
    }


def _question(model: Model, text: Text, question: str) -> list[Any]:
    """Return id, sentence, help and options of a question, as short as JSON allows."""
    words = text.under(f"questions.{question}")
    labels = {option: words.get(f"options.{option}") for option in model.question_by_id[question].option_ids}
    dont_know = text("questions.dont_know.label")
    return [question, words["text"], words["help"], [[o, label or dont_know] for o, label in labels.items()]]


def _page(
    name: str,
    text: Text,
    scripts: Sequence[str],
    parts: Mapping[str, str],
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    style, script = _style(), _script(tuple(scripts))
    own = {"lang": text.language, "style": style, "script": script}
    policy = {"content-security-policy": _policy(style, script), "cache-control": "no-store"}
    page = Template(_source((_HEAD, name))).substitute(own | dict(parts))
    return HTMLResponse(page, status_code=status, headers=policy | dict(headers or {}))


@cache
def _source(names: tuple[str, ...]) -> str:
    """Return files of this folder, one after the other."""
    return "".join((_FOLDER / name).read_text(encoding="utf-8") for name in names)


@cache
def _style() -> str:
    """Return the style sheet without what only readers need."""
    return _STYLE_SPARE.sub(lambda found: found[1] or "", _source(_STYLE)).strip()


@cache
def _script(names: tuple[str, ...]) -> str:
    """Return a script without what only readers need."""
    spare = _SCRIPT_SPARE.sub(lambda found: found[1] or found[2] or " ", _source(names))
    return spare.replace(";}", "}").strip()


@cache
def _policy(style: str, script: str) -> str:
    """Allow exactly this style and this script, requests to this server, and nothing else."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_hash(script)}",
            f"style-src {_hash(style)}",
            "connect-src 'self'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def _hash(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"


def _json(value: object) -> str:
    """Return JSON that cannot end the element it stands in."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return written.replace("&", "\\u0026").replace("<", "\\u003c")


def _asked(query: QueryParams) -> str:
    """Return the language that the address asks for, if it is one of ours."""
    asked = query.get("lang", "")
    return asked if asked in LANGUAGES else ""


def _languages(shown: str, typed: str) -> str:
    kept = f"code={quote(typed)}&amp;" if typed else ""
    names = {code: escape(load_text(code)("ui.app.language_name")) for code in LANGUAGES if code != shown}
    links = (
        f'<a href="?{kept}lang={code}" lang="{code}" hreflang="{code}">{name}</a>'
        for code, name in names.items()
    )
    own = escape(load_text(shown)("ui.app.language_name"))
    button = f'<button type="button" popovertarget="menu">{own}</button>'
    return f'{button}<div id="menu" popover>{"".join(links)}</div>'
