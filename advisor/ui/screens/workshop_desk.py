"""The host's private desk: the way in, who is here, what was chosen, and the end of a workshop."""

from collections.abc import Callable
from functools import partial
from urllib.parse import urlsplit

import streamlit as st

from advisor.content.locale import day, listed, moment
from advisor.content.room_telling import role_name
from advisor.content.text import load_text
from advisor.errors import RoomError, StoreUnavailable
from advisor.ui import blocks, state, style
from advisor.ui.reach import is_local
from advisor.ui.screens.workshop_door import act, place
from advisor.ui.state import Visit
from advisor.workshop import Host, Room

_EVERY_SECONDS = 2


def draw(visit: Visit, host: Host) -> None:
    """Draw the page."""
    text = visit.text
    if (message := state.notice()) is not None:
        style.message("note", message)
    _head(visit, host.room)
    _buttons(visit, host.room)
    _host_link(visit, host.room)
    if host.room.join_code is not None:
        _way_in(visit, host.room)
    style.draw(blocks.section("people", text("workshop.desk.people")))
    _people(visit, host)
    facts = blocks.facts(_settings(visit, host.room))
    style.draw(blocks.section("settings", text("workshop.desk.settings"), facts))
    _end(visit, host)


def _head(visit: Visit, room: Room) -> None:
    text = visit.text
    when = moment(room.created_at.astimezone(state.visitor_zone()), text.language)
    place_ = {"n": room.position + 1, "total": len(room.settings.questions)}
    over = room.stage == "closed"
    lede = text("workshop.desk.lede_closed", date=_last_day(visit, room)) if over else ""
    style.draw(
        blocks.page_head(
            text(f"workshop.desk.title_{room.stage}", **place_),
            eyebrow=text("workshop.desk.eyebrow", when=when),
            lede=lede or text("workshop.desk.lede"),
        )
    )


def _buttons(visit: Visit, room: Room) -> None:
    text = visit.text
    with st.container(key=style.ACTIONS, horizontal=True):
        if room.stage != "closed":
            st.link_button(
                text("workshop.desk.screen"), f"/screen?room={room.id}", type="primary", key="screen"
            )
        if st.button(text("workshop.desk.result"), key="result"):
            visit.go("room", room=room.id)
        if st.button(text("workshop.desk.all"), type="tertiary", key="all"):
            visit.go("workshop")


def _host_link(visit: Visit, room: Room) -> None:
    """The link that opens this workshop elsewhere; only right after it was made."""
    text = visit.text
    if (secret := state.fresh_secret(room.id)) is None:
        return
    lines = (text("workshop.desk.link_purpose"), text("workshop.desk.link_again"))
    style.message("note", text("workshop.desk.link_title"), *lines)
    st.code(f"{state.meeting_address()}/host#{secret}", language=None)


def _way_in(visit: Visit, room: Room) -> None:
    text, code = visit.text, room.join_code or ""
    style.draw(blocks.section("way", text("workshop.desk.way_in")))
    host = urlsplit(state.meeting_address()).hostname or ""
    if is_local(host):
        style.message("note", text("workshop.desk.local", host=host), text("workshop.desk.local_next"))
    address = f"{state.meeting_address()}/j/{code}"
    style.draw(blocks.join_card(text, address, place(), code, locked=room.locked))


def _people(visit: Visit, host: Host) -> None:
    """Who is here, kept up to date; the page is drawn anew when another device has changed something."""

    @st.fragment(run_every=_EVERY_SECONDS)
    def people() -> None:
        try:
            room = host.now()
            _, here = host.attendance()
            names = host.names() if room.settings.names else ()
        except (RoomError, StoreUnavailable):
            st.rerun(scope="app")
        if room.version != host.room.version or room.stage != host.room.stage:
            st.rerun(scope="app")
        _who(visit, room, here, names)

    people()


