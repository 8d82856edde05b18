"""Tables from spreadsheets and back: what goes out comes in as it was, and nothing bad gets through."""

import csv
import io
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.content.tables import (
    MAX_BYTES,
    MAX_COLUMNS,
    MAX_LETTERS,
    MAX_ROWS,
    Value,
    choice,
    column_of,
    csv_bytes,
    guarded,
    read_pasted,
    told,
    xlsx_bytes,
)
from advisor.content.text import LANGUAGES, load_text
from advisor.errors import TABLE_TROUBLES, InputError, TableError, TableTrouble
from tests.tables import COLUMNS, HEAD, NAME, ROLE, cells, filled, read, refusal, saved, tried, workbook

FORMULA = tuple("=+-@＝＋－＠\t\r\n")

each_language = pytest.mark.parametrize("language", LANGUAGES)


# ---- Laws ----


@given(filled)
def test_csv_out_and_in_is_the_same(rows: list[tuple[str, str, str]]) -> None:
    """What is exported as CSV is read as it was, and exported again it is the same file."""
    data = csv_bytes(HEAD, rows)
    table = read(data)
    assert cells(table) == rows
    assert table[1] == ()
    assert csv_bytes(HEAD, cells(table)) == data


@given(filled)
def test_csv_pasted_is_the_same(rows: list[tuple[str, str, str]]) -> None:
    """The text of an exported file can be pasted as well."""
    assert cells(read_pasted(csv_bytes(HEAD, rows).decode(), COLUMNS)) == rows


@given(st.lists(st.lists(st.text() | st.integers() | st.floats(allow_nan=False), max_size=4), max_size=4))
def test_no_text_in_csv_is_a_formula(rows: list[list[Value]]) -> None:
    """No cell begins like a formula or another cell, except a plain negative number."""
    found = csv.reader(io.StringIO(csv_bytes(HEAD, rows).decode("utf-8-sig"), newline=""))
    for cell in (cell for record in found for cell in record):
        assert not cell.startswith(FORMULA) or float(cell) <= 0


@given(st.text(), st.text())
def test_guarded_words_stay_apart(one: str, other: str) -> None:
    """The quote that is put in front never makes two texts the same."""
    assert (guarded(one) == guarded(other)) == (one == other)
    assert guarded(one) in {one, "'" + one}


@settings(deadline=None, max_examples=300)
@given(
    st.binary(max_size=300)
    | st.text(max_size=200).map(str.encode)
    | st.text(st.sampled_from("name,;\t\"'\r\n"), max_size=60).map(str.encode)
    | st.binary(max_size=300).map(b"PK\x03\x04".__add__),
    st.sampled_from(LANGUAGES),
    st.sampled_from(["a.csv", "a.xlsx", ""]),
)
def test_any_bytes_are_a_table_or_refused(data: bytes, language: str, name: str) -> None:
    """Reading arbitrary bytes or text gives a table or the one error, never anything else."""
    table = tried(lambda: read(data, language, name))
    assert table is None or all(row.number > 1 for row in table[0])


@given(st.text(max_size=200))
def test_any_paste_is_a_table_or_refused(text: str) -> None:
    """Pasting arbitrary text gives a table or the one error."""
    table = tried(lambda: read_pasted(text, COLUMNS))
    assert table is None or table[0]


# ---- Heads and rows ----


@each_language
@pytest.mark.parametrize("pasted", [True, False])
def test_the_head_is_known_in_each_language(language: str, pasted: bool) -> None:
    """Heads count in every language, whatever their case, spaces and width, and in any order."""
    name, role, days = (column.names[LANGUAGES.index(language)] for column in COLUMNS)
    text = f" {days.upper()} ,{role[0]} {role[1:]},?,{name}\n3,ml,x,Kim\n"
    table = read_pasted(text, COLUMNS) if pasted else read(text.encode(), language)
    assert cells(table) == [("Kim", "ml", "3")]
    assert table[1] == ("?",)
    assert table[0][0].number == 2


