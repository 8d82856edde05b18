"""Markdown for files that are handed out: what somebody typed stays words, whatever it looks like."""

import re
from collections.abc import Iterable, Sequence

from advisor.practice.situation import Situation
from advisor.practice.told import Line

_SPECIAL = re.compile(r"([\\`*_\[\]<>&|~#$])")
_AT_START = re.compile(r"^(\d*)([-+=.):])")


def plain(words: str) -> str:
    """Words on one line, with nothing in them that Markdown or HTML would take for markup."""
    return _AT_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", " ".join(words.split())))


def heading(level: int, words: str) -> list[str]:
    """A heading with an empty line below it."""
    return [f"{'#' * level} {words}", ""]


def bullets(items: Iterable[str]) -> list[str]:
    """A list with an empty line below it; nothing without items."""
    lines = [f"- {item}" for item in items]
    return [*lines, ""] if lines else []


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table with an empty line below it."""
    ruled = [head, ["---"] * len(head), *rows]
    return [*("| " + " | ".join(row) + " |" for row in ruled), ""]


def marked(situation: Situation, line: Line) -> str:
    """A sentence with its mark and its sources behind it; one without grounds as it is."""
    if line.basis is None:
        return line.text
    return f"{line.text} ({' · '.join((marks(situation)[line.basis], *line.sources))})"


def marks(situation: Situation) -> dict[str, str]:
    """The words of the marks, by basis."""
    words = situation.text.under("result.basis")
    return {"stated": words["stated_badge"], "inferred": words["inferred_badge"]}


def sources(situation: Situation, written: Iterable[str]) -> list[str]:
    """The works that the marks in these lines refer to, as a list."""
    cited = {word for line in written for word in re.findall(r"\w+", line)}
    works = [one for one in situation.model.sources.values() if one.id in cited]
    return bullets(f"{one.id}: {one.title}, {one.author}, {one.date}. {one.url}" for one in works)
