"""Naive Bayes with elicited likelihoods, told as weight of evidence.

For each question the verbal levels, mapped to ratios and normalised over its options, are
P(option | archetype). The weight of an option is its log-likelihood centred over the archetypes, so
that a row of weights sums to zero and no archetype gains from having more supporting cells. Weights
and log-scores are decibans (10 · log10; 10 dB is a factor of ten), the unit in which people read them,
so that nothing is converted on the way to a page.

Method: I. J. Good, weight of evidence; additive presentation after splink's match weights.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from advisor.core.model import DONT_KNOW, Model, Question

Vector = NDArray[np.float64]

DECIBANS_PER_NAT = float(10 / np.log(10))
"""One nat of log-odds in decibans."""


@dataclass(frozen=True, eq=False)
class Tables:
    """The model's numbers as arrays; one row per (question, option), one column per archetype.

    ``row`` finds a row, ``span`` the rows of a question. ``levels`` are the raw log-ratios,
    ``likelihood`` sums to 1 over each span; ``weight`` (decibans) is centred over each row and
    tempered; ``prior`` (decibans) has one value per archetype.
    """

    row: Mapping[tuple[str, str], int]
    span: Mapping[str, slice]
    temper: Vector
    levels: Vector
    likelihood: Vector
    weight: Vector
    prior: Vector


def normalise(levels: Vector, spans: Mapping[str, slice]) -> Vector:
    """Log-ratios (…, rows, archetypes) → likelihoods that sum to 1 over each question's rows."""
    ratios = np.exp(levels)
    for span in spans.values():
        ratios[..., span, :] /= ratios[..., span, :].sum(axis=-2, keepdims=True)
    return ratios


def centre(likelihood: Vector, temper: Vector) -> Vector:
    """Likelihoods (…, rows, archetypes) → tempered weights in decibans whose rows sum to zero."""
    logs = DECIBANS_PER_NAT * np.log(likelihood)
    weight: Vector = temper[:, None] * (logs - logs.mean(axis=-1, keepdims=True))
    return weight


def _row_levels(model: Model, question: Question) -> list[list[float]]:
    return [
        [float(np.log(model.settings.levels[option.levels[a]])) for a in model.archetype_ids]
        for option in question.options
    ]


@lru_cache(maxsize=8)
def tables(model: Model) -> Tables:
    """The arrays of this model, computed once per loaded model."""
    row: dict[tuple[str, str], int] = {}
    span: dict[str, slice] = {}
    levels: list[list[float]] = []
    temper: list[float] = []
    for question in model.questions:
        start = len(levels)
        row |= {(question.id, option.id): start + i for i, option in enumerate(question.options)}
        levels += _row_levels(model, question)
        temper += [model.settings.tempers[question.group]] * len(question.options)
        span[question.id] = slice(start, len(levels))
    matrix, tempers = np.array(levels), np.array(temper)
    likelihood = normalise(matrix, span)
    prior = DECIBANS_PER_NAT * np.log(np.array([model.settings.prior[a] for a in model.archetype_ids]))
    return Tables(row, span, tempers, matrix, likelihood, centre(likelihood, tempers), prior)


def answered_rows(model: Model, responses: Mapping[str, str]) -> list[int]:
    """Rows of the answers that are evidence, in questionnaire order; "don't know" is none."""
    row = tables(model).row
    return [
        row[question.id, responses[question.id]]
        for question in model.questions
        if responses.get(question.id, DONT_KNOW) != DONT_KNOW
    ]


def add_up(prior: Vector, weights: Vector) -> Vector:
    """Prior plus each row of weights, added one after the other in the order given.

    Plain left-to-right addition, so that whoever adds the explained rows gets the same last digit.
    """
    score = prior.copy()
    for weight in weights:
        score = score + weight
    return score


def posterior(log_score: Vector) -> Vector:
    """Log-scores (…, archetypes) in decibans → relative support that sums to 1, without overflow."""
    shifted = np.exp((log_score - log_score.max(axis=-1, keepdims=True)) / DECIBANS_PER_NAT)
    support: Vector = shifted / shifted.sum(axis=-1, keepdims=True)
    return support


def information(model: Model, question_id: str, belief: Vector) -> float:
    """Expected evidence of a question under ``belief`` (sums to 1), in decibans, tempered.

    It is the mutual information of answer and archetype: zero when no answer could move the belief.
    """
    table = tables(model)
    span = table.span[question_id]
    likelihood = table.likelihood[span]
    marginal = likelihood @ belief
    gain = (likelihood * belief * np.log(likelihood / marginal[:, None])).sum()
    return float(table.temper[span][0] * gain) * DECIBANS_PER_NAT
