"""The parts of the document about the ownership strategy: in short for page one, then in full."""

from advisor.content import advising
from advisor.content.advising import Card, StepText
from advisor.core.strategy import AxisAdvice
from advisor.report.story import Part, Story

FIRST_STEPS = 3
"""Steps of the plan on the first page."""


def summary(story: Story) -> Part | None:
    """Now and recommended on each axis and the soonest steps; None when nothing can be advised."""
    archetype = story.recommendation.archetype
    if archetype is None:
        return None
    plan = advising.plan(story.model, story.text, story.recommendation)
    return {
        "title": story.own("summary.title"),
        "sentence": story.own("strategy.for", a=story.telling.name(archetype)),
        "note": target_note(story),
        "rows": [
            {"name": card.name, "now": card.now, "recommended": card.recommended, "note": card.note}
            for card in _cards(story)
        ],
        "steps": [{"do": step.do, "who": step.who, "when": step.when} for step in plan[:FIRST_STEPS]],
    }


def known(story: Story) -> Part | None:
    """Where the organisation stands, as far as the answers tell; None once there is a verdict."""
    if story.decided:
        return None
    return {
        "title": story.own("open.known"),
        "lede": story.own("open.known_lede"),
        "rows": [{"name": card.name, "now": card.now, "told": card.now_told} for card in _cards(story)],
        "none": story.label("strategy.none") if story.recommendation.archetype is None else "",
    }


def strategy(story: Story) -> Part | None:
    """The three axes in full; None when nothing can be advised."""
    archetype = story.recommendation.archetype
    if archetype is None:
        return None
    return {
        "title": story.label("strategy.title"),
        "sentence": story.joined(
            story.own("strategy.for", a=story.telling.name(archetype)), story.label("strategy.lede")
        ),
        "note": target_note(story),
        "derived": story.joined(
            story.label("strategy.ad_hoc") if archetype == "ad_hoc" else "", story.label("strategy.planning")
        ),
        "cards": [
            _card(story, card, advice)
            for card, advice in zip(_cards(story), story.recommendation.axes, strict=True)
        ],
    }


def target_note(story: Story) -> str:
    """That the strategy is shown for a chosen target; empty when it follows the result."""
    target, found = story.saved.target, story.assessment
    if target is None or (story.decided and target == found.archetype):
        return ""
    own = story.telling.name(found.archetype) if story.decided else story.telling.verdict()
    return story.label("strategy.target_note", a=story.telling.name(target), own=own)


def _cards(story: Story) -> tuple[Card, ...]:
    return advising.cards(story.model, story.text, story.recommendation, story.rival)


def _card(story: Story, card: Card, advice: AxisAdvice) -> Part:
    return {
        "name": card.name,
        "question": card.question,
        "stops": [{"label": s.label, "now": s.is_now, "recommended": s.is_recommended} for s in card.stops],
        "now": card.now,
        "told": card.now_told,
        "recommended": card.recommended,
        "reasons": [story.statement(fact) for fact in advice.facts],
        "note": card.note,
        "keep": story.label("strategy.keep") if card.reached else "",
        "steps": [_step(story, step) for step in card.steps],
        "basis": card.basis,
        "refs": story.refs(card.sources),
    }


def _step(story: Story, step: StepText) -> Part:
    return {
        "do": step.do,
        "who": step.who,
        "when": step.when,
        "needs": step.needs,
        "check": step.check,
        "basis": step.basis,
        "refs": story.refs(step.sources),
    }
