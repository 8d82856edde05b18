"""What a participant does with a phone, against a server that is killed and a line that is cut."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest
from phoning import (
    Wire,
    arrived,
    asked,
    at_door,
    choices,
    choose,
    headed,
    inside,
    phone,
    said,
    speak,
    stored,
    told,
    workshop,
)
from playwright.sync_api import Browser, expect
from serving import Server

from advisor.content.text import LANGUAGES, load_text
from advisor.store import COOKIE
from tests.workshop.scene import CORE, LEAST, OPTIONS, OTHER, QUESTION

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def wire(server: Server) -> Iterator[Wire]:
    """A line to the server."""
    line = Wire(server)
    yield line
    line.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_person_joins_and_answers(server: Server, browser: Browser, language: str) -> None:
    """On a phone 360 px wide, in each language, a person comes in by role and answers into the store."""
    text = load_text(language)
    with workshop(server) as scene, phone(browser, language) as context:
        page = at_door(context, server.url, scene)
        headed(page, said("join_title", language))
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator("#act")).to_be_disabled()
        page.get_by_label(text("room.roles.practitioner"), exact=True).check()
        page.get_by_role("button", name=said("join", language)).click()
        headed(page, said("lobby_title", language))
        scene.host.ask(QUESTION)
        headed(page, text(f"questions.{QUESTION}.text"))
        expect(page.locator("#position")).to_have_text(said("position", language, n=1, total=len(CORE)))
        expect(page.get_by_role("button", name=said("send", language))).to_be_disabled()
        label = text(f"questions.{QUESTION}.options.{OPTIONS[2]}")
        page.get_by_role("radio", name=f"C {label}", exact=True).check()
        page.get_by_role("button", name=said("send", language)).click()
        told(page, "received", language)
        expect(page.get_by_role("button", name=said("change", language))).to_be_disabled()
        assert choices(scene, context) == [(QUESTION, 1, OPTIONS[2])]
        assert [p.role for p in scene.store.rooms.participants(scene.room_id)] == ["practitioner"]


def test_an_answer_is_changed_until_it_is_shown(server: Server, browser: Browser) -> None:
    """Another choice enables the button; after the reveal the phone points to the screen, with its answer."""
    text = load_text("en")
    with workshop(server) as scene, phone(browser) as context:
        page = inside(context, server.url, scene)
        scene.come([""] * LEAST)
        scene.host.ask(QUESTION)
        scene.all_vote([OPTIONS[0]] * LEAST)
        asked(page, QUESTION)
        for option in (OPTIONS[1], OPTIONS[2]):
            choose(page, option)
            told(page, "received")
            assert choices(scene, context) == [(QUESTION, 1, option)]
        scene.host.reveal(QUESTION, 1)
        headed(page, said("revealed_title"))
        label = text(f"questions.{QUESTION}.options.{OPTIONS[2]}")
        expect(page.get_by_text(said("revealed_yours", answer=label))).to_be_visible()
        scene.host.vote_again(QUESTION, 1)
        expect(page.get_by_text(said("round", n=2))).to_be_visible()
        choose(page, OPTIONS[3])
        told(page, "received")
        assert choices(scene, context) == [(QUESTION, 1, OPTIONS[2]), (QUESTION, 2, OPTIONS[3])]


def test_a_reload_keeps_person_and_answer(server: Server, browser: Browser) -> None:
    """After a reload the same person sees the same answer, without joining again."""
    with workshop(server) as scene, phone(browser) as context:
        page = inside(context, server.url, scene)
        scene.host.ask(QUESTION)
        asked(page, QUESTION)
        choose(page, OPTIONS[1])
        told(page, "received")
        page.reload()
        told(page, "received")
        expect(page.locator(f"input[value={OPTIONS[1]}]")).to_be_checked()
        assert len(scene.store.rooms.participants(scene.room_id)) == 1
        assert choices(scene, context) == [(QUESTION, 1, OPTIONS[1])]


def test_two_tabs_are_one_person_and_two_phones_are_two(server: Server, browser: Browser) -> None:
    """The second tab shows the first one's answer and changes it; another phone has an answer of its own."""
    with workshop(server) as scene, phone(browser) as one, phone(browser) as two:
        scene.host.ask(QUESTION)
        first, other = inside(one, server.url, scene), inside(two, server.url, scene)
        choose(first, OPTIONS[0])
        told(first, "received")
        second = at_door(one, server.url, scene)
        expect(second.locator(f"input[value={OPTIONS[0]}]")).to_be_checked()
        choose(second, OPTIONS[1])
        told(second, "received")
        choose(other, OPTIONS[2])
        told(other, "received")
        expect(first.locator(f"input[value={OPTIONS[1]}]")).to_be_checked()
        assert choices(scene, one) == [(QUESTION, 1, OPTIONS[1])]
        assert choices(scene, two) == [(QUESTION, 1, OPTIONS[2])]
        assert len(scene.store.rooms.participants(scene.room_id)) == 2


