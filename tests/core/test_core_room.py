"""Laws of what may be told of a room: small groups never, order and silence never matter."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor import assess
from advisor.content.workshop import load_room_settings
from advisor.core.model import DONT_KNOW
from advisor.core.room import (
    INSUFFICIENT,
    RoomResult,
    Submission,
    Tally,
    changed_between,
    enough_or_none,
    room_result,
    stake_db,
    tally,
    tell_apart,
)
from tests.core.drawing import MODEL, READINGS, answers, known, responses
from tests.rooms import LEADERSHIP, PRACTITIONERS, SIZES, TWICE, room, submissions

SETTINGS = load_room_settings()
LEAST, STEP = SETTINGS.least_group, SETTINGS.support_step
CORE = MODEL.core_questions
FEW = CORE[:3]
ROLES = ("", "leadership", "practitioner", "other", "=Risk")


@st.composite
def rooms(draw: st.DrawFn, *, least: int = 0, most: int = 24) -> tuple[Submission, ...]:
    """What the people of a room answered to some of three questions, in up to two rounds."""
    given_answers = st.fixed_dictionaries({}, optional={question.id: answers(question) for question in FEW})
    found = []
    for n in range(draw(st.integers(least, most))):
        role = draw(st.sampled_from(ROLES))
        for number in range(1, 1 + draw(st.integers(1, 2))):
            found.append(Submission(f"p{n}", role, number, draw(given_answers)))
    return tuple(found)


def told(
    given_submissions: tuple[Submission, ...],
    least: int = LEAST,
    *,
    final: bool = True,
    whole_only: Iterable[tuple[str, int]] = (),
) -> RoomResult | None:
    """What may be told of them, when voting has ended or before."""
    return room_result(MODEL, given_submissions, least=least, step=STEP, final=final, whole_only=whole_only)


def of_enough(size: int, groups: list[int], least: int) -> bool:
    """Whether each group, and what is left of the whole without any of them, is large enough or nobody."""
    rests = [size - sum(some) for n in range(len(groups) + 1) for some in combinations(groups, n)]
    return all(n >= least for n in groups) and all(rest == 0 or rest >= least for rest in rests)


@given(rooms(), st.integers(LEAST, 9))
def test_nothing_is_told_of_a_small_group(given_submissions: tuple[Submission, ...], least: int) -> None:
    """No group, and nothing that subtraction gives, is smaller than allowed, in any question or round."""
    found = told(given_submissions, least)
    people = {s.participant for s in given_submissions if s.responses}
    if found is None:
        return
    assert least <= found.n <= len(people)
    assert of_enough(found.n, [sum(counts.values()) for counts in found.own_groups.values()], least)
    for question in found.questions:
        for counted in question.rounds:
            assert counted.whole.n >= least
            assert of_enough(counted.whole.n, [group.n for group in counted.groups.values()], least)


@given(rooms())
def test_too_few_people_are_told_nothing_of(given_submissions: tuple[Submission, ...]) -> None:
    """There is a result exactly where enough people answered a question in the same round."""
    votes = Counter((q, s.round) for s in given_submissions for q in s.responses)
    enough = {pair for pair, n in votes.items() if n >= LEAST}
    found = told(given_submissions)
    assert (found is None) == (not enough)
    if found is not None:
        assert {(q.question, t.round) for q in found.questions for t in q.rounds} == enough


@given(rooms(), st.randoms(use_true_random=False))
def test_order_does_not_matter(given_submissions: tuple[Submission, ...], chance: object) -> None:
    """Submissions in another order give the same result."""
    mixed = list(given_submissions)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert told(tuple(mixed)) == told(given_submissions)


@given(rooms(least=LEAST), st.randoms(use_true_random=False))
def test_who_is_who_does_not_matter(given_submissions: tuple[Submission, ...], chance: object) -> None:
    """The same answers under other names of participants give the same result, up to the last digits."""
    names = sorted({s.participant for s in given_submissions})
    others = list(names)
    chance.shuffle(others)  # type: ignore[attr-defined]
    renamed = dict(zip(names, others, strict=True))
    found = told(given_submissions)
    again = told(tuple(replace(s, participant=renamed[s.participant]) for s in given_submissions))
    if found is None or again is None:
        assert found is again
        return
    assert again.pooled == pytest.approx(found.pooled)
    assert replace(again, pooled=found.pooled) == found


@given(rooms(least=LEAST), st.integers(1, 9), st.sampled_from(ROLES))
def test_silent_people_change_nothing(
    given_submissions: tuple[Submission, ...], silent: int, role: str
) -> None:
    """People who give no answer do not count, in no round and no group."""
    more = tuple(Submission(f"silent{n}", role, 1, {}) for n in range(silent))
    assert told(given_submissions + more) == told(given_submissions)


@given(rooms(least=LEAST))
def test_dont_know_changes_only_counts(given_submissions: tuple[Submission, ...]) -> None:
    """Answering "don't know" to what was left open changes neither the pool nor anybody's own result."""
    asked = FEW[0].id
    first = tuple(s for s in given_submissions if s.round == 1)
    before = tuple(replace(s, responses=dict(s.responses) | {FEW[1].id: FEW[1].options[0].id}) for s in first)
    unsure = tuple(replace(s, responses={asked: DONT_KNOW} | dict(s.responses)) for s in before)
    without = tuple(replace(s, responses=known(dict(s.responses))) for s in before)
    found, silent = told(unsure), told(without)
    assert found is not None
    assert silent is not None
    if {q.question for q in silent.questions} != {q.question for q in found.questions}:
        return  # too few were sure for a question to be told at all
    assert found.pooled == pytest.approx(silent.pooled)
    assert found.own == silent.own
    assert [q.last.whole.known for q in found.questions] == [q.last.whole.known for q in silent.questions]


