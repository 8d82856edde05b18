"""Archetypes: the five side by side, and every statement about each."""

import streamlit as st

from advisor.content.advising import cited
from advisor.core.model import Statement
from advisor.ui import blocks, style
from advisor.ui.state import Visit

KINDS = (
    "description",
    "typical",
    "advantage",
    "disadvantage",
    "swe_vs_research",
    "data_ownership",
    "model_ownership",
    "note",
)

GENERAL = ("GEN-1", "GEN-2", "GEN-3")
"""Statements on the archetypes as a whole."""


def show(visit: Visit) -> None:
    """Draw the page."""
    text, model = visit.text, visit.model
    style.draw(blocks.page_head(text("ui.archetypes.title"), lede=text("ui.archetypes.lede")))
    found = visit.assessment()
    style.draw(blocks.archetype_columns(text, model, None if found.verdict == "insufficient" else found))
    general = blocks.statements(text, cited(model, text, GENERAL))
    style.draw(blocks.section("ladder", text("result.character.ladder"), general))
    for axis in model.axes:
        st.markdown(f"**{text(f'axes.{axis.id}.name')}**  \n{text(f'axes.{axis.id}.gloss')}")
    for archetype in model.archetype_ids:
        about = sorted((s for s in model.statements.values() if s.topic == archetype), key=_place)
        with st.expander(text("ui.archetypes.details", a=text(f"archetypes.{archetype}.short"))):
            style.draw(blocks.statements(text, cited(model, text, [fact.id for fact in about])))


def _place(statement: Statement) -> int:
    return KINDS.index(statement.kind)
