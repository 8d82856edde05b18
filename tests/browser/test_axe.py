"""axe-core finds nothing on any page or state, in light and in dark, that this app could mend."""

from collections.abc import Callable
from pathlib import Path

import pytest
from axing import both_themes
from playwright.sync_api import Browser, Page
from serving import Server
from walking import load, opened, settled

from tests.answers import BETWEEN, CLEAR, FEW

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def load_dialog(page: Page) -> None:
    """Open the popover with the file uploader."""
    page.locator(".st-key-load button").first.click()
    page.wait_for_selector("[data-testid=stFileUploaderDropzone]")


def start_over(page: Page) -> None:
    """Open the question whether to delete everything."""
    page.locator(".st-key-over button").click()
    page.wait_for_selector("[role=dialog]")


def expanded(page: Page) -> None:
    """Open every expander of the page."""
    for summary in page.locator("[data-testid=stExpander] summary").all():
        summary.click()
    page.wait_for_timeout(500)


def answered(page: Page) -> None:
    """Choose an answer."""
    page.locator("[data-testid=stRadioOption]").nth(1).click()
    page.locator(".st-key-steps .saved", has_text=":").wait_for()


def layered(page: Page) -> None:
    """Switch the earlier figure on."""
    page.locator(".st-key-earlier label").click()
    page.wait_for_timeout(500)


def bad_file(page: Page) -> None:
    """Load a file that is none."""
    load_dialog(page)
    file = {"name": "bad.json", "mimeType": "application/json", "buffer": b"{"}
    page.set_input_files("[data-testid=stFileUploaderDropzoneInput]", file)  # type: ignore[arg-type]
    page.locator(".st-key-load_use button").click()
    page.wait_for_selector(".message.error")


STATES: dict[str, tuple[str, dict[str, str], Callable[[Page], None] | None]] = {
    "start": ("", {}, None),
    "start, resuming": ("", CLEAR, None),
    "start, loading": ("", CLEAR, load_dialog),
    "start, bad file": ("", CLEAR, bad_file),
    "start, asking": ("", CLEAR, start_over),
    "question": ("questions", {}, None),
    "question, answered": ("questions", {}, answered),
    "question, why": ("questions", {}, expanded),
    "result, clear": ("result", CLEAR, None),
    "result, between": ("result", BETWEEN, expanded),
    "result, insufficient": ("result", FEW, None),
    "result, empty": ("result", {}, None),
    "archetypes": ("archetypes", CLEAR, expanded),
    "skill map": ("roles", CLEAR, layered),
    "roles": ("roles", {}, expanded),
    "sources": ("sources", {}, expanded),
    "reference": ("reference", {}, None),
    "tools": ("tools", CLEAR, expanded),
    "tools, empty": ("tools", {}, expanded),
    "shared, gone": ("?share=nothing", {}, None),
}


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(state: str, server: Server, browser: Browser, tmp_path: Path) -> None:
    """No violation on this page in this state, in light and in dark, apart from those with a reason."""
    path, answers, act = STATES[state]
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="en-GB", color_scheme="light"
    )
    page = context.new_page()
    if answers:
        load(page, server.url, tmp_path, answers)
    opened(page, server.url + path)
    if act is not None:
        act(page)
        settled(page)
    found = both_themes(page)
    context.close()
    assert found == ([], [])