def test_an_answer_waits_for_the_line(server: Server, browser: Browser, wire: Wire) -> None:
    """An answer given while the line is cut is kept, said to be kept, and sent once when the line is back."""
    with workshop(server) as scene, phone(browser) as context:
        page = inside(context, wire.url, scene)
        scene.host.ask(QUESTION)
        asked(page, QUESTION)
        wire.cut()
        told(page, "offline")
        choose(page, OPTIONS[1])
        told(page, "kept")
        expect(page.locator(f"input[value={OPTIONS[1]}]")).to_be_checked()
        assert stored(scene, context) == []
        wire.mend()
        told(page, "received")
        assert [(vote.option, vote.sequence) for vote in stored(scene, context)] == [(OPTIONS[1], 1)]


def test_a_kept_answer_outlives_its_tab(server: Server, browser: Browser, wire: Wire) -> None:
    """An answer that was kept when its tab was closed is sent by the next one."""
    with workshop(server) as scene, phone(browser) as context:
        page = inside(context, wire.url, scene)
        scene.host.ask(QUESTION)
        asked(page, QUESTION)
        wire.cut()
        choose(page, OPTIONS[1])
        told(page, "kept")
        page.close()
        wire.mend()
        told(at_door(context, wire.url, scene), "received")
        assert choices(scene, context) == [(QUESTION, 1, OPTIONS[1])]


def test_an_answer_outlives_the_server(server: Server, browser: Browser, wire: Wire) -> None:
    """The server is killed after it took the answer and before it could say so: the answer is there once."""
    with workshop(server) as scene, phone(browser) as context:
        page = inside(context, wire.url, scene)
        scene.host.ask(QUESTION)
        asked(page, QUESTION)
        wire.deaf = True
        choose(page, OPTIONS[1])
        arrived(scene, context)
        server.end(signal.SIGKILL)
        wire.cut()
        told(page, "kept")
        server.start()
        wire.mend()
        told(page, "received")
        assert [(vote.option, vote.sequence) for vote in stored(scene, context)] == [(OPTIONS[1], 1)]
        scene.host.ask(OTHER)
        asked(page, OTHER)


def test_an_answer_that_comes_too_late_is_told(server: Server, browser: Browser, wire: Wire) -> None:
    """What was changed without a line and arrives after the reveal changes nothing, and the phone says so."""
    with workshop(server) as scene, phone(browser) as context:
        page = inside(context, wire.url, scene)
        scene.come([""] * LEAST)
        scene.host.ask(QUESTION)
        scene.all_vote([OPTIONS[0]] * LEAST)
        asked(page, QUESTION)
        choose(page, OPTIONS[1])
        told(page, "received")
        wire.cut()
        choose(page, OPTIONS[2])
        told(page, "kept")
        scene.host.reveal(QUESTION, 1)
        wire.mend()
        told(page, "earlier_counts")
        headed(page, said("revealed_title"))
        assert choices(scene, context) == [(QUESTION, 1, OPTIONS[1])]


