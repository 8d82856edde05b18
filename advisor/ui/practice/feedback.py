"""The leader's input for feedback and failure: six types, and the checklist in groups."""

from dataclasses import replace
from typing import cast

import streamlit as st

from advisor.content.practice.feedback import COLLECTED, DONE, ITEMS, TYPES, handbook
from advisor.core.practice.feedback import Check, Collected, Done, Feedback, Stream
from advisor.practice.situation import Situation
from advisor.ui import blocks, style
from advisor.ui.practice import fields
from advisor.ui.state import Visit

_FIELD = "feedback"


def edit(visit: Visit, situation: Situation) -> None:
    """Draw the types and the groups of the checklist; what changes is recorded at once."""
    text, sheet = situation.text, situation.sheet(Feedback)
    style.draw(blocks.subheading(text("feedback.fields.types")))
    with st.container(key=f"{style.FIELDS}-feedback-types"):
        for type_ in handbook().type:
            sheet = sheet.with_stream(type_.id, _stream(situation, type_.id))
    style.draw(blocks.subheading(text("feedback.fields.items")))
    for group in handbook().groups:
        with st.expander(text(f"feedback.groups.{group}")):
            for item in (item for item in handbook().item if item.group == group):
                sheet = sheet.with_check(item.id, _check(situation, item.id))
    if sheet != situation.sheet(Feedback):
        visit.put_sheet(sheet)


def _stream(situation: Situation, type_: str) -> Stream:
    """One type; where it is collected is asked once it is, or could be."""
    text, stored = situation.text, situation.sheet(Feedback).stream(type_)
    with st.container():
        state = fields.choice(
            f"{_FIELD}.{type_}.state",
            text(f"{TYPES}.{type_}.ask"),
            COLLECTED,
            stored.state,
            lambda state: text(f"feedback.collected.{state}"),
            help=text(f"{TYPES}.{type_}.fact"),
        )
        stream = replace(stored, state=cast(Collected, state))
        if state not in ("collected", "possible"):
            return stream
        return replace(stream, where=_where(situation, f"{TYPES}.{type_}.name", type_, stored.where))


def _check(situation: Situation, item: str) -> Check:
    """One item of the checklist; where is asked once there is something to find."""
    text, stored = situation.text, situation.sheet(Feedback).check(item)
    state = fields.choice(
        f"{_FIELD}.{item}.state",
        text(f"{ITEMS}.{item}.name"),
        DONE,
        stored.state,
        lambda state: text(f"feedback.done.{state}"),
    )
    check = replace(stored, state=cast(Done, state))
    if state not in ("yes", "partly"):
        return check
    return replace(check, where=_where(situation, f"{ITEMS}.{item}.name", item, stored.where))


def _where(situation: Situation, name: str, id_: str, stored: str) -> str:
    """The line that says where; its label names the type or the item, for those who hear the page."""
    label = situation.text("feedback.fields.where", name=situation.text(name))
    return fields.line(f"{_FIELD}.{id_}.where", label, stored)
