"""The host's pages beside the shared screen, in every language, and what nobody else may see."""

import pytest
from streamlit.testing.v1 import AppTest

from advisor.content import savefile
from advisor.content.text import LANGUAGES, load_text
from advisor.store import Store, new_token
from advisor.ui import state
from advisor.ui.screens.workshop_decide import saved_file, settled_now
from advisor.ui.screens.workshop_door import SIGN_IN
from advisor.workshop import WorkshopSettings, host, result, take_over
from tests.answers import CLEAR
from tests.ui.eventing import (
    CORE,
    FIRST,
    LIMITS,
    MODEL,
    SECOND,
    A,
    B,
    everything,
    keys,
    opened_room,
    page,
    page_script,
    press,
    sentence,
    shown,
    store_away,
    to_hidden,
    to_revealed,
)

# ---- Opening ----


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_button_opens_a_workshop_with_the_defaults(
    visitor: tuple[Store, str], went: list[tuple[str, dict[str, str]]], language: str
) -> None:
    """The core questions, no names, no roles, the smallest group, and the language of the page."""
    at = press(page("workshop", language=language), "open_workshop")
    assert not at.exception
    (where, query), *_ = went
    assert where == "workshop"
    settings = host(*(visitor[0], LIMITS, visitor[1], query["room"])).room.settings
    assert settings == WorkshopSettings(CORE, language, False, (), LIMITS.least_group)


def test_the_options_are_kept(visitor: tuple[Store, str], went: list[tuple[str, dict[str, str]]]) -> None:
    """Chosen questions, names, own roles and a larger smallest group are those of the workshop."""
    at = page("workshop")
    at.radio(key="which").set_value("chosen").run()
    at.multiselect(key="chosen").set_value([SECOND, FIRST])
    at.toggle(key="names").set_value(True)
    at.toggle(key="roles").set_value(True).run()
    assert at.multiselect(key="which_roles").value == list(LIMITS.roles)
    at.number_input(key="least").set_value(LIMITS.least_group + 2)
    press(at, "open_workshop")
    settings = host(visitor[0], LIMITS, visitor[1], went[0][1]["room"]).room.settings
    assert settings == WorkshopSettings(
        (FIRST, SECOND), "en", True, tuple(LIMITS.roles), LIMITS.least_group + 2
    )


def test_no_question_is_refused_kindly(
    visitor: tuple[Store, str], went: list[tuple[str, dict[str, str]]]
) -> None:
    """Without a single question no workshop is made, and the page says why."""
    at = page("workshop")
    at.radio(key="which").set_value("chosen").run()
    at.multiselect(key="chosen").set_value([])
    press(at, "open_workshop")
    assert load_text("en")("workshop.create.bad_questions") in shown(at)
    assert went == []


def test_a_workshop_needs_a_cookie(
    visitor: tuple[Store, str], monkeypatch: pytest.MonkeyPatch, went: list[tuple[str, dict[str, str]]]
) -> None:
    """Without cookies there is no button, and a sentence that says what is missing."""
    monkeypatch.setattr(state, "visitor_token", lambda: None)
    at = page("workshop")
    assert load_text("en")("workshop.create.cookie") in shown(at)
    assert "open_workshop" not in keys(at)


