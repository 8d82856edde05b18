"""The shared screen on a projector: everything that belongs to a question stands above the controls."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from rooming import CORE, Phones, at_votes, key, on_wall, open_room
from serving import Server
from test_workshop_walk import given, wide
from walking import PATIENCE

from advisor.content.loader import load_model
from advisor.content.text import load_text

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MODEL = load_model()


@pytest.fixture
def phones(browser: Browser, server: Server) -> Iterator[Phones]:
    """Nobody yet; they leave at the end."""
    people = Phones(browser, server.url, "")
    yield people
    people.leave()


TOP, BOTTOM = (f"element => element.getBoundingClientRect().{edge}" for edge in ("top", "bottom"))
SIZES = ((1440, 810), (1366, 768), (1920, 1080))
MANY = max(MODEL.core_questions, key=lambda question: len(question.option_ids)).id


def under_the_controls(wall: Page) -> dict[tuple[int, str], float]:
    """How far anything of the counts lies under the controls, by the window's width."""
    under = {}
    for width, height in SIZES:
        wall.set_viewport_size({"width": width, "height": height})
        wall.wait_for_timeout(300)
        top = wall.locator("[data-testid=stBottom]").evaluate(TOP)
        for part in (".options li:last-child", ".note"):
            last = wall.locator(f".votes {part}")
            under[width, part] = last.evaluate(BOTTOM) - top
    return under


@pytest.mark.parametrize("language", ["en-GB", "ko-KR", "ja-JP"])
def test_ten_options_with_two_rounds_fit_on_a_projector(
    server: Server, browser: Browser, phones: Phones, language: str
) -> None:
    """With roles, every option chosen, "don't know" and both rounds, all counts stand above the controls."""
    context = browser.new_context(viewport={"width": 1440, "height": 810}, locale=language)
    context.set_default_timeout(PATIENCE)
    wall = context.new_page()
    room, phones.code = open_room(wall, server, roles=True)
    phones.join(5, "leadership")
    phones.join(5, "practitioner")
    on_wall(wall, server, room)
    for number, question in enumerate(CORE[: CORE.index(MANY) + 1]):
        key(wall, "n", f"ask-{question}" if number else f"start-{question}")
    options = list(MODEL.question_by_id[MANY].option_ids)
    found: dict[tuple[int, int, str], float] = {}
    for number in (1, 2):
        wall.locator(f".st-key-reveal-{MANY}-{number}").wait_for()
        phones.vote(MANY, options[number - 1 :] + options[: number - 1], number=number)
        wall.wait_for_timeout(1000)
        key(wall, "s", f"reveal-{MANY}-{number}")
        expect(wall.locator(".votes .options li .number")).to_have_count(len(options) * number)
        found |= {(number, *place): pixels for place, pixels in under_the_controls(wall).items()}
        if number == 1:
            key(wall, "a", f"again-{MANY}-1")
    context.close()
    assert {place: pixels for place, pixels in found.items() if pixels > 0} == {}


def test_two_quick_presses_reveal_and_no_more(server: Server, browser: Browser, phones: Phones) -> None:
    """Pressing S twice, however fast, shows the first round and does not open another."""
    context = wide(browser)
    wall = context.new_page()
    room, phones.code = open_room(wall, server)
    phones.join(5)
    on_wall(wall, server, room)
    for number, pause in enumerate((0, 120, 400)):
        question = CORE[number]
        key(wall, "n", f"ask-{question}" if number else f"start-{question}")
        wall.locator(f".st-key-reveal-{question}-1 button").wait_for()
        phones.vote(question, [MODEL.question_by_id[question].option_ids[0]] * 5)
        given(wall, 5, 5)
        wall.keyboard.press("s")
        wall.wait_for_timeout(pause)
        wall.keyboard.press("s")
        wall.wait_for_timeout(1500)
        at_votes(wall)
        assert wall.locator(f".st-key-again-{question}-1 button").is_visible()
        assert wall.locator("[role=status]").count() == 0
    context.close()


@pytest.mark.parametrize("language", ["en-GB", "ko-KR", "ja-JP"])
def test_seven_options_fit_on_a_projector(server: Server, browser: Browser, language: str) -> None:
    """Each question of the core with up to seven options fits at 1440 × 810 above the controls."""
    context = browser.new_context(viewport={"width": 1440, "height": 810}, locale=language)
    context.set_default_timeout(PATIENCE)
    wall = context.new_page()
    room, _ = open_room(wall, server)
    on_wall(wall, server, room)
    text = load_text(language[:2])
    below = {}
    for number, question in enumerate(MODEL.core_questions):
        key(wall, "n", f"ask-{question.id}" if number else f"start-{question.id}")
        name = text(f"questions.{question.id}.text")
        wall.get_by_role("heading", name=name, exact=True, level=1).wait_for()
        expect(wall.locator(".choices li")).to_have_count(len(question.option_ids))
        bottom = wall.locator(".choices li").last.evaluate(BOTTOM)
        top = wall.locator("[data-testid=stBottom]").evaluate(TOP)
        if len(question.option_ids) <= 7:
            below[question.id] = bottom - top
    context.close()
    assert len(below) >= 5
    assert {name: pixels for name, pixels in below.items() if pixels > 0} == {}
