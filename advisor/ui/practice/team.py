"""The leader's input for this tool: people one by one, or as a list."""

from collections.abc import Sequence
from dataclasses import replace
from zlib import crc32

import streamlit as st

from advisor.content.practice.team import handbook
from advisor.core.practice.team import Person, Team
from advisor.practice.situation import Situation
from advisor.practice.team_words import number, person_name, role_names
from advisor.practice.told import Line, Table
from advisor.ui import blocks, state, style
from advisor.ui.practice import fields, team_import
from advisor.ui.state import Visit


def edit(visit: Visit, situation: Situation) -> None:
    """Draw the input; what changes is recorded at once."""
    team = situation.team
    _add(visit, situation, team)
    with st.expander(visit.text("team.import.title")):
        team_import.draw(visit, team)
    if team.people:
        size = number(visit.text, len(team.people))
        with st.expander(visit.text("team.form.list", n=size)):
            style.draw(blocks.told(visit.text, _table(visit, team)))
        with st.expander(visit.text("team.form.change")):
            _change(visit, situation, team)


def _add(visit: Visit, situation: Situation, team: Team) -> None:
    """A form for one row more, empty again once the row is recorded."""
    text, limits, key = visit.text, handbook().limits, "add.team"
    if len(team.people) >= limits.rows:
        style.message("note", text("team.form.full", n=limits.rows))
        return
    state.renewed(key)
    with st.form(key):
        person = _person(visit, situation, key, Person())
        style.draw(blocks.method_line(text("team.form.leader_help")))
        pressed = st.form_submit_button(text("team.form.add_button"), type="primary")
    if pressed and not person.roles:
        style.message("error", text("team.form.no_role"))
    elif pressed:
        visit.put_sheet(Team((*team.people, person)))
        state.renew(key, {f"{key}.name": "", f"{key}.roles": [], f"{key}.people": 1})
        st.rerun()


def _person(visit: Visit, situation: Situation, key: str, stored: Person) -> Person:
    """The fields of one row."""
    text, limits = visit.text, handbook().limits
    with st.container(key=f"{style.FIELDS}-{key.replace('.', '-')}"):
        name = st.text_input(
            text("team.form.name"), stored.name, max_chars=fields.MAX_NAME, key=f"{key}.name"
        )
        roles: Sequence[str] = st.multiselect(
            text("team.form.roles"),
            [role.id for role in visit.model.roles],
            default=list(stored.roles),
            format_func=situation.role,
            placeholder=text("team.form.roles_choose"),
            key=f"{key}.roles",
        )
        heads = st.number_input(
            text("team.form.people"),
            min_value=1,
            max_value=limits.heads,
            value=min(stored.heads, limits.heads),
            step=1,
            help=text("team.form.people_help"),
            key=f"{key}.people",
        )
    return Person(" ".join(name.split()), tuple(roles), int(heads))


def _table(visit: Visit, team: Team) -> Table:
    text = visit.text
    columns = ("name", "roles", "people")
    head = (text("team.form.number"), *(text(f"team.columns.{column}") for column in columns))
    rows = tuple(
        (
            Line(number(text, row)),
            Line(person.name or "–", quiet=not person.name),
            Line(role_names(text, person.roles) or text("team.person.without"), quiet=not person.roles),
            Line(number(text, person.heads)),
        )
        for row, person in enumerate(team.people, start=1)
    )
    return Table(head, rows)


def _change(visit: Visit, situation: Situation, team: Team) -> None:
    """A form for the chosen row; its key holds the row's content, so that no other row is ever changed."""
    text = visit.text

    def told(row: int) -> str:
        return text("team.form.row_shown", n=row + 1, person=person_name(text, team.people[row]))

    chosen = st.selectbox(
        text("team.form.row"),
        range(len(team.people)),
        index=None,
        format_func=told,
        placeholder=text("team.form.row_choose"),
        key=f"row.team.{len(team.people)}",
    )
    if chosen is None:
        return
    stored = team.people[chosen]
    key = f"change.team.{chosen}.{crc32(repr(stored).encode())}"
    with st.form(key):
        person = _person(visit, situation, key, stored)
        with st.container(horizontal=True):
            save = st.form_submit_button(text("team.form.save"), type="primary", key=f"{key}.save")
            remove = st.form_submit_button(text("team.form.remove"), key=f"{key}.remove")
    if save and not person.roles:
        style.message("error", text("team.form.no_role_kept"))
    elif save or remove:
        kept = () if remove else (person,)
        people = (*team.people[:chosen], *kept, *team.people[chosen + 1 :])
        visit.put_sheet(replace(team, people=people))
        st.rerun()
