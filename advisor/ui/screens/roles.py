"""Role skill map: the interactive figure, the leader's own team on it, and the nine roles."""

from collections.abc import Sequence

import streamlit as st

from advisor.charts.skillmap import Bubble
from advisor.content.advising import cited, team
from advisor.content.locale import listed, sentences
from advisor.core.model import Role
from advisor.core.skills import need_of
from advisor.practice.situation import Situation
from advisor.ui import blocks, style
from advisor.ui.state import Visit

EARLIER = 2021
KINDS = ("function", "skills", "tools", "deliverable", "order", "note")


def show(visit: Visit) -> None:
    """Draw the page."""
    text, model = visit.text, visit.model
    style.draw(blocks.page_head(text("ui.roles.title"), lede=text("ui.roles.lede")))
    layer = st.toggle(text("ui.roles.layer", year=EARLIER), key="earlier")
    chart, below = st.container(key=style.MAP), st.container()
    situation = visit.situation
    heads = situation.team.heads
    points = blocks.bubbles(model, text, heads)
    before = blocks.bubbles(model, text, heads, year=EARLIER) if layer else ()
    with chart:
        _chart(visit, points, before)
    with below:
        also = blocks.unplotted_roles(model)
        style.draw(blocks.skills_list(text, points, before=before, also=also))
        with st.expander(text("result.why.table")):
            style.draw(blocks.skill_table(text, points, before))
    _team(visit, situation)
    notes = [text(f"skillmap.notes.{note}") for note in ("scale", "changes", "ranking")]
    style.draw(blocks.method_line(sentences(notes, text.language)))
    st.header(text("ui.roles.details"), anchor=False)
    for role in sorted(model.roles, key=lambda role: role.order):
        with st.expander(text(f"roles.{role.id}.name")):
            _role(visit, role)


def _chart(visit: Visit, points: Sequence[Bubble], before: Sequence[Bubble]) -> None:
    from advisor.charts import skillmap_figure  # imports Plotly, which only this page needs

    text = visit.text
    hover = blocks.hover_texts(text, [*points, *before])
    words = blocks.map_words(text)
    figure = skillmap_figure.figure(points, words, before=before, hover=hover)
    st.plotly_chart(figure, theme=None, config=skillmap_figure.CONFIG, alt=words.alt, key="map")


def _team(visit: Visit, situation: Situation) -> None:
    """What the archetype needs, and which responsibilities nobody holds; people are entered in a tool."""
    text, model, leader = visit.text, visit.model, situation.archetype
    st.header(text("ui.roles.team_title"), anchor=False)
    visit.link("team", text("ui.roles.team_enter"))
    if leader:
        need = need_of(model, leader)
        st.write(text("ui.roles.for_archetype", a=situation.archetype_name))
        why = text.under(f"needs.{leader}")
        named = (f"{n}. **{situation.role(role)}**  \n{why[role]}" for n, role in enumerate(need.roles, 1))
        st.markdown("\n".join(named))
        style.draw(blocks.basis_mark(text, need.basis, model.sources_of(need.facts)))
    reasons = text.under(f"needs.{leader}") if leader else {}
    style.draw(blocks.team(team(model, text, situation.team.heads, leader), text, reasons))


def _role(visit: Visit, role: Role) -> None:
    text, model = visit.text, visit.model
    st.write(text(f"roles.{role.id}.line"))
    st.write(text("ui.roles.aliases", aliases=text(f"roles.{role.id}.aliases")))
    for kind in KINDS:
        if facts := role.statements.get(kind):
            st.write(f"**{text(f'ui.roles.{kind}')}**")
            style.draw(blocks.statements(text, cited(model, text, facts)))
    if role.absent:
        kinds = listed((text(f"ui.roles.{kind}") for kind in role.absent), text.language)
        style.draw(blocks.method_line(text("ui.roles.absent", kinds=kinds)))
