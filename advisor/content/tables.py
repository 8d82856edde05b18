"""Tables that leaders paste from a spreadsheet or upload as CSV, TSV or XLSX, and take away again.

What comes in is untrusted: sizes are limited, and whatever is wrong is a TableError that says where. What is
in the cells stays data: on the way out nothing can become a formula, and on the way in it is as it was.
"""

import codecs
import csv
import io
import re
import string
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from typing import Literal, TypeVar

from advisor.content.formulas import cell_in, cell_out, guarded
from advisor.content.locale import decimal, listed
from advisor.content.text import LANGUAGES, Text, load_text
from advisor.content.workbook import Line, Value, workbook_lines, xlsx_bytes
from advisor.errors import TableError, one_line

__all__ = [
    "MAX_BYTES",
    "MAX_COLUMNS",
    "MAX_LETTERS",
    "MAX_ROWS",
    "Column",
    "Row",
    "Table",
    "Value",
    "choice",
    "column_of",
    "csv_bytes",
    "each",
    "folded",
    "guarded",
    "read_pasted",
    "read_table",
    "told",
    "xlsx_bytes",
]

T = TypeVar("T")

MAX_BYTES = 1_000_000
MAX_ROWS = 1_000
MAX_COLUMNS = 50
MAX_LETTERS = 2_000
"""Of one cell in a column that is used."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_NOT_TABLES = {b"%PDF": "pdf", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "old_excel"}
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_OLD_ENCODINGS = {"en": "cp1252", "ko": "cp949", "ja": "cp932"}
_EXCEL_NAMES = (".xlsx", ".xlsm", ".xls")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_NUL = "\0"

_TAB = "\t"
_DELIMITERS = (_TAB, ",", ";")
_EMPTY = string.whitespace + "".join(_DELIMITERS) + '"'


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a tool can use.

    ``names`` are the heads accepted besides the id, in any language. ``required`` means that the column must
    be there; its cells may still be empty. ``label`` is what errors call it: the id where it is empty.
    """

    id: str
    names: tuple[str, ...]
    required: bool = False
    label: str = ""

    @property
    def shown(self) -> str:
        """What the visitor knows the column by."""
        return self.label or self.id


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not blank: its number as the spreadsheet shows it, and its cells by column id.

    Every column has a cell: without white space around it, empty where the table has none.
    """

    number: int
    cells: Mapping[str, str]


Table = tuple[tuple[Row, ...], tuple[str, ...]]
"""The rows; and the heads that were not used, a letter ("C") for a column with content but without a head."""


def column_of(
    column_id: str, key: str, text: Text, *, required: bool = False, also: Iterable[str] = ()
) -> Column:
    """A column whose head is a sentence of the texts, accepted in every language."""
    names = tuple(load_text(language)(key) for language in LANGUAGES)
    return Column(column_id, (*names, *also), required, text(key))


def read_table(data: bytes, name: str, columns: Sequence[Column], *, language: str) -> Table:
    """An uploaded file's rows; what it is, is decided by its content. Raises TableError.

    Text is UTF-8, UTF-16 with a mark, or else what spreadsheets in this language write. The first row that
    is not blank is the head. ``name`` only helps to say what is wrong.
    """
    if len(data) > MAX_BYTES:
        raise TableError("too_big")
    for magic, found in _NOT_TABLES.items():
        if data.startswith(magic):
            raise TableError("not_a_table", found=found)
    if data.startswith(_ZIP):
        return _table(iter(workbook_lines(data, MAX_ROWS + 2)), columns)
    try:
        text = _decoded(data, language)
    except TableError:
        if name.lower().endswith(_EXCEL_NAMES):
            raise TableError("not_a_table", found="excel") from None
        raise
    return _table(_lines(_text_records(text, columns)), columns)


def read_pasted(text: str, columns: Sequence[Column]) -> Table:
    """Pasted rows; without any known head in the first row, the columns are taken in order.

    Raises TableError.
    """
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise TableError("too_big")
    if _NUL in text:
        raise TableError("not_a_table", found="binary")
    return _table(_lines(_text_records(text, columns)), columns, head_needed=False)


def told(error: TableError, text: Text) -> str:
    """What is wrong with a table, what was expected and where, in the visitor's language."""
    key = error.kind
    if key == "not_a_table":
        return text(f"tables.not_a_table.{error.found}", row=error.row)
    expected = error.expected
    values = {
        "row": error.row,
        "column": one_line(error.column),
        "expected": listed(expected, text.language) if isinstance(expected, tuple) else expected,
        "found": one_line(error.found),
        "size": decimal(MAX_BYTES / 1e6, text.language, digits=0),
        "rows": decimal(MAX_ROWS, text.language, digits=0),
        "columns": MAX_COLUMNS,
        "letters": decimal(MAX_LETTERS, text.language, digits=0),
    }
    place = "place" if error.column else "row"
    if key == "bad_cell":
        return text(f"tables.bad_cell.{'found' if error.found else 'empty'}", **values)
    if key == "cell_too_long":
        return text(f"tables.cell_too_long.{place}", **values)
    return text(f"tables.{key}", **values)


