"""The tools in a real browser: from a gap of the result to an answer on paper."""

import io
import time
from pathlib import Path

import pytest
from axing import both_themes
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pypdf import PdfReader
from serving import Server
from walking import PATIENCE, headed, load, opened, settled

from advisor.content.loader import load_model
from advisor.content.practice.sheets import TOOLS
from advisor.content.text import load_text
from advisor.report import read_saved
from tests.answers import CLEAR
from tests.sheets import SHEETS

pytestmark = [pytest.mark.browser, pytest.mark.slow]

EN = load_text("en")


def add_person(page: Page, name: str, role: str) -> None:
    """Fill in the form of the team, and press its button."""
    page.get_by_label(EN("team.form.name")).fill(name)
    roles = page.get_by_label(EN("team.form.roles"))
    roles.click()
    page.get_by_role("option", name=role, exact=True).click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name=EN("team.form.add_button"), exact=True).click()
    settled(page)


def test_from_a_gap_to_the_pdf(server: Server, page: Page, visitor: BrowserContext, tmp_path: Path) -> None:
    """The result leads to the team; who is entered there survives a killed server and stands in the PDF."""
    load(page, server.url, tmp_path, CLEAR)
    page.locator(".st-key-gap-team_unknown a").first.click()
    headed(page, EN("tools.team.name"))
    add_person(page, "Kim 김민준 金", EN("roles.ml_engineer.name"))
    expect(page.locator(".told").first).to_contain_text("Kim 김민준 金")
    page.locator("[data-testid=stCheckbox]", has_text=EN("tools.frame.in_pdf")).locator("label").click()
    deadline = time.monotonic() + PATIENCE / 1000
    while "in_pdf" not in server.draft(visitor).extras:
        assert time.monotonic() < deadline
        page.wait_for_timeout(50)
    server.restart()
    opened(page, server.url + "result")
    with page.expect_download() as waiting:
        page.locator(".st-key-pdf button").click()
    data = waiting.value.path().read_bytes()
    saved = read_saved(data, load_model(), "pdf")
    assert saved.in_pdf == ("team",)
    assert saved.sheets["team"].people[0].name == "Kim 김민준 金"
    paper = "".join(one.extract_text() for one in PdfReader(io.BytesIO(data)).pages)
    assert "Kim" in paper


@pytest.mark.parametrize("tool", TOOLS)
def test_axe_finds_nothing_in_a_tool(tool: str, server: Server, browser: Browser, tmp_path: Path) -> None:
    """No violation in a tool that has input, with everything opened, in light and in dark."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="en-GB", color_scheme="light"
    )
    page = context.new_page()
    load(page, server.url, tmp_path, CLEAR, sheets=SHEETS, in_pdf=list(SHEETS))
    opened(page, server.url + tool)
    for summary in page.locator("[data-testid=stExpander] summary").all():
        if summary.locator("xpath=..").get_attribute("open") is None:
            summary.click()
    settled(page)
    found = both_themes(page)
    context.close()
    assert found == ([], [])


@pytest.mark.parametrize("width", [320, 640, 1440])
def test_no_tool_scrolls_sideways(server: Server, browser: Browser, tmp_path: Path, width: int) -> None:
    """At no width does a tool overflow the page; wide tables and pictures scroll in their own place."""
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="ja-JP")
    page = context.new_page()
    load(page, server.url, tmp_path, CLEAR, sheets=SHEETS, in_pdf=list(SHEETS))
    over = {}
    for tool in TOOLS:
        opened(page, server.url + tool)
        over[tool] = page.evaluate(
            "(() => {const m = document.querySelector('[data-testid=stMain]');"
            " return Math.max(m.scrollWidth - m.clientWidth,"
            " document.documentElement.scrollWidth - document.documentElement.clientWidth)})()"
        )
    context.close()
    assert over == dict.fromkeys(TOOLS, 0)
