"""The end of the result: the PDF, the save file, a link for others, and deleting."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from advisor.content import savefile
from advisor.content.locale import day, moment
from advisor.core.assessment import assess
from advisor.errors import StoreUnavailable
from advisor.report import render
from advisor.ui import blocks, state, style, trouble
from advisor.ui.screens.start import start_over
from advisor.ui.state import Visit

if TYPE_CHECKING:
    from advisor.ui.screens.result import Shown


def show(result: Shown) -> None:
    """Draw the section."""
    visit, text = result.visit, result.visit.text
    lede = text("ui.result.take_lede", language=text("ui.app.language_name"))
    style.draw(blocks.section("take", text("ui.result.take"), sentence=lede))
    name = st.text_input(
        text("ui.result.organisation"),
        value=visit.organisation,
        max_chars=savefile.MAX_NAME,
        placeholder=text("ui.result.organisation_placeholder"),
        key="organisation",
    )
    visit.put("organisation", name)
    saved = replace(result.saved, organisation=name)
    with st.container(horizontal=True, key=style.DOWNLOADS):
        downloads(visit, saved)
        if st.button(text("ui.result.share"), icon=":material/link:", key="share"):
            _share(visit, saved)
        if st.button(text("ui.result.to_questions"), key="to_questions"):
            visit.put("position", "0")
            visit.go("questions")
        if st.button(text("ui.result.delete"), type="tertiary", key="delete"):
            start_over(visit)
    style.draw(blocks.method_line(text("ui.result.share_note", date=day(visit.expiry(), text.language))))
    _shared(visit)


def downloads(visit: Visit, saved: savefile.SaveFile) -> None:
    """The PDF and the save file, each made only when it is asked for."""
    text, model = visit.text, visit.model
    dated = saved.day.isoformat() if saved.day else ""
    st.download_button(
        text("ui.result.pdf"),
        data=lambda: render(model, text, assess(model, saved.responses), saved),
        file_name=text("ui.result.pdf_file", date=dated),
        mime="application/pdf",
        type="primary",
        icon=":material/picture_as_pdf:",
        on_click="ignore",
        key="pdf",
    )
    st.download_button(
        text("ui.result.save"),
        data=lambda: savefile.dump(model, saved).encode(),
        file_name=text("ui.result.save_file", date=dated),
        mime="application/json",
        icon=":material/save:",
        on_click="ignore",
        key="save",
    )


def _share(visit: Visit, saved: savefile.SaveFile) -> None:
    text = visit.text
    if visit.token is None:
        style.message("error", text("ui.result.share_failed"))
        return
    try:
        shared = savefile.dump(visit.model, replace(saved, in_pdf=()).handed_on())
        state.fresh_link(visit.store.share(visit.token, shared))
    except StoreUnavailable:
        style.message("error", text("ui.result.share_failed"))


def _shared(visit: Visit) -> None:
    """The address just made, and every link that still works."""
    text = visit.text
    if (token := state.fresh_link()) is not None:
        st.write(text("ui.result.share_copy"))
        st.code(f"{state.address()}/?share={token}", language=None)
    try:
        links = visit.store.snapshots(visit.token) if visit.token else ()
    except StoreUnavailable:
        return
    if not links:
        return
    st.write(text("ui.result.shared_list"))
    for link in links:
        when = moment(link.created_at.astimezone(state.visitor_zone()), text.language)
        until = day(link.expires_at.astimezone(state.visitor_zone()).date(), text.language)
        st.write("- " + text("ui.result.shared_item", when=when, date=until))
    if st.button(text("ui.result.share_revoke"), key="revoke") and visit.token:
        try:
            visit.store.revoke_snapshots(visit.token)
        except StoreUnavailable as problem:
            style.message("error", trouble.store_words(visit, problem))
            return
        state.fresh_link(forget=True)
        state.notice(text("ui.result.share_revoked"))
        st.rerun()
