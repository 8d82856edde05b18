"""Every state of the phone: axe finds nothing in light and dark, and nothing scrolls sideways."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from axing import findings
from phoning import HEIGHT, WIDTH, Wire, asked, at_door, choose, headed, inside, phone, said, told, workshop
from playwright.sync_api import Browser, BrowserContext, Page, expect
from serving import Server

from advisor.content.text import LANGUAGES, load_text
from tests.workshop.scene import CORE, LEAST, Scene

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LONG = ("leadership", "Rechtsschutzversicherungsgesellschaften")
LONGEST_QUESTION = CORE[2]


def at_the_door(
    context: BrowserContext, wire: Wire, scene: Scene, language: str
) -> Iterator[tuple[str, Page]]:
    """Before joining: the form for a code, an unknown code, a wrong host link, joining, a locked door."""
    text = load_text(language)
    page = context.new_page()
    for path, key in (
        ("j", "door.enter_title"),
        ("j/AAAAAA", "door.unknown_title"),
        ("host#no", "host.wrong"),
    ):
        page.goto(wire.url + path)
        headed(page, text(f"phone.{key}"))
        yield path, page
    page.close()
    page = at_door(context, wire.url, scene)
    yield "join", page
    page.locator("input[name=role]").nth(1).check()
    scene.host.lock(locked=True)
    told(page, "locked", language)
    yield "locked", page
    scene.host.lock(locked=False)
    page.close()


def at_the_question(page: Page, wire: Wire, scene: Scene, language: str) -> Iterator[str]:
    """A question: open, chosen, received, its answer kept without a line, revealed, asked again."""
    scene.host.ask(LONGEST_QUESTION)
    asked(page, LONGEST_QUESTION)
    scene.host.timer(3600)
    expect(page.locator("#timer")).to_contain_text(":")
    yield "question"
    page.locator("input[value=lent]").check()
    yield "chosen"
    page.locator("#act").click()
    told(page, "received", language)
    yield "received"
    wire.cut()
    choose(page, "both")
    told(page, "kept", language)
    yield "kept"
    wire.mend()
    told(page, "received", language)
    scene.come([""] * LEAST)
    scene.all_vote(["lent"] * LEAST, question=LONGEST_QUESTION)
    scene.host.reveal(LONGEST_QUESTION, 1)
    headed(page, said("revealed_title", language))
    yield "revealed"
    scene.host.vote_again(LONGEST_QUESTION, 1)
    expect(page.locator(".eyebrow")).to_have_text(said("round", language, n=2))
    yield "again"


def to_the_end(page: Page, scene: Scene, language: str) -> Iterator[str]:
    """Questions that are still open, one of them answered late, the results, the end."""
    for question in CORE[3:6]:
        scene.host.ask(question)
    asked(page, CORE[5])
    expect(page.locator("button.quiet")).to_have_text(said("open_many", language, n=3))
    yield "open"
    page.locator("button.quiet").click()
    expect(page.locator("button.quiet")).to_have_text(said("back", language))
    page.locator("input[name=option]").first.check()
    page.locator("#act").click()
    told(page, "received_late", language)
    yield "late"
    page.locator("#act").click()
    page.locator("button.quiet", has_text=said("back", language)).click()
    asked(page, CORE[5])
    scene.host.results()
    headed(page, said("results_title", language))
    yield "results"
    scene.host.end()
    headed(page, said("closed_title", language))
    yield "closed"


def states(server: Server, context: BrowserContext, language: str) -> Iterator[tuple[str, Page]]:
    """Walk through every state of one phone; yield each with its page."""
    wire = Wire(server)
    try:
        with workshop(server, names=True, roles=LONG) as scene:
            yield from at_the_door(context, wire, scene, language)
            page = inside(context, wire.url, scene)
            headed(page, said("lobby_title", language))
            yield "lobby", page
            for walk in (at_the_question(page, wire, scene, language), to_the_end(page, scene, language)):
                for state in walk:
                    yield state, page
    finally:
        wire.close()


@dataclass
class Walk:
    """What was seen in each state."""

    axe: dict[tuple[str, str], list[tuple[str, str, str]]] = field(default_factory=dict)
    sideways: dict[tuple[str, int], int] = field(default_factory=dict)
    button: set[tuple[float, float]] = field(default_factory=set)
    option: list[int] = field(default_factory=list)

    def look(self, state: str, page: Page) -> None:
        """Measure a state."""
        if state in ("question", "chosen", "received", "kept"):
            box: Any = page.locator("#act").bounding_box()
            self.button.add((box["y"], box["height"]))
            self.option += page.locator(".option").evaluate_all("all => all.map(o => o.offsetHeight)")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            self.axe[state, scheme] = findings(page)
        for width in (WIDTH, 320, WIDTH // 2):
            page.set_viewport_size({"width": width, "height": HEIGHT * width // WIDTH})
            self.sideways[state, width] = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
        page.set_viewport_size({"width": WIDTH, "height": HEIGHT})


@pytest.fixture(scope="module", params=LANGUAGES)
def walk(request: pytest.FixtureRequest, server: Server, browser: Browser) -> Walk:
    """One phone through every state, in one language."""
    seen = Walk()
    with phone(browser, request.param, reduced_motion="reduce") as context:
        for state, page in states(server, context, request.param):
            seen.look(state, page)
    return seen


def test_axe_finds_nothing(walk: Walk) -> None:
    """No violation in any state and language, in light and in dark."""
    assert len(walk.axe) == 32
    assert {key: found for key, found in walk.axe.items() if found} == {}


def test_nothing_scrolls_sideways(walk: Walk) -> None:
    """At 360 px, at 320 px, and at 200 % zoom of 360 px every state fits."""
    assert len(walk.sideways) == 48
    assert {key: over for key, over in walk.sideways.items() if over > 0} == {}


def test_the_button_stays_where_it_is(walk: Walk) -> None:
    """Whatever the status line says, the button does not move; options are at least 56 px high."""
    tops, heights = zip(*walk.button, strict=True)
    assert max(tops) - min(tops) < 1  # where a page ends between two pixels, so does its footer
    assert len(set(heights)) == 1
    assert min(walk.option) >= 56
