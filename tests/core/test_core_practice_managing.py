"""Managing: the order of the points, product managers, frameworks, and weak texts for the board."""

from dataclasses import fields, replace
from math import isnan
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor import load_model
from advisor.content.practice.managing import handbook
from advisor.core.model import DONT_KNOW
from advisor.core.practice.managing import (
    Answer,
    Managing,
    Regulated,
    Size,
    framework_verdict,
    manager_verdict,
    ordered,
    told_first,
)
from advisor.core.practice.managing_board import Board, flags, found_words, number

BOOK = handbook()
POINTS = [point.id for point in BOOK.point]
ARCHETYPES = st.sampled_from([*load_model().archetype_ids, None])
RANK = {"open": 0, "slow": 1, "names": 2, "tdsp": 3}


def answers() -> st.SearchStrategy[dict[str, Answer]]:
    """Any answers to the points."""
    return st.dictionaries(st.sampled_from(POINTS), st.sampled_from(get_args(Answer)[1:]))


def managers() -> st.SearchStrategy[dict[str, str]]:
    """Any answers to the questions about product managers."""
    options = {q.id: st.sampled_from([*(o.id for o in q.option), DONT_KNOW]) for q in BOOK.question}
    return st.fixed_dictionaries({}, optional=options)


def sizes() -> st.SearchStrategy[Size]:
    """Anything there can be to coordinate."""
    few = st.integers(0, 20)
    return st.builds(Size, few, few, few, st.sampled_from(get_args(Regulated)))


def boards() -> st.SearchStrategy[Board]:
    """Any text for the board."""
    words = st.sampled_from(["", "5", "10", "x", "F1", "accuracy", "AI-powered", "more orders"])
    return st.builds(Board, *[words for _ in fields(Board)])


# ---- Points ----


@given(answers(), ARCHETYPES)
def test_every_point_is_listed_once_and_done_ones_last(
    points: dict[str, Answer], archetype: str | None
) -> None:
    """The list has every point once; no point that is done comes before one that is not."""
    found = [point.id for point in ordered(BOOK, Managing(points), archetype)]
    assert sorted(found) == sorted(POINTS)
    done = [points.get(point) == "yes" for point in found]
    assert done == sorted(done)


@given(answers(), ARCHETYPES)
def test_the_archetypes_points_come_before_the_rest(points: dict[str, Answer], archetype: str | None) -> None:
    """Among points that are not done, those of the archetype come first, each by its answer."""
    first = BOOK.first_of(archetype).points
    open_ = [p.id for p in ordered(BOOK, Managing(points), archetype) if points.get(p.id) != "yes"]
    states = ["no", "partly", "dont_know", None]
    ranks = [(point not in first, states.index(points.get(point))) for point in open_]
    assert ranks == sorted(ranks)


@given(answers(), ARCHETYPES)
def test_only_a_few_open_points_are_told(points: dict[str, Answer], archetype: str | None) -> None:
    """What is told is not done, is answered or the archetype's, and is never more than the limit."""
    told = [point.id for point in told_first(BOOK, Managing(points), archetype)]
    first = BOOK.first_of(archetype).points
    assert len(told) <= BOOK.told.first
    assert all(points.get(point) != "yes" and (point in first or point in points) for point in told)


@given(answers(), ARCHETYPES, st.sampled_from(POINTS))
def test_doing_a_point_never_moves_it_up(
    points: dict[str, Answer], archetype: str | None, point: str
) -> None:
    """A point that is done now stands no earlier than before."""
    before = [p.id for p in ordered(BOOK, Managing(points), archetype)]
    after = [p.id for p in ordered(BOOK, Managing(points | {point: "yes"}), archetype)]
    assert after.index(point) >= before.index(point)


def test_a_missing_first_point_tops_the_list() -> None:
    """What is missing and first for the archetype comes before what is missing and not."""
    sheet = Managing({"inputs": "no", "handoff": "no", "platform_pm": "yes", "loops": "partly"})
    told = [point.id for point in told_first(BOOK, sheet, "independent")]
    assert told == ["handoff", "loops", "user_education", "inputs"]


