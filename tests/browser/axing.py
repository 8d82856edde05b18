"""What axe-core says of a page, apart from what the list of exceptions names with its reason."""

import tomllib
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

EXCEPTIONS = tomllib.loads(Path(__file__).with_name("axe_exceptions.toml").read_text()).get("exception", [])
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def excused(rule: str, html: str) -> bool:
    """Whether the list of exceptions names this finding."""
    return any(entry["rule"] == rule and entry["html"] in html for entry in EXCEPTIONS)


def findings(page: Page) -> list[tuple[str, str, str]]:
    """What axe reports of the page as it is now: rule, element, what is wrong with it."""
    rules = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
    found = [(rule["id"], node["html"], node["failureSummary"]) for rule in rules for node in rule["nodes"]]
    return [finding for finding in found if not excused(finding[0], finding[1])]


def both_themes(page: Page) -> tuple[list[tuple[str, str, str]], list[tuple[str, str, str]]]:
    """What axe finds in light, then in dark."""
    light = findings(page)
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(600)
    return light, findings(page)
