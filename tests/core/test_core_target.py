"""Laws of the shortest path to a target, checked against every single change and every pair of changes."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from advisor import assess
from advisor.core.evidence import tables
from advisor.core.sensitivity import log_score
from advisor.core.target import Change, path_to
from tests.core.drawing import MODEL, READINGS, Responses, known, responses

TARGETS = st.sampled_from(MODEL.archetype_ids)
LEADS = st.sampled_from((0.013, 1.013, 3.013))
FEWER = settings(max_examples=50)
"""A law that solves an integer programme for each example."""
CLOSE = 2e-3
"""Decibans within which "ahead" may be decided either way."""


def after(given_answers: Responses, path: tuple[Change, ...]) -> Responses:
    """The responses with the changes of a path made."""
    return given_answers | {change.question: change.after for change in path}


def lead(given_answers: Responses, target: str) -> float:
    """By how much the target is ahead of the best of the others (negative: behind)."""
    score = assess(MODEL, given_answers).log_score
    return score[target] - max(value for archetype, value in score.items() if archetype != target)


def allowed(given_answers: Responses) -> Iterator[tuple[str, np.ndarray]]:
    """Each change that an organisation can make, with what it adds to every archetype."""
    table, answered = tables(MODEL), known(given_answers)
    for q in MODEL.questions:
        before = answered.get(q.id)
        if q.changeable and (q.core or before):
            old = table.weight[table.row[q.id, before]] if before else 0.0
            yield from (
                (q.id, table.weight[table.row[q.id, o.id]] - old) for o in q.options if o.id != before
            )


def best_of_size(given_answers: Responses, target: str, size: int, lead_db: float) -> float | None:
    """The largest summed lead that any set of ``size`` changes wins; None when no set is enough."""
    goal = MODEL.archetype_ids.index(target)
    score = log_score(MODEL, given_answers)
    start = score[goal] - np.delete(score, goal)
    questions, moves = zip(*allowed(given_answers), strict=True)
    gain = np.array([move[goal] - np.delete(move, goal) for move in moves])
    if size == 1:
        total = gain
    else:
        one, other = np.triu_indices(len(gain), 1)
        different = np.array(questions)[one] != np.array(questions)[other]
        total = gain[one[different]] + gain[other[different]]
    enough = (start + total).min(axis=1) > lead_db + CLOSE
    return float((start + total).sum(axis=1)[enough].max()) if enough.any() else None


@given(responses(), TARGETS)
@example({}, "ml_first")
@example({"publishes": "dont_know", "idea_to_test": "never"}, "embedded")
def test_the_path_leads_to_the_target(given_answers: Responses, target: str) -> None:
    """With the changes of a path made, the target is ahead of every other archetype."""
    path = path_to(MODEL, given_answers, target)
    if path is not None:
        assert lead(after(given_answers, path), target) > 0


@FEWER
@given(responses(), TARGETS, LEADS)
def test_the_path_reaches_the_wanted_lead(given_answers: Responses, target: str, lead_db: float) -> None:
    """With the changes of a path made, the target leads by more than was asked for."""
    path = path_to(MODEL, given_answers, target, lead_db=lead_db)
    if path is not None:
        assert lead(after(given_answers, path), target) > lead_db


@FEWER
@given(responses(), TARGETS, LEADS)
def test_there_is_nothing_to_do_at_the_target(given_answers: Responses, target: str, lead_db: float) -> None:
    """The path is empty exactly when the target leads by more than was asked for already."""
    distance = lead(given_answers, target) - lead_db
    assume(abs(distance) > CLOSE)
    assert (path_to(MODEL, given_answers, target, lead_db=lead_db) == ()) == (distance > 0)


@FEWER
@given(responses(), TARGETS, LEADS)
def test_no_smaller_set_does_it(given_answers: Responses, target: str, lead_db: float) -> None:
    """No single change and no pair does what a longer path does, tried one by one."""
    path = path_to(MODEL, given_answers, target, lead_db=lead_db)
    length = len(MODEL.questions) if path is None else len(path)
    for size in range(1, min(length, 3)):
        assert best_of_size(given_answers, target, size, lead_db) is None


@FEWER
@given(responses(), TARGETS, LEADS)
def test_among_equals_the_firmest_is_taken(given_answers: Responses, target: str, lead_db: float) -> None:
    """Among equally small sets the path has the largest summed lead."""
    path = path_to(MODEL, given_answers, target, lead_db=lead_db)
    assume(path is not None and 1 <= len(path) <= 2)
    changed = assess(MODEL, after(given_answers, path or ())).log_score
    mine = sum(changed[target] - value for value in changed.values())
    best = best_of_size(given_answers, target, len(path or ()), lead_db)
    assert best is not None
    assert mine >= best - 1e-3


@given(responses(), TARGETS)
def test_a_path_changes_what_can_be_changed(given_answers: Responses, target: str) -> None:
    """A path changes each question once, from the answer given, and only what an organisation can change."""
    path = path_to(MODEL, given_answers, target) or ()
    assert len({change.question for change in path}) == len(path)
    for change in path:
        question = MODEL.question_by_id[change.question]
        assert question.changeable
        assert question.core or change.before is not None
        assert change.before == known(given_answers).get(change.question)
        assert change.after in question.option_ids[:-1]
        assert change.after != change.before


@pytest.mark.parametrize("target", MODEL.archetype_ids)
@pytest.mark.parametrize("reading", [READINGS[0], READINGS[20]])
def test_a_lead_out_of_reach_has_no_path(target: str, reading: Responses) -> None:
    """There is no path to a lead that all answers together could not give."""
    assert path_to(MODEL, reading, target, lead_db=1000.0) is None


def test_unchangeable_facts_have_no_path() -> None:
    """Where nothing can be changed, only the leader has a path, and it is empty."""
    fixed = replace(
        MODEL,
        questions=tuple(replace(q, changeable=False) if q.id != "publishes" else q for q in MODEL.questions),
    )
    leader = assess(MODEL, READINGS[0]).archetype
    found = {target: path_to(fixed, READINGS[0], target) for target in MODEL.archetype_ids}
    assert found[leader] == ()
    assert list(found.values()).count(None) == 4
