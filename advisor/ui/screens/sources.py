"""Sources and method: where every statement comes from, how the verdict is computed, what it cannot tell."""

import streamlit as st

from advisor.content.cases import load_cases
from advisor.content.locale import decibans, percent
from advisor.ui import blocks, style
from advisor.ui.blocks.method import levels_table, numbers_table
from advisor.ui.screens.start import start_over
from advisor.ui.state import Visit

PARAGRAPHS = 6


def show(visit: Visit) -> None:
    """Draw the page."""
    text, model = visit.text, visit.model
    style.draw(blocks.page_head(text("ui.sources.title"), lede=text("ui.sources.lede")))
    st.header(text("ui.sources.method_title"), anchor=False)
    for n in range(1, PARAGRAPHS + 1):
        st.write(text(f"ui.sources.method_{n}", **_figures(visit)))
    st.header(text("ui.sources.basis_title"), anchor=False)
    st.write(text("ui.sources.basis_text"))
    style.draw(blocks.basis_key(text))
    st.header(text("ui.sources.list_title"), anchor=False)
    style.draw(blocks.sources_list(model, text))
    st.header(text("ui.sources.questions_title"), anchor=False)
    for question in model.questions:
        with st.expander(text(f"questions.{question.id}.text")):
            style.draw(levels_table(model, text, question.id))
    st.header(text("ui.sources.numbers_title"), anchor=False)
    st.write(text("ui.sources.numbers_text"))
    style.draw(numbers_table(model, text))
    st.header(text("ui.sources.privacy_title"), anchor=False)
    st.write(text("ui.sources.privacy_text", days=model.settings.retention_days))
    if visit.responses and st.button(text("ui.result.delete"), key="delete"):
        start_over(visit)
    version = text("ui.sources.version", version=model.settings.version, hash=model.content_hash)
    style.draw(blocks.method_line(version))


def _figures(visit: Visit) -> dict[str, object]:
    """The numbers that the paragraphs on the method mention."""
    limits, language = visit.model.settings.thresholds, visit.text.language
    return {
        "coverage": percent(limits.min_coverage, language),
        "clear": decibans(limits.clear_margin_db, language),
        "leaning": decibans(limits.leaning_margin_db, language),
        "n": len(load_cases(visit.model)),
    }
