"""How a tool's handbook is read: ``data/practice/<tool>.toml`` as a value of the core, checked."""

import sys
from collections.abc import Iterable
from typing import TypeVar

from advisor.content.checks import known
from advisor.content.loader import load_model
from advisor.content.paths import data_dir
from advisor.content.reading import exact, parse, read_toml
from advisor.core.model import Basis
from advisor.errors import DataError

T = TypeVar("T")


def read_handbook(kind: type[T], stem: str) -> T:
    """The file of this name as a value; raises DataError naming the first wrong key."""
    exact(vars(sys.modules[kind.__module__]).values())
    file = data_dir() / "practice" / f"{stem}.toml"
    return parse(kind, read_toml(file), f"practice/{file.name}")


def check_basis(where: str, key: str, basis: Basis, sources: Iterable[str]) -> None:
    """Raises DataError unless the sources exist, and there is one for what is stated."""
    named = tuple(sources)
    if basis == "stated" and not named:
        raise DataError(where, f"{key}.sources", "a source for what is stated", "none")
    for source in named:
        known(where, f"{key}.sources", source, load_model().sources)


def check_facts(where: str, key: str, basis: Basis, facts: Iterable[str]) -> None:
    """Raises DataError unless there are facts, they exist, and one of them is stated if this is to be."""
    named, statements = tuple(facts), load_model().statements
    if not named:
        raise DataError(where, f"{key}.facts", "at least one statement id", "none")
    for fact in named:
        known(where, f"{key}.facts", fact, statements)
    if basis == "stated" and all(statements[fact].basis != "stated" for fact in named):
        raise DataError(where, f"{key}.basis", "inferred, as none of its facts is stated", "stated")


def check_grounds(
    where: str, key: str, basis: Basis, sources: tuple[str, ...], facts: tuple[str, ...]
) -> None:
    """Raises DataError unless there are sources or facts, and they bear the basis."""
    if not sources and not facts:
        raise DataError(where, key, "sources or facts", "none")
    if sources:
        check_basis(where, key, basis, sources)
    if facts:
        check_facts(where, key, basis, facts)
