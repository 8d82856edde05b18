"""What every request passes, in front of an app that serves a page, a file and a websocket."""

from __future__ import annotations

from collections.abc import Callable
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from advisor.store import COOKIE, is_token, new_token
from advisor.web.middleware import HEADERS, ClosedPaths, SecurityHeaders, VisitorPages
from advisor.web.origins import OwnSockets

PAGE = '<!DOCTYPE html>\n<html lang="en">\n<title>한국어</title>' + "<p>text</p>" * 200
BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
DAYS = 37
Connect = Callable[..., TestClient]


async def metrics(_request: Request) -> Response:
    """Answer what should never be seen."""
    return PlainTextResponse("sessions 7")


async def data(_request: Request) -> Response:
    """Answer something that is no page, with a header of its own."""
    return JSONResponse({}, headers={"x-frame-options": "DENY"})


async def socket(websocket: WebSocket) -> None:
    """Say which cookie the handshake had."""
    await websocket.accept()
    await websocket.send_text(websocket.cookies.get(COOKIE, "none"))
    await websocket.close()


@pytest.fixture
def connect(tmp_path: Path) -> Connect:
    """Make a client of the app behind the middleware."""
    index = tmp_path / "static" / "index.html"
    index.parent.mkdir()
    index.write_text(PAGE, encoding="utf-8")
    (tmp_path / "static" / "a.js").write_text("1")

    async def page(_request: Request) -> Response:
        return FileResponse(index, headers={"cache-control": "no-cache"})

    def client(url: str = "http://testserver", **options: Any) -> TestClient:
        middleware = [
            Middleware(SecurityHeaders),
            Middleware(ClosedPaths),
            Middleware(OwnSockets),
            Middleware(VisitorPages, days=DAYS, languages=("en", "ko", "ja"), **options),
            Middleware(GZipMiddleware, minimum_size=10),
        ]
        routes = [
            Route("/", page),
            Route("/data", data),
            Route("/_stcore/metrics", metrics),
            WebSocketRoute("/_stcore/stream", socket),
            Mount("/static", StaticFiles(directory=index.parent)),
            Route("/{path:path}", page),
        ]
        return TestClient(Starlette(routes=routes, middleware=middleware), base_url=url)

    return client


def set_cookie(response: Any) -> SimpleCookie:
    """Return the cookies that a response sets."""
    return SimpleCookie(response.headers.get("set-cookie", ""))


def test_the_first_page_brings_a_cookie(connect: Connect) -> None:
    """A new visitor gets a random token that scripts cannot read, for the whole site and retention."""
    first = set_cookie(connect().get("/", headers=BROWSER))[COOKIE]
    assert is_token(first.value)
    assert (first["httponly"], first["samesite"], first["path"]) == (True, "Lax", "/")
    assert int(first["max-age"]) == DAYS * 24 * 60 * 60
    assert not first["secure"]
    assert not first["domain"]
    assert set_cookie(connect().get("/", headers=BROWSER))[COOKIE].value != first.value


def test_the_websocket_after_the_page_has_it(connect: Connect) -> None:
    """The handshake that starts the script carries the token that the page has just set."""
    client = connect()
    token = set_cookie(client.get("/question?lang=ko", headers=BROWSER))[COOKIE].value
    with client.websocket_connect("/_stcore/stream") as websocket:
        assert websocket.receive_text() == token


def test_a_websocket_of_another_sites_page_is_refused(connect: Connect) -> None:
    """A page of another site opens no websocket, whatever its scheme; a page of this host does."""
    client = connect()
    for foreign in ("https://evil.example", "http://testserver.evil.example", "null"):
        opening = client.websocket_connect("/_stcore/stream", headers={"origin": foreign})
        with pytest.raises(WebSocketDisconnect), opening:
            pass
    for own in ("http://testserver", "https://testserver"):
        with client.websocket_connect("/_stcore/stream", headers={"origin": own}) as websocket:
            assert websocket.receive_text() == "none"


def test_a_returning_visitor_keeps_the_token(connect: Connect) -> None:
    """Each page sets the same token again, so its time starts anew."""
    token = new_token()
    headers = {**BROWSER, "cookie": f"other=1; {COOKIE}={token}; more=2"}
    again = set_cookie(connect().get("/", headers=headers))[COOKIE]
    assert again.value == token
    assert int(again["max-age"]) == DAYS * 24 * 60 * 60


@pytest.mark.parametrize("value", ["", "short", "a" * 44, "../../etc/passwd", '"quoted"', "a" * 42 + "/"])
def test_a_forged_cookie_is_replaced(connect: Connect, value: str) -> None:
    """What does not look like a token of ours is not taken over."""
    found = set_cookie(connect().get("/", headers={**BROWSER, "cookie": f"{COOKIE}={value}"}))[COOKIE]
    assert is_token(found.value)
    assert found.value != value


@pytest.mark.parametrize(
    "path", ["/data", "/static/a.js", "/static/index.html", "/_stcore/health", "/media/x"]
)
def test_only_pages_set_cookies(connect: Connect, path: str) -> None:
    """Files, data and Streamlit's own addresses set none, even when a browser opens them."""
    response = connect().get(path, headers=BROWSER)
    assert "set-cookie" not in response.headers


