"""A recommendation in words: the strategy cards, the plan, and the team beside the skill map."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from advisor.content.locale import listed, sentences
from advisor.content.text import Text
from advisor.core.model import Basis, Model, Step
from advisor.core.skills import TeamView, team_view
from advisor.core.strategy import AxisAdvice, Recommendation


@dataclass(frozen=True, slots=True)
class Stop:
    """One position on an axis's track; hollow for now, filled for recommended."""

    label: str
    is_now: bool
    is_recommended: bool


@dataclass(frozen=True, slots=True)
class StepText:
    """One first step in words; ``when`` is "within n days", ``who_when`` joins owner and time."""

    do: str
    who: str
    when: str
    who_when: str
    needs: str
    check: str
    basis: Basis
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One axis: now → recommended → first steps, and what it rests on.

    ``reasons`` are the statements behind the recommendation; ``note`` says what a second archetype
    would be advised, when two are equally near.
    """

    axis: str
    name: str
    question: str
    stops: tuple[Stop, ...]
    now: str
    now_told: str
    recommended: str
    reasons: tuple[str, ...]
    note: str
    reached: bool
    steps: tuple[StepText, ...]
    basis: Basis
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TeamText:
    """The leader's team in words; ``missing`` pairs each role nobody holds with the duty left open."""

    view: TeamView
    covered: str
    missing: tuple[str, ...]


def cards(
    model: Model, text: Text, recommendation: Recommendation, rival: str | None = None
) -> tuple[Card, ...]:
    """The three axes; ``rival`` is the runner-up's short name where the verdict is ``between``."""
    return tuple(_card(model, text, advice, recommendation, rival) for advice in recommendation.axes)


def plan(model: Model, text: Text, recommendation: Recommendation) -> tuple[StepText, ...]:
    """All first steps, soonest first."""
    return tuple(_step(model, text, step) for step in recommendation.plan)


def team(model: Model, text: Text, heads: Mapping[str, int], archetype: str | None) -> TeamText:
    """Who is there and which responsibilities nobody holds, most needed first."""
    view = team_view(model, heads, archetype)
    return TeamText(
        view,
        listed((_heads(text, role, n) for role, n in view.heads.items() if n), text.language),
        tuple(missing_role(text, role) for role in view.missing),
    )


def missing_role(text: Text, role: str) -> str:
    """A role nobody holds, with the responsibility that is left open."""
    return text(
        "result.skills.missing_duty", role=text(f"roles.{role}.name"), duty=text(f"roles.{role}.duty")
    )


def _heads(text: Text, role: str, count: int) -> str:
    number = text("result.skills.one_head") if count == 1 else text("result.skills.heads", n=count)
    return text("result.skills.role_heads", role=text(f"roles.{role}.name"), heads=number)


def _card(
    model: Model, text: Text, advice: AxisAdvice, recommendation: Recommendation, rival: str | None
) -> Card:
    axis = next(axis for axis in model.axes if axis.id == advice.axis)
    label = {position: text(f"axes.{axis.id}.positions.{position}") for position in axis.positions}
    told = advice.now_question
    return Card(
        axis=axis.id,
        name=text(f"axes.{axis.id}.name"),
        question=text(f"axes.{axis.id}.question"),
        stops=tuple(Stop(label[p], p == advice.now, p == advice.recommended) for p in axis.positions),
        now=label[advice.now] if advice.now else text("result.strategy.now_unknown"),
        now_told=text("result.strategy.now_told", question=text(f"questions.{told}.short")) if told else "",
        recommended=label[advice.recommended] if advice.recommended else "",
        reasons=tuple(statement(model, text, fact) for fact in advice.facts),
        note=_note(text, advice, recommendation, rival, label),
        reached=advice.reached,
        steps=tuple(_step(model, text, step) for step in advice.steps),
        basis=advice.basis,
        sources=advice.sources,
    )


def _note(
    text: Text,
    advice: AxisAdvice,
    recommendation: Recommendation,
    rival: str | None,
    label: Mapping[str, str],
) -> str:
    """That the organisation has more of it already, and what a second archetype would be advised."""
    if recommendation.archetype is None:
        return ""
    name = text(f"archetypes.{recommendation.archetype}.short")
    said = [text("result.strategy.beyond", a=name)] if advice.beyond else []
    if advice.alternative is not None and rival is not None:
        agree = advice.alternative == advice.recommended
        said.append(
            text("result.strategy.agree", a=name, b=rival)
            if agree
            else text("result.strategy.differ", b=rival, position=label[advice.alternative])
        )
    return sentences(said, text.language)


def _step(model: Model, text: Text, step: Step) -> StepText:
    key, owner = f"strategy.steps.{step.id}", text(f"strategy.owners.{step.owner}")
    return StepText(
        do=text(f"{key}.do"),
        who=owner,
        when=text("result.plan.within", days=step.days),
        who_when=text("result.strategy.owner_days", owner=owner, days=step.days),
        needs=text("result.strategy.needs", needs=text(f"{key}.needs")),
        check=text("result.strategy.check", check=text(f"{key}.check")),
        basis=step.basis,
        sources=model.sources_of(step.facts),
    )


def statement(model: Model, text: Text, fact: str) -> str:
    """The sentence of a statement, whichever file of text holds it."""
    file = (
        "role_statements"
        if any(model.statements[fact].topic == role.id for role in model.roles)
        else "statements"
    )
    return text(f"{file}.{fact}")


def cited(model: Model, text: Text, facts: Iterable[str]) -> list[tuple[str, Basis, tuple[str, ...]]]:
    """Statements as (sentence, basis, ids of their sources)."""
    return [
        (statement(model, text, fact), model.statements[fact].basis, model.statements[fact].sources)
        for fact in facts
    ]
