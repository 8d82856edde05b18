"""Excel workbooks (.xlsx) in and out: the first sheet's rows as texts, and a table as a small workbook.

What is read is untrusted. It is weighed before openpyxl sees it, because a small archive can unpack to
gigabytes, and one row of XML can hold a million cells.
"""

import io
import math
import re
import unicodedata
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import zip_longest
from pyexpat import ExpatError, ParserCreate
from typing import TYPE_CHECKING, Any

from advisor.errors import TableError

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | float
Line = tuple[int, list[str]]
"""A row's number as the spreadsheet shows it, and its cells."""

MAX_UNPACKED = 30_000_000
MAX_TOKEN = 1_000_000
MAX_PARSED = 5_000_000
"""Elements times sheets: a sheet named twice is parsed twice."""
BLANK_RUN = 1_000
"""Rows below so many blank ones belong to no table: formats go down to the last row a sheet can have."""
_CHUNK = 1 << 16
_MOST = {"row": 1_048_576, "sheet": 200, "Relationship": 2_000}
_MOST_OTHERS = 250_000  # a full table has 1,000 rows of 50 cells, each of up to three elements, and its texts
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others unpack without a bound

_DIGITS = ".15g"  # what a spreadsheet itself shows of a number, so that 0.1 + 0.2 is 0.3
_ZEROS = re.compile("0+")
_CARRIAGE_RETURN = re.compile("(?<!_x005F)_x000D_")
_ESCAPED = re.compile("_x005F(?=_x[0-9A-Fa-f]{4}_)")

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r\n?")
_ESCAPE = re.compile("(?=_x[0-9A-Fa-f]{4}_)")
_NO_TITLE = re.compile(r"[\[\]:*?/\\]")
_LONGEST_TITLE = 31
_LONGEST_TEXT = 32_767
_NARROWEST, _WIDEST = 8, 60
_DAY = datetime(2000, 1, 1)  # the format has no time zones
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def workbook_lines(data: bytes, most: int) -> list[Line]:
    """The rows of the first visible sheet that has any, at most ``most`` that are not blank.

    Numbers come as a person writes them, dates as ISO 8601, results in place of formulas. Raises TableError
    for what is not a workbook, is damaged, or is too much work.
    """
    try:
        with warnings.catch_warnings(), zipfile.ZipFile(io.BytesIO(data)) as archive:
            warnings.filterwarnings("ignore", module="openpyxl")  # they quote what is in the cells
            _weigh(archive)
            return _first_lines(data, most)
    except TableError:
        raise
    except Exception:  # openpyxl lets through whatever a damaged part makes Python raise
        raise TableError("not_a_table", found="excel") from None


