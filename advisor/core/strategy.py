"""``recommend``: where the organisation stands on the three axes, what is advised, and the first steps."""

from collections.abc import Mapping
from dataclasses import dataclass

from advisor.core.assessment import Assessment
from advisor.core.model import DONT_KNOW, Axis, AxisId, Basis, Model, Step
from advisor.errors import InputError


@dataclass(frozen=True, slots=True)
class AxisAdvice:
    """One axis: ``now`` from the answers (None where they do not tell), ``recommended`` from the archetype.

    ``alternative`` is the runner-up's position when the verdict is ``between``; equal positions mean
    that the two strategies agree here. ``recommended`` is None when nothing can be advised yet. ``beyond``
    says that the organisation has more of it already; then there is no step to take.
    """

    axis: AxisId
    now: str | None
    now_question: str | None
    recommended: str | None
    alternative: str | None
    steps: tuple[Step, ...]
    basis: Basis
    facts: tuple[str, ...]
    sources: tuple[str, ...]
    beyond: bool = False

    @property
    def reached(self) -> bool:
        """Whether the organisation already stands where it is advised to."""
        return self.now is not None and self.now == self.recommended


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What is advised: the archetype it follows (None: too little known) and one advice per axis."""

    archetype: str | None
    axes: tuple[AxisAdvice, ...]

    @property
    def plan(self) -> tuple[Step, ...]:
        """All first steps, soonest first."""
        return tuple(sorted((s for advice in self.axes for s in advice.steps), key=lambda step: step.days))


def recommend(model: Model, assessment: Assessment, *, target: str | None = None) -> Recommendation:
    """The ownership strategy that follows from the assessed archetype, or from a chosen ``target``.

    With verdict ``insufficient`` and no target nothing is advised; ``now`` is shown all the same.
    Raises InputError when the target is no archetype.
    """
    if target is not None and target not in model.archetype_ids:
        raise InputError("recommend", "target", f"one of {', '.join(model.archetype_ids)}", target)
    known = assessment.archetype if assessment.verdict != "insufficient" else None
    archetype = target or known
    rival = assessment.runner_up if assessment.verdict == "between" and target is None else None
    axes = tuple(_advice(model, axis, assessment.responses, archetype, rival) for axis in model.axes)
    return Recommendation(archetype, axes)


def now(axis: Axis, responses: Mapping[str, str]) -> tuple[str | None, str | None]:
    """The position that the answers tell, and the question that told it; (None, None) if none did."""
    for indicator in axis.indicator:
        position = indicator.positions.get(responses.get(indicator.question, DONT_KNOW))
        if position is not None:
            return position, indicator.question
    return None, None


def _advice(
    model: Model, axis: Axis, responses: Mapping[str, str], archetype: str | None, rival: str | None
) -> AxisAdvice:
    position, told_by = now(axis, responses)
    if archetype is None:
        return AxisAdvice(axis.id, position, told_by, None, None, (), "inferred", (), ())
    advised = axis.cell_of(archetype).advised
    beyond = axis.is_beyond(position, advised.position)
    kind = "keep" if position == advised.position else "step"
    steps = (s for s in model.steps if (s.archetype, s.axis, s.kind) == (archetype, axis.id, kind))
    return AxisAdvice(
        axis=axis.id,
        now=position,
        now_question=told_by,
        recommended=advised.position,
        alternative=axis.cell_of(rival).advised.position if rival else None,
        steps=() if beyond else tuple(sorted(steps, key=lambda step: step.days)),
        basis=advised.basis,
        facts=advised.facts,
        sources=model.sources_of(advised.facts),
        beyond=beyond,
    )