# ---- Product managers ----


@given(managers(), ARCHETYPES)
def test_nothing_is_said_of_managers_before_enough_is_known(
    manager: dict[str, str], archetype: str | None
) -> None:
    """The verdict is open exactly while fewer questions than the limit have a real answer."""
    known = sum(option != DONT_KNOW for option in manager.values())
    verdict = manager_verdict(BOOK, Managing(manager=manager), archetype)
    assert (verdict.kind == "open") == (known < BOOK.manager.least)


@given(managers(), ARCHETYPES)
def test_a_kind_is_advised_by_what_speaks_for_it(manager: dict[str, str], archetype: str | None) -> None:
    """A kind is advised exactly when its reasons add up to enough, and every reason speaks for one."""
    verdict = manager_verdict(BOOK, Managing(manager=manager), archetype)
    task = sum(reason.task for reason in verdict.reasons) >= BOOK.manager.enough
    platform = sum(reason.platform for reason in verdict.reasons) >= BOOK.manager.enough
    assert all(reason.task or reason.platform for reason in verdict.reasons)
    if verdict.kind != "open":
        assert (task, platform) == (verdict.kind in ("task", "both"), verdict.kind in ("platform", "both"))


@pytest.mark.parametrize(
    ("manager", "archetype", "kind"),
    [
        ({"scope": "one_area", "products": "one", "trust": "yes"}, None, "task"),
        ({"scope": "central", "products": "several", "priorities": "nobody"}, None, "platform"),
        ({"scope": "central", "deep_use": "yes", "products": "one", "trust": "no"}, None, "both"),
        ({"products": "none", "deep_use": "no", "priorities": "named"}, None, "neither"),
        ({"scope": "central", "products": "none", "priorities": "named"}, None, "neither"),
        ({"scope": "central", "products": "none", "priorities": "named"}, "independent", "platform"),
        ({"scope": "in_teams", "products": "none", "trust": "yes"}, "embedded", "task"),
        ({"scope": "central", "products": "several"}, "independent", "open"),
        ({"scope": "dont_know", "products": "several", "trust": "no"}, "independent", "open"),
    ],
)
def test_kinds_of_product_managers(manager: dict[str, str], archetype: str | None, kind: str) -> None:
    """One area asks for a task PM, a central team for a platform PM; the archetype adds to it."""
    assert manager_verdict(BOOK, Managing(manager=manager), archetype).kind == kind


# ---- Frameworks ----


@given(sizes(), sizes())
def test_more_to_coordinate_never_speaks_against_a_framework(size: Size, more: Size) -> None:
    """A size that is larger everywhere never gets a verdict further from TDSP."""
    larger = Size(
        max(size.teams, more.teams),
        max(size.sites, more.sites),
        max(size.projects, more.projects),
        "yes" if "yes" in (size.regulated, more.regulated) else size.regulated,
    )
    assert RANK[framework_verdict(BOOK, larger)] >= RANK[framework_verdict(BOOK, size)]


@given(sizes())
def test_tdsp_needs_many_teams(size: Size) -> None:
    """Without many teams that hand over to each other, nothing makes TDSP the advice."""
    few = replace(size, teams=min(size.teams, BOOK.frameworks.large.teams - 1))
    assert framework_verdict(BOOK, few) != "tdsp"


@pytest.mark.parametrize(
    ("size", "verdict"),
    [
        (Size(), "open"),
        (Size(sites=9, projects=99, regulated="yes"), "open"),
        (Size(teams=1), "slow"),
        (Size(2, 1, 3, "no"), "slow"),
        (Size(3), "names"),
        (Size(1, 1, 1, "yes"), "names"),
        (Size(60), "names"),
        (Size(5, 3), "tdsp"),
        (Size(5, regulated="yes"), "tdsp"),
    ],
)
def test_frameworks_only_on_a_large_scale(size: Size, verdict: str) -> None:
    """A small team is slowed, some coordination needs names only, TDSP takes many teams and one more sign."""
    assert framework_verdict(BOOK, size) == verdict


