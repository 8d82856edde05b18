"""Tables that are pasted or uploaded: read, told, and used only when the leader says so."""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from advisor.content import tables
from advisor.errors import TableError
from advisor.ui import style
from advisor.ui.state import Visit

KINDS = ("csv", "tsv", "txt", "xlsx")
MEGABYTES = 1
"""What the field for a file takes; reading has its own limits."""

MOST_TOLD = 12
"""How many rows that cannot be read are told at once."""

T = TypeVar("T")


def given(
    visit: Visit, tool: str, from_file: Callable[[bytes, str], T], from_text: Callable[[str], T]
) -> T | None:
    """What the leader pasted or uploaded, as one of the two functions reads it.

    None while there is nothing, or a table that cannot be read: then what is wrong with it is told. Both
    functions raise TableError. Of a file and pasted rows at once, the file is taken, and told so.
    """
    text = visit.text
    pasted = st.text_area(text("tables.given.paste"), key=f"paste.{tool}")
    file = st.file_uploader(
        text("tables.given.file"), type=list(KINDS), max_upload_size=MEGABYTES, key=f"file.{tool}"
    )
    if file is not None and pasted.strip():
        style.message("note", text("tables.given.both"))
    try:
        if file is not None:
            return from_file(file.getvalue(), file.name)
        return from_text(pasted) if pasted.strip() else None
    except TableError as error:
        wrong = (error, *error.others)
        style.message("error", *(tables.told(one, text) for one in wrong[:MOST_TOLD]))
        return None
