"""The ownership matrix as a page: what is entered is stored at once and shown again."""

import json
from typing import Any

from streamlit.testing.v1 import AppTest

from advisor.content.text import load_text
from advisor.store import Store
from tests.answers import CLEAR
from tests.ui.opening import opened_tool, shown

CELL = "field.ownership:cell:{}:{}"


def stored(store: Store, token: str) -> dict[str, Any]:
    """The sheet as it is in the store."""
    return dict(json.loads(store.open_draft(token).extras.get("sheet.ownership", "{}")))


def begin(store: Store, token: str, **sheet: object) -> AppTest:
    """The page of an organisation whose archetype is known, with this sheet."""
    extras = {"sheet.ownership": json.dumps(sheet)} if sheet else {}
    store.replace_draft(token, CLEAR, extras)
    return opened_tool("ownership")


def at_activity(at: AppTest, activity: str) -> AppTest:
    """The page with the fields of this activity."""
    return at.selectbox(key="ownership_activity").set_value(activity).run()


def test_looking_at_the_page_stores_nothing(visitor: tuple[Store, str]) -> None:
    """A page that is only opened, and every activity that is only looked at, leaves no sheet behind."""
    store, token = visitor
    at = begin(store, token)
    for activity in ("repair", "explain", "collect"):
        at_activity(at, activity)
    assert stored(store, token) == {}
    assert not at.exception


def test_a_letter_is_stored_at_once_and_can_be_left_to_the_proposal(visitor: tuple[Store, str]) -> None:
    """A letter is written when it is chosen, seen in the next session, and goes when it is as proposed."""
    store, token = visitor
    at = at_activity(begin(store, token), "repair")
    at.selectbox(key=CELL.format("repair", "product_team")).set_value("A").run()
    assert stored(store, token) == {"cells": {"repair": {"product_team": "A"}}}
    assert "more than one party answers for it" in shown(at)
    assert not at.button(key="ownership_take_back_repair").disabled
    again = at_activity(opened_tool("ownership"), "repair")
    field = again.selectbox(key=CELL.format("repair", "product_team"))
    assert field.value == "A"
    field.set_value("proposed").run()
    assert stored(store, token) == {}


def test_an_activity_is_taken_back_as_a_whole(visitor: tuple[Store, str]) -> None:
    """The button removes every entry of the activity, and the fields show the proposal again."""
    store, token = visitor
    cells = {"collect": {"ml_team": "A", "platform": "R"}, "train": {"ml_team": "R"}}
    at = begin(store, token, cells=cells)
    at.button(key="ownership_take_back_collect").click().run()
    assert stored(store, token) == {"cells": {"train": {"ml_team": "R"}}}
    assert at.selectbox(key=CELL.format("collect", "ml_team")).value == "proposed"
    assert at.selectbox(key=CELL.format("collect", "platform")).value == "-"


def test_without_an_archetype_fields_begin_empty(visitor: tuple[Store, str]) -> None:
    """While too little is known there is no proposal to keep or to adopt, and letters can be entered."""
    store, token = visitor
    at = opened_tool("ownership")
    field = at.selectbox(key=CELL.format("collect", "ml_team"))
    assert field.value == "-"
    assert not [box for box in at.checkbox if box.key == "field.ownership:adopted"]
    field.set_value("AR").run()
    assert stored(store, token) == {"cells": {"collect": {"ml_team": "AR"}}}


def test_the_proposal_is_adopted_with_one_tick(visitor: tuple[Store, str]) -> None:
    """Who works with the proposal says so once, and has files to hand on."""
    store, token = visitor
    at = begin(store, token)
    at.checkbox(key="field.ownership:adopted").check().run()
    assert stored(store, token) == {"adopted": True}
    assert load_text("en")("ownership.answer.sound", n=16) in shown(at)


def test_parties_are_renamed_and_added(visitor: tuple[Store, str]) -> None:
    """A new name is a column with fields; taking the name away takes its entries along."""
    store, token = visitor
    at = begin(store, token)
    at.text_input(key="field.ownership:name:own1").set_value("<b>Legal</b>").run()
    assert at.selectbox(key=CELL.format("collect", "own1")).label == r"\<b\>Legal\</b\>"
    at.text_input(key="field.ownership:name:business").set_value("Stores").run()
    at.selectbox(key=CELL.format("collect", "own1")).set_value("C").run()
    assert stored(store, token) == {
        "names": {"own1": "<b>Legal</b>", "business": "Stores"},
        "cells": {"collect": {"own1": "C"}},
    }
    page = shown(opened_tool("ownership"))
    assert "Stores" in page
    assert "<b>Legal" not in page
    at.text_input(key="field.ownership:name:own1").set_value("").run()
    assert stored(store, token) == {"names": {"business": "Stores"}}


def test_pasted_rows_are_counted_first_and_used_when_asked(visitor: tuple[Store, str]) -> None:
    """Pasting says what would change and stores nothing; the button stores it, and the fields follow."""
    store, token = visitor
    at = begin(store, token, cells={"train": {"platform": "I"}})
    rows = "Activity\tML team\tLegal\nCollect data\tA\tI\nLabel data\tR\t"
    at.text_area(key="paste.ownership").set_value(rows).run()
    text = load_text("en")
    assert text("ownership.input.found", rows=2, differing=3) in shown(at)
    assert text("ownership.input.added", parties="Legal") in shown(at)
    assert stored(store, token) == {"cells": {"train": {"platform": "I"}}}
    at.button(key="ownership_use").click().run()
    assert not at.exception
    assert stored(store, token) == {
        "cells": {
            "train": {"platform": "I"},
            "collect": {"ml_team": "A", "own1": "I"},
            "label": {"ml_team": "R"},
        },
        "names": {"own1": "Legal"},
    }
    assert at.selectbox(key=CELL.format("collect", "ml_team")).value == "A"


def test_wrong_rows_are_told_and_change_nothing(visitor: tuple[Store, str]) -> None:
    """A letter that is none is told with row and column, and nothing can be used."""
    store, token = visitor
    at = begin(store, token, adopted=True)
    at.text_area(key="paste.ownership").set_value("Activity\tML team\nTrain the model\tX").run()
    assert "Row 2, column “ML team”" in shown(at)
    assert not [button for button in at.button if button.key == "ownership_use"]
    assert stored(store, token) == {"adopted": True}


def test_the_newer_entry_of_another_tab_is_kept(visitor: tuple[Store, str]) -> None:
    """A tab that shows an older entry takes over the newer one and writes its own change beside it."""
    store, token = visitor
    at = begin(store, token)
    store.save_extra(token, "sheet.ownership", json.dumps({"cells": {"collect": {"platform": "I"}}}))
    at.selectbox(key=CELL.format("collect", "leadership")).set_value("I").run()
    assert stored(store, token) == {"cells": {"collect": {"platform": "I", "leadership": "I"}}}


def test_a_very_long_name_stops_no_page(visitor: tuple[Store, str]) -> None:
    """A name longer than its field, from a file of somebody else, is kept whole and can be changed."""
    store, token = visitor
    at = begin(store, token, names={"own1": "L" * 400})
    assert not at.exception
    assert stored(store, token) == {"names": {"own1": "L" * 400}}
    at.text_input(key="field.ownership:name:own1").set_value("M" * 200).run()
    assert stored(store, token) == {"names": {"own1": "M" * 200}}
    at.text_input(key="field.ownership:name:own1").set_value("Legal").run()
    assert stored(store, token) == {"names": {"own1": "Legal"}}
    assert at.run().text_input(key="field.ownership:name:own1").value == "Legal"
