"""What is told of feedback and failure."""

import pytest

from advisor.charts.drawing import Disc
from advisor.content.loader import load_model
from advisor.content.practice.feedback import handbook
from advisor.content.text import LANGUAGES, load_text
from advisor.core.practice.feedback import Check, Feedback, Stream
from advisor.practice.feedback import exports, tell
from advisor.practice.told import Note, Picture, Points, Table, Told
from tests.practice.telling import situation, words

BOOK = handbook()
PART = Feedback(
    {"free_text": Stream("collected", "상담 {0}"), "corrections": Stream("impossible")},
    {"backup": Check("no"), "limits": Check("partly", "<b>help</b>"), "control": Check("not_applicable")},
)
FULL = Feedback(
    {type_.id: Stream("collected", "x" * 120) for type_ in BOOK.type},
    {item.id: Check("yes", "x" * 120) for item in BOOK.item},
)
NONE = Feedback(
    {type_.id: Stream("impossible") for type_ in BOOK.type},
    {item.id: Check("not_applicable") for item in BOOK.item},
)


def discs(told: Told) -> list[str]:
    """How the types are drawn, in their order."""
    picture = next(block for block in told.blocks if isinstance(block, Picture))
    return [shape.style for shape in picture.drawing.shapes if isinstance(shape, Disc)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("archetype", [None, *load_model().archetype_ids])
@pytest.mark.parametrize("sheet", [Feedback(), PART, FULL, NONE])
def test_it_is_told_in_every_language(language: str, archetype: str | None, sheet: Feedback) -> None:
    """Every archetype and every state is told; the map is always there, and the archetype's line if known."""
    told = tell(situation(sheet, language=language, archetype=archetype))
    assert told.sentence
    assert told.empty == (sheet == Feedback())
    assert isinstance(told.blocks[0], Picture)
    tie = load_text(language)(f"feedback.tie.{archetype}") if archetype else None
    lines = [line for block in told.blocks if isinstance(block, Points) for line in block.items]
    assert [line.basis for line in lines if line.text == tie] == ["inferred"] * bool(archetype)
    assert "{" not in words(told).replace("{0}", "")


def test_the_map_shows_what_is_collected() -> None:
    """Collected types are filled, impossible ones broken, the others outlined; the text says the same."""
    told = tell(situation(PART))
    assert discs(told) == ["hollow", "hollow", "hollow", "hollow", "solid", "dashed"]
    picture = next(block for block in told.blocks if isinstance(block, Picture))
    assert "Free text: Collected" in picture.drawing.alt
    assert "Corrections by users: Not possible here" in picture.drawing.alt


def test_the_sentence_says_what_to_add_and_to_mend() -> None:
    """One sentence counts the types and names the next; one counts the points and names the first to mend."""
    assert tell(situation(PART)).sentence == (
        "The product collects 1 of 6 types of feedback. Add next: Direct implicit feedback. "
        "For mistakes of the model, 0 of 11 points are in place. "
        "Mend first: a backup plan for a failing model."
    )
    assert tell(situation(Feedback({"free_text": Stream("possible")}))).sentence.startswith(
        "The product collects none of 6 types"
    )


def test_what_is_complete_is_said_to_be() -> None:
    """With everything there, nothing is advised; with nothing possible, that is said."""
    assert "no other is possible" in tell(situation(FULL)).sentence
    assert "every point that applies is in place" in tell(situation(FULL)).sentence
    assert "cannot learn from its users" in tell(situation(NONE)).sentence
    assert "No point on mistakes" in tell(situation(NONE)).sentence
    only = tell(situation(Feedback({}, {"backup": Check("yes")}))).sentence
    assert only == "For mistakes of the model, 1 of 12 points are in place, and 11 are not looked at yet."


def test_advice_is_derived_and_facts_are_cited() -> None:
    """What to add is this project's conclusion; what a type tells is stated, with its source."""
    told = tell(situation(PART))
    coming = next(block for block in told.blocks if isinstance(block, Points) and block.ordered)
    assert {line.basis for line in coming.items} == {"inferred"}
    places = [b.line for b in told.blocks if isinstance(b, Note) and "measured" in b.line.text]
    assert [(line.basis, line.sources) for line in places] == [("inferred", ("FSDL22",))]
    assert "Find out first" in coming.items[0].text
    types = next(block for block in told.blocks if isinstance(block, Table))
    assert not [cell for row in types.rows for cell in row if cell.basis]
    titled = load_text("en")("feedback.table.facts")
    facts = next(b for b in told.blocks if isinstance(b, Points) and b.title == titled)
    assert [(line.basis, line.sources) for line in facts.items] == [
        ("stated", type_.sources) for type_ in BOOK.type
    ]


def test_only_stressed_items_say_so() -> None:
    """The lecture's four keys are named beside the items that are among them, and beside no other."""
    sheet = Feedback({}, {"backup": Check("no"), "control": Check("no")})
    told = tell(situation(sheet))
    mend = next(block for block in told.blocks if isinstance(block, Points) and block.ordered)
    assert ["four keys" in line.text for line in mend.items] == [True, False]


def test_a_place_is_not_told_where_nothing_is() -> None:
    """Where a type is not possible, what was typed before is kept in the sheet but not told."""
    told = tell(situation(Feedback({"free_text": Stream("impossible", "forum")})))
    assert "forum" not in words(told)


def test_both_lists_are_handed_out() -> None:
    """The export is a CSV table with both lists."""
    (export,) = exports(situation(PART))
    assert export.mime == "text/csv"
    assert export.make().decode("utf-8-sig").count("\n") == 1 + len(BOOK.type) + len(BOOK.item)
