"""What is told of managing, and the text for the board."""

from dataclasses import replace

import pytest

from advisor.content.loader import load_model
from advisor.content.practice.managing import handbook
from advisor.content.text import LANGUAGES, load_text
from advisor.core.practice.managing import Managing, Size
from advisor.core.practice.managing_board import Board
from advisor.practice.managing import exports, tell
from advisor.practice.managing_board import paragraphs
from advisor.practice.told import Points, Table
from tests.practice.telling import situation, words

BOOK = handbook()
BOARD = Board(
    "F1",
    "0.5",
    "0.7",
    "More visitors order.",
    "5",
    "10",
    "% more orders",
    "visitors",
    "under 25",
    "churn",
    "A?",
)
DONE = Managing({point.id: "yes" for point in BOOK.point}, size=Size(60, 9, 99, "yes"), board=BOARD)
MISSING = Managing(
    {point.id: "no" for point in BOOK.point},
    {question.id: question.option[0].id for question in BOOK.question},
    Size(2),
    Board(metric="AUC {0} <b>"),
)
UNSURE = Managing({point.id: "dont_know" for point in BOOK.point}, {"scope": "central"}, Size(sites=3))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("archetype", [None, *load_model().archetype_ids])
@pytest.mark.parametrize("sheet", [Managing(), DONE, MISSING, UNSURE])
def test_it_is_told_in_every_language(language: str, archetype: str | None, sheet: Managing) -> None:
    """Every archetype and every state is told, with the points first, and no placeholder is left."""
    told = tell(situation(sheet, language=language, archetype=archetype))
    assert told.sentence
    assert told.empty == (sheet == Managing())
    assert isinstance(told.blocks[0], Points)
    assert "{" not in words(told).replace("{0}", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_option_that_counts_has_its_reason(language: str) -> None:
    """Whatever speaks for a kind of product manager is told in words."""
    for question in BOOK.question:
        for option in question.option:
            told = tell(situation(Managing(manager={question.id: option.id}), language=language))
            block = next(b for b in told.blocks[1:] if isinstance(b, Points))
            assert len(block.items) == 1 + bool(option.task or option.platform) + len(BOOK.manager_note)


def test_without_answers_the_archetype_says_what_comes_first() -> None:
    """An empty sheet names the archetype's points, derived; without an archetype it says what to enter."""
    told = tell(situation(archetype="independent"))
    assert "somebody who sets the ML team's priorities" in told.sentence
    assert tell(situation()).sentence == load_text("en")("managing.empty")
    assert exports(situation()) == ()


def test_answers_order_the_points() -> None:
    """What is missing is told first, done points go to the end of the table, and facts keep their basis."""
    sheet = Managing({"quick_wins": "yes", "leaders": "partly", "cover": "no", "inputs": "yes"})
    told = tell(situation(sheet, archetype="ad_hoc"))
    assert told.sentence.startswith("Points that still need attention: 2.")
    first, rest = told.blocks[0], told.blocks[2]
    assert isinstance(first, Points)
    assert isinstance(rest, Table)
    assert [line.basis for line in first.items] == ["inferred", "stated"]
    assert first.items[1].text.startswith("So far in part")
    assert [row[1].text for row in rest.rows] == ["Yes", "Yes"]


def test_the_verdict_on_managers_is_derived_and_reasons_keep_their_basis() -> None:
    """The verdict is this project's; a reason from a source is marked as stated, with its source."""
    sheet = Managing(manager={"scope": "central", "products": "several", "trust": "no"})
    told = tell(situation(sheet, archetype="independent"))
    assert told.sentence.startswith("A platform PM fits")
    block = next(b for b in told.blocks[1:] if isinstance(b, Points))
    assert [line.basis for line in block.items[:5]] == [
        "inferred",
        "stated",
        "inferred",
        "inferred",
        "stated",
    ]


@pytest.mark.parametrize(
    ("size", "start", "table"),
    [
        (Size(1), "A process framework would slow you", False),
        (Size(3), "Names for the stages are enough", True),
        (Size(6, 4), "TDSP is the one to begin with", True),
        (Size(sites=2), "Enter how many teams", False),
    ],
)
def test_frameworks_are_told_by_size(size: Size, start: str, table: bool) -> None:
    """The verdict follows the size, and the stages are named where names are of use."""
    told = tell(situation(Managing(size=size)))
    assert told.sentence.startswith(start)
    assert any(isinstance(block, Table) for block in told.blocks) == table


# ---- The board ----


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_board_gets_four_paragraphs_with_every_word(language: str) -> None:
    """Effect, risk, what is unknown and what is asked hold everything that was entered, each once ended."""
    said = [part.said for part in paragraphs(BOARD, load_text(language))]
    assert len(said) == 4
    for word in ("F1", "0.5", "0.7", "More visitors order.", "5", "10", "% more orders"):
        assert word in said[0]
    assert "churn" in said[1]
    assert "under 25" in said[2]
    assert "visitors" in said[2]
    assert said[3] == "A?"
    stop = load_text(language)("managing.board.stop")
    assert [part[-1] for part in said] == [stop, stop, stop, "?"]
    assert not any(".." in part or ".。" in part for part in said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_not_entered_is_said_to_be_open(language: str) -> None:
    """A board with a metric only says that effect, risk and unknowns are not told yet."""
    text = load_text(language)
    effect, risk, unknown, ask = (part.said for part in paragraphs(Board("F1"), text))
    assert text("managing.board.no_effect") in effect
    assert text("managing.board.no_risk") in risk
    assert text("managing.board.no_unchecked") in unknown
    assert text("managing.board.no_size") in unknown
    assert text("managing.board.no_ask") in ask


def test_one_bound_is_told_as_one_number() -> None:
    """One bound, or the same twice, is told as a single number."""
    for board in (Board(low="5", unit="%"), Board(high="5", unit="%"), Board(low="5", high="5", unit="%")):
        assert "put at 5 %" in paragraphs(board, load_text("en"))[0].said


def test_weak_places_are_told_with_their_grounds() -> None:
    """The F1 example is flagged, with what it rests on; a full text has nothing to mend."""
    told = tell(situation(Managing(board=Board("F1", "0.5", "0.7"))))
    assert told.sentence == "The text for the board has weak places: 4. They are listed below it."
    mend = load_text("en")("managing.board.mend")
    weak = next(b for b in told.blocks if isinstance(b, Points) and b.title == mend)
    assert "F1 is a measure that only specialists read" in weak.items[0].text
    assert (weak.items[0].basis, "FSDL22" in weak.items[0].sources) == ("inferred", True)
    full = tell(situation(Managing(board=BOARD)))
    assert full.sentence.startswith("The text for the board says what changes")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_board_text_is_handed_out(language: str) -> None:
    """Markdown and plain text hold the four parts; in Markdown nothing typed is markup."""
    sheet = Managing(board=replace(BOARD, risk="*all* <b>users</b>\n# leave"))
    here = replace(situation(sheet, language=language), organisation="회사 #1")
    found = {export.id: export.make().decode() for export in exports(here)}
    assert found["markdown"].startswith("# 회사 \\#1\n")
    assert found["markdown"].count("\n## ") == 4
    assert "\\*all\\* \\<b\\>users\\</b\\> \\# leave" in found["markdown"]
    assert "*all* <b>users</b> # leave" in found["plain"]
