"""Links to the tools: the page that lists them, and those below each gap of a result."""

from collections.abc import Sequence

import streamlit as st

from advisor.content.practice.tools import load_tools
from advisor.core.practice.tools import Place
from advisor.practice.gaps import first_tools, gaps
from advisor.practice.situation import Situation
from advisor.ui import blocks, style
from advisor.ui.state import Visit


def index(visit: Visit) -> None:
    """Draw the page with the tools: the few to begin with, those in use, and all of them."""
    text, situation = visit.text, visit.situation
    style.draw(blocks.page_head(text("tools.index.title"), lede=text("tools.index.lede")))
    first, started = first_tools(situation), tuple(situation.sheets)
    if situation.archetype is None:
        style.message("note", text("tools.index.unknown"))
        visit.link("questions", text("tools.index.to_questions"))
        title = text("tools.index.first_unknown")
    else:
        title = text("tools.index.first", a=situation.archetype_name)
    _listed(visit, (title, first), started, "first")
    if situation.archetype is not None:
        basis = load_tools().first_of(situation.archetype)
        style.draw(blocks.basis_mark(text, basis.basis, situation.model.sources_of(basis.facts)))
    others = [tool for tool in started if tool not in first]
    _listed(visit, (text("tools.index.started"), others), started, "started")
    with st.expander(text("tools.index.more")):
        for group in text.under("tools.groups"):
            tools = [tool.id for tool in load_tools().tool if tool.group == group]
            _listed(visit, (text(f"tools.groups.{group}"), tools), started, group)


def closing(visit: Visit, situation: Situation, place: Place) -> None:
    """Draw the links that close the gaps of one section of the result; nothing where there is no gap."""
    found = [gap for gap in gaps(situation) if gap.place == place]
    for gap in found:
        title = visit.text("tools.gaps.lede", gap=gap.title)
        with st.container(horizontal=True, vertical_alignment="center", key=f"{style.GAP}-{gap.id}"):
            style.draw(blocks.gap(visit.text, title, gap.basis, gap.sources))
            for tool in gap.tools:
                _link(visit, tool)


def _listed(visit: Visit, listed: tuple[str, Sequence[str]], started: Sequence[str], group: str) -> None:
    """Tools under a heading, each with what it does and whether something was entered there."""
    title, tools = listed
    if not tools:
        return
    style.draw(blocks.subheading(title, level=2))
    with st.container(key=f"{style.FIELDS}-{group}"):
        for tool in tools:
            with st.container(border=True):
                _link(visit, tool)
                in_use = visit.text("tools.index.in_use") if tool in started else ""
                style.draw(blocks.tool_line(visit.text(f"tools.{tool}.line"), in_use))


def _link(visit: Visit, tool: str) -> None:
    visit.link(tool, visit.text(f"tools.{tool}.name"))
