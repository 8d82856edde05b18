"""A whole matrix from a file or from pasted rows: read and counted first, used only when asked to."""

from collections.abc import Mapping

import streamlit as st

from advisor.content.locale import listed
from advisor.content.practice.ownership import handbook
from advisor.content.practice.ownership_table import Read, read_file, read_text
from advisor.core.practice.ownership import Cell, Ownership, matrix
from advisor.ui import blocks, style
from advisor.ui.practice.importing import given
from advisor.ui.state import Visit


def take_table(visit: Visit, sheet: Ownership, proposal: Mapping[str, Mapping[str, Cell]]) -> None:
    """Draw the uploader and the field to paste into; record what they hold once the visitor says so."""
    text = visit.text
    style.draw(blocks.method_line(text("ownership.input.table_help")))
    read = given(
        visit,
        "ownership",
        lambda data, name: read_file(data, name, sheet, text),
        lambda pasted: read_text(pasted, sheet, text),
    )
    if read is not None:
        _offer(visit, sheet, proposal, read)


def _offer(visit: Visit, sheet: Ownership, proposal: Mapping[str, Mapping[str, Cell]], read: Read) -> None:
    """Say what the table would change, and do it when asked."""
    text, (filled, unused) = visit.text, read
    new = filled.sheet(sheet, proposal)
    before, after = (matrix(handbook(), one, proposal) for one in (sheet, new))
    differing = sum(
        row.cells[party].letters != before.row(row.activity.id).cells.get(party, Cell("")).letters
        for row in after.rows
        for party in after.parties
    )
    others = []
    if filled.names:
        others.append(text("ownership.input.added", parties=listed(filled.names.values(), text.language)))
    if unused:
        others.append(text("ownership.input.unused", columns=listed(unused, text.language)))
    said = text("ownership.input.found", rows=len(filled.letters), differing=differing)
    style.message("note", said, *others)
    if st.button(text("ownership.input.use"), key="ownership_use", type="primary"):
        visit.put_sheet(new)
        st.rerun()