def _who(visit: Visit, room: Room, here: int, names: tuple[str, ...]) -> None:
    text, least = visit.text, room.settings.least_group
    style.draw(blocks.here(text, here))
    if here < least and room.stage != "closed":
        style.draw(blocks.method_line(text("workshop.desk.few", least=least)))
    if room.settings.roles:
        style.draw(blocks.method_line(text("workshop.desk.split", least=least)))
    if room.settings.names:
        shown = blocks.names(text("workshop.desk.names"), names)
        style.draw(shown if names else blocks.method_line(text("workshop.desk.names_none")))
        style.draw(blocks.method_line(text("workshop.desk.names_own")))


def _settings(visit: Visit, room: Room) -> list[tuple[str, str]]:
    """What was chosen and what follows from it, each as name and value."""
    text, chosen = visit.text, room.settings
    roles = listed((role_name(text, role) for role in chosen.roles), text.language)
    until = moment(room.code_expires_at.astimezone(state.visitor_zone()), text.language)
    over = room.join_code is None
    values = {
        "questions": text("workshop.desk.questions", n=len(chosen.questions)),
        "language": load_text(chosen.language)("ui.app.language_name"),
        "names": text("workshop.desk.on" if chosen.names else "workshop.desk.off"),
        "roles": roles or text("workshop.desk.off"),
        "least": text("workshop.desk.people_n", n=chosen.least_group),
        "code": text("workshop.desk.until_over") if over else text("workshop.desk.until", when=until),
        "kept": text("workshop.desk.kept", date=_last_day(visit, room)),
    }
    return [(text(f"workshop.desk.set_{name}"), value) for name, value in values.items()]


def _last_day(visit: Visit, room: Room) -> str:
    return day(room.expires_at.astimezone(state.visitor_zone()).date(), visit.text.language)


def _end(visit: Visit, host: Host) -> None:
    text, room = visit.text, host.room
    style.draw(blocks.section("door", text("workshop.desk.door")))
    with st.container(key=style.DOWNLOADS, horizontal=True):
        if room.stage != "closed":
            label = text("workshop.desk.unlock" if room.locked else "workshop.desk.lock")
            if st.button(label, key=f"lock.{not room.locked}"):
                act(visit, partial(host.lock, locked=not room.locked))
        if st.button(text("workshop.desk.link_new"), key="new_link"):
            confirm(visit, "link", partial(_renew, host))
        if room.stage != "closed" and st.button(text("workshop.desk.end"), key="end"):
            confirm(visit, "end", host.end)
        if st.button(text("workshop.desk.delete"), type="tertiary", key="delete_room"):
            delete(visit, host)


def _renew(host: Host) -> None:
    state.fresh_secret(host.room.id, host.new_secret())


def delete(visit: Visit, host: Host) -> None:
    """Ask once, then delete the workshop and everything in it."""
    confirm(visit, "delete", host.delete, leave=True)


def confirm(visit: Visit, what: str, action: Callable[[], object], *, leave: bool = False) -> None:
    """Ask once, with the way out beside it."""
    text = visit.text
    titles = {"link": "link_new", "end": "end", "delete": "delete"}

    @st.dialog(text(f"workshop.desk.{titles[what]}"))
    def ask() -> None:
        st.write(text(f"workshop.desk.{what}_ask"))
        with st.container(horizontal=True):
            if st.button(text(f"workshop.desk.{what}_yes"), type="primary", key=f"{what}_yes"):
                _done(visit, action, leave=leave)
            if st.button(text("workshop.desk.cancel"), key=f"{what}_no"):
                st.rerun()

    ask()


def _done(visit: Visit, action: Callable[[], object], *, leave: bool) -> None:
    if not leave:
        act(visit, action)
    try:
        action()
    except StoreUnavailable:
        state.notice(visit.text("workshop.state.away"))
        st.rerun()
    except RoomError:
        st.rerun()  # no host any more: the page says so
    state.notice(visit.text("workshop.list.deleted"))
    visit.go("workshop")
