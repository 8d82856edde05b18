"""``assess``: responses in, a finding out that carries its own explanation."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from advisor.core.evidence import Vector, information, posterior, tables
from advisor.core.model import DONT_KNOW, Basis, Model, Tension, Verdict
from advisor.core.sensitivity import Flip, NextQuestion, flips, log_score, next_questions, stability
from advisor.errors import InputError


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one answer added: decibans per archetype (they sum to zero), and what that rests on."""

    question: str
    option: str
    decibans: Mapping[str, float]
    basis: Basis
    facts: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """What was found, with the record of the computation: page, PDF and CLI read it, none recomputes it.

    ``log_prior`` plus the contributions, added in the order given, is ``log_score`` to the last digit
    (all in decibans).
    ``posterior`` sums to 1 and is read as relative support. ``margin_db`` is first minus second.
    ``coverage`` and ``stability`` are shares from 0 to 1. ``flips`` and ``next_questions`` are ordered.
    """

    model_version: str
    model_hash: str
    responses: Mapping[str, str]
    verdict: Verdict
    archetype: str
    runner_up: str
    posterior: Mapping[str, float]
    margin_db: float
    coverage: float
    stability: float
    log_prior: Mapping[str, float]
    log_score: Mapping[str, float]
    contributions: tuple[Contribution, ...]
    tensions: tuple[Tension, ...]
    flips: tuple[Flip, ...]
    next_questions: tuple[NextQuestion, ...]

    @property
    def ranking(self) -> tuple[str, ...]:
        """The archetypes, best supported first; equal support keeps the source's order."""
        return tuple(sorted(self.posterior, key=lambda a: -self.log_score[a]))


def check(model: Model, responses: Mapping[str, str | None], where: str = "responses") -> dict[str, str]:
    """The responses in questionnaire order without the unanswered ones (None).

    Raises InputError for a question or option that this model does not have.
    """
    for question_id, option_id in responses.items():
        question = model.question_by_id.get(question_id)
        if question is None:
            raise InputError(
                where, question_id, f"a question id ({', '.join(model.question_by_id)})", question_id
            )
        if option_id is not None and option_id not in question.option_ids:
            raise InputError(
                where, question_id, f"one of {', '.join(question.option_ids)}, or null", option_id
            )
    return {q.id: given for q in model.questions if (given := responses.get(q.id)) is not None}


def assess(model: Model, responses: Mapping[str, str | None]) -> Assessment:
    """Which archetype the organisation resembles, how firmly, why, and what would change it.

    ``responses`` maps question ids to option ids; an absent key or None is unanswered, and
    "dont_know" is recorded without being evidence. The same responses and model give the same result
    whatever their order. Raises InputError for unknown ids.
    """
    known = check(model, responses)
    score = log_score(model, known)
    support = posterior(score)
    first, second = (int(i) for i in np.argsort(-score, kind="stable")[:2])
    margin = float(score[first] - score[second])
    covered, stable = coverage(model, known), stability(model, known)
    tensions = tensions_in(model, known)
    return Assessment(
        model_version=model.settings.version,
        model_hash=model.content_hash,
        responses=known,
        verdict=_verdict(model, margin, covered, stable, len(tensions)),
        archetype=model.archetype_ids[first],
        runner_up=model.archetype_ids[second],
        posterior=_by_archetype(model, support),
        margin_db=margin,
        coverage=covered,
        stability=stable,
        log_prior=_by_archetype(model, tables(model).prior),
        log_score=_by_archetype(model, score),
        contributions=tuple(_contribution(model, q, o) for q, o in known.items() if o != DONT_KNOW),
        tensions=tensions,
        flips=flips(model, known),
        next_questions=next_questions(model, known),
    )


def coverage(model: Model, responses: Mapping[str, str]) -> float:
    """Share of the expected evidence of all that is to be answered that was: the core, and what else was."""
    prior = posterior(tables(model).prior)
    answered = {q for q, option in responses.items() if option != DONT_KNOW}
    asked = answered | {question.id for question in model.core_questions}
    # In the model's own order, so that no set's order moves a last digit.
    worth = {q: information(model, q, prior) for q in model.question_by_id if q in asked}
    return sum(worth[q] for q in worth if q in answered) / sum(worth.values())


def tensions_in(model: Model, responses: Mapping[str, str]) -> tuple[Tension, ...]:
    """The pairs of given answers that do not fit together."""
    return tuple(
        tension
        for tension in model.tensions
        if all(responses.get(side.question) in side.options for side in tension.sides)
    )


def _verdict(model: Model, margin: float, covered: float, stable: float, tensions: int) -> Verdict:
    limit = model.settings.thresholds
    if covered < limit.min_coverage:
        return "insufficient"
    steps = 0
    if margin >= limit.leaning_margin_db and stable >= limit.leaning_stability:
        steps = 1
        if margin >= limit.clear_margin_db and stable >= limit.clear_stability:
            steps += covered >= limit.clear_coverage
    verdicts: tuple[Verdict, ...] = ("between", "leaning", "clear")
    return verdicts[max(0, steps - tensions)]


def _contribution(model: Model, question_id: str, option_id: str) -> Contribution:
    table, option = tables(model), model.question_by_id[question_id].option(option_id)
    decibans = _by_archetype(model, table.weight[table.row[question_id, option_id]])
    return Contribution(
        question_id, option_id, decibans, option.basis, option.facts, model.sources_of(option.facts)
    )


def _by_archetype(model: Model, values: Vector) -> dict[str, float]:
    return dict(zip(model.archetype_ids, values.tolist(), strict=True))
