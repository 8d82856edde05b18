"""Laws of the sensitivity: flips are true and complete, stability is a steady share, questions are ranked."""

import pytest
from hypothesis import assume, example, given

from advisor import assess
from advisor.core import sensitivity
from advisor.core.model import DONT_KNOW
from advisor.core.sensitivity import log_score, stability
from tests.core.drawing import MODEL, READINGS, Responses, known, perturbed, responses

NOTHING = 1e-9
"""Decibans below which a lead may be a rounding of the last digit."""


def leader(given_answers: Responses) -> tuple[str, float]:
    """The leading archetype, the first of the source's order where several are level, and its lead."""
    score = log_score(MODEL, given_answers).tolist()
    first = max(range(len(score)), key=score.__getitem__)
    return MODEL.archetype_ids[first], score[first] - max(score[:first] + score[first + 1 :])


def single_changes(given_answers: Responses) -> dict[tuple[str, str], tuple[str, float]]:
    """Every other answer to an answered question, every answer to an open core question: who leads then."""
    answered = known(given_answers)
    return {
        (q.id, o.id): leader(given_answers | {q.id: o.id})
        for q in MODEL.questions
        for o in q.options
        if (q.core or q.id in answered) and answered.get(q.id) != o.id
    }


@given(responses())
def test_flips_are_true_and_complete(given_answers: Responses) -> None:
    """Each flip, given as the answer, leads where it says; no other single answer changes the leader."""
    found = assess(MODEL, given_answers)
    told = {(flip.question, flip.after): flip for flip in found.flips}
    assert leader(given_answers) == (found.archetype, found.margin_db)
    for change, (archetype, margin) in single_changes(given_answers).items():
        flip = told.pop(change, None)
        if margin < NOTHING:
            continue
        assert (archetype != found.archetype) == (flip is not None)
        if flip is not None:
            assert flip.becomes == archetype
            assert flip.margin_db == pytest.approx(margin, abs=NOTHING)
            assert flip.before == known(given_answers).get(flip.question)
    assert not told


@pytest.mark.parametrize(
    "given_answers",
    [
        {"sponsor": "team"},
        {"switched_off": "nothing", "idea_to_test": "longer"},
        {"reach": "staff", "sponsor": "team"},
    ],
)
def test_flips_are_true_at_a_tie(given_answers: Responses) -> None:
    """Where two archetypes end level, a flip says what assessing that answer says."""
    found = assess(MODEL, given_answers)
    told = {(flip.question, flip.after): flip.becomes for flip in found.flips}
    true = {
        change: archetype
        for change, (archetype, _) in single_changes(given_answers).items()
        if archetype != found.archetype
    }
    assert told == true


@given(responses())
def test_flips_are_ordered(given_answers: Responses) -> None:
    """Changes of given answers come before open questions, the firmest of either first."""
    told = assess(MODEL, given_answers).flips
    order = [(flip.before is None, -flip.margin_db) for flip in told]
    assert order == sorted(order)
    assert len({(flip.question, flip.after) for flip in told}) == len(told)


@given(responses())
def test_stability_is_a_share_of_the_draws(given_answers: Responses) -> None:
    """Stability is a whole number of the varied models, divided by their number."""
    share, draws = stability(MODEL, given_answers), MODEL.settings.perturbation.draws
    assert 0 <= share <= 1
    assert share * draws == pytest.approx(round(share * draws), abs=1e-6)


def test_stability_is_deterministic() -> None:
    """Drawing the varied models once more gives the same stability for every organisation."""
    before = [stability(MODEL, reading) for reading in READINGS]
    sensitivity._perturbed_weights.cache_clear()
    assert [stability(MODEL, reading) for reading in READINGS] == before
    assert len(set(before)) > 5


@given(responses())
@example({})
def test_an_unvaried_model_is_stable(given_answers: Responses) -> None:
    """With a spread of nought the leader stays first in every varied model."""
    assume(not given_answers or assess(MODEL, given_answers).margin_db > NOTHING)
    assert stability(perturbed(0.0), given_answers) == 1


@given(responses())
def test_a_small_spread_keeps_a_real_lead(given_answers: Responses) -> None:
    """A thousandth of a step cannot turn a lead of more than one deciban."""
    assume(assess(MODEL, given_answers).margin_db > 1)
    assert stability(perturbed(0.001), given_answers) == 1


def test_a_wide_spread_unsettles_every_lead() -> None:
    """With levels moved by fifty steps no real organisation keeps its leader in nearly every model."""
    assert max(stability(perturbed(50.0), reading) for reading in READINGS) < 0.9


@given(responses())
def test_next_questions_are_open_and_ranked(given_answers: Responses) -> None:
    """What is asked next is every question not yet asked, the one with most expected evidence first."""
    following = assess(MODEL, given_answers).next_questions
    assert {n.question for n in following} == set(MODEL.question_by_id) - set(given_answers)
    assert len(following) == len(MODEL.questions) - len(given_answers)
    expected = [n.expected_db for n in following]
    assert expected == sorted(expected, reverse=True)
    assert all(value >= -NOTHING for value in expected)


def test_whoever_does_not_know_is_not_asked_again() -> None:
    """ "Don't know" counts as asked."""
    everything = dict.fromkeys(MODEL.question_by_id, DONT_KNOW)
    assert assess(MODEL, everything).next_questions == ()
