"""What every request passes: the visitor's cookie, security headers, closed doors, the page's language.

Plain ASGI, because these wrap a websocket and streamed files as well as pages.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from advisor.store import COOKIE, is_token, new_token
from advisor.web.stylesheet import Stylesheet

# Everything from this origin, with the exceptions that Streamlit was seen to need: inline styles (its own and
# the pages'), an inline script in its page and in st.html, component scripts from blobs, icon fonts as data.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "frame-ancestors 'self'",
        "base-uri 'self'",
        "form-action 'self'",
        "object-src 'none'",
    )
)

HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
}

_NOT_PAGES = ("/_stcore/", "/static/", "/media/", "/component/", "/app/static/")
_CONDITIONS = (b"if-none-match", b"if-modified-since", b"accept-encoding")
_END = b"</body>"
_HTML_LANG = re.compile(rb'(<html[^>]*\blang=")[A-Za-z-]*(")')


class SecurityHeaders:
    """Add the security headers to every response that does not set its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the headers of the answer."""

        async def completed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, completed if scope["type"] == "http" else send)


class ClosedPaths:
    """Answer 404 on paths that are nobody's business from outside."""

    def __init__(self, app: ASGIApp, *, paths: Collection[str] = ("/_stcore/metrics",)) -> None:
        """Close each path, wherever the app is mounted."""
        self.app = app
        self.paths = tuple(paths)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer here, or pass the request on."""
        closed = scope["type"] == "http" and scope["path"].rstrip("/").endswith(self.paths)
        answer: ASGIApp = PlainTextResponse("Not Found", status_code=404) if closed else self.app
        await answer(scope, receive, send)


class VisitorPages:
    """Give each visitor a token in a cookie, and each page the visitor's language.

    The cookie is set with the page, before its websocket opens, so the very first run of the script can read
    it. It is set again with every page, so it lives as long as the draft it opens. Only pages carry it: a
    shared cache in front must never hand one visitor's cookie to another, hence ``no-store``.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        days: int,
        languages: Sequence[str],
        stylesheet: Stylesheet | None = None,
        whole: Collection[str] = (),
        trust_forwarded_proto: bool = False,
    ) -> None:
        """Keep the settings.

        Args:
            app: what is wrapped.
            days: how long the browser keeps the cookie after the last page.
            languages: the codes offered; the first is the fallback.
            stylesheet: what the pages link to, if anything.
            whole: paths of pages that are complete and get the cookie alone; ``/`` at the end: all below.
            trust_forwarded_proto: believe ``X-Forwarded-Proto``, because a proxy of ours sets it.
        """
        self.app = app
        self.max_age = days * 24 * 60 * 60
        self.languages = tuple(languages)
        self.stylesheet = stylesheet
        self.whole = frozenset(whole)
        self.trust_forwarded_proto = trust_forwarded_proto

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; if it asks for a page, complete the page."""
        if not _asks_for_page(scope):
            await self.app(scope, receive, send)
            return
        cookie = self._cookie(scope)
        if self._is_whole(scope):
            await self.app(scope, receive, _Cookie(send, cookie))
            return
        language = chosen_language(scope, self.languages)
        link = self.stylesheet.link(scope.get("root_path", "")) if self.stylesheet else _END
        await self.app(_unconditional(scope), receive, _Page(send, cookie, language, link))

    def _is_whole(self, scope: Scope) -> bool:
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        return path in self.whole or path.rpartition("/")[0] + "/" in self.whole

    def _cookie(self, scope: Scope) -> str:
        headers = Headers(scope=scope)
        known: str | None = cookie_parser(headers.get("cookie", "")).get(COOKIE)
        token = known if known is not None and is_token(known) else new_token()
        secure = "; Secure" if self._is_https(scope, headers) else ""
        return f"{COOKIE}={token}; Max-Age={self.max_age}; Path=/; HttpOnly; SameSite=Lax{secure}"

    def _is_https(self, scope: Scope, headers: Headers) -> bool:
        forwarded = headers.get("x-forwarded-proto", "") if self.trust_forwarded_proto else ""
        return "https" in (scope.get("scheme"), forwarded.split(",")[0].strip().lower())


def chosen_language(scope: Scope, languages: Sequence[str]) -> str:
    """Return the language of the address (``?lang=``), or else the browser's first one that is offered."""
    query: bytes = scope.get("query_string", b"")
    asked = parse_qs(query.decode("latin-1")).get("lang", [])
    accepted = Headers(scope=scope).get("accept-language", "")
    for code in [*asked[-1:], *_by_preference(accepted)]:
        if (short := code.split("-")[0].strip().lower()) in languages:
            return short
    return languages[0]


def _by_preference(accepted: str) -> list[str]:
    """Return the codes of an Accept-Language header, the most wanted first, the refused ones not at all."""
    weighted = []
    for part in accepted.split(","):
        code, _, weight = part.partition(";")
        match = re.fullmatch(r"\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*", weight)
        weighted.append((float(match[1]) if match else 1.0, code.strip()))
    return [code for weight, code in sorted(weighted, key=lambda item: -item[0]) if weight > 0]


def _asks_for_page(scope: Scope) -> bool:
    """Say whether a browser navigates: nothing else asks for HTML."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    own_path = scope["path"].removeprefix(scope.get("root_path", ""))
    return "text/html" in Headers(scope=scope).get("accept", "") and not own_path.startswith(_NOT_PAGES)


def _unconditional(scope: Scope) -> Scope:
    """Ask for the whole page, uncompressed: "not modified" could not carry a page in another language."""
    headers = [(name, value) for name, value in scope["headers"] if name.lower() not in _CONDITIONS]
    return {**scope, "headers": headers}


class _Cookie:
    """A send that adds the cookie, if the answer turns out to be a page."""

    def __init__(self, send: Send, cookie: str) -> None:
        self._send = send
        self._cookie = cookie

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._complete_headers(message)
        await self._send(message)

    def _complete_headers(self, start: Message) -> bool:
        """Add the cookie and keep the page out of caches; False for what is no page."""
        headers = MutableHeaders(scope=start)
        if not headers.get("content-type", "").startswith("text/html"):
            return False
        headers.append("set-cookie", self._cookie)
        headers["cache-control"] = "no-store"
        for name in ("etag", "last-modified"):
            del headers[name]
        return True


class _Page(_Cookie):
    """A send that adds cookie, language and style sheet, if the answer turns out to be a page."""

    def __init__(self, send: Send, cookie: str, language: str, link: bytes) -> None:
        super().__init__(send, cookie)
        self._lang = rb"\g<1>" + language.encode("ascii") + rb"\g<2>"
        self._link = link
        self._held: Message | None = None  # the start of a page, until its first piece tells the length

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and self._complete_headers(message):
            self._held = message
            return
        if self._held is not None:
            message = self._completed(message, self._held)
            await self._send(self._held)
            self._held = None
        await self._send(message)

    def _completed(self, message: Message, start: Message) -> Message:
        """Return the page with its language set and its style sheet linked, and correct its length."""
        body = message.get("body", b"")
        completed = _HTML_LANG.sub(self._lang, body, count=1).replace(_END, self._link, 1)
        headers = MutableHeaders(scope=start)
        if length := headers.get("content-length"):
            headers["content-length"] = str(int(length) + len(completed) - len(body))
        return {**message, "body": completed} if completed != body else message
