"""A workshop as the tests in this folder play it: its host in a browser, its people on the phones' API."""

import json
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Page
from serving import Server
from walking import opened, settled

from advisor.content.loader import load_model

CORE = tuple(question.id for question in load_model().core_questions)


@dataclass
class Phones:
    """The people in a room; each is a browser of its own that has opened the door."""

    browser: Browser
    url: str
    code: str
    people: list[BrowserContext] = field(default_factory=list)
    sequence: int = 0

    def join(self, count: int, role: str = "") -> None:
        """Let some more people in."""
        for _ in range(count):
            person = self.browser.new_context(locale="en-GB")
            assert person.request.get(f"{self.url}j/{self.code}", headers={"Accept": "text/html"}).ok
            self._post(person, "join", {"role": role, "name": ""})
            self.people.append(person)

    def vote(self, question: str, options: list[str], number: int = 1) -> None:
        """Let the first people answer, one option each."""
        self.sequence += 1
        for person, option in zip(self.people, options, strict=False):
            answer = {"question": question, "round": number, "option": option, "sequence": self.sequence}
            self._post(person, "vote", answer)

    def leave(self) -> None:
        """Close all browsers."""
        for person in self.people:
            person.close()

    def _post(self, person: BrowserContext, what: str, body: dict[str, object]) -> None:
        headers = {"Content-Type": "application/json", "Origin": self.url.rstrip("/")}
        address = f"{self.url}api/room/{self.code}/{what}"
        answer = person.request.post(address, data=json.dumps(body), headers=headers)
        assert answer.ok, answer.text()


def open_room(page: Page, server: Server, *, roles: bool = False) -> tuple[str, str]:
    """Open a workshop from the menu's page; return its id and its join code. The page is on its desk."""
    opened(page, server.url + "workshop")
    if roles:
        page.locator("[data-testid=stExpander] summary").click()
        page.wait_for_timeout(500)  # it opens in a movement, under which a click is lost
        page.locator(".st-key-roles label").first.click()
        page.locator(".st-key-which_roles").wait_for()
        settled(page)
    page.locator(".st-key-open_workshop button").click()
    page.locator(".join .code").wait_for()
    settled(page)
    letters = page.locator(".join .code").evaluate("element => element.lastChild.textContent")
    return page.url.partition("?room=")[2], "".join(str(letters).split())


def on_wall(page: Page, server: Server, room: str) -> None:
    """Open the shared screen and wait until it is drawn."""
    page.goto(f"{server.url}screen?room={room}")
    page.locator(".present").wait_for()


def key(page: Page, letter: str, control: str) -> None:
    """Press a key as soon as its button is there; on an older screen it would rightly do nothing."""
    page.locator(f".st-key-{control} button").wait_for()
    page.keyboard.press(letter)


def at_question(page: Page) -> None:
    """Wait until a question with hidden answers is on the wall."""
    page.locator(".choices").wait_for()


def at_votes(page: Page) -> None:
    """Wait until counts are on the wall."""
    page.locator(".votes").wait_for()
