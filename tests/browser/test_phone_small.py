"""Small phones: what there is to do is in view, upright and sideways; letters, languages, late answers."""

from __future__ import annotations

from typing import Any

import pytest
from phoning import asked, at_door, choose, headed, inside, phone, said, told, workshop
from playwright.sync_api import Browser, Locator, Page, expect
from serving import Server

from advisor.content.text import LANGUAGES, load_text
from advisor.core.model import DONT_KNOW
from tests.workshop.scene import CORE, LEAST, MODEL, OPTIONS, QUESTION

pytestmark = [pytest.mark.browser, pytest.mark.slow]

UPRIGHT = {"width": 360, "height": 640}
SIDEWAYS = {"width": 640, "height": 360}
ROLES = ("leadership", "practitioner", "IT")
LONGEST_QUESTION = CORE[2]


def box(found: Locator) -> Any:
    """Where this is on screen."""
    return found.bounding_box()


def in_view(page: Page, selector: str) -> list[bool]:
    """For each element whether it is whole between the top of the screen and the footer."""
    return page.locator(selector).evaluate_all(  # type: ignore[no-any-return]
        """all => all.map((one) => {
          const { top, bottom } = one.getBoundingClientRect();
          return top >= 0 && bottom <= document.querySelector("footer").getBoundingClientRect().top + 0.5;
        })"""
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_joining_needs_no_scrolling(server: Server, browser: Browser, language: str) -> None:
    """Three roles, the name, the button, and what is missing are in view; what is promised begins in view."""
    with (
        workshop(server, names=True, roles=ROLES) as scene,
        phone(browser, language, viewport=UPRIGHT) as context,
    ):
        page = at_door(context, server.url, scene)
        told(page, "role_first", language)
        assert in_view(page, ".option") == [True] * (len(ROLES) + 1)
        assert in_view(page, ".field input") == [True]
        button = box(page.locator("#act"))
        assert button["y"] + button["height"] <= UPRIGHT["height"]
        promise = page.get_by_text(said("anonymous_named", language))
        assert box(promise)["y"] + 20 <= box(page.locator("footer"))["y"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_three_options_are_in_view(server: Server, browser: Browser, language: str) -> None:
    """At every question the header is one row and three options are whole, each at least 48 px high."""
    with workshop(server) as scene, phone(browser, language, viewport=UPRIGHT) as context:
        page = inside(context, server.url, scene)
        for question in CORE:
            scene.host.ask(question)
            asked(page, question)
            options = page.locator(".option")
            assert box(page.locator("header"))["height"] <= 48
            assert sum(in_view(page, ".option")) >= 3
            assert min(options.evaluate_all("all => all.map(o => o.offsetHeight)")) >= 48


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phone_held_sideways(server: Server, browser: Browser, language: str) -> None:
    """Status and button stay on screen in one low row, and no option is left behind them."""
    with workshop(server) as scene, phone(browser, language, viewport=SIDEWAYS) as context:
        page = inside(context, server.url, scene)
        scene.host.ask(LONGEST_QUESTION)
        asked(page, LONGEST_QUESTION)
        page.locator("input[name=option]").first.focus()
        for place in range(page.locator(".option").count()):
            assert in_view(page, ".option")[place]
            footer = box(page.locator("footer"))
            assert footer["y"] + footer["height"] == pytest.approx(SIDEWAYS["height"], abs=1)
            assert footer["height"] <= 72
            page.keyboard.press("ArrowDown")
        page.locator("#act").click()
        told(page, "received", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_options_have_the_letters_of_the_wall(server: Server, browser: Browser, language: str) -> None:
    """What a screen reader says of an option begins with its letter, once; "I don't know" has none."""
    text = load_text(language)
    with workshop(server) as scene, phone(browser, language) as context:
        page = inside(context, server.url, scene)
        scene.host.ask(LONGEST_QUESTION)
        asked(page, LONGEST_QUESTION)
        tree = context.new_cdp_session(page).send("Accessibility.getFullAXTree")
        names = [
            node["name"]["value"] for node in tree["nodes"] if node.get("role", {}).get("value") == "radio"
        ]
        options = MODEL.question_by_id[LONGEST_QUESTION].option_ids
        labels = text.under(f"questions.{LONGEST_QUESTION}.options")
        told_apart = [
            text("questions.dont_know.label") if option == DONT_KNOW else f"{letter} {labels[option]}"
            for letter, option in zip("ABCDEFGHIJKL", options, strict=False)
        ]
        assert names == told_apart


def test_the_language_menu(server: Server, browser: Browser) -> None:
    """It opens by keyboard, Escape closes it, and somebody who comes in does not close it."""
    with workshop(server) as scene, phone(browser) as context:
        page = at_door(context, server.url, scene)
        page.get_by_role("button", name="English").focus()
        page.keyboard.press("Enter")
        link = page.get_by_role("link", name="日本語")
        expect(link).to_be_visible()
        scene.come([""] * LEAST)
        expect(page.get_by_text(said("small", least=LEAST))).to_have_count(0)
        expect(link).to_be_visible()
        page.keyboard.press("Escape")
        expect(link).to_be_hidden()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        headed(page, said("join_title", "ja"))


def test_an_answer_after_the_result_is_told_when_it_counts(server: Server, browser: Browser) -> None:
    """Who answered before the reveal reads nothing of it; who answered after it does, also after a reload."""
    with workshop(server) as scene, phone(browser) as early, phone(browser) as late:
        pages = [inside(context, server.url, scene) for context in (early, late)]
        sentence = said("late_counts", least=LEAST)
        scene.come([""] * LEAST)
        scene.host.ask(QUESTION)
        scene.all_vote([OPTIONS[0]] * LEAST)
        for page in pages:
            asked(page, QUESTION)
        choose(pages[0], OPTIONS[1])
        told(pages[0], "received")
        scene.host.reveal(QUESTION, 1)
        told(pages[1], "changeable_late")
        choose(pages[1], OPTIONS[1])
        for page in pages:
            headed(page, said("revealed_title"))
        expect(pages[1].get_by_text(sentence)).to_be_visible()
        expect(pages[0].get_by_text(sentence)).to_have_count(0)
        pages[1].reload()
        expect(pages[1].get_by_text(sentence)).to_be_visible()
