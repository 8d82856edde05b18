"""One app server behind nginx with TLS, as deploy/nginx-one.conf sets it up."""

from __future__ import annotations

import re
import socket
import sqlite3
import ssl
from contextlib import closing
from pathlib import Path

import httpx2
import pytest
from websockets.exceptions import InvalidStatus

from advisor.content.text import load_text
from advisor.store import COOKIE, Store, new_token
from advisor.web.middleware import HEADERS
from tests.deploy.phones import PAGE, arrive, client, crowd, events, upload
from tests.deploy.proxied import NAME, ROOT, Site, wait_until
from tests.deploy.screens import screen
from tests.workshop.scene import OPTIONS, QUESTION

START = load_text("en")("ui.start.title")

pytestmark = pytest.mark.slow


def test_page_and_health(one: Site) -> None:
    """A browser gets the page, and a monitor the health, over HTTPS with a valid certificate."""
    with client(one) as browser:
        page = browser.get("/", headers=PAGE)
        assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert '<div id="root">' in page.text
        assert browser.get("/healthz").json() == {"status": "ok", "store": "ok"}


def test_plain_http_is_sent_to_https(one: Site) -> None:
    """An address without TLS leads to the same address with it."""
    plain = f"http://127.0.0.1:{one.nginx.plain_port}/questions?lang=ko"
    answer = httpx2.get(plain, headers={"host": NAME}, trust_env=False)
    assert answer.status_code == 301
    assert answer.headers["location"] == f"https://{NAME}/questions?lang=ko"


def test_security_headers_once_each(one: Site) -> None:
    """Page, room and static file carry each security header exactly once, HSTS among them."""
    expected = [*HEADERS, "strict-transport-security"]
    with client(one) as browser:
        for path in ("/", "/healthz", "/api/room/ABCDEF"):
            headers = browser.get(path, headers=PAGE).headers
            assert {name: len(headers.get_list(name)) for name in expected} == dict.fromkeys(expected, 1)
            assert headers["server"] == "nginx"


def test_every_cookie_is_secure(one: Site) -> None:
    """Each cookie is for HTTPS alone, and says so once."""
    with client(one) as browser:
        answers = [
            browser.get(path, headers=PAGE) for path in ("/", "/_stcore/host-config", "/_stcore/health")
        ]
    cookies = [cookie for answer in answers for cookie in answer.headers.get_list("set-cookie")]
    assert {cookie.partition("=")[0] for cookie in cookies} == {COOKIE, "_streamlit_xsrf"}
    assert [cookie.lower().count("; secure") for cookie in cookies] == [1] * len(cookies)


def test_the_visitors_cookie_is_hidden_from_scripts(one: Site) -> None:
    """The cookie that opens the answers is also HttpOnly, for this site, and kept out of caches."""
    with client(one) as browser:
        answer = browser.get("/", headers=PAGE)
    (cookie,) = [c for c in answer.headers.get_list("set-cookie") if c.startswith(COOKIE)]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert answer.headers["cache-control"] == "no-store"


def test_http2_is_offered(one: Site) -> None:
    """A client that can speak HTTP/2 does."""
    context = ssl.create_default_context()
    one.authority.configure_trust(context)
    context.set_alpn_protocols(["h2", "http/1.1"])
    with (
        socket.create_connection(("127.0.0.1", one.nginx.port), timeout=60) as plain,
        context.wrap_socket(plain, server_hostname=NAME) as secure,
    ):
        assert secure.selected_alpn_protocol() == "h2"


def test_metrics_are_closed(one: Site) -> None:
    """Nobody outside reads the metrics of Streamlit; nginx does not even ask the app server."""
    mark = len(one.nginx.requests())
    paths = ["/_stcore/metrics", "/_stcore/metrics/", "/_stcore//metrics", "/%5Fstcore/metrics?a=1"]
    with client(one) as browser:
        assert [browser.get(path).status_code for path in paths] == [404] * len(paths)
        assert browser.get("/_stcore/health").status_code == 200
    tried = [line.tried for line in one.nginx.since(mark, len(paths) + 1)]
    assert tried == [("-",)] * len(paths) + [(one.apps[0].address,)]


def test_another_name_is_refused(one: Site) -> None:
    """A request under a name that is not this site's gets nothing."""
    with client(one) as browser:
        assert browser.get("/", headers=PAGE | {"host": "evil.example"}).status_code == 421


def test_a_body_too_long_is_refused(one: Site) -> None:
    """A file of 12 MB arrives, one of 14 does not, and nothing else may be longer than 16 kB."""
    with client(one) as browser:
        with screen(one, arrive(browser)) as opened:
            opened.run()
            assert upload(browser, opened.session, 12_000_000) == 204
            assert upload(browser, opened.session, 14_000_000) == 413
        for path in ("/", "/api/room/ABCDEF/vote"):
            assert browser.post(path, content=b"0" * 17_000).status_code == 413


