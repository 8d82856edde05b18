"""What the checklist of process documents tells."""

import pytest

from advisor.content.loader import load_model
from advisor.content.practice.process import handbook
from advisor.content.text import LANGUAGES
from advisor.core.practice.process import Entry, Process
from advisor.practice.process import exports, tell
from advisor.practice.told import Points, Table
from tests.practice.telling import situation

FULL = Process({q: Entry("documented", "wiki", "Kim") for q in handbook().shown})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("archetype", [None, *load_model().archetype_ids])
@pytest.mark.parametrize("sheet", [Process(), Process({"P07": Entry("partly", "위키", "김")}), FULL])
def test_it_is_told_in_every_language(language: str, archetype: str | None, sheet: Process) -> None:
    """Every archetype and every state of the list is told, and an empty list says what to do first."""
    told = tell(situation(sheet, language=language, archetype=archetype))
    assert told.sentence
    assert told.empty == (not sheet.entries)
    assert isinstance(told.blocks[0], Points)


def test_the_sentence_counts_what_is_there() -> None:
    """Half a question documented of thirty is two per cent, and the sentence says so."""
    told = tell(situation(Process({"P07": Entry("partly")})))
    assert told.sentence == (
        "Of 30 questions 0 are documented and 1 in part (2%); 29 were not looked at yet."
    )


def test_what_the_archetype_needs_first_is_derived_and_cited() -> None:
    """The order for an archetype is this project's reading, with the sources behind it."""
    first = tell(situation(archetype="embedded")).blocks[0]
    assert isinstance(first, Points)
    assert {line.basis for line in first.items} == {"inferred"}
    assert all("FSDL22" in line.sources for line in first.items)


def test_every_area_is_a_row() -> None:
    """The table by area has a row for each area with a question that is shown, and they add up."""
    told = tell(situation(FULL))
    areas = next(block for block in told.blocks if isinstance(block, Table))
    assert sum(int(row[2].text) for row in areas.rows) == 30


def test_the_skeleton_is_handed_out() -> None:
    """The export is the Markdown skeleton with the answers in it."""
    (export,) = exports(situation(FULL))
    assert "[P34]" in export.make().decode()