def test_full_width_heads_are_known() -> None:
    """ＮＡＭＥ and the id itself are accepted."""
    assert cells(read("ＮＡＭＥ\tｒｏｌｅ\nKim\tml".encode())) == [("Kim", "ml", "")]


def test_heads_come_from_the_texts() -> None:
    """A column made from a sentence is known in all languages, and called by the visitor's."""
    column = column_of("size", "questions.size.short", load_text("ko"), required=True, also=("people",))
    assert column.shown == load_text("ko")("questions.size.short")
    for language in LANGUAGES:
        head = load_text(language)("questions.size.short")
        assert cells(read_pasted(f'"{head}"\n5', [column]), [column]) == [("5",)]
    assert cells(read_pasted("People\n5", [column]), [column]) == [("5",)]


def test_what_is_not_used_is_named() -> None:
    """Heads that no column accepts are returned, and letters of columns without a head."""
    table = read(b"Name,Phone,,Role,\nKim,1,x,ml,y\nLee,,,,\n")
    assert table[1] == ("Phone", "C", "E")
    assert cells(table) == [("Kim", "ml", ""), ("Lee", "", "")]


def test_rows_have_the_numbers_of_the_spreadsheet() -> None:
    """Blank rows are left out and still count; a cell with line breaks is one row."""
    rows, _ = read(b'\r\nname,role\r\n,\r\n"Kim\r\nMin",ml\r\n\r\nLee,\r\n')
    assert [(row.number, row.cells["name"]) for row in rows] == [(4, "Kim\r\nMin"), (6, "Lee")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_each_delimiter_is_found(delimiter: str) -> None:
    """The head tells the delimiter; the others are letters of a cell, and so are quotes inside it."""
    other = "," if delimiter == ";" else ";"
    text = f'role{delimiter}name\n5" disk{other} a{delimiter}"a\nb{delimiter} ""c"""\n'
    assert cells(read(text.encode())) == [(f'a\nb{delimiter} "c"', f'5" disk{other} a', "")]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_each_line_end_is_read(ends: str) -> None:
    """Files of every system have the same rows."""
    assert cells(read(ends.join(["name;role", "Kim;ml", "Lee;pm"]).encode())) == [
        ("Kim", "ml", ""),
        ("Lee", "pm", ""),
    ]


# ---- Pasted ----


def test_pasted_from_excel_with_a_head() -> None:
    """Cells with line breaks come in quotes, others with quotes as they are."""
    text = '이름\t역할\r\n"Kim ""K""\nMin"\tml\r\n'
    assert cells(read_pasted(text, COLUMNS)) == [('Kim "K"\nMin', "ml", "")]
    loose = "\r\n".join(["이름\t역할", '"Lee" and co\t"', 'Han\t"pm'])
    assert cells(read_pasted(loose, COLUMNS)) == [('"Lee" and co', '"', ""), ("Han", '"pm', "")]


def test_pasted_from_excel_without_a_head() -> None:
    """The columns are taken in order, and the first row is row 1; a short first row hides no column."""
    rows, unused = read_pasted("Kim\r\nLee\tml\t3\tmore\r\n", COLUMNS)
    assert cells((rows, unused)) == [("Kim", "", ""), ("Lee", "ml", "3")]
    assert [row.number for row in rows] == [1, 2]
    assert unused == ("D",)


def test_pasted_lines_are_cut_only_where_all_are() -> None:
    """Without a head, commas cut when every row has as many; otherwise they belong to the words."""
    assert cells(read_pasted("Kim,ml,3\nLee,pm,4", COLUMNS)) == [("Kim", "ml", "3"), ("Lee", "pm", "4")]
    assert cells(read_pasted("clean, then train\nship", COLUMNS)) == [
        ("clean, then train", "", ""),
        ("ship", "", ""),
    ]
    assert cells(read_pasted('say "hello, you\nship', COLUMNS))[0][0] == 'say "hello, you'


def test_a_pasted_table_needs_its_required_columns() -> None:
    """Too few columns without a head are refused with the one that is missing."""
    columns = (ROLE, NAME)
    error = refusal(lambda: read_pasted("ml\npm", columns))
    assert (error.kind, error.column) == ("missing_column", "Name")


# ---- Encodings ----

KOREAN, JAPANESE = "이름,역할\n김민수,데이터 엔지니어\n", "氏名,役割\n髙橋①,データエンジニア\n"


@pytest.mark.parametrize(
    ("text", "encoding", "language"),
    [
        *[(KOREAN, encoding, "ko") for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp949")],
        *[(JAPANESE, encoding, "ja") for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp932")],
        ("name,role\nZoë,R&D – Köln\n", "cp1252", "en"),
    ],
)
def test_encodings(text: str, encoding: str, language: str) -> None:
    """UTF-8, UTF-16 and what spreadsheets of the language write are read."""
    name, role = text.splitlines()[1].split(",")
    assert cells(read(text.encode(encoding), language)) == [(name, role, "")]


def test_utf_16_of_either_order() -> None:
    """The mark tells the order of bytes."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        assert cells(read(mark + "name\trole\nKim\tml".encode(encoding))) == [("Kim", "ml", "")]


# ---- Refusals ----

TABLE = b"name,role\nKim,ml\n"
GOOD = saved(workbook(["name"], ["Kim"]))


@pytest.mark.parametrize(
    ("data", "kind", "found"),
    [
        (b"", "no_rows", ""),
        (b"\xef\xbb\xbf \r\n,,\r\n", "no_rows", ""),
        (b"name,role\n", "no_rows", ""),
        (saved(workbook()), "no_rows", ""),
        (saved(workbook(["name"])), "no_rows", ""),
        (b"%PDF-1.7\n%\xe2\xe3", "not_a_table", "pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "not_a_table", "old_excel"),
        (b"PK\x05\x06" + bytes(18), "not_a_table", "zip"),
        (b"PK\x03\x04 nothing more", "not_a_table", "excel"),
        (GOOD[:-30], "not_a_table", "excel"),
        (bytes(range(256)), "not_a_table", "excel"),
        ("name\n김".encode("utf-16-le"), "not_a_table", "excel"),
        (b'name,role\nKim,"ml\nLee,pm\n', "not_a_table", "open_quote"),
        (b'name,role\n"Kim"Min,ml\n', "not_a_table", "open_quote"),
        (b"x" * (MAX_BYTES + 1), "too_big", ""),
        (TABLE + b"Kim,ml\n" * MAX_ROWS, "too_many_rows", ""),
        (saved(workbook(["name"], *[["Kim"]] * (MAX_ROWS + 1))), "too_many_rows", ""),
        (b"name" + b",x" * MAX_COLUMNS + b"\nKim", "too_many_columns", "51"),
        (saved(workbook(["name"], ["x"] * 51)), "too_many_columns", "51"),
        (b"role,days\nml,3", "missing_column", "role | days"),
        (b"what,ever\nml,3", "missing_column", "what | ever"),
        (TABLE.replace(b"role", "氏名".encode()), "repeated_column", "氏名"),
        (TABLE + b"x" * (MAX_LETTERS + 1), "cell_too_long", ""),
        (TABLE + b"x" * 140_000, "cell_too_long", ""),
    ],
)
def test_what_is_no_table_is_refused(data: bytes, kind: TableTrouble, found: str) -> None:
    """Every kind of file that cannot be used is refused with its own kind."""
    error = refusal(lambda: read(data, name="Team.XLSX"))
    assert (error.kind, error.found) == (kind, found)


def test_the_limits_themselves_are_allowed() -> None:
    """A table as large as allowed is read, as text and as a workbook; empty columns do not count."""
    row = ["x" * 5] * MAX_COLUMNS
    head = ["name", *(f"h{n}" for n in range(MAX_COLUMNS - 1)), "", ""]
    for data in (csv_bytes(head, [row] * MAX_ROWS), xlsx_bytes("t", head, [row] * MAX_ROWS)):
        assert len(read(data)[0]) == MAX_ROWS
    assert len(read(TABLE + b"x" * MAX_LETTERS)[0]) == 2


def test_refusals_say_where() -> None:
    """Row and column are those of the spreadsheet."""
    error = refusal(lambda: read(b"role,name\n\nml," + b"x" * (MAX_LETTERS + 1)))
    assert (error.kind, error.row, error.column) == ("cell_too_long", 3, "Name")
    assert "Row 3, column “Name”" in told(error, load_text("en"))
    wide = refusal(lambda: read(TABLE + b"," * 60 + b"x"))
    assert (wide.kind, wide.row, wide.found) == ("too_many_columns", 3, "61")
    assert refusal(lambda: read(TABLE + b'"Lee')).row == 3


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [(b"\x81\x8d\x8f", "a.csv", "encoding"), (b"\x81\x8d\x8f", "a.xlsx", "not_a_table")],
)
def test_unknown_encodings_are_refused(data: bytes, name: str, kind: str) -> None:
    """Bytes that no encoding explains are refused; a workbook's name makes them a damaged workbook."""
    for language in LANGUAGES:
        assert refusal(lambda language=language: read(data, language, name)).kind == kind  # type: ignore[misc]


def test_a_picture_is_no_table() -> None:
    """Bytes that an old encoding accepts, but no person writes, are refused."""
    data = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01\xb0\xa1"
    assert refusal(lambda: read(data, name="a.csv")).kind in {"encoding", "not_a_table"}
    assert refusal(lambda: read("name\nKim".encode("utf-16-le"), name="a.csv")).found == "binary"


def test_a_pasted_novel_is_refused() -> None:
    """Pasted text has the limits of a file."""
    assert refusal(lambda: read_pasted("가" * (MAX_BYTES // 3 + 1), COLUMNS)).kind == "too_big"
    assert refusal(lambda: read_pasted("a\0b", COLUMNS)).kind == "not_a_table"
    assert refusal(lambda: read_pasted(" \n\t", COLUMNS)).kind == "no_rows"


# ---- The error, and choices ----


@pytest.mark.parametrize("kind", TABLE_TROUBLES)
def test_the_error_travels(kind: TableTrouble) -> None:
    """Every fact survives pickling; the message holds nothing that somebody typed."""
    error = TableError(kind, 3, "Secret head", ("a", "b"), "secret")
    copied = pickle.loads(pickle.dumps(error))
    assert isinstance(error, InputError)
    assert (type(copied), str(copied), vars(copied)) == (TableError, str(error), vars(error))
    assert str(error) == f"table: {kind} (row 3)"
    assert str(TableError(kind)) == f"table: {kind}"


@each_language
def test_a_bad_cell_is_told(language: str) -> None:
    """What a caller finds wrong is said with place, expectation and value; user text is data."""
    text = load_text(language)
    said = told(TableError("bad_cell", 7, "{role}", "A–C", "<b>{x}</b>"), text)
    assert all(part in said for part in ("7", "{role}", "A–C", "<b>{x}</b>"))
    empty = told(TableError("bad_cell", 7, "Role", "A–C"), text)
    assert "“”" not in empty
    assert "「」" not in empty


def test_a_missing_column_is_told_with_those_expected() -> None:
    """The sentence names the column, all that can be used, and what was there."""
    said = told(refusal(lambda: read(b"what\nml")), load_text("en"))
    assert "“Name”" in said
    assert "Name, role, days" in said
    assert said.endswith("what")


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("ML Engineer", "ml_engineer"),
        ("  ｍｌｅｎｇｉｎｅｅｒ ", "ml_engineer"),
        ("ML_ENGINEER", "ml_engineer"),
        ("データ エンジニア", "data_engineer"),
        ("ﾃﾞｰﾀｴﾝｼﾞﾆｱ", "data_engineer"),
        ("데이터엔지니어", "data_engineer"),
        ("", None),
        ("engineer", None),
    ],
)
def test_a_choice_is_found_by_its_names(cell: str, found: str | None) -> None:
    """Case, white space and width do not matter; anything else does."""
    names = {"ml_engineer": ["ML engineer"], "data_engineer": ["데이터 엔지니어", "データエンジニア", ""]}
    assert choice(cell, names) == found
