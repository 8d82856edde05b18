"""What the ownership matrix tells: the proposal, own entries, the checks, and what changes."""

import pytest

from advisor.content.loader import load_model
from advisor.content.practice.ownership import handbook
from advisor.content.text import LANGUAGES, load_text
from advisor.core.assessment import assess
from advisor.core.practice.ownership import Ownership
from advisor.practice import Situation
from advisor.practice.ownership import exports, proposal, tell
from advisor.practice.told import BAD, Picture, Points, Table, Told
from tests.answers import BETWEEN
from tests.practice.telling import situation, words

MODEL = load_model()
ACTIVITIES = [activity.id for activity in handbook().activity]
SOME = Ownership(
    {"collect": {"ml_team": "A", "leadership": "R"}, "label": {"ml_team": "-", "own1": "C"}},
    {"own1": "<i>Legal</i> 법무", "business": "Stores " * 17},
)
FULL = Ownership({activity: {"ml_team": "R", "business": "A"} for activity in ACTIVITIES})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("archetype", [None, *MODEL.archetype_ids])
@pytest.mark.parametrize("sheet", [Ownership(), SOME, FULL, Ownership(adopted=True)])
def test_it_is_told_in_every_language(language: str, archetype: str | None, sheet: Ownership) -> None:
    """Every archetype and state is told; the matrix shows wherever anything is proposed or entered."""
    of = situation(sheet, language=language, archetype=archetype)
    told = tell(of)
    assert told.sentence
    assert told.empty == (sheet == Ownership())
    assert bool(exports(of)) != told.empty
    filled = bool(archetype or sheet.cells)
    assert any(isinstance(block, Picture) for block in told.blocks) == filled


def tables(told: Told) -> list[Table]:
    """The tables of the areas."""
    return [block for block in told.blocks if isinstance(block, Table)]


def points(told: Told, key: str) -> Points:
    """The list under a heading."""
    title = load_text("en")(key)
    return next(block for block in told.blocks if isinstance(block, Points) and block.title == title)


def test_every_activity_is_a_row() -> None:
    """The three areas together have each activity once, in their order."""
    text = load_text("en")
    shown = [row[0].text for table in tables(tell(situation(archetype="embedded"))) for row in table.rows]
    assert shown == [text(f"ownership.activities.{activity}.name") for activity in ACTIVITIES]


def test_the_proposal_keeps_stated_and_derived_apart() -> None:
    """Embedded has stated letters, named with their sources; all of ad-hoc is derived."""
    rests = [row[-1] for table in tables(tell(situation(archetype="embedded"))) for row in table.rows]
    assert {line.basis for line in rests} == {"stated", "inferred"}
    assert all(line.sources for line in rests)
    rests = [row[-1] for table in tables(tell(situation(archetype="ad_hoc"))) for row in table.rows]
    assert {line.basis for line in rests} == {"inferred"}


def test_an_overridden_row_has_no_mark() -> None:
    """A row in which every letter is the leader's own carries neither basis nor sources."""
    cells = {"train": dict.fromkeys([party.id for party in handbook().party], "I")}
    row = tables(tell(situation(Ownership(cells), archetype="embedded")))[1].rows[0]
    assert (row[-1].basis, row[-1].sources) == (None, ())


def test_without_an_archetype_the_matrix_starts_empty() -> None:
    """While too little is known nothing is proposed, and the sentence says where to begin."""
    told = tell(situation())
    assert proposal(situation()) == {}
    assert tables(told) == []
    assert told.sentence == load_text("en")("ownership.answer.unknown")


def test_the_sentence_names_what_to_settle_first() -> None:
    """With two who answer for one activity and nobody for another, the first of them is named."""
    told = tell(situation(SOME, archetype="embedded"))
    assert told.sentence.startswith("In 14 of 16 activities")
    assert load_text("en")("ownership.activities.collect.name") in told.sentence
    states = [line.state for line in points(told, "ownership.checks.title").items]
    assert states.count(BAD) == 3


def test_one_party_for_everything_is_said_in_the_sentence() -> None:
    """A party that answers for every activity is the answer, even if each activity is in order."""
    told = tell(situation(FULL))
    assert "100%" in told.sentence
    assert points(told, "ownership.checks.title").items[0].state == BAD


def test_the_adopted_proposal_leaves_nothing_to_settle() -> None:
    """Who works with the proposal as it stands has an answer to hand on, without anything to settle."""
    told = tell(situation(Ownership(adopted=True), archetype="independent"))
    assert not told.empty
    assert told.sentence == load_text("en")("ownership.answer.sound", n=16)


def test_what_changes_against_today_follows_the_answers() -> None:
    """Where the answers tell the position, the answer says which accountability moves to whom."""
    told = tell(situation(archetype="independent"))
    moved = points(told, "ownership.moves.title").items
    assert any("Business unit" in line.text or "ML team" in line.text for line in moved)
    assert {line.basis for line in moved} <= {"stated", "inferred"}
    assert all(line.sources for line in moved)


def test_names_are_data() -> None:
    """A party's name is shown as it was typed, and own entries are listed in words."""
    told = tell(situation(SOME, archetype="embedded"))
    assert "<i>Legal</i> 법무 C" in words(told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_matrix_is_handed_out_twice(language: str) -> None:
    """CSV and XLSX are handed out, each under a name of its own kind."""
    files = exports(situation(SOME, language=language, archetype="embedded"))
    assert [file.file_name.rpartition(".")[2] for file in files] == ["csv", "xlsx"]
    assert all(file.make() for file in files)


@pytest.mark.parametrize(
    ("archetype", "limit"), [("ml_first", "DA-MF-2"), ("independent", "MO-IN-2"), ("embedded", "")]
)
def test_what_a_source_limits_is_told_with_its_limit(archetype: str, limit: str) -> None:
    """Where a source says that something holds in some cases only, the answer says so, too."""
    text = load_text("en")
    said = words(tell(situation(archetype=archetype)))
    for fact in handbook().limits:
        assert (text(f"statements.{fact}") in said) == (fact == limit)


@pytest.mark.parametrize("language", LANGUAGES)
def test_between_two_archetypes_both_positions_are_told(language: str) -> None:
    """Where the answers fit two archetypes that differ on an axis, the second one's position is told, too."""
    text = load_text(language)
    between = Situation(MODEL, text, assess(MODEL, BETWEEN))
    advices = [one for one in between.advised.axes if one.axis != "swe_vs_research"]
    differing = [one for one in advices if one.alternative not in (None, one.recommended)]
    assert differing
    said = words(tell(between))
    for advice in differing:
        assert text(f"axes.{advice.axis}.positions.{advice.alternative}") in said
        name = text(f"archetypes.{between.found.runner_up}.short")
        assert name in said
