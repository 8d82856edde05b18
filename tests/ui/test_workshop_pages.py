"""The host's pages in every language and every state of a workshop, and what they must never hold."""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from advisor.content.loader import load_model
from advisor.content.savefile import SaveFile
from advisor.content.text import LANGUAGES, Text, load_text
from advisor.content.workshop import load_room_settings
from advisor.errors import StoreUnavailable
from advisor.store import RoomStore, Store, new_token, shared_store
from advisor.ui import state
from advisor.ui.screens.workshop_door import SIGN_IN
from advisor.workshop import Host, WorkshopSettings, host, open_workshop, participant, take_over

MODEL, LIMITS = load_model(), load_room_settings()
CORE = tuple(question.id for question in MODEL.core_questions)
FIRST, SECOND = CORE[:2]
A, B = MODEL.question_by_id[FIRST].option_ids[:2]


@dataclass
class Event:
    """One workshop in a store of its own, and everybody in it."""

    store: Store
    token: str
    secret: str
    room: str
    sequence: int = field(default=0)

    @property
    def host(self) -> Host:
        """Its host, as of now."""
        return host(self.store, LIMITS, self.token, self.room)

    def join(self, people: int, *, role: str = "", names: bool = False) -> None:
        """Let people in."""
        for n in range(people):
            person = participant(self.store, LIMITS, self.host.room, f"phone {n}")
            person.join(role, f"Name {n}" if names else "")

    def vote(self, options: list[str], question: str = FIRST, number: int = 1) -> None:
        """Let the first people answer a question, one option each."""
        self.sequence += 1
        for n, option in enumerate(options):
            person = participant(self.store, LIMITS, self.host.room, f"phone {n}")
            person.vote(MODEL, (question, number, option), self.sequence)

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()


@pytest.fixture
def visitor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Store, str]]:
    """A visitor with a cookie and a store of their own."""
    monkeypatch.setenv("ADVISOR_DATA_DIR", str(tmp_path))
    token = new_token()
    monkeypatch.setattr(state, "visitor_token", lambda: token)
    store = shared_store(MODEL.settings.retention_days)
    yield store, token
    store.close()


@pytest.fixture
def went(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, str]]]:
    """The pages that the visitor is sent to."""
    pages: list[tuple[str, dict[str, str]]] = []
    monkeypatch.setattr(state.Visit, "go", lambda _, page, **query: pages.append((page, query)))
    return pages


def opened_room(visitor: tuple[Store, str], language: str = "en", **choices: Any) -> Event:
    """A new workshop of the visitor's."""
    store, token = visitor
    defaults: dict[str, Any] = {"names": False, "roles": (), "least_group": LIMITS.least_group}
    settings = WorkshopSettings(CORE, language, **(defaults | choices))
    secret = open_workshop(store, LIMITS, MODEL, token, settings)
    return Event(store, token, secret, take_over(store, secret, token))


def page_script(page: str, language: str) -> None:
    """Draw one page for the visitor; runs inside the test's Streamlit."""
    import importlib

    import streamlit as st

    from advisor.ui import state as ui_state

    st.session_state.setdefault("language_chosen", language)
    visit = ui_state.arrive()
    importlib.import_module(f"advisor.ui.screens.{page}").show(visit)


def page(name: str, room: str = "", language: str = "en") -> AppTest:
    """A page after its first run."""
    at = AppTest.from_function(page_script, args=(name, language), default_timeout=60)
    if room:
        at.query_params["room"] = room
    return at.run()


def everything(at: AppTest) -> str:
    """All that the browser gets of a page, wherever it stands on it, but for the names of downloads."""
    whole = "\n".join(str(getattr(node, "proto", "")) for node in at._tree)
    return re.sub(r'file_id: "\w+"', "", whole)


def shown(at: AppTest) -> str:
    """All the markup and text of a page."""
    return "\n".join(
        str(getattr(node.proto, "body", "")) for node in at._tree if node.type in ("html", "markdown")
    )


def press(at: AppTest, key: str) -> AppTest:
    """Press a button."""
    return at.button(key=key).click().run()


def keys(at: AppTest) -> set[str]:
    """The keys of all buttons."""
    return {button.key for button in at.button if button.key}


def broken(monkeypatch: pytest.MonkeyPatch) -> AbstractContextManager[pytest.MonkeyPatch]:
    """The store is away while this is open."""

    def refuse(*_: object, **__: object) -> None:
        raise StoreUnavailable("gone", "TEST")

    class Away:
        def __enter__(self) -> pytest.MonkeyPatch:
            for name in ("hosted_by", "room", "attendance", "changing", "published", "settled"):
                patch.setattr(RoomStore, name, refuse)
            return patch

        def __exit__(self, *_: object) -> None:
            patch.undo()

    patch = pytest.MonkeyPatch()
    return Away()


def sentence(text: Text, key: str, **values: object) -> str:
    """A sentence as it stands in markup."""
    from advisor.charts.markup import text as escaped

    return str(escaped(text(key, **values)))


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
    assert f"{code[:3]} {code[3:]}" in page_text
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


# ---- The shared screen ----


