"""What the kit tells of the interview: what each round confirms, and what no round does."""

from collections.abc import Iterator

from advisor.content.practice.hiring import handbook
from advisor.core.practice.hiring import Hiring, Kit, Round
from advisor.core.practice.hiring_rules import (
    Asked,
    aim,
    asked,
    bars_set,
    checked_by,
    forms_for,
    idle,
    open_bars,
    unchecked,
)
from advisor.practice.hiring_words import (
    area_names,
    demand_name,
    demand_names,
    form_name,
    form_names,
    said,
)
from advisor.practice.situation import Situation
from advisor.practice.told import BAD, OPEN, Block, Line, Note, Points, Table


def blocks(situation: Situation, role: str) -> tuple[Block, ...]:
    """The plan and what it leaves open, or the forms to choose from; then how to interview."""
    kit = situation.sheet(Hiring).kit(role)
    plan = _plan(situation, role, kit) if kit.rounds else (_forms(situation),)
    return (*plan, bars(situation, role), _rules(situation))


def _plan(situation: Situation, role: str, kit: Kit) -> tuple[Block, ...]:
    text = situation.text
    head = tuple(text(f"hiring.plan.{key}") for key in ("round", "strengths", "minimum", "bar"))
    rows = tuple(_row(situation, role, one) for one in kit.rounds)
    table = Table(head, rows, text("hiring.plan.title"), widths=(2, 3, 3, 2))
    flags = tuple(_flags(situation, role, kit))
    open_ends = (Points(flags, text("hiring.plan.flags")),) if flags else ()
    forms = [handbook().form_of(one.form) for one in kit.rounds]
    named = Note(said(situation, text("hiring.plan.named"), *forms))
    return (table, *open_ends, Note(Line(text("hiring.plan.reading"), "inferred")), named)


def _row(situation: Situation, role: str, one: Round) -> tuple[Line, ...]:
    text = situation.text
    strengths, floor = aims(situation, role, one)
    name, enough = form_name(situation, one.form), Line(one.bar)
    areas = bars_set(handbook(), one, role)
    if not strengths and not floor and not areas:
        return Line(name), Line(text("hiring.plan.none"), state=BAD), Line(""), enough
    general = text("hiring.plan.by_role", areas=area_names(situation, areas)) if areas else ""
    confirmed = demand_names(situation, strengths)
    return Line(name), Line(confirmed), Line(demand_names(situation, floor) or general), enough


def aims(situation: Situation, role: str, one: Round) -> tuple[tuple[Asked, ...], tuple[Asked, ...]]:
    """What a round confirms as strengths, and of what it asks a minimum."""
    book = handbook()
    checks = checked_by(book, one, asked(book, situation.sheet(Hiring).kit(role)))
    strengths = tuple(demand for demand in checks if aim(book, role, demand) == "strength")
    return strengths, tuple(demand for demand in checks if demand not in strengths)


def _flags(situation: Situation, role: str, kit: Kit) -> Iterator[Line]:
    """Demands that nobody checks, rounds without a purpose, and bars that no round sets."""
    text, book = situation.text, handbook()
    for demand in unchecked(book, kit):
        forms = form_names(situation, [form.id for form in forms_for(book, demand)])
        name = demand_name(situation, demand)
        if forms:
            yield Line(text("hiring.plan.nobody_checks", demand=name, forms=forms), state=OPEN)
        else:
            yield Line(text("hiring.plan.nobody_checks_own", demand=name), state=OPEN)
    for one in idle(book, kit, role):
        yield Line(text("hiring.plan.idle", form=form_name(situation, one.form)), state=BAD)
    bar = book.bar_of(role)
    for area in open_bars(book, kit, role):
        forms = form_names(situation, [form.id for form in book.form if area in form.shows])
        words = text("hiring.plan.open_bar", area=area_names(situation, [area]), forms=forms)
        yield said(situation, words, *([bar] if bar else []))


def _forms(situation: Situation) -> Points:
    text, book = situation.text, handbook()
    items = []
    for form in sorted(book.form, key=lambda form: not form.useful):
        name = form_name(situation, form.id)
        words = text("hiring.plan.useful", form=name) if form.useful else name
        items.append(said(situation, words, form))
    return Points(tuple(items), text("hiring.plan.forms"))


def bars(situation: Situation, role: str) -> Points:
    """What to confirm in this role, and of what a minimum is enough."""
    text, bar = situation.text, handbook().bar_of(role)
    title = text("hiring.plan.bars", role=situation.role(role))
    if bar is None:
        return Points((Line(text("hiring.plan.no_bars")),), title)
    words = text.under("hiring.bars")
    lines = (
        text("hiring.plan.strength_line", areas=words[f"{role}_strength"]),
        text("hiring.plan.minimum_line", areas=words[f"{role}_minimum"]),
    )
    return Points(tuple(said(situation, line, bar) for line in lines), title)


def _rules(situation: Situation) -> Points:
    text = situation.text
    words = text.under("hiring.rules")
    items = tuple(said(situation, words[rule.id], rule) for rule in handbook().rule)
    return Points(items, text("hiring.rules.title"))
