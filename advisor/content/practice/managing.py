"""The files of this tool: ``data/practice/managing.toml``, and the text for the board as Markdown."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import get_args

from advisor.content.checks import known, positive, unique
from advisor.content.loader import load_model
from advisor.content.practice.handbook import check_basis, check_facts, read_handbook
from advisor.content.practice.tools import load_tools
from advisor.core.model import DONT_KNOW, Model
from advisor.core.practice.managing import (
    Answer,
    Early,
    First,
    Lean,
    Managing,
    ManagingHandbook,
    Option,
    Size,
)
from advisor.errors import DataError, InputError

ANSWERS: tuple[Answer, ...] = tuple(answer for answer in get_args(Answer) if answer)
"""What may be said of a point."""

POINTS, QUESTIONS = "managing.points", "managing.manager.questions"
"""Where the sentences of the points, and of the questions about product managers, are."""

_FILE, _SHEET = "practice/managing.toml", "managing"
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_LISTED, _NUMBERED = re.compile(r"^([-+=])"), re.compile(r"^(\d+)([.)])")
_NUMBERS = ("teams", "sites", "projects")


@cache
def handbook() -> ManagingHandbook:
    """What the tool answers from; raises DataError when its file breaks a rule."""
    book = read_handbook(ManagingHandbook, "managing")
    _check_points(book)
    _check_manager(book)
    _check_frameworks(book)
    check_facts(_FILE, "words", book.words.basis, book.words.facts)
    for words in (book.words.accuracy, book.words.special, book.words.hype):
        if not words or not all(word.strip() for word in words):
            raise DataError(_FILE, "words", "words", "an empty one")
    for cited in (*book.flag, *book.misunderstanding, *book.manager_note):
        check_facts(_FILE, cited.id, cited.basis, cited.facts)
    for work in book.reading:
        check_basis(_FILE, work.id, work.basis, work.sources)
    return book


def checked(sheet: Managing, model: Model, where: str) -> tuple[Managing, tuple[str, ...]]:
    """The sheet without what this version does not know, and the names of that.

    Raises InputError for a number out of bounds.
    """
    book = handbook()
    _check_size(sheet.size, book.frameworks.most, where)
    points = {point.id for point in book.point}
    options = {q.id: {DONT_KNOW, *(o.id for o in q.option)} for q in book.question}
    strange = [f"{_SHEET}.points.{point}" for point in sheet.points if point not in points]
    strange += [
        f"{_SHEET}.manager.{question}={option}"
        for question, option in sheet.manager.items()
        if option not in options.get(question, ())
    ]
    if not strange:
        return sheet, ()
    kept = {point: answer for point, answer in sheet.points.items() if point in points}
    manager = {q: option for q, option in sheet.manager.items() if option in options.get(q, ())}
    return replace(sheet, points=kept, manager=manager), tuple(strange)


def markdown(title: str, parts: Sequence[tuple[str, str]]) -> str:
    """The text for the board: a heading, then each part under its own; what was typed is never markup."""
    lines = [f"# {_plain(title)}"]
    for head, said in parts:
        lines += ["", f"## {_plain(head)}", "", _plain(said)]
    return "\n".join([*lines, ""])


def _plain(words: str) -> str:
    """Words on one line, with nothing in them that Markdown would take for markup."""
    line = _SPECIAL.sub(r"\\\1", " ".join(words.split()))
    return _NUMBERED.sub(r"\1\\\2", _LISTED.sub(r"\\\1", line))


def _check_size(size: Size, most: int, where: str) -> None:
    for key in _NUMBERS:
        value = getattr(size, key)
        if not 0 <= value <= most:
            raise InputError(where, f"{_SHEET}.size.{key}", f"a number from 0 to {most}", value)


def _check_points(book: ManagingHandbook) -> None:
    positive(_FILE, "told.first", book.told.first)
    check_facts(_FILE, "told", book.told.basis, book.told.facts)
    points, tools = [point.id for point in book.point], [tool.id for tool in load_tools().tool]
    unique(_FILE, "point.id", points)
    for point in book.point:
        known(_FILE, f"{point.id}.tool", point.tool, ["", *tools])
        check_facts(_FILE, point.id, point.basis, point.facts)
    _check_archetypes("first", [first.archetype for first in book.first], whole=True)
    _check_early(book.unknown, points)
    for first in book.first:
        _check_early(first, points)


def _check_early(early: Early | First, points: Sequence[str]) -> None:
    check_facts(_FILE, "first", early.basis, early.facts)
    unique(_FILE, "first.points", early.points)
    for chosen in early.points:
        known(_FILE, "first.points", chosen, points)


def _check_manager(book: ManagingHandbook) -> None:
    check_facts(_FILE, "manager", book.manager.basis, book.manager.facts)
    positive(_FILE, "manager.enough", book.manager.enough)
    positive(_FILE, "manager.least", book.manager.least)
    unique(_FILE, "question.id", [question.id for question in book.question])
    _check_archetypes("lean", [lean.archetype for lean in book.lean])
    for question in book.question:
        unique(_FILE, f"{question.id}.option", [option.id for option in question.option])
        for option in question.option:
            _check_lean(f"{question.id}.{option.id}", option)
    for lean in book.lean:
        _check_lean(lean.archetype, lean)


def _check_lean(key: str, lean: Lean | Option) -> None:
    check_facts(_FILE, key, lean.basis, lean.facts)
    positive(_FILE, f"{key}.task", lean.task, or_zero=True)
    positive(_FILE, f"{key}.platform", lean.platform, or_zero=True)


def _check_frameworks(book: ManagingHandbook) -> None:
    frameworks = book.frameworks
    check_facts(_FILE, "frameworks", frameworks.basis, frameworks.facts)
    positive(_FILE, "frameworks.signs", frameworks.signs)
    for key in _NUMBERS:
        some, large = getattr(frameworks.some, key), getattr(frameworks.large, key)
        if not 0 < some <= large <= frameworks.most:
            raise DataError(_FILE, f"frameworks.{key}", "0 < some <= large <= most", f"{some}, {large}")
    for framework in book.framework:
        check_basis(_FILE, framework.id, framework.basis, framework.sources)
    for note in book.framework_note:
        check_basis(_FILE, note.id, note.basis, note.sources)


def _check_archetypes(key: str, named: Iterable[str], *, whole: bool = False) -> None:
    """Raises DataError for an archetype that is unknown, there twice or, in a ``whole`` list, missing."""
    given, archetypes = tuple(named), load_model().archetype_ids
    unique(_FILE, f"{key}.archetype", given)
    for archetype in given:
        known(_FILE, f"{key}.archetype", archetype, archetypes)
    for archetype in archetypes if whole else ():
        known(_FILE, f"{key}.archetype", archetype, given)
