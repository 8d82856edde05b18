"""Expectations set before the project, apart from its success: a sheet for each role, and a check."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal

from advisor.core.model import Basis

Survives = Literal["yes", "no", "unsure"]
"""Whether a criterion would still be met if the approach failed."""

WordKind = Literal["success", "money", "date", "metric", "use", "papers"]
"""By what a criterion may hang on success: on that itself, on money, a date, a measure, users, or papers."""

Standing = Literal["hangs", "may_hang", "unsure", "open", "holds"]
"""How a criterion stands to the project's success, the most urgent first; ``open`` is not asked yet."""

STANDINGS: tuple[Standing, ...] = ("hangs", "may_hang", "unsure", "open", "holds")


# ---- What the leader enters ----


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion in the leader's words, and whether it outlasts a failure; None while not answered."""

    text: str = ""
    survives: Survives | None = None


@dataclass(frozen=True, slots=True)
class RoleSheet:
    """What is agreed with the people of one role.

    ``without`` names the deliverables and the conduct that are not expected of them.
    """

    without: tuple[str, ...] = ()
    expectation: str = ""
    if_fails: str = ""
    criteria: tuple[Criterion, ...] = ()

    @property
    def judged(self) -> tuple[Criterion, ...]:
        """Everything in the leader's own words that people are judged by: criteria, and what is expected."""
        expected = self.expectation.strip()
        return (*((Criterion(expected),) if expected else ()), *self.criteria)

    def with_criterion(self, text: str) -> "RoleSheet":
        """The sheet with a criterion of these words at its end, unless there is one."""
        known = any(one.text == text for one in self.criteria)
        return self if known else replace(self, criteria=(*self.criteria, Criterion(text)))

    def without_criterion(self, text: str) -> "RoleSheet":
        """The sheet without the criterion of these words."""
        return replace(self, criteria=tuple(one for one in self.criteria if one.text != text))


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The roles that are evaluated, in the order chosen, and the sheet of each role."""

    roles: tuple[str, ...] = ()
    sheets: Mapping[str, RoleSheet] = field(default_factory=dict)

    def sheet(self, role: str) -> RoleSheet:
        """What is agreed for a role."""
        return self.sheets.get(role, RoleSheet())

    def with_sheet(self, role: str, sheet: RoleSheet) -> "Evaluation":
        """With this sheet for a role; an empty one is left out."""
        others = {one: kept for one, kept in self.sheets.items() if one != role}
        return replace(self, sheets=others if sheet == RoleSheet() else {**others, role: sheet})


# ---- What the sources and this project say ----


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with its grounds."""

    id: str
    basis: Basis
    sources: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Late:
    """The deliverables that exist only if the project comes to something."""

    deliverables: tuple[str, ...]
    basis: Basis
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Risk:
    """An archetype in which people are easily judged by the wrong thing."""

    archetype: str
    basis: Basis
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Everywhere:
    """That the rule holds in every archetype."""

    basis: Basis
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """Patterns of one language by which a criterion may hang on success."""

    kind: WordKind
    language: str
    patterns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spare:
    """Patterns of one language for phrases that name success without hanging on it."""

    language: str
    patterns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of success in every language."""

    basis: Basis
    sources: tuple[str, ...]
    look: tuple[Look, ...]
    spare: tuple[Spare, ...]


@dataclass(frozen=True, slots=True)
class EvaluationHandbook:
    """What the sources and this project say for this tool."""

    rule: tuple[Said, ...]
    conduct: tuple[Said, ...]
    late: Late
    risk: tuple[Risk, ...]
    everywhere: Everywhere
    words: Words


# ---- The check ----


def hangs_on(words: Words, text: str) -> tuple[WordKind, ...]:
    """By which kinds of words a criterion may hang on the project's success; empty where there is no sign."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    for spare in (pattern for one in words.spare for pattern in one.patterns):
        plain = compiled(spare).sub(" ", plain)
    found = {one.kind for one in words.look if any(compiled(p).search(plain) for p in one.patterns)}
    return tuple(dict.fromkeys(one.kind for one in words.look if one.kind in found))


def standing(words: Words, criterion: Criterion) -> Standing:
    """How a criterion stands to success: a clear answer of the leader counts for more than the words."""
    if criterion.survives == "yes":
        return "holds"
    if criterion.survives == "no":
        return "hangs"
    if hangs_on(words, criterion.text):
        return "may_hang"
    return "unsure" if criterion.survives == "unsure" else "open"


def tied(words: Words, criteria: Iterable[Criterion]) -> tuple[Criterion, ...]:
    """The criteria that hang on the project's success, or may."""
    return tuple(one for one in criteria if standing(words, one) in ("hangs", "may_hang"))


def expected(ids: Iterable[str], sheet: RoleSheet) -> tuple[str, ...]:
    """The deliverables or the conduct that stay expected."""
    return tuple(one for one in ids if one not in sheet.without)


def unsettled(sheet: RoleSheet) -> bool:
    """Whether it is still open what is expected, or how it is judged if the project fails."""
    return not (sheet.expectation.strip() and sheet.if_fails.strip())


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of the data; raises re.error when it is none."""
    return re.compile(pattern)
