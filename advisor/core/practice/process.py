"""Which questions the process documents answer: states, progress by area, and what matters first."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from advisor.core.model import Basis, Citation

State = Literal["documented", "partly", "none", "not_applicable"]
"""How far a question is answered in writing; one without a state has not been looked at."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the leader knows of one question: how far it is documented, where, and who keeps it up."""

    state: State | None = None
    where: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class Process:
    """The checklist: question id to entry; a question that was not looked at has no key."""

    entries: Mapping[str, Entry] = field(default_factory=dict)

    def entry(self, question: str) -> Entry:
        """What is known of a question."""
        return self.entries.get(question, Entry())

    def with_entry(self, question: str, entry: Entry) -> "Process":
        """The checklist with this entry; an empty one takes the question out."""
        others = {id: kept for id, kept in self.entries.items() if id != question}
        return replace(self, entries=others if entry == Entry() else {**others, question: entry})


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the work, and the questions about it."""

    id: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Principle:
    """A reason for writing things down."""

    id: str
    basis: Basis
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Twin:
    """Two questions that ask nearly the same, of which one is shown."""

    shown: str
    left_out: str


@dataclass(frozen=True, slots=True)
class First:
    """The questions that matter first for an archetype, in that order."""

    archetype: str
    questions: tuple[str, ...]
    basis: Basis
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shares:
    """How much of a question counts as done in each state, from 0 to 1."""

    documented: float
    partly: float
    none: float
    basis: Basis
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProcessHandbook:
    """The questions by area, the pairs among them, and what matters first for whom."""

    cited: Citation
    twins: Citation
    shares: Shares
    principle: tuple[Principle, ...]
    area: tuple[Area, ...]
    twin: tuple[Twin, ...]
    first: tuple[First, ...]

    @property
    def questions(self) -> tuple[str, ...]:
        """Every question of the source, in its order."""
        return tuple(question for area in self.area for question in area.questions)

    @property
    def shown(self) -> tuple[str, ...]:
        """The distinct questions."""
        twins = {twin.left_out for twin in self.twin}
        return tuple(question for question in self.questions if question not in twins)

    def shown_in(self, area: Area) -> tuple[str, ...]:
        """The distinct questions of an area."""
        return tuple(question for question in area.questions if question in self.shown)

    def first_of(self, archetype: str) -> First:
        """What matters first for an archetype."""
        return next(first for first in self.first if first.archetype == archetype)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far some questions are documented.

    Attributes:
        share: the documented part of the questions that apply, from 0 to 1; None where none applies.
        asked: how many apply or were not looked at.
        counts: how many questions are in each state; those not looked at under "open".
    """

    share: float | None
    asked: int
    counts: Mapping[str, int]


def progress(handbook: ProcessHandbook, sheet: Process, questions: tuple[str, ...]) -> Progress:
    """How far these questions are documented; what was not looked at counts as not documented."""
    states = [sheet.entry(question).state for question in questions]
    counts = {state: states.count(state) for state in ("documented", "partly", "none", "not_applicable")}
    asked = len(states) - counts["not_applicable"]
    shares = handbook.shares
    done = sum(counts[state] * getattr(shares, state) for state in ("documented", "partly", "none"))
    share = done / asked if asked else None
    return Progress(share, asked, counts | {"open": states.count(None)})


def next_questions(handbook: ProcessHandbook, sheet: Process, archetype: str | None) -> tuple[str, ...]:
    """The questions still to be written down: first those that matter first, then in the source's order."""
    first = handbook.first_of(archetype).questions if archetype else ()
    order = dict.fromkeys((*first, *handbook.shown))
    return tuple(q for q in order if sheet.entry(q).state not in ("documented", "not_applicable"))
