"""Start: what this is, begin or go on, load what was saved."""

import streamlit as st

from advisor.content.cases import load_cases
from advisor.content.locale import moment
from advisor.errors import InputError, StoreUnavailable
from advisor.report import read_saved
from advisor.ui import blocks, state, style, trouble
from advisor.ui.state import Visit


def show(visit: Visit) -> None:
    """Draw the page."""
    text = visit.text
    if (message := state.notice()) is not None:
        style.message("note", message)
    style.draw(
        blocks.page_head(
            text("ui.start.title"),
            eyebrow=text("ui.start.eyebrow"),
            lede=text("ui.start.lede", n=len(visit.model.core_questions)),
        )
    )
    begun = bool(visit.responses)
    with st.container(horizontal=True, key=style.ACTIONS):
        if st.button(text("ui.start.begin"), type="secondary" if begun else "primary", key="begin"):
            state.example(leave=True)
            visit.put("position", "0")
            visit.go("questions")
        _load(visit)
        _examples(visit)
    if begun:
        _resume(visit)
    style.draw(blocks.start_facts(text, visit.model))
    style.draw(blocks.section("gets", text("ui.start.gets"), blocks.deliverables(text)))
    five = blocks.archetype_row(text, visit.model)
    style.draw(blocks.section("five", text("ui.start.five"), five, note=text("ui.start.five_lede")))


def _resume(visit: Visit) -> None:
    text, draft = visit.text, visit.draft
    asked = [question.id for question in visit.asked]
    given = sum(question in visit.responses for question in asked)
    lines = [text("ui.start.resume", n=given, total=len(asked))]
    if draft.saved_at is not None:
        when = moment(draft.saved_at.astimezone(state.visitor_zone()), text.language)
        lines.append(text("ui.start.resume_saved", when=when))
    with st.container(key=style.RESUME, horizontal=True, border=True, vertical_alignment="center"):
        st.markdown(f"**{lines[0]}**  \n{' '.join(lines[1:])}")
        complete = visit.position >= len(asked)
        label = text("ui.start.to_result" if complete else "ui.start.continue")
        if st.button(label, type="primary", key="continue"):
            state.example(leave=True)
            visit.go("result" if complete else "questions")
        if st.button(text("ui.start.over"), type="tertiary", key="over"):
            start_over(visit)


def start_over(visit: Visit) -> None:
    """Ask once, then delete the answers, the team and the shared links."""

    @st.dialog(visit.text("ui.start.over"))
    def ask() -> None:
        st.write(visit.text("ui.start.over_ask"))
        with st.container(horizontal=True):
            if st.button(visit.text("ui.start.over_yes"), type="primary", key="over_yes"):
                _delete(visit)
            if st.button(visit.text("ui.start.over_no"), key="over_no"):
                st.rerun()

    ask()


def _delete(visit: Visit) -> None:
    try:
        visit.delete()
    except StoreUnavailable as problem:
        style.message("error", trouble.store_words(visit, problem))
        return
    state.notice(visit.text("ui.start.deleted"))
    visit.go("start")


def _load(visit: Visit) -> None:
    text = visit.text
    with st.popover(text("ui.start.load"), key=style.LOAD):
        st.write(text("ui.start.load_help"))
        file = st.file_uploader(text("ui.start.load_label"), type=["json", "pdf"], key="load_file")
        if file is None or not st.button(text("ui.start.load_use"), type="primary", key="load_use"):
            return
        try:
            saved = read_saved(file.getvalue(), visit.model, file.name)
        except InputError as error:
            trouble.bad_file(visit, error)
            return
    state.example(leave=True)
    visit.load(saved)
    unused = text("ui.start.loaded_unused", list=", ".join(saved.unused)) if saved.unused else ""
    state.notice(f"{text('ui.start.loaded', n=len(saved.responses))} {unused}".strip())
    visit.go("result")


def _examples(visit: Visit) -> None:
    text = visit.text
    names = {case.id: case.name for case in load_cases(visit.model)}
    with st.popover(text("ui.start.demo"), key=style.EXAMPLES):
        st.write(text("ui.start.demo_help"))
        chosen = st.selectbox(
            text("ui.start.demo_label"), names, format_func=names.__getitem__, key="demo_case"
        )
        if st.button(text("ui.start.demo_show"), type="primary", key="demo_show"):
            state.example(chosen)
            visit.go("result")
