"""The tools' pages in every language, and the links that lead to them."""

import json

import pytest

from advisor.content.practice.sheets import TOOLS
from advisor.content.text import LANGUAGES, load_text
from advisor.errors import StoreUnavailable
from advisor.store import Store
from tests.answers import BETWEEN, CLEAR, FEW
from tests.ui.opening import opened, opened_tool, shown

STATES = {"clear": CLEAR, "between": BETWEEN, "insufficient": FEW, "empty": {}}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tool", ["", *TOOLS])
@pytest.mark.parametrize("answers", STATES)
def test_every_tool_is_drawn_in_every_language(
    tool: str, language: str, answers: str, visitor: tuple[Store, str]
) -> None:
    """A tool draws without input and whatever the verdict is, with exactly one main heading."""
    store, token = visitor
    store.replace_draft(token, STATES[answers], {})
    at = opened_tool(tool, language)
    assert not at.exception
    assert shown(at).count("<h1") == 1


def test_an_unreadable_sheet_stops_no_page(visitor: tuple[Store, str]) -> None:
    """What is stored for a tool and cannot be read is an empty sheet to every page, and stays where it is."""
    store, token = visitor
    broken = {f"sheet.{tool}": json.dumps({"nonsense": 1}) for tool in TOOLS}
    store.replace_draft(token, CLEAR, broken)
    for tool in TOOLS:
        at = opened_tool(tool)
        assert not at.exception
        assert load_text("en")("tools.frame.unreadable") in shown(at)
    assert store.open_draft(token).extras == broken


def test_every_gap_of_a_result_leads_to_a_tool(visitor: tuple[Store, str]) -> None:
    """The result links to the plan with chances for its steps, and to the team where none is entered."""
    store, token = visitor
    store.replace_draft(token, CLEAR, {})
    page = shown(opened("result"))
    text = load_text("en")
    assert text("tools.gaps.team_unknown") in page
    assert f"[{text('tools.team.name')}](team)" in page
    assert f"[{text('tools.planning.name')}](planning)" in page


def test_a_tool_waits_until_its_sheet_was_read(
    visitor: tuple[Store, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the store has never answered, no field is offered that would replace what nobody has seen."""
    store, token = visitor
    kept = {"sheet.process": json.dumps({"entries": {"P01": {"state": "partly"}}})}
    store.replace_draft(token, CLEAR, kept)
    with monkeypatch.context() as patched:
        patched.setattr(Store, "open_draft", gone)
        at = opened_tool("process")
        assert not at.exception
        assert load_text("en")("tools.frame.away") in shown(at)
        assert not at.selectbox
    assert opened_tool("process").selectbox(key="field.process.P01.state").value == "partly"
    assert store.open_draft(token).extras == kept


def gone(*_: object) -> None:
    """Stand for a store that does not answer."""
    raise StoreUnavailable("gone", "TEST")
