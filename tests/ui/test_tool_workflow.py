"""The workflow as a page: what is entered is stored at once and shown again."""

import json

from advisor.content.text import load_text
from advisor.store import Store
from tests.answers import CLEAR
from tests.ui.opening import opened_tool, shown

TEAM = {"people": [{"name": "Kim", "roles": ["data_engineer"]}, {"name": "이", "roles": ["data_scientist"]}]}


def stored(store: Store, token: str) -> dict[str, dict[str, str]]:
    """The sheet as it is in the store."""
    return dict(json.loads(store.open_draft(token).extras.get("sheet.workflow", "{}")))


def begin(store: Store, token: str, **sheets: object) -> None:
    """A draft with a team, and with these sheets."""
    kept = {"team": TEAM} | sheets
    store.replace_draft(token, CLEAR, {f"sheet.{tool}": json.dumps(sheet) for tool, sheet in kept.items()})


def test_looking_at_the_page_stores_nothing(visitor: tuple[Store, str]) -> None:
    """A page that is only opened leaves no sheet behind, and without a team it leads to the team."""
    store, token = visitor
    text = load_text("en")
    at = opened_tool("workflow")
    assert stored(store, token) == {}
    assert f"[{text('workflow.input.to_team')}](team)" in shown(at)
    begin(store, token)
    assert f"[{text('workflow.input.to_team')}](team)" not in shown(opened_tool("workflow"))
    assert stored(store, token) == {}


def test_a_doer_is_stored_at_once_and_can_be_taken_back(visitor: tuple[Store, str]) -> None:
    """Choosing who does a stage writes it; choosing the roles again removes it."""
    store, token = visitor
    begin(store, token)
    at = opened_tool("workflow")
    at.selectbox(key="field.workflow:doer:interface").set_value("outside").run()
    assert stored(store, token) == {"doers": {"interface": "outside"}}
    again = opened_tool("workflow")
    field = again.selectbox(key="field.workflow:doer:interface")
    assert field.value == "outside"
    field.set_value("as_told").run()
    assert stored(store, token) == {}


def test_somebody_elses_name_is_stored_and_stays_data(visitor: tuple[Store, str]) -> None:
    """A name that is typed is stored with its stage and shown as text."""
    store, token = visitor
    begin(store, token)
    at = opened_tool("workflow")
    at.selectbox(key="field.workflow:doer:serve").set_value("named").run()
    at.text_input(key="field.workflow:name:serve").set_value("<b>Park</b>").run()
    assert stored(store, token) == {"doers": {"serve": "named"}, "names": {"serve": "<b>Park</b>"}}
    page = shown(opened_tool("workflow"))
    assert "&lt;b&gt;Park" in page
    assert "<b>Park" not in page


def test_somebody_of_the_team_can_be_chosen(visitor: tuple[Store, str]) -> None:
    """A person of the team is chosen by name and stored by it."""
    store, token = visitor
    begin(store, token)
    at = opened_tool("workflow")
    at.selectbox(key="field.workflow:doer:serve").set_value("@이").run()
    assert stored(store, token) == {"doers": {"serve": "named"}, "names": {"serve": "이"}}
    assert opened_tool("workflow").selectbox(key="field.workflow:doer:serve").value == "@이"


def test_a_broken_handoff_is_stored_and_answered(visitor: tuple[Store, str]) -> None:
    """A handoff has a field; what is said of it is stored, and the answer above follows at once."""
    store, token = visitor
    begin(store, token)
    at = opened_tool("workflow")
    at.selectbox(key="field.workflow:handoff:pipeline").set_value("broken").run()
    assert stored(store, token) == {"handoffs": {"pipeline": "broken"}}
    assert "the chain breaks first on the way from" in shown(at)
    at.selectbox(key="field.workflow:handoff:pipeline").set_value("unknown").run()
    assert stored(store, token) == {}


def test_what_was_said_of_a_handoff_survives_another_doer(visitor: tuple[Store, str]) -> None:
    """Where the work changes hands no more, what was said is kept for when it does again."""
    store, token = visitor
    begin(store, token, workflow={"handoffs": {"pipeline": "agreed"}})
    at = opened_tool("workflow")
    at.selectbox(key="field.workflow:doer:model").set_value("data_engineer").run()
    at.selectbox(key="field.workflow:doer:model").set_value("as_told").run()
    assert stored(store, token) == {"handoffs": {"pipeline": "agreed"}}
    assert at.selectbox(key="field.workflow:handoff:pipeline").value == "agreed"


def test_the_newer_entry_of_another_tab_is_kept(visitor: tuple[Store, str]) -> None:
    """A tab that shows an older entry takes over the newer one and writes its own change beside it."""
    store, token = visitor
    begin(store, token)
    at = opened_tool("workflow")
    store.save_extra(token, "sheet.workflow", json.dumps({"doers": {"serve": "nobody"}}))
    at.selectbox(key="field.workflow:doer:learn").set_value("outside").run()
    assert stored(store, token)["doers"] == {"serve": "nobody", "learn": "outside"}
