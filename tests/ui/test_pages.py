"""Every page in every language, and the flows that need no browser."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from advisor.content.cases import load_cases
from advisor.content.loader import load_model
from advisor.content.savefile import SaveFile, dump
from advisor.content.text import LANGUAGES, load_text
from advisor.core.assessment import assess
from advisor.store import Store
from tests.answers import BETWEEN, CLEAR, FEW
from tests.ui.opening import opened, page_script, shown

TENSE = CLEAR | {"who_built": "supplier"}
STATES = {"clear": CLEAR, "between": BETWEEN, "insufficient": FEW, "tense": TENSE, "empty": {}}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["start", "questions", "reference", "archetypes", "roles", "sources"])
@pytest.mark.parametrize("answers", ["empty", "between"])
def test_every_page_is_drawn_in_every_language(
    page: str, language: str, answers: str, visitor: tuple[Store, str]
) -> None:
    """A page draws without an error and has exactly one main heading."""
    store, token = visitor
    store.replace_draft(token, STATES[answers], {"team.ml_engineer": "2"})
    at = opened(page, language)
    assert not at.exception
    assert shown(at).count("<h1") == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", STATES)
def test_the_result_tells_every_verdict_in_every_language(
    name: str, language: str, visitor: tuple[Store, str]
) -> None:
    """The headline is the verdict's sentence in the visitor's language, whatever the verdict."""
    store, token = visitor
    store.replace_draft(token, STATES[name], {})
    at = opened("result", language)
    assert not at.exception
    text = load_text(language)
    if name == "empty":
        assert text("ui.empty.title") in shown(at)
        return
    found = assess(load_model(), STATES[name])
    assert text(f"result.verdict.{found.verdict}") in shown(at)
    assert ("tensions-title" in shown(at)) == (name == "tense")


def test_the_states_used_here_are_what_they_are_called() -> None:
    """The answer sets of these tests give the verdicts they are named after."""
    model = load_model()
    assert [assess(model, STATES[n]).verdict for n in ("clear", "between", "insufficient")] == [
        "clear",
        "between",
        "insufficient",
    ]
    assert assess(model, TENSE).tensions


def test_an_insufficient_result_guesses_nothing(visitor: tuple[Store, str]) -> None:
    """Below the least evidence no archetype is named, no share is drawn and no strategy given."""
    store, token = visitor
    store.replace_draft(token, FEW, {})
    page = shown(opened("result"))
    text = load_text("en")
    assert text("result.support.title") not in page
    assert text("result.strategy.title") not in page
    assert 'class="bar' not in page


def test_an_answer_is_stored_when_it_is_given(visitor: tuple[Store, str]) -> None:
    """Choosing an option writes it at once, before any button is pressed."""
    store, token = visitor
    at = opened("questions")
    at.radio[0].set_value("finance").run()
    assert store.open_draft(token).responses == {"industry": "finance"}


def test_going_back_changes_no_answer(visitor: tuple[Store, str]) -> None:
    """Next and Back leave the answers as they are, and the widget shows the stored one."""
    store, token = visitor
    at = opened("questions")
    at.radio[0].set_value("health").run()
    at.button(key="next").click().run()
    at.radio[0].set_value("huge").run()
    at.button(key="back").click().run()
    assert at.radio[0].value == "health"
    assert store.open_draft(token).responses == {"industry": "health", "size": "huge"}


def test_the_newest_answer_of_two_tabs_wins(visitor: tuple[Store, str]) -> None:
    """A tab that shows an older answer takes over the newer one and does not write its own back."""
    store, token = visitor
    first = opened("questions")
    first.radio[0].set_value("health").run()
    second = opened("questions")
    second.radio[0].set_value("finance").run()
    first.run()
    assert first.radio[0].value == "finance"
    assert store.open_draft(token).responses == {"industry": "finance"}


def test_a_language_switch_keeps_every_answer(visitor: tuple[Store, str]) -> None:
    """The same draft is shown in another language with the same option chosen."""
    store, token = visitor
    store.replace_draft(token, CLEAR, {"position": "0"})
    for language in LANGUAGES:
        at = opened("questions", language)
        assert at.radio[0].value == "software"
    assert store.open_draft(token).responses == CLEAR


def test_every_question_offers_dont_know_last(visitor: tuple[Store, str]) -> None:
    """Every question can be answered with "I don't know", which stands last."""
    store, token = visitor
    text = load_text("en")
    for position in range(len(load_model().core_questions)):
        store.replace_draft(token, {}, {"position": str(position)})
        assert opened("questions").radio[0].options[-1] == text("questions.dont_know.label")


def test_further_questions_are_offered_until_the_verdict_is_clear(visitor: tuple[Store, str]) -> None:
    """After the core questions two more are offered, but not when the verdict is clear."""
    store, token = visitor
    end = str(len(load_model().core_questions))
    for answers, offered in ((BETWEEN, True), (CLEAR, False)):
        store.replace_draft(token, answers, {"position": end})
        keys = [button.key for button in opened("questions").button]
        assert ("more" in keys) == offered


def test_trying_another_answer_saves_nothing(visitor: tuple[Store, str]) -> None:
    """The what-if on the result page tells what would come of it and leaves the draft alone."""
    store, token = visitor
    store.replace_draft(token, BETWEEN, {})
    at = opened("result")
    at.selectbox(key="try_question").set_value("last_live").run()
    at.selectbox(key="try.last_live").set_value("central").run()
    assert "Independent" in at.markdown[-1].value or any("Independent" in m.value for m in at.markdown)
    assert store.open_draft(token).responses == BETWEEN


def test_head_counts_of_older_drafts_are_the_team(visitor: tuple[Store, str]) -> None:
    """Head counts entered before there were tools are people now, and the roles missing are named."""
    store, token = visitor
    store.replace_draft(token, CLEAR, {"team.ml_engineer": "3"})
    at = opened("roles")
    assert "3 people" in shown(at)
    assert load_text("en")("roles.data_engineer.duty") in shown(at)


def test_a_chosen_target_changes_the_strategy_and_not_the_result(visitor: tuple[Store, str]) -> None:
    """The strategy follows the target; headline and answers stay."""
    store, token = visitor
    store.replace_draft(token, CLEAR, {"target": "ml_first"})
    page = shown(opened("result"))
    assert "Shown for ML-first" in page
    assert "The answers match the" in page


def test_an_example_leaves_the_own_answers_alone(visitor: tuple[Store, str]) -> None:
    """A worked organisation is shown without buttons that would change or share anything."""
    store, token = visitor
    store.replace_draft(token, CLEAR, {})
    case = load_cases(load_model())[0]
    at = AppTest.from_function(page_script, args=("result", "en"), default_timeout=60)
    at.session_state["example_chosen"] = case.id
    at.run()
    assert case.name in shown(at)
    assert "share" not in [button.key for button in at.button]
    assert store.open_draft(token).responses == CLEAR


def shared_script(token: str) -> None:
    """Draw the page behind a shared link."""
    from advisor.ui import state as ui_state
    from advisor.ui.screens import shared

    shared.show(ui_state.arrive(), token)


def test_a_shared_result_is_read_only_and_can_be_withdrawn(visitor: tuple[Store, str]) -> None:
    """A link shows the result without buttons, and nothing of it once it is withdrawn."""
    store, token = visitor
    model = load_model()
    link = store.share(token, dump(model, SaveFile(CLEAR, "Acme")))
    at = AppTest.from_function(shared_script, args=(link,), default_timeout=60).run()
    assert not at.exception
    assert "The answers match the" in shown(at)
    assert "Acme" in shown(at)
    assert not at.button
    store.revoke_snapshots(token)
    gone = AppTest.from_function(shared_script, args=(link,), default_timeout=60).run()
    assert load_text("en")("ui.result.shared_gone") in shown(gone)
    assert "The answers match the" not in shown(gone)


def test_markup_in_a_name_is_shown_as_text(visitor: tuple[Store, str]) -> None:
    """An organisation's name cannot become markup on the page of a shared result."""
    store, token = visitor
    link = store.share(token, dump(load_model(), SaveFile(CLEAR, "<img src=x onerror=alert(1)>")))
    page = shown(AppTest.from_function(shared_script, args=(link,), default_timeout=60).run())
    assert "<img" not in page
    assert "&lt;img" in page


