"""Blocks of a page as HTML: pure functions from values to markup, nothing of Streamlit in them.

All text goes through ``advisor.charts.markup``, which escapes it. Show a block with ``st.html``; the
maps and the ``cloud`` need ``st.markdown(..., unsafe_allow_html=True)``: ``st.html`` drops inline SVG.
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
from advisor.ui.blocks.room import (
    cloud,
    disagreement_map,
    distribution,
    method_list,
    own_counts,
    pooled,
    ranked,
    room_sections,
)
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
from advisor.ui.blocks.told import conclusion, gap, told, tool_line
from advisor.ui.blocks.workshop import (
    answered,
    code_line,
    facts,
    here,
    join_card,
    lobby_head,
    names,
    subheading,
    talk_card,
    timer,
    wall,
    wall_head,
    wall_options,
)

__all__ = [
    "SKELETON_HEIGHTS",
    "answered",
    "archetype_columns",
    "archetype_row",
    "basis_key",
    "basis_mark",
    "bubbles",
    "character",
    "cloud",
    "code_line",
    "conclusion",
    "deliverables",
    "disagreement_map",
    "distribution",
    "empty",
    "facts",
    "flips",
    "gap",
    "here",
    "hover_texts",
    "join_card",
    "known",
    "lobby_head",
    "map_words",
    "message",
    "method_line",
    "method_list",
    "minutes",
    "named",
    "names",
    "own_counts",
    "page_head",
    "pictogram",
    "plan",
    "pooled",
    "progress",
    "question_head",
    "ranked",
    "result_head",
    "resume",
    "room_sections",
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
    "subheading",
    "support",
    "talk_card",
    "team",
    "tensions",
    "timer",
    "told",
    "tool_line",
    "unplotted_roles",
    "wall",
    "wall_head",
    "wall_options",
    "waterfall",
    "why_table",
]
