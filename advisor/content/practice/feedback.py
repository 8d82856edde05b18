"""The files of this tool: ``data/practice/feedback.toml``, and both lists as a table to take away."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import get_args

from advisor.content.checks import known, positive, unique
from advisor.content.loader import load_model
from advisor.content.practice.handbook import check_basis, check_facts, read_handbook
from advisor.content.tables import csv_bytes
from advisor.content.text import Text
from advisor.core.model import Model
from advisor.core.practice.feedback import Collected, Done, Feedback, FeedbackHandbook
from advisor.errors import DataError

COLLECTED: tuple[Collected, ...] = tuple(state for state in get_args(Collected) if state)
DONE: tuple[Done, ...] = tuple(state for state in get_args(Done) if state)
"""What may be said of a type, and of an item of the checklist."""

TYPES, ITEMS = "feedback.types", "feedback.items"
"""Where the names of the types and of the items are."""

_FILE, _SHEET = "practice/feedback.toml", "feedback"


@cache
def handbook() -> FeedbackHandbook:
    """What the tool answers from; raises DataError when its file breaks a rule."""
    book = read_handbook(FeedbackHandbook, "feedback")
    _check_figure(book)
    _check_citations(book)
    unique(_FILE, "type.id", [type_.id for type_ in book.type])
    unique(_FILE, "item.id", [item.id for item in book.item])
    unique(_FILE, "tie.archetype", [tie.archetype for tie in book.tie])
    for archetype in load_model().archetype_ids:
        known(_FILE, "tie.archetype", archetype, [tie.archetype for tie in book.tie])
    for tie in book.tie:
        known(_FILE, "tie.archetype", tie.archetype, load_model().archetype_ids)
        check_facts(_FILE, f"tie.{tie.archetype}", tie.basis, tie.facts)
    reasons = [stress.id for stress in book.stress]
    for item in book.item:
        known(_FILE, f"{item.id}.stress", item.stress, ["", *reasons])
    for link in book.link:
        if not link.url.startswith(("https://", "http://")):
            raise DataError(_FILE, "link.url", "an address", link.url)
    return book


def checked(sheet: Feedback, model: Model, where: str) -> tuple[Feedback, tuple[str, ...]]:
    """The sheet without what this version does not know, and the names of that."""
    book = handbook()
    types, items = {type_.id for type_ in book.type}, {item.id for item in book.item}
    strange = [f"{_SHEET}.streams.{key}" for key in sheet.streams if key not in types]
    strange += [f"{_SHEET}.checks.{key}" for key in sheet.checks if key not in items]
    if not strange:
        return sheet, ()
    streams = {key: stream for key, stream in sheet.streams.items() if key in types}
    checks = {key: check for key, check in sheet.checks.items() if key in items}
    return replace(sheet, streams=streams, checks=checks), tuple(strange)


def table(sheet: Feedback, text: Text) -> bytes:
    """Both lists as one CSV table: which list, what, how it stands, where."""
    head = [text(f"feedback.file.{key}") for key in ("list", "what", "state", "where")]
    return csv_bytes(head, _rows(sheet, text))


def _rows(sheet: Feedback, text: Text) -> Iterator[tuple[str, ...]]:
    book = handbook()
    for type_ in book.type:
        stream = sheet.stream(type_.id)
        state = text(f"feedback.collected.{stream.state or 'open'}")
        yield text("feedback.file.types"), text(f"{TYPES}.{type_.id}.name"), state, stream.where
    for item in book.item:
        check = sheet.check(item.id)
        state = text(f"feedback.done.{check.state or 'open'}")
        yield text("feedback.file.items"), text(f"{ITEMS}.{item.id}.name"), state, check.where


def _check_figure(book: FeedbackHandbook) -> None:
    """Raises DataError for a place outside the figure, or a weight that is not above 0."""
    places = [("figure.middle", book.figure.middle), ("figure.tolerance", book.figure.tolerance)]
    for type_ in book.type:
        places += [(f"{type_.id}.usefulness", type_.usefulness), (f"{type_.id}.ease", type_.ease)]
    for key, place in places:
        if not 0 <= place <= 1:
            raise DataError(_FILE, key, "a number from 0 to 1", place)
    positive(_FILE, "worth.usefulness", book.worth.usefulness)
    positive(_FILE, "worth.ease", book.worth.ease)


def _check_citations(book: FeedbackHandbook) -> None:
    for name in ("figure", "worth", "failure", "reading"):
        cited = getattr(book, name)
        check_basis(_FILE, name, cited.basis, cited.sources)
    for parts in (book.type, book.advice, book.item, book.stress):
        for part in parts:
            check_basis(_FILE, part.id, part.basis, part.sources)