def each(rows: Iterable[Row], made: Callable[[Row], T]) -> tuple[T, ...]:
    """What every row makes; raises the first TableError, with those of the other rows in ``others``."""
    values, wrong = [], []
    for row in rows:
        try:
            values.append(made(row))
        except TableError as error:
            wrong.append(error)
    if wrong:
        wrong[0].others = tuple(wrong[1:])
        raise wrong[0]
    return tuple(values)


def choice(cell: str, names: Mapping[str, Iterable[str]]) -> str | None:
    """The id that a cell names, by itself or by one of its accepted names; None where there is none.

    ``names`` are words of the texts or of the handbooks, never what somebody typed: they are remembered.
    """
    wanted = folded(cell)
    if not wanted:
        return None
    return next(
        (key for key, accepted in names.items() if wanted in map(_remembered, (key, *accepted))),
        None,
    )


def csv_bytes(head: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """A table as CSV, in UTF-8 with a mark at the start, by which spreadsheets know the encoding.

    Reading it gives the same cells back. A negative number stays one, also where it comes as text.
    """
    table = io.StringIO(newline="")
    written = csv.writer(table)
    for row in chain((head,), rows):
        written.writerow([cell_out(value) for value in row])
    return table.getvalue().encode("utf-8-sig", "replace")


def folded(words: str) -> str:
    """Words without case, white space and difference of width: two heads that are alike are one."""
    wide = unicodedata.normalize("NFKC", words).casefold()
    return "".join(unicodedata.normalize("NFKC", wide).split())


@cache
def _remembered(name: str) -> str:
    return folded(name)


# ---- Text ----


def _decoded(data: bytes, language: str) -> str:
    try:
        text = data.decode("utf-16" if data.startswith(_UTF_16) else "utf-8-sig")
        strange = _NUL in text
    except UnicodeDecodeError:
        text = _decoded_as(data, _OLD_ENCODINGS[language])
        strange = bool(_CONTROL.search(text))
    if strange:
        raise TableError("not_a_table", found="binary")
    return text


def _decoded_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise TableError("encoding") from None


def _lines(records: Iterable[Sequence[str]]) -> Iterator[Line]:
    for number, record in enumerate(records, start=1):
        yield number, [cell_in(cell) for cell in record]


def _text_records(text: str, columns: Sequence[Column]) -> list[list[str]]:
    """The text's records, cut where it shows most columns that are known."""
    text = text.removeprefix("\ufeff")
    if not text.strip(_EMPTY):
        raise TableError("no_rows")
    names = _names(columns)
    firsts = {delimiter: _first(text, delimiter) for delimiter in _DELIMITERS}
    known = {d: sum(folded(cell_in(cell)) in names for cell in first) for d, first in firsts.items()}
    if any(known.values()):
        best = max(_DELIMITERS, key=lambda d: (known[d], len(firsts[d])))
        return _records(text, best)
    if len(firsts[_TAB]) > 1:
        return _records(text, _TAB)
    return next((even for d in _DELIMITERS[1:] if (even := _even(text, d))), None) or _records(text, _TAB)


def _first(text: str, delimiter: str) -> list[str]:
    """The first record that is not blank; nothing where its quotes are not in order."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return next((record for record in reader if any(map(str.strip, record))), [])
    except csv.Error:
        return []


def _even(text: str, delimiter: str) -> list[list[str]]:
    """The records, if all have the same number of cells and more than one: else commas are just commas."""
    try:
        records = _records(text, delimiter)
    except TableError:
        return []
    widths = {len(record) for record in records if any(map(str.strip, record))}
    return records if len(widths) == 1 and widths != {1} else []


def _records(text: str, delimiter: str) -> list[list[str]]:
    """Every record. What is copied from a spreadsheet may hold single quotes: there they are only letters."""
    try:
        return _parsed(text, delimiter, quoted=True)
    except TableError:
        if delimiter != _TAB:
            raise
        return _parsed(text, delimiter, quoted=False)


def _parsed(text: str, delimiter: str, *, quoted: bool) -> list[list[str]]:
    lines = io.StringIO(text, newline="")
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    records: list[list[str]] = []
    try:
        # A plain loop, so that what was read before an error tells the row where it is.
        for record in csv.reader(lines, delimiter=delimiter, strict=True, quoting=quoting):
            records.append(record)
    except csv.Error as error:
        row = len(records) + 1
        if "limit" in str(error):
            raise TableError("cell_too_long", row) from None
        raise TableError("not_a_table", row, found="open_quote") from None
    return records


# ---- Rows ----


def _table(lines: Iterator[Line], columns: Sequence[Column], *, head_needed: bool = True) -> Table:
    filled = (_within(line) for line in lines if any(line[1]))
    first = next(filled, None)
    if first is None:
        raise TableError("no_rows")
    places = _places(first, columns)
    heads = first[1] if places or head_needed else []
    body = list(islice(filled if heads else chain((first,), filled), MAX_ROWS + 1))
    if not heads:
        width = max(len(cells) for _, cells in body)
        places = {column.id: place for place, column in enumerate(columns[:width])}
    _complete(places, columns, first)
    if len(body) > MAX_ROWS:
        raise TableError("too_many_rows", body[-1][0])
    if not body:
        raise TableError("no_rows")
    shown = {places[column.id]: column.shown for column in columns if column.id in places}
    rows = tuple(Row(number, _cells((number, cells), places, columns, shown)) for number, cells in body)
    strays = {place for _, cells in body for place, cell in enumerate(cells) if cell}
    return rows, _unused(heads, strays, shown)


def _within(line: Line) -> Line:
    """The row without the empty cells at its end; raises TableError when it is still too wide."""
    number, cells = line
    width = max(place for place, cell in enumerate(cells, start=1) if cell)
    if width > MAX_COLUMNS:
        raise TableError("too_many_columns", number, found=str(width))
    return number, cells[:width]


def _names(columns: Sequence[Column]) -> dict[str, Column]:
    """Every accepted head, folded; where two columns accept the same one, the first has it."""
    return {
        folded(name): column
        for column in reversed(columns)
        for name in (*column.names, column.label, column.id)
    }


def _places(head: Line, columns: Sequence[Column]) -> dict[str, int]:
    """Where the columns are whose heads are known; raises TableError for two heads of one column."""
    names = _names(columns)
    places: dict[str, int] = {}
    for place, cell in enumerate(head[1]):
        column = names.get(folded(cell)) if cell else None
        if column is not None and column.id in places:
            raise TableError("repeated_column", head[0], column.shown, found=cell)
        if column is not None:
            places[column.id] = place
    return places


def _complete(places: Mapping[str, int], columns: Sequence[Column], first: Line) -> None:
    """Raises TableError for the first column that has to be there and is not, or when none is there."""
    needed = [column for column in columns if column.required] or ([] if places else list(columns[:1]))
    missing = next((column for column in needed if column.id not in places), None)
    if missing is not None:
        expected = tuple(column.shown for column in columns)
        raise TableError("missing_column", first[0], missing.shown, expected, " | ".join(first[1]))


def _cells(
    line: Line, places: Mapping[str, int], columns: Sequence[Column], shown: Mapping[int, str]
) -> dict[str, str]:
    number, cells = line
    for place, name in shown.items():
        if place < len(cells) and len(cells[place]) > MAX_LETTERS:
            raise TableError("cell_too_long", number, name)
    at = {column.id: places.get(column.id, len(cells)) for column in columns}
    return {key: cells[place] if place < len(cells) else "" for key, place in at.items()}


def _unused(heads: Sequence[str], strays: Iterable[int], shown: Mapping[int, str]) -> tuple[str, ...]:
    named = {place: head for place, head in enumerate(heads) if head}
    places = sorted({*named, *strays} - set(shown))
    return tuple(named.get(place) or _letter(place) for place in places)


def _letter(place: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(place + 1)
