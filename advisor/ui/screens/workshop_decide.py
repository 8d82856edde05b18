"""Decide and take along: one settled answer per question, and the files that come of them."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import streamlit as st

from advisor.content import savefile
from advisor.content.locale import day
from advisor.content.room_telling import RoomTelling
from advisor.content.roomexport import room_csv
from advisor.content.savefile import SaveFile
from advisor.content.workshop import load_room_settings
from advisor.core.model import DONT_KNOW
from advisor.core.room import RoomResult
from advisor.ui import blocks, state, style
from advisor.ui.screens import taking
from advisor.ui.screens.workshop_desk import delete
from advisor.ui.screens.workshop_door import act
from advisor.ui.state import Visit
from advisor.workshop import Host, prefilled

OPEN = ""
"""Stands for a question that is left open."""


def draw(visit: Visit, host: Host, found: RoomResult | None) -> None:
    """Draw the two sections below the room's result."""
    text = visit.text
    style.draw(blocks.section("decide", text("workshop.room.decide"), note=text("workshop.room.decide_lede")))
    settled = _settle(visit, host, found)
    style.draw(blocks.method_line(text("workshop.room.settled")))
    with st.container(key=style.ACTIONS, horizontal=True):
        if st.button(text("workshop.room.show"), type="primary", key="to_decided"):
            host.settle(visit.model, {**host.settled(), **settled})
            visit.go("decided", room=host.room.id)
        if found is not None and st.button(text("workshop.room.refill"), type="tertiary", key="refill"):
            act(visit, partial(host.settle, visit.model, {}))
    _take(visit, host, found, settled)


def settled_now(host: Host, found: RoomResult | None) -> dict[str, str]:
    """What the host settled; what was not touched is what the room has said most often."""
    answers = {**prefilled(found), **host.settled()}
    return {question: option for question, option in answers.items() if option is not None}


def saved_file(visit: Visit, host: Host, found: RoomResult | None, settled: Mapping[str, str]) -> SaveFile:
    """The settled answers as a save file, with what may be told of the room."""
    when = host.room.created_at.astimezone(state.visitor_zone()).date()
    return SaveFile(dict(settled), visit.organisation, when, room=found)


def _settle(visit: Visit, host: Host, found: RoomResult | None) -> dict[str, str]:
    """One field per question; a change is stored at once."""
    stored = settled_now(host, found)
    limit = load_room_settings().contested_variation
    contested = {q.question for q in found.questions if q.is_contested(limit)} if found else set()
    telling = RoomTelling(visit.model, load_room_settings(), visit.text, found) if found else None
    said = {q.question: telling.sentence(q) for q in telling.result.questions} if telling else {}
    chosen: dict[str, str] = {}
    changed: dict[str, str | None] = {}
    with st.container(key=style.SETTLE):
        for question in host.room.settings.questions:
            was = stored.get(question, OPEN)
            now = _field(visit, host, question, was, contested=question in contested)
            style.draw(blocks.method_line(said.get(question, "")))
            name = f"settle.{host.room.id}.{question}"
            if state.changed_here(name, now, was, pressed=False):
                changed[question] = now or None
            chosen[question] = now
    if changed:
        act(visit, partial(host.settle, visit.model, {**host.settled(), **changed}))
    return {question: option for question, option in chosen.items() if option != OPEN}


def _field(visit: Visit, host: Host, question: str, was: str, *, contested: bool) -> str:
    text = visit.text
    name = text(f"questions.{question}.short")
    labels = {OPEN: text("workshop.room.open"), **text.under(f"questions.{question}.options")}
    labels[DONT_KNOW] = text("questions.dont_know.label")
    options = [OPEN, *visit.model.question_by_id[question].option_ids]
    key = f"settle.{host.room.id}.{question}"
    kept = state.stored_or_newer(key, key, was)
    chosen = st.selectbox(
        text("workshop.room.contested", question=name) if contested else name,
        options,
        index=None if kept else options.index(was),
        format_func=labels.__getitem__,
        key=key,
    )
    return chosen or OPEN


def _take(visit: Visit, host: Host, found: RoomResult | None, settled: Mapping[str, str]) -> None:
    text = visit.text
    lede = text("workshop.room.take_lede", language=text("ui.app.language_name"))
    style.draw(blocks.section("take", text("workshop.room.take"), sentence=lede))
    name = st.text_input(
        text("ui.result.organisation"),
        value=visit.organisation,
        max_chars=savefile.MAX_NAME,
        placeholder=text("ui.result.organisation_placeholder"),
        key="room_organisation",
    )
    visit.put("organisation", name)
    saved = replace(saved_file(visit, host, found, settled), organisation=name)
    with st.container(horizontal=True, key=style.DOWNLOADS):
        taking.downloads(visit, saved)
        _counts(visit, saved)
        if st.button(text("workshop.desk.delete"), type="tertiary", key="delete_room"):
            delete(visit, host)
    until = day(host.room.expires_at.astimezone(state.visitor_zone()).date(), text.language)
    style.draw(blocks.method_line(text("workshop.room.kept_until", date=until)))


def _counts(visit: Visit, saved: SaveFile) -> None:
    text, found = visit.text, saved.room
    if found is None:
        return
    telling = RoomTelling(visit.model, load_room_settings(), text, found)
    st.download_button(
        text("workshop.room.counts"),
        data=lambda: room_csv(telling),
        file_name=text("workshop.room.counts_file", date=saved.day.isoformat() if saved.day else ""),
        mime="text/csv",
        icon=":material/table:",
        on_click="ignore",
        key="counts",
    )
