"""The whole job in a real browser, with everything that can get in between."""

import io
import signal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pypdf import PdfReader
from serving import Server
from walking import answer_all, begin, choose, headed, load, opened, press, settled

from advisor.content.loader import load_model
from advisor.content.text import load_text
from advisor.core.assessment import assess
from advisor.report import read_saved
from advisor.store import COOKIE
from tests.answers import BETWEEN, CLEAR

PAGES = ("", "questions", "result", "tools", "reference", "archetypes", "roles", "sources")

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def headline(answers: dict[str, str], language: str = "en") -> str:
    """The headline that these answers must give."""
    found, text = assess(load_model(), answers), load_text(language)
    names = {k: text(f"archetypes.{a}.short") for k, a in (("a", found.archetype), ("b", found.runner_up))}
    return text(f"result.headline.{found.verdict}", **names)


def test_from_the_first_question_to_the_pdf(server: Server, page: Page, visitor: BrowserContext) -> None:
    """A leader answers twelve questions, sees the verdict and takes a PDF that holds the same answers."""
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    begin(page, server.url)
    answer_all(page, CLEAR)
    press(page, "to_result")
    headed(page, headline(CLEAR))
    assert server.stored(visitor) == CLEAR
    with page.expect_download() as waiting:
        page.locator(".st-key-pdf button").click()
    data = waiting.value.path().read_bytes()
    assert read_saved(data, load_model(), "pdf").responses == CLEAR
    assert "Embedded" in PdfReader(io.BytesIO(data)).pages[0].extract_text()
    with page.expect_download() as waiting:
        page.locator(".st-key-save button").click()
    saved = waiting.value.path().read_bytes()
    assert read_saved(saved, load_model(), "json").responses == CLEAR
    assert not any(option in url for url in addresses for option in ("several_teams", "nearly_all"))
    assert "several_teams" not in server.log.read_text()


def test_answers_survive_reload_kill_and_a_new_browser(
    server: Server, browser: Browser, visitor: BrowserContext
) -> None:
    """Reload, a killed server with the tab open, a closed browser: every given answer is in the store."""
    page = visitor.new_page()
    begin(page, server.url)
    given = dict(list(BETWEEN.items())[:5])
    asked = [question.id for question in load_model().core_questions]
    for number, (question, option) in enumerate(given.items()):
        choose(page, question, option)
        if number == 1:
            page.reload()
            settled(page)
        if number == 2:
            server.restart()
            page.wait_for_timeout(3000)
        press(page, "next")
        headed(page, load_text("en")(f"questions.{asked[number + 1]}.text"))
    mine = {q: o for q, o in server.stored(visitor).items() if q in given}
    assert mine == given
    kept = visitor.storage_state()
    page.close()
    reopened = browser.new_context(storage_state=kept, locale="en-GB")
    again = reopened.new_page()
    opened(again, server.url)
    expect(again.locator(".st-key-resume")).to_contain_text("5 of 12")
    press(again, "continue")
    heading = load_text("en")(f"questions.{list(BETWEEN)[5]}.text")
    headed(again, heading)
    reopened.close()


def test_an_answer_on_the_old_screen_after_a_kill_is_kept(server: Server, visitor: BrowserContext) -> None:
    """After a kill the old screen looks healthy; an answer given on it is stored, not lost."""
    page = visitor.new_page()
    begin(page, server.url)
    choose(page, "industry", "public")
    press(page, "next")
    headed(page, load_text("en")("questions.size.text"))
    server.end(signal.SIGKILL)
    server.start()
    page.wait_for_timeout(4000)
    choose(page, "size", "tiny")
    assert server.stored(visitor)["size"] == "tiny"
    assert server.stored(visitor)["industry"] == "public"


def test_a_cut_connection_loses_nothing(server: Server, visitor: BrowserContext) -> None:
    """While the server is away nothing can be answered; once it is back the next answer is stored."""
    page = visitor.new_page()
    begin(page, server.url)
    choose(page, "industry", "health")
    server.end(signal.SIGTERM)
    answers = page.locator("[data-testid=stRadioOption] input").first
    expect(answers).to_be_disabled()
    server.start()
    expect(answers).to_be_enabled()
    choose(page, "industry", "trade")
    page.wait_for_timeout(1000)  # "Saved" was on screen before
    assert server.stored(visitor)["industry"] == "trade"


def test_two_tabs_are_one_draft(server: Server, visitor: BrowserContext) -> None:
    """The newest answer per question wins, whichever tab gave it."""
    first, second = visitor.new_page(), visitor.new_page()
    begin(first, server.url)
    choose(first, "industry", "finance")
    begin(second, server.url)
    choose(second, "industry", "software")
    press(first, "next")
    choose(first, "size", "small")
    press(first, "back")
    first.locator("[data-testid=stRadioOption]:has(input:checked)", has_text="Software").wait_for()
    assert {q: server.stored(visitor)[q] for q in ("industry", "size")} == {
        "industry": "software",
        "size": "small",
    }


