"""The normal result of the answers that a room has settled, on a page of its own."""

import streamlit as st

from advisor.content.workshop import load_room_settings
from advisor.core.model import DONT_KNOW
from advisor.ui import blocks, style
from advisor.ui.screens import result, taking, workshop_decide
from advisor.ui.screens.workshop_door import with_host
from advisor.ui.state import Visit
from advisor.workshop import Host
from advisor.workshop import result as room_result


def show(visit: Visit) -> None:
    """Draw the page."""
    with_host(visit, lambda host: _draw(visit, host))


def _draw(visit: Visit, host: Host) -> None:
    text = visit.text
    if st.button(text("workshop.room.back"), type="tertiary", key="back_to_room"):
        visit.go("room", room=host.room.id)
    found = room_result(visit.store, visit.model, load_room_settings(), host.room)
    settled = workshop_decide.settled_now(host, found)
    if not any(option != DONT_KNOW for option in settled.values()):
        style.draw(
            blocks.empty(text("workshop.room.decided_empty"), text("workshop.room.decided_empty_lede"))
        )
        return
    saved = workshop_decide.saved_file(visit, host, found, settled)
    style.to_top()
    result.draw_result(result.shown(visit, saved, own=False, note=saved.organisation))
    with st.container(horizontal=True, key=style.DOWNLOADS):
        taking.downloads(visit, saved)