def test_a_store_that_is_away_is_told(server: Server, browser: Browser) -> None:
    """While the server cannot save, the phone says so and tries again until it is saved."""
    with workshop(server) as scene, phone(browser) as context:
        page = inside(context, server.url, scene)
        scene.host.ask(QUESTION)
        asked(page, QUESTION)
        hidden = server.data.with_name("hidden")
        server.data.rename(hidden)
        choose(page, OPTIONS[1])
        told(page, "unsaved")
        hidden.rename(server.data)
        told(page, "received")
        assert choices(scene, context) == [(QUESTION, 1, OPTIONS[1])]


def test_open_streams_do_not_hold_the_server(server: Server, browser: Browser) -> None:
    """The server stops when it is asked to while phones listen, and they come back when it does."""
    with workshop(server) as scene, phone(browser) as context:
        page = inside(context, server.url, scene)
        server.end(signal.SIGTERM)
        told(page, "offline")
        server.start()
        scene.host.ask(QUESTION)
        asked(page, QUESTION)


def test_who_comes_late_catches_up(server: Server, browser: Browser) -> None:
    """Earlier questions are offered, lead one after the other, and back to the room's own."""
    with workshop(server) as scene, phone(browser) as context:
        for question in CORE[:3]:
            scene.host.ask(question)
        page = inside(context, server.url, scene)
        asked(page, CORE[2])
        page.get_by_role("button", name=said("open_many", n=2)).click()
        for question, label in ((CORE[0], "next_open"), (CORE[1], "back")):
            asked(page, question)
            page.locator("input[name=option]").first.check()
            page.get_by_role("button", name=said("send")).click()
            told(page, "received_late")
            page.locator("#act", has_text=said(label)).click()
        asked(page, CORE[2])
        expect(page.locator("button.quiet")).to_have_count(0)
        assert [question for question, _, _ in choices(scene, context)] == sorted(CORE[:2])


def test_another_language_loses_nothing(server: Server, browser: Browser, wire: Wire) -> None:
    """Switching the language keeps what was typed and chosen; without a line the page stays as it is."""
    with workshop(server, names=True, roles=("<b>Rat</b>",)) as scene, phone(browser) as context:
        page = at_door(context, wire.url, scene)
        page.get_by_label("<b>Rat</b>", exact=True).check()
        page.get_by_label(said("name")).fill("김 & <i>")
        speak(page, "English", "한국어")
        headed(page, said("join_title", "ko"))
        expect(page.locator("html")).to_have_attribute("lang", "ko")
        page.get_by_role("button", name=said("join", "ko")).click()
        headed(page, said("lobby_title", "ko"))
        assert scene.host.names() == ("김 & <i>",)
        scene.host.ask(QUESTION)
        asked(page, QUESTION)
        page.locator(f"input[value={OPTIONS[2]}]").check()
        speak(page, "한국어", "日本語")
        headed(page, load_text("ja")(f"questions.{QUESTION}.text"))
        expect(page.locator(f"input[value={OPTIONS[2]}]")).to_be_checked()
        wire.cut()
        speak(page, "日本語", "English")
        told(page, "offline", "ja")
        expect(page.locator(f"input[value={OPTIONS[2]}]")).to_be_checked()


def test_everything_is_done_by_keyboard(server: Server, browser: Browser) -> None:
    """Tab, Space, arrows and Enter are enough to join, to choose and to send."""
    with workshop(server, names=True) as scene, phone(browser) as context:
        page = at_door(context, server.url, scene)
        page.locator("input[name=role]").first.focus()
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        page.keyboard.type("Kim")
        page.keyboard.press("Enter")
        headed(page, said("lobby_title"))
        scene.host.ask(QUESTION)
        asked(page, QUESTION)
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        expect(page.locator("#act")).to_be_focused()
        page.keyboard.press("Enter")
        told(page, "received")
        assert choices(scene, context) == [(QUESTION, 1, OPTIONS[1])]
        assert scene.host.names() == ("Kim",)


