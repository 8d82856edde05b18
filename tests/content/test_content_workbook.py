"""Workbooks in and out: values as a person writes them, and archives that are not what they seem."""

import io
import re
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from advisor.content.tables import MAX_BYTES, Table, Value, csv_bytes, xlsx_bytes
from advisor.errors import TableError
from tests.tables import HEAD, cells, filled, read, refusal, saved, tried, workbook

GOOD = saved(workbook(["name"], ["Kim"]))


def with_parts(data: bytes, **parts: bytes) -> bytes:
    """An archive with more parts, or others of the same name; in the names, "__" stands for "/"."""
    named = {name.replace("__", "/"): content for name, content in parts.items()}
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        kept = {name: old.read(name) for name in old.namelist()}
        for name, content in {**kept, **named}.items():
            new.writestr(name, content)
    return file.getvalue()


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = b"</sheetData></worksheet>"
FIRST = b'<row r="1"><c t="inlineStr"><is><t>name</t></is></c></row>'
SECOND = b'<row r="2"><c t="inlineStr"><is><t>Kim</t></is></c></row>'


def with_sheet(content: bytes) -> bytes:
    """A workbook whose sheet holds this XML."""
    return with_parts(saved(workbook(["name"])), **{"xl__worksheets__sheet1.xml": SHEET + content + END})


# ---- Laws ----


@settings(deadline=None)
@given(filled)
def test_xlsx_out_and_in_is_the_same(rows: list[tuple[str, str, str]]) -> None:
    """What is exported as a workbook is read as it was, apart from characters that the format cannot hold."""

    def possible(words: str) -> str:
        lines = words.replace("\r\n", "\n").replace("\r", "\n")
        return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", lines).strip()

    table = read(xlsx_bytes("Team", HEAD, rows), name="team.xlsx")
    assert cells(table) == [tuple(map(possible, row)) for row in rows]


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_a_damaged_workbook_is_a_table_or_refused(data: st.DataObject) -> None:
    """A workbook with bytes changed or cut off is read or refused, never a crash."""
    good = bytearray(xlsx_bytes("Team", HEAD, [("Kim", "ml", -3)] * 5))
    for place in data.draw(st.lists(st.integers(0, len(good) - 1), max_size=5)):
        good[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(len(good) - 40, len(good)))
    table = tried(lambda: read(bytes(good[:cut])))
    assert table is None or len(table[0]) <= 5


@settings(deadline=None, max_examples=100)
@given(
    st.lists(
        st.sampled_from(
            [
                '<row r="3"><c t="n"><v>9</v></c></row>',
                '<row r="x"/>',
                '<row r="4"><c r="ZZZZ1"><v>1</v></c></row>',
                '<row><c s="99"><v>1e999</v></c></row>',
                '<row><c t="s"><v>7</v></c></row>',
                '<row><c t="d"><v>today</v></c></row>',
                "<row><c><v>?</v></c></row>",
                "<row><c t='b'><v>1</v></c></row>",
                "</sheetData>",
                "<c>",
                "&x;",
            ]
        ),
        max_size=3,
    )
)
def test_a_strange_sheet_is_a_table_or_refused(content: list[str]) -> None:
    """A sheet of any XML, and of none, is read or refused."""
    table = tried(lambda: read(with_sheet(FIRST + "".join(content).encode())))
    assert table is None or table[0]


# ---- Workbooks ----


def test_values_are_written_as_by_a_person() -> None:
    """Numbers lose what only a machine writes; dates are ISO; per cent stays per cent."""
    values = [3, 3.0, -2.50, 0.1 + 0.2, 1e20, 1e-7, 12345678901, True, date(2026, 11, 21)]
    wanted = [
        "3",
        "3",
        "-2.5",
        "0.3",
        "100000000000000000000",
        "0.0000001",
        "12345678901",
        "TRUE",
        "2026-11-21",
    ]
    book = workbook(["name"], *([value] for value in values))
    for value, shown, words in [
        (0.07, "0%", "7%"),
        (0.125, "0.00%", "12.5%"),
        (42, "00000", "00042"),
        (datetime(2026, 11, 21, 9, 30), "yyyy-mm-dd hh:mm", "2026-11-21 09:30"),
        (datetime(2026, 11, 21, 9, 30, 5), "yyyy-mm-dd hh:mm:ss", "2026-11-21 09:30:05"),
        (" spaced ", "General", "spaced"),
        ("a_x000D_\nb", "General", "a\nb"),
        ("=1", "General", ""),
        ("'=1", "General", "'=1"),
        ("_x005F_x000D_", "General", "_x000D_"),
        ("#N/A", "General", "#N/A"),
    ]:
        book.worksheets[0].append([value])
        book.worksheets[0].cell(book.worksheets[0].max_row, 1).number_format = shown
        wanted += [words] if words else []
    assert [name for name, *_ in cells(read(saved(book)))] == wanted


def test_the_first_sheet_with_something_is_read() -> None:
    """Empty and hidden sheets are passed over, and the name does not matter."""
    book = workbook()
    for title, state, name in [("h", "hidden", "no"), ("a", "visible", "Kim"), ("b", "visible", "no")]:
        sheet = book.create_sheet(title)
        sheet.append(["name"])
        sheet.append([name])
        sheet.sheet_state = state
    assert cells(read(saved(book), name="team.csv")) == [("Kim", "", "")]


