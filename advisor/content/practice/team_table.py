"""The people of a team as a table: pasted, uploaded, and taken away as CSV or XLSX."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from advisor.content import tables
from advisor.content.loader import load_model
from advisor.content.practice.team import handbook
from advisor.content.reading import nearest
from advisor.content.tables import Column, Row, Table, Value
from advisor.content.text import LANGUAGES, Text, load_text
from advisor.core.practice.team import Person, Team
from advisor.errors import TableError

Read = tuple[Team, tuple[str, ...]]
"""The people of a table, and the heads of columns that were not used."""

_BETWEEN = re.compile(r"[,;\n，；、|]")
_PERHAPS = re.compile(r"([/+·・／＋&])")
"""Between two roles; and what stands between two roles or inside the name of one."""
_BRACKET = re.compile(r"^(.+?)\s*[(（](.+)[)）]$")
_COUNT = re.compile(r"(\d+)(\.0+)?")


def columns(text: Text) -> tuple[Column, ...]:
    """The columns: name, roles, how many people; their heads are accepted in every language."""
    also = [name for code in LANGUAGES for name in load_text(code)("team.table.roles_also").split(",")]
    return (
        tables.column_of("name", "team.columns.name", text),
        tables.column_of("roles", "team.columns.roles", text, required=True, also=also),
        tables.column_of("people", "team.columns.people", text),
    )


def read_file(data: bytes, name: str, text: Text) -> Read:
    """The people of an uploaded file; raises TableError."""
    return _read(tables.read_table(data, name, columns(text), language=text.language), text)


def read_pasted(words: str, text: Text) -> Read:
    """The people of pasted rows; raises TableError."""
    return _read(tables.read_pasted(words, columns(text)), text)


def csv(team: Team, text: Text) -> bytes:
    """The people as CSV."""
    return tables.csv_bytes(_head(text), _rows(team, text))


def xlsx(team: Team, text: Text) -> bytes:
    """The people as a workbook."""
    return tables.xlsx_bytes(text("tools.team.name"), _head(text), _rows(team, text))


def _head(text: Text) -> tuple[str, ...]:
    return tuple(column.shown for column in columns(text))


def _rows(team: Team, text: Text) -> list[Sequence[Value]]:
    return [
        (person.name, ", ".join(text(f"roles.{role}.name") for role in person.roles), person.heads)
        for person in team.people
    ]


@cache
def role_names() -> Mapping[str, tuple[str, ...]]:
    """Role id to every name that is accepted for it, in all languages."""
    return {
        role.id: tuple(dict.fromkeys(name for code in LANGUAGES for name in _names(load_text(code), role.id)))
        for role in load_model().roles
    }


def _names(text: Text, role: str) -> Iterator[str]:
    """Name and short name, both also without and inside their brackets, and what else is usual."""
    for name in (text(f"roles.{role}.name"), text(f"roles.{role}.short")):
        yield name
        if parts := _BRACKET.match(name):
            yield from parts.groups()
    yield from (name.strip() for name in text(f"team.also.{role}").split(","))


def _read(table: Table, text: Text) -> Read:
    rows, unused = table
    limits = handbook().limits
    if len(rows) > limits.rows:
        expected = text("team.table.rows", n=limits.rows)
        raise TableError("bad_cell", rows[limits.rows].number, _head(text)[1], expected, str(len(rows)))
    return Team(tables.each(rows, lambda row: _person(row, text))), unused


def _person(row: Row, text: Text) -> Person:
    name = " ".join(row.cells["name"].split())
    limits, (name_head, _, people_head) = handbook().limits, _head(text)
    if len(name) > limits.letters:
        expected = text("team.table.letters", n=limits.letters)
        raise TableError("bad_cell", row.number, name_head, expected, name)
    count = _COUNT.fullmatch(row.cells["people"] or "1")
    if count is None or not 1 <= int(count[1]) <= limits.heads:
        expected = text("team.table.people", n=limits.heads)
        raise TableError("bad_cell", row.number, people_head, expected, row.cells["people"])
    return Person(name, tuple(dict.fromkeys(_roles(row, text))), int(count[1]))


def _roles(row: Row, text: Text) -> Iterator[str]:
    whole = tables.choice(row.cells["roles"], role_names())
    if whole:
        yield whole
        return
    for part in _BETWEEN.split(row.cells["roles"]):
        if part.strip():
            yield from _within(part.strip(), row.number, text)


def _within(words: str, row: int, text: Text) -> Iterator[str]:
    """The roles in words that a sign may divide; the longest name that is known is taken first."""
    parts = _PERHAPS.split(words)
    start = 0
    while start < len(parts):
        ends = range(min(len(parts), start + _most_parts()), start, -2)
        found = ((end, tables.choice("".join(parts[start:end]), role_names())) for end in ends)
        end, role = next(((end, role) for end, role in found if role), (0, None))
        if role is None:
            raise _unknown("".join(parts[start : start + 1]).strip() or words, row, text)
        yield role
        start = end + 1


@cache
def _most_parts() -> int:
    """How many parts the longest name of a role has, signs between them included: no more are tried."""
    return max(len(_PERHAPS.split(name)) for names in role_names().values() for name in names)


def _unknown(words: str, row: int, text: Text) -> TableError:
    """A role that nobody knows, with the nearest name that is known, or all of them."""
    known = [name for names in role_names().values() for name in names]
    lower = {name.casefold(): name for name in reversed(known)}
    near = nearest(words.casefold(), lower)
    listed = tuple(text(f"roles.{role}.name") for role in role_names())
    expected = text("team.table.role_near", role=lower[near]) if near else listed
    return TableError("bad_cell", row, _head(text)[1], expected, words)
