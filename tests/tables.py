"""What the tests about tables share: three columns, texts that are hard to keep, and how a refusal looks."""

import io
import re
from collections.abc import Callable, Sequence

import pytest
from hypothesis import strategies as st
from openpyxl import Workbook

from advisor.content.tables import Column, Table, read_table, told
from advisor.content.text import LANGUAGES, load_text
from advisor.errors import TableError

NAME = Column("name", ("Name", "이름", "氏名"), required=True, label="Name")
ROLE = Column("role", ("Role", "역할", "役割"))
DAYS = Column("days", ("Days", "일수", "日数"))
COLUMNS = (NAME, ROLE, DAYS)
HEAD = ("name", "role", "days")
tricky = st.text(st.sampled_from("'=+-@＝＋－＠\t\r\n \",;a1가あ"), max_size=8) | st.text(max_size=30)
cell_texts = tricky.map(lambda words: words.replace("\0", "").strip())
filled = st.lists(st.tuples(cell_texts, cell_texts, cell_texts).filter(any), min_size=1, max_size=6)


def cells(table: Table, columns: Sequence[Column] = COLUMNS) -> list[tuple[str, ...]]:
    """The rows as plain tuples, in the order of the columns."""
    return [tuple(row.cells[column.id] for column in columns) for row in table[0]]


def read(data: bytes, language: str = "en", name: str = "team.csv") -> Table:
    """A file's rows and what was not used."""
    return read_table(data, name, COLUMNS, language=language)


def refusal(call: Callable[[], object]) -> TableError:
    """The error with which a table is refused; it can be said in every language."""
    with pytest.raises(TableError) as refused:
        call()
    for language in LANGUAGES:
        said = told(refused.value, load_text(language))
        assert said
        assert "None" not in said
        assert not re.search(r"\{(row|rows|column|columns|expected|found|size|letters)\}", said)
    return refused.value


def tried(call: Callable[[], Table]) -> Table | None:
    """The table, or None when it is refused; then the error can be said in every language."""
    try:
        return call()
    except TableError as error:
        copied = error
    refusal(lambda: raised(copied))
    return None


def raised(error: TableError) -> None:
    """Raise it again."""
    raise error


def workbook(*rows: Sequence[object]) -> Workbook:
    """A workbook whose only sheet has these rows."""
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    return book


def saved(book: Workbook) -> bytes:
    """The workbook as a file."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
