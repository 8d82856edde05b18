"""Role skill map: the interactive figure, the leader's own team on it, and the nine roles."""

from collections.abc import Sequence

import streamlit as st

from advisor.charts.skillmap import Bubble
from advisor.content.advising import cited, team
from advisor.content.locale import listed, sentences
from advisor.content.savefile import MAX_HEADS
from advisor.core.model import Role
from advisor.core.skills import need_of
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
    found = visit.assessment()
    leader = None if found.verdict == "insufficient" else (visit.target or found.archetype)
    _team(visit, leader)
    points = blocks.bubbles(model, text, visit.team)
    before = blocks.bubbles(model, text, visit.team, year=EARLIER) if layer else ()
    with chart:
        _chart(visit, points, before)
    with below:
        also = blocks.unplotted_roles(model)
        style.draw(blocks.skills_list(text, points, before=before, also=also))
        with st.expander(text("result.why.table")):
            style.draw(blocks.skill_table(text, points, before))
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


def _team(visit: Visit, leader: str | None) -> None:
    """Head counts, each recorded when it is changed, and what nobody holds."""
    text, model = visit.text, visit.model
    st.header(text("ui.roles.team_title"), anchor=False)
    st.write(text("ui.roles.team_help"))
    counts = visit.team
    with st.container(key=style.TEAM):
        for role in model.roles:
            heads = st.number_input(
                text(f"roles.{role.id}.name"),
                min_value=0,
                max_value=MAX_HEADS,
                value=counts.get(role.id, 0),
                step=1,
                key=f"heads.{role.id}",
            )
            visit.put_heads(role.id, int(heads))
    if leader:
        need = need_of(model, leader)
        st.write(text("ui.roles.for_archetype", a=text(f"archetypes.{leader}.short")))
        why = text.under(f"needs.{leader}")
        named = (
            f"{n}. **{text(f'roles.{role}.name')}**  \n{why[role]}" for n, role in enumerate(need.roles, 1)
        )
        st.markdown("\n".join(named))
        style.draw(blocks.basis_mark(text, need.basis, model.sources_of(need.facts)))
    reasons = text.under(f"needs.{leader}") if leader else {}
    style.draw(blocks.team(team(model, text, visit.team, leader), text, reasons))


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
