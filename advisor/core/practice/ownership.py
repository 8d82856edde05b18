"""Who is responsible, accountable, consulted and informed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from advisor.core.model import AxisId, Basis

Letters = Literal["AR", "A", "R", "C", "I"]
"""Accountable and responsible, accountable, responsible, consulted, informed."""

LETTERS: tuple[Letters, ...] = ("AR", "A", "R", "C", "I")

NOTHING = "-"
"""The leader's entry for a party that has nothing to do with an activity, whatever is proposed."""

OWN = ("own1", "own2", "own3")
"""Ids of the parties that the leader may add; each is there once it has a name."""

Area = Literal["data", "model", "product"]


@dataclass(frozen=True, slots=True)
class Ownership:
    """What the leader entered.

    Attributes:
        cells: activity id to party id to letters, or to ``NOTHING``; only the leader's own entries.
        names: party id to the name that it has here; a party of the leader's own exists by its name.
        adopted: whether the leader works with the proposal as it stands.
    """

    cells: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    adopted: bool = False


@dataclass(frozen=True, slots=True)
class Party:
    """A column of the matrix. ``works`` is false for one that should decide, not do the work."""

    id: str
    works: bool


@dataclass(frozen=True, slots=True)
class Activity:
    """A row of the matrix, and what says that it is part of the work."""

    id: str
    area: Area
    basis: Basis
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who does what in an activity where an organisation is advised to stand at a position of an axis.

    Attributes:
        activity: the row that it fills.
        axis, position: where the organisation stands.
        archetypes: the only archetypes it is for; every archetype without one of its own where this is empty.
        cells: party id to letters.
        stated: the parties whose letters a source states; the others are this project's reasoning.
        facts: the statements behind it.
    """

    activity: str
    axis: AxisId
    position: str
    archetypes: tuple[str, ...]
    cells: Mapping[str, Letters]
    stated: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """A share from 0 to 1, a number of this project's own."""

    value: float
    basis: Basis
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a check of the matrix rests on."""

    basis: Basis
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnershipHandbook:
    """Rows, columns, what is proposed for each position, and what the checks rest on.

    ``most`` is the share of the activities for which one party should be accountable at most; it is looked at
    from ``fewest`` activities on. ``limits`` are statements that are told wherever a letter rests on them.
    """

    party: tuple[Party, ...]
    activity: tuple[Activity, ...]
    proposal: tuple[Proposal, ...]
    most: Share
    fewest: int
    limits: tuple[str, ...]
    one_accountable: Rule
    somebody_works: Rule
    deciders: Rule
    letters: Rule

    def axis_of(self, activity: str) -> AxisId:
        """The axis that an activity's proposals follow."""
        return next(one.axis for one in self.proposal if one.activity == activity)

    def proposed(self, activity: str, position: str | None, archetype: str | None) -> Proposal | None:
        """What is proposed at a position, for this archetype or for all; None where there is nothing."""
        found = [one for one in self.proposal if (one.activity, one.position) == (activity, position)]
        special = [one for one in found if archetype in one.archetypes]
        general = [one for one in found if not one.archetypes]
        return next(iter(special or general), None)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the organisation stands on an axis and where it is advised to, and what that advice rests on."""

    now: str | None
    advised: str | None
    basis: Basis = "inferred"


@dataclass(frozen=True, slots=True)
class Cell:
    """The letters of a party, and whether the leader entered them; else what they rest on.

    ``letters`` is empty where the party has nothing to do with the activity.
    """

    letters: str
    own: bool = False
    basis: Basis = "inferred"
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """An activity with its cells by party; every party has one."""

    activity: Activity
    cells: Mapping[str, Cell]

    def with_letter(self, letter: str) -> tuple[str, ...]:
        """The parties that have this letter, alone or beside another."""
        return tuple(party for party, cell in self.cells.items() if letter in cell.letters)

    @property
    def filled(self) -> bool:
        """Whether any party has a letter."""
        return any(cell.letters for cell in self.cells.values())

    @property
    def sound(self) -> bool:
        """Whether exactly one party is accountable and somebody does the work."""
        return len(self.with_letter("A")) == 1 and bool(self.with_letter("R"))


@dataclass(frozen=True, slots=True)
class Matrix:
    """Everything that is filled in, proposed or entered."""

    parties: tuple[str, ...]
    rows: tuple[Row, ...]

    def row(self, activity: str) -> Row:
        """The row of an activity."""
        return next(row for row in self.rows if row.activity.id == activity)

    @property
    def sound(self) -> int:
        """In how many activities one party is accountable and somebody does the work."""
        return sum(row.sound for row in self.rows)


def parties(handbook: OwnershipHandbook, sheet: Ownership) -> tuple[str, ...]:
    """The columns: the usual ones, and those of the leader's own that have a name."""
    return (
        *(party.id for party in handbook.party),
        *(own for own in OWN if sheet.names.get(own, "").strip()),
    )


