"""What a visitor does with the app, in the words of the tests."""

import json
from pathlib import Path

from playwright.sync_api import Page

from advisor.content.loader import load_model
from advisor.content.text import load_text

PATIENCE = 60_000
"""Milliseconds for which a page is waited for: a busy machine is no failure."""


def settled(page: Page) -> None:
    """Wait until the page has its heading and the script has ended."""
    page.wait_for_selector("h1")
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")


def opened(page: Page, url: str) -> None:
    """Open an address and wait until it is drawn."""
    page.set_default_timeout(PATIENCE)
    page.goto(url)
    settled(page)


def headed(page: Page, words: str) -> None:
    """Wait until this is the page's main heading; while a page changes, the old one may still stand."""
    page.get_by_role("heading", name=words, exact=True, level=1).wait_for()


def begin(page: Page, url: str) -> None:
    """From the start page to the first question."""
    opened(page, url)
    page.locator(".st-key-begin button").click()
    page.wait_for_selector("[data-testid=stRadioOption]")


def choose(page: Page, question: str, option: str, language: str = "en") -> None:
    """Answer the question on screen and wait until the page says that it is saved."""
    label = load_text(language)(f"questions.{question}.options.{option}")
    heading = load_text(language)(f"questions.{question}.text")
    page.get_by_role("heading", name=heading, exact=True).wait_for()
    page.locator("[data-testid=stRadioOption]").filter(has_text=label).first.click()
    page.locator(".st-key-steps .saved", has_text=":").wait_for()
    settled(page)


def press(page: Page, key: str) -> None:
    """Press the button with this key and wait for what comes of it."""
    page.locator(f".st-key-{key} button").click()
    settled(page)


def answer_all(page: Page, answers: dict[str, str]) -> None:
    """Answer every core question in order."""
    for question in load_model().core_questions:
        choose(page, question.id, answers[question.id])
        press(page, "next")


def load(page: Page, url: str, folder: Path, answers: dict[str, str], **more: object) -> None:
    """Load a save file with these answers from the start page."""
    file = folder / "saved.json"
    file.write_text(json.dumps({"responses": answers, **more}))
    opened(page, url)
    page.locator(".st-key-load button").first.click()
    page.set_input_files("[data-testid=stFileUploaderDropzoneInput]", file)
    page.locator(".st-key-load_use button").click()
    page.wait_for_selector(".verdict")
    settled(page)
