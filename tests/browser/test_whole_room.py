"""A whole room at once: the host's browser and five phones, one of them narrow, one of them cut off."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from phoning import Wire, asked, choose, phone, said, told
from playwright.sync_api import Browser, BrowserContext, Page, expect
from rooming import CORE, at_question, at_votes, key, on_wall, open_room
from serving import Server
from test_workshop_walk import bar, given, wide

from advisor.content.loader import load_model
from advisor.content.text import load_text
from advisor.core.room import RoomResult
from advisor.report import read_saved

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MODEL = load_model()
TEXT = load_text("en")
FIRST, SECOND = CORE[:2]
A, B, C = MODEL.question_by_id[FIRST].option_ids[:3]
LANGUAGES = ("en", "ko", "ja", "en", "en")
ROLES = ("leadership", "practitioner", "practitioner", "leadership", "practitioner")
NARROW, CUT_OFF = 3, 4


@dataclass
class Person:
    """One phone in the room."""

    context: BrowserContext
    page: Page
    language: str

    def answer(self, question: str, option: str) -> None:
        """Wait for a question and answer it."""
        asked(self.page, question)
        choose(self.page, option)

    def received(self) -> None:
        """Wait until the phone says that the answer has arrived."""
        told(self.page, "received", self.language)


@pytest.fixture
def wire(server: Server) -> Iterator[Wire]:
    """The line of one phone."""
    line = Wire(server)
    yield line
    line.close()


def come(stack: ExitStack, browser: Browser, url: str, code: str, number: int) -> Person:
    """Let one person open the door and come in."""
    size = {"width": 360 if number == NARROW else 412, "height": 740}
    context = stack.enter_context(phone(browser, LANGUAGES[number], viewport=size))
    page = context.new_page()
    page.goto(f"{url}j/{code}")
    page.locator(f"input[name=role][value='{ROLES[number]}']").check()
    page.locator("#act").click()
    page.locator("input[name=role]").first.wait_for(state="detached")
    return Person(context, page, LANGUAGES[number])


def downloaded(page: Page, button: str, folder: Path) -> Path:
    """Press a button that hands a file over; return the file."""
    with page.expect_download() as waiting:
        page.locator(f".st-key-{button} button").click()
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file


def test_a_room_from_the_door_to_the_board(
    server: Server, browser: Browser, wire: Wire, tmp_path: Path
) -> None:
    """Five phones vote in two rounds, one through a cut line; the host settles and takes the PDF along."""
    host = wide(browser)
    desk = host.new_page()
    room, code = open_room(desk, server, roles=True)
    wall = host.new_page()
    on_wall(wall, server, room)
    with ExitStack() as stack:
        people = [
            come(stack, browser, wire.url if n == CUT_OFF else server.url, code, n) for n in range(len(ROLES))
        ]
        first_round(wall, people, wire)
        second_round(wall, people)
    result_of_the_room(host, server, room, tmp_path)
    host.close()


def first_round(wall: Page, people: list[Person], wire: Wire) -> None:
    """Four answers arrive; the fifth waits for its line and arrives once."""
    key(wall, "n", f"start-{FIRST}")
    cut_off = people[CUT_OFF]
    asked(cut_off.page, FIRST)
    wire.cut()
    cut_off.answer(FIRST, A)
    told(cut_off.page, "kept")
    for person, option in zip(people[:CUT_OFF], (A, B, B, A), strict=True):
        person.answer(FIRST, option)
        person.received()
    given(wall, 4, 5)
    key(wall, "s", f"reveal-{FIRST}-1")
    wall.get_by_text(TEXT("workshop.screen.too_few", least=5)).wait_for()
    wire.mend()
    cut_off.received()
    given(wall, 5, 5)
    key(wall, "s", f"reveal-{FIRST}-1")
    at_votes(wall)
    expect(bar(wall, A).locator(".number")).to_have_text("3")
    people[NARROW].page.get_by_text(said("revealed_title")).first.wait_for()


def second_round(wall: Page, people: list[Person]) -> None:
    """All change their minds; the wall shows both rounds."""
    key(wall, "a", f"again-{FIRST}-1")
    at_question(wall)
    for person in people:
        person.page.get_by_text(said("round", person.language, n=2)).wait_for()
        person.answer(FIRST, B)
        person.received()
    given(wall, 5, 5)
    key(wall, "s", f"reveal-{FIRST}-2")
    at_votes(wall)
    expect(bar(wall, B).locator(".number")).to_have_text(["2", "5"])
    key(wall, "n", f"ask-{SECOND}")
    for person in people:
        person.answer(SECOND, MODEL.question_by_id[SECOND].option_ids[0])
        person.received()


def result_of_the_room(host: BrowserContext, server: Server, room: str, folder: Path) -> None:
    """The PDF and the save file carry the same room: five people, both rounds, no group of two or three."""
    page = host.new_page()
    page.goto(f"{server.url}room?room={room}")
    page.locator(".st-key-pdf button").wait_for()
    found = [rooms_of(downloaded(page, button, folder)) for button in ("pdf", "save")]
    assert found[0] == found[1]
    (question,) = found[0].questions
    assert [(r.round, r.whole.counts[A], r.whole.counts[B]) for r in question.rounds] == [
        (1, 3, 2),
        (2, 0, 5),
    ]
    assert all(r.groups == {} for r in question.rounds)
    table = downloaded(page, "counts", folder).read_text(encoding="utf-8-sig")
    assert "leadership" not in table
    assert FIRST in table


def rooms_of(file: Path) -> RoomResult:
    """The room in a file that was taken along."""
    saved = read_saved(file.read_bytes(), MODEL, file.name)
    assert saved.room is not None
    assert saved.responses == {FIRST: B}
    return saved.room
