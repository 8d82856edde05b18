"""What to look for, what to offer and how to interview: one kit for each role that is to be filled.

The rules are in ``hiring_rules``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, cast

from advisor.core.model import Basis

Standing = Literal["have", "can", "no"]
"""Whether the organisation has an offer now, can make it, or neither."""

PointKind = Literal["look", "avoid", "remember"]
DemandKind = Literal["duty", "skill", "experience", "tool", "degree"]
Area = Literal["software", "ml", "mathematics", "data", "systems", "research", "product", "people", "record"]
"""What an interview can show of somebody; ``record`` is what they did and earned before."""

Aim = Literal["strength", "minimum"]
"""A strength is confirmed; of anything else a minimum is enough."""

OWN = "own:"
"""What stands before the text of a leader's own demand where demands are named."""


# ---- What the leader enters ----


@dataclass(frozen=True, slots=True)
class Own:
    """A demand in the leader's words; ``role`` is the one it belongs to, empty where that is not said."""

    text: str = ""
    role: str = ""
    nice: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    """One round: its form, what it checks besides what the form shows, and what is enough in it."""

    form: str = ""
    also: tuple[str, ...] = ()
    bar: str = ""


@dataclass(frozen=True, slots=True)
class Kit:
    """What is wanted of one role: demands that must be met or would be nice, own ones, and the rounds."""

    must: tuple[str, ...] = ()
    nice: tuple[str, ...] = ()
    own: tuple[Own, ...] = ()
    rounds: tuple[Round, ...] = ()

    def with_own(self, own: Own) -> "Kit":
        """The kit with this demand; one of the same words is replaced."""
        return replace(self, own=(*(one for one in self.own if one.text != own.text), own))

    def without_own(self, text: str) -> "Kit":
        """The kit without the demand of these words, also in its rounds."""
        rounds = tuple(
            replace(one, also=tuple(key for key in one.also if key != OWN + text)) for one in self.rounds
        )
        return replace(self, own=tuple(one for one in self.own if one.text != text), rounds=rounds)

    def with_forms(self, forms: Iterable[str]) -> "Kit":
        """The kit with a round of each of these forms, in this order; rounds that were there are kept."""
        kept = {one.form: one for one in self.rounds}
        return replace(self, rounds=tuple(kept.get(form, Round(form)) for form in forms))


@dataclass(frozen=True, slots=True)
class Hiring:
    """The role worked on (empty: not chosen yet), the organisation's offers, and a kit for each role."""

    role: str = ""
    offers: Mapping[str, Standing] = field(default_factory=dict)
    kits: Mapping[str, Kit] = field(default_factory=dict)

    def kit(self, role: str) -> Kit:
        """What is wanted of a role."""
        return self.kits.get(role, Kit())

    def with_kit(self, role: str, kit: Kit) -> "Hiring":
        """The sheet with this kit; an empty one is left out."""
        others = {one: kept for one, kept in self.kits.items() if one != role}
        return replace(self, kits=others if kit == Kit() else {**others, role: kit})

    def with_offers(self, offers: Mapping[str, str]) -> "Hiring":
        """The sheet with these answers; an offer without an answer is left out."""
        return replace(self, offers={one: cast(Standing, said) for one, said in offers.items() if said})


# ---- What the sources and this project say ----


@dataclass(frozen=True, slots=True)
class Fallback:
    """The role to begin with where the team lacks none that is known."""

    role: str
    basis: Basis
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limit:
    """Over how many roles one post's must-demands may spread, and which kinds of demands count for it."""

    roles: int
    kinds: tuple[DemandKind, ...]
    basis: Basis
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """Something to look for in candidates for these roles, to avoid, or to bear in mind."""

    id: str
    kind: PointKind
    roles: tuple[str, ...]
    basis: Basis
    sources: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence with its grounds."""

    id: str
    basis: Basis
    sources: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfArchetype:
    """What hiring is like, or should begin with, in one archetype."""

    id: str
    archetype: str
    basis: Basis
    sources: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to find people; ``research`` ways begin with papers and conferences."""

    id: str
    research: bool
    basis: Basis
    sources: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reach:
    """The roles for which the research ways are worth the time."""

    research_roles: tuple[str, ...]
    basis: Basis
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Want:
    """Something practitioners want, and the offers that answer it."""

    id: str
    offers: tuple[str, ...]
    basis: Basis
    sources: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A form of interview and the areas it shows; ``useful`` where a source recommends it for ML."""

    id: str
    useful: bool
    shows: tuple[Area, ...]
    basis: Basis
    sources: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """For one role: the areas in which a strength is confirmed, and those in which a minimum is enough."""

    role: str
    strength: tuple[Area, ...]
    minimum: tuple[Area, ...]
    basis: Basis
    sources: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """That a demand belongs to a role, and who says so."""

    role: str
    basis: Basis
    sources: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Demand:
    """Something an advertisement can demand, the area in which it shows, and the roles it belongs to."""

    id: str
    kind: DemandKind
    area: Area
    ties: tuple[Tie, ...]

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles it belongs to."""
        return tuple(tie.role for tie in self.ties)


@dataclass(frozen=True, slots=True)
class HiringHandbook:
    """What the sources and this project say for this tool."""

    fallback: Fallback
    limit: Limit
    point: tuple[Point, ...]
    market: tuple[Fact, ...]
    archetype: tuple[OfArchetype, ...]
    channel: tuple[Channel, ...]
    reach: Reach
    want: tuple[Want, ...]
    form: tuple[Form, ...]
    bar: tuple[Bar, ...]
    rule: tuple[Fact, ...]
    demand: tuple[Demand, ...]

    def points_of(self, role: str) -> tuple[Point, ...]:
        """What the sources advise for a role; empty where none gives advice."""
        return tuple(point for point in self.point if role in point.roles)

    def channels_of(self, role: str) -> tuple[Channel, ...]:
        """Where to find people for a role."""
        return tuple(one for one in self.channel if not one.research or role in self.reach.research_roles)

    def demands_for(self, role: str) -> tuple[Demand, ...]:
        """Every demand, those that belong to the role first."""
        return tuple(sorted(self.demand, key=lambda demand: role not in demand.roles))

    def demand_of(self, demand: str) -> Demand:
        """The demand with this id."""
        return next(known for known in self.demand if known.id == demand)

    def form_of(self, form: str) -> Form:
        """The form with this id."""
        return next(known for known in self.form if known.id == form)

    def bar_of(self, role: str) -> Bar | None:
        """The bars of a role; None where nothing is known of it."""
        return next((bar for bar in self.bar if bar.role == role), None)

    @property
    def offers(self) -> tuple[str, ...]:
        """Every offer, in the order of what practitioners want."""
        return tuple(offer for want in self.want for offer in want.offers)
