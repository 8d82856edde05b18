"""``data/practice/process.toml``, and the checklist as a Markdown skeleton of the documentation and back."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import get_args

from advisor.content.checks import known, unique
from advisor.content.loader import load_model
from advisor.content.locale import listed
from advisor.content.practice.handbook import check_basis, check_facts, read_handbook
from advisor.content.text import LANGUAGES, Text, load_text
from advisor.core.model import Model
from advisor.core.practice.process import Entry, Process, ProcessHandbook, State
from advisor.errors import DataError, InputError

STATES: tuple[State, ...] = get_args(State)

MAX_BYTES = 500_000
"""A documentation skeleton that has grown into the documentation is still far smaller."""

MAX_LETTERS = 1_000
"""Of one line of an entry: a sheet takes no longer text."""

_FILE = "practice/process.toml"
_FIELDS = ("state", "where", "who")
_HEADING = re.compile(r"^#{2,6}\s.*\[(P\d\d)\]\s*$")
_ITEM = re.compile(r"[-*]\s(?P<label>[^:：]+)[:：](?P<value>.*)")  # nothing in it can match in two ways
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]<>#|~&])")


@cache
def handbook() -> ProcessHandbook:
    """The questions; raises DataError when the file breaks a rule."""
    book = read_handbook(ProcessHandbook, "process")
    unique(_FILE, "area.questions", book.questions)
    for twin in book.twin:
        known(_FILE, "twin.shown", twin.shown, book.shown)
        known(_FILE, "twin.left_out", twin.left_out, book.questions)
    for name, cited in (("cited", book.cited), ("twins", book.twins), ("shares", book.shares)):
        check_basis(_FILE, name, cited.basis, cited.sources)
    for reason in book.principle:
        check_basis(_FILE, reason.id, reason.basis, reason.sources)
    for archetype in load_model().archetype_ids:
        known(_FILE, "first.archetype", archetype, [first.archetype for first in book.first])
    for first in book.first:
        check_facts(_FILE, first.archetype, first.basis, first.facts)
        for question in first.questions:
            known(_FILE, f"first.{first.archetype}", question, book.shown)
    if not 1 >= book.shares.documented > book.shares.partly > book.shares.none >= 0:
        raise DataError(_FILE, "shares", "falling shares from 1 to 0", book.shares)
    return book


def checked(sheet: Process, model: Model, where: str) -> tuple[Process, tuple[str, ...]]:
    """The checklist without questions that this version does not ask, and the names of those."""
    shown = handbook().shown
    strange = tuple(f"process.{question}" for question in sheet.entries if question not in shown)
    kept = {question: entry for question, entry in sheet.entries.items() if question in shown}
    return (replace(sheet, entries=kept) if strange else sheet), strange


def markdown(sheet: Process, text: Text, organisation: str) -> str:
    """A skeleton of the process documentation: every question a heading, with what is known of it below.

    Whatever is written below an entry stays the writer's own; ``read_markdown`` reads the entries only.
    """
    lines = [f"# {_plain(organisation) or text('process.file.title')}", "", text("process.file.lede"), ""]
    book = handbook()
    for area in book.area:
        if not (questions := book.shown_in(area)):
            continue
        lines += [f"## {text(f'process.areas.{area.id}')}", ""]
        for question in questions:
            lines += [*_written(sheet.entry(question), text, question), ""]
    lines += ["---", "", text("process.attribution"), ""]
    return "\n".join(lines)


def read_markdown(data: bytes, where: str, text: Text) -> Process:
    """The entries of a skeleton, in whichever language it was written.

    Other text in the file is left alone. Raises InputError in the words of ``text``; its key is the line.
    """
    if len(data) > MAX_BYTES:
        raise InputError(where, "", text("process.file.at_most", n=MAX_BYTES), len(data))
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise InputError(where, "", text("process.file.utf8"), where) from None
    sheet, question, seen = Process(), "", set[str]()
    for number, line in enumerate(lines, start=1):
        if line.startswith("#"):
            heading = _HEADING.match(line)
            question = heading[1] if heading else ""
            if question in seen:
                raise InputError(where, str(number), text("process.file.once"), question)
            seen |= {question} & {*handbook().shown}
        elif question in seen and (found := _field(line)):
            place = f"{number} [{question}]"
            sheet = sheet.with_entry(question, _with(sheet.entry(question), found, (where, place), text))
        elif line.strip():
            question = ""  # the team's own words begin: whatever they look like, they are no entry
    if not seen:
        raise InputError(where, "", text("process.file.headings"), text("process.file.nothing"))
    return sheet


def _field(line: str) -> tuple[str, str] | None:
    """The field that a line of an entry gives, and its value; None for any other line."""
    item = _ITEM.match(line)
    key = _labels().get(_folded(item["label"])) if item else None
    return (key, _ESCAPED.sub(r"\1", item["value"].strip())) if item and key else None


def _written(entry: Entry, text: Text, question: str) -> Iterator[str]:
    yield f"### {text(f'process.questions.{question}')} [{question}]"
    yield ""
    state = text(f"process.states.{entry.state}") if entry.state else ""
    for key, value in (("state", state), ("where", entry.where), ("who", entry.who)):
        yield f"- {text(f'process.fields.{key}')}: {_plain(value)}".rstrip()


def _with(entry: Entry, found: tuple[str, str], at: tuple[str, str], text: Text) -> Entry:
    """The entry with one field more; InputError for a text too long, and for a state of another name."""
    key, value = found
    if len(value) > MAX_LETTERS:
        raise InputError(*at, text("process.file.letters", n=MAX_LETTERS), len(value))
    if key != "state":
        return replace(entry, where=value) if key == "where" else replace(entry, who=value)
    state = _states().get(_folded(value))
    if value and state is None:
        raise InputError(*at, listed(text.under("process.states").values(), text.language), value)
    return replace(entry, state=state)


def _plain(words: str) -> str:
    """User text on one line, with nothing in it that Markdown would take for markup."""
    return _SPECIAL.sub(r"\\\1", " ".join(words.split()))


@cache
def _labels() -> dict[str, str]:
    """The names of an entry's fields in every language."""
    named = [(lang, key) for lang in LANGUAGES for key in _FIELDS]
    return {_folded(load_text(lang)(f"process.fields.{key}")): key for lang, key in named}


@cache
def _states() -> dict[str, State]:
    """The names of the states in every language, and their ids."""
    named = {_folded(load_text(lang)(f"process.states.{s}")): s for lang in LANGUAGES for s in STATES}
    return named | {_folded(state): state for state in STATES}


def _folded(words: str) -> str:
    return "".join(words.split()).casefold()
