"""The files of this tool: ``data/practice/hiring.toml``, and the checks of what it holds and what is read."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from advisor.content.checks import known, positive, unique
from advisor.content.loader import load_model
from advisor.content.practice.handbook import check_facts, check_grounds, read_handbook
from advisor.core.model import Model
from advisor.core.practice.hiring import (
    OWN,
    Channel,
    Fact,
    Form,
    Hiring,
    HiringHandbook,
    Kit,
    OfArchetype,
    Point,
    Round,
    Want,
)
from advisor.errors import DataError, InputError

MAX_OWN = 30
"""Own demands of one kit: more than anybody puts into an advertisement."""

_FILE = "practice/hiring.toml"


@cache
def handbook() -> HiringHandbook:
    """What the tool answers from; raises DataError when its file breaks a rule."""
    book = read_handbook(HiringHandbook, "hiring")
    _check_ids(book)
    _check_roles(book)
    _check_basis(book)
    positive(_FILE, "limit.roles", book.limit.roles)
    for form in book.form:
        if not form.shows:
            raise DataError(_FILE, f"{form.id}.shows", "at least one area", "none")
    shown = {area for form in book.form for area in form.shows}
    for demand in book.demand:
        known(_FILE, f"{demand.id}.area", demand.area, shown)
    return book


def checked(sheet: Hiring, model: Model, where: str) -> tuple[Hiring, tuple[str, ...]]:
    """The sheet without what this version does not know, and the names of that; InputError for bad values."""
    book, lost = handbook(), list[str]()
    roles = [role.id for role in model.roles]
    role = next(iter(_known([sheet.role], [*roles, ""], "sheets.hiring.role", lost)), "")
    offers = _known(sheet.offers, book.offers, "sheets.hiring.offers", lost)
    kits = {
        one: _kit(book, sheet.kits[one], roles, (where, f"sheets.hiring.kits.{one}"), lost)
        for one in _known(sheet.kits, roles, "sheets.hiring.kits", lost)
    }
    kept = {one: kit for one, kit in kits.items() if kit != Kit()}
    return Hiring(role, {offer: sheet.offers[offer] for offer in offers}, kept), tuple(lost)


def _kit(book: HiringHandbook, kit: Kit, roles: list[str], place: tuple[str, str], lost: list[str]) -> Kit:
    where, key = place
    if any(not own.text.strip() for own in kit.own):
        raise InputError(where, f"{key}.own", "a demand in words", "an empty text")
    if len(kit.own) > MAX_OWN:
        raise InputError(where, f"{key}.own", f"at most {MAX_OWN} demands", len(kit.own))
    demands = [demand.id for demand in book.demand]
    must = _known(kit.must, demands, f"{key}.must", lost)
    nice = _known(kit.nice, [one for one in demands if one not in must], f"{key}.nice", lost)
    own = {
        one.text: replace(one, role=next(iter(_known([one.role], [*roles, ""], f"{key}.own", lost)), ""))
        for one in kit.own
    }
    forms = _known([one.form for one in kit.rounds], [form.id for form in book.form], f"{key}.rounds", lost)
    named = (*demands, *(OWN + text for text in own))
    rounds = [
        replace(one, also=_known(one.also, named, f"{key}.rounds.{form}", lost))
        for form in forms
        for one in [_first(kit.rounds, form)]
    ]
    return Kit(must, nice, tuple(own.values()), tuple(rounds))


def _first(rounds: Iterable[Round], form: str) -> Round:
    return next(one for one in rounds if one.form == form)


def _known(named: Iterable[str], among: Iterable[str], key: str, lost: list[str]) -> tuple[str, ...]:
    """Those that exist, each once; the names of the others go to ``lost``."""
    given, there = dict.fromkeys(named), set(among)
    lost += [f"{key}.{one}" for one in given if one not in there]
    return tuple(one for one in given if one in there)


def _check_ids(book: HiringHandbook) -> None:
    unique(_FILE, "demand.id", [demand.id for demand in book.demand])
    unique(_FILE, "id", [one.id for one in _said(book)])
    unique(_FILE, "bar.role", [bar.role for bar in book.bar])
    unique(_FILE, "want.offers", book.offers)
    for demand in book.demand:
        if demand.id.startswith(OWN):
            raise DataError(_FILE, demand.id, f"an id without {OWN}", demand.id)


def _check_roles(book: HiringHandbook) -> None:
    model = load_model()
    roles = [role.id for role in model.roles]
    named = {point.id: point.roles for point in book.point}
    named |= {demand.id: demand.roles for demand in book.demand}
    named |= {f"bar.{bar.role}": (bar.role,) for bar in book.bar}
    named |= {"fallback": (book.fallback.role,), "reach": book.reach.research_roles}
    for key, some in named.items():
        if not some:
            raise DataError(_FILE, f"{key}.roles", "at least one role", "none")
        unique(_FILE, f"{key}.roles", some)
        for role in some:
            known(_FILE, f"{key}.roles", role, roles)
    for one in book.archetype:
        known(_FILE, one.id, one.archetype, model.archetype_ids)
    for archetype in model.archetype_ids:
        known(_FILE, "archetype", archetype, [one.archetype for one in book.archetype])


def _check_basis(book: HiringHandbook) -> None:
    """Whatever is said rests on something: on works, on statements, or on both."""
    for one in _said(book):
        check_grounds(_FILE, one.id, one.basis, one.sources, one.facts)
    for bar in book.bar:
        check_grounds(_FILE, f"bar.{bar.role}", bar.basis, bar.sources, bar.facts)
    for demand in book.demand:
        for tie in demand.ties:
            check_grounds(_FILE, f"{demand.id}.{tie.role}", tie.basis, tie.sources, tie.facts)
    for key, own in (("fallback", book.fallback), ("limit", book.limit), ("reach", book.reach)):
        check_facts(_FILE, key, own.basis, own.facts)


def _said(book: HiringHandbook) -> tuple[Point | Fact | OfArchetype | Channel | Want | Form, ...]:
    """Everything that has a sentence of its own and grounds."""
    said = (book.point, book.market, book.archetype, book.channel, book.want, book.form, book.rule)
    return tuple(one for group in said for one in group)
