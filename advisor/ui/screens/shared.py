"""A shared result: read-only, from a link that its maker can withdraw."""

import streamlit as st

from advisor.content import savefile
from advisor.content.locale import day
from advisor.errors import AdvisorError, StoreUnavailable
from advisor.ui import blocks, style, trouble
from advisor.ui.screens import result
from advisor.ui.state import Visit


def show(visit: Visit, token: str) -> None:
    """Draw the snapshot behind the token, or say that the link does not work."""
    text = visit.text
    saved = _read(visit, token)
    if saved is None:
        style.draw(blocks.page_head(text("ui.result.shared_gone"), lede=text("ui.result.shared_gone_text")))
    else:
        dated = day(saved.day or visit.now().date(), text.language)
        name = f"{saved.organisation} · " if saved.organisation else ""
        note = f"{name}{text('ui.result.shared_note', date=dated)}"
        result.draw_result(result.shown(visit, saved, own=False, note=note))
    st.link_button(text("ui.result.own"), "/")


def _read(visit: Visit, token: str) -> savefile.SaveFile | None:
    try:
        payload = visit.store.read_snapshot(token)
    except StoreUnavailable as problem:
        style.message("error", trouble.store_words(visit, problem))
        return None
    try:
        return savefile.parse(payload.encode(), visit.model, "snapshot") if payload is not None else None
    except AdvisorError:
        return None