def test_sign_in_is_asked_for_where_it_is_on(
    visitor: tuple[Store, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With sign-in on, nobody opens or runs a workshop without it; where it is not set up, nobody at all."""
    event = opened_room(visitor)
    monkeypatch.setenv(SIGN_IN, "1")
    text = load_text("en")
    for name in ("workshop", "workshop_screen", "workshop_room", "workshop_decided"):
        at = page(name, event.room)
        assert text("workshop.sign_in.missing") in shown(at)
        assert not at.button
        assert (event.host.room.join_code or "") not in everything(at)


# ---- The desk ----


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_desk_tells_everything_the_host_needs(visitor: tuple[Store, str], language: str) -> None:
    """Code, settings, times and the limit of anonymity are on the desk; the host link is not."""
    event = opened_room(visitor, names=True, roles=("leadership", "<b>own</b>"))
    event.join(3, role="leadership", names=True)
    text = load_text(language)
    at = page("workshop", event.room, language)
    assert not at.exception
    code = event.host.room.join_code or ""
    page_text = shown(at)
    assert f"{code[:4]} {code[4:]}" in page_text
    assert sentence(text, "workshop.desk.few", least=LIMITS.least_group) in page_text
    assert "&lt;b&gt;own&lt;/b&gt;" in page_text
    assert "<b>own" not in page_text
    assert "Name 2" in page_text
    assert event.secret not in everything(at)


def test_the_host_link_is_shown_right_after_it_was_made_and_never_again(visitor: tuple[Store, str]) -> None:
    """In the session that made it the link stands on the desk; a reload shows it no more."""
    event = opened_room(visitor)
    at = AppTest.from_function(page_script, args=("workshop", "en"), default_timeout=60)
    at.query_params["room"] = event.room
    at.session_state["fresh_secret"] = (event.room, event.secret)
    at.run()
    assert at.code[0].value.endswith(f"/host#{event.secret}")
    assert event.secret not in everything(page("workshop", event.room))
    other = opened_room(visitor)
    at.query_params["room"] = other.room
    assert event.secret not in everything(at.run())


def test_the_door_is_closed_and_opened_at_once(visitor: tuple[Store, str]) -> None:
    """One press closes the door to new participants, another opens it."""
    event = opened_room(visitor)
    at = press(page("workshop", event.room), "lock.True")
    assert event.host.room.locked
    press(at, "lock.False")
    assert not event.host.room.locked


@pytest.mark.parametrize(
    ("key", "words"), [("new_link", "link_ask"), ("end", "end_ask"), ("delete_room", "delete_ask")]
)
def test_what_cannot_be_undone_is_asked_first(visitor: tuple[Store, str], key: str, words: str) -> None:
    """A new link, the end and deleting are asked about before anything happens."""
    event = opened_room(visitor)
    at = press(page("workshop", event.room), key)
    assert load_text("en")(f"workshop.desk.{words}") in shown(at)
    assert take_over(event.store, event.secret, event.token) == event.room
    assert event.host.room.stage == "lobby"


# ---- The room's result, and deciding ----


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_result_of_the_room(visitor: tuple[Store, str], language: str) -> None:
    """With answers revealed the page tells them with their n; before, it says what is missing."""
    event = opened_room(visitor)
    text = load_text(language)
    empty = page("workshop_room", event.room, language)
    assert sentence(text, "workshop.room.empty_lede", least=LIMITS.least_group) in shown(empty)
    to_revealed(event)
    at = page("workshop_room", event.room, language)
    assert not at.exception
    assert shown(at).count("<h1") == 1
    for title in ("room.map.title", "room.list.title", "room.own.title", "room.method.title"):
        assert sentence(text, title) in shown(at)


def test_a_hidden_round_is_not_in_the_result_of_the_room(visitor: tuple[Store, str]) -> None:
    """While a round is hidden, its votes change nothing on the page of the result."""
    event = opened_room(visitor)
    to_revealed(event)
    event.host.ask(SECOND)
    options = MODEL.question_by_id[SECOND].option_ids
    event.vote([options[0]] * 6, SECOND)
    first = everything(page("workshop_room", event.room))
    event.vote([options[1]] * 6, SECOND)
    assert everything(page("workshop_room", event.room)) == first


def test_what_the_host_settles_is_stored_at_once(visitor: tuple[Store, str]) -> None:
    """The most frequent answer is filled in; a change is stored, and so is leaving a question open."""
    event = opened_room(visitor)
    to_revealed(event)
    at = page("workshop_room", event.room)
    field_ = f"settle.{event.room}.{FIRST}"
    assert at.selectbox(key=field_).value == A
    at.selectbox(key=field_).set_value(B).run()
    assert event.host.settled() == {FIRST: B}
    again = page("workshop_room", event.room)
    assert again.selectbox(key=field_).value == B
    second = f"settle.{event.room}.{SECOND}"
    option = MODEL.question_by_id[SECOND].option_ids[0]
    again.selectbox(key=second).set_value(option).run()
    again.selectbox(key=field_).set_value("").run()
    assert event.host.settled() == {FIRST: None, SECOND: option}
    assert page("workshop_room", event.room).selectbox(key=field_).value == ""
    press(again, "refill")
    assert event.host.settled() == {}
    assert page("workshop_room", event.room).selectbox(key=field_).value == A


def test_contested_questions_are_marked_with_a_word(visitor: tuple[Store, str]) -> None:
    """A question on which the room is split says so; one on which it agrees does not."""
    event = opened_room(visitor)
    to_hidden(event)
    event.vote([A] * 3 + [B] * 3)
    event.host.reveal(FIRST, 1)
    event.host.ask(SECOND)
    event.vote([MODEL.question_by_id[SECOND].option_ids[0]] * 6, SECOND)
    event.host.reveal(SECOND, 1)
    text = load_text("en")
    at = page("workshop_room", event.room)
    marked = text("workshop.room.contested", question=text(f"questions.{FIRST}.short"))
    assert at.selectbox(key=f"settle.{event.room}.{FIRST}").label == marked
    assert at.selectbox(key=f"settle.{event.room}.{SECOND}").label == text(f"questions.{SECOND}.short")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_decided_answers_have_a_result_of_their_own(visitor: tuple[Store, str], language: str) -> None:
    """The page shows the normal result of what was settled, and says that a workshop settled it."""
    event = opened_room(visitor)
    text = load_text(language)
    empty = page("workshop_decided", event.room, language)
    assert text("workshop.room.decided_empty") in shown(empty)
    event.host.settle(MODEL, CLEAR)
    at = page("workshop_decided", event.room, language)
    assert not at.exception
    assert text("result.verdict.clear") in shown(at)


def test_the_files_hold_the_settled_answers_and_the_room(visitor: tuple[Store, str]) -> None:
    """PDF and save file are made of the settled answers and what may be told of the room."""
    event = opened_room(visitor)
    to_revealed(event)
    event.host.settle(MODEL, {FIRST: B})
    found = result(event.store, MODEL, LIMITS, event.host.room)

    class Visit:
        organisation = "Acme"

    saved = saved_file(Visit(), event.host, found, settled_now(event.host, found))  # type: ignore[arg-type]
    again = savefile.parse(savefile.dump(MODEL, saved).encode(), MODEL, "x")
    assert (again.responses, again.organisation) == ({FIRST: B}, "Acme")
    assert again.room is not None
    assert again.room.n == 6


# ---- Nobody's workshop, and no store ----

PAGES = ("workshop", "workshop_screen", "workshop_room", "workshop_decided")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_who_is_not_host_sees_nothing_of_the_room(
    visitor: tuple[Store, str], monkeypatch: pytest.MonkeyPatch, name: str, language: str
) -> None:
    """The id in an address opens nothing: a friendly sentence, and no code, no question, no count."""
    event = opened_room(visitor)
    to_revealed(event)
    stranger = new_token()
    monkeypatch.setattr(state, "visitor_token", lambda: stranger)
    at = page(name, event.room, language)
    assert not at.exception
    text = load_text(language)
    assert text("workshop.screen.gone" if name == "workshop_screen" else "workshop.denied.title") in shown(at)
    assert (event.host.room.join_code or "") not in everything(at).replace(" ", "")
    assert text(f"questions.{FIRST}.text") not in everything(at)


def test_a_host_link_lets_a_stranger_in(
    visitor: tuple[Store, str], monkeypatch: pytest.MonkeyPatch, went: list[tuple[str, dict[str, str]]]
) -> None:
    """A pasted host link opens the desk on this device; a wrong one is refused kindly."""
    event = opened_room(visitor)
    stranger = new_token()
    monkeypatch.setattr(state, "visitor_token", lambda: stranger)
    at = page("workshop", event.room)
    at.text_input(key="host_link").set_value("https://x/host#nothing")
    assert load_text("en")("workshop.denied.wrong") in shown(press(at, "claim"))
    assert went == []
    at.text_input(key="host_link").set_value(f" https://x/host#{event.secret} ")
    press(at, "claim")
    assert went == [("workshop", {"room": event.room})]
    assert host(event.store, LIMITS, stranger, event.room).room.id == event.room


@pytest.mark.parametrize("name", PAGES)
def test_while_the_store_is_away_a_page_waits_and_goes_on(visitor: tuple[Store, str], name: str) -> None:
    """A calm sentence and no exception; with the store back, the next run draws the page."""
    event = opened_room(visitor)
    to_revealed(event)
    away = load_text("en")("workshop.state.away")
    with store_away():
        at = page(name, event.room)
        assert not at.exception
        assert away in shown(at)
    at.run()
    assert not at.exception
    assert away not in shown(at)
