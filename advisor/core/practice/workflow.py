"""Who does what from data collection to the user interface, and where the chain breaks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from advisor.core.model import Basis
from advisor.core.practice.team import Person, Team

NOBODY, OUTSIDE, NAMED = "nobody", "outside", "named"
"""What may be said of a stage instead of a role: no one does it; another unit; a person, by name."""

AGREED, INFORMAL, BROKEN = "agreed", "informal", "broken"
HANDOFFS = (AGREED, INFORMAL, BROKEN)
"""How a handoff works, as far as the leader says."""


@dataclass(frozen=True, slots=True)
class Workflow:
    """What the leader entered.

    Attributes:
        doers: stage id to a role id, ``nobody``, ``outside`` or ``named``; without a key the roles tell.
        names: stage id to the name of who does it, where that is ``named``.
        handoffs: id of the stage that the work leaves to one of ``HANDOFFS``.
    """

    doers: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    handoffs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StageRole:
    """A role that does a stage, and what says so."""

    role: str
    basis: Basis
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the work, and the roles that do it, the likeliest first."""

    id: str
    role: tuple[StageRole, ...]


@dataclass(frozen=True, slots=True)
class Typical:
    """Where the chain typically breaks in an archetype: in a stage, or in the handoff that follows it."""

    id: str
    archetype: str
    stage: str
    handoff: bool
    basis: Basis
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limit:
    """A number of this project's own."""

    value: int
    basis: Basis
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """What a sentence of the tool rests on."""

    basis: Basis
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorkflowHandbook:
    """The stages in the order of the work, and what the sources and this project say about them."""

    stage: tuple[Stage, ...]
    typical: tuple[Typical, ...]
    most_lanes: Limit
    order: Ground
    stated_order: Ground
    agreement: Ground
    placing: Ground
    told: Ground

    def typical_of(self, archetype: str | None) -> tuple[Typical, ...]:
        """Where the chain typically breaks, in the order of the work."""
        order = [stage.id for stage in self.stage]
        found = [one for one in self.typical if one.archetype == archetype]
        return tuple(sorted(found, key=lambda one: order.index(one.stage)))


