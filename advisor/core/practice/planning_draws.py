"""A project played through many times: what is reached when, vectorised over the draws."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, sqrt

import numpy as np
from numpy.typing import NDArray

from advisor.core.practice.planning import Simulation, Task
from advisor.core.practice.planning_graph import Network

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Draws:
    """Every draw of a project; weeks from its start, infinite where something is not begun or not reached.

    Attributes:
        works: whether each task succeeds (tasks × draws).
        start: when each task begins.
        finish: when each task ends, whether it succeeds or not.
        reach: when each group's result is there (groups × draws).
        whole: when the last of the outcomes is there (draws).
    """

    works: Bools
    start: Floats
    finish: Floats
    reach: Floats
    whole: Floats


def triangular(task: Task, spread: Floats) -> Floats:
    """Weeks of effort for random numbers from 0 to 1: the likely effort is the peak between both ends."""
    low, peak, high = task.low, task.weeks, task.high
    if low == high or task.state in ("done", "failed"):
        return np.full(spread.shape, peak)
    width = high - low
    is_early = spread * width < peak - low
    side = np.where(is_early, spread * (peak - low), (1 - spread) * (high - peak))
    way = np.sqrt(side * width)
    return np.where(is_early, low + way, high - way)


def play(net: Network, settings: Simulation, now: float) -> Draws:
    """The project, played ``settings.draws`` times; the same plan gives the same draws."""
    rng = np.random.default_rng(settings.seed)
    shape = (len(net.tasks), settings.draws)
    luck, spread = rng.random(shape), rng.random(shape)
    odds = np.array([task.odds for task in net.tasks]).reshape(-1, 1)
    effort = np.stack([triangular(task, row) for task, row in zip(net.tasks, spread, strict=True)])
    return timed(net, luck < odds, effort, now)


def timed(net: Network, works: Bools, effort: Floats, now: float) -> Draws:
    """What is reached when, if tasks work and take as told (both tasks × draws)."""
    start, finish = np.empty_like(effort), np.empty_like(effort)
    reach = np.full((len(net.groups), effort.shape[1]), inf)
    for group in net.order:
        for m in net.members[group]:
            start[m] = _begin(net, m, reach, now)
            finish[m] = start[m] + effort[m]
            if net.tasks[m].state == "running":
                np.maximum(finish[m], now, out=finish[m])
            np.minimum(reach[group], np.where(works[m], finish[m], inf), out=reach[group])
    whole = reach[list(net.outcomes)].max(axis=0)
    return Draws(works, start, finish, reach, whole)


def _begin(net: Network, m: int, reach: Floats, now: float) -> Floats:
    """When a task begins: once its needs are there, and never in the past if it is still to be begun.

    A task that is done was begun whatever became of its needs: only those that are there count for it.
    """
    task = net.tasks[m]
    first = np.full(reach.shape[1], now if task.state == "open" else 0.0)
    for need in net.needs[m]:
        if task.state != "done" or net.is_met(need):
            np.maximum(first, reach[need], out=first)
    return first


def fixed(net: Network) -> tuple[tuple[float, float], ...]:
    """Start and finish of each task if everything works and takes its likely effort, as first planned.

    Nothing has happened yet in it, and what stands in for another task is not waited for.
    """
    reach = [0.0] * len(net.groups)
    spans = [(0.0, 0.0)] * len(net.tasks)
    for group in net.order:
        for m in net.members[group]:
            start = max((reach[need] for need in net.needs[m]), default=0.0)
            spans[m] = (start, start + net.tasks[m].weeks)
        first = next(m for m in net.members[group] if net.tasks[m].id == net.groups[group])
        reach[group] = spans[first][1]
    return tuple(spans)


def waited_for(net: Network, draws: Draws) -> Floats:
    """For each task the share of the finishing draws in which the whole's date hangs on it."""
    done = np.isfinite(draws.whole)
    late = np.zeros_like(draws.reach, np.bool_)
    for goal in net.outcomes:
        late[goal] = done & (draws.reach[goal] == draws.whole)
    shares = np.zeros(len(net.tasks))
    for group in reversed(net.order):
        for m in net.members[group]:
            delivers = late[group] & draws.works[m] & (draws.finish[m] == draws.reach[group])
            shares[m] = delivers.sum()
            for need in net.needs[m]:
                late[need] |= delivers & (draws.reach[need] == draws.start[m])
    return shares / max(1, int(done.sum()))


def error(hits: int, draws: int) -> float:
    """The standard error of a share counted in draws; smoothed, so that none and all are not certain."""
    share = (hits + 1) / (draws + 2)
    return sqrt(share * (1 - share) / draws)


def quantiles(weeks: Floats, shares: Sequence[float], least: int) -> tuple[float, ...]:
    """The weeks by which these shares of the finite values are over; none where too few are finite."""
    finite = weeks[np.isfinite(weeks)]
    return tuple(float(week) for week in np.quantile(finite, shares)) if len(finite) >= least else ()