def test_the_websocket_runs_the_script(one: Site) -> None:
    """A screen opens through nginx, and the script draws it with what the cookie stands for."""
    with client(one) as browser, screen(one, arrive(browser)) as opened:
        assert START in opened.run()
        assert START in opened.run()  # the connection stays


@pytest.mark.parametrize("origin", ["https://evil.example", f"http://{NAME}", "null"])
def test_a_page_of_another_site_opens_no_websocket(one: Site, origin: str) -> None:
    """Another origin is turned away by nginx; the app server is not asked."""
    mark = len(one.nginx.requests())
    with pytest.raises(InvalidStatus) as refused, screen(one, {COOKIE: new_token()}, origin):
        pass
    assert refused.value.response.status_code == 403
    assert [line.tried for line in one.nginx.since(mark, 1)] == [("-",)]


def test_an_event_arrives_while_the_stream_is_open(one: Site) -> None:
    """What the host does reaches a phone through a stream that goes on: nginx holds nothing back."""
    scene = one.workshop()
    with crowd(one, scene.code, 1) as (phone,), phone.stream() as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        told = events(answer)
        assert next(told)["stage"] == "lobby"
        scene.host.ask(QUESTION)
        assert next(state for state in told if state["stage"] == "voting")["question"] == QUESTION


def test_a_vote_arrives(one: Site) -> None:
    """A phone joins and votes through nginx, and the answer is in the store."""
    scene = one.workshop()
    with crowd(one, scene.code, 1) as (phone,):
        scene.host.ask(QUESTION)
        phone.vote(QUESTION, OPTIONS[0])
        assert scene.person(phone.token).view().mine == {(QUESTION, 1): OPTIONS[0]}


def test_a_backup_of_the_running_site(one: Site, tmp_path: Path) -> None:
    """The documented backup, taken while the site runs, holds the votes and can be opened as a store."""
    (statement,) = re.findall(r'sqlite3 \S+ "(VACUUM .*)"', (ROOT / "docs" / "deploy.md").read_text())
    scene, copy = one.workshop(), tmp_path / "copy.sqlite3"
    with crowd(one, scene.code, 1) as (phone,):
        scene.host.ask(QUESTION)
        phone.vote(QUESTION, OPTIONS[0])
        who = scene.person(phone.token).id
    with closing(sqlite3.connect(one.nginx.folder / "data" / "advisor.sqlite3")) as connection:
        connection.execute(re.sub(r"'.*'", f"'{copy}'", statement))
    with closing(Store(f"sqlite:///{copy}", retention_days=1)) as restored:
        assert [vote.option for vote in restored.rooms.votes_of(scene.room_id, who)] == [OPTIONS[0]]


def test_a_vote_from_another_sites_page_is_refused(one: Site) -> None:
    """A page elsewhere cannot vote with this browser's cookie, and a page here can."""
    scene = one.workshop()
    with crowd(one, scene.code, 1) as (phone,):
        scene.host.ask(QUESTION)
        body = {"question": QUESTION, "round": 1, "option": OPTIONS[0], "sequence": 1}
        found = [
            phone.client.post(
                f"/api/room/{scene.code}/vote", json=body, headers={"origin": origin}
            ).status_code
            for origin in ("https://evil.example", one.url)
        ]
        assert found == [403, 200]


def test_the_logs_tell_nothing(one: Site) -> None:
    """No query, cookie, code, session or address of a visitor is in a log, whatever happens to a request."""
    scene, secret = one.workshop(), "kept-to-itself"
    app = one.apps[0]
    with crowd(one, scene.code, 1) as (phone,):
        scene.host.ask(QUESTION)
        phone.vote(QUESTION, OPTIONS[0])
        paths = [f"/?share={secret}", f"/{secret}?a=1", f"/media/{secret}.pdf", f"/x/{secret}/{scene.code}"]
        for path in [*paths, f"/j/{scene.code.lower()}", f"/api/room/{scene.code}/{secret}"]:
            phone.client.get(path, headers=PAGE | {"referer": f"{one.url}/{secret}", "user-agent": secret})
        with screen(one, dict(phone.client.cookies)) as opened:
            opened.run(query=f"share={secret}")
        app.end()
        try:
            assert phone.client.get(f"/api/room/{scene.code}?{secret}").status_code == 502
        finally:
            app.start()
        token = phone.token
    wait_until(lambda: any(line.place == "/_stcore/stream" for line in one.nginx.requests()))
    logs = one.nginx.errors() + app.log.read_text()
    places = {line.place for line in one.nginx.requests()}
    assert {"/...", "/j/...", "/media/...", "/api/...", "/api/room/...", "/api/room/.../vote"} <= places
    told = [word for word in (secret, token, scene.code, opened.session, "127.0.0.1 ") if word in logs]
    assert told == []
    assert scene.code.lower() not in logs
