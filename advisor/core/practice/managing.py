"""What matters first in managing, and the leader's situation: points, product manager, frameworks, board."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from advisor.core.model import Basis
from advisor.core.practice.managing_board import Board, Words

Answer = Literal["", "yes", "partly", "no", "dont_know"]
"""Whether a point is so; empty while nobody has said."""


Regulated = Literal["", "yes", "no", "dont_know"]
"""Whether somebody outside wants to see the stages of the work; empty while nobody has said."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is to coordinate; 0 and empty stand for not entered.

    ``teams`` hand over to each other; ``projects`` run at once; ``regulated`` says whether a regulator or an
    auditor wants to see the stages of the work.
    """

    teams: int = 0
    sites: int = 0
    projects: int = 0
    regulated: Regulated = ""


@dataclass(frozen=True, slots=True)
class Managing:
    """What the leader entered: answers by point, options by question, size, and what goes to the board."""

    points: Mapping[str, Answer] = field(default_factory=dict)
    manager: Mapping[str, str] = field(default_factory=dict)
    size: Size = Size()
    board: Board = field(default_factory=Board)


@dataclass(frozen=True, slots=True)
class Cited:
    """Something said in the texts under this id, and the statements it rests on."""

    id: str
    basis: Basis
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToldFirst:
    """How many points are told as the first ones."""

    first: int
    basis: Basis
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One point of managing; ``tool`` names the tool that helps with it, or is empty."""

    id: str
    tool: str
    basis: Basis
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Early:
    """The points to look at first, in that order."""

    points: tuple[str, ...]
    basis: Basis
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class First:
    """The points that an archetype looks at first, in that order."""

    archetype: str
    points: tuple[str, ...]
    basis: Basis
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """From which sum on a kind of product manager is advised, and after how many answers anything is said."""

    enough: int
    least: int
    basis: Basis
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One answer, and how much it speaks for each kind of product manager."""

    id: str
    task: int
    platform: int
    basis: Basis
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One fact to check about product management."""

    id: str
    option: tuple[Option, ...]

    def option_of(self, option: str) -> Option | None:
        """The option with this id; None where there is none ("don't know" is none)."""
        return next((known for known in self.option if known.id == option), None)


@dataclass(frozen=True, slots=True)
class Lean:
    """How much an archetype speaks for each kind of product manager."""

    archetype: str
    task: int
    platform: int
    basis: Basis
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """From which numbers on there is something to coordinate, or a lot."""

    teams: int
    sites: int
    projects: int


@dataclass(frozen=True, slots=True)
class Frameworks:
    """When a process framework helps: see ``framework_verdict``; ``most`` bounds what may be entered."""

    signs: int
    most: int
    some: Scale
    large: Scale
    basis: Basis
    facts: tuple[str, ...]


FrameworkVerdict = Literal["open", "slow", "names", "tdsp"]
"""Not known yet; a framework would slow the team; names for stages are enough; begin with TDSP."""


@dataclass(frozen=True, slots=True)
class Framework:
    """One process framework and the names of its stages."""

    id: str
    stages: tuple[str, ...]
    basis: Basis
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FrameworkNote:
    """Something said of the frameworks, and the verdicts beside which it is told."""

    id: str
    verdicts: tuple[FrameworkVerdict, ...]
    basis: Basis
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sourced:
    """Something said in the texts under this id, and the works it rests on."""

    id: str
    basis: Basis
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ManagingHandbook:
    """Everything this tool answers from."""

    told: ToldFirst
    point: tuple[Point, ...]
    unknown: Early
    first: tuple[First, ...]
    manager: Limits
    question: tuple[Question, ...]
    manager_note: tuple[Cited, ...]
    lean: tuple[Lean, ...]
    frameworks: Frameworks
    framework: tuple[Framework, ...]
    framework_note: tuple[FrameworkNote, ...]
    words: Words
    flag: tuple[Cited, ...]
    misunderstanding: tuple[Cited, ...]
    reading: tuple[Sourced, ...]

    def first_of(self, archetype: str | None) -> Early | First:
        """The points to look at first; without an archetype those that come first anywhere."""
        return next((first for first in self.first if first.archetype == archetype), self.unknown)

    def flag_of(self, flag: str) -> Cited:
        """The flag with this id."""
        return next(known for known in self.flag if known.id == flag)


