"""Progress of the process documents: laws, then cases."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.content.loader import load_model
from advisor.content.practice.process import STATES, handbook
from advisor.core.practice.process import Entry, Process, next_questions, progress

BOOK = handbook()
ENTRIES = st.builds(Entry, st.none() | st.sampled_from(STATES), st.text(max_size=5), st.text(max_size=5))
SHEETS = st.builds(Process, st.dictionaries(st.sampled_from(BOOK.shown), ENTRIES))


def test_the_source_is_complete() -> None:
    """There are 34 questions in eight areas, of which four are near-duplicates of others."""
    assert len(BOOK.questions) == 34
    assert len(BOOK.shown) == 30
    assert [len(area.questions) for area in BOOK.area] == [11, 2, 10, 5, 2, 1, 2, 1]


@given(SHEETS)
def test_progress_is_a_share_and_counts_every_question(sheet: Process) -> None:
    """The share lies between 0 and 1, and each question is counted in exactly one state."""
    found = progress(BOOK, sheet, BOOK.shown)
    assert found.share is None or 0 <= found.share <= 1
    assert sum(found.counts.values()) == len(BOOK.shown)


@given(SHEETS, st.sampled_from(BOOK.shown))
def test_documenting_never_lowers_progress(sheet: Process, question: str) -> None:
    """Whatever a question was before, writing its answer down does not lower the share."""
    before = progress(BOOK, sheet, BOOK.shown).share
    if sheet.entry(question).state == "not_applicable":
        return
    documented = sheet.with_entry(question, replace(sheet.entry(question), state="documented"))
    after = progress(BOOK, documented, BOOK.shown).share
    assert before is not None
    assert after is not None
    assert after >= before


@given(SHEETS, st.sampled_from([None, *load_model().archetype_ids]))
def test_what_is_next_is_what_is_open(sheet: Process, archetype: str | None) -> None:
    """The next questions are those neither documented nor inapplicable, each once."""
    following = next_questions(BOOK, sheet, archetype)
    open_ = [q for q in BOOK.shown if sheet.entry(q).state not in ("documented", "not_applicable")]
    assert sorted(following) == sorted(open_)


@pytest.mark.parametrize("archetype", load_model().archetype_ids)
def test_what_matters_first_leads(archetype: str) -> None:
    """On an empty sheet the archetype's own questions come first."""
    first = BOOK.first_of(archetype).questions
    assert next_questions(BOOK, Process(), archetype)[: len(first)] == first


def test_an_emptied_entry_leaves_no_trace() -> None:
    """Taking everything out of an entry takes the question off the sheet."""
    sheet = Process().with_entry("P01", Entry("partly", "wiki"))
    assert sheet.with_entry("P01", Entry()) == Process()
