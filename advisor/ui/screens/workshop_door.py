"""Who may run a workshop: everything that is checked before a page of a workshop is drawn."""

import os
from collections.abc import Callable
from urllib.parse import urlsplit

import streamlit as st

from advisor.content.workshop import load_room_settings
from advisor.errors import RoomError, StoreUnavailable
from advisor.ui import blocks, state, style
from advisor.ui.state import Visit
from advisor.workshop import Host, host, take_over

SIGN_IN = "ADVISOR_HOST_SIGN_IN"
"""Set to 1, hosts have to sign in; Streamlit's own [auth] settings say where."""

_TRY_AGAIN_SECONDS = 2


def with_host(visit: Visit, draw: Callable[[Host], None]) -> None:
    """Draw a page of the workshop that the address names, for its host; for others say why not.

    While the store is away the page waits, and goes on by itself.
    """
    if not may_host(visit):
        return
    try:
        draw(entered(visit))
    except RoomError:
        _not_host(visit)
    except StoreUnavailable:
        away(visit)


def entered(visit: Visit) -> Host:
    """The host at the workshop that the address names; RoomError for anybody else."""
    room = st.query_params.get("room", "")
    return host(visit.store, load_room_settings(), visit.token or "", room)


def may_host(visit: Visit) -> bool:
    """Whether this visitor may run workshops here; where not, say what is missing."""
    text = visit.text
    if os.environ.get(SIGN_IN) == "1" and not st.user.get("is_logged_in", False):
        _sign_in(visit)
        return False
    if visit.token is None:
        style.draw(blocks.page_head(text("workshop.create.title"), lede=text("workshop.create.lede")))
        style.message("error", text("workshop.create.cookie"))
        return False
    return True


def act(visit: Visit, action: Callable[[], object]) -> None:
    """Do what the host asked for, then draw the page anew; a store that is away is said on the next page.

    Whoever is no host any more is told so by the next page, too.
    """
    try:
        action()
    except StoreUnavailable:
        state.notice(visit.text("workshop.state.away"))
    except RoomError:
        pass
    st.rerun()


def place() -> str:
    """The short address to type on a phone, without scheme."""
    return f"{urlsplit(state.meeting_address()).netloc}/j"


def _sign_in(visit: Visit) -> None:
    text = visit.text
    style.draw(blocks.page_head(text("workshop.sign_in.title"), lede=text("workshop.sign_in.lede")))
    if "is_logged_in" not in st.user:
        style.message("error", text("workshop.sign_in.missing"))
    elif st.button(text("workshop.sign_in.button"), type="primary", key="sign_in"):
        st.login()


def _not_host(visit: Visit) -> None:
    """A friendly word for whoever has no right here, and the way in for who has the link."""
    text = visit.text
    style.draw(blocks.page_head(text("workshop.denied.title"), lede=text("workshop.denied.lede")))
    link = st.text_input(text("workshop.denied.label"), type="password", key="host_link")
    if st.button(text("workshop.denied.button"), type="primary", key="claim"):
        try:
            room = take_over(visit.store, link.strip().rpartition("#")[2], visit.token or "")
        except RoomError:
            style.message("error", text("workshop.denied.wrong"))
        except StoreUnavailable:
            away(visit)
        else:
            visit.go("workshop", room=room)
    style.draw(blocks.method_line(text("workshop.denied.join", place=place())))


def away(visit: Visit) -> None:
    """Say calmly that the store is away, and try again until it is back."""
    text = visit.text
    style.message("note", text("workshop.state.away"), text("workshop.state.away_next"))

    @st.fragment(run_every=_TRY_AGAIN_SECONDS)
    def waiting() -> None:
        try:
            visit.store.rooms.room("")
        except StoreUnavailable:
            return
        st.rerun(scope="app")

    waiting()