@pytest.mark.parametrize("language", ["ko", "ja"])
def test_the_language_follows_the_browser_and_the_choice(
    server: Server, browser: Browser, tmp_path: Path, language: str
) -> None:
    """The first screen is in the browser's language; a switch keeps answers and sets the page's lang."""
    context = browser.new_context(locale={"ko": "ko-KR", "ja": "ja-JP"}[language])
    page = context.new_page()
    load(page, server.url, tmp_path, CLEAR)
    headed(page, headline(CLEAR, language))
    assert page.evaluate("document.documentElement.lang") == language
    page.locator(".st-key-language button", has_text="English").click()
    headed(page, headline(CLEAR))
    assert page.evaluate("document.documentElement.lang") == "en"
    context.close()


def test_delete_my_answers_deletes(server: Server, visitor: BrowserContext, tmp_path: Path) -> None:
    """Start over asks once, then the store holds nothing of the visitor."""
    page = visitor.new_page()
    load(page, server.url, tmp_path, {"publishes": "papers"})
    assert "publishes" in server.stored(visitor)
    page.locator(".st-key-delete button").click()
    page.locator(".st-key-over_yes button").click()
    page.locator(".st-key-begin button").wait_for()
    settled(page)
    assert server.stored(visitor) == {}


def test_a_bad_file_is_explained_and_changes_nothing(
    server: Server, visitor: BrowserContext, tmp_path: Path
) -> None:
    """A file that is none gives a message on the page, and the answers stay."""
    page = visitor.new_page()
    load(page, server.url, tmp_path, CLEAR)
    opened(page, server.url)
    bad = tmp_path / "bad.json"
    bad.write_text('{"responses": {"industry": "moon"}}')
    page.locator(".st-key-load button").first.click()
    page.set_input_files("[data-testid=stFileUploaderDropzoneInput]", bad)
    page.locator(".st-key-load_use button").click()
    expect(page.locator(".message.error")).to_contain_text("moon")
    assert CLEAR.items() <= server.stored(visitor).items()


def test_a_link_shows_the_result_to_others_until_it_is_withdrawn(
    server: Server, browser: Browser, tmp_path: Path
) -> None:
    """Somebody else opens the link and sees the result; after withdrawing, nothing."""
    mine, other = browser.new_context(locale="en-GB"), browser.new_context(locale="en-GB")
    page = mine.new_page()
    load(page, server.url, tmp_path, CLEAR, organisation="Acme")
    page.locator(".st-key-share button").click()
    link = page.locator("code", has_text="?share=").inner_text()
    guest = other.new_page()
    opened(guest, link)
    headed(guest, headline(CLEAR))
    expect(guest.locator(".st-key-delete")).to_have_count(0)
    press(page, "revoke")
    opened(guest, link)
    headed(guest, load_text("en")("ui.result.shared_gone"))
    mine.close()
    other.close()


def test_every_answer_can_be_given_by_keyboard(server: Server, visitor: BrowserContext) -> None:
    """Tab reaches the options, Space and arrows choose, nothing advances by itself, Next goes on."""
    page = visitor.new_page()
    begin(page, server.url)
    page.locator("[data-testid=stRadioOption] input").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.locator(".st-key-steps .saved", has_text=":").wait_for()
    settled(page)
    headed(page, load_text("en")("questions.industry.text"))
    assert server.stored(visitor)["industry"] == "ml_products"
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.st-key-next') !== null"):
            break
    page.keyboard.press("Enter")
    headed(page, load_text("en")("questions.size.text"))


@pytest.mark.parametrize("width", [320, 390, 640, 1024, 1440])
def test_no_page_scrolls_sideways(server: Server, browser: Browser, tmp_path: Path, width: int) -> None:
    """At no width, from a phone at 320 px (also 400 % zoom) upwards, does a page overflow."""
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="ja-JP")
    page = context.new_page()
    load(page, server.url, tmp_path, BETWEEN, team={"ml_engineer": 2})
    for path in PAGES:
        opened(page, server.url + path)
        over = page.evaluate(
            "(() => {const m = document.querySelector('[data-testid=stMain]');"
            " return Math.max(m.scrollWidth - m.clientWidth,"
            " document.documentElement.scrollWidth - document.documentElement.clientWidth)})()"
        )
        assert over <= 0, path
    context.close()


def test_only_this_server_is_asked_and_nothing_is_blocked(
    server: Server, visitor: BrowserContext, tmp_path: Path
) -> None:
    """Every page works under the security policy, asks no other host, and scripts cannot read the cookie."""
    page = visitor.new_page()
    complaints: list[str] = []
    asked: set[str] = set()
    page.on("console", lambda message: complaints.append(message.text) if "Policy" in message.text else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: asked.add(request.url))
    load(page, server.url, tmp_path, CLEAR)
    for path in PAGES:
        opened(page, server.url + path)
    opened(page, server.url + "roles")
    page.locator(".js-plotly-plot .point").first.wait_for()
    assert complaints == []
    assert {url for url in asked if not url.startswith((server.url, "blob:", "data:"))} == set()
    (cookie,) = [cookie for cookie in visitor.cookies() if cookie["name"] == COOKIE]
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")
    assert cookie["value"] not in server.log.read_text()