def _first_lines(data: bytes, most: int) -> list[Line]:
    from openpyxl import load_workbook

    workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        shown = (sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible")
        return next((lines for sheet in shown if (lines := list(_lines(sheet, most)))), [])
    finally:
        workbook.close()


def _lines(sheet: Any, most: int) -> Iterator[Line]:
    """The rows that are not blank, down to the first long gap."""
    sheet.reset_dimensions()  # what a file says of its own size is often wrong
    last = found = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = [_written(cell) for cell in row]
        if any(cells):
            yield number, cells
            last, found = number, found + 1
        if found == most or number - last >= BLANK_RUN:
            return


def _weigh(archive: zipfile.ZipFile) -> None:
    """Raises TableError for an archive that is no workbook, or that would take too much to read."""
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise TableError("not_a_table", found="zip")
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise TableError("too_big")
    if any(part.compress_type not in _METHODS for part in parts):
        raise TableError("not_a_table", found="excel")
    counts: Counter[str] = Counter()
    for part in parts:
        with archive.open(part) as stream:
            _count(stream, counts)
    if counts.total() * max(1, counts["sheet"]) > MAX_PARSED:
        raise TableError("too_big")


def _count(stream: Any, counts: Counter[str]) -> None:
    """Count the elements of a part; of one that is not XML, those before the place where that shows."""

    def element(name: str, _attributes: object) -> None:
        kind = name.rpartition(":")[2]
        kind = kind if kind in _MOST else ""
        counts[kind] += 1
        if counts[kind] > _MOST.get(kind, _MOST_OTHERS):
            raise TableError("too_big")

    def document_type(*_facts: object) -> None:
        raise TableError("not_a_table", found="excel")  # no workbook has one; entities can grow without end

    parser = ParserCreate()
    parser.StartElementHandler = element
    parser.StartDoctypeDeclHandler = document_type
    fed = 0
    try:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > MAX_TOKEN:
                raise TableError("too_big")
    except ExpatError:
        return


def _written(cell: Any) -> str:
    """A cell's value as a person would have typed it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number(value, cell.number_format or "")
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date | time):
        return value.isoformat()
    return _ESCAPED.sub("", _CARRIAGE_RETURN.sub("", str(value))).strip()


def _moment(value: datetime) -> str:
    if value.time() == time():
        return value.date().isoformat()
    return value.isoformat(sep=" ", timespec="seconds" if value.second else "minutes")


def _number(value: int | float, shown_as: str) -> str:
    if "%" in shown_as:
        return _plain(value * 100) + "%"
    written = _plain(value)
    return written.zfill(len(shown_as)) if _ZEROS.fullmatch(shown_as) else written


def _plain(value: int | float) -> str:
    """A number without exponent and without zeros at the end of its decimals."""
    return format(Decimal(format(value, _DIGITS)), "f") if math.isfinite(value) else str(value)


def xlsx_bytes(title: str, head: Sequence[str], rows: Sequence[Sequence[Value]]) -> bytes:
    """A workbook of one sheet: bold head that stays in view, numbers as numbers, no formulas.

    The same table gives the same bytes. Characters that the format cannot hold become U+FFFD.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Font

    workbook = Workbook()
    workbook.properties.creator = ""
    workbook.properties.created = workbook.properties.modified = _DAY
    sheet: Worksheet = workbook.worksheets[0]
    sheet.title = _title(title)
    for number, row in enumerate((head, *rows), start=1):
        for column, value in enumerate(row, start=1):
            _fill(sheet.cell(number, column), value)
    for column in range(1, len(head) + 1):
        sheet.cell(1, column).font = Font(bold=True)
    sheet.freeze_panes = "A2"
    _widen(sheet, (head, *rows))
    return _packed(workbook)


def _title(title: str) -> str:
    """A name that a sheet may have; "1" where nothing is left of it."""
    return _NO_TITLE.sub(" ", _ILLEGAL.sub(" ", title))[:_LONGEST_TITLE].strip(" '\t\r\n") or "1"


def _fill(cell: Any, value: Value) -> None:
    if not isinstance(value, str) and math.isfinite(value):
        cell.value = value
        return
    cell.value = _text(str(value))
    if cell.data_type != "s":  # a formula or an error: to the reader it is words, now and after editing
        cell.data_type = "s"
        cell.quotePrefix = True


def _text(words: str) -> str:
    """Words as the format can hold them; what looks like one of its own escapes is escaped."""
    legal = _ILLEGAL.sub("\ufffd", _LINE_END.sub("\n", words))[:_LONGEST_TEXT]
    return _ESCAPE.sub("_x005F", legal)


def _widen(sheet: "Worksheet", rows: Sequence[Sequence[Value]]) -> None:
    from openpyxl.utils import get_column_letter

    for number, cells in enumerate(zip_longest(*rows, fillvalue=""), start=1):
        longest = max(_width(line) for cell in cells for line in (str(cell).splitlines() or [""]))
        sheet.column_dimensions[get_column_letter(number)].width = min(max(longest + 2, _NARROWEST), _WIDEST)


def _width(words: str) -> int:
    """The room words take, in Latin letters: Hangul, kana and kanji take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in words)


def _packed(workbook: Any) -> bytes:
    """The workbook's file without the time at which it was made, which openpyxl puts in on saving."""
    from openpyxl.writer.excel import ExcelWriter

    loose, packed = io.BytesIO(), io.BytesIO()
    ExcelWriter(workbook, zipfile.ZipFile(loose, "w")).save()
    with zipfile.ZipFile(loose) as made, zipfile.ZipFile(packed, "w") as archive:
        for name in made.namelist():
            part = zipfile.ZipInfo(name, _ZIP_DAY)
            archive.writestr(part, made.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
