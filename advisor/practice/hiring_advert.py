"""What the kit tells of the advertisement: which demand belongs to which role, and what makes it one post."""

from collections.abc import Iterator
from dataclasses import replace

from advisor.content.practice.hiring import handbook
from advisor.core.practice.hiring import Hiring
from advisor.core.practice.hiring_rules import (
    Asked,
    asked,
    is_unicorn,
    musts,
    outside,
    spread,
)
from advisor.practice.hiring_words import demand_name, demand_names, ties_of
from advisor.practice.situation import Situation
from advisor.practice.told import BAD, GOOD, OPEN, Block, Line, Note, Points, Table

_NOBODY = "ST-5"


def blocks(situation: Situation, role: str) -> tuple[Block, ...]:
    """The demands one by one, and what to do about those of other roles; nothing without demands."""
    demands = asked(handbook(), situation.sheet(Hiring).kit(role))
    if not demands:
        return ()
    return (
        *_tables(situation, role, demands),
        *_one_post(situation, role, demands),
        _needed(situation),
    )


def _tables(situation: Situation, role: str, demands: tuple[Asked, ...]) -> Iterator[Block]:
    """The must-demands with the roles they belong to; what would only be nice is just listed."""
    text = situation.text
    if rows := tuple(_row(situation, role, one) for one in musts(demands)):
        head = (text("hiring.advert.demand"), text("hiring.advert.belongs"))
        yield Table(head, rows, text("hiring.advert.title"))
    if not all(one.counts for one in demands):
        yield Note(Line(text("hiring.advert.tools"), handbook().limit.basis))
    if wished := tuple(Line(demand_name(situation, one)) for one in demands if not one.must):
        yield Points(wished, text("hiring.advert.nice"))


def _row(situation: Situation, role: str, one: Asked) -> tuple[Line, ...]:
    foreign = "" if not one.counts else BAD if one.roles else OPEN
    state = GOOD if role in one.roles else foreign
    return Line(demand_name(situation, one)), replace(ties_of(situation, one, role), state=state)


def _one_post(situation: Situation, role: str, demands: tuple[Asked, ...]) -> Iterator[Points]:
    """Which demands to drop, or which further post they describe."""
    text, book = situation.text, handbook()
    roles = spread(demands, role, [known.id for known in situation.model.roles])
    strange = outside(demands, role)
    if not strange:
        return
    items = []
    for other in (one for one in roles if one != role):
        theirs = tuple(one for one in strange if other in one.roles)
        strange = tuple(one for one in strange if other not in one.roles)
        if theirs:
            names = demand_names(situation, theirs)
            words = text("hiring.advert.move", demands=names, other=situation.role(other))
            items.append(Line(words, "inferred", situation.model.sources_of(book.limit.facts)))
    if is_unicorn(book, roles):
        items += _unicorn(situation)
    yield Points(tuple(items), text("hiring.advert.one_post"))


def _unicorn(situation: Situation) -> tuple[Line, ...]:
    """What a unicorn is, why there is none, and where the limit is."""
    text, model, limit = situation.text, situation.model, handbook().limit
    unicorn = next(point for point in handbook().point if point.id == "mle_unicorn")
    return (
        Line(text("hiring.advert.unicorn"), unicorn.basis, unicorn.sources),
        Line(text("hiring.advert.nobody"), "stated", model.sources_of((_NOBODY,))),
        Line(text("hiring.advert.limit", n=limit.roles), limit.basis, model.sources_of(limit.facts)),
    )


def _needed(situation: Situation) -> Note:
    return Note(Line(situation.text("hiring.advert.needed"), "inferred"))
