"""Feedback and failure: what to add next, how far the checklist is, what to mend first."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.content.practice.feedback import handbook
from advisor.core.practice.feedback import (
    Check,
    Collected,
    Done,
    Feedback,
    Stream,
    collected,
    next_types,
    progress,
    to_mend,
    worth,
)

BOOK = handbook()
TYPES, ITEMS = [type_.id for type_ in BOOK.type], [item.id for item in BOOK.item]


def sheets() -> st.SearchStrategy[Feedback]:
    """Any sheet of this version."""
    streams = st.builds(Stream, st.sampled_from(get_args(Collected)), st.text(max_size=5))
    checks = st.builds(Check, st.sampled_from(get_args(Done)), st.text(max_size=5))
    return st.builds(
        Feedback,
        st.dictionaries(st.sampled_from(TYPES), streams),
        st.dictionaries(st.sampled_from(ITEMS), checks),
    )


@given(sheets())
def test_only_what_is_left_and_possible_is_advised(sheet: Feedback) -> None:
    """Every type is collected, impossible or advised, and none is two of these."""
    advised = [one.type.id for one in next_types(BOOK, sheet)]
    have = [type_.id for type_ in collected(BOOK, sheet)]
    impossible = [type_ for type_ in TYPES if sheet.stream(type_).state == "impossible"]
    assert sorted([*advised, *have, *impossible]) == sorted(TYPES)


@given(sheets())
def test_what_is_missing_comes_before_what_is_worth_more(sheet: Feedback) -> None:
    """The first advised type closes as many missing kinds as any that is left could."""
    advised = next_types(BOOK, sheet)
    have = collected(BOOK, sheet)

    def closes(type_id: str) -> int:
        type_ = BOOK.type_of(type_id)
        implicit = BOOK.implicit(type_) and not any(map(BOOK.implicit, have))
        trainable = BOOK.trainable(type_) and not any(map(BOOK.trainable, have))
        return implicit + trainable

    if advised:
        assert closes(advised[0].type.id) == max(closes(one.type.id) for one in advised)
        kinds = {"both": 2, "implicit": 1, "trainable": 1, "worth": 0}
        assert kinds[advised[0].reason] == closes(advised[0].type.id)


@given(sheets())
def test_types_that_close_nothing_come_by_worth(sheet: Feedback) -> None:
    """Where no kind is missing any more, the types come from the most worth to the least."""
    rest = [worth(BOOK, one.type) for one in next_types(BOOK, sheet) if one.reason == "worth"]
    assert rest == sorted(rest, reverse=True)


@given(sheets(), st.sampled_from(TYPES))
def test_collecting_what_is_advised_moves_the_next_up(sheet: Feedback, type_: str) -> None:
    """Whoever collects the first advised type is advised the others in the same order."""
    advised = next_types(BOOK, sheet)
    if advised:
        then = next_types(BOOK, sheet.with_stream(advised[0].type.id, Stream("collected")))
        assert [one.type.id for one in then] == [one.type.id for one in advised[1:]]


@given(sheets())
def test_every_item_counts_once(sheet: Feedback) -> None:
    """Items that apply are in place, in part, missing or open; the rest do not apply."""
    found = progress(BOOK, sheet)
    left_out = sum(sheet.check(item).state == "not_applicable" for item in ITEMS)
    assert found.asked == found.yes + found.partly + found.no + found.open == len(ITEMS) - left_out


@given(sheets())
def test_what_a_source_stresses_is_mended_first(sheet: Feedback) -> None:
    """Only missing and partial items are mended: stressed ones first, and missing before partial in each."""
    found = to_mend(BOOK, sheet)
    states = [sheet.check(item.id).state for item in found]
    assert set(states) <= {"no", "partly"}
    assert len(found) == sum(sheet.check(item).state in ("no", "partly") for item in ITEMS)
    ranks = [(not item.stress, state == "partly") for item, state in zip(found, states, strict=True)]
    assert ranks == sorted(ranks)


@given(sheets(), st.sampled_from(TYPES), st.sampled_from(ITEMS))
def test_emptying_takes_a_key_out(sheet: Feedback, type_: str, item: str) -> None:
    """A stream or a check that is empty again leaves no trace, and the others stay."""
    emptied = sheet.with_stream(type_, Stream()).with_check(item, Check())
    assert type_ not in emptied.streams
    assert item not in emptied.checks
    assert set(sheet.streams) - {type_} == set(emptied.streams)
    assert set(sheet.checks) - {item} == set(emptied.checks)


@pytest.mark.parametrize(
    ("type_", "implicit", "trainable"),
    [
        ("indirect_implicit", True, False),
        ("direct_implicit", True, True),
        ("binary_explicit", False, True),
        ("categorical_explicit", False, False),
        ("free_text", False, False),
        ("corrections", False, True),
    ],
)
def test_the_middle_divides_the_types(type_: str, implicit: bool, trainable: bool) -> None:
    """The figure's middles tell implicit from explicit types, and those to train on from the rest."""
    known = BOOK.type_of(type_)
    assert (BOOK.implicit(known), BOOK.trainable(known)) == (implicit, trainable)


def test_the_one_type_that_closes_both_kinds_comes_first() -> None:
    """With nothing collected, direct implicit feedback comes first: it is neither asked for nor idle."""
    first, second, *_ = next_types(BOOK, Feedback())
    assert (first.type.id, first.reason) == ("direct_implicit", "both")
    assert (second.type.id, second.reason) == ("binary_explicit", "worth")


def test_one_missing_kind_is_closed_first() -> None:
    """Whoever only has corrections is advised what nobody has to be asked for."""
    sheet = Feedback({"corrections": Stream("collected"), "direct_implicit": Stream("impossible")})
    first = next_types(BOOK, sheet)[0]
    assert (first.type.id, first.reason) == ("indirect_implicit", "implicit")
    sheet = Feedback({"indirect_implicit": Stream("collected"), "direct_implicit": Stream("impossible")})
    first = next_types(BOOK, sheet)[0]
    assert (first.type.id, first.reason) == ("binary_explicit", "trainable")


def test_a_missing_key_item_comes_before_a_missing_one() -> None:
    """A backup plan in part is mended before a missing way to take over: the lecture calls it key."""
    sheet = Feedback({}, {"control": Check("no"), "backup": Check("partly")})
    assert [item.id for item in to_mend(BOOK, sheet)] == ["backup", "control"]
