"""Feedback and failure as a page."""

import json
from typing import Any

import pytest

from advisor.content.practice.feedback import handbook
from advisor.store import Store
from tests.answers import CLEAR
from tests.ui.opening import opened_tool, shown


def stored(store: Store, token: str) -> dict[str, Any]:
    """The sheet as it is in the store."""
    return dict(json.loads(store.open_draft(token).extras.get("sheet.feedback", "{}")))


def test_a_type_is_stored_at_once(visitor: tuple[Store, str]) -> None:
    """Choosing a state writes it; where is asked then, written too, and shown as text."""
    store, token = visitor
    store.replace_draft(token, CLEAR, {})
    at = opened_tool("feedback")
    at.selectbox(key="field.feedback.free_text.state").set_value("collected").run()
    assert stored(store, token) == {"streams": {"free_text": {"state": "collected"}}}
    at.text_input(key="field.feedback.free_text.where").set_value("<b>forum</b>").run()
    assert stored(store, token) == {"streams": {"free_text": {"state": "collected", "where": "<b>forum</b>"}}}
    again = opened_tool("feedback", "ja")
    assert again.selectbox(key="field.feedback.free_text.state").value == "collected"
    assert "&lt;b&gt;forum" in shown(again)
    assert "<b>forum" not in shown(again)


def test_an_item_is_stored_and_taken_back(visitor: tuple[Store, str]) -> None:
    """An item of the checklist is written at once, and is gone when its answer is taken back."""
    store, token = visitor
    at = opened_tool("feedback")
    at.selectbox(key="field.feedback.backup.state").set_value("no").run()
    assert stored(store, token) == {"checks": {"backup": {"state": "no"}}}
    assert "Mend first: a backup plan" in shown(at)
    at.selectbox(key="field.feedback.backup.state").set_value(None).run()
    assert stored(store, token) == {}


def test_the_newer_entry_of_another_tab_is_kept(visitor: tuple[Store, str]) -> None:
    """A tab that shows an older state takes over the newer one and writes its own change beside it."""
    store, token = visitor
    at = opened_tool("feedback")
    at.selectbox(key="field.feedback.free_text.state").set_value("possible").run()
    other = {"streams": {"free_text": {"state": "collected"}}}
    store.save_extra(token, "sheet.feedback", json.dumps(other))
    at.selectbox(key="field.feedback.corrections.state").set_value("impossible").run()
    assert stored(store, token)["streams"] == {
        "free_text": {"state": "collected"},
        "corrections": {"state": "impossible"},
    }


@pytest.mark.parametrize("language", ["en", "ko", "ja"])
def test_every_field_has_its_own_label(language: str, visitor: tuple[Store, str]) -> None:
    """No two fields are called the same, also when every place is asked for."""
    store, token = visitor
    streams = {type_.id: {"state": "collected"} for type_ in handbook().type}
    checks = {item.id: {"state": "yes"} for item in handbook().item}
    store.replace_draft(token, {}, {"sheet.feedback": json.dumps({"streams": streams, "checks": checks})})
    at = opened_tool("feedback", language)
    labels = [field.label for field in (*at.selectbox, *at.text_input)]
    assert len(labels) == len(set(labels)) == 2 * (len(streams) + len(checks))
