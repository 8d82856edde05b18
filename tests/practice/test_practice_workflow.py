"""What the workflow tells: the sentence, where the chain breaks, and where it typically does."""

import csv
import io

import pytest

from advisor.charts.drawing import Words
from advisor.content.loader import load_model
from advisor.content.practice.workflow import handbook
from advisor.content.text import LANGUAGES, load_text
from advisor.core.practice.team import Person, Team
from advisor.core.practice.workflow import NAMED, NOBODY, OUTSIDE, Workflow
from advisor.practice.told import BAD, OPEN, Picture, Points, Table, Told
from advisor.practice.workflow import exports, tell
from tests.practice.telling import situation, words

MODEL = load_model()
ROLES = [role.id for role in MODEL.roles]
SMALL = Team((Person("Kim", ("data_engineer",)), Person("이", ("data_scientist", "ml_engineer"))))
LARGE = Team(tuple(Person(f"P{n}", (ROLES[n % len(ROLES)],)) for n in range(60)))
LONG = Team((Person("Bartholomew " * 9, ("data_engineer",)), Person("가나다라" * 30, ("ml_engineer",))))
SAID = Workflow({"interface": OUTSIDE, "learn": NAMED}, {"learn": "<b>Park</b>"}, {"pipeline": "broken"})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("archetype", [None, *MODEL.archetype_ids])
@pytest.mark.parametrize("team", [Team(), SMALL, LARGE, LONG])
@pytest.mark.parametrize("sheet", [Workflow(), SAID])
def test_it_is_told_in_every_language(
    language: str, archetype: str | None, team: Team, sheet: Workflow
) -> None:
    """Every archetype and team is told; without any entry it says what to enter, and hands out nothing."""
    of = situation(team, sheet, language=language, archetype=archetype)
    told = tell(of)
    empty = team == Team() and sheet == Workflow()
    assert told.sentence
    assert told.empty == empty
    assert any(isinstance(block, Picture) for block in told.blocks) != empty
    assert bool(exports(of)) != empty


def tables(told: Told) -> list[Table]:
    """The tables that are told."""
    return [block for block in told.blocks if isinstance(block, Table)]


def test_the_sentence_counts_and_names_the_first_break() -> None:
    """The sentence says how many stages are done, how many handoffs there are, and what breaks first."""
    text = load_text("en")
    told = tell(situation(SMALL, SAID))
    ends = {"stage": text("workflow.stages.pipeline.name"), "onward": text("workflow.stages.model.name")}
    three = text("workflow.handoffs.many", n=3)
    assert told.sentence == text("workflow.answer.handoff", covered=8, n=8, handoffs=three, **ends)
    gone = tell(situation(SMALL, Workflow({"collect": NOBODY})))
    assert gone.sentence.startswith("5 of 8 stages")
    assert text("workflow.stages.collect.name") in gone.sentence


def test_what_nobody_answered_is_not_known() -> None:
    """A handoff without an answer is open in the table and no break in the sentence."""
    everybody = Team(tuple(Person("", (role,)) for role in ROLES))
    told = tell(situation(everybody))
    text = load_text("en")
    assert told.sentence == text(
        "workflow.answer.unasked", n=8, handoffs=text("workflow.handoffs.many", n=5), unknown=5
    )
    states = [row[-1].state for row in tables(told)[0].rows]
    assert states.count(OPEN) == 5
    assert BAD not in states


def test_own_entries_have_no_mark_and_roles_have_one() -> None:
    """What the roles tell carries basis and sources; what the leader said carries none."""
    table = tables(tell(situation(SMALL, SAID)))[0]
    rows = {row[0].text: row for row in table.rows}
    text = load_text("en")
    told = rows[text("workflow.stages.collect.name")]
    assert (told[1].text, told[1].basis) == ("Kim", None)
    assert (told[2].basis, "MLDP" in told[2].sources) == ("stated", True)
    own = rows[text("workflow.stages.learn.name")]
    assert (own[1].text, own[2].basis, own[2].sources) == ("<b>Park</b>", None, ())


@pytest.mark.parametrize("archetype", MODEL.archetype_ids)
def test_typical_breaks_are_those_of_the_archetype(archetype: str) -> None:
    """Each archetype has its own typical breaks, with sources, even before anything is entered."""
    (table,) = tables(tell(situation(archetype=archetype)))
    found = handbook().typical_of(archetype)
    assert [line.basis for _, line in table.rows] == [one.basis for one in found]
    assert all(line.sources for _, line in table.rows)


def test_without_an_archetype_nothing_is_typical() -> None:
    """While too little is known, nothing is said of what is typical."""
    assert tables(tell(situation())) == []
    assert len(tables(tell(situation(SMALL)))) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_shows_what_the_words_say(language: str) -> None:
    """The broken handoff has its word in the picture, and its text alternative is the answer."""
    told = tell(situation(SMALL, SAID, language=language))
    (picture,) = (block for block in told.blocks if isinstance(block, Picture))
    shown = [shape.text for shape in picture.drawing.shapes if isinstance(shape, Words)]
    text = load_text(language)
    assert text("workflow.state.broken") in shown
    assert text("workflow.state.unknown") in shown
    assert told.sentence in picture.drawing.alt


def test_a_missing_stage_names_the_roles_that_would_do_it() -> None:
    """What nobody does is followed by the roles that do such work, with what says so."""
    points = next(b for b in tell(situation(SMALL)).blocks if isinstance(b, Points))
    assert points.items[0].state == BAD
    assert "Developer" in points.items[1].text
    assert points.items[1].sources == ("MLDP",)


def test_the_table_is_handed_out() -> None:
    """The file has a row for each stage with who does it and how it goes on."""
    (export,) = exports(situation(SMALL, SAID))
    found = list(csv.reader(io.StringIO(export.make().decode("utf-8-sig"))))
    assert len(found) == 9
    assert found[2][1:] == ["Kim", "Broken"]
    assert export.file_name.endswith(".csv")


def test_a_team_too_large_for_lanes_is_told_by_role() -> None:
    """With sixty people the lanes are roles, and the answer says so."""
    assert load_text("en")("workflow.picture.by_role") in words(tell(situation(LARGE)))
