"""Laws of the ownership matrix: the proposal, the leader's own entries, and the checks."""

import itertools
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor import load_model
from advisor.content.practice.ownership import handbook
from advisor.core.model import AxisId
from advisor.core.practice.ownership import (
    LETTERS,
    NOTHING,
    OWN,
    Cell,
    Ownership,
    Place,
    entered,
    findings,
    matrix,
    moves,
    normal,
    parties,
    proposed,
)
from tests.owning import letters, places, proposals

BOOK, MODEL = handbook(), load_model()
USUAL = [party.id for party in BOOK.party]
ACTIVITIES = [activity.id for activity in BOOK.activity]
AXES = {axis.id: axis for axis in MODEL.axes}

names = st.dictionaries(st.sampled_from([*USUAL, *OWN]), st.sampled_from(["Legal", "Sales", " "]))
sheets = st.builds(
    Ownership,
    st.dictionaries(
        st.sampled_from(ACTIVITIES),
        st.dictionaries(st.sampled_from([*USUAL, *OWN]), st.sampled_from([*LETTERS, NOTHING]), min_size=1),
    ),
    names,
    st.booleans(),
)


@given(sheets, proposals)
def test_own_entries_win_and_lose_the_mark(
    sheet: Ownership, proposal: Mapping[str, Mapping[str, Cell]]
) -> None:
    """A cell is the leader's where the leader entered it, and as proposed everywhere else."""
    filled = matrix(BOOK, sheet, proposal)
    for row, party in itertools.product(filled.rows, filled.parties):
        said = sheet.cells.get(row.activity.id, {}).get(party)
        plan = proposal.get(row.activity.id, {}).get(party, Cell(""))
        expected = plan if said is None else Cell("" if said == NOTHING else said, own=True)
        assert row.cells[party] == expected


@given(sheets, proposals)
def test_taking_an_activity_back_gives_the_proposal(
    sheet: Ownership, proposal: Mapping[str, Mapping[str, Cell]]
) -> None:
    """Without own entries an activity is as proposed, and the others stay as they are."""
    for activity in sheet.cells:
        back = replace(sheet, cells=entered(sheet, activity, {}))
        before, after = matrix(BOOK, sheet, proposal), matrix(BOOK, back, proposal)
        assert not any(cell.own for cell in after.row(activity).cells.values())
        assert all(before.row(other) == after.row(other) for other in ACTIVITIES if other != activity)


@given(sheets, proposals)
def test_normal_entries_give_the_same_letters(
    sheet: Ownership, proposal: Mapping[str, Mapping[str, Cell]]
) -> None:
    """What differs from the proposal is enough to get the letters again, and nothing less is."""
    filled = matrix(BOOK, sheet, proposal)
    stored = normal(letters(filled), proposal)
    again = matrix(BOOK, replace(sheet, cells=stored), proposal)
    assert letters(again) == letters(filled)
    assert normal(letters(again), proposal) == stored
    for activity, row in stored.items():
        for party in row:
            assert (
                again.row(activity).cells[party].letters
                != proposal.get(activity, {}).get(party, Cell("")).letters
            )


@given(sheets, proposals)
def test_the_checks_agree_with_the_rows(sheet: Ownership, proposal: Mapping[str, Mapping[str, Cell]]) -> None:
    """A row that is filled in is sound exactly when no check names it; a blank one is only blank."""
    filled = matrix(BOOK, sheet, proposal)
    found = findings(BOOK, filled)
    wrong = {*found.none, *found.several, *found.undone}
    assert not wrong & set(found.blank)
    for row in filled.rows:
        assert row.sound == (row.activity.id not in wrong and row.activity.id not in found.blank)
    assert not (set(found.none) & set(found.several))


@pytest.mark.parametrize("archetype", MODEL.archetype_ids)
def test_every_proposal_passes_its_own_checks(archetype: str) -> None:
    """What is proposed fills every activity and leaves nothing to settle."""
    filled = matrix(BOOK, Ownership(), proposed(BOOK, places(archetype), archetype))
    found = findings(BOOK, filled)
    assert filled.sound == len(ACTIVITIES)
    assert not found.any
    assert not found.blank


@pytest.mark.parametrize("archetype", MODEL.archetype_ids)
def test_only_stated_positions_have_stated_letters(archetype: str) -> None:
    """A letter is stated only where the position is; all of ad-hoc is derived, and rests on facts."""
    cells = [cell for row in proposed(BOOK, places(archetype), archetype).values() for cell in row.values()]
    stated = [cell for cell in cells if cell.basis == "stated"]
    assert bool(stated) == (archetype not in {"ad_hoc", "r_and_d"})
    assert all(cell.facts for cell in cells)
    for cell in stated:
        assert any(MODEL.statements[fact].basis == "stated" for fact in cell.facts)


def test_without_an_archetype_nothing_is_proposed() -> None:
    """While no position is advised the matrix starts empty."""
    nothing = {axis: Place("none", None) for axis in AXES}
    assert proposed(BOOK, nothing, None) == {}
    found = findings(BOOK, matrix(BOOK, Ownership(), {}))
    assert list(found.blank) == ACTIVITIES
    assert not found.any


def test_each_check_finds_what_it_is_for() -> None:
    """Nobody accountable, several, nobody working, and leadership at work are each named."""
    sheet = Ownership(
        {
            "collect": {"ml_team": "R"},
            "store": {"ml_team": "AR", "platform": "A"},
            "label": {"ml_team": "A"},
            "train": {"leadership": "R", "ml_team": "A"},
        }
    )
    found = findings(BOOK, matrix(BOOK, sheet, {}))
    assert found.none == ("collect",)
    assert found.several == ("store",)
    assert found.undone == ("label",)
    assert found.deciding == (("train", "leadership"),)
    assert found.everything == ""


def test_one_party_for_everything_is_named() -> None:
    """A party that is accountable everywhere is named, and one with too large a share too."""
    everything = {activity: {"ml_team": "AR"} for activity in ACTIVITIES}
    found = findings(BOOK, matrix(BOOK, Ownership(everything), {}))
    assert found.everything == "ml_team"
    assert not found.much
    most = {activity: {"ml_team" if n > 3 else "business": "AR"} for n, activity in enumerate(ACTIVITIES)}
    found = findings(BOOK, matrix(BOOK, Ownership(most), {}))
    assert found.everything == ""
    assert set(found.much) == {"ml_team"}


def test_few_activities_say_nothing_of_shares() -> None:
    """One activity that is filled in does not make its party accountable for everything."""
    found = findings(BOOK, matrix(BOOK, Ownership({"train": {"ml_team": "AR"}}), {}))
    assert not found.any


def test_moves_name_where_accountability_changes_hands() -> None:
    """A position that is reached moves nothing; another one names who gives and who takes over."""
    there: dict[AxisId, Place] = {"data_ownership": Place("consumer", "consumer")}
    assert moves(BOOK, there, "embedded") == ()
    there = {"model_ownership": Place("users", "ml_team")}
    found = {move.activity: (move.now, move.advised) for move in moves(BOOK, there, "independent")}
    assert found["repair"] == ("business", "ml_team")


def test_a_party_of_ones_own_exists_by_its_name() -> None:
    """Own parties are columns once they are named; a name of white space is none."""
    assert parties(BOOK, Ownership(names={"own2": "Legal", "own1": " "})) == (*USUAL, "own2")
