"""Chances without chance: every combination of what may succeed or fail, where these are few."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from advisor.core.practice.planning_graph import Network, ancestors, required

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Exact:
    """The chance that groups are all reached, and the same if one task surely works and surely does not.

    ``given`` maps the places of the uncertain tasks that matter to these two.
    """

    chance: float
    given: Mapping[int, tuple[float, float]]


def reached(net: Network, works: Bools) -> Bools:
    """Which groups are reached (groups × cases), from which tasks work (tasks × cases)."""
    out = np.zeros((len(net.groups), works.shape[1]), np.bool_)
    for group in net.order:
        for m in net.members[group]:
            met = works[m].copy()
            if net.tasks[m].state != "done":
                for need in net.needs[m]:
                    met &= out[need]
            out[group] |= met
    return out


def exact(net: Network, goals: Iterable[int], most: int) -> Exact | None:
    """The exact chance, or None where more than ``most`` uncertain tasks would have to be gone through.

    Tasks that are required in any case only multiply, so only the others are combined.
    """
    wanted = list(goals)
    must = required(net, wanted)
    free = [m for m in sorted(ancestors(net, wanted)) if net.tasks[m].uncertain and m not in must]
    if len(free) > most:
        return None
    works, weights = _cases(net, must, free)
    hit = reached(net, works)[wanted].all(axis=0) * weights
    share, factor = float(hit.sum()), prod(net.tasks[m].odds for m in must)
    given = {m: _both(float(hit[works[m]].sum()), share, net.tasks[m].odds, factor) for m in free}
    given |= {m: (share * factor / net.tasks[m].odds, 0.0) for m in sorted(must) if net.tasks[m].uncertain}
    return Exact(share * factor, given)


def _both(on: float, share: float, odds: float, factor: float) -> tuple[float, float]:
    """The chance if a task works and if it does not, from the part of the whole in which it works."""
    return on / odds * factor, max(0.0, share - on) / (1 - odds) * factor


def _cases(net: Network, must: Iterable[int], free: Sequence[int]) -> tuple[Bools, NDArray[np.float64]]:
    """Every combination of the free tasks (tasks × cases), and how likely each is."""
    cases = np.arange(1 << len(free))
    works = np.zeros((len(net.tasks), len(cases)), np.bool_)
    works[[m for m, task in enumerate(net.tasks) if task.odds == 1] + list(must)] = True
    weights = np.ones(len(cases))
    for bit, m in enumerate(free):
        works[m] = (cases >> bit) & 1 == 1
        weights *= np.where(works[m], net.tasks[m].odds, 1 - net.tasks[m].odds)
    return works, weights
