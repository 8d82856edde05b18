"""The room's result, and below it what the host settles with the room and takes along."""

import streamlit as st

from advisor.charts.markup import join
from advisor.content.room_telling import RoomTelling
from advisor.content.workshop import load_room_settings
from advisor.core.room import RoomResult
from advisor.ui import blocks, state, style
from advisor.ui.screens import workshop_decide
from advisor.ui.screens.workshop_desk import confirm
from advisor.ui.screens.workshop_door import with_host
from advisor.ui.state import Visit
from advisor.workshop import Host, result


def show(visit: Visit) -> None:
    """Draw the page."""
    with_host(visit, lambda host: _draw(visit, host))


def _draw(visit: Visit, host: Host) -> None:
    if (message := state.notice()) is not None:
        style.message("note", message)
    if st.button(visit.text("workshop.room.to_desk"), type="tertiary", key="to_desk"):
        visit.go("workshop", room=host.room.id)
    found = draw_result(visit, host)
    open_ = found is not None and host.room.stage != "closed"
    if open_ and st.button(visit.text("workshop.desk.end"), key="end"):
        confirm(visit, "end", host.end)
    workshop_decide.draw(visit, host, found)


def draw_result(visit: Visit, host: Host) -> RoomResult | None:
    """Draw what may be told of the room, the conclusion first; nothing where too few have answered."""
    text, limits = visit.text, load_room_settings()
    found = result(visit.store, visit.model, limits, host.room)
    if found is None:
        least = host.room.settings.least_group
        lede = text("workshop.room.empty_lede", least=least)
        style.draw(blocks.empty(text("workshop.room.empty"), lede))
        return None
    telling = RoomTelling(visit.model, limits, text, found)
    when = host.room.created_at.astimezone(state.visitor_zone()).date()
    head = blocks.page_head(telling.headline(), eyebrow=telling.eyebrow(when), lede=telling.lede())
    style.draw(head)
    _sections(telling)
    return found


def _sections(telling: RoomTelling) -> None:
    """Disagreement first, then what the answers add up to, and at the end every question."""
    text = telling.text
    style.draw(blocks.section("map", text("room.map.title")))
    style.draw(blocks.disagreement_map(telling))
    for section in blocks.room_sections(telling):
        style.draw(section)
    with st.expander(text("workshop.room.all_questions")):
        for question in telling.result.questions:
            title = blocks.subheading(telling.asked(question.question))
            style.draw(join(title, blocks.distribution(telling, question, large=False)))
