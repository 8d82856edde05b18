"""The files of this tool: ``data/practice/ownership.toml``. Its tables are in ``ownership_table``."""

from functools import cache

from advisor.content.checks import known, positive, unique
from advisor.content.loader import load_model
from advisor.content.practice.handbook import check_basis, check_facts, read_handbook
from advisor.core.model import Model
from advisor.core.practice.ownership import (
    LETTERS,
    NOTHING,
    OWN,
    Ownership,
    OwnershipHandbook,
    Proposal,
    parties,
)
from advisor.errors import DataError

_FILE = "practice/ownership.toml"


@cache
def handbook() -> OwnershipHandbook:
    """What the tool answers from; raises DataError when its file breaks a rule."""
    book = read_handbook(OwnershipHandbook, "ownership")
    unique(_FILE, "party.id", [*(party.id for party in book.party), *OWN])
    unique(_FILE, "activity.id", [activity.id for activity in book.activity])
    for activity in book.activity:
        check_basis(_FILE, activity.id, activity.basis, activity.sources)
    for proposal in book.proposal:
        _check_proposal(book, proposal)
    _check_complete(book)
    positive(_FILE, "most.value", book.most.value)
    positive(_FILE, "fewest", book.fewest)
    for fact in book.limits:
        known(_FILE, "limits", fact, load_model().statements)
    for key in ("most", "one_accountable", "somebody_works", "deciders", "letters"):
        rule = getattr(book, key)
        check_facts(_FILE, key, rule.basis, rule.facts)
    return book


def _check_proposal(book: OwnershipHandbook, proposal: Proposal) -> None:
    """References exist, one party is accountable, and somebody does the work."""
    where = f"{proposal.activity} × {proposal.position}"
    model, columns = load_model(), [party.id for party in book.party]
    known(_FILE, "proposal.activity", proposal.activity, [activity.id for activity in book.activity])
    axis = next(axis for axis in model.axes if axis.id == proposal.axis)
    known(_FILE, f"{where}.position", proposal.position, axis.positions)
    for archetype in proposal.archetypes:
        known(_FILE, f"{where}.archetypes", archetype, model.archetype_ids)
    for party in proposal.cells:
        known(_FILE, f"{where}.cells", party, columns)
    for party in proposal.stated:
        known(_FILE, f"{where}.stated", party, proposal.cells)
    check_facts(_FILE, where, "stated" if proposal.stated else "inferred", proposal.facts)
    letters = list(proposal.cells.values())
    if sum("A" in one for one in letters) != 1 or not any("R" in one for one in letters):
        raise DataError(_FILE, where, "one party accountable and one at least responsible", letters)


def _check_complete(book: OwnershipHandbook) -> None:
    """Every activity follows one axis, with a proposal for each position, and no two for one case."""
    cases = [(one.activity, one.position, one.archetypes) for one in book.proposal]
    unique(_FILE, "proposal", cases)
    for activity in book.activity:
        axes = {one.axis for one in book.proposal if one.activity == activity.id}
        if len(axes) != 1:
            raise DataError(_FILE, activity.id, "proposals that follow one axis", sorted(axes))
        axis = next(axis for axis in load_model().axes if axis.id in axes)
        for position in axis.positions:
            known(_FILE, activity.id, position, [case[1] for case in cases if case[0] == activity.id])


def checked(sheet: Ownership, model: Model, where: str) -> tuple[Ownership, tuple[str, ...]]:
    """The sheet without what this version does not know, and the names of that."""
    book = handbook()
    usual = [party.id for party in book.party]
    names = {party: name for party, name in sheet.names.items() if party in (*usual, *OWN)}
    unused = [_path("names", party) for party in sheet.names if party not in names]
    columns = parties(book, Ownership(names=names))
    activities = [activity.id for activity in book.activity]
    cells: dict[str, dict[str, str]] = {}
    for activity, row in sheet.cells.items():
        for party, letters in row.items():
            if activity in activities and party in columns and letters in (*LETTERS, NOTHING):
                cells.setdefault(activity, {})[party] = letters
            else:
                unused.append(_path("cells", activity, party))
    return Ownership(cells, names, sheet.adopted), tuple(unused)


def _path(*parts: str) -> str:
    """What a part of the sheet is called where it could not be used."""
    return ".".join(("ownership", *parts))