def test_rows_of_a_workbook_keep_their_numbers() -> None:
    """Blank rows between the rows count; so do those above the head."""
    book = workbook()
    for place, name in [("B3", "name"), ("B5", "Kim"), ("B9", "Lee")]:
        book.worksheets[0][place] = name
    rows, unused = read(saved(book))
    assert [(row.number, row.cells["name"]) for row in rows] == [(5, "Kim"), (9, "Lee")]
    assert unused == ()


def test_the_exported_workbook() -> None:
    """Head bold and in view, texts are texts, numbers are numbers, and the bytes are always the same."""
    rows: list[tuple[Value, ...]] = [("=1+1", -3, 0.5), ("#N/A", "-3", float("inf")), ("a\x07_x0041_", 1, 2)]
    data = xlsx_bytes("a/b: [c]", ("name", "역할" * 20, "=x"), rows)
    time.sleep(1.1)
    assert xlsx_bytes("a/b: [c]", ("name", "역할" * 20, "=x"), rows) == data
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    assert (sheet.title, sheet.freeze_panes) == ("a b   c", "A2")
    assert [cell.font.b for cell in sheet[1]] == [True] * 3
    assert [[cell.data_type for cell in row] for row in sheet] == [
        ["s", "s", "s"],
        ["s", "n", "n"],
        ["s", "s", "s"],
        ["s", "n", "n"],
    ]
    assert [cell.value for cell in sheet[2]] == ["=1+1", -3, 0.5]
    assert sheet["A4"].value == "a\ufffd_x005F_x0041_"
    assert sheet["A2"].quotePrefix
    assert [sheet.column_dimensions[letter].width for letter in "ABC"] == [11, 60, 8]


@pytest.mark.parametrize("title", ["", "'", "x" * 50, "a\x00b", "[]"])
def test_any_title_will_do(title: str) -> None:
    """A title that a sheet cannot have is made to fit."""
    assert load_workbook(io.BytesIO(xlsx_bytes(title, HEAD, []))).sheetnames[0]


def test_negative_numbers_survive() -> None:
    """A negative number is a number in both formats, and text beside it is not run."""
    rows: list[tuple[Value, ...]] = [("-3", -3, -2.5), ("'-3", "-3+1", "+1")]
    assert csv_bytes(HEAD, rows).decode("utf-8-sig").splitlines()[1:] == ["-3,-3,-2.5", "''-3,'-3+1,'+1"]
    for data in (csv_bytes(HEAD, rows), xlsx_bytes("t", HEAD, rows)):
        assert cells(read(data)) == [("-3", "-3", "-2.5"), ("'-3", "-3+1", "+1")]


# ---- Bombs ----


def spent(call: Callable[[], object]) -> tuple[float, int]:
    """Seconds of processor time, and bytes, that a call takes at most."""
    begun = time.process_time()
    call()
    taken = time.process_time() - begun
    tracemalloc.start()
    call()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return taken, peak


ENTITIES = (
    b'<!DOCTYPE x [<!ENTITY a "'
    + b"a" * 999
    + b'"><!ENTITY b "'
    + b"&a;" * 999
    + b'">]><x>'
    + b"&b;" * 999
    + b"</x>"
)
NAMED_TWICE = b'<sheet name="x" sheetId="1" xmlns:r="r" r:id="rId1"/>' * 201


@pytest.mark.parametrize(
    "data",
    [
        with_parts(GOOD, xl__junk=bytes(31_000_000)),
        with_sheet(FIRST + b'<row r="2">' + b"<c/>" * 1_000_000 + b"</row>"),
        with_sheet(FIRST + b'<row r="2"><c t="s"/></row>' * 800_000),
        with_sheet(b'<row a="' + b">" * 2_000_000 + b'"/>'),
        with_parts(GOOD, xl__sharedStrings=b"<sst>" + b"<si/>" * 1_000_000 + b"</sst>"),
        with_parts(
            GOOD, **{"xl__workbook.xml": b"<workbook><sheets>" + NAMED_TWICE + b"</sheets></workbook>"}
        ),
        with_parts(GOOD, **{"xl__workbook.xml": ENTITIES}),
    ],
    ids=["size", "cells", "rows", "attribute", "strings", "sheets", "entities"],
)
def test_a_bomb_is_refused_at_once(data: bytes) -> None:
    """An archive that grows out of hand is refused before it takes time or memory."""
    assert len(data) <= MAX_BYTES
    errors: list[TableError] = []
    taken, peak = spent(lambda: errors.append(refusal(lambda: read(data))))
    assert errors[0].kind in {"too_big", "not_a_table"}
    assert taken < 5
    assert peak < 20_000_000


def test_a_compression_without_bounds_is_refused() -> None:
    """Only the methods that a spreadsheet uses are unpacked."""
    file = io.BytesIO(GOOD)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("xl/bomb.xml", bytes(20_000_000))
    assert refusal(lambda: read(file.getvalue())).found == "excel"


@pytest.mark.parametrize("row", [b'<row r="%d" s="1" customFormat="1"/>', b'<row r="%d"/>'])
def test_empty_formatted_rows_cost_nothing(row: bytes) -> None:
    """Formats down to the last row do not matter, and neither does a cell in it."""
    rows = b"".join(row % number for number in range(3, 150_000))
    data = with_sheet(FIRST + SECOND + rows)
    tables: list[Table] = []
    taken, peak = spent(lambda: tables.append(read(data)))
    assert cells(tables[0]) == [("Kim", "", "")]
    assert taken < 10
    assert peak < 60_000_000
    last = with_sheet(FIRST + SECOND + b'<row r="999999999"><c><v>1</v></c></row>')
    assert cells(read(last)) == [("Kim", "", "")]
