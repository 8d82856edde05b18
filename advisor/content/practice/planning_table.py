"""Tasks in and out of tables, and what is wrong with tasks, in the visitor's words."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from itertools import count
from string import ascii_uppercase

from advisor.content.locale import decimal, listed, percent
from advisor.content.practice.planning import NAME_LETTERS, handbook
from advisor.content.tables import Column, Row, Table, choice, column_of, csv_bytes, each, xlsx_bytes
from advisor.content.text import LANGUAGES, Text, load_text
from advisor.core.practice.planning import NOT_GIVEN, STATES, State, Task
from advisor.core.practice.planning_graph import SEPARATORS, Problem, problems
from advisor.errors import TableError, one_line

COLUMNS = (
    "id",
    "task",
    "needs",
    "instead",
    "low",
    "likely",
    "high",
    "chance",
    "state",
    "outcome",
    "research",
)
"""The columns of a table of tasks, in their order."""

_WHOLE = 100  # per cent
_ALMOST = 0.99
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,4})?", re.IGNORECASE | re.ASCII)
_THOUSANDS = re.compile(r"[1-9]\d*,\d{3}", re.ASCII)

_AT = {
    "no_id": ("id", "id"),
    "long_id": ("id", "id"),
    "repeated_id": ("id", "unique"),
    "unknown_need": ("needs", "task"),
    "own_need": ("needs", "other"),
    "unknown_instead": ("instead", "task"),
    "own_instead": ("instead", "other"),
    "instead_cycle": ("instead", "no_cycle"),
    "effort": ("high", "rising"),
    "order": ("high", "rising"),
    "chance": ("chance", "chance"),
    "cycle": ("needs", "no_cycle"),
    "too_many": ("id", "fewer"),
}
"""The column in which a problem shows, and the key of what was expected there."""


def columns(text: Text) -> tuple[Column, ...]:
    """What a table of tasks may hold; heads are known in every language."""
    return tuple(column_of(name, f"planning.column.{name}", text) for name in COLUMNS)


def tasks_of(table: Table, text: Text) -> tuple[Task, ...]:
    """The tasks that a table holds, without problems; raises TableError for the first cell that is wrong.

    Rows without an id get the next free letter. A number without a percent sign is a share up to 1 and a
    percentage above it; where a column has numbers above 1, one of 1 or less must have its sign.
    """
    rows = table[0]
    reader = _Reader(text, rows)
    tasks = each(rows, reader.task)
    found = problems(tasks, handbook().limits)
    if found:
        raise reader.error(found[0], tasks)
    return tasks


def csv_of(tasks: Sequence[Task], text: Text) -> bytes:
    """The tasks as CSV; reading it gives the same tasks."""
    return csv_bytes(_head(text), [_cells(task, text) for task in tasks])


def xlsx_of(tasks: Sequence[Task], text: Text) -> bytes:
    """The tasks as a workbook; reading it gives the same tasks."""
    return xlsx_bytes(text("planning.export.sheet"), _head(text), [_cells(task, text) for task in tasks])


def told_problem(problem: Problem, text: Text) -> str:
    """What is wrong with tasks, in a sentence."""
    limits = handbook().limits
    join = " → " if problem.kind in ("cycle", "instead_cycle") else None
    others = join.join(problem.others) if join else listed(problem.others, text.language)
    return text(
        f"planning.problem.{problem.kind}",
        task=one_line(problem.task),
        others=others,
        most=limits.tasks,
        letters=limits.letters,
        weeks=decimal(limits.weeks, text.language, digits=0),
    )


def free_id(taken: Collection[str]) -> str:
    """The first letter that no task has; after Z come A2, B2 and so on."""
    names = (letter + ("" if n == 1 else str(n)) for n in count(1) for letter in ascii_uppercase)
    return next(name for name in names if name not in taken)


def weeks_told(weeks: float, text: Text) -> str:
    """A number of weeks, to one decimal unless it is whole."""
    return decimal(weeks, text.language, digits=0 if weeks == int(weeks) else 1)


def share_told(chance: float, text: Text) -> str:
    """A chance in whole per cent; what is not certain is never told as 100%."""
    if chance < 1 and percent(chance, text.language) == percent(1, text.language):
        return text("planning.almost", share=percent(_ALMOST, text.language))
    return percent(chance, text.language)


def percentage(chance: float) -> str:
    """A chance as a cell ("70%"), without loss."""
    return f"{(Decimal(repr(chance)) * _WHOLE).normalize():f}%"


def _head(text: Text) -> list[str]:
    return [text(f"planning.column.{name}") for name in COLUMNS]


def _cells(task: Task, text: Text) -> list[str | int | float]:
    def yes(said: bool) -> str:
        return text("planning.cell.yes") if said else ""

    return [
        task.id,
        task.name,
        ", ".join(task.after),
        task.instead_of,
        _number(task.low),
        "" if task.likely == NOT_GIVEN else _number(task.likely),
        _number(task.high),
        percentage(task.chance),
        text(f"planning.state.{task.state}"),
        yes(task.outcome),
        yes(task.research),
    ]


def _number(weeks: float) -> int | float:
    return int(weeks) if weeks == int(weeks) else weeks


class _Reader:
    """What reading one row has to know of the others."""

    def __init__(self, text: Text, rows: Sequence[Row]) -> None:
        self.text = text
        self.rows = rows
        given = [row.cells["id"] for row in rows if row.cells["id"]]
        self.ids = dict(zip((row.number for row in rows), _ids(rows, given), strict=True))
        self.alike: dict[str, set[str]] = {}
        for known in self.ids.values():
            self.alike.setdefault(_folded(known), set()).add(known)
        self.percents = any((value := _plain(row.cells["chance"])) is not None and value > 1 for row in rows)

    def task(self, row: Row) -> Task:
        """The task of one row; raises TableError for a cell that cannot be read."""
        low, likely, high = self._effort(row)
        instead = self._named(row.cells["instead"])
        return Task(
            self.ids[row.number],
            self._name(row),
            tuple(dict.fromkeys(self._named(name) for name in SEPARATORS.split(row.cells["needs"]) if name)),
            instead,
            low,
            likely,
            high,
            self._chance(row),
            self._state(row),
            self._yes(row, "outcome"),
            self._yes(row, "research"),
        )

    def error(self, problem: Problem, tasks: Sequence[Task]) -> TableError:
        """What is wrong with the tasks as a whole, at the row and column where it shows."""
        places = [n for n, task in enumerate(tasks) if task.id == problem.task]
        place = places[-1] if places else len(tasks) - 1
        column, key = _AT[problem.kind]
        limits = handbook().limits
        expected = self.text(
            f"planning.cell.{key}",
            others=" → ".join(problem.others),
            most=limits.tasks,
            letters=limits.letters,
            weeks=decimal(limits.weeks, self.text.language, digits=0),
        )
        row = self.rows[place]
        return self._bad(row, column, expected, found=", ".join(problem.others) if problem.others else None)

    def _bad(self, row: Row, column: str, expected: object, found: str | None = None) -> TableError:
        label = self.text(f"planning.column.{column}")
        return TableError("bad_cell", row.number, label, expected, found or row.cells[column])

    def _named(self, name: str) -> str:
        """The id that a cell means: as written, or the only one that differs by case or width alone."""
        alike = self.alike.get(_folded(name), {name})
        return name if name in alike or len(alike) > 1 else next(iter(alike))

    def _name(self, row: Row) -> str:
        name = " ".join(row.cells["task"].split())
        if len(name) > NAME_LETTERS:
            raise self._bad(row, "task", self.text("planning.cell.name", letters=NAME_LETTERS))
        return name

    def _effort(self, row: Row) -> tuple[float, float, float]:
        low, likely, high = (self._weeks(row, name) for name in ("low", "likely", "high"))
        given = [weeks for weeks in (low, likely, high) if weeks is not None]
        if len(given) == 1:
            return given[0], NOT_GIVEN, given[0]
        if low is None or high is None:
            missing = "low" if low is None else "high"
            raise self._bad(row, missing, self.text("planning.cell.both"))
        return low, NOT_GIVEN if likely is None else likely, high

    def _weeks(self, row: Row, column: str) -> float | None:
        if not row.cells[column]:
            return None
        weeks = _plain(row.cells[column])
        if weeks is None or weeks < 0:
            raise self._bad(row, column, self.text("planning.cell.weeks"))
        return float(weeks)

    def _chance(self, row: Row) -> float:
        cell = unicodedata.normalize("NFKC", row.cells["chance"])
        if not cell:
            if self._state(row) in ("done", "failed"):
                return 1.0
            raise self._bad(row, "chance", self.text("planning.cell.chance"))
        value, signed = _plain(cell.removesuffix("%")), cell.endswith("%")
        if value is None or not 0 <= value <= _WHOLE:
            raise self._bad(row, "chance", self.text("planning.cell.chance"))
        if self.percents and not signed and 0 < value <= 1:
            raise self._bad(row, "chance", self.text("planning.cell.sign"))
        return float(value / _WHOLE if signed or value > 1 else value)

    def _state(self, row: Row) -> State:
        if not row.cells["state"]:
            return "open"
        names: dict[str, tuple[str, ...]] = {state: _said(f"planning.state.{state}") for state in STATES}
        chosen = choice(row.cells["state"], names)
        for state in STATES:
            if chosen == state:
                return state
        raise self._bad(row, "state", tuple(self.text(f"planning.state.{state}") for state in STATES))

    def _yes(self, row: Row, column: str) -> bool:
        book = handbook()
        names: Mapping[str, Sequence[str]] = {
            "yes": [*_said("planning.cell.yes"), *book.yes],
            "no": [*_said("planning.cell.no"), *book.no],
        }
        chosen = choice(row.cells[column], names)
        if row.cells[column] and chosen is None:
            raise self._bad(row, column, self.text("planning.cell.yes_or_no"))
        return chosen == "yes"


def _said(key: str) -> tuple[str, ...]:
    """A sentence in every language."""
    return tuple(load_text(language)(key) for language in LANGUAGES)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _ids(rows: Sequence[Row], given: Sequence[str]) -> list[str]:
    taken, ids = set(given), []
    for row in rows:
        name = row.cells["id"] or free_id(taken)
        taken.add(name)
        ids.append(name)
    return ids


def _plain(cell: str) -> Decimal | None:
    """A number as it is written in the three languages, with a point or a comma; None for anything else.

    A comma that could divide thousands (1,500) is not read as either.
    """
    written = "".join(unicodedata.normalize("NFKC", cell).split())
    if _THOUSANDS.fullmatch(written):
        return None
    written = written if "." in written else written.replace(",", ".", 1)
    return Decimal(written) if _NUMBER.fullmatch(written) else None
