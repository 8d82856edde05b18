"""Managing as a page."""

import json
from typing import Any

import pytest

from advisor.content.practice.managing import handbook
from advisor.store import Store
from tests.answers import CLEAR
from tests.ui.opening import opened_tool, shown


def stored(store: Store, token: str) -> dict[str, Any]:
    """The sheet as it is in the store."""
    return dict(json.loads(store.open_draft(token).extras.get("sheet.managing", "{}")))


def test_each_kind_of_input_is_stored_at_once(visitor: tuple[Store, str]) -> None:
    """Points, questions, numbers and words are written as they are entered, and shown again."""
    store, token = visitor
    store.replace_draft(token, CLEAR, {})
    at = opened_tool("managing")
    at.selectbox(key="field.managing.point.chances").set_value("no").run()
    assert stored(store, token) == {"points": {"chances": "no"}}
    at.selectbox(key="field.managing.manager.scope").set_value("central").run()
    at.number_input(key="field.managing.size.teams").set_value(6).run()
    at.selectbox(key="field.managing.size.regulated").set_value("yes").run()
    at.text_input(key="field.managing.board.metric").set_value("F1").run()
    at.text_area(key="field.managing.board.risk").set_value("<b>all</b>\nusers").run()
    whole = {
        "points": {"chances": "no"},
        "manager": {"scope": "central"},
        "size": {"teams": 6, "regulated": "yes"},
        "board": {"metric": "F1", "risk": "<b>all</b>\nusers"},
    }
    assert stored(store, token) == whole
    again = opened_tool("managing", "ko")
    assert again.number_input(key="field.managing.size.teams").value == 6
    assert again.text_area(key="field.managing.board.risk").value == "<b>all</b>\nusers"
    assert "&lt;b&gt;all" in shown(again)
    assert "<b>all" not in shown(again)
    assert stored(store, token) == whole


def test_the_conclusion_follows_the_answers(visitor: tuple[Store, str]) -> None:
    """Without input the page says what comes first; an answer changes the conclusion in the same run."""
    store, token = visitor
    store.replace_draft(token, CLEAR, {})
    at = opened_tool("managing")
    assert "For Embedded, begin with: plans with chances" in shown(at)
    at.selectbox(key="field.managing.point.chances").set_value("yes").run()
    assert "Begin with: data and computing power on time." in shown(at)


def test_the_newer_entry_of_another_tab_is_kept(visitor: tuple[Store, str]) -> None:
    """A tab that shows an older text takes over the newer one and writes its own change beside it."""
    store, token = visitor
    at = opened_tool("managing")
    at.text_input(key="field.managing.board.metric").set_value("F1").run()
    store.save_extra(token, "sheet.managing", json.dumps({"board": {"metric": "Orders"}}))
    at.selectbox(key="field.managing.point.inputs").set_value("partly").run()
    assert stored(store, token) == {"points": {"inputs": "partly"}, "board": {"metric": "Orders"}}


def test_an_answer_taken_back_leaves_nothing(visitor: tuple[Store, str]) -> None:
    """A field that is emptied again takes its entry out of the store."""
    store, token = visitor
    at = opened_tool("managing")
    at.selectbox(key="field.managing.manager.trust").set_value("dont_know").run()
    assert stored(store, token) == {"manager": {"trust": "dont_know"}}
    at.selectbox(key="field.managing.manager.trust").set_value(None).run()
    assert stored(store, token) == {}


@pytest.mark.parametrize("language", ["en", "ko", "ja"])
def test_every_field_has_its_own_label(language: str, visitor: tuple[Store, str]) -> None:
    """Every point, question and part of the board has one field, and no two are called the same."""
    at = opened_tool("managing", language)
    groups = (at.selectbox, at.text_input, at.text_area, at.number_input)
    labels = [field.label for group in groups for field in group]
    assert len(labels) == len(set(labels)) == len(handbook().point) + len(handbook().question) + 4 + 11