def counted(*counts: int, unsure: int = 0) -> Tally:
    """A tally of as many options, and of those who do not know."""
    table = {f"o{n}": count for n, count in enumerate(counts)} | {DONT_KNOW: unsure}
    return Tally(sum(table.values()), table)


@given(st.integers(2, 9), st.integers(1, 40), st.integers(0, 9))
def test_variation_runs_from_same_to_evenly_spread(kinds: int, each: int, unsure: int) -> None:
    """It is 0 when all agree and 1 when evenly spread, whatever the number of options or of "don't know"."""
    assert counted(each, *[0] * (kinds - 1), unsure=unsure).variation == 0
    assert counted(*[each] * kinds, unsure=unsure).variation == pytest.approx(1)


@given(st.lists(st.integers(0, 50), min_size=2, max_size=9), st.randoms(use_true_random=False))
def test_variation_is_a_share(counts: list[int], chance: object) -> None:
    """It lies between 0 and 1, is 0 for nobody, and does not depend on which option is which."""
    mixed = list(counts)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert -1e-9 <= counted(*counts).variation <= 1 + 1e-9
    assert counted(*mixed).variation == pytest.approx(counted(*counts).variation)
    assert counted(0, 0).variation == 0


def test_leading_answers_may_be_several_or_none() -> None:
    """Equal counts lead together, "don't know" never leads."""
    assert counted(3, 3, 1, unsure=9).leading == ("o0", "o1")
    assert counted(0, 0, unsure=4).leading == ()


@given(st.sampled_from(READINGS), st.integers(LEAST, 12))
def test_people_of_one_mind_are_one_assessment(responses: dict[str, str], size: int) -> None:
    """When everybody gives the same answers, the pool is the assessment of those answers."""
    same = tuple(Submission(f"p{n}", "", 1, responses) for n in range(size))
    found, alone = told(same), assess(MODEL, responses)
    assert found is not None
    assert found.pooled == pytest.approx(dict(alone.posterior))
    assert found.own[alone.archetype if alone.verdict != "insufficient" else INSUFFICIENT] == size
    assert not found.to_discuss


@given(rooms(least=LEAST))
def test_sums_come_out(given_submissions: tuple[Submission, ...]) -> None:
    """Shares sum to 1, people to n."""
    found = told(given_submissions)
    if found is None:
        return
    assert sum(found.pooled.values()) == pytest.approx(1)
    assert sum(found.own.values()) == found.n


FULL = st.builds(
    lambda people: tuple(Submission(f"p{n:02}", role, 1, a) for n, (role, a) in enumerate(people)),
    st.lists(st.tuples(st.sampled_from(ROLES), responses()), min_size=LEAST, max_size=30),
)
"""Rooms of people who answered anything from nothing to everything."""


@given(FULL | st.sampled_from([submissions(size) for size in SIZES]), st.integers(LEAST, 9))
def test_supports_are_told_of_enough_people_only(people: tuple[Submission, ...], least: int) -> None:
    """Each cluster has enough people; clusters of an archetype cover exactly those who answered enough."""
    found = told(people, least)
    if found is None:
        return
    assert set(found.supports) == set(MODEL.archetype_ids)
    enough = found.n - found.own[INSUFFICIENT]
    for clusters in found.supports.values():
        assert all(cluster.people >= least for cluster in clusters)
        assert sum(cluster.people for cluster in clusters) == (enough if enough >= least else 0)
        shares = [cluster.share for cluster in clusters]
        assert shares == sorted(shares)
        assert all(0 <= share <= 1 for share in shares)
        assert all(share / STEP == pytest.approx(round(share / STEP)) for share in shares)


@pytest.mark.parametrize("size", SIZES)
def test_clusters_are_means_of_neighbours(size: int) -> None:
    """Cut into as many clusters as possible, the means of a room are those of its people in order."""
    found = room(size)
    people: dict[str, dict[str, str]] = {}
    for submission in submissions(size):
        people.setdefault(submission.participant, {}).update(submission.responses)
    alone = [assess(MODEL, answers).posterior for answers in people.values()]
    for archetype, clusters in found.supports.items():
        assert len(clusters) == size // LEAST
        shares = sorted(posterior[archetype] for posterior in alone)
        for cluster in clusters:
            mean = sum(shares[: cluster.people]) / cluster.people
            assert cluster.share == pytest.approx(mean, abs=STEP / 2 + 1e-9)
            shares = shares[cluster.people :]


