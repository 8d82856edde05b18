"""The style sheet, the names it is tied to, and the one way to put a block on a page.

``style.css`` holds every selector into Streamlit's own DOM, ``blocks/*.css`` the project's own classes.
The archetypes' colours come from the model, so that page and document show the same.
"""

import re
from functools import cache
from pathlib import Path

import streamlit as st

from advisor.core.model import Model
from advisor.ui.blocks.page import Kind
from advisor.ui.blocks.page import message as message_block

LANGUAGE = "language"
"""Key of the container with the language switch: moved to the right end of the header."""

QUESTION = "question"
"""Key of the container around one question: a column of 46 rem, options drawn large."""

STEPS = "steps"
"""Key of the horizontal container with Back, the saving line and Next."""

ACTIONS = "actions"
"""Key of a horizontal container of buttons that stand side by side and wrap."""

RESUME = "resume"
"""Key of the bordered container that offers to continue."""

MAP = "skillmap"
"""Key of the container with the interactive skill map: its text takes the theme's ink."""

FIELDS = "fields"
"""Prefix of the keys of containers with the fields of a tool: in as many columns as fit."""

GAP = "gap"
"""Prefix of the keys of rows that lead from a gap of the result to the tools that close it."""

LOAD = "load"
"""Key of the popover that holds the file uploader."""

EXAMPLES = "examples"
"""Key of the popover that offers worked organisations."""

DOWNLOADS = "downloads"
"""Key of the horizontal container with the buttons that leave the page; not printed."""

WALL = "wall"
"""Key of the container that fills the shared screen: wide, without the header."""

CONTROLS = "controls"
"""Key of the horizontal container with the host's buttons on the shared screen."""

SETTLE = "settle"
"""Key of the container with one field per question to decide: in as many columns as fit."""

CONTAINERS = (
    LANGUAGE,
    QUESTION,
    STEPS,
    ACTIONS,
    RESUME,
    MAP,
    FIELDS,
    GAP,
    LOAD,
    EXAMPLES,
    DOWNLOADS,
    WALL,
    CONTROLS,
    SETTLE,
)
"""Every key that the style sheet knows; Streamlit makes the class ``st-key-<key>`` of it."""

_FILES = ("style.css", "blocks/blocks.css", "blocks/workshop.css", "blocks/practice.css")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s*\n\s*")


@cache
def sheet(model: Model) -> str:
    """The whole style sheet with the model's colours, without comments and line breaks; pages link to it."""
    folder = Path(__file__).parent
    rules = "\n".join((folder / name).read_text(encoding="utf-8") for name in _FILES)
    colours = "".join(
        f".a-{a.id}{{--tone:light-dark({a.colour_light},{a.colour_dark})}}" for a in model.archetypes
    )
    return colours + _SPACE.sub(" ", _COMMENT.sub("", rules))


def draw(block: str) -> None:
    """Show a block, or nothing for an empty one. Inline SVG goes through Markdown: ``st.html`` removes it."""
    if "<svg" in block:
        st.markdown(block, unsafe_allow_html=True)
    elif block:
        st.html(block)


def message(kind: Kind, first: str, *others: str) -> None:
    """Show a state of the page as a bordered block."""
    draw(message_block(kind, first, *others))


def to_top() -> None:
    """Show the page from its top: Streamlit keeps the place at which the page before was left."""
    script = "document.querySelector('[data-testid=stMain]')?.scrollTo(0, 0)"
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)