def test_only_browsers_get_cookies(connect: Connect) -> None:
    """A monitor or a crawler that does not ask for HTML leaves no token behind."""
    assert "set-cookie" not in connect().get("/", headers={"accept": "*/*"}).headers
    assert "set-cookie" not in connect().post("/", headers=BROWSER).headers


def test_pages_are_kept_by_no_cache(connect: Connect) -> None:
    """A cache between could hand one visitor's cookie to another: pages say no-store and have no version."""
    headers = connect().get("/", headers=BROWSER).headers
    assert headers["cache-control"] == "no-store"
    assert "etag" not in headers
    assert "last-modified" not in headers


def test_a_cached_page_still_brings_a_cookie(connect: Connect, tmp_path: Path) -> None:
    """A browser that has the page but lost its cookie gets the page with a cookie, not "not modified"."""
    etag = connect().get("/static/index.html", headers={"accept": "*/*"}).headers["etag"]
    known = {**BROWSER, "if-none-match": etag, "if-modified-since": "Wed, 01 Jan 2098 00:00:00 GMT"}
    response = connect().get("/", headers=known)
    assert response.status_code == 200
    assert COOKIE in set_cookie(response)


@pytest.mark.parametrize(
    ("url", "trusted", "headers", "secure"),
    [
        ("https://testserver", False, {}, True),
        ("http://testserver", False, {"x-forwarded-proto": "https"}, False),
        ("http://testserver", True, {"x-forwarded-proto": "https"}, True),
        ("http://testserver", True, {"x-forwarded-proto": "HTTPS, http"}, True),
        ("http://testserver", True, {"x-forwarded-proto": "http"}, False),
        ("http://testserver", True, {}, False),
    ],
)
def test_secure_over_https(
    connect: Connect, url: str, trusted: bool, headers: dict[str, str], secure: bool
) -> None:
    """The cookie is Secure over https; a proxy's word counts only when it is trusted."""
    client = connect(url, trust_forwarded_proto=trusted)
    found = set_cookie(client.get("/", headers={**BROWSER, **headers}))[COOKIE]
    assert bool(found["secure"]) is secure


@pytest.mark.parametrize(
    ("query", "accepted", "language"),
    [
        ("", "", "en"),
        ("", "ko-KR,ko;q=0.9,en;q=0.8", "ko"),
        ("", "fr;q=0.9, ja;q=0.7, en;q=0.2", "ja"),
        ("", "en;q=0.5,ja;q=0.8", "ja"),
        ("", "ko;q=0,en", "en"),
        ("", "fr-FR, de", "en"),
        ("", ";;,=,q", "en"),
        ("?lang=ja", "ko", "ja"),
        ("?lang=ko&lang=ja", "en", "ja"),
        ('?lang="><script>', "ko", "ko"),
        ("?lang=", "ja", "ja"),
    ],
)
def test_the_page_says_its_language(connect: Connect, query: str, accepted: str, language: str) -> None:
    """The address decides, then the browser, then English; nothing else of the page changes."""
    response = connect().get("/" + query, headers={**BROWSER, "accept-language": accepted})
    assert response.text == PAGE.replace('lang="en"', f'lang="{language}"')
    assert int(response.headers["content-length"]) == len(response.content)


def test_the_length_follows_a_longer_code(connect: Connect, tmp_path: Path) -> None:
    """A language code of another length than the page's own does not break the page."""
    (tmp_path / "static" / "index.html").write_text(PAGE.replace('"en"', '"en-GB"'), encoding="utf-8")
    response = connect().get("/?lang=ko", headers=BROWSER)
    assert '<html lang="ko">' in response.text
    assert response.text.endswith("<p>text</p>")


def test_a_page_without_a_language_is_left_alone(connect: Connect, tmp_path: Path) -> None:
    """Where there is nothing to set, nothing is changed."""
    (tmp_path / "static" / "index.html").write_text("<p>lang</p>")
    assert connect().get("/?lang=ko", headers=BROWSER).text == "<p>lang</p>"


@pytest.mark.parametrize("path", ["/", "/data", "/static/a.js", "/_stcore/metrics", "/static/missing"])
def test_every_answer_has_the_security_headers(connect: Connect, path: str) -> None:
    """Pages, data, files, errors and closed doors have all of them, each once."""
    headers = connect().get(path).headers
    for name, value in HEADERS.items():
        own = "DENY" if (path, name) == ("/data", "x-frame-options") else value
        assert headers.get_list(name) == [own]


def test_the_policy_names_no_other_origin() -> None:
    """Nothing may be loaded from or sent to another host, and scripts may not be made from text."""
    policy = dict(part.split(" ", 1) for part in HEADERS["content-security-policy"].split("; "))
    sources = {source for value in policy.values() for source in value.split()}
    assert sources == {"'self'", "'unsafe-inline'", "'none'", "data:", "blob:"}
    assert policy["connect-src"] == policy["frame-ancestors"] == "'self'"


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/metrics/", "/base/_stcore/metrics"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST"])
def test_metrics_are_closed(connect: Connect, path: str, method: str) -> None:
    """Nobody outside learns how many sessions there are."""
    response = connect().request(method, path)
    assert response.status_code == 404
    assert "sessions" not in response.text
