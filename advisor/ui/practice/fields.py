"""The fields of the tools: each shows what is stored, and returns what the visitor wants to be stored.

A name is unique over all tools ("process.P01.state"). Nothing is recorded here: the tool compares the sheet
made of these values with the one it has, and records it when they differ.
"""

import re
from collections.abc import Callable, Sequence

import streamlit as st

from advisor.content.practice.sheets import MAX_TEXT
from advisor.content.text import load_text
from advisor.ui import state

_SIGNS = re.compile(r"[\\`*_\[\]<>$:~#|]")
MAX_NAME = 120
"""Letters that fit into a line; a note takes what a sheet does."""


def choice(
    name: str,
    label: str,
    options: Sequence[str],
    stored: str,
    told: Callable[[str], str],
    *,
    help: str | None = None,
    hidden: bool = False,
) -> str:
    """One of a few options; ``stored`` empty, or none of them, stands for nothing chosen yet."""
    kept = stored if stored in options else None

    def draw(key: str, value: str | None) -> str | None:
        return st.selectbox(
            _plain(label),
            options,
            index=None if value is None else options.index(value),
            format_func=told,
            help=help,
            placeholder=_choose(),
            key=key,
            label_visibility="collapsed" if hidden else "visible",
        )

    return state.entered(name, kept, draw) or ""


def many(
    name: str,
    label: str,
    options: Sequence[str],
    stored: Sequence[str],
    told: Callable[[str], str],
    *,
    help: str | None = None,
) -> tuple[str, ...]:
    """Any of the options, in the order in which they were chosen."""

    kept: list[str] = [one for one in stored if one in options]

    def draw(key: str, default: list[str]) -> list[str]:
        return st.multiselect(
            _plain(label),
            options,
            default=default,
            format_func=told,
            help=help,
            placeholder=_choose(),
            key=key,
        )

    chosen = state.entered(name, kept, draw)
    return tuple(chosen)


def line(
    name: str, label: str, stored: str, *, help: str | None = None, placeholder: str | None = None
) -> str:
    """One line of text; of a longer one from a file nothing is cut off."""

    def draw(key: str, value: str) -> str:
        return st.text_input(
            _plain(label),
            value=value,
            max_chars=MAX_NAME if len(value) <= MAX_NAME else MAX_TEXT,
            help=help,
            placeholder=placeholder,
            key=key,
        )

    return state.entered(name, stored, draw)


def note(name: str, label: str, stored: str, *, help: str | None = None) -> str:
    """A few lines of text."""

    def draw(key: str, value: str) -> str:
        return st.text_area(_plain(label), value=value, max_chars=MAX_TEXT, help=help, key=key)

    return state.entered(name, stored, draw)


def number(
    name: str, label: str, stored: int, *, least: int = 0, most: int | None = None, help: str | None = None
) -> int:
    """A whole number within its limits."""

    def draw(key: str, value: int) -> int:
        return int(
            st.number_input(
                _plain(label), min_value=least, max_value=most, value=value, step=1, help=help, key=key
            )
        )

    return state.entered(name, stored, draw)


def tick(name: str, label: str, stored: bool, *, help: str | None = None) -> bool:
    """Yes or no."""

    def draw(key: str, value: bool) -> bool:
        return st.checkbox(_plain(label), value=value, help=help, key=key)

    return state.entered(name, stored, draw)


def _plain(label: str) -> str:
    """A label in which nothing is Markdown: names that the leader typed may be part of it."""
    return _SIGNS.sub(r"\\\g<0>", label)


def _choose() -> str:
    """What an empty field says; Streamlit's own words are English in every language."""
    return load_text(state.language())("tools.frame.choose")
