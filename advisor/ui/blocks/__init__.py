"""Blocks of a page as HTML: pure functions from values to markup, nothing of Streamlit in them.

All text goes through ``advisor.charts.markup``, which escapes it. Show a block with ``st.html``; only
``skill_map`` needs ``st.markdown(..., unsafe_allow_html=True)``, because ``st.html`` drops inline SVG.
"""

from advisor.ui.blocks.asking import progress, question_head
from advisor.ui.blocks.balance import waterfall, why_table
from advisor.ui.blocks.knowledge import archetype_columns, basis_key, character, sources_list, statements
from advisor.ui.blocks.marks import basis_mark, named, pictogram
from advisor.ui.blocks.page import (
    SKELETON_HEIGHTS,
    empty,
    message,
    method_line,
    page_head,
    resume,
    saved,
    section,
    section_links,
)
from advisor.ui.blocks.result import flips, known, result_head, support, tensions
from advisor.ui.blocks.skills import (
    bubbles,
    hover_texts,
    map_words,
    skill_map,
    skill_table,
    skills_list,
    team,
    unplotted_roles,
)
from advisor.ui.blocks.start import archetype_row, deliverables, minutes, start_facts
from advisor.ui.blocks.strategy import plan, strategy_cards

__all__ = [
    "SKELETON_HEIGHTS",
    "archetype_columns",
    "archetype_row",
    "basis_key",
    "basis_mark",
    "bubbles",
    "character",
    "deliverables",
    "empty",
    "flips",
    "hover_texts",
    "known",
    "map_words",
    "message",
    "method_line",
    "minutes",
    "named",
    "page_head",
    "pictogram",
    "plan",
    "progress",
    "question_head",
    "result_head",
    "resume",
    "saved",
    "section",
    "section_links",
    "skill_map",
    "skill_table",
    "skills_list",
    "sources_list",
    "start_facts",
    "statements",
    "strategy_cards",
    "support",
    "team",
    "tensions",
    "unplotted_roles",
    "waterfall",
    "why_table",
]
