"""The hiring kit's page: each change is in the store at once, and a second opening shows it."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from advisor.content.practice.hiring import MAX_OWN
from advisor.content.text import LANGUAGES
from advisor.store import Store
from tests.answers import CLEAR
from tests.ui.opening import opened_tool, shown

Visitor = tuple[Store, str]


def stored(visitor: Visitor) -> dict[str, Any]:
    """The sheet as the store has it."""
    store, token = visitor
    sheet: dict[str, Any] = json.loads(store.open_draft(token).extras.get("sheet.hiring", "{}"))
    return sheet


def opened(visitor: Visitor, language: str = "en", **sheet: Any) -> AppTest:
    """The page of an organisation that has entered this."""
    store, token = visitor
    store.replace_draft(token, CLEAR, {"sheet.hiring": json.dumps(sheet)} if sheet else {})
    at = opened_tool("hiring", language)
    assert not at.exception
    return at


def test_opening_records_nothing(visitor: Visitor) -> None:
    """Only looking at the page leaves nothing behind."""
    opened(visitor)
    assert stored(visitor) == {}


def test_demands_are_recorded_at_once(visitor: Visitor) -> None:
    """What must be met and what would be nice is stored with each choice, and shown again."""
    at = opened(visitor)
    at.multiselect(key="field.hire.ml_engineer.must").select("train_live").run()
    assert stored(visitor)["kits"]["ml_engineer"]["must"] == ["train_live"]
    at.multiselect(key="field.hire.ml_engineer.nice").select("sql").run()
    at.multiselect(key="field.hire.ml_engineer.must").select("doctorate").run()
    assert stored(visitor)["kits"]["ml_engineer"] == {"must": ["train_live", "doctorate"], "nice": ["sql"]}
    again = opened_tool("hiring")
    assert again.multiselect(key="field.hire.ml_engineer.must").value == ["train_live", "doctorate"]
    assert "two roles in one person" in shown(again)


def test_a_must_is_no_longer_only_nice(visitor: Visitor) -> None:
    """A demand is offered as nice only while it is not a must, and the rest of what is nice stays."""
    at = opened(visitor, kits={"ml_engineer": {"nice": ["sql", "train_live"]}}, role="ml_engineer")
    at.multiselect(key="field.hire.ml_engineer.must").select("train_live").run()
    assert stored(visitor)["kits"]["ml_engineer"] == {"must": ["train_live"], "nice": ["sql"]}
    at.run()
    assert at.multiselect(key="field.hire.ml_engineer.nice").value == ["sql"]


def test_every_role_keeps_its_kit(visitor: Visitor) -> None:
    """Another role begins with an empty kit, and the first one is as it was left."""
    at = opened(visitor)
    at.multiselect(key="field.hire.ml_engineer.must").select("train_live").run()
    at.selectbox(key="field.hire.role").select("developer").run()
    at.multiselect(key="field.hire.developer.must").select("api").run()
    kits = stored(visitor)["kits"]
    assert stored(visitor)["role"] == "developer"
    assert (kits["ml_engineer"]["must"], kits["developer"]["must"]) == (["train_live"], ["api"])
    at.selectbox(key="field.hire.role").select("ml_engineer").run()
    assert at.multiselect(key="field.hire.ml_engineer.must").value == ["train_live"]


def test_an_own_demand_is_added_and_removed(visitor: Visitor) -> None:
    """A demand in the leader's words is stored when it is added, and gone when it is removed."""
    at = opened(visitor)
    at.text_input(key="hire.ml_engineer.own_text").input(" <b>한국어</b> ")
    at.selectbox(key="hire.ml_engineer.own_role").select("developer")
    at.button(key="hire.ml_engineer.own_add").click().run()
    own = stored(visitor)["kits"]["ml_engineer"]["own"]
    assert own == [{"text": "<b>한국어</b>", "role": "developer"}]
    assert "&lt;b&gt;한국어" in shown(at)
    at.button(key="hire.ml_engineer.remove").click().run()
    assert "own" not in stored(visitor).get("kits", {}).get("ml_engineer", {})
    assert not at.exception


def test_a_blank_demand_is_refused(visitor: Visitor) -> None:
    """A demand without words is told, and nothing is stored."""
    at = opened(visitor)
    at.button(key="hire.ml_engineer.own_add").click().run()
    assert "Write the demand first." in shown(at)
    assert stored(visitor) == {}


def test_a_full_kit_takes_no_more(visitor: Visitor) -> None:
    """When there is no room for another own demand, that is said with the limit."""
    own = [{"text": f"demand {n}"} for n in range(MAX_OWN)]
    at = opened(visitor, role="ml_engineer", kits={"ml_engineer": {"own": own}})
    at.text_input(key="hire.ml_engineer.own_text").input("one more")
    at.button(key="hire.ml_engineer.own_add").click().run()
    assert f"room for {MAX_OWN} demands" in shown(at)
    assert stored(visitor)["kits"]["ml_engineer"]["own"] == own


def test_rounds_and_offers_are_recorded(visitor: Visitor) -> None:
    """Rounds, what is enough in them, and offers are stored at once."""
    at = opened(visitor, role="ml_engineer", kits={"ml_engineer": {"must": ["software"]}})
    at.multiselect(key="field.hire.ml_engineer.forms").select("theory").run()
    at.multiselect(key="field.hire.ml_engineer.theory.also").select("software").run()
    at.text_input(key="field.hire.ml_engineer.theory.bar").input("knows overfitting").run()
    at.selectbox(key="field.hire.offer.mission").select("have").run()
    sheet = stored(visitor)
    assert sheet["kits"]["ml_engineer"]["rounds"] == [
        {"form": "theory", "also": ["software"], "bar": "knows overfitting"}
    ]
    assert sheet["offers"] == {"mission": "have"}
    assert "every must-demand" in shown(opened_tool("hiring"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_kit_is_drawn(language: str, visitor: Visitor) -> None:
    """A kit with everything in it draws in every language and offers its file."""
    kit = {
        "must": ["doctorate", "train_live", "pipelines"],
        "own": [{"text": "長い" * 50}],
        "rounds": [{"form": "mathematics"}, {"form": "past_projects"}],
    }
    at = opened(visitor, language, role="ml_engineer", kits={"ml_engineer": kit})
    assert len(at.get("download_button")) == 1
    assert shown(at).count("<table") == 3
