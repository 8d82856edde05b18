"""The team as a page: people one by one, a list at once, and what is stored."""

import json
from collections.abc import Mapping

import pytest
from streamlit.testing.v1 import AppTest

from advisor.content.practice import team_table
from advisor.content.text import LANGUAGES, load_text
from advisor.core.practice.team import Person, Team
from advisor.store import Store
from tests.answers import CLEAR
from tests.ui.opening import opened_tool, shown

Visitor = tuple[Store, str]


def stored(visitor: Visitor) -> list[dict[str, object]]:
    """The people as they are in the store."""
    store, token = visitor
    return list(json.loads(store.open_draft(token).extras.get("sheet.team", "{}")).get("people", []))


def put(visitor: Visitor, *people: Mapping[str, object]) -> None:
    """Store these people as another tab would."""
    store, token = visitor
    store.save_extra(token, "sheet.team", json.dumps({"people": people}))


def press(at: AppTest, label: str) -> AppTest:
    """Press the button with this label."""
    return next(button for button in at.button if button.label == label).click().run()


def field(elements: object, label: str) -> object:
    """The field with this label."""
    return next(element for element in elements if element.label.startswith(label))  # type: ignore[attr-defined]


def add(at: AppTest, name: str, roles: list[str], people: int = 1) -> AppTest:
    """Fill in the form for one row more and press its button."""
    field(at.text_input, "Name").set_value(name)  # type: ignore[attr-defined]
    field(at.multiselect, "Roles").set_value(roles)  # type: ignore[attr-defined]
    field(at.number_input, "How many").set_value(people)  # type: ignore[attr-defined]
    return press(at, "Add")


def choose(at: AppTest, row: int) -> AppTest:
    """Choose a row to change; its form comes after the one for adding."""
    return at.selectbox[0].select_index(row).run()


KIM: dict[str, object] = {"name": "Kim", "roles": ["ml_engineer", "developer"]}
LEE: dict[str, object] = {"name": "Lee", "roles": ["data_engineer"], "heads": 4}


def test_somebody_added_is_stored_at_once(visitor: Visitor) -> None:
    """Each person is stored when added, the form is empty again, and a second opening shows everybody."""
    store, token = visitor
    store.replace_draft(token, CLEAR, {})
    at = add(opened_tool("team"), " Kim  <b> ", ["ml_engineer", "developer"])
    assert not at.exception
    assert stored(visitor) == [{"name": "Kim <b>", "roles": ["ml_engineer", "developer"]}]
    assert field(at.text_input, "Name").value == ""  # type: ignore[attr-defined]
    add(at, "", ["data_engineer"], 4)
    assert stored(visitor)[1] == {"roles": ["data_engineer"], "heads": 4}
    page = shown(opened_tool("team"))
    assert "Kim &lt;b&gt;" in page
    assert "Kim <b>" not in page
    assert "Data engineer (4 people)" in page


def test_nobody_is_added_without_a_role(visitor: Visitor) -> None:
    """A row without a role is refused with a message, and nothing is stored."""
    at = add(opened_tool("team"), "Kim", [])
    assert load_text("en")("team.form.no_role") in shown(at)
    assert stored(visitor) == []


def test_somebody_is_changed_and_removed(visitor: Visitor) -> None:
    """The chosen row is changed, and only that; then it is removed, and only that."""
    put(visitor, KIM, LEE)
    at = choose(opened_tool("team"), 1)
    at.multiselect[1].set_value(["data_engineer", "mlops_engineer"])
    at.number_input[1].set_value(2)
    press(at, "Save")
    changed = LEE | {"roles": ["data_engineer", "mlops_engineer"], "heads": 2}
    assert stored(visitor) == [KIM, changed]
    at = choose(opened_tool("team"), 0)
    press(at, "Remove")
    assert stored(visitor) == [changed]


def test_a_row_without_a_role_is_not_saved(visitor: Visitor) -> None:
    """Taking the last role away is refused with a message, and the row stays as it was."""
    put(visitor, KIM)
    at = choose(opened_tool("team"), 0)
    at.multiselect[1].set_value([])
    at = press(at, "Save")
    assert load_text("en")("team.form.no_role_kept") in shown(at)
    assert stored(visitor) == [KIM]


def test_the_last_person_can_be_removed(visitor: Visitor) -> None:
    """Without anybody the page is as at the beginning."""
    put(visitor, KIM)
    at = press(choose(opened_tool("team"), 0), "Remove")
    assert not at.exception
    assert stored(visitor) == []
    assert load_text("en")("team.sentence.empty") in shown(at)


