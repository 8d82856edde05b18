"""The three ownership cards, and the plan for the next 90 days."""

from collections.abc import Sequence

from advisor.charts.markup import Markup, el
from advisor.content.advising import Card, StepText, Stop
from advisor.content.text import Text
from advisor.ui.blocks.marks import basis_mark


def strategy_cards(cards: Sequence[Card], text: Text) -> Markup:
    """One card per axis, their rows aligned: where you are, what is recommended, first steps, basis."""
    return el("div", *(_card(card, text) for card in cards), class_="b cards")


def _card(card: Card, text: Text) -> Markup:
    title = f"axis-{card.axis}"
    return el(
        "article",
        el("div", el("h3", card.name, id=title), el("p", card.question, class_="note"), class_="top"),
        el("div", _track(card, text), _now(card, text)),
        el("div", *_why(card, text)),
        el("div", *_steps(card, text), class_="first"),
        el("div", basis_mark(text, card.basis, card.sources), class_="foot") if card.recommended else None,
        class_="card",
        aria_labelledby=title,
    )


def _track(card: Card, text: Text) -> Markup:
    """The positions one below the other: the names are too long to stand side by side."""
    found = [i for i, stop in enumerate(card.stops) if stop.is_now or stop.is_recommended]
    span = range(min(found), max(found)) if found else range(0)
    items = [_stop(stop, text, joined=i in span) for i, stop in enumerate(card.stops)]
    return el("ol", *items, class_="stops", role="list")


def _stop(stop: Stop, text: Text, *, joined: bool) -> Markup:
    said = [text("result.strategy.now")] if stop.is_now else []
    said += [text("result.strategy.recommended")] if stop.is_recommended else []
    states = {"now": stop.is_now, "advised": stop.is_recommended, "joined": joined}
    return el(
        "li",
        el("span", stop.label),
        el("span", " · ".join(said), class_="said") if said else None,
        class_=" ".join(name for name, on in states.items() if on) or None,
    )


def _now(card: Card, text: Text) -> Markup:
    if any(stop.is_now for stop in card.stops):
        return el("p", card.now_told, class_="told") if card.now_told else Markup("")
    return _stand("now", text("result.strategy.now"), card.now)


def _why(card: Card, text: Text) -> list[Markup]:
    if not card.recommended:
        return [el("p", text("result.strategy.none"))]
    head = _stand("advised", text("result.strategy.recommended"), el("strong", card.recommended))
    reasons = el("ul", *(el("li", reason) for reason in card.reasons), class_="reasons", role="list")
    return [head, reasons, *([el("p", card.note, class_="other")] if card.note else [])]


def _stand(state: str, label: str, said: str) -> Markup:
    dot = el("span", class_="dot", aria_hidden="true")
    return el("p", dot, el("span", label, class_="label"), " ", said, class_=f"standing {state}")


def _steps(card: Card, text: Text) -> list[Markup]:
    if not card.steps:
        return []
    label = text("result.strategy.keep") if card.reached else text("result.strategy.steps")
    return [el("p", label, class_="label"), el("ol", *(_step(s, text) for s in card.steps), class_="steps")]


def _step(step: StepText, text: Text) -> Markup:
    return el(
        "li",
        el("p", step.do, class_="do"),
        el("p", step.who_when, class_="who"),
        el("p", step.needs),
        el("p", step.check),
        el("p", basis_mark(text, step.basis, badge=True)),
    )


def plan(steps: Sequence[StepText], text: Text) -> Markup:
    """The first steps in order of time: when, what, who; at the end, answering again."""
    rows = [_plan_row(step.when, step.do, step.who) for step in steps]
    rows.append(_plan_row(text("result.plan.after"), text("result.plan.again"), text("result.plan.you")))
    return el("ol", *rows, class_="b plan", role="list")


def _plan_row(when: str, what: str, who: str) -> Markup:
    return el(
        "li",
        el("strong", when, class_="when"),
        el("span", what),
        el("span", who, class_="who"),
    )
