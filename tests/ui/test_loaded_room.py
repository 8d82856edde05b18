"""A save file that carries a room keeps it when it is loaded."""

from datetime import date

from streamlit.testing.v1 import AppTest

from advisor.content.text import load_text
from advisor.store import Store
from tests.answers import CLEAR
from tests.ui.opening import opened, shown


def loading() -> None:
    """Load a file of a workshop and draw the result; runs inside the test's Streamlit."""
    from datetime import date as day

    import streamlit as st

    from advisor.content.savefile import SaveFile
    from advisor.ui import state as ui_state
    from advisor.ui.screens import result
    from tests import answers
    from tests.rooms import room

    visit = ui_state.arrive()
    if "loaded" not in st.session_state:
        visit.load(SaveFile(answers.CLEAR, "Acme", day(2026, 3, 5), room=room(23)))
        st.session_state["loaded"] = True
    assert visit.saved().room == room(23)
    result.show(visit)


def test_a_loaded_room_stays_with_the_answers(visitor: tuple[Store, str]) -> None:
    """The result says that a workshop decided, with its day and people, now and after a new start."""
    expected = load_text("en")("workshop.room.decided", n=23, date="5 March 2026")
    for _ in range(2):
        at = AppTest.from_function(loading, default_timeout=60).run()
        assert not at.exception
        assert expected in "".join(element.proto.body for element in at.get("html"))
    store, token = visitor
    assert dict(store.open_draft(token).responses) == CLEAR
    assert date(2026, 3, 5).isoformat() in store.open_draft(token).extras["room"]


def test_a_changed_answer_is_no_decision_of_the_room(visitor: tuple[Store, str]) -> None:
    """With another answer the result does not claim a workshop; with the old one back, it does again."""
    store, token = visitor
    AppTest.from_function(loading, default_timeout=60).run()
    expected = load_text("en")("workshop.room.decided", n=23, date="5 March 2026")
    for option, claimed in (("huge", False), (CLEAR["size"], True)):
        store.save_answer(token, "size", option)
        assert (expected in shown(opened("result"))) is claimed