@dataclass(frozen=True, slots=True)
class Doer:
    """Somebody who does a stage; equal doers share a lane.

    ``person`` has a place in ``Chain.people``, ``role`` an id, ``named`` a name; ``outside`` has nothing.
    """

    kind: Literal["person", "role", "named", "outside"]
    id: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A stage as it is done here; ``by`` is the entry that told who does it, None where the leader did."""

    stage: Stage
    state: Literal["done", "nobody", "open"]
    doers: tuple[Doer, ...] = ()
    by: StageRole | None = None


LinkState = Literal["same", "agreed", "informal", "broken", "unknown", "gap"]
"""How the work goes on: in the same hands, over a handoff, or not at all, as one end has nobody."""


@dataclass(frozen=True, slots=True)
class Link:
    """The way from one stage to the next."""

    stage: str
    onward: str
    state: LinkState


@dataclass(frozen=True, slots=True)
class Chain:
    """The whole work: every stage, every way between two, and who is there to do it.

    ``by_role`` says that people of one role are one doer, because there are too many to tell apart.
    """

    steps: tuple[Step, ...]
    links: tuple[Link, ...]
    people: tuple[Person, ...]
    by_role: bool

    @property
    def covered(self) -> int:
        """How many stages somebody does."""
        return sum(step.state == "done" for step in self.steps)

    @property
    def handoffs(self) -> tuple[Link, ...]:
        """The ways on which the work changes hands."""
        return tuple(link for link in self.links if link.state not in {"same", "gap"})

    @property
    def breaks(self) -> tuple[Step | Link, ...]:
        """What is broken, in the order of the work: stages that nobody does, handoffs said to be broken."""
        links = {link.stage: link for link in self.links}
        found: list[Step | Link] = []
        for step in self.steps:
            if step.state == "nobody":
                found.append(step)
            if (link := links.get(step.stage.id)) and link.state == "broken":
                found.append(link)
        return tuple(found)

    def step(self, stage: str) -> Step:
        """The step of a stage."""
        return next(step for step in self.steps if step.stage.id == stage)

    def link(self, stage: str) -> Link | None:
        """The way that leaves a stage; None behind the last."""
        return next((link for link in self.links if link.stage == stage), None)

    def lanes(self, most: int) -> tuple[Doer, ...]:
        """Who gets a lane: those with a stage, and everybody else in the team while there is space.

        Doers stand in the order in which they first do something, and those without a stage behind them.
        """
        busy = dict.fromkeys(doer for step in self.steps for doer in step.doers)
        idle = [doer for doer in self._members() if doer not in busy]
        return (*busy, *idle[: max(0, most - len(busy))])

    def _members(self) -> tuple[Doer, ...]:
        if not self.by_role:
            return tuple(Doer("person", str(n)) for n in range(len(self.people)))
        roles = dict.fromkeys(role for person in self.people for role in person.roles)
        return tuple(Doer("role", role) for role in roles)


def chain(handbook: WorkflowHandbook, team: Team, sheet: Workflow) -> Chain:
    """The work of this team.

    A stage is done by those the leader names, else by everybody who holds the first of its roles that anybody
    holds. A handoff is where no doer of one stage is a doer of the next.
    """
    people, most = merged(team), handbook.most_lanes.value
    steps = _steps(handbook, people, sheet, by_role=False)
    # A lane is kept for what nobody does.
    by_role = max(len(people), len({doer for step in steps for doer in step.doers})) >= most
    if by_role:
        steps = _steps(handbook, people, sheet, by_role=True)
    links = tuple(_link(first, then, sheet) for first, then in pairwise(steps))
    return Chain(steps, links, people, by_role)


def _steps(
    handbook: WorkflowHandbook, people: Sequence[Person], sheet: Workflow, *, by_role: bool
) -> tuple[Step, ...]:
    return tuple(_step(stage, people, sheet, by_role) for stage in handbook.stage)


def merged(team: Team) -> tuple[Person, ...]:
    """The people, those without a name and with the same roles as one entry; nobody who is not there."""
    unnamed: dict[tuple[str, ...], int] = {}
    for person in team.people:
        if not person.name.strip() and person.heads > 0:
            unnamed[person.roles] = unnamed.get(person.roles, 0) + person.heads
    found: list[Person] = []
    for person in team.people:
        if person.heads > 0 and person.name.strip():
            found.append(person)
        elif person.heads > 0 and (heads := unnamed.pop(person.roles, 0)):
            found.append(Person("", person.roles, heads))
    return tuple(found)


def _step(stage: Stage, people: Sequence[Person], sheet: Workflow, by_role: bool) -> Step:
    said, name = sheet.doers.get(stage.id, ""), sheet.names.get(stage.id, "").strip()
    if said == NOBODY:
        return Step(stage, "nobody")
    if said == OUTSIDE:
        return Step(stage, "done", (Doer("outside"),))
    if said == NAMED and name:
        return Step(stage, "done", (_named(name, people, by_role),))
    if said and said != NAMED:
        return Step(stage, "done", _holders(said, people, by_role) or (Doer("role", said),))
    for role in stage.role:
        if holders := _holders(role.role, people, by_role):
            return Step(stage, "done", holders, role)
    return Step(stage, "nobody" if people else "open")


def _holders(role: str, people: Sequence[Person], by_role: bool) -> tuple[Doer, ...]:
    held = tuple(Doer("person", str(n)) for n, person in enumerate(people) if role in person.roles)
    return (Doer("role", role),) if held and by_role else held


def _named(name: str, people: Sequence[Person], by_role: bool) -> Doer:
    """Somebody of the team with this name, else somebody else."""
    if not by_role:
        for n, person in enumerate(people):
            if person.name.strip().casefold() == name.casefold():
                return Doer("person", str(n))
    return Doer("named", name)


def _link(first: Step, then: Step, sheet: Workflow) -> Link:
    stage, onward = first.stage.id, then.stage.id
    if first.state != "done" or then.state != "done":
        return Link(stage, onward, "gap")
    if set(first.doers) & set(then.doers):
        return Link(stage, onward, "same")
    states: Mapping[str, LinkState] = {"agreed": "agreed", "informal": "informal", "broken": "broken"}
    return Link(stage, onward, states.get(sheet.handoffs.get(stage, ""), "unknown"))
