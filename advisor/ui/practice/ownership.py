"""The leader's input for this tool: one activity at a time, the names of the parties, and whole tables."""

from dataclasses import replace

import streamlit as st

from advisor.content.practice.ownership import handbook
from advisor.content.practice.ownership_table import labels
from advisor.core.practice.ownership import (
    LETTERS,
    NOTHING,
    OWN,
    Cell,
    Ownership,
    entered,
    parties,
)
from advisor.practice import ownership as telling
from advisor.practice.situation import Situation
from advisor.ui import blocks, style
from advisor.ui.practice import fields
from advisor.ui.practice.ownership_table import take_table
from advisor.ui.state import Visit

_PROPOSED = "proposed"


def edit(visit: Visit, situation: Situation) -> None:
    """Draw the input; what changes is recorded at once."""
    text, sheet = visit.text, situation.sheet(Ownership)
    proposal = telling.proposal(situation)
    if proposal:
        adopted = fields.tick(
            "ownership:adopted",
            text("ownership.input.adopted"),
            sheet.adopted,
            help=text("ownership.input.adopted_help"),
        )
        sheet = replace(sheet, adopted=adopted)
    chosen = _chosen(situation)
    sheet = _activity(situation, sheet, chosen)
    with st.expander(text("ownership.input.parties")):
        sheet = _named(situation, sheet)
    visit.put_sheet(sheet)
    before = situation.sheet(Ownership)
    drawn_above = before.names != sheet.names or (chosen in before.cells) != (chosen in sheet.cells)
    if drawn_above and visit.situation.sheet(Ownership) == sheet:
        st.rerun()  # names of fields, and the button above them
    with st.expander(text("ownership.input.table")):
        take_table(visit, sheet, proposal)


def _chosen(situation: Situation) -> str:
    """The activity that is shown: a matter of this page only, so nothing of it is kept."""
    text = situation.text
    areas = {activity.id: activity.area for activity in handbook().activity}

    def label(activity: str) -> str:
        return text(
            "ownership.input.activity_option",
            area=text(f"ownership.areas.{areas[activity]}"),
            activity=telling.activity_name(situation, activity),
        )

    label_ = text("ownership.input.activity")
    return st.selectbox(label_, list(areas), format_func=label, key="ownership_activity")


def _activity(situation: Situation, sheet: Ownership, activity: str) -> Ownership:
    """The letters of every party for one activity."""
    text = situation.text
    style.draw(blocks.method_line(telling.activity_name(situation, activity, "what")))
    plan = telling.proposal(situation).get(activity, {})
    said = dict(sheet.cells.get(activity, {}))
    if said and st.button(
        text("ownership.input.take_back" if plan else "ownership.input.clear_row"),
        key=f"ownership_take_back_{activity}",
    ):
        said = {}
    shown = labels(sheet, text)
    with st.container(key=f"{style.FIELDS}-ownership-cells"):
        for party in parties(handbook(), sheet):
            letters = _cell(situation, activity, (party, shown[party]), plan.get(party), said.get(party, ""))
            said.pop(party, None)
            if letters:
                said[party] = letters
    return replace(sheet, cells=entered(sheet, activity, said))


def _cell(situation: Situation, activity: str, party: tuple[str, str], plan: Cell | None, said: str) -> str:
    """One party's letters as entered; empty where they are left to the proposal, or to nothing."""
    text = situation.text
    unsaid = _PROPOSED if plan else NOTHING

    def label(option: str) -> str:
        if option == _PROPOSED:
            return text("ownership.input.as_proposed", letters=plan.letters if plan else "")
        return text("ownership.choices.none" if option == NOTHING else f"ownership.choices.{option}")

    options = (*((_PROPOSED,) if plan else ()), *LETTERS, NOTHING)
    name = f"ownership:cell:{activity}:{party[0]}"
    chosen = fields.choice(name, party[1], options, said or unsaid, label) or unsaid
    return "" if chosen == unsaid else chosen


def _named(situation: Situation, sheet: Ownership) -> Ownership:
    """What the parties are called here; a party of the leader's own goes with its name, entries included."""
    text, usual = situation.text, situation.text.under("ownership.parties")
    names = dict(sheet.names)
    with st.container(key=f"{style.FIELDS}-ownership-names"):
        for party in (*(party.id for party in handbook().party), *OWN):
            label = (
                text("ownership.input.add", n=OWN.index(party) + 1)
                if party in OWN
                else text("ownership.input.rename", party=usual[party])
            )
            name = fields.line(f"ownership:name:{party}", label, names.pop(party, "")).strip()
            if name:
                names[party] = name
    there = parties(handbook(), replace(sheet, names=names))
    cells = {
        activity: {party: letters for party, letters in row.items() if party in there}
        for activity, row in sheet.cells.items()
    }
    return replace(sheet, names=names, cells={activity: row for activity, row in cells.items() if row})
