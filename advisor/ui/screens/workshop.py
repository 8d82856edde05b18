"""Workshop: open one, find one's own again, and the desk of the one that the address names."""

import streamlit as st

from advisor.content.locale import moment
from advisor.content.room_telling import role_name
from advisor.content.text import LANGUAGES, load_text
from advisor.content.workshop import load_room_settings
from advisor.errors import InputError, StoreUnavailable
from advisor.ui import blocks, state, style
from advisor.ui.screens import workshop_desk
from advisor.ui.screens.workshop_door import away, may_host, with_host
from advisor.ui.state import Visit
from advisor.workshop import WorkshopSettings, hosted, open_workshop


def show(visit: Visit) -> None:
    """Draw the desk of a workshop, or the page on which one is opened."""
    if "room" in st.query_params:
        with_host(visit, lambda host: workshop_desk.draw(visit, host))
        return
    state.forget_secret()
    if not may_host(visit):
        return
    try:
        _create(visit)
        _list(visit)
    except StoreUnavailable:
        away(visit)


def _create(visit: Visit) -> None:
    text, limits = visit.text, load_room_settings()
    if (message := state.notice()) is not None:
        style.message("note", message)
    style.draw(
        blocks.page_head(
            text("workshop.create.title"),
            eyebrow=text("workshop.create.eyebrow"),
            lede=text("workshop.create.lede"),
        )
    )
    with st.container(key=style.ACTIONS, horizontal=True):
        pressed = st.button(text("workshop.create.open"), type="primary", key="open_workshop")
    with st.expander(text("workshop.create.options")):
        wanted = _options(visit)
    days, hours = limits.retention_days, limits.code_hours
    style.draw(blocks.method_line(text("workshop.create.promise", hours=hours, days=days)))
    if pressed:
        _open(visit, wanted)


def _open(visit: Visit, wanted: WorkshopSettings) -> None:
    token = visit.token or ""
    try:
        room, secret = open_workshop(visit.store, load_room_settings(), visit.model, token, wanted)
    except InputError as error:
        style.message("error", visit.text(f"workshop.create.bad_{error.key}"))
        return
    state.fresh_secret(room, secret)
    visit.go("workshop", room=room)


def _options(visit: Visit) -> WorkshopSettings:
    """The host's choices; left alone, they are the defaults."""
    text, limits = visit.text, load_room_settings()
    questions = _questions(visit)
    language = st.segmented_control(
        text("workshop.create.language"),
        LANGUAGES,
        default=text.language,
        required=True,
        format_func=lambda language: load_text(language)("ui.app.language_name"),
        help=text("workshop.create.language_help"),
        key=f"room_language.{text.language}",
    )
    names = st.toggle(text("workshop.create.names"), help=text("workshop.create.names_help"), key="names")
    roles = _roles(visit)
    least = st.number_input(
        text("workshop.create.least"),
        min_value=limits.least_group,
        max_value=limits.most_participants,
        step=1,
        help=text("workshop.create.least_help", least=limits.least_group),
        key="least",
    )
    return WorkshopSettings(questions, language, names, roles, int(least))


def _questions(visit: Visit) -> tuple[str, ...]:
    text, model = visit.text, visit.model
    core = tuple(question.id for question in model.core_questions)
    labels = {
        "core": text("workshop.create.core", n=len(core)),
        "chosen": text("workshop.create.chosen"),
    }
    which = st.radio(
        text("workshop.create.which"), labels, format_func=labels.__getitem__, horizontal=True, key="which"
    )
    if which == "core":
        return core
    chosen = st.multiselect(
        text("workshop.create.choose"),
        list(model.question_by_id),
        default=core,
        format_func=lambda question: text(f"questions.{question}.short"),
        key="chosen",
    )
    return tuple(chosen)


def _roles(visit: Visit) -> tuple[str, ...]:
    text, known = visit.text, load_room_settings().roles
    if not st.toggle(text("workshop.create.roles"), help=text("workshop.create.roles_help"), key="roles"):
        return ()
    chosen = st.multiselect(
        text("workshop.create.roles_which"),
        known,
        default=known,
        format_func=lambda role: role_name(text, role),
        accept_new_options=True,
        key="which_roles",
    )
    return tuple(chosen)


def _list(visit: Visit) -> None:
    """The workshops that this visitor runs, the newest first."""
    text = visit.text
    rooms = hosted(visit.store, visit.token or "")
    none = "" if rooms else text("workshop.list.none")
    style.draw(blocks.section("mine", text("workshop.list.title"), note=none))
    for room in rooms:
        when = moment(room.created_at.astimezone(state.visitor_zone()), text.language)
        label = text("workshop.list.item", when=when, state=text(f"workshop.stage.{room.stage}"))
        with st.container(key=f"item.{room.id}", horizontal=True, vertical_alignment="center"):
            st.write(label)
            if st.button(text("workshop.list.open"), key=f"open.{room.id}"):
                visit.go("workshop", room=room.id)