def test_a_door_that_is_closed(server: Server, browser: Browser) -> None:
    """A locked door is said and opens by itself; an ended workshop says so, and its code opens nothing."""
    with workshop(server) as scene, phone(browser) as context:
        page = at_door(context, server.url, scene)
        page.locator("input[name=role]").first.check()
        scene.host.lock(locked=True)
        told(page, "locked")
        expect(page.locator("#act")).to_be_disabled()
        scene.host.lock(locked=False)
        expect(page.locator("#act")).to_be_enabled()
        scene.host.end()
        headed(page, said("closed_title"))
        page.reload()
        headed(page, load_text("en")("phone.door.unknown_title"))


def test_a_small_room_is_told(server: Server, browser: Browser) -> None:
    """Below the smallest group the phone says what cannot be promised, until enough people are there."""
    with workshop(server) as scene, phone(browser) as context:
        page = at_door(context, server.url, scene)
        note = page.get_by_text(said("small", least=LEAST))
        expect(note).to_be_visible()
        scene.come([""] * LEAST)
        expect(note).to_have_count(0)


def test_the_timer_runs_on_the_servers_clock(server: Server, browser: Browser) -> None:
    """A phone whose clock is a day off counts down the same seconds; at the end nothing closes."""
    with workshop(server) as scene, phone(browser) as context:
        context.add_init_script("const now = Date.now; Date.now = () => now() - 86400000;")
        page = inside(context, server.url, scene)
        scene.host.ask(QUESTION)
        scene.host.timer(3600)
        expect(page.locator("#timer")).to_contain_text(":")
        minutes, _, _ = (page.locator("#timer").text_content() or "").partition(":")
        assert minutes in ("59", "60")
        scene.host.timer(1)
        expect(page.locator("#timer")).to_have_text(said("time_up"))
        choose(page, OPTIONS[0])
        told(page, "received")


def test_without_cookies_it_is_told(server: Server, browser: Browser) -> None:
    """A browser that keeps no cookie learns why it cannot take part."""
    with workshop(server) as scene, phone(browser) as context:
        page = at_door(context, server.url, scene)
        context.clear_cookies()
        page.locator("input[name=role]").first.check()
        page.locator("#act").click()
        headed(page, said("cookies_title"))


def test_one_response_and_nothing_is_blocked(server: Server, browser: Browser) -> None:
    """Page, data and stream are all that is asked for; the policy blocks nothing, scripts see no cookie."""
    requests: list[str] = []
    complaints: list[str] = []
    with workshop(server) as scene, phone(browser) as context:
        context.on("request", lambda request: requests.append(request.url.removeprefix(server.url)))
        context.on("console", lambda message: complaints.append(message.text))
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        page = inside(context, server.url, scene)
        scene.host.ask(QUESTION)
        asked(page, QUESTION)
        room = f"api/room/{scene.code}"
        assert set(requests) == {f"j/{scene.code}", room, f"{room}/events", f"{room}/join"}
        assert complaints == []
        assert page.evaluate("document.cookie") == ""
        (cookie,) = [cookie for cookie in context.cookies() if cookie["name"] == COOKIE]
        assert cookie["value"] not in server.log.read_text()


def test_a_host_link_on_another_device(server: Server, browser: Browser) -> None:
    """The link makes this device a host and goes on to the workshop; its secret gets into no log."""
    with workshop(server) as scene, phone(browser) as context:
        page = context.new_page()
        page.goto(f"{server.url}host#{'x' * 43}")
        headed(page, load_text("en")("phone.host.wrong"))
        page.goto(f"{server.url}host#{scene.secret}")
        page.wait_for_url(f"**/workshop?room={scene.room_id}")
        token = next(cookie["value"] for cookie in context.cookies() if cookie["name"] == COOKIE)
        assert [row.id for row in scene.store.rooms.hosted_by(token)] == [scene.room_id]
        assert scene.secret not in server.log.read_text()
