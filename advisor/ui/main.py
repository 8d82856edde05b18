"""The Streamlit script: one visit, one page."""

import logging
import traceback
from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from advisor.content.text import LANGUAGES, load_text
from advisor.errors import AdvisorError
from advisor.ui import state, style, trouble
from advisor.ui.practice import frame, links
from advisor.ui.screens import (
    archetypes,
    questions,
    reference,
    result,
    roles,
    shared,
    sources,
    start,
    workshop,
    workshop_decided,
    workshop_room,
    workshop_screen,
)
from advisor.ui.state import Visit

# The menu, in order; the key is also the page's address, the same in every language.
PAGES = {
    "start": start.show,
    "questions": questions.show,
    "result": result.show,
    "tools": links.index,
    "workshop": workshop.show,
    "reference": reference.show,
}

# Reached from the page "reference", and linked to where they help.
REFERENCE = {
    "archetypes": archetypes.show,
    "roles": roles.show,
    "sources": sources.show,
}

# Pages of one workshop, reached from its desk only; they keep nothing in the visitor's draft.
ROOM = {
    "screen": workshop_screen.show,
    "room": workshop_room.show,
    "decided": workshop_decided.show,
}
WITHOUT_DRAFT = ("workshop", *ROOM)


def main() -> None:
    """Draw the page that was asked for."""
    visit = state.arrive()
    st.set_page_config(page_title=visit.text("ui.app.title"), layout="wide")
    language = st.empty()
    token = st.query_params.get("share")
    if token is not None:
        _document_language(visit.text.language)
        _guarded(visit, partial(shared.show, visit, token))
        return
    page = _navigation(visit)
    if page.url_path != "workshop":
        state.forget_secret()
    if page.url_path == "screen":  # on the wall is nothing but the workshop, in its own language
        page.run()
    with language:
        _document_language(visit.text.language)
    if page.url_path != "screen":
        _language_switch(visit)
        page.run()


def _navigation(visit: Visit) -> Any:
    """Make the pages, and return the one that was asked for."""
    tools = {tool: partial(frame.show, tool=tool) for tool in frame.INPUTS}
    for name, show in (PAGES | REFERENCE | tools | ROOM).items():
        visit.pages[name] = st.Page(
            partial(_guarded, visit, partial(show, visit), draft=name not in WITHOUT_DRAFT),
            title=visit.text(_title(name)),
            url_path=None if name == "start" else name,
            default=name == "start",
            visibility="visible" if name in PAGES else "hidden",
        )
    return st.navigation(list(visit.pages.values()), position="top")


def _title(name: str) -> str:
    """The key of a page's title."""
    if name in frame.INPUTS:
        return f"tools.{name}.name"
    return f"ui.nav.{'workshop' if name in ROOM else name}"


def _guarded(visit: Visit, draw: Callable[[], None], *, draft: bool = True) -> None:
    """Draw; what goes wrong is logged by its kind and place, never by its message, which may quote one."""
    try:
        if draft:
            _store_trouble(visit)
        draw()
    except Exception as error:
        if isinstance(error, AdvisorError):
            logging.getLogger("advisor").error("page failed: %s", error)
        else:
            place = "".join(traceback.format_tb(error.__traceback__))
            logging.getLogger("advisor").error("page failed: %s\n%s", type(error).__name__, place)
        style.message("error", visit.text("ui.state.error"))


def _store_trouble(visit: Visit) -> None:
    if visit.session.trouble is not None:
        style.message("not-saved", trouble.store_words(visit, visit.session.trouble))


def _language_switch(visit: Visit) -> None:
    with st.container(key=style.LANGUAGE):
        chosen = st.segmented_control(
            visit.text("ui.app.language"),
            LANGUAGES,
            default=visit.text.language,
            required=True,
            format_func=lambda language: load_text(language)("ui.app.language_name"),
            label_visibility="collapsed",
        )
    if chosen != visit.text.language:
        state.choose_language(visit, chosen)
        st.rerun()


def _document_language(language: str) -> None:
    """Tell browsers and screen readers the language; Streamlit itself leaves it at English."""
    st.html(f"<script>document.documentElement.lang = '{language}'</script>", unsafe_allow_javascript=True)


main()
