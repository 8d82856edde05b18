"""The checklist of process documents: one area at a time, and the skeleton read back."""

import streamlit as st

from advisor.content.practice.process import STATES, handbook, read_markdown
from advisor.core.practice.process import Entry, Process, State
from advisor.errors import InputError
from advisor.practice.situation import Situation
from advisor.ui import state, style, trouble
from advisor.ui.practice import fields
from advisor.ui.state import Visit


def edit(visit: Visit, situation: Situation) -> None:
    """Draw the questions of one area; what changes is recorded at once."""
    text, book = situation.text, handbook()
    areas = [area for area in book.area if book.shown_in(area)]
    area = st.selectbox(
        text("process.area"), areas, format_func=lambda a: text(f"process.areas.{a.id}"), key="area.process"
    )
    sheet = situation.sheet(Process)
    for question in book.shown_in(area):
        sheet = sheet.with_entry(question, _entry(situation, question))
    if sheet != situation.sheet(Process):
        visit.put_sheet(sheet)
    with st.expander(text("process.file.load")):
        _load(visit, situation)


def _entry(situation: Situation, question: str) -> Entry:
    """One question with its three fields; where and who are asked once there is something to find."""
    text, entry = situation.text, situation.sheet(Process).entry(question)
    name = f"process.{question}"
    with st.container(border=True):
        chosen = fields.choice(
            f"{name}.state",
            text(f"process.questions.{question}"),
            STATES,
            entry.state or "",
            lambda s: text(f"process.states.{s}"),
        )
        found: State | None = next((s for s in STATES if s == chosen), None)
        if found not in ("documented", "partly"):
            return Entry(found, entry.where, entry.who)
        with st.container(key=f"{style.FIELDS}-{question}"):
            where = fields.line(f"{name}.where", text("process.fields.where"), entry.where)
            who = fields.line(f"{name}.who", text("process.fields.who"), entry.who)
    return Entry(found, where, who)


def _load(visit: Visit, situation: Situation) -> None:
    """A skeleton handed back: read, counted, and used only when the leader says so."""
    text = situation.text
    st.write(text("process.file.load_help"))
    given = st.file_uploader(text("process.file.label"), type=["md", "markdown", "txt"], key="file.process")
    if given is None:
        return
    try:
        sheet = read_markdown(given.getvalue(), given.name, text)
    except InputError as error:
        trouble.bad_file(visit, error)
        return
    now = len(situation.sheet(Process).entries)
    st.write(text("process.file.found", n=len(sheet.entries), now=now))
    if st.button(text("process.file.use"), type="primary", key="use.process"):
        visit.put_sheet(sheet)
        state.notice(text("process.file.used", n=len(sheet.entries)))
        st.rerun()