def test_a_row_that_another_tab_changed_is_not_overwritten(visitor: Visitor) -> None:
    """What another tab did to the chosen row stays; the form shows the newer row."""
    put(visitor, KIM, LEE)
    at = choose(opened_tool("team"), 0)
    newer = {"name": "Park", "roles": ["data_scientist"]}
    put(visitor, newer, LEE)
    at.text_input[1].set_value("Kim the second")
    at = press(at, "Save")
    assert stored(visitor) == [newer, LEE]
    assert at.text_input[1].value == "Park"


def test_an_addition_joins_what_another_tab_added(visitor: Visitor) -> None:
    """Two tabs that add somebody lose neither."""
    at, other = opened_tool("team"), opened_tool("team")
    add(other, "Lee", ["data_engineer"])
    at.run()
    add(at, "Kim", ["developer"])
    assert [person["name"] for person in stored(visitor)] == ["Lee", "Kim"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_pasted_rows_are_counted_before_they_replace(visitor: Visitor, language: str) -> None:
    """Pasted rows are read and counted, nothing is replaced until the button is pressed, then all is."""
    text = load_text(language)
    put(visitor, KIM)
    at = opened_tool("team", language)
    at.text_area(key="paste.team").set_value(
        "name\troles\tpeople\nLee\t데이터 엔지니어\t4\nMori\tMLエンジニア\t"
    ).run()
    assert text("team.import.read", rows="2", people="5", old="1") in shown(at)
    assert stored(visitor) == [KIM]
    at = press(at, text("team.import.use"))
    assert stored(visitor) == [LEE, {"name": "Mori", "roles": ["ml_engineer"]}]
    assert text("team.import.used") in shown(at)


def test_an_uploaded_list_is_used(visitor: Visitor) -> None:
    """An uploaded workbook becomes the list, and what is not used of it is named."""
    team = Team((Person("Kim", ("developer",)), Person("", ("ml_engineer",), 3)))
    at = opened_tool("team")
    data = team_table.xlsx(team, load_text("ja"))
    at.file_uploader(key="file.team").set_value(("team.xlsx", data, "application/octet-stream")).run()
    assert "2 rows with 4 people" in shown(at)
    press(at, "Use these rows")
    assert stored(visitor) == [
        {"name": "Kim", "roles": ["developer"]},
        {"roles": ["ml_engineer"], "heads": 3},
    ]


def test_bad_rows_are_told_and_change_nothing(visitor: Visitor) -> None:
    """A role that does not exist is told with row, column and the nearest name; the list stays."""
    put(visitor, KIM)
    at = opened_tool("team")
    at.text_area(key="paste.team").set_value("name\troles\nLee\tML enginer").run()
    page = shown(at)
    assert "Row 2, column “Roles”" in page
    assert "perhaps ML engineer" in page
    assert "Use these rows" not in {button.label for button in at.button}
    assert stored(visitor) == [KIM]


def test_a_full_list_takes_nobody_more(visitor: Visitor) -> None:
    """At 300 rows the form gives way to a sentence, and the page still draws."""
    put(visitor, *({"name": f"P{n}", "roles": ["developer"]} for n in range(300)))
    at = opened_tool("team")
    assert not at.exception
    assert load_text("en")("team.form.full", n=300) in shown(at)


def test_head_counts_of_older_drafts_are_the_team(visitor: Visitor) -> None:
    """Numbers by role that were entered before there were people are shown, even beyond today's limit."""
    store, token = visitor
    store.replace_draft(token, CLEAR, {"team.ml_engineer": "3", "team.developer": "5000"})
    at = opened_tool("team")
    assert "ML engineer (3 people)" in shown(at)
    at = choose(at, 1)
    assert not at.exception
    assert at.number_input[1].value == 1000


def test_head_counts_of_an_older_draft_do_not_come_back(visitor: Visitor) -> None:
    """A team that was emptied stays empty, though the draft has head counts from before the tools."""
    store, token = visitor
    store.replace_draft(token, CLEAR, {"team.ml_engineer": "2"})
    at = press(choose(opened_tool("team"), 0), "Remove")
    assert not at.exception
    assert load_text("en")("team.sentence.empty") in shown(opened_tool("team"))


def test_two_tabs_that_add_somebody_lose_nobody(visitor: Visitor) -> None:
    """A person filled in before another tab added one is added, too, and the form is empty then."""
    at = opened_tool("team")
    at.text_input(key="add.team.name").set_value("Lee")
    at.multiselect(key="add.team.roles").set_value(["developer"])
    put(visitor, KIM)
    at = press(at, "Add")
    assert [person.get("name") for person in stored(visitor)] == [KIM["name"], "Lee"]
    assert at.text_input(key="add.team.name").value == ""
    assert at.multiselect(key="add.team.roles").value == []
