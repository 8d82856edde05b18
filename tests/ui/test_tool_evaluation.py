"""The page of the evaluation sheets: each change is in the store at once, and a second opening shows it."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from advisor.content.loader import load_model
from advisor.content.practice.evaluation import MAX_CRITERIA
from advisor.content.text import LANGUAGES
from advisor.store import Store
from tests.answers import CLEAR
from tests.ui.opening import opened_tool, shown

Visitor = tuple[Store, str]


def stored(visitor: Visitor) -> dict[str, Any]:
    """The sheet as the store has it."""
    store, token = visitor
    sheet: dict[str, Any] = json.loads(store.open_draft(token).extras.get("sheet.evaluation", "{}"))
    return sheet


def opened(visitor: Visitor, language: str = "en", **sheet: Any) -> AppTest:
    """The page of an organisation that has entered this."""
    store, token = visitor
    store.replace_draft(token, CLEAR, {"sheet.evaluation": json.dumps(sheet)} if sheet else {})
    at = opened_tool("evaluation", language)
    assert not at.exception
    return at


def test_opening_records_nothing(visitor: Visitor) -> None:
    """Only looking at the page leaves nothing behind."""
    opened(visitor)
    assert stored(visitor) == {}


def test_roles_of_the_team_come_first(visitor: Visitor) -> None:
    """The roles that the team holds are offered before the others."""
    store, token = visitor
    team = json.dumps({"people": [{"roles": ["developer", "ml_researcher"]}]})
    store.replace_draft(token, CLEAR, {"sheet.team": team})
    options = opened_tool("evaluation").multiselect(key="field.eval.roles").options
    assert options[:2] == ["ML researcher", "Developer"]


def test_a_sheet_is_recorded_at_once(visitor: Visitor) -> None:
    """Roles, expectations and what is not expected are stored with each change, and shown again."""
    at = opened(visitor)
    at.multiselect(key="field.eval.roles").select("developer").run()
    at.text_area(key="field.eval.developer.expectation").input("compares two ways").run()
    at.text_area(key="field.eval.developer.if_fails").input("by the comparison").run()
    at.multiselect(key="field.eval.developer.without").select("code").run()
    assert stored(visitor) == {
        "roles": ["developer"],
        "sheets": {
            "developer": {
                "without": ["code"],
                "expectation": "compares two ways",
                "if_fails": "by the comparison",
            }
        },
    }
    again = opened_tool("evaluation")
    assert again.text_area(key="field.eval.developer.expectation").value == "compares two ways"
    assert "For every role it is agreed" in shown(again)


def test_a_role_that_is_left_out_keeps_its_sheet(visitor: Visitor) -> None:
    """Taking a role away and back again shows what had been agreed for it."""
    at = opened(visitor, roles=["developer"], sheets={"developer": {"expectation": "x"}})
    at.multiselect(key="field.eval.roles").unselect("developer").run()
    assert stored(visitor) == {"sheets": {"developer": {"expectation": "x"}}}
    at.multiselect(key="field.eval.roles").select("developer").run()
    assert at.text_area(key="field.eval.developer.expectation").value == "x"


def test_one_sheet_at_a_time(visitor: Visitor) -> None:
    """With several roles a sheet is chosen, and each keeps its own words."""
    at = opened(visitor, roles=["developer", "ml_engineer"], sheets={"developer": {"expectation": "x"}})
    at.selectbox(key="eval.role").select("ml_engineer").run()
    at.text_area(key="field.eval.ml_engineer.expectation").input("y").run()
    sheets = stored(visitor)["sheets"]
    assert sheets == {"developer": {"expectation": "x"}, "ml_engineer": {"expectation": "y"}}


def test_a_criterion_is_added_answered_and_removed(visitor: Visitor) -> None:
    """A criterion is flagged by its words, cleared by the answer, and gone when removed."""
    at = opened(visitor, roles=["developer"])
    for words in (" <b>Launches</b> on time ", "Kind"):
        at.text_input(key="eval.developer.new").input(words)
        at.button(key="eval.developer.add").click().run()
    own = stored(visitor)["sheets"]["developer"]["criteria"]
    assert own == [{"text": "<b>Launches</b> on time"}, {"text": "Kind"}]
    assert "may hang on the project" in shown(at)
    assert "&lt;b&gt;Launches" in shown(at)
    assert "<b>Launches" not in shown(at)
    asked = [box for box in at.selectbox if "Still met" in box.label]
    asked[0].select("yes").run()
    assert stored(visitor)["sheets"]["developer"]["criteria"][0]["survives"] == "yes"
    assert "may hang on the project" not in shown(at)
    at.button(key="eval.developer.remove").click().run()
    assert stored(visitor)["sheets"]["developer"]["criteria"] == [{"text": "Kind"}]
    assert [box.value for box in at.selectbox if "Still met" in box.label] == [None]
    at.run()
    assert stored(visitor)["sheets"]["developer"]["criteria"] == [{"text": "Kind"}]
    assert not at.exception


@pytest.mark.parametrize(("words", "told"), [("  ", "Write the criterion first."), ("Kind", "already")])
def test_a_bad_criterion_is_refused(words: str, told: str, visitor: Visitor) -> None:
    """A criterion without words, or one that is there, is told and changes nothing."""
    before = {"roles": ["developer"], "sheets": {"developer": {"criteria": [{"text": "Kind"}]}}}
    at = opened(visitor, **before)
    at.text_input(key="eval.developer.new").input(words)
    at.button(key="eval.developer.add").click().run()
    assert told in shown(at)
    assert stored(visitor) == before


def test_a_full_sheet_takes_no_more(visitor: Visitor) -> None:
    """When there is no room for another criterion, that is said with the limit."""
    own = [{"text": f"criterion {n}"} for n in range(MAX_CRITERIA)]
    at = opened(visitor, roles=["developer"], sheets={"developer": {"criteria": own}})
    at.text_input(key="eval.developer.new").input("one more")
    at.button(key="eval.developer.add").click().run()
    assert f"room for {MAX_CRITERIA} criteria" in shown(at)
    assert stored(visitor)["sheets"]["developer"]["criteria"] == own


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_sheet_is_drawn(language: str, visitor: Visitor) -> None:
    """All nine roles with long words draw in every language and offer their file."""
    roles = [role.id for role in load_model().roles]
    own = {
        "expectation": "長い" * 400,
        "criteria": [{"text": "매출 " * 20}, {"text": "出" * 100, "survives": "no"}],
    }
    at = opened(visitor, language, roles=roles, sheets=dict.fromkeys(roles, own))
    assert len(at.get("download_button")) == 1
    assert shown(at).count("<table") == 1
