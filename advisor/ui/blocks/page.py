"""Frames around content: page heads, sections with anchors, links to them, and the states of a page."""

from collections.abc import Iterable
from typing import Literal

from advisor.charts.markup import Markup, el
from advisor.charts.markup import text as escaped
from advisor.content.text import Text

Kind = Literal["note", "error", "not-saved"]

SKELETON_HEIGHTS = {"map": 540, "support": 260, "waterfall": 520, "cards": 620}
"""Heights in CSS pixels of placeholders for what takes longer than 400 ms to come."""


def page_head(title: str, *, eyebrow: str = "", lede: str = "") -> Markup:
    """The top of a page: h1 with a small line above and a sentence or two below."""
    return el(
        "header",
        el("p", eyebrow, class_="eyebrow") if eyebrow else None,
        el("h1", title),
        el("p", lede, class_="lede") if lede else None,
        class_="b head",
    )


def section(anchor: str, title: str, *parts: str, sentence: str = "", note: str = "") -> Markup:
    """A section under an h2 that can be linked to as ``#anchor``.

    ``sentence`` is the conclusion and comes first, ``note`` explains how to read what follows, and
    ``parts`` are blocks. Where widgets follow, call it without parts and draw them below.
    """
    return el(
        "section",
        el("h2", title, id=f"{anchor}-title"),
        el("p", sentence, class_="sentence") if sentence else None,
        el("p", note, class_="note") if note else None,
        *(Markup(part) for part in parts),
        class_="b section",
        id=anchor,
        aria_labelledby=f"{anchor}-title",
    )


def section_links(text: Text, items: Iterable[tuple[str, str]]) -> Markup:
    """Links to the sections of a page; ``items`` pairs anchor and title."""
    links = [el("li", el("a", title, href=f"#{anchor}")) for anchor, title in items]
    return el("nav", el("ul", *links, role="list"), class_="b links", aria_label=text("blocks.links.label"))


def message(kind: Kind, first: str, *others: str) -> Markup:
    """A bordered block where something happened: what happened, then what to do and what is safe.

    An "error" is announced at once, the other kinds when the reader pauses.
    """
    return el(
        "div",
        el("p", el("strong", first)),
        *(el("p", sentence) for sentence in others if sentence),
        class_=f"b message {kind}",
        role="alert" if kind == "error" else "status",
    )


def empty(title: str, sentence: str) -> Markup:
    """A page with nothing to show yet: a headline and a sentence; the page adds one button."""
    return page_head(title, lede=sentence)


def resume(first: str, *others: str) -> Markup:
    """How far one has come, in one sentence, with quieter ones after it."""
    return el("p", el("strong", first), *(el("span", " ", line) for line in others), class_="b resume")


def saved(words: str, *, ok: bool = True) -> Markup:
    """The quiet line between Back and Next: when answers were saved, or that they were not."""
    return el("p", words, class_="b saved" if ok else "b saved not-saved", role="status")


def method_line(words: str) -> Markup:
    """The line of small print at the end of a result."""
    return el("p", escaped(words), class_="b method")
