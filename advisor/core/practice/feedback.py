"""Which feedback the product collects and what to add next; how it handles failure and what to mend first."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from advisor.core.model import Basis, Citation

Collected = Literal["", "collected", "possible", "impossible"]
"""How a type of feedback stands; empty while nobody has said."""

Done = Literal["", "yes", "partly", "no", "not_applicable"]
"""How an item of the checklist stands; empty while nobody has said."""


@dataclass(frozen=True, slots=True)
class Stream:
    """One type of feedback in this product: whether it is collected, and where."""

    state: Collected = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One item of the checklist in this product: whether it is so, and where."""

    state: Done = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What the leader entered: streams by type, checks by item; what was not looked at has no key."""

    streams: Mapping[str, Stream] = field(default_factory=dict)
    checks: Mapping[str, Check] = field(default_factory=dict)

    def stream(self, type_: str) -> Stream:
        """How a type stands."""
        return self.streams.get(type_, Stream())

    def check(self, item: str) -> Check:
        """How an item stands."""
        return self.checks.get(item, Check())

    def with_stream(self, type_: str, stream: Stream) -> "Feedback":
        """The sheet with this stream; an empty one takes the type out."""
        others = {id_: kept for id_, kept in self.streams.items() if id_ != type_}
        return replace(self, streams=others if stream == Stream() else {**others, type_: stream})

    def with_check(self, item: str, check: Check) -> "Feedback":
        """The sheet with this check; an empty one takes the item out."""
        others = {id_: kept for id_, kept in self.checks.items() if id_ != item}
        return replace(self, checks=others if check == Check() else {**others, item: check})


@dataclass(frozen=True, slots=True)
class Figure:
    """How the published figure reads: where its middle is, and the error of measurement, from 0 to 1."""

    middle: float
    tolerance: float
    basis: Basis
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Type:
    """One type of feedback; both places are from 0 to 1 and have no unit."""

    id: str
    usefulness: float
    ease: float
    basis: Basis
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Worth:
    """How much usefulness and ease weigh in what to add next."""

    usefulness: float
    ease: float
    basis: Basis
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """Something said in the texts under this id, and what it rests on."""

    id: str
    basis: Basis
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """What an archetype means for feedback."""

    archetype: str
    basis: Basis
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the checklist; ``stress`` names why a source puts weight on it, or is empty."""

    id: str
    group: str
    stress: str
    basis: Basis
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Something to read; the title is a proper name."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class FeedbackHandbook:
    """The types of feedback, the checklist, and what goes with them."""

    figure: Figure
    type: tuple[Type, ...]
    worth: Worth
    advice: tuple[Cited, ...]
    tie: tuple[Tie, ...]
    item: tuple[Item, ...]
    stress: tuple[Cited, ...]
    failure: Citation
    reading: Citation
    link: tuple[Link, ...]

    def type_of(self, type_: str) -> Type:
        """The type with this id."""
        return next(known for known in self.type if known.id == type_)

    def tie_of(self, archetype: str) -> Tie:
        """What this archetype means for feedback."""
        return next(tie for tie in self.tie if tie.archetype == archetype)

    def stress_of(self, stress: str) -> Cited:
        """The reason with this id."""
        return next(known for known in self.stress if known.id == stress)

    @property
    def groups(self) -> tuple[str, ...]:
        """The checklist's groups, in its order."""
        return tuple(dict.fromkeys(item.group for item in self.item))

    def implicit(self, type_: Type) -> bool:
        """Whether users give it without being asked."""
        return type_.ease > self.figure.middle

    def trainable(self, type_: Type) -> bool:
        """Whether a model can be trained on it directly."""
        return type_.usefulness > self.figure.middle


Reason = Literal["both", "implicit", "trainable", "worth"]
"""Why a type comes next: it closes both kinds that are missing, one of them, or none is missing."""


@dataclass(frozen=True, slots=True)
class Next:
    """A type to add, and why that one."""

    type: Type
    reason: Reason


def collected(book: FeedbackHandbook, sheet: Feedback) -> tuple[Type, ...]:
    """The types that the product collects."""
    return tuple(type_ for type_ in book.type if sheet.stream(type_.id).state == "collected")


def next_types(book: FeedbackHandbook, sheet: Feedback) -> tuple[Next, ...]:
    """The types still to be added, the best first; what is not possible here is left out.

    Each is chosen as if those before it were collected already.
    """
    have = list(collected(book, sheet))
    left = [type_ for type_ in book.type if sheet.stream(type_.id).state in ("", "possible")]
    chosen: list[Next] = []
    while left:
        best = max(left, key=lambda type_: (_closes(book, have, type_), worth(book, type_)))
        chosen.append(Next(best, _reason(book, have, best)))
        have.append(best)
        left.remove(best)
    return tuple(chosen)


def worth(book: FeedbackHandbook, type_: Type) -> float:
    """What a type is worth beside others; the number means nothing by itself."""
    return book.worth.usefulness * type_.usefulness + book.worth.ease * type_.ease


def _missing(book: FeedbackHandbook, have: list[Type]) -> tuple[bool, bool]:
    return not any(map(book.implicit, have)), not any(map(book.trainable, have))


def _closes(book: FeedbackHandbook, have: list[Type], type_: Type) -> int:
    implicit, trainable = _missing(book, have)
    return (implicit and book.implicit(type_)) + (trainable and book.trainable(type_))


def _reason(book: FeedbackHandbook, have: list[Type], type_: Type) -> Reason:
    implicit, trainable = _missing(book, have)
    implicit, trainable = implicit and book.implicit(type_), trainable and book.trainable(type_)
    if implicit and trainable:
        return "both"
    if implicit:
        return "implicit"
    return "trainable" if trainable else "worth"


@dataclass(frozen=True, slots=True)
class Progress:
    """How many items of the checklist are so, so in part, not so, not looked at; of those that apply."""

    yes: int
    partly: int
    no: int
    open: int

    @property
    def asked(self) -> int:
        """How many items apply or were not looked at."""
        return self.yes + self.partly + self.no + self.open


def progress(book: FeedbackHandbook, sheet: Feedback) -> Progress:
    """How far the checklist is."""
    states = [sheet.check(item.id).state for item in book.item]
    return Progress(*(states.count(state) for state in ("yes", "partly", "no", "")))


def to_mend(book: FeedbackHandbook, sheet: Feedback) -> tuple[Item, ...]:
    """The items that are not so, or only in part: those that a source stresses first, then missing ones."""
    state = {item.id: sheet.check(item.id).state for item in book.item}
    found = [item for item in book.item if state[item.id] in ("no", "partly")]
    return tuple(sorted(found, key=lambda item: (not item.stress, state[item.id] == "partly")))
