"""The plan with chances as a page: tasks one by one, a table at once, the example, and what is stored."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from advisor.content.practice.planning_table import csv_of
from advisor.content.text import LANGUAGES, load_text
from advisor.core.practice.planning import Task
from advisor.store import Store
from tests.answers import CLEAR
from tests.ui.opening import opened_tool, shown

Visitor = tuple[Store, str]

EN = load_text("en")
A: dict[str, object] = {"id": "A", "name": "First <b>", "chance": 0.5, "high": 2.0}
B: dict[str, object] = {"id": "B", "after": ["A"], "chance": 0.8}


def stored(visitor: Visitor) -> dict[str, Any]:
    """The project as it is in the store."""
    store, token = visitor
    project: dict[str, Any] = json.loads(store.open_draft(token).extras.get("sheet.planning", "{}"))
    return project


def put(visitor: Visitor, *tasks: Mapping[str, object], **more: object) -> None:
    """Store these tasks as another tab would."""
    store, token = visitor
    store.save_extra(token, "sheet.planning", json.dumps({"tasks": tasks, **more}))


def press(at: AppTest, label: str) -> AppTest:
    """Press the button with this label."""
    return next(button for button in at.button if button.label == label).click().run()


def field(elements: Iterable[Any], key: str, form: str = "plan.add") -> Any:
    """The field of a form whose key ends like this."""
    return next(one for one in elements if one.key.startswith(form) and one.key.endswith(f".{key}"))


def fill(
    at: AppTest, *, low: float | None = 1.0, high: float | None = 2.0, chance: float | None = 50.0
) -> None:
    """Fill in the numbers of the form for a new task."""
    field(at.number_input, "low").set_value(low)
    field(at.number_input, "high").set_value(high)
    field(at.number_input, "chance").set_value(chance)


def test_a_task_added_is_stored_at_once(visitor: Visitor) -> None:
    """Each task is stored when added, the next form is empty, and a second opening shows it."""
    store, token = visitor
    store.replace_draft(token, CLEAR, {})
    at = opened_tool("planning")
    assert EN("planning.sentence.empty") in shown(at)
    field(at.text_input, "name").set_value("Get  data <b>")
    fill(at)
    at = press(at, "Add")
    assert not at.exception
    assert stored(visitor)["tasks"] == [{"id": "A", "name": "Get data <b>", "high": 2.0, "chance": 0.5}]
    assert field(at.text_input, "id").placeholder == "B"
    assert field(at.number_input, "chance").value is None
    field(at.multiselect, "after").set_value(["A"])
    field(at.selectbox, "state").set_value("running")
    field(at.checkbox, "research").set_value(True)
    fill(at, low=1.0, high=1.0, chance=80.0)
    press(at, "Add")
    assert stored(visitor)["tasks"][1] == {
        "id": "B",
        "after": ["A"],
        "chance": 0.8,
        "state": "running",
        "research": True,
    }
    page = shown(opened_tool("planning"))
    assert "chance of 40%" in page
    assert "Get data &lt;b&gt;" in page
    assert "Get data <b>" not in page


@pytest.mark.parametrize(
    ("numbers", "key"),
    [
        ({"chance": None}, "planning.input.need_chance"),
        ({"low": None, "high": None}, "planning.input.need_effort"),
    ],
)
def test_what_is_missing_is_asked_for(visitor: Visitor, numbers: dict[str, None], key: str) -> None:
    """Without a chance or an effort nothing is stored, and the page says what to enter."""
    at = opened_tool("planning")
    fill(at, **numbers)
    at = press(at, "Add")
    assert EN(key) in shown(at)
    assert stored(visitor) == {}


def test_one_number_of_weeks_is_enough(visitor: Visitor) -> None:
    """With only one end of the range, the task takes just that long."""
    at = opened_tool("planning")
    fill(at, low=None, high=3.0)
    press(at, "Add")
    assert stored(visitor)["tasks"] == [{"id": "A", "low": 3.0, "high": 3.0, "chance": 0.5}]


def test_what_does_not_fit_is_refused(visitor: Visitor) -> None:
    """An id that is there, weeks that fall, and a circle are told; what is stored stays."""
    put(visitor, A, B)
    at = opened_tool("planning")
    field(at.text_input, "id").set_value("A")
    fill(at)
    assert EN("planning.problem.repeated_id", task="A") in shown(press(at, "Add"))
    at = opened_tool("planning")
    fill(at, low=5.0)
    assert EN("planning.problem.order", task="C") in shown(press(at, "Add"))
    at = opened_tool("planning")
    field(at.multiselect, "after", "plan.change").set_value(["B"])
    page = shown(press(at, "Save the change"))
    assert "in a circle: B → A → B" in page or "in a circle: A → B → A" in page
    assert stored(visitor)["tasks"] == [A, B]


def test_nothing_is_asked_of_other_tasks_where_there_are_none(visitor: Visitor) -> None:
    """The first task is not asked what it needs; the second is."""
    assert not opened_tool("planning").multiselect
    put(visitor, A)
    assert field(opened_tool("planning").multiselect, "after").options == ["A · First <b>"]


def test_a_task_is_changed_and_the_others_follow(visitor: Visitor) -> None:
    """A new id is followed by the tasks that name it; what was not touched stays, to the last digit."""
    put(visitor, {**A, "chance": 0.123456}, B)
    at = opened_tool("planning")
    field(at.text_input, "id", "plan.change").set_value("Z")
    at = press(at, "Save the change")
    assert not at.exception
    assert [(task["id"], task.get("after")) for task in stored(visitor)["tasks"]] == [
        ("Z", None),
        ("B", ["Z"]),
    ]
    assert stored(visitor)["tasks"][0]["chance"] == 0.123456


def test_a_task_is_removed_with_its_traces(visitor: Visitor) -> None:
    """What is removed leaves the needs of others too, and the page says so."""
    put(visitor, A, B)
    at = press(opened_tool("planning"), "Remove this task")
    assert stored(visitor)["tasks"] == [{"id": "B", "chance": 0.8}]
    assert "was removed, also from the needs of B" in shown(at)
    at = press(at, "Remove this task")
    assert stored(visitor) == {}
    assert EN("planning.sentence.empty") in shown(at)


def test_the_chosen_week_is_stored_at_once(visitor: Visitor) -> None:
    """The week by which it must be there, and the present one, are stored and told at once."""
    put(visitor, A, B)
    at = opened_tool("planning")
    at = next(one for one in at.number_input if one.key == "field.plan.week").set_value(3).run()
    assert stored(visitor)["week"] == 3.0
    assert "By week 3 the plan" in shown(at)
    next(one for one in at.number_input if one.key == "field.plan.now").set_value(1).run()
    assert stored(visitor)["now"] == 1.0
    assert "By week 3 the plan" in shown(opened_tool("planning"))


def test_a_newer_value_of_another_tab_is_kept(visitor: Visitor) -> None:
    """What another tab has stored is shown here, and adding here loses nothing of it."""
    put(visitor, A)
    at = opened_tool("planning")
    put(visitor, A, B, week=4.0)
    at = at.run()
    assert stored(visitor)["week"] == 4.0
    fill(at)
    press(at, "Add")
    assert [task["id"] for task in stored(visitor)["tasks"]] == ["A", "B", "C"]
    assert stored(visitor)["week"] == 4.0


def test_pasted_rows_are_counted_before_they_are_used(visitor: Visitor) -> None:
    """A table is read, counted and used only when the button is pressed; the button says what it replaces."""
    put(visitor, A, week=4.0)
    some = (Task("X", "Train", chance=0.5), Task("Y", after=("X",), chance=0.9))
    at = opened_tool("planning")
    at = at.text_area[0].set_value(csv_of(some, EN).decode("utf-8-sig")).run()
    assert EN("planning.import.read", n=2) in shown(at)
    assert [task["id"] for task in stored(visitor)["tasks"]] == ["A"]
    at = press(at, EN("planning.import.replace", n=2, old=1))
    assert [task["id"] for task in stored(visitor)["tasks"]] == ["X", "Y"]
    assert stored(visitor)["week"] == 4.0
    assert at.text_area[0].value == ""


def test_a_bad_table_is_told_and_nothing_changes(visitor: Visitor) -> None:
    """Rows that cannot be read are told with row and column; there is no button to use them."""
    put(visitor, A)
    at = opened_tool("planning")
    rows = "Id\tNeeds\tLeast weeks\tChance\nA\t\t1\toften\nB\tQ\t1\t50%"
    at = at.text_area[0].set_value(rows).run()
    assert "Row 2, column “Chance”" in shown(at)
    assert not any(button.key == "plan.import.use" for button in at.button)
    assert stored(visitor)["tasks"] == [A]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_says_what_it_replaces(visitor: Visitor, language: str) -> None:
    """The example is used at the press of a button, which counts the tasks it takes the place of."""
    text = load_text(language)
    at = press(opened_tool("planning", language), text("planning.example.use"))
    assert not at.exception
    assert [task["id"] for task in stored(visitor)["tasks"]] == list("ABCDEFG")
    assert stored(visitor)["tasks"][0]["name"] == text("planning.example.names.A")
    assert any(button.label == text("planning.example.replace", old=7) for button in at.button)
    assert text("planning.picture.planned") in shown(at)