def proposed(
    handbook: OwnershipHandbook, places: Mapping[AxisId, Place], archetype: str | None
) -> Mapping[str, Mapping[str, Cell]]:
    """What is proposed: activity id to party id to cell; nothing while no position is advised.

    A cell is stated only if both the position is advised by a source and a source states the letters there.
    """
    found: dict[str, Mapping[str, Cell]] = {}
    for activity in handbook.activity:
        place = places.get(handbook.axis_of(activity.id), Place(None, None))
        proposal = handbook.proposed(activity.id, place.advised, archetype)
        if proposal is None:
            continue
        found[activity.id] = {
            party: Cell(
                letters,
                basis="stated" if place.basis == "stated" and party in proposal.stated else "inferred",
                facts=proposal.facts,
            )
            for party, letters in proposal.cells.items()
        }
    return found


def matrix(
    handbook: OwnershipHandbook, sheet: Ownership, proposal: Mapping[str, Mapping[str, Cell]]
) -> Matrix:
    """The proposal with the leader's own entries in place of its cells."""
    columns = parties(handbook, sheet)

    def cell(activity: str, party: str) -> Cell:
        entered = sheet.cells.get(activity, {}).get(party)
        if entered is not None:
            return Cell("" if entered == NOTHING else entered, own=True)
        return proposal.get(activity, {}).get(party, Cell(""))

    rows = tuple(
        Row(activity, {party: cell(activity.id, party) for party in columns})
        for activity in handbook.activity
    )
    return Matrix(columns, rows)


def entered(sheet: Ownership, activity: str, cells: Mapping[str, str]) -> Mapping[str, Mapping[str, str]]:
    """The sheet's cells with those of one activity replaced; without an entry the activity has no key."""
    others = {key: row for key, row in sheet.cells.items() if key != activity}
    return others | {activity: dict(cells)} if cells else others


def normal(
    letters: Mapping[str, Mapping[str, str]], proposal: Mapping[str, Mapping[str, Cell]]
) -> Mapping[str, Mapping[str, str]]:
    """The entries that differ from what is proposed: what has to be stored to get these letters.

    ``letters`` is activity id to party id to letters, empty for nothing; what has no key stays as proposed.
    """
    found: dict[str, dict[str, str]] = {}
    for activity, row in letters.items():
        for party, said in row.items():
            plan = proposal.get(activity, {}).get(party)
            if said != (plan.letters if plan else ""):
                found.setdefault(activity, {})[party] = said or NOTHING
    return found


# ---- Checks ----


@dataclass(frozen=True, slots=True)
class Findings:
    """What is not as it should be; ids of activities and parties.

    Attributes:
        none, several, undone: activities for which nobody is accountable, several are, nobody does the work.
        blank: activities in which nobody has a letter yet; they are in none of the others.
        everything: the party that is accountable for all activities; empty where there is none.
        much: party id to its share of the activities, where that is more than it should be.
        deciding: activities that a party does which should decide only, with that party.
    """

    none: tuple[str, ...]
    several: tuple[str, ...]
    undone: tuple[str, ...]
    blank: tuple[str, ...]
    everything: str
    much: Mapping[str, float]
    deciding: tuple[tuple[str, str], ...]

    @property
    def any(self) -> bool:
        """Whether there is anything to mend; what is only blank is not."""
        return bool(self.none or self.several or self.undone or self.everything or self.much or self.deciding)


def findings(handbook: OwnershipHandbook, filled: Matrix) -> Findings:
    """The checks of the matrix."""
    rows = [row for row in filled.rows if row.filled]
    shares = _shares(rows, filled.parties) if len(rows) >= handbook.fewest else {}
    deciders = [party.id for party in handbook.party if not party.works]
    return Findings(
        none=tuple(row.activity.id for row in rows if not row.with_letter("A")),
        several=tuple(row.activity.id for row in rows if len(row.with_letter("A")) > 1),
        undone=tuple(row.activity.id for row in rows if not row.with_letter("R")),
        blank=tuple(row.activity.id for row in filled.rows if not row.filled),
        everything=next((party for party, share in shares.items() if share == 1), ""),
        much={party: share for party, share in shares.items() if handbook.most.value < share < 1},
        deciding=tuple(
            (row.activity.id, party) for row in rows for party in row.with_letter("R") if party in deciders
        ),
    )


def _shares(rows: Sequence[Row], columns: Sequence[str]) -> Mapping[str, float]:
    """Party id to the share of the activities for which it is accountable."""
    return {party: sum(party in row.with_letter("A") for row in rows) / len(rows) for party in columns}


@dataclass(frozen=True, slots=True)
class Move:
    """Accountability that changes hands between where the organisation stands and where it is advised to.

    ``facts`` are those behind the advised position's proposal.
    """

    activity: str
    now: str
    advised: str
    facts: tuple[str, ...]


def moves(
    handbook: OwnershipHandbook, places: Mapping[AxisId, Place], archetype: str | None
) -> tuple[Move, ...]:
    """For which activities another party is accountable at the advised position than at the present one."""
    found: list[Move] = []
    for activity in handbook.activity:
        place = places.get(handbook.axis_of(activity.id), Place(None, None))
        here = handbook.proposed(activity.id, place.now, archetype)
        there = handbook.proposed(activity.id, place.advised, archetype)
        if here and there and (a := _accountable(here)) != (b := _accountable(there)):
            found.append(Move(activity.id, a, b, there.facts))
    return tuple(found)


def _accountable(proposal: Proposal) -> str:
    return next((party for party, letters in proposal.cells.items() if "A" in letters), "")
