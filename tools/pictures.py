"""The pictures of the README, taken from the running app: ``make pictures``."""

import os
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tools.bench import FLAGS, ROOT, serving

PORT = 8743
FOLDER = ROOT / "docs" / "pictures"
EXAMPLE = "Booking.com"
HEIGHT = 1500


def draw(page: Page, url: str) -> None:
    """The result page of a worked organisation, from its headline to its reasons."""
    page.goto(url)
    page.locator(".st-key-examples button").first.click()
    page.locator(".st-key-demo_case input").fill(EXAMPLE)
    page.keyboard.press("Enter")
    page.wait_for_timeout(800)
    page.locator(".st-key-demo_show button").click()
    page.wait_for_selector(".verdict")
    page.wait_for_timeout(1500)
    page.screenshot(path=FOLDER / "result.png", clip={"x": 0, "y": 0, "width": 1280, "height": HEIGHT})


def main() -> None:
    """Take every picture anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "advisor", "run", "--port", str(PORT)]
    with serving(command, PORT) as url, sync_playwright() as playwright:
        chromium = os.environ.get("CHROME", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        draw(browser.new_page(viewport={"width": 1280, "height": HEIGHT}, locale="en-GB"), url)
        browser.close()
    print(*sorted(Path(FOLDER).glob("*.png")), sep="\n")


if __name__ == "__main__":
    main()
