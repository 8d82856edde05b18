"""The hiring kit as a file: a draft of the advertisement, the interview plan, and a card for each round."""

from collections.abc import Iterator

from advisor.content.practice.hiring import handbook
from advisor.core.practice.hiring import Hiring, Round
from advisor.core.practice.hiring_rules import Asked, asked, spread
from advisor.practice.hiring_interview import aims, bars
from advisor.practice.hiring_people import look_for
from advisor.practice.hiring_words import area_names, demand_name, form_name
from advisor.practice.markdown import bullets, heading, marked, marks, plain, sources, table
from advisor.practice.situation import Situation


def kit_markdown(situation: Situation, role: str, sentence: str) -> str:
    """The kit for one role; ``sentence`` is what the check of the advertisement came to."""
    text = situation.text
    lines = [
        *heading(1, text("hiring.kit.title", role=situation.role(role))),
        *_advert(situation, role, sentence),
        *heading(2, text("hiring.kit.look")),
        *_look(situation, role),
        *_plan(situation, role),
        *_cards(situation, role),
    ]
    lines += _sources(situation, lines)
    return "\n".join(lines).rstrip() + "\n"


def _advert(situation: Situation, role: str, sentence: str) -> Iterator[str]:
    text = situation.text
    demands = asked(handbook(), situation.sheet(Hiring).kit(role))
    yield from heading(2, text("hiring.kit.advert"))
    roles = spread(demands, role, [known.id for known in situation.model.roles])
    if roles != (role,):
        yield from [f"> {text('hiring.kit.warning', sentence=plain(sentence))}", ""]
    named = plain(situation.organisation)
    head = "hiring.kit.head" if named else "hiring.kit.head_unnamed"
    yield from heading(3, text(head, role=situation.role(role), organisation=named))
    duties = [one for one in demands if one.must and _is_duty(one)]
    needed = [one for one in demands if one.must and not _is_duty(one)]
    wished = [one for one in demands if not one.must]
    for key, some in (("do", duties), ("bring", needed), ("nice", wished)):
        yield from _part(situation, key, [plain(demand_name(situation, one)) for one in some])
    offers, words = situation.sheet(Hiring).offers, text.under("hiring.offers")
    have = [words[offer] for offer in handbook().offers if offers.get(offer) == "have"]
    yield from _part(situation, "offer", have)


def _part(situation: Situation, key: str, items: list[str]) -> list[str]:
    text = situation.text
    parts = text.under("hiring.kit")
    return [*heading(4, parts[key]), *bullets(items or [text("hiring.kit.empty")])]


def _is_duty(one: Asked) -> bool:
    return one.kind == "duty"


def _look(situation: Situation, role: str) -> Iterator[str]:
    for points in look_for(situation, role):
        yield from heading(3, points.title)
        yield from bullets(marked(situation, item) for item in points.items)


def _plan(situation: Situation, role: str) -> Iterator[str]:
    text, rounds = situation.text, situation.sheet(Hiring).kit(role).rounds
    yield from heading(2, text("hiring.kit.plan"))
    head = [text(f"hiring.plan.{key}") for key in ("round", "strengths", "minimum", "bar")]
    if rounds:
        yield from table(head, [_planned(situation, role, one) for one in rounds])
    else:
        yield from bullets([text("hiring.kit.empty")])
    told = bars(situation, role)
    yield from heading(3, told.title)
    yield from bullets(marked(situation, item) for item in told.items)


def _planned(situation: Situation, role: str, one: Round) -> tuple[str, ...]:
    strengths, floor = (
        "<br>".join(plain(demand_name(situation, demand)) for demand in some)
        for some in aims(situation, role, one)
    )
    return form_name(situation, one.form), strengths, floor, plain(one.bar)


def _cards(situation: Situation, role: str) -> Iterator[str]:
    """A card to fill in by hand for each round."""
    text, rounds = situation.text, situation.sheet(Hiring).kit(role).rounds
    if not rounds:
        return
    yield from heading(2, text("hiring.kit.cards"))
    for number, one in enumerate(rounds, start=1):
        yield from heading(3, text("hiring.kit.card", n=number, form=form_name(situation, one.form)))
        yield from [text("hiring.kit.candidate"), ""]
        if one.bar:
            yield from [text("hiring.kit.bar", bar=plain(one.bar)), ""]
        yield from _card(situation, role, one)


def _card(situation: Situation, role: str, one: Round) -> list[str]:
    text, verdict = situation.text, situation.text("hiring.kit.verdict")
    strengths, floor = aims(situation, role, one)
    head = (
        text("hiring.kit.demand"),
        text("hiring.kit.aim"),
        text("hiring.kit.seen"),
        text("hiring.kit.rating"),
    )
    rows = [(plain(demand_name(situation, d)), text("hiring.kit.strength"), "", verdict) for d in strengths]
    rows += [(plain(demand_name(situation, d)), text("hiring.kit.minimum"), "", verdict) for d in floor]
    if not rows:
        shown = area_names(situation, handbook().form_of(one.form).shows)
        rows = [(shown, "", "", verdict)]
    return table(head, rows)


def _sources(situation: Situation, written: list[str]) -> list[str]:
    text = situation.text
    note = text("hiring.kit.marks", **marks(situation))
    return [*heading(2, text("hiring.kit.sources")), *sources(situation, written), note]
