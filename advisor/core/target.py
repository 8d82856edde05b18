"""The smallest set of answer changes that puts a chosen archetype first, found exactly."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from advisor.core.evidence import Vector, tables
from advisor.core.model import DONT_KNOW, Model
from advisor.core.sensitivity import log_score

_STRICT = 1e-3
"""Decibans by which "ahead" must exceed "level": well above the solver's tolerance of a millionth."""


@dataclass(frozen=True, slots=True)
class Change:
    """One answer of a path: what is answered now (None where open) and what would have to be true."""

    question: str
    before: str | None
    after: str


def path_to(
    model: Model, responses: Mapping[str, str], target: str, *, lead_db: float = 0.0
) -> tuple[Change, ...] | None:
    """The fewest changes after which ``target`` leads every other archetype by more than ``lead_db``.

    Among equally small sets the one with the largest summed lead is taken. Only answers that an
    organisation can change are used. Empty when the target leads already, None when nothing does it.
    Solved as a mixed-integer programme (one binary per possible answer).
    """
    from scipy.optimize import Bounds, LinearConstraint, milp  # heavy, and needed only here

    table, goal = tables(model), model.archetype_ids.index(target)
    score = log_score(model, responses)
    lead = score[goal] - np.delete(score, goal)
    changes = _possible(model, responses)
    gains = np.array([_gain(model, change, goal) for change in changes])
    questions = list(table.span)
    once = np.array([[float(change.question == question) for change in changes] for question in questions])
    tie_break = gains.sum(axis=1) / (1.0 + np.abs(gains).sum())
    solution = milp(
        1.0 - tie_break,
        integrality=np.ones(len(changes), dtype=int),
        bounds=Bounds(0, 1),
        constraints=[LinearConstraint(once, ub=1.0), LinearConstraint(gains.T, lb=lead_db + _STRICT - lead)],
    )
    if solution.x is None:
        return None
    return tuple(change for change, taken in zip(changes, solution.x, strict=True) if round(taken))


def _possible(model: Model, responses: Mapping[str, str]) -> list[Change]:
    found: list[Change] = []
    for question in model.questions:
        known = responses.get(question.id, DONT_KNOW)
        before = None if known == DONT_KNOW else known
        if question.changeable and (question.core or before is not None):
            found += [Change(question.id, before, o.id) for o in question.options if o.id != before]
    return found


def _gain(model: Model, change: Change, goal: int) -> Vector:
    """How much one change moves the target against each other archetype, in decibans."""
    table = tables(model)
    moved = table.weight[table.row[change.question, change.after]]
    if change.before is not None:
        moved = moved - table.weight[table.row[change.question, change.before]]
    gain: Vector = moved[goal] - np.delete(moved, goal)
    return gain
