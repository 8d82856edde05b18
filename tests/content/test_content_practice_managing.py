"""The sheet of managing in files, what is dropped from it, and the text for the board as Markdown."""

from dataclasses import fields, replace
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.content.loader import load_model
from advisor.content.practice import managing
from advisor.content.practice.managing import checked, handbook, markdown
from advisor.content.practice.sheets import dump, parse
from advisor.core.model import DONT_KNOW
from advisor.core.practice.managing import Answer, Managing, ManagingHandbook, Regulated, Size
from advisor.core.practice.managing_board import Board
from advisor.errors import DataError, InputError

MODEL, BOOK = load_model(), handbook()
NUMBERS = st.integers(0, BOOK.frameworks.most)
SHEETS = st.builds(
    Managing,
    st.dictionaries(st.sampled_from([p.id for p in BOOK.point]), st.sampled_from(get_args(Answer))),
    st.fixed_dictionaries(
        {}, optional={q.id: st.sampled_from([DONT_KNOW, *(o.id for o in q.option)]) for q in BOOK.question}
    ),
    st.builds(Size, NUMBERS, NUMBERS, NUMBERS, st.sampled_from(get_args(Regulated))),
    st.builds(Board, *[st.text(max_size=9) for _ in fields(Board)]),
)


@given(SHEETS)
def test_a_sheet_comes_back_from_a_file(sheet: Managing) -> None:
    """What is written into a file is read again as it was."""
    assert parse("managing", dump(sheet), MODEL, "file") == (sheet, ())


def test_what_is_unknown_is_dropped_and_named() -> None:
    """Points, questions and options of another version are left out by name; the rest stays."""
    sheet = Managing({"luck": "no", "inputs": "yes"}, {"scope": "moon", "weather": "one", "trust": "no"})
    kept, unused = checked(sheet, MODEL, "file")
    assert kept == Managing({"inputs": "yes"}, {"trust": "no"})
    assert unused == ("managing.points.luck", "managing.manager.scope=moon", "managing.manager.weather=one")


@pytest.mark.parametrize(
    ("sheet", "key"),
    [
        ({"size": {"teams": -1}}, "managing.size.teams"),
        ({"size": {"projects": 1_000}}, "managing.size.projects"),
        ({"size": {"sites": 1.5}}, "managing.size.sites"),
        ({"size": {"regulated": "perhaps"}}, "managing.size.regulated"),
        ({"points": {"inputs": "perhaps"}}, "managing.points.inputs"),
        ({"board": {"metric": 5}}, "managing.board.metric"),
        ({"board": {"colour": "red"}}, "managing.board.colour"),
        ({"board": {"risk": "x" * 2_001}}, "managing.board.risk"),
    ],
)
def test_bad_sheets_are_refused_by_key(sheet: Any, key: str) -> None:
    """A value that cannot be is an error that names its place."""
    with pytest.raises(InputError) as refused:
        parse("managing", sheet, MODEL, "file")
    assert refused.value.key == key


@given(st.text(max_size=30), st.text(max_size=60), st.text(max_size=60))
def test_typed_text_is_never_markup(title: str, first: str, second: str) -> None:
    """Whatever was typed, the file has one title, two headings, and one line below each."""
    lines = markdown(title, [("Effect", first), ("Risk", second)]).split("\n")
    assert len(lines) == 10
    assert [n for n, line in enumerate(lines) if line.startswith("#")] == [0, 2, 6]
    assert not any(line.startswith(("- ", "+ ", "> ", "```", "* ", "=")) for line in lines)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("1. more orders", "1\\. more orders"),
        ("- fewer", "\\- fewer"),
        ("<b>*x*</b> [a](b)", "\\<b\\>\\*x\\*\\</b\\> \\[a\\](b)"),
        ("5 to 10 %", "5 to 10 %"),
        ("two\n\nlines", "two lines"),
    ],
)
def test_marks_are_escaped(typed: str, written: str) -> None:
    """What Markdown would take for a list, a tag, emphasis or a link is written so that it is none."""
    assert markdown("x", [("Effect", typed)]).split("\n")[4] == written


@pytest.mark.parametrize(
    ("broken", "key"),
    [
        (replace(BOOK, point=(*BOOK.point, BOOK.point[0])), "point.id"),
        (replace(BOOK, point=(replace(BOOK.point[0], tool="hammer"), *BOOK.point[1:])), "quick_wins.tool"),
        (replace(BOOK, first=BOOK.first[1:]), "first.archetype"),
        (replace(BOOK, unknown=replace(BOOK.unknown, points=("luck",))), "first.points"),
        (replace(BOOK, manager=replace(BOOK.manager, enough=0)), "manager.enough"),
        (replace(BOOK, lean=(replace(BOOK.lean[0], archetype="moon"),)), "lean.archetype"),
        (replace(BOOK, lean=(replace(BOOK.lean[0], task=-1),)), "embedded.task"),
        (
            replace(BOOK, frameworks=replace(BOOK.frameworks, some=BOOK.frameworks.large, most=1)),
            "frameworks.teams",
        ),
        (replace(BOOK, words=replace(BOOK.words, hype=("",))), "words"),
        (replace(BOOK, flag=(replace(BOOK.flag[0], facts=()),)), "accuracy_alone.facts"),
        (replace(BOOK, reading=(replace(BOOK.reading[0], sources=("moon",)),)), "a16z.sources"),
    ],
)
def test_a_broken_handbook_is_told(
    broken: ManagingHandbook, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rule that the file breaks is told with its key."""
    monkeypatch.setattr(managing, "read_handbook", lambda *_: broken)
    with pytest.raises(DataError, match=key):
        handbook.__wrapped__()
