"""The sheet of feedback and failure in files, what is dropped from it, and both lists as a table."""

import csv
import io
from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.content.loader import load_model
from advisor.content.practice import feedback
from advisor.content.practice.feedback import checked, handbook, table
from advisor.content.practice.sheets import dump, parse
from advisor.content.tables import column_of, read_table
from advisor.content.text import LANGUAGES, load_text
from advisor.core.practice.feedback import Check, Collected, Done, Feedback, FeedbackHandbook, Stream
from advisor.errors import DataError, InputError

MODEL, BOOK = load_model(), handbook()
TYPES, ITEMS = [type_.id for type_ in BOOK.type], [item.id for item in BOOK.item]
HEADS = ("list", "what", "state", "where")
SHEETS = st.builds(
    Feedback,
    st.dictionaries(
        st.sampled_from(TYPES), st.builds(Stream, st.sampled_from(get_args(Collected)), st.text(max_size=9))
    ),
    st.dictionaries(
        st.sampled_from(ITEMS), st.builds(Check, st.sampled_from(get_args(Done)), st.text(max_size=9))
    ),
)


@given(SHEETS)
def test_a_sheet_comes_back_from_a_file(sheet: Feedback) -> None:
    """What is written into a file is read again as it was."""
    assert parse("feedback", dump(sheet), MODEL, "file") == (sheet, ())


def test_what_is_unknown_is_dropped_and_named() -> None:
    """A type and an item of another version are left out by name; the rest stays."""
    sheet = Feedback(
        {"smell": Stream("collected"), "free_text": Stream("possible", "App")}, {"luck": Check("yes")}
    )
    kept, unused = checked(sheet, MODEL, "file")
    assert kept == Feedback({"free_text": Stream("possible", "App")})
    assert unused == ("feedback.streams.smell", "feedback.checks.luck")


@pytest.mark.parametrize(
    ("sheet", "key"),
    [
        ({"streams": {"free_text": {"state": "perhaps"}}}, "feedback.streams.free_text.state"),
        ({"checks": {"backup": {"state": True}}}, "feedback.checks.backup.state"),
        ({"checks": {"backup": {"when": "now"}}}, "feedback.checks.backup.when"),
        ({"streams": []}, "feedback.streams"),
        ({"checks": {"backup": {"where": "x" * 2_001}}}, "feedback.checks.backup.where"),
    ],
)
def test_bad_sheets_are_refused_by_key(sheet: Any, key: str) -> None:
    """A value that cannot be is an error that names its place."""
    with pytest.raises(InputError) as refused:
        parse("feedback", sheet, MODEL, "file")
    assert refused.value.key == key


@pytest.mark.parametrize("language", LANGUAGES)
@given(sheet=SHEETS)
def test_the_table_holds_both_lists(language: str, sheet: Feedback) -> None:
    """The table is read back with a row for every type and item, in order, and with what was typed."""
    text = load_text(language)
    columns = [column_of(key, f"feedback.file.{key}", text, required=True) for key in HEADS]
    rows, unused = read_table(table(sheet, text), "a.csv", columns, language=language)
    names = [text(f"feedback.types.{id_}.name") for id_ in TYPES]
    names += [text(f"feedback.items.{id_}.name") for id_ in ITEMS]
    assert [row.cells["what"] for row in rows] == names
    assert unused == ()
    states = [text(f"feedback.collected.{sheet.stream(id_).state or 'open'}") for id_ in TYPES]
    states += [text(f"feedback.done.{sheet.check(id_).state or 'open'}") for id_ in ITEMS]
    assert [row.cells["state"] for row in rows] == states


def test_nothing_typed_becomes_a_formula() -> None:
    """A formula typed as a place is text in the table."""
    data = table(Feedback({"free_text": Stream("collected", "=1+1")}), load_text("en"))
    cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))) for cell in row]
    assert "'=1+1" in cells
    assert "=1+1" not in cells


@pytest.mark.parametrize(
    ("broken", "key"),
    [
        (replace(BOOK, type=(*BOOK.type, BOOK.type[0])), "type.id"),
        (replace(BOOK, item=(*BOOK.item, BOOK.item[0])), "item.id"),
        (replace(BOOK, type=(replace(BOOK.type[0], ease=1.5),)), "indirect_implicit.ease"),
        (replace(BOOK, worth=replace(BOOK.worth, ease=0.0)), "worth.ease"),
        (replace(BOOK, figure=replace(BOOK.figure, sources=())), "figure.sources"),
        (replace(BOOK, item=(replace(BOOK.item[0], stress="luck"),)), "limits.stress"),
        (replace(BOOK, tie=BOOK.tie[1:]), "tie.archetype"),
        (replace(BOOK, tie=(replace(BOOK.tie[0], basis="stated", facts=("AH-12",)), *BOOK.tie[1:])), "basis"),
        (replace(BOOK, link=(replace(BOOK.link[0], url="guidebook"),)), "link.url"),
    ],
)
def test_a_broken_handbook_is_told(
    broken: FeedbackHandbook, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rule that the file breaks is told with its key."""
    monkeypatch.setattr(feedback, "read_handbook", lambda *_: broken)
    with pytest.raises(DataError, match=key):
        handbook.__wrapped__()
