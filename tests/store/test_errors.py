"""Every error is one line made of facts that can be asked for one by one."""

from __future__ import annotations

import pickle

import pytest

from advisor.errors import (
    STORE_TROUBLES,
    AdvisorError,
    DataError,
    InputError,
    ReportError,
    StoreError,
    StoreUnavailable,
)

ERRORS = [
    (InputError("a.json", "responses.industry", "an option", "helth", "health"), "did you mean health?"),
    (
        DataError("data/model/roles.toml", "role[2].id", "a unique id", "dup"),
        "expected a unique id, found dup",
    ),
    (StoreError("SNAPSHOT_TOO_LARGE"), "store: SNAPSHOT_TOO_LARGE"),
    (StoreUnavailable("full", "SQLITE_FULL"), "store: full (SQLITE_FULL)"),
    (ReportError("compile", "line 3"), "compile: line 3"),
]


@pytest.mark.parametrize(("error", "part"), ERRORS, ids=lambda value: type(value).__name__)
def test_the_message_is_one_line_of_the_facts(error: AdvisorError, part: str) -> None:
    """The text says the facts, and the error keeps type, text and facts when it crosses a process."""
    assert part in str(error)
    assert "\n" not in str(error)
    copied = pickle.loads(pickle.dumps(error))
    assert (type(copied), str(copied), vars(copied)) == (type(error), str(error), vars(error))


def test_the_facts_are_attributes() -> None:
    """A page can build the sentence in its own language."""
    error = InputError("a.json", "responses.industry", "an option", "helth", "health")
    assert (error.where, error.key, error.expected, error.found, error.nearest) == (
        "a.json",
        "responses.industry",
        "an option",
        "helth",
        "health",
    )
    assert str(error) == "a.json: responses.industry: expected an option, found helth; did you mean health?"


def test_without_a_key_the_file_is_meant() -> None:
    """No empty part is left between the colons."""
    assert str(InputError("-", "", "JSON", "nothing")) == "-: expected JSON, found nothing"


def test_pasted_novels_are_cut() -> None:
    """Line breaks and length of what was found do not reach the terminal."""
    text = str(InputError("a.json", "k", "a word", "many\r\n words " * 500))
    assert len(text) < 200
    assert "\n" not in text
    assert "\r" not in text


@pytest.mark.parametrize("kind", STORE_TROUBLES)
def test_the_kinds_of_trouble(kind: str) -> None:
    """Each kind can be raised, asked for and read."""
    error = StoreUnavailable(kind)  # type: ignore[arg-type]
    assert error.kind == kind
    assert str(error) == f"store: {kind}"
    assert isinstance(error, AdvisorError)
