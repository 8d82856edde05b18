"""A whole workshop in a real browser: keys, rounds, two devices, a killed server, what nobody may see."""

from collections.abc import Iterator

import pytest
from axing import findings
from playwright.sync_api import Browser, BrowserContext, Locator, Page, WebSocket, expect
from rooming import CORE, Phones, at_question, at_votes, key, on_wall, open_room
from serving import Server
from walking import PATIENCE, headed, opened, settled

from advisor.content.loader import load_model
from advisor.content.text import load_text

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MODEL = load_model()
TEXT = load_text("en")
FIRST, SECOND = CORE[:2]
A, B, C = MODEL.question_by_id[FIRST].option_ids[:3]


@pytest.fixture
def phones(browser: Browser, server: Server) -> Iterator[Phones]:
    """Nobody yet; they leave at the end."""
    people = Phones(browser, server.url, "")
    yield people
    people.leave()


def wide(browser: Browser, width: int = 1440, height: int = 810, scheme: str = "light") -> BrowserContext:
    """A host's browser."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale="en-GB",
        color_scheme="dark" if scheme == "dark" else "light",
    )
    context.set_default_timeout(PATIENCE)
    return context


def heading(page: Page, question: str) -> Locator:
    """The question as the heading of the wall."""
    return page.get_by_role("heading", name=TEXT(f"questions.{question}.text"), exact=True, level=1)


def given(page: Page, count: int, total: int) -> None:
    """Wait until the wall says that so many have answered."""
    expect(page.locator(".present p")).to_have_text(TEXT("workshop.screen.answered", n=count, total=total))


def bar(page: Page, option: str) -> Locator:
    """The row of an option among the counts."""
    label = TEXT(f"questions.{FIRST}.options.{option}")
    return page.locator(".votes .options li", has=page.get_by_text(label, exact=True))


def test_a_workshop_by_keys_with_two_rounds(server: Server, browser: Browser, phones: Phones) -> None:
    """N starts, S reveals, A asks again, O hides, T times, P goes back, E shows the result."""
    context = wide(browser)
    desk = context.new_page()
    room, phones.code = open_room(desk, server)
    phones.join(6)
    reveal, again = (f"{what}-{FIRST}" for what in ("reveal", "again"))
    with context.expect_page() as waiting:
        desk.locator(".st-key-screen a").click()
    wall = waiting.value
    expect(wall.locator(".present p")).to_have_text(TEXT("workshop.screen.here", n=6))
    key(wall, "n", f"start-{FIRST}")
    heading(wall, FIRST).wait_for()
    phones.vote(FIRST, [A] * 4)
    given(wall, 4, 6)
    key(wall, "s", f"{reveal}-1")
    wall.get_by_text(TEXT("workshop.screen.too_few", least=5)).wait_for()
    phones.vote(FIRST, [A] * 4 + [B] * 2)
    given(wall, 6, 6)
    key(wall, "s", f"{reveal}-1")
    at_votes(wall)
    expect(bar(wall, A).locator(".number")).to_have_text("4")
    key(wall, "o", f"reopen-{FIRST}-1")
    at_question(wall)
    key(wall, "s", f"{reveal}-1")
    at_votes(wall)
    key(wall, "a", f"{again}-1")
    at_question(wall)
    wall.get_by_text(TEXT("workshop.screen.place", n=1, total=12, round=2)).wait_for()
    phones.vote(FIRST, [B] * 5 + [A], number=2)
    given(wall, 6, 6)
    key(wall, "s", f"{reveal}-2")
    at_votes(wall)
    expect(bar(wall, A).locator(".number")).to_have_text(["4", "1"])
    key(wall, "n", f"ask-{SECOND}")
    heading(wall, SECOND).wait_for()
    key(wall, "t", "timer-on")
    wall.get_by_role("timer").wait_for()
    key(wall, "t", "timer-off")
    wall.get_by_role("timer").wait_for(state="detached")
    key(wall, "p", f"ask-{FIRST}")
    heading(wall, FIRST).wait_for()
    key(wall, "e", "results")
    wall.locator("#room-list, .ranked").first.wait_for()
    desk.locator(".st-key-result button").click()
    desk.locator(".ranked").wait_for()
    assert room in desk.url
    context.close()


def test_the_buttons_are_reached_by_tab(server: Server, browser: Browser) -> None:
    """Every control can be focused by Tab and pressed by Enter."""
    context = wide(browser)
    wall = context.new_page()
    room, _ = open_room(wall, server)
    on_wall(wall, server, room)
    key(wall, "n", f"start-{FIRST}")
    at_question(wall)
    reached = []
    for _ in range(12):
        wall.keyboard.press("Tab")
        reached.append(
            wall.evaluate(
                "document.activeElement.closest('[class*=st-key-]')?.className.match(/st-key-(\\S+)/)[1]"
            )
        )
    wanted = {"lobby", f"reveal-{FIRST}-1", f"ask-{SECOND}", "results", "timer-on", "timer_length"}
    assert wanted <= set(reached)
    wall.locator(f".st-key-ask-{SECOND} button").focus()
    wall.keyboard.press("Enter")
    heading(wall, SECOND).wait_for()
    context.close()


def test_nothing_hidden_is_on_the_wire(server: Server, browser: Browser, phones: Phones) -> None:
    """While answers are hidden no frame to the wall holds a count, a bar or a secret; revealed, it does."""
    context = wide(browser)
    wall = context.new_page()
    room, phones.code = open_room(wall, server)
    secret = wall.locator("code").inner_text().partition("#")[2]
    frames: list[bytes] = []

    def listen(socket: WebSocket) -> None:
        socket.on(
            "framereceived", lambda data: frames.append(data if isinstance(data, bytes) else data.encode())
        )

    wall.on("websocket", listen)
    phones.join(7)
    on_wall(wall, server, room)
    key(wall, "n", f"start-{FIRST}")
    heading(wall, FIRST).wait_for()
    phones.vote(FIRST, [A] * 5 + [B] * 2)
    given(wall, 7, 7)
    wall.reload()
    given(wall, 7, 7)
    hidden = b"\n".join(frames)
    assert TEXT("workshop.screen.hidden").encode() in hidden
    assert len(secret) == 43
    for told in (b'"number">5<', b'"number">2<', b"--w:", b"votes", b"n=7", secret.encode()):
        assert told not in hidden, told
    frames.clear()
    key(wall, "s", f"reveal-{FIRST}-1")
    at_votes(wall)
    assert b'"number">5<' in b"\n".join(frames)
    context.close()


def test_a_second_device_takes_over(server: Server, browser: Browser, phones: Phones) -> None:
    """With the host link another browser runs the room, and the first screen follows it."""
    context, other = wide(browser), wide(browser)
    wall = context.new_page()
    room, phones.code = open_room(wall, server)
    link = wall.locator("code").inner_text()
    phones.join(5)
    on_wall(wall, server, room)
    second = other.new_page()
    opened(second, f"{server.url}screen?room={room}")
    headed(second, TEXT("workshop.screen.gone"))
    expect(second.locator("input")).to_have_count(0)
    opened(second, f"{server.url}workshop?room={room}")
    headed(second, TEXT("workshop.denied.title"))
    second.locator(".st-key-host_link input").fill(link)
    second.locator(".st-key-host_link input").press("Enter")
    second.locator(".st-key-claim button").click()
    second.locator(".join .code").wait_for()
    on_wall(second, server, room)
    key(second, "n", f"start-{FIRST}")
    heading(wall, FIRST).wait_for()
    phones.vote(FIRST, [A] * 5)
    second.locator(f".st-key-reveal-{FIRST}-1 button").click()
    at_votes(wall)
    key(wall, "n", f"ask-{SECOND}")
    heading(second, SECOND).wait_for()
    context.close()
    other.close()


def test_reload_and_a_killed_server_change_nothing(server: Server, browser: Browser, phones: Phones) -> None:
    """The wall is where it was after a reload, and comes back by itself after the server was killed."""
    context = wide(browser)
    wall = context.new_page()
    room, phones.code = open_room(wall, server)
    phones.join(6)
    on_wall(wall, server, room)
    key(wall, "n", f"start-{FIRST}")
    heading(wall, FIRST).wait_for()
    phones.vote(FIRST, [A] * 5)
    given(wall, 5, 6)
    wall.reload()
    heading(wall, FIRST).wait_for()
    given(wall, 5, 6)
    server.restart()
    phones.vote(FIRST, [A] * 3 + [B] * 3)
    given(wall, 6, 6)
    key(wall, "s", f"reveal-{FIRST}-1")
    at_votes(wall)
    expect(bar(wall, B).locator(".number")).to_have_text("3")
    server.restart()
    phones.join(1)
    given(wall, 6, 7)
    expect(bar(wall, B).locator(".number")).to_have_text("3")
    key(wall, "n", f"ask-{SECOND}")
    heading(wall, SECOND).wait_for()
    context.close()


def test_a_wall_whose_live_part_has_stopped_loads_itself_anew(server: Server, browser: Browser) -> None:
    """When nothing moves any more although the server answers, the page is loaded again, where it was."""
    context = wide(browser)
    wall = context.new_page()
    room, _ = open_room(wall, server)
    on_wall(wall, server, room)
    wall.evaluate("document.body.dataset.before = 1")
    wall.evaluate("setInterval(() => {document.querySelector('[data-beat]').dataset.beat = 'still'}, 0)")
    wall.locator("body:not([data-before]) [data-beat]").wait_for(state="attached")
    wall.locator(".join .code").wait_for()
    context.close()


def test_the_desk_ends_renews_and_deletes_on_request(server: Server, browser: Browser) -> None:
    """Each of them asks first, and then does it; the host link is gone after a reload."""
    context = wide(browser)
    desk = context.new_page()
    room, _ = open_room(desk, server)
    first = desk.locator("code").inner_text()
    desk.locator(".st-key-new_link button").click()
    desk.locator(".st-key-link_yes button").click()
    expect(desk.locator("code")).not_to_have_text(first)
    desk.reload()
    desk.locator(".join .code").wait_for()
    expect(desk.locator("code")).to_have_count(0)
    desk.locator(".st-key-end button").click()
    desk.locator(".st-key-end_yes button").click()
    headed(desk, TEXT("workshop.desk.title_closed"))
    desk.locator(".st-key-delete_room button").click()
    desk.locator(".st-key-delete_yes button").click()
    desk.get_by_text(TEXT("workshop.list.deleted")).wait_for()
    opened(desk, f"{server.url}workshop?room={room}")
    headed(desk, TEXT("workshop.denied.title"))
    context.close()


def play(wall: Page, phones: Phones) -> None:
    """Bring a room with roles to its first revealed question, with two rounds."""
    phones.join(6, "leadership")
    phones.join(6, "practitioner")
    key(wall, "n", f"start-{FIRST}")
    heading(wall, FIRST).wait_for()
    phones.vote(FIRST, [A] * 5 + [C] + [B] * 6)
    given(wall, 12, 12)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_of_a_workshop(
    server: Server, browser: Browser, phones: Phones, scheme: str
) -> None:
    """Desk, lobby, question, counts, result and decision have no violation."""
    context = wide(browser, scheme=scheme)
    page = context.new_page()
    found = {}
    room, phones.code = open_room(page, server, roles=True)
    found["desk"] = findings(page)
    on_wall(page, server, room)
    found["lobby"] = findings(page)
    play(page, phones)
    found["hidden"] = findings(page)
    key(page, "s", f"reveal-{FIRST}-1")
    at_votes(page)
    key(page, "t", "timer-on")
    page.get_by_role("timer").wait_for()
    found["revealed"] = findings(page)
    key(page, "e", "results")
    page.locator(".ranked").wait_for()
    found["results"] = findings(page)
    opened(page, f"{server.url}room?room={room}")
    page.locator("[data-testid=stExpander] summary").click()
    settled(page)
    found["room"] = findings(page)
    opened(page, f"{server.url}workshop")
    page.locator("[data-testid=stExpander] summary").click()
    page.wait_for_timeout(500)
    found["create"] = findings(page)
    context.clear_cookies()
    for name, path in (("denied", "workshop"), ("gone", "screen")):
        opened(page, f"{server.url}{path}?room={room}")
        found[name] = findings(page)
    context.close()
    assert {name: what for name, what in found.items() if what} == {}


OVER = (
    "(() => {const m = document.querySelector('[data-testid=stMain]');"
    " return Math.max(m.scrollWidth - m.clientWidth,"
    " document.documentElement.scrollWidth - document.documentElement.clientWidth)})()"
)


def test_no_page_of_a_workshop_scrolls_sideways(server: Server, browser: Browser, phones: Phones) -> None:
    """From a phone at 320 px over 200 % zoom (720 px) to a projector, nothing overflows."""
    context = wide(browser)
    page = context.new_page()
    room, phones.code = open_room(page, server, roles=True)
    on_wall(page, server, room)
    over: dict[tuple[str, int], int] = {}

    def measured(name: str) -> None:
        for width in (320, 390, 720, 1024, 1920):
            page.set_viewport_size({"width": width, "height": 800})
            page.wait_for_timeout(300)
            over[name, width] = page.evaluate(OVER)

    measured("lobby")
    play(page, phones)
    measured("hidden")
    key(page, "s", f"reveal-{FIRST}-1")
    at_votes(page)
    measured("revealed")
    for name in ("workshop", "room"):
        opened(page, f"{server.url}{name}?room={room}")
        measured(name)
    context.close()
    assert {place: pixels for place, pixels in over.items() if pixels > 0} == {}
