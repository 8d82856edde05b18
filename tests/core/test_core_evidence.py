"""Laws of the evidence: likelihoods, weights, support and expected information."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.core.evidence import add_up, information, posterior, tables
from advisor.core.model import DONT_KNOW, Model
from advisor.core.sensitivity import log_score
from tests.core.drawing import LEVELS, MODEL, Responses, known, raised, responses

QUESTIONS = [question.id for question in MODEL.questions]
SCORES = st.lists(st.floats(-1e6, 1e6), min_size=5, max_size=5).map(np.array)


def likelihood(question_id: str, option_id: str, archetype: str) -> float:
    """P(option | archetype), worked out by hand from the levels."""
    ratio = MODEL.settings.levels
    question = MODEL.question_by_id[question_id]
    every = [ratio[option.levels[archetype]] for option in question.options]
    return ratio[question.option(option_id).levels[archetype]] / sum(every)


def support_by_hand(given_answers: Responses) -> dict[str, float]:
    """Prior times tempered likelihoods, divided by their sum: no logarithm, no centring."""
    product = dict(MODEL.settings.prior)
    for question, option in known(given_answers).items():
        temper = MODEL.settings.tempers[MODEL.question_by_id[question].group]
        for archetype in product:
            product[archetype] *= likelihood(question, option, archetype) ** temper
    return {archetype: value / sum(product.values()) for archetype, value in product.items()}


@pytest.mark.parametrize("question", QUESTIONS)
def test_likelihoods_sum_to_one(question: str) -> None:
    """For each archetype the likelihoods of a question's options are positive and sum to 1."""
    rows = tables(MODEL).likelihood[tables(MODEL).span[question]]
    assert (rows > 0).all()
    assert rows.sum(axis=0) == pytest.approx(np.ones(5), abs=1e-12)


def test_every_option_has_one_row() -> None:
    """Rows are numbered without gaps, one per question and option, and "don't know" has none."""
    expected = [(q.id, o.id) for q in MODEL.questions for o in q.options]
    assert list(tables(MODEL).row) == expected
    assert sorted(tables(MODEL).row.values()) == list(range(len(expected)))
    assert not any(option == DONT_KNOW for _, option in tables(MODEL).row)


def test_no_archetype_has_more_supporting_cells() -> None:
    """The mean weight over the archetypes is zero in every row, so that none gains from its cells' number."""
    assert tables(MODEL).weight.mean(axis=1) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("question", QUESTIONS)
def test_weight_is_centred_log_likelihood(question: str) -> None:
    """A weight is the tempered log-likelihood in decibans above the mean of the five."""
    temper = MODEL.settings.tempers[MODEL.question_by_id[question].group]
    for option in MODEL.question_by_id[question].options:
        logs = [10 * math.log10(likelihood(question, option.id, a)) for a in MODEL.archetype_ids]
        expected = [temper * (value - sum(logs) / 5) for value in logs]
        row = tables(MODEL).weight[tables(MODEL).row[question, option.id]]
        assert row == pytest.approx(expected, abs=1e-9)


@given(responses())
def test_support_is_bayes_by_hand(given_answers: Responses) -> None:
    """The support equals prior times tempered likelihoods, multiplied out without logarithms."""
    found = posterior(log_score(MODEL, given_answers))
    expected = support_by_hand(given_answers)
    assert found == pytest.approx([expected[a] for a in MODEL.archetype_ids], abs=1e-9)


@given(
    responses(unsure=False),
    st.sampled_from(list(tables(MODEL).row)),
    st.sampled_from(MODEL.archetype_ids),
)
def test_raising_a_level_never_lowers_support(
    given_answers: Responses, cell: tuple[str, str], archetype: str
) -> None:
    """An option made more typical of an archetype never lowers its support when that option is answered."""
    question, option = cell
    answered, place = given_answers | {question: option}, MODEL.archetype_ids.index(archetype)
    before = posterior(log_score(MODEL, answered))[place]
    after = posterior(log_score(raised(question, option, archetype), answered))[place]
    at_the_top = MODEL.question_by_id[question].option(option).levels[archetype] == LEVELS[0]
    assert after == before if at_the_top else after >= before
    if not at_the_top and before < 0.999:
        assert after > before


def test_an_uninformative_answer_adds_nothing() -> None:
    """In a question whose options are equally typical of all five archetypes, an answer weighs nothing."""
    question = MODEL.questions[0]
    flat = tuple(replace(o, levels=dict.fromkeys(MODEL.archetype_ids, "possible")) for o in question.options)
    model: Model = replace(MODEL, questions=(replace(question, options=flat), *MODEL.questions[1:]))
    answered = {question.id: question.options[0].id}
    assert log_score(model, answered) == pytest.approx(log_score(model, {}), abs=1e-12)
    assert information(model, question.id, np.full(5, 0.2)) == pytest.approx(0, abs=1e-12)


@given(SCORES)
def test_posterior_of_any_scores(scores: np.ndarray) -> None:
    """Whatever the scores, support lies in 0 to 1, sums to 1 and ranks as the scores do."""
    support = posterior(scores)
    assert support.sum() == pytest.approx(1, abs=1e-12)
    assert ((support >= 0) & (support <= 1)).all()
    assert (np.diff(support[np.argsort(scores)]) >= 0).all()


@given(SCORES, st.floats(-1e3, 1e3))
def test_posterior_knows_differences_only(scores: np.ndarray, shift: float) -> None:
    """The same amount added to every score changes no support."""
    assert posterior(scores + shift) == pytest.approx(posterior(scores), abs=1e-9)


def test_ten_decibans_are_ten_times_the_support() -> None:
    """A lead of 10 dB is a factor of ten in support, one of 3 dB a factor of about two."""
    support = posterior(np.array([10.0, 0.0, 3.0]))
    assert support[0] / support[1] == pytest.approx(10)
    assert support[2] / support[1] == pytest.approx(1.995, abs=1e-3)


def test_sums_run_from_left_to_right() -> None:
    """Weights are added one after the other, so that the last digit can be followed by hand."""
    weights = np.array([[1e16], [1.0], [-1e16], [1.0]])
    assert add_up(np.zeros(1), weights)[0] == ((0.0 + 1e16 + 1.0) - 1e16) + 1.0


@given(SCORES.map(lambda scores: posterior(scores / 1e4)), st.sampled_from(QUESTIONS))
def test_information_is_expected_learning(belief: np.ndarray, question: str) -> None:
    """What a question is expected to bring is the mean divergence of the beliefs after its answers."""
    rows = tables(MODEL).likelihood[tables(MODEL).span[question]]
    expected = 0.0
    for row in rows:
        chance = float((belief * row).sum())
        after = belief * row / chance
        logs = np.log10(after, where=after > 0, out=np.zeros(5)) - np.log10(
            belief, where=belief > 0, out=np.zeros(5)
        )
        expected += chance * float((after * logs).sum()) * 10
    temper = MODEL.settings.tempers[MODEL.question_by_id[question].group]
    assert information(MODEL, question, belief) == pytest.approx(temper * expected, abs=1e-9)


@pytest.mark.parametrize("question", QUESTIONS)
def test_nothing_is_learnt_when_all_is_known(question: str) -> None:
    """A question brings nothing when one archetype is certain, and never less than nothing."""
    for archetype in range(5):
        assert information(MODEL, question, np.eye(5)[archetype]) == pytest.approx(0, abs=1e-12)
    assert information(MODEL, question, np.full(5, 0.2)) >= 0
