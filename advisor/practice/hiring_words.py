"""How the parts of a hiring kit are called, and what each of them rests on."""

from collections.abc import Iterable
from typing import Protocol

from advisor.content.locale import listed
from advisor.content.practice.hiring import handbook
from advisor.core.model import Basis
from advisor.core.practice.hiring import OWN
from advisor.core.practice.hiring_rules import Asked
from advisor.practice.situation import Situation
from advisor.practice.told import Line


class Grounded(Protocol):
    """Anything of the handbook that names what it rests on."""

    @property
    def basis(self) -> Basis:
        """Whether a source says it."""
        ...

    @property
    def sources(self) -> tuple[str, ...]:
        """The works named."""
        ...

    @property
    def facts(self) -> tuple[str, ...]:
        """The statements named."""
        ...


def grounds(situation: Situation, *items: Grounded) -> tuple[Basis, tuple[str, ...]]:
    """What these rest on together: stated only if each of them is; every source once."""
    basis: Basis = "stated" if all(item.basis == "stated" for item in items) else "inferred"
    named = (source for item in items for source in (*item.sources, *situation.model.sources_of(item.facts)))
    return basis, tuple(dict.fromkeys(named))


def said(situation: Situation, words: str, *items: Grounded) -> Line:
    """A sentence with the grounds of what it says."""
    return Line(words, *grounds(situation, *items))


def demand_name(situation: Situation, one: Asked) -> str:
    """A demand as the advertisement says it."""
    return one.own or situation.text.under("hiring.demands")[one.key]


def key_name(situation: Situation, key: str) -> str:
    """A demand's name by its key."""
    own = key.startswith(OWN)
    return key.removeprefix(OWN) if own else situation.text.under("hiring.demands")[key]


def demand_names(situation: Situation, demands: Iterable[Asked]) -> str:
    """Demands as a list in running text."""
    return listed((demand_name(situation, one) for one in demands), situation.text.language)


def form_name(situation: Situation, form: str) -> str:
    """A form of interview."""
    return situation.text.under("hiring.forms")[form]


def form_names(situation: Situation, forms: Iterable[str]) -> str:
    """Forms as a list in running text."""
    return listed((form_name(situation, form) for form in forms), situation.text.language)


def area_names(situation: Situation, areas: Iterable[str]) -> str:
    """Areas as a list in running text."""
    names = situation.text.under("hiring.areas")
    return listed((names[area] for area in areas), situation.text.language)


def ties_of(situation: Situation, one: Asked, role: str) -> Line:
    """To which roles a demand belongs: this post, or those that hold it, with who says so."""
    text = situation.text
    shown = tuple(held for held in one.roles if held == role) or one.roles
    names = listed(map(situation.role, shown), text.language) or text("hiring.advert.no_role")
    words = text("hiring.advert.this_post") if role in one.roles else names
    if one.own:
        return Line(words)
    ties = [tie for tie in handbook().demand_of(one.key).ties if tie.role in shown]
    return said(situation, words, *ties)
