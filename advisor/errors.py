"""Every error this project raises on purpose: one hierarchy, messages built from facts.

::

    AdvisorError
    ├── DataError          a file of data/ is wrong        (where, key, expected, found, nearest)
    ├── InputError         a file or value given to us is wrong          (the same five facts)
    │   └── TableError         a pasted or uploaded table is wrong       (kind, row, column, the facts)
    ├── StoreError         the store refused                                          (detail)
    │   └── StoreUnavailable   it cannot be used now: keep working from memory  (kind, detail)
    ├── RoomError          a workshop does not allow this                             (kind)
    └── ReportError        a document could not be made                        (step, detail)

The facts are attributes, so that a page can say the same thing in its own language; ``str(error)`` is one
line of English for a terminal or a log. No message ever holds an answer, a token or a password: whoever
raises puts names of files, keys and error codes in, never the content of a draft.
"""

from __future__ import annotations

from typing import Literal, get_args

StoreTrouble = Literal["locked", "full", "gone", "corrupt", "unknown"]
"""Why a store cannot be used: somebody else holds it, no space, not there or not writable, damaged, other."""

STORE_TROUBLES: tuple[StoreTrouble, ...] = get_args(StoreTrouble)

_LONGEST_FACT = 120  # a terminal line and a half; a pasted novel must not push the point off the screen


def one_line(fact: object) -> str:
    """Return the fact as readable text on one line, not too long, with nothing that a terminal would obey."""
    text = "".join(letter if letter.isprintable() else "\ufffd" for letter in " ".join(str(fact).split()))
    return text if len(text) <= _LONGEST_FACT else text[: _LONGEST_FACT - 1] + "…"


class AdvisorError(Exception):
    """The base of all of them: ``except AdvisorError`` catches what this project foresaw."""


class _MismatchError(AdvisorError):
    """Something at a named place is not what was expected there."""

    def __init__(
        self, where: object, key: str, expected: object, found: object, nearest: str | None = None
    ) -> None:
        """Keep the facts; all of them are positional, so the error survives pickling.

        Args:
            where: the file, ``"-"`` for standard input, or the name of the value's owner.
            key: the dotted key inside it; empty when the whole file is meant.
            expected: what would have been right.
            found: what was there.
            nearest: the valid spelling closest to ``found``, when there is one.
        """
        super().__init__(where, key, expected, found, nearest)
        self.where = str(where)
        self.key = key
        self.expected = expected
        self.found = found
        self.nearest = nearest

    def __str__(self) -> str:
        place = ": ".join(one_line(part) for part in (self.where, self.key) if part)
        hint = f"; did you mean {one_line(self.nearest)}?" if self.nearest else ""
        return f"{place}: expected {one_line(self.expected)}, found {one_line(self.found)}{hint}"


class DataError(_MismatchError):
    """A file of ``data/`` is wrong; for the author of that file."""


class InputError(_MismatchError):
    """A file or a value somebody gave us is wrong; for the person who gave it."""


TableTrouble = Literal[
    "too_big",
    "not_a_table",
    "encoding",
    "no_rows",
    "too_many_rows",
    "too_many_columns",
    "missing_column",
    "repeated_column",
    "cell_too_long",
    "bad_cell",
]
"""What can be wrong with a table; ``bad_cell`` is a value that does not fit its column."""

TABLE_TROUBLES: tuple[TableTrouble, ...] = get_args(TableTrouble)


class TableError(InputError):
    """A table somebody pasted or uploaded is wrong; ``advisor.content.tables.told`` says it to that person.

    Attributes:
        kind: one of :data:`TABLE_TROUBLES`.
        row: the row's number as the spreadsheet shows it; None when the whole table is meant.
        column: what the person knows the column by; empty when a whole row is meant.
        expected: what would have been right, in the visitor's language; several names as a tuple.
        found: what was there. It may be what somebody typed, and so is no part of the message.
        others: what is wrong in further rows, so that all of it can be mended at once.
    """

    others: tuple[TableError, ...] = ()

    def __init__(
        self,
        kind: TableTrouble,
        row: int | None = None,
        column: str = "",
        expected: object = "",
        found: object = "",
    ) -> None:
        super().__init__("table", ", ".join(str(part) for part in (row, column) if part), expected, found)
        self.args = (kind, row, column, expected, found)
        self.kind: TableTrouble = kind
        self.row = row
        self.column = column

    def __str__(self) -> str:
        return f"table: {self.kind}" + (f" (row {self.row})" if self.row else "")


class StoreError(AdvisorError):
    """The store refused an operation; ``detail`` says which rule, in code-like words."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.detail = detail

    def __str__(self) -> str:
        return f"store: {one_line(self.detail)}" if self.detail else "store: failed"


class StoreUnavailable(StoreError):
    """The store cannot be used now. Nothing was written; what was written before is untouched.

    Attributes:
        kind: one of :data:`STORE_TROUBLES`; pages choose their sentence by it.
        detail: the database's own error name (``SQLITE_FULL``), never its message, which may quote values.
    """

    def __init__(self, kind: StoreTrouble, detail: str = "") -> None:
        super().__init__(detail)
        self.args = (kind, detail)
        self.kind: StoreTrouble = kind

    def __str__(self) -> str:
        return f"store: {self.kind}" + (f" ({one_line(self.detail)})" if self.detail else "")


RoomTrouble = Literal["no_room", "not_host", "not_joined", "locked", "full", "too_many", "not_open"]
"""Why a workshop refuses: no such door, not its host, not one of its people, closed to new ones, no place
left, too many at once, no such round now."""

ROOM_TROUBLES: tuple[RoomTrouble, ...] = get_args(RoomTrouble)


class RoomError(AdvisorError):
    """A workshop does not allow this; ``kind`` is one of :data:`ROOM_TROUBLES`."""

    def __init__(self, kind: RoomTrouble) -> None:
        super().__init__(kind)
        self.kind: RoomTrouble = kind

    def __str__(self) -> str:
        return f"workshop: {self.kind}"


class ReportError(AdvisorError):
    """A document could not be made.

    Attributes:
        step: what was being done (``"compile"``, ``"read attachment"``).
        detail: the facts, in one line.
    """

    def __init__(self, step: str, detail: str = "") -> None:
        super().__init__(step, detail)
        self.step = step
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.step}: {one_line(self.detail)}" if self.detail else f"{self.step}: failed"
