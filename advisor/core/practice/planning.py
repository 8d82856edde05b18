"""A project's tasks with their needs, alternatives, effort and chances; see docs/method.md."""

from dataclasses import dataclass
from typing import Literal

from advisor.core.model import Basis

State = Literal["open", "running", "done", "failed"]
"""How a task stands; what is done is certain, what has failed is out of question."""

STATES: tuple[State, ...] = ("open", "running", "done", "failed")

NOT_GIVEN = -1.0
"""Stands for a likely effort that was not entered: the middle of the range is taken."""


@dataclass(frozen=True, slots=True)
class Task:
    """One task of a project.

    Attributes:
        id: a short name, unique in the project ("A").
        name: what is to be done; user text.
        after: ids of the tasks whose results it needs.
        instead_of: id of the task whose result it can also deliver; empty where it is no alternative.
        low, likely, high: effort in weeks, least to most; of a task that is over, what it took.
        chance: of delivering its result once its needs are met, 0 to 1; counts while it is open or running.
        state: how it stands.
        outcome: whether its result is one of those that the project is for.
        research: whether it is research with an open outcome.
    """

    id: str = ""
    name: str = ""
    after: tuple[str, ...] = ()
    instead_of: str = ""
    low: float = 1.0
    likely: float = NOT_GIVEN
    high: float = 1.0
    chance: float = 1.0
    state: State = "open"
    outcome: bool = False
    research: bool = False

    @property
    def weeks(self) -> float:
        """The likely effort in weeks."""
        return (self.low + self.high) / 2 if self.likely == NOT_GIVEN else self.likely

    @property
    def odds(self) -> float:
        """The chance that counts: 1 when done, 0 when failed."""
        return {"done": 1.0, "failed": 0.0}.get(self.state, self.chance)

    @property
    def uncertain(self) -> bool:
        """Whether it may still go either way."""
        return 0 < self.odds < 1


@dataclass(frozen=True, slots=True)
class Project:
    """What the leader entered.

    Attributes:
        tasks: in the order entered.
        week: by when it must be there, in weeks from the start; 0 where no week was chosen.
        now: weeks gone since the start: nothing that is still open begins earlier.
    """

    tasks: tuple[Task, ...] = ()
    week: float = 0.0
    now: float = 0.0


@dataclass(frozen=True, slots=True)
class Simulation:
    """How chances are computed.

    Attributes:
        draws: how often the project is played through.
        seed: of the random numbers, so that the same plan gives the same answer.
        exact: up to so many uncertain tasks, every combination is gone through instead.
        least: draws that must fulfil a condition before a figure under it is told.
        early, middle, late: shares of the draws by which the weeks of the finish are told.
        waiting: share of the finishing draws from which on a task is on the critical path.
        gain: smallest gain in the whole's chance for which a task is listed as a risk.
        clear: standard errors that a gain from draws must be away from nothing to be listed.
    """

    draws: int
    seed: int
    exact: int
    least: int
    early: float
    middle: float
    late: float
    waiting: float
    gain: float
    clear: float
    basis: Basis
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """Most tasks, weeks and letters of an id; how many tasks are drawn, ranked, named and listed in full."""

    tasks: int
    weeks: float
    letters: int
    drawn: int
    ranked: int
    named: int
    listed: int
    basis: Basis
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """Something to bear in mind for one archetype, and the statements behind it."""

    archetype: str
    basis: Basis
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """The example project; names of its tasks are texts."""

    now: float
    week: float
    tasks: tuple[Task, ...]
    basis: Basis
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanningHandbook:
    """What the sources and this project say for this tool.

    ``advice`` are ids of statements that hold for everybody; ``yes`` and ``no`` what else cells may say.
    """

    simulation: Simulation
    limits: Limits
    point: tuple[Point, ...]
    example: Sample
    advice: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]
