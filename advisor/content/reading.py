"""TOML files → validated, frozen values, with errors for authors: file, key, expected, found."""

import json
import re
import tomllib
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from advisor.core import model as values
from advisor.errors import DataError

T = TypeVar("T")

_UNKNOWN_KEY = "unexpected_keyword_argument"


def exact(kinds: Iterable[Any]) -> None:
    """Let no unknown key pass in these dataclasses.

    Attached from outside, because the core knows nothing of its validator.
    """
    for kind in kinds:
        if hasattr(kind, "__dataclass_fields__"):
            kind.__pydantic_config__ = {"extra": "forbid"}


exact(vars(values).values())


def read_toml(path: Path, where: str = "") -> dict[str, Any]:
    """The tables of one file; raises DataError when it is missing, not UTF-8 or not TOML.

    ``where`` is what an error calls the file: its name, unless that alone does not tell which it is.
    """
    where = where or path.name
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError(where, "file", "a file of this name", "none") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(where, "file", "TOML in UTF-8", str(error)) from None


def parse(kind: type[T], table: Any, where: str) -> T:
    """One table as a value of ``kind``: no key too many or too few, no value bent to fit.

    Raises DataError naming the first offending key.
    """
    try:
        # Through JSON, because strict mode takes arrays for tuples only there.
        return TypeAdapter(kind).validate_json(json.dumps(table, default=str), strict=True)
    except ValidationError as error:
        raise _told(error, kind, where) from None


def parse_all(kind: type[T], tables: Iterable[Any], where: str) -> tuple[T, ...]:
    """Every table of an array of tables; an error names the table by its id, or by its number."""
    return tuple(parse(kind, table, _named(table, where, n)) for n, table in enumerate(tables, start=1))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The likeliest intended spelling among the known ones, or None."""
    return next(iter(get_close_matches(word, list(known), n=1)), None)


def _named(table: Any, where: str, number: int) -> str:
    return f"{where} [{table.get('id', number) if isinstance(table, dict) else number}]"


def fault(error: ValidationError) -> tuple[str, str, object]:
    """What is wrong first: the key, what was expected there, what was found."""
    first = _first(error)
    key = ".".join(str(part) for part in first["loc"]) or "table"
    if first["type"] == _UNKNOWN_KEY:
        return key, "no key of this name", str(first["loc"][-1])
    return key, first["msg"], first["input"]


def _first(error: ValidationError) -> Any:
    """An unknown key comes before the key that is missing for it: it is what the author has to mend."""
    return min(error.errors(), key=lambda one: one["type"] != _UNKNOWN_KEY)


def _told(error: ValidationError, kind: Any, where: str) -> DataError:
    key, expected, found = fault(error)
    return DataError(where, key, expected, found, nearest(str(found), _meant(error, kind)))


def _meant(error: ValidationError, kind: Any) -> list[str]:
    """What the author may have wanted to write, where there is a choice."""
    first = _first(error)
    if first["type"] == _UNKNOWN_KEY:
        missing = [str(one["loc"][-1]) for one in error.errors() if one["type"] == "missing"]
        return [*missing, *getattr(kind, "__dataclass_fields__", ())]
    if first["type"] == "literal_error":
        return re.findall(r"'([^']*)'", str(first["ctx"]["expected"]))
    return []
