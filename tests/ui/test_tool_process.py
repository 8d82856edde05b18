"""The checklist of process documents as a page."""

import json

from advisor.store import Store
from tests.answers import CLEAR
from tests.ui.opening import opened_tool, shown


def stored(store: Store, token: str) -> dict[str, object]:
    """The sheet as it is in the store."""
    return dict(json.loads(store.open_draft(token).extras.get("sheet.process", "{}")))


def test_a_state_is_stored_at_once(visitor: tuple[Store, str]) -> None:
    """Choosing a state writes it, and the fields that then appear are written, too."""
    store, token = visitor
    store.replace_draft(token, CLEAR, {})
    at = opened_tool("process")
    at.selectbox(key="field.process.P01.state").set_value("partly").run()
    assert stored(store, token) == {"entries": {"P01": {"state": "partly"}}}
    at.text_input(key="field.process.P01.where").set_value("<b>wiki</b>").run()
    assert stored(store, token) == {"entries": {"P01": {"state": "partly", "where": "<b>wiki</b>"}}}
    page = shown(opened_tool("process"))
    assert "&lt;b&gt;wiki" in page
    assert "<b>wiki" not in page


def test_the_newer_entry_of_another_tab_is_kept(visitor: tuple[Store, str]) -> None:
    """A tab that shows an older state takes over the newer one and writes its own change beside it."""
    store, token = visitor
    at = opened_tool("process")
    at.selectbox(key="field.process.P01.state").set_value("none").run()
    other = {"entries": {"P01": {"state": "documented"}}}
    store.save_extra(token, "sheet.process", json.dumps(other))
    at.selectbox(key="field.process.P02.state").set_value("partly").run()
    entries = stored(store, token)["entries"]
    assert entries == {"P01": {"state": "documented"}, "P02": {"state": "partly"}}


def test_another_area_keeps_what_was_entered(visitor: tuple[Store, str]) -> None:
    """Going to another area and back loses nothing."""
    store, token = visitor
    at = opened_tool("process")
    at.selectbox(key="field.process.P01.state").set_value("partly").run()
    at.selectbox(key="area.process").select_index(2).run()
    at.selectbox(key="field.process.P14.state").set_value("none").run()
    at.selectbox(key="area.process").select_index(0).run()
    assert at.selectbox(key="field.process.P01.state").value == "partly"
    assert set(stored(store, token)["entries"]) == {"P01", "P14"}  # type: ignore[call-overload]


def test_what_another_tab_cleared_stays_clear(visitor: tuple[Store, str]) -> None:
    """A choice that another tab took back is shown empty, and does not come back."""
    store, token = visitor
    at = opened_tool("process")
    at.selectbox(key="field.process.P01.state").set_value("none").run()
    store.save_extra(token, "sheet.process", "{}")
    at.selectbox(key="field.process.P02.state").set_value("partly").run()
    assert stored(store, token) == {"entries": {"P02": {"state": "partly"}}}
    assert at.selectbox(key="field.process.P01.state").value is None
