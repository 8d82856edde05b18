"""The page of one tool: what it is for, the answer in a sentence, the input, and what follows from it."""

import streamlit as st

from advisor import practice
from advisor.content.practice.sheets import TOOLS
from advisor.practice.situation import Situation
from advisor.practice.told import Told
from advisor.ui import blocks, state, style
from advisor.ui.practice import (
    evaluation,
    feedback,
    fields,
    hiring,
    managing,
    ownership,
    planning,
    process,
    team,
    workflow,
)
from advisor.ui.state import Visit

INPUTS = {
    "team": team.edit,
    "workflow": workflow.edit,
    "ownership": ownership.edit,
    "hiring": hiring.edit,
    "planning": planning.edit,
    "managing": managing.edit,
    "process": process.edit,
    "evaluation": evaluation.edit,
    "feedback": feedback.edit,
}
"""What draws each tool's input."""


def show(visit: Visit, tool: str) -> None:
    """Draw the page of a tool."""
    text = visit.text
    visit.link("tools", text("tools.frame.back"), icon="arrow_back")
    situation = visit.situation
    lede = text(f"tools.{tool}.line")
    style.draw(blocks.page_head(text(f"tools.{tool}.name"), eyebrow=_eyebrow(situation), lede=lede))
    if not visit.session.known:  # what is entered here would take the place of what could not be read
        style.message("not-saved", text("tools.frame.away"))
        return
    if (message := state.notice()) is not None:
        style.message("note", message)
    if visit.unreadable(tool):
        style.message("note", text("tools.frame.unreadable"))
    answer = st.container()
    INPUTS[tool](visit, situation)
    now = visit.situation
    told = practice.told(now, tool)
    with answer:
        style.draw(blocks.conclusion(text, told.sentence))
    for block in told.blocks:
        style.draw(blocks.told(text, block))
    _take(visit, now, told)


def _eyebrow(situation: Situation) -> str:
    """Which archetype the answer follows, and whether another one is just as near."""
    text, name, rival = situation.text, situation.archetype_name, situation.rival_name
    if not name:
        return text("tools.frame.eyebrow_unknown")
    return (
        text("tools.frame.eyebrow_between", a=name, b=rival) if rival else text("tools.frame.eyebrow", a=name)
    )


def _take(visit: Visit, situation: Situation, told: Told) -> None:
    """What to do with the answer: files, the PDF, back to the result, or empty the tool."""
    text, tool = visit.text, told.tool
    if told.empty:
        style.draw(blocks.method_line(text("tools.frame.saved")))
        return
    with st.container(horizontal=True, vertical_alignment="center", key=style.DOWNLOADS):
        for export in practice.exports(situation, tool):
            st.download_button(
                export.label,
                data=export.make,
                file_name=export.file_name,
                mime=export.mime,
                on_click="ignore",
                icon=":material/download:",
                key=f"export.{tool}.{export.id}",
            )
        if st.button(text("tools.frame.clear"), type="tertiary", key=f"clear.{tool}"):
            _clear(visit, tool)
    help_ = text("tools.frame.in_pdf_help")
    chosen = fields.tick(f"in_pdf.{tool}", text("tools.frame.in_pdf"), tool in visit.in_pdf, help=help_)
    visit.put_in_pdf(tool, chosen)
    visit.link("result", text("tools.frame.to_result"))
    style.draw(blocks.method_line(text("tools.frame.saved")))


def _clear(visit: Visit, tool: str) -> None:
    """Ask once more, then empty the tool."""

    @st.dialog(visit.text("tools.frame.clear"))
    def ask() -> None:
        st.write(visit.text("tools.frame.clear_ask"))
        if st.button(visit.text("tools.frame.clear_yes"), type="primary", key=f"clear_yes.{tool}"):
            visit.put_sheet(TOOLS[tool].type())
            visit.put_in_pdf(tool, False)
            st.rerun()

    ask()
