"""The checklist as a Markdown skeleton: what is written comes back, and nothing else gets in."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.content.loader import load_model
from advisor.content.practice.process import (
    MAX_LETTERS,
    STATES,
    checked,
    handbook,
    markdown,
    read_markdown,
)
from advisor.content.practice.sheets import dump, parse
from advisor.content.text import LANGUAGES, load_text
from advisor.core.practice.process import Entry, Process
from advisor.errors import InputError

EN = load_text("en")
WORDS = st.text(max_size=40).map(lambda words: " ".join(words.split()))
ENTRIES = st.builds(Entry, st.none() | st.sampled_from(STATES), WORDS, WORDS).filter(lambda e: e != Entry())
SHEETS = st.builds(Process, st.dictionaries(st.sampled_from(handbook().shown), ENTRIES))


@pytest.mark.parametrize("language", LANGUAGES)
@given(sheet=SHEETS, organisation=st.text(max_size=20))
def test_what_is_written_comes_back(language: str, sheet: Process, organisation: str) -> None:
    """Export, import and export again give the same sheet and the same text, whatever was typed."""
    text = load_text(language)
    written = markdown(sheet, text, organisation)
    back = read_markdown(written.encode("utf-8", "replace"), "a.md", EN)
    assert markdown(back, text, organisation) == written.encode("utf-8", "replace").decode()


def test_notes_below_an_entry_are_left_alone() -> None:
    """Paragraphs, lists and headings that the team adds are not read as entries."""
    written = markdown(Process().with_entry("P07", Entry("partly", "wiki/metrics", "Kim")), EN, "")
    grown = written.replace(
        "- Who keeps it up: Kim", "- Who keeps it up: Kim\n\nWe use F1.\n\n- State: of the art\n"
    )
    assert read_markdown(grown.encode(), "a.md", EN).entries == {
        "P07": Entry("partly", "wiki/metrics", "Kim")
    }


def test_a_skeleton_of_another_language_is_read() -> None:
    """A Korean skeleton comes back on a Japanese page."""
    sheet = Process().with_entry("P34", Entry("documented", "위키", "김"))
    korean = markdown(sheet, load_text("ko"), "회사")
    assert read_markdown(korean.encode(), "a.md", load_text("ja")) == sheet


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", ""),
        (b"# Something else\n\ntext", ""),
        (b"\xff\xfe\x00", ""),
        (b"%PDF-1.7", ""),
        (b"x" * 600_000, ""),
        (b"### A [P01]\n### B [P01]\n", "2"),
        (b"### A [P01]\n\n- State: perhaps\n", "3 [P01]"),
    ],
)
def test_bad_files_are_told(data: bytes, key: str) -> None:
    """A file that is none of ours, or a state of another name, is refused with its line."""
    with pytest.raises(InputError) as caught:
        read_markdown(data, "a.md", EN)
    assert caught.value.key == key


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """No file makes reading fail in another way."""
    with suppress(InputError):
        read_markdown(data, "a.md", EN)


def test_a_line_without_end_is_read_at_once() -> None:
    """Spaces in the place of a field, or before the end of one, take no longer than other text."""
    written = f"### A [P01]\n- Where to find it: x{' ' * 200_000}\n-{' ' * 200_000}\n"
    assert read_markdown(written.encode(), "a.md", EN).entries == {"P01": Entry(where="x")}


def test_what_is_read_can_be_kept() -> None:
    """A value of the longest length fits into a sheet, and a longer one is refused with its line."""
    written = "### A [P01]\n\n- Where to find it: {}\n"
    sheet = read_markdown(written.format("x" * MAX_LETTERS).encode(), "a.md", EN)
    assert parse("process", dump(sheet), load_model(), "a") == (sheet, ())
    with pytest.raises(InputError) as caught:
        read_markdown(written.format("x" * (MAX_LETTERS + 1)).encode(), "a.md", EN)
    assert caught.value.key == "3 [P01]"


def test_an_unknown_question_is_named() -> None:
    """A question of another version is listed and left out."""
    sheet = Process({"P01": Entry("partly"), "P99": Entry("partly")})
    kept, strange = checked(sheet, load_model(), "file")
    assert strange == ("process.P99",)
    assert list(kept.entries) == ["P01"]