@given(FULL)
def test_people_are_counted_when_voting_has_ended(people: tuple[Submission, ...]) -> None:
    """Before, nothing of single persons is there, and everything else is the same."""
    found, before = told(people), told(people, final=False)
    if found is None or before is None:
        assert found is before
        return
    assert (before.own, before.own_groups, before.supports, before.counted) == ({}, {}, {}, False)
    assert found.counted
    assert replace(found, own={}, own_groups={}, supports={}) == before


@given(st.data())
def test_own_groups_need_every_counted_round_split(data: st.DataObject) -> None:
    """One counted round that must not be split hides the groups of persons; an earlier round does not."""
    people = submissions(23)
    found = told(people)
    assert found is not None
    assert found.own_groups
    question = data.draw(st.sampled_from(found.questions))
    hidden = told(people, whole_only=[(question.question, question.last.round)])
    assert hidden is not None
    assert not hidden.own_groups
    assert (hidden.own, hidden.supports) == (found.own, found.supports)
    earlier = told(people, whole_only=[(question, 1) for question in TWICE])
    assert earlier is not None
    assert earlier.own_groups == found.own_groups


@given(st.dictionaries(st.sampled_from(ROLES), st.integers(1, 20)), st.integers(2, 9))
def test_groups_told_apart_are_safe(sizes: dict[str, int], least: int) -> None:
    """No group shown and no rest is small; a room of large groups only is shown in full."""
    shown = tell_apart(sizes, least)
    assert not shown or of_enough(sum(sizes.values()), [sizes[group] for group in shown], least)
    if all(size >= least for size in sizes.values()):
        assert shown == tuple(sizes)


ANSWERS = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from("xyz"))


@given(ANSWERS, ANSWERS)
def test_who_changed_is_whoever_differs(first: dict[str, str], second: dict[str, str]) -> None:
    """Whoever answered otherwise, came or went has changed, the same seen from either result."""
    found = changed_between(first, second)
    assert found == changed_between(second, first)
    same = {who for who in first if who in second and first[who] == second[who]}
    assert found == {*first, *second} - same
    assert changed_between(first, first) == frozenset()


@pytest.mark.parametrize(
    ("people", "told_of"), [("", True), ("a", False), ("abcd", False), ("abcde", True), ("aaaaa", False)]
)
def test_a_difference_is_nobodys_or_that_of_enough(people: str, told_of: bool) -> None:
    """Fewer people than the smallest group would be given away by it; nobody counts twice."""
    assert enough_or_none(people, LEAST) is told_of


def test_the_last_round_counts() -> None:
    """A second round replaces the first in the sums and stands beside it in the question."""
    found = room(LEADERSHIP + PRACTITIONERS)
    rounds = {q.question: [t.round for t in q.rounds] for q in found.questions}
    assert {question for question, numbers in rounds.items() if numbers == [1, 2]} == set(TWICE)
    last = {q: o for s in submissions(23) if s.round == 2 for q, o in s.responses.items() if q == "data_open"}
    assert last
    again = tuple(s for s in submissions(23) if s.round == 2)
    question = next(q for q in found.questions if q.question == "data_open")
    assert question.last.whole == tally(MODEL, "data_open", (s.responses["data_open"] for s in again))


def test_a_question_may_be_told_as_a_whole_only() -> None:
    """A pair of question and round that must not be split has no groups; all others keep theirs."""
    found = told(submissions(23), whole_only=[("data_open", 2), ("seat", 1)])
    assert found is not None
    without = {(q.question, t.round) for q in found.questions for t in q.rounds if not t.groups}
    assert without == {("data_open", 2), ("seat", 1)}


@pytest.mark.parametrize("question", MODEL.questions, ids=lambda question: question.id)
def test_stake_is_what_the_answer_can_move(question: object) -> None:
    """The stake of a question is the largest difference that its answers make to one archetype."""
    found = [assess(MODEL, {question.id: option.id}) for option in question.options]  # type: ignore[attr-defined]
    moved = [
        max(a.contributions[0].decibans[archetype] for a in found)
        - min(a.contributions[0].decibans[archetype] for a in found)
        for archetype in MODEL.archetype_ids
    ]
    assert stake_db(MODEL, question.id) == pytest.approx(max(moved))  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", SIZES)
def test_what_to_discuss_is_ordered(size: int) -> None:
    """The questions to talk about have some disagreement each, the one with most weight in front."""
    weights = [question.weight for question in room(size).to_discuss]
    assert weights == sorted(weights, reverse=True)
    assert min(weights) > 0
