"""What would change the result: another answer, another model, a further question."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from advisor.core.evidence import (
    Vector,
    add_up,
    answered_rows,
    centre,
    information,
    normalise,
    posterior,
    tables,
)
from advisor.core.model import DONT_KNOW, Model, Question


@dataclass(frozen=True, slots=True)
class Flip:
    """One different answer that would put another archetype first.

    ``before`` is None where the question is open; ``margin_db`` is the new leader's lead in decibans.
    """

    question: str
    before: str | None
    after: str
    becomes: str
    margin_db: float


@dataclass(frozen=True, slots=True)
class NextQuestion:
    """An open question and the evidence (decibans) that asking it is expected to bring."""

    question: str
    expected_db: float


def log_score(model: Model, responses: Mapping[str, str]) -> Vector:
    """Prior plus the weights of the answers, one value per archetype, in decibans."""
    table = tables(model)
    return add_up(table.prior, table.weight[answered_rows(model, responses)])


@lru_cache(maxsize=8)
def _perturbed_weights(model: Model) -> Vector:
    """Weights (draws, rows, archetypes) of models whose levels are all moved a little, seeded."""
    table, noise = tables(model), model.settings.perturbation
    step = np.log(model.settings.levels["very_typical"] / model.settings.levels["typical"])
    random = np.random.default_rng(noise.seed)
    moved = table.levels + random.normal(0.0, noise.spread * step, (noise.draws, *table.levels.shape))
    return centre(normalise(moved, table.span), table.temper)


def stability(model: Model, responses: Mapping[str, str]) -> float:
    """Share (0 to 1) of perturbed models in which the leading archetype stays first."""
    rows = answered_rows(model, responses)
    scores = tables(model).prior + _perturbed_weights(model)[:, rows, :].sum(axis=1)
    return float((scores.argmax(axis=-1) == log_score(model, responses).argmax()).mean())


def _scores_with(model: Model, responses: Mapping[str, str], question: Question) -> Vector:
    """The log-scores (options, archetypes) that each answer to one question would give.

    Added up in questionnaire order like any other, so that a tie here is a tie when it is assessed.
    """
    table = tables(model)
    score = np.tile(table.prior, (len(question.options), 1))
    for other in model.questions:
        given = responses.get(other.id, DONT_KNOW)
        if other.id == question.id:
            score = score + table.weight[table.span[question.id]]
        elif given != DONT_KNOW:
            score = score + table.weight[table.row[other.id, given]]
    return score


def _flips_of(model: Model, responses: Mapping[str, str], question: Question, leader: int) -> Iterator[Flip]:
    given = responses.get(question.id, DONT_KNOW)
    before = None if given == DONT_KNOW else given
    for option, score in zip(question.options, _scores_with(model, responses, question), strict=True):
        first, second = np.argsort(-score, kind="stable")[:2]
        if option.id != before and first != leader:
            lead = float(score[first] - score[second])
            yield Flip(question.id, before, option.id, model.archetype_ids[first], lead)


def flips(model: Model, responses: Mapping[str, str]) -> tuple[Flip, ...]:
    """Every single answer that, given instead, would put another archetype first; firmest first.

    Changes of given answers come before answers to core questions that are still open. Facts that
    the organisation cannot change are included: a wrong answer about them misleads as well.
    """
    leader = int(log_score(model, responses).argmax())
    found: list[Flip] = []
    for question in model.questions:
        if question.core or responses.get(question.id, DONT_KNOW) != DONT_KNOW:
            found += _flips_of(model, responses, question, leader)
    return tuple(sorted(found, key=lambda flip: (flip.before is None, -flip.margin_db)))


def next_questions(model: Model, responses: Mapping[str, str]) -> tuple[NextQuestion, ...]:
    """The questions not yet asked, the one with the most expected evidence first.

    "Don't know" counts as asked: whoever does not know is not asked again.
    """
    belief = posterior(log_score(model, responses))
    gains = (
        NextQuestion(question.id, information(model, question.id, belief))
        for question in model.questions
        if question.id not in responses
    )
    return tuple(sorted(gains, key=lambda gain: -gain.expected_db))
