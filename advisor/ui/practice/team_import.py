"""A list of people that is pasted or uploaded: counted first, used when the leader says so."""

import streamlit as st

from advisor.content.locale import listed
from advisor.content.practice import team_table
from advisor.core.practice.team import Team
from advisor.practice.team_words import number
from advisor.ui import style
from advisor.ui.practice.importing import given
from advisor.ui.state import Visit


def draw(visit: Visit, team: Team) -> None:
    """Draw the fields for a list, what was read from it, and the button that puts it in place."""
    text = visit.text
    st.write(text("team.import.help"))
    read = given(
        visit,
        "team",
        lambda data, name: team_table.read_file(data, name, text),
        lambda pasted: team_table.read_pasted(pasted, text),
    )
    if read is not None:
        _offer(visit, team, *read)


def _offer(visit: Visit, team: Team, read: Team, unused: tuple[str, ...]) -> None:
    """What was read, and the button; none where the list consists of these rows already."""
    text = visit.text
    if read == team:
        style.message("note", text("team.import.used"))
        return
    key = "read" if team.people else "read_empty"
    counts = {"rows": number(text, len(read.people)), "people": number(text, read.size)}
    told = text(f"team.import.{key}", **counts, old=number(text, len(team.people)))
    left = text("team.import.unused", columns=listed(unused, text.language)) if unused else ""
    style.message("note", told, left)
    if st.button(text("team.import.use"), type="primary", key="use.team"):
        visit.put_sheet(read)
        st.rerun()
