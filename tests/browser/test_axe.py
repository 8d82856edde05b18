"""axe-core finds nothing on any page or state, in light and in dark, that this app could mend."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from serving import Server
from walking import load, opened, settled

from tests.answers import BETWEEN, CLEAR, FEW

pytestmark = [pytest.mark.browser, pytest.mark.slow]

EXCEPTIONS = tomllib.loads(Path(__file__).with_name("axe_exceptions.toml").read_text()).get("exception", [])
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


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
    "shared, gone": ("?share=nothing", {}, None),
}


def excused(rule: str, html: str) -> bool:
    """Whether the list of exceptions names this finding."""
    return any(entry["rule"] == rule and entry["html"] in html for entry in EXCEPTIONS)


def findings(page: Page) -> list[tuple[str, str, str]]:
    """What axe reports of the page as it is now: rule, element, what is wrong with it."""
    rules = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
    found = [(rule["id"], node["html"], node["failureSummary"]) for rule in rules for node in rule["nodes"]]
    return [finding for finding in found if not excused(finding[0], finding[1])]


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
    light = findings(page)
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(600)
    dark = findings(page)
    context.close()
    assert (light, dark) == ([], [])
