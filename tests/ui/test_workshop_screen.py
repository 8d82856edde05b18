"""The shared screen in every language and every state of a workshop, and what it must never hold."""

import pytest
from streamlit.testing.v1 import AppTest

from advisor.content.text import LANGUAGES, load_text
from advisor.store import Store
from advisor.workshop import participant
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
    press,
    sentence,
    shown,
    store_away,
    to_closed,
    to_hidden,
    to_lobby,
    to_results,
    to_revealed,
    to_second,
)

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


def test_a_press_while_the_store_is_away_is_said_and_lost(visitor: tuple[Store, str]) -> None:
    """When the store refuses a change, the screen says so and stays where it was."""
    event = opened_room(visitor)
    to_hidden(event)
    at = page("workshop_screen", event.room)
    with store_away("changing"):
        at = press(at, f"reveal.{FIRST}.1")
    assert not at.exception
    assert load_text("en")("workshop.state.away") in shown(at)
    assert not event.host.room.revealed


def test_only_what_comes_next_is_the_main_control(visitor: tuple[Store, str]) -> None:
    """Hidden, that is to reveal; revealed, the next question, and after the last one the result."""
    event = opened_room(visitor)
    event.join(6)
    for question, then in ((FIRST, f"ask.{SECOND}"), (CORE[-1], "results")):
        event.host.ask(question)
        event.vote([A if question == FIRST else MODEL.question_by_id[question].option_ids[0]] * 6, question)
        assert _main(page("workshop_screen", event.room)) == [f"reveal.{question}.1"]
        event.host.reveal(question, 1)
        assert _main(page("workshop_screen", event.room)) == [then]


def _main(at: AppTest) -> list[str]:
    return [button.key for button in at.button if button.proto.type == "primary" and button.key]


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_comes_after_the_reveal_is_said_to_wait(visitor: tuple[Store, str], language: str) -> None:
    """The wall says how many later answers are not in the counts; in a second round nobody waits."""
    event, text = opened_room(visitor, language), load_text(language)
    event.join(12)
    event.host.ask(FIRST)
    event.vote([A] * 5)
    event.host.reveal(FIRST, 1)
    least = LIMITS.least_group
    for come, given, key in ((5, 6, "later_one"), (6, 7, "later"), (7, 10, "later_enough")):
        for n in range(come, given):
            late = participant(event.store, LIMITS, event.host.room, f"phone {n}")
            late.vote(MODEL, (FIRST, 1, A), given)
        words = sentence(text, f"workshop.screen.{key}", n=given - 5, least=least)
        assert words in shown(page("workshop_screen", event.room))
    event.host.reopen(FIRST, 1)
    event.host.reveal(FIRST, 1)
    event.host.vote_again(FIRST, 1)
    event.vote([B] * 6, number=2)
    event.host.reveal(FIRST, 2)
    found = shown(page("workshop_screen", event.room))
    assert sentence(text, "workshop.screen.later_enough", n=5) not in found


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_no_host_finds_a_sentence_and_no_form(visitor: tuple[Store, str], language: str) -> None:
    """A room that is gone, or another visitor: nothing to type into is projected."""
    event = opened_room(visitor)
    event.host.delete()
    at = page("workshop_screen", event.room, language)
    assert sentence(load_text(language), "workshop.screen.gone_lede") in shown(at)
    assert (len(at.text_input), len(at.button)) == (0, 0)


def test_a_second_press_of_reveal_says_nothing(visitor: tuple[Store, str]) -> None:
    """Whoever reveals what is revealed already is not told that too few have changed."""
    event = opened_room(visitor)
    to_hidden(event)
    at = page("workshop_screen", event.room)
    event.host.reveal(FIRST, 1)
    at = press(at, f"reveal.{FIRST}.1")
    words = sentence(load_text("en"), "workshop.screen.kept", least=LIMITS.least_group)
    assert words not in shown(at)