def test_a_store_that_fails_is_told_and_the_page_goes_on(
    visitor: tuple[Store, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the store away an answer is kept in the window, the page says so, and it is saved later."""
    from advisor.errors import StoreUnavailable

    store, token = visitor
    at = opened("questions")
    with monkeypatch.context() as broken:

        def refuse(*_: object, **__: object) -> None:
            raise StoreUnavailable("locked", "TEST")

        for name in ("save_answer", "open_draft", "save_late"):
            broken.setattr(Store, name, refuse)
        at.radio[0].set_value("health").run()
        assert load_text("en")("ui.question.not_saved") in shown(at)
        assert at.radio[0].value == "health"
    at.session_state["draft_session"]._ask_again_at = 0.0
    at.run()
    assert store.open_draft(token).responses == {"industry": "health"}


def test_the_save_file_of_the_page_is_the_one_of_the_command_line(visitor: tuple[Store, str]) -> None:
    """What the page would download reads back to the same answers."""
    from advisor.content import savefile

    model = load_model()
    text = dump(model, SaveFile(BETWEEN, "Acme", None, "ml_first", {"ml_engineer": 2}))
    assert savefile.parse(text.encode(), model, "x").responses == BETWEEN
    assert json.loads(text)["schema_version"] == savefile.SCHEMA_VERSION
