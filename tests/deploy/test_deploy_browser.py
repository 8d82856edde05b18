"""A real browser at the sites that deploy/ sets up."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from advisor.content.text import load_text
from advisor.store import COOKIE
from tests.deploy.phones import PAGE, client, crowd
from tests.deploy.proxied import NAME, App, Site, wait_until
from tests.workshop.scene import OPTIONS, QUESTION

pytestmark = [pytest.mark.slow, pytest.mark.browser]

TEXT = load_text("en")
PATIENCE = 60_000  # milliseconds
PROTOCOL = "() => performance.getEntriesByType('navigation')[0].nextHopProtocol"
POST = """([path, body]) => fetch(path, {method: "POST", body: JSON.stringify(body),
    headers: {"content-type": "application/json"}}).then((answer) => answer.status)"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Whichever Chromium this machine has."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        path = os.environ.get("CHROME", "/usr/bin/chromium")
        flags = ["--no-sandbox", "--disable-gpu", f"--host-resolver-rules=MAP {NAME} 127.0.0.1"]
        opened = playwright.chromium.launch(executable_path=path, args=flags)
        yield opened
        opened.close()


@pytest.fixture
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """A new visitor, who takes any certificate: the other tests check it."""
    context = browser.new_context(ignore_https_errors=True, locale="en-GB")
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


def app_of(site: Site, token: str) -> App:
    """Return the app server that a visitor's cookie leads to."""
    mark = len(site.nginx.requests())
    with client(site) as browser:
        browser.get("/", headers=PAGE | {"cookie": f"{COOKIE}={token}"})
    # A page that is open beside this asks for things of its own, but not for the start page.
    wait_until(lambda: any(line.place == "/" for line in site.nginx.requests()[mark:]), site.nginx.errors)
    (line,) = [line for line in site.nginx.requests()[mark:] if line.place == "/"]
    return next(app for app in site.apps if app.address == line.tried[-1])


def test_the_page_works_in_a_browser(one: Site, visitor: BrowserContext) -> None:
    """The page comes over HTTP/2, draws itself through its websocket, and reports no error."""
    page = visitor.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto(f"{one.url}/")
    expect(page.get_by_role("heading", level=1)).to_have_text(TEXT("ui.start.title"))
    assert page.evaluate(PROTOCOL) == "h2"
    assert said == []


def test_a_phone_follows_the_room(one: Site, visitor: BrowserContext) -> None:
    """The page of a phone shows the question as soon as the host asks it, without a reload."""
    scene, page = one.workshop(), visitor.new_page()
    page.goto(f"{one.url}/j/{scene.code}")
    body = {"role": "", "name": ""}
    joined = page.evaluate(POST, [f"/api/room/{scene.code}/join", body])
    assert joined == 200
    with page.expect_response(lambda answer: answer.url.endswith("/events")):
        page.reload()
    scene.host.ask(QUESTION)
    expect(page.locator("body")).to_contain_text(TEXT(f"questions.{QUESTION}.text"))
    assert page.evaluate(PROTOCOL) == "h2"


def test_the_hosts_screen_survives_its_app_server(two: Site, visitor: BrowserContext) -> None:
    """When the app server of the host's screen is killed, the screen goes on by itself on the other one."""
    scene, page = two.workshop(), visitor.new_page()
    visitor.add_cookies([{"name": COOKIE, "value": scene.host_token, "url": two.url}])
    with crowd(two, scene.code, 2) as phones:
        scene.host.ask(QUESTION)
        page.goto(f"{two.url}/screen?room={scene.room_id}")
        expect(page.locator("body")).to_contain_text(answered(0, 2))
        dying = app_of(two, scene.host_token)
        dying.end()
        try:
            for n, phone in enumerate(phones, start=1):
                phone.vote(QUESTION, OPTIONS[0])
                expect(page.locator("body")).to_contain_text(answered(n, 2))
        finally:
            dying.start()
    broken = [line for line in two.nginx.requests() if line.place == "/_stcore/stream"]
    assert dying.address in {line.tried[0] for line in broken}


def answered(given: int, total: int) -> str:
    """Return what the screen says of the votes."""
    return TEXT("workshop.screen.answered", n=given, total=total)
