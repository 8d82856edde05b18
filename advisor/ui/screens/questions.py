"""Questions: one checkable fact at a time; every answer is recorded when it is given."""

import streamlit as st

from advisor.content.advising import cited
from advisor.content.locale import clock
from advisor.core.model import DONT_KNOW, Question
from advisor.ui import blocks, state, style
from advisor.ui.state import Visit

OFFERED = 2
"""Further questions are offered in pairs: enough to matter, few enough to accept."""


def show(visit: Visit) -> None:
    """Draw the question the visitor is at, or what comes after the last one."""
    with st.container(key=style.QUESTION):
        if visit.position >= len(visit.asked):
            _after_the_last(visit)
        else:
            _ask(visit, visit.asked[visit.position])


def _ask(visit: Visit, question: Question) -> None:
    text, asked = visit.text, [q.id for q in visit.asked]
    style.draw(
        blocks.progress(text, visit.model, current=question.id, answered=set(visit.responses), asked=asked)
    )
    style.draw(blocks.question_head(text, question.id))
    chosen = _options(visit, question)
    with st.container(horizontal=True, vertical_alignment="center", key=style.STEPS):
        back = st.button(text("ui.question.back"), disabled=visit.position == 0, key="back")
        status = st.empty()
        last = visit.position == len(asked) - 1
        label = text("ui.question.to_end" if last else "ui.question.next")
        forward = st.button(label, type="primary", key="next")
    stored = visit.responses.get(question.id)
    if state.changed_here(question.id, chosen, stored, pressed=back or forward):
        visit.answer(question.id, chosen)
    with status:
        style.draw(_status(visit, question))
    _why(visit, question)
    if back or forward:
        visit.put("position", str(visit.position + (1 if forward else -1)))
        st.rerun()


def _options(visit: Visit, question: Question) -> str | None:
    text, key = visit.text, f"answer.{question.id}"
    stored = visit.responses.get(question.id)
    kept = state.stored_or_newer(question.id, key, stored)
    labels = text.under(f"questions.{question.id}.options") | {DONT_KNOW: text("questions.dont_know.label")}
    return st.radio(
        text(f"questions.{question.id}.text"),
        question.option_ids,
        index=None if kept or stored is None else question.option_ids.index(stored),
        format_func=labels.__getitem__,
        label_visibility="collapsed",
        key=key,
    )


def _status(visit: Visit, question: Question) -> str:
    text, draft = visit.text, visit.draft
    if not visit.session.saved:
        return blocks.saved(text("ui.question.not_saved"), ok=False)
    if question.id not in visit.responses or draft.saved_at is None:
        return blocks.saved(text("ui.question.first_answer"))
    time = clock(draft.saved_at.astimezone(state.visitor_zone()), text.language)
    return blocks.saved(text("ui.question.saved", time=time))


def _why(visit: Visit, question: Question) -> None:
    text, model = visit.text, visit.model
    with st.expander(text("ui.question.why")):
        st.write(text(f"questions.{question.id}.why"))
        facts = dict.fromkeys(fact for option in question.options for fact in option.facts)
        style.draw(blocks.statements(text, cited(model, text, facts)))


def _after_the_last(visit: Visit) -> None:
    text, found = visit.text, visit.assessment()
    offered = found.next_questions[:OFFERED] if found.verdict != "clear" else ()
    if offered:
        given = sum(question.id in visit.responses for question in visit.asked)
        title = text("ui.done.title_more", n=given, total=len(visit.asked))
    else:
        title = text("ui.done.title_clear" if found.verdict == "clear" else "ui.done.title_all")
    lede = text("ui.done.lede_more" if offered else "ui.done.lede_clear")
    style.draw(blocks.page_head(title, lede=lede))
    with st.container(horizontal=True, key=style.ACTIONS):
        if st.button(text("ui.done.to_result"), type="primary", key="to_result"):
            visit.go("result")
        if offered and st.button(text("ui.done.more"), key="more"):
            ask_more(visit, *(question.question for question in offered))
        if st.button(text("ui.done.review"), type="tertiary", key="review"):
            visit.put("position", "0")
            st.rerun()


def ask_more(visit: Visit, *questions: str) -> None:
    """Put further questions after those asked so far, and show the first of them."""
    first = len(visit.asked)
    visit.put("further", " ".join([visit.draft.extras.get("further", ""), *questions]).strip())
    visit.put("position", str(first))
    visit.go("questions")


def ask_again(visit: Visit, question: str) -> None:
    """Show one question: where it was asked, or as a further one."""
    asked = [q.id for q in visit.asked]
    if question not in asked:
        ask_more(visit, question)
    visit.put("position", str(asked.index(question)))
    visit.go("questions")
