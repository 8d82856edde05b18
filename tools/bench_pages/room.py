"""The same room with participants on ordinary Streamlit pages: what ``make bench-room`` compares with."""

import streamlit as st

from advisor.content.loader import load_model
from advisor.content.workshop import load_room_settings
from advisor.store import COOKIE, shared_store
from advisor.workshop import find, host, participant

model, limits = load_model(), load_room_settings()
store = shared_store(model.settings.retention_days)
token = st.context.cookies[COOKIE]


@st.fragment(run_every=0.5)
def wall(room: str) -> None:
    """Show how many have answered, as the host's screen does."""
    given, here = host(store, limits, token, room).attendance()
    st.html(f'<p><strong class="number">{given}</strong> of {here}</p>')


@st.fragment(run_every=2)
def follow(version: int) -> None:
    """Notice when the host goes on."""
    if find(store, st.query_params["code"], limits).version != version:
        st.rerun(scope="app")


def phone() -> None:
    """Ask the question on screen."""
    room = find(store, st.query_params["code"], limits)
    person = participant(store, limits, room, token)
    person.join()
    if room.question is None:
        st.write("Please wait.")
    else:
        options = model.question_by_id[room.question].option_ids
        chosen = st.radio("Question", options, index=None, key=f"{room.question}.{room.round}")
        if chosen is not None:
            person.vote(model, (room.question, room.round, chosen), person.view().sequence + 1)
            st.write("Received.")
    follow(room.version)


if "room" in st.query_params:
    wall(st.query_params["room"])
else:
    phone()