_STATES: tuple[Answer, ...] = ("no", "partly", "dont_know", "")


def ordered(book: ManagingHandbook, sheet: Managing, archetype: str | None) -> tuple[Point, ...]:
    """Every point, by what to look at next.

    Points that are done come last. Before them, those that the archetype looks at first come before the rest,
    and what is missing before what is there in part, not known, or not answered.
    """
    first = book.first_of(archetype).points

    def place(point: Point) -> tuple[bool, bool, int, int]:
        answer = sheet.points.get(point.id, "")
        state = _STATES.index(answer) if answer in _STATES else 0
        return answer == "yes", point.id not in first, state, _index(first, point.id)

    return tuple(sorted(book.point, key=place))


def told_first(book: ManagingHandbook, sheet: Managing, archetype: str | None) -> tuple[Point, ...]:
    """The few points to begin with: not done, and answered or first for the archetype."""
    first = book.first_of(archetype).points
    found = [
        point
        for point in ordered(book, sheet, archetype)
        if sheet.points.get(point.id) != "yes" and (point.id in first or sheet.points.get(point.id))
    ]
    return tuple(found[: book.told.first])


def _index(among: tuple[str, ...], value: str) -> int:
    return among.index(value) if value in among else len(among)


ManagerKind = Literal["open", "task", "platform", "both", "neither"]


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for a kind of product manager: an answer (``question`` and ``option``), or an archetype."""

    question: str
    option: str
    task: int
    platform: int
    basis: Basis
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ManagerVerdict:
    """Which kind of product manager the situation asks for, and why."""

    kind: ManagerKind
    reasons: tuple[Reason, ...]


ARCHETYPE = "archetype"
"""Stands for the question of a reason that is the archetype."""


def manager_verdict(book: ManagingHandbook, sheet: Managing, archetype: str | None) -> ManagerVerdict:
    """Task PM, platform PM, both or neither; open until enough questions are answered."""
    chosen = [(q, o) for q in book.question if (o := q.option_of(sheet.manager.get(q.id, "")))]
    reasons = [Reason(q.id, o.id, o.task, o.platform, o.basis, o.facts) for q, o in chosen]
    reasons += [
        Reason(ARCHETYPE, lean.archetype, lean.task, lean.platform, lean.basis, lean.facts)
        for lean in book.lean
        if lean.archetype == archetype
    ]
    told = tuple(reason for reason in reasons if reason.task or reason.platform)
    if len(chosen) < book.manager.least:
        return ManagerVerdict("open", told)
    task = sum(reason.task for reason in reasons) >= book.manager.enough
    platform = sum(reason.platform for reason in reasons) >= book.manager.enough
    kinds: dict[tuple[bool, bool], ManagerKind] = {
        (True, True): "both",
        (True, False): "task",
        (False, True): "platform",
    }
    return ManagerVerdict(kinds.get((task, platform), "neither"), told)


def large_signs(book: ManagingHandbook, size: Size) -> tuple[str, ...]:
    """What speaks for coordination on a large scale: fields of ``size``."""
    large = book.frameworks.large
    signs = [key for key in ("teams", "sites", "projects") if getattr(size, key) >= getattr(large, key)]
    return tuple(signs + (["regulated"] if size.regulated == "yes" else []))


def some_signs(book: ManagingHandbook, size: Size) -> tuple[str, ...]:
    """What speaks for something to coordinate, large or not: fields of ``size``."""
    some = book.frameworks.some
    signs = [key for key in ("teams", "sites", "projects") if getattr(size, key) >= getattr(some, key)]
    return tuple(signs + (["regulated"] if size.regulated == "yes" else []))


def framework_verdict(book: ManagingHandbook, size: Size) -> FrameworkVerdict:
    """Whether a process framework helps; open until it is known how many teams hand over to each other.

    Names for stages are enough while there is something to coordinate. TDSP is only for a large scale: many
    teams that hand over to each other, and enough signs in all.
    """
    if not size.teams:
        return "open"
    large = large_signs(book, size)
    if "teams" in large and len(large) >= book.frameworks.signs:
        return "tdsp"
    return "names" if some_signs(book, size) else "slow"