def to_lobby(event: Event) -> None:
    """Six are here, and nothing was asked yet."""
    event.join(6)


def to_hidden(event: Event) -> None:
    """Six have answered, and nothing is revealed."""
    event.join(7)
    event.host.ask(FIRST)
    event.vote([A] * 4 + [B] * 2)


def to_revealed(event: Event) -> None:
    """The result of the first round is shown."""
    to_hidden(event)
    event.host.reveal(FIRST, 1)


def to_second(event: Event) -> None:
    """Two rounds are shown."""
    to_revealed(event)
    event.host.vote_again(FIRST, 1)
    event.vote([B] * 5 + [A], number=2)
    event.host.reveal(FIRST, 2)


def to_results(event: Event) -> None:
    """The room's result is shown."""
    to_revealed(event)
    event.host.results()


def to_closed(event: Event) -> None:
    """The workshop is over."""
    to_revealed(event)
    event.host.end()


STATES = {
    "lobby": (to_lobby, "workshop.screen.lobby"),
    "hidden": (to_hidden, "workshop.screen.hidden"),
    "revealed": (to_revealed, "workshop.screen.talk"),
    "second": (to_second, "workshop.screen.talk"),
    "results": (to_results, "room.map.title"),
    "closed": (to_closed, "workshop.screen.over"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", STATES)
def test_the_screen_is_drawn_in_every_state_and_language(
    visitor: tuple[Store, str], name: str, language: str
) -> None:
    """One heading, the sentence of the state, in the workshop's language, and never the host secret."""
    prepare, key = STATES[name]
    event = opened_room(visitor, language)
    prepare(event)
    at = page("workshop_screen", event.room)
    assert not at.exception
    assert shown(at).count("<h1") == 1
    assert sentence(load_text(language), key) in shown(at)
    assert event.secret not in everything(at)


def test_nothing_of_a_hidden_round_reaches_the_screen(visitor: tuple[Store, str]) -> None:
    """Whatever was voted, the page of a hidden round is the same to the last byte."""
    event = opened_room(visitor)
    to_hidden(event)
    first = everything(page("workshop_screen", event.room))
    event.vote([B] * 6)
    second = everything(page("workshop_screen", event.room))
    assert first == second
    event.host.reveal(FIRST, 1)
    event.host.vote_again(FIRST, 1)
    event.vote([A] * 6, number=2)
    third = everything(page("workshop_screen", event.room))
    event.vote([B] * 3 + [A] * 3, number=2)
    assert everything(page("workshop_screen", event.room)) == third


def test_counts_and_both_rounds_stand_there_once_revealed(visitor: tuple[Store, str]) -> None:
    """After the reveal the page holds the counts, after the second one those of both rounds."""
    event = opened_room(visitor)
    to_revealed(event)
    text = load_text("en")
    first = shown(page("workshop_screen", event.room))
    assert 'class="number">4<' in first
    assert 'class="round"' not in first
    event.host.vote_again(FIRST, 1)
    event.vote([B] * 6, number=2)
    event.host.reveal(FIRST, 2)
    both = shown(page("workshop_screen", event.room))
    for number in (1, 2):
        assert f'class="round">{text("room.rounds.name", n=number)}<' in both


@pytest.mark.parametrize("language", LANGUAGES)
def test_too_few_answers_show_nothing(visitor: tuple[Store, str], language: str) -> None:
    """With fewer answers than allowed, reveal says how many are needed and shows no count."""
    event = opened_room(visitor, language)
    event.join(6)
    event.host.ask(FIRST)
    event.vote([A] * 4)
    at = press(page("workshop_screen", event.room), f"reveal.{FIRST}.1")
    words = sentence(load_text(language), "workshop.screen.too_few", least=LIMITS.least_group)
    assert words in shown(at)
    assert not event.host.room.revealed
    assert "votes" not in shown(at)


@pytest.mark.parametrize("language", LANGUAGES)
def test_too_few_changes_keep_the_earlier_result(visitor: tuple[Store, str], language: str) -> None:
    """When fewer changed than allowed, the earlier counts stay and the page says so."""
    event = opened_room(visitor, language)
    to_revealed(event)
    event.host.reopen(FIRST, 1)
    event.vote([B] * 2 + [A] * 2 + [B] * 2)
    at = press(page("workshop_screen", event.room), f"reveal.{FIRST}.1")
    words = sentence(load_text(language), "workshop.screen.kept", least=LIMITS.least_group)
    assert words in shown(at)
    assert 'class="number">4<' in shown(at)


def test_every_control_does_what_it_says(visitor: tuple[Store, str]) -> None:
    """From the lobby through question, reveal, second round, timer and result, by the buttons alone."""
    event = opened_room(visitor)
    event.join(6)
    at = press(page("workshop_screen", event.room), f"start.{FIRST}")
    assert event.host.room.question == FIRST
    event.vote([A] * 6)
    at = press(at.run(), f"reveal.{FIRST}.1")
    assert event.host.room.revealed
    at = press(at, f"reopen.{FIRST}.1")
    assert not event.host.room.revealed
    at = press(press(at, f"reveal.{FIRST}.1"), f"again.{FIRST}.1")
    assert event.host.room.round == 2
    at.segmented_control(key="timer_length").set_value(LIMITS.timers[1]).run()
    at = press(at, "timer.on")
    assert LIMITS.timers[0] < (event.host.room.seconds_left or 0) <= LIMITS.timers[1]
    at = press(at, "timer.off")
    assert event.host.room.seconds_left is None
    at = press(press(at, f"ask.{SECOND}"), f"ask.{FIRST}")
    assert (event.host.room.question, event.host.room.round) == (FIRST, 2)
    at = press(at, "results")
    assert event.host.room.stage == "results"
    at = press(press(at, f"back.{FIRST}"), "lobby")
    assert event.host.room.stage == "lobby"


def test_the_last_question_leads_no_further(visitor: tuple[Store, str]) -> None:
    """At the last question there is no next one, and the result is asked for on purpose."""
    event = opened_room(visitor)
    event.host.ask(CORE[-1])
    found = keys(page("workshop_screen", event.room))
    assert f"ask.{CORE[-2]}" in found
    assert len([key for key in found if key.startswith("ask.")]) == 1


def test_a_press_on_an_old_screen_changes_nothing(visitor: tuple[Store, str]) -> None:
    """Another device has revealed and gone on; the old screen's reveal is no second round."""
    event = opened_room(visitor)
    to_hidden(event)
    at = page("workshop_screen", event.room)
    event.host.reveal(FIRST, 1)
    at = press(at, f"reveal.{FIRST}.1")
    assert (event.host.room.round, event.host.room.revealed) == (1, True)
    assert f"again.{FIRST}.1" in keys(at)


def test_a_large_room_is_a_bar(visitor: tuple[Store, str]) -> None:
    """Up to forty people are dots, more are a bar."""
    event = opened_room(visitor)
    event.join(40)
    event.host.ask(FIRST)
    assert shown(page("workshop_screen", event.room)).count('class="dot"') == 40
    event.join(41)
    large = shown(page("workshop_screen", event.room))
    assert ('class="dot' in large, 'class="track"' in large) == (False, True)


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
    assert event.host.settled() == {SECOND: option}
    press(again, "refill")
    assert event.host.settled() == {FIRST: A}


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
    from tests.answers import CLEAR

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
    from advisor.content import savefile
    from advisor.ui.screens.workshop_decide import saved_file, settled_now
    from advisor.workshop import result

    event = opened_room(visitor)
    to_revealed(event)
    event.host.settle(MODEL, {FIRST: B})
    found = result(event.store, MODEL, LIMITS, event.host.room)
    saved: list[SaveFile] = []

    class Visit:
        organisation = "Acme"

    saved.append(saved_file(Visit(), event.host, found, settled_now(event.host, found)))  # type: ignore[arg-type]
    again = savefile.parse(savefile.dump(MODEL, saved[0]).encode(), MODEL, "x")
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
    assert text("workshop.denied.title") in shown(at)
    assert (event.host.room.join_code or "") not in everything(at).replace(" ", "")
    assert text(f"questions.{FIRST}.text") not in everything(at)


def test_a_host_link_lets_a_stranger_in(
    visitor: tuple[Store, str], monkeypatch: pytest.MonkeyPatch, went: list[tuple[str, dict[str, str]]]
) -> None:
    """A pasted host link opens the desk on this device; a wrong one is refused kindly."""
    event = opened_room(visitor)
    stranger = new_token()
    monkeypatch.setattr(state, "visitor_token", lambda: stranger)
    at = page("workshop_screen", event.room)
    at.text_input(key="host_link").set_value("https://x/host#nothing")
    assert load_text("en")("workshop.denied.wrong") in shown(press(at, "claim"))
    assert went == []
    at.text_input(key="host_link").set_value(f" https://x/host#{event.secret} ")
    press(at, "claim")
    assert went == [("workshop", {"room": event.room})]
    assert host(event.store, LIMITS, stranger, event.room).room.id == event.room


@pytest.mark.parametrize("name", PAGES)
def test_while_the_store_is_away_a_page_waits_and_goes_on(
    visitor: tuple[Store, str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A calm sentence and no exception; with the store back, the next run draws the page."""
    event = opened_room(visitor)
    to_revealed(event)
    away = load_text("en")("workshop.state.away")
    with broken(monkeypatch):
        at = page(name, event.room)
        assert not at.exception
        assert away in shown(at)
    at.run()
    assert not at.exception
    assert away not in shown(at)


def test_a_press_while_the_store_is_away_is_said_and_lost(visitor: tuple[Store, str]) -> None:
    """When the store refuses a change, the screen says so and stays where it was."""
    event = opened_room(visitor)
    to_hidden(event)
    at = page("workshop_screen", event.room)

    def refuse(*_: object, **__: object) -> None:
        raise StoreUnavailable("locked", "TEST")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(RoomStore, "changing", refuse)
        at = press(at, f"reveal.{FIRST}.1")
    assert not at.exception
    assert load_text("en")("workshop.state.away") in shown(at)
    assert not event.host.room.revealed