# ---- The board ----


@given(boards())
def test_flags_occur_once_and_are_in_the_handbook(board: Board) -> None:
    """Every flag is one that the handbook knows, and none occurs twice."""
    found = [flag.id for flag in flags(board, BOOK.words)]
    assert len(found) == len(set(found))
    assert {BOOK.flag_of(flag).id for flag in found} == set(found)


@given(boards())
def test_a_flag_for_what_is_missing_goes_when_it_is_there(board: Board) -> None:
    """With an effect, a range, a share, what was not checked and a risk, only hype can be left."""
    full = replace(board, meaning="x", low="5", high="10", share="x", unchecked="x", risk="x")
    assert {flag.id for flag in flags(full, BOOK.words)} <= {"hype"}


def test_nothing_is_said_of_an_empty_board() -> None:
    """Without input there is no flag, and white space is no input."""
    assert flags(Board(), BOOK.words) == flags(Board(ask="  \n"), BOOK.words) == ()


@pytest.mark.parametrize(
    ("board", "flag"),
    [
        (Board("F1", "0.5", "0.7"), "specialist"),
        (Board("Accuracy", "90 %", "93 %"), "accuracy_alone"),
        (Board("정확도", "90", "93"), "accuracy_alone"),
        (Board("正解率"), "accuracy_alone"),
        (Board("Clicks", "3", "4"), "no_effect"),
        (Board("F1", meaning="faster answers"), "no_range"),
        (Board(low="10"), "single_number"),
        (Board(high="10", unit="%"), "single_number"),
        (Board(low="10", high="10.0"), "single_number"),
        (Board(low="10", high="5"), "turned_range"),
        (Board(low="about ten", high="20"), "not_numbers"),
        (Board("F1"), "nothing_open"),
        (Board("F1"), "no_share"),
        (Board("F1"), "no_risk"),
        (Board(meaning="An ai-POWERED search"), "hype"),
        (Board(ask="획기적인 제품"), "hype"),
        (Board(risk="ＡＩ搭載の検索"), "hype"),
    ],
)
def test_weak_places_are_found(board: Board, flag: str) -> None:
    """Each weakness of a text for the board is told."""
    assert flag in {found.id for found in flags(board, BOOK.words)}


def test_a_metric_with_an_effect_is_no_weak_place() -> None:
    """F1 may be named where the effect on the product is."""
    found = {flag.id for flag in flags(Board("F1", meaning="10 to 12 % more orders"), BOOK.words)}
    assert not found & {"specialist", "accuracy_alone", "no_effect"}


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("5", 5.0),
        ("-1.5", -1.5),
        ("\N{MINUS SIGN}2 %", -2.0),
        ("0,5", 0.5),
        ("1,000", 1000.0),
        ("1,234.5", 1234.5),
        ("１０％", 10.0),
        ("", None),
        ("about 5", None),
        ("nan", None),
        ("1e5", None),
        ("5-10", None),
    ],
)
def test_numbers_are_read_as_people_write_them(words: str, value: float | None) -> None:
    """Per cent signs, commas and full-width digits are understood, and what is no number is none."""
    assert number(words) == value


@given(st.text())
def test_no_text_breaks_the_reading_of_numbers(words: str) -> None:
    """Any text is a number or none, never an error and never “not a number”."""
    value = number(words)
    assert value is None or not isnan(value)


def test_latin_words_are_found_whole() -> None:
    """F1 is found beside Korean letters and not inside another word."""
    assert found_words("F1은 0.7", ["F1"]) == ("F1",)
    assert found_words("the F150 map", ["F1", "mAP"]) == ("mAP",)
    assert found_words("mapping", ["mAP"]) == found_words("roadmap", ["mAP"]) == ()
