"""The ownership matrix as a table: written for others, and read again."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from advisor.content.practice.ownership import handbook
from advisor.content.tables import (
    Column,
    Row,
    Table,
    choice,
    column_of,
    folded,
    read_pasted,
    read_table,
)
from advisor.content.text import LANGUAGES, Text, load_text
from advisor.core.practice.ownership import LETTERS, OWN, Cell, Matrix, Ownership, normal, parties
from advisor.errors import TableError

MAX_NAME = 120
"""Letters of a party's name: a longer head of a column is none."""

_ACTIVITY, _BASIS = "activity", "basis"
_NOTHING = "\N{EN DASH}"
_EMPTY = {"", "-", _NOTHING, "\N{EM DASH}", "\N{MINUS SIGN}"}


@dataclass(frozen=True, slots=True)
class Filled:
    """What a table says: letters by activity and party (empty for none), and the names of added parties."""

    letters: Mapping[str, Mapping[str, str]]
    names: Mapping[str, str]

    def sheet(self, before: Ownership, proposal: Mapping[str, Mapping[str, Cell]]) -> Ownership:
        """The sheet with what the table says; what equals the proposal is left to it."""
        said = normal(self.letters, proposal)
        cells = {key: dict(row) for key, row in before.cells.items()}
        for activity, row in self.letters.items():
            kept = {party: one for party, one in cells.get(activity, {}).items() if party not in row}
            cells[activity] = kept | dict(said.get(activity, {}))
        names = dict(before.names) | dict(self.names)
        return replace(before, cells={key: row for key, row in cells.items() if row}, names=names)


Read = tuple[Filled, tuple[str, ...]]
"""What a table says, and the heads in it that were not used."""


def labels(sheet: Ownership, text: Text) -> Mapping[str, str]:
    """What each party is called here, no two alike, and none like the head above the activities."""
    usual = text.under("ownership.parties")
    taken, found = {folded(text("ownership.table.activity")), folded(text("ownership.table.basis"))}, {}
    for party in parties(handbook(), sheet):
        name = plain = " ".join(sheet.names.get(party, "").split()) or usual[party]
        number = 1
        while folded(name) in taken:
            number += 1
            name = f"{plain} ({number})"
        taken.add(folded(name))
        found[party] = name
    return found


def head(sheet: Ownership, text: Text) -> tuple[str, ...]:
    """The heads of the columns."""
    shown = labels(sheet, text).values()
    return (text("ownership.table.activity"), *shown, text("ownership.table.basis"))


def rows(filled: Matrix, text: Text) -> tuple[tuple[str, ...], ...]:
    """A row for each activity: its name, the letters, and what they rest on.

    Nothing is a dash, so that it differs from a column that somebody left out.
    """
    names = text.under("ownership.activities")
    return tuple(
        (
            names[f"{row.activity.id}.name"],
            *(row.cells[party].letters or _NOTHING for party in filled.parties),
            _rests(row.cells.values(), text),
        )
        for row in filled.rows
    )


def _rests(cells: Iterable[Cell], text: Text) -> str:
    """Whether a row is proposed, entered, or both."""
    found = list(cells)
    own = any(cell.own for cell in found)
    plan = any(cell.letters and not cell.own for cell in found)
    if own and plan:
        return text("ownership.table.both")
    return text("ownership.table.own") if own else text("ownership.table.plan") if plan else ""


def read_file(data: bytes, name: str, sheet: Ownership, text: Text) -> Read:
    """An uploaded table. Raises TableError."""
    return _read(lambda columns: read_table(data, name, columns, language=text.language), sheet, text)


def read_text(pasted: str, sheet: Ownership, text: Text) -> Read:
    """A pasted table. Raises TableError."""
    return _read(lambda columns: read_pasted(pasted, columns), sheet, text)


def _read(read: Callable[[Sequence[Column]], Table], sheet: Ownership, text: Text) -> Read:
    """The columns of known parties; and further ones that hold letters, as parties of the leader's own."""
    columns = _columns(sheet, text)
    table, unused = read(columns)
    letters = _letters(table, columns, text)
    names: dict[str, str] = {}
    free = [own for own in OWN if not sheet.names.get(own, "").strip()]
    times = Counter(map(folded, unused))
    alone = [name for name in unused if len(name) <= MAX_NAME and times[folded(name)] == 1]
    extra = [Column(name, (), label=name) for name in alone if free]
    table = read([*columns, *extra])[0] if extra else ()
    for column in extra:
        if free and (more := _further(table, columns[0], column, text)):
            for activity, said in more.items():
                letters[activity][free[0]] = said
            names[free.pop(0)] = column.label
    left = tuple(name for name in unused if name not in names.values())
    return Filled(letters, names), left


def _columns(sheet: Ownership, text: Text) -> list[Column]:
    """The activity, what the rows rest on (which is not read), and every party under all of its names."""
    shown = labels(sheet, text)
    defaults = [load_text(language).under("ownership.parties") for language in LANGUAGES]

    def party(party_id: str) -> Column:
        usual = () if sheet.names.get(party_id) else tuple(names[party_id] for names in defaults)
        return Column(party_id, usual, label=shown[party_id])

    first = column_of(_ACTIVITY, "ownership.table.activity", text, required=True)
    return [first, column_of(_BASIS, "ownership.table.basis", text), *map(party, shown)]


def _further(table: Sequence[Row], activity: Column, extra: Column, text: Text) -> Mapping[str, str]:
    """The letters of a column that is not known, by activity; nothing where it holds something else."""
    try:
        found = _letters(table, [activity, extra], text)
    except TableError:
        return {}
    said = {key: row[extra.id] for key, row in found.items() if extra.id in row}
    return said if any(said.values()) else {}


def _letters(table: Sequence[Row], columns: Sequence[Column], text: Text) -> dict[str, dict[str, str]]:
    """Activity id to party id to letters. Columns that the table does not have are left out."""
    activities = {
        activity.id: tuple(
            load_text(language).under("ownership.activities")[f"{activity.id}.name"] for language in LANGUAGES
        )
        for activity in handbook().activity
    }
    names = text.under("ownership.activities")
    filled = {column.id for row in table for column in columns if row.cells.get(column.id)}
    found: dict[str, dict[str, str]] = {}
    for row in table:
        activity = choice(row.cells[_ACTIVITY], activities)
        if activity is None:
            expected = tuple(names[f"{known}.name"] for known in activities)
            raise TableError("bad_cell", row.number, columns[0].shown, expected, row.cells[_ACTIVITY])
        if activity in found:
            once = text("ownership.table.once")
            raise TableError("bad_cell", row.number, columns[0].shown, once, row.cells[_ACTIVITY])
        found[activity] = {
            column.id: _letter(row, column, text)
            for column in columns
            if column.id not in {_ACTIVITY, _BASIS} and column.id in filled
        }
    return found


def _letter(row: Row, column: Column, text: Text) -> str:
    """The letters of a cell, whatever their order, case and width."""
    cell = row.cells[column.id]
    plain = unicodedata.normalize("NFKC", cell).upper()
    if plain in _EMPTY:
        return ""
    said = "".join(sorted(letter for letter in plain if letter not in " /,+&"))
    if said not in LETTERS:
        raise TableError("bad_cell", row.number, column.shown, text("ownership.table.letters"), cell)
    return said
