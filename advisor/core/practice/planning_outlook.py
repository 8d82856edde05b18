"""What a plan with chances comes to: its outcomes, what puts them at risk, and what its date hangs on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from math import hypot

import numpy as np

from advisor.core.practice.planning import Limits, Project, Simulation
from advisor.core.practice.planning_chances import Exact, exact
from advisor.core.practice.planning_draws import (
    Bools,
    Draws,
    Floats,
    error,
    fixed,
    play,
    quantiles,
    waited_for,
)
from advisor.core.practice.planning_graph import Network, ancestors, blocked, network, required


@dataclass(frozen=True, slots=True)
class Reach:
    """How likely something is reached, and when.

    Attributes:
        group: the name of the group; empty for the whole.
        chance: of its being reached at all.
        error: the chance's standard error; 0 where the chance is exact.
        by_week: the chance that it is there by the chosen week; None where none was chosen.
        by_error: the standard error of that.
        weeks: early, middle and late week of its finish if it is reached; empty where too few draws tell.
    """

    group: str
    chance: float
    error: float
    by_week: float | None
    by_error: float
    weeks: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Risk:
    """What one uncertain task costs the whole; shares of the whole's chance.

    Attributes:
        task: its id.
        gain: what the whole would gain if the task were certain; None where too few draws tell.
        alternative: what one more alternative with the same chance, tried at the same time, would bring.
        error: the standard error of the gain; 0 where it is exact.
    """

    task: str
    gain: float | None
    alternative: float
    error: float


@dataclass(frozen=True, slots=True)
class Span:
    """When a task is worked on: the middle of its begin and end, and early and late ends; weeks."""

    start: float
    finish: float
    early: float
    late: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """Everything a plan comes to.

    Attributes:
        whole: all outcomes together.
        results: each outcome.
        risks: uncertain tasks, the greatest gain first; those without a figure at the end.
        waiting: task id to the share of finishing draws in which the date hangs on it.
        planned: task id to start and finish in the fixed plan.
        drawn: ids of the tasks to draw: all, or where they are many, results, risks and what is waited for.
        spans: task id of those to when it is worked on; without those that are never begun.
        blocked: needed groups that no task can deliver any more.
        saved: the whole's chance if those were delivered after all.
        ready: open tasks whose needs are all there.
        draws: how many draws this rests on.
    """

    whole: Reach
    results: tuple[Reach, ...]
    risks: tuple[Risk, ...]
    waiting: Mapping[str, float]
    planned: Mapping[str, tuple[float, float]]
    drawn: tuple[str, ...]
    spans: Mapping[str, Span]
    blocked: tuple[str, ...]
    saved: float
    ready: tuple[str, ...]
    draws: int

    @property
    def is_exact(self) -> bool:
        """Whether every chance was computed by going through all combinations."""
        return not any(one.error for one in (self.whole, *self.results))


def outlook(project: Project, settings: Simulation, limits: Limits) -> Outlook:
    """What the project comes to; it must have tasks, and these no problems."""
    net = network(project.tasks)
    draws = play(net, settings, project.now)
    certain = exact(net, net.outcomes, settings.exact)
    whole = _reach("", draws.whole, certain, project.week, settings)
    shares = waited_for(net, draws)
    ids = [task.id for task in net.tasks]
    risks = _risks(net, draws, certain, whole, settings)
    gone = blocked(net, net.outcomes)
    drawn = _drawn(net, risks, shares, limits)
    waiting = {name: float(share) for name, share in zip(ids, shares, strict=True)}
    return Outlook(
        whole,
        tuple(_result(net, draws, goal, project.week, settings) for goal in net.outcomes),
        risks,
        waiting,
        dict(zip(ids, fixed(net), strict=True)),
        tuple(ids[m] for m in drawn),
        {ids[m]: span for m in drawn if (span := _span(draws, m, settings))},
        tuple(net.groups[group] for group in gone),
        _saved(net, gone, settings) if gone else whole.chance,
        _ready(net),
        settings.draws,
    )


def _drawn(net: Network, risks: Sequence[Risk], shares: Floats, limits: Limits) -> list[int]:
    """The tasks to draw: all, or where they are many, results, risky ones and those waited for, in turn."""
    places = {task.id: m for m, task in enumerate(net.tasks)}
    if len(places) <= limits.drawn:
        return list(range(len(places)))
    path = [int(m) for m in np.argsort(-shares, kind="stable") if shares[m] > 0]
    ends = [net.members[goal][0] for goal in net.outcomes]
    turns = zip_longest(ends, [places[risk.task] for risk in risks], path)
    chosen = dict.fromkeys(m for turn in turns for m in turn if m is not None)
    return sorted([*chosen, *(m for m in places.values() if m not in chosen)][: limits.drawn])


def _reach(group: str, weeks: Floats, certain: Exact | None, week: float, settings: Simulation) -> Reach:
    hits, total = int(np.isfinite(weeks).sum()), len(weeks)
    chance, off = (certain.chance, 0.0) if certain else (hits / total, error(hits, total))
    by_week, by_error = _by(int((weeks <= week).sum()), hits, total, certain) if week else (None, 0.0)
    shares = (settings.early, settings.middle, settings.late)
    return Reach(group, chance, off, by_week, by_error, quantiles(weeks, shares, settings.least))


def _by(in_time: int, hits: int, total: int, certain: Exact | None) -> tuple[float, float]:
    """The chance by a week and its standard error: of an exact chance, the share of its draws in time."""
    if certain and hits:
        return certain.chance * in_time / hits, certain.chance * error(in_time, hits)
    return in_time / total, error(in_time, total) if certain is None or certain.chance else 0.0


def _result(net: Network, draws: Draws, goal: int, week: float, settings: Simulation) -> Reach:
    certain = exact(net, [goal], settings.exact)
    return _reach(net.groups[goal], draws.reach[goal], certain, week, settings)


def _risks(
    net: Network, draws: Draws, certain: Exact | None, whole: Reach, settings: Simulation
) -> tuple[Risk, ...]:
    """The tasks that matter; a gain from draws that may be nothing but noise is left out."""
    must = required(net, net.outcomes)
    done = np.isfinite(draws.whole)
    found = []
    for m in sorted(ancestors(net, net.outcomes)):
        task = net.tasks[m]
        if not task.uncertain:
            continue
        if certain:
            on, off = certain.given.get(m, (0.0, 0.0))
            found.append(_risk(task.id, task.odds, on - off, 0.0))
        elif m in must:
            found.append(_risk(task.id, task.odds, whole.chance / task.odds, whole.error / task.odds))
        else:
            found.append(_conditioned(task.id, task.odds, done, draws.works[m], settings))
    told = [
        one for one in found if one.gain is None or one.gain >= max(settings.gain, settings.clear * one.error)
    ]
    return tuple(sorted(told, key=lambda one: -(one.gain or 0.0)))


def _risk(name: str, odds: float, difference: float, off: float) -> Risk:
    """From the whole's chance if the task surely works, less the same if it surely does not."""
    gain = (1 - odds) * difference
    return Risk(name, gain, odds * gain, (1 - odds) * off)


def _conditioned(name: str, odds: float, done: Bools, works: Bools, settings: Simulation) -> Risk:
    """The same from the draws: those in which the task works against those in which it does not.

    Where these are too few, no gain is told, unless it cannot be worth telling: it is at most the chance of
    failing, times the whole's chance if the task works.
    """
    on, off = done[works], done[~works]
    if min(len(on), len(off)) < settings.least:
        most = (1 - odds) * (float(on.mean()) if len(on) >= settings.least else 1.0)
        return Risk(name, None if most >= settings.gain else 0.0, 0.0, 0.0)
    either = hypot(*(error(int(part.sum()), len(part)) for part in (on, off)))
    return _risk(name, odds, float(on.mean() - off.mean()), either)


def _span(draws: Draws, m: int, settings: Simulation) -> Span | None:
    begun = np.isfinite(draws.start[m])
    if not begun.any():
        return None
    ends = np.quantile(draws.finish[m][begun], (settings.early, settings.middle, settings.late))
    early, middle, late = map(float, ends)
    return Span(float(np.median(draws.start[m][begun])), middle, early, late)


def _saved(net: Network, gone: Sequence[int], settings: Simulation) -> float:
    """The whole's chance if the results that nothing delivers any more came after all."""
    tasks = list(net.tasks)
    for group in gone:
        first = net.members[group][0]
        tasks[first] = replace(tasks[first], state="open", chance=1.0)
    other = replace(net, tasks=tuple(tasks))
    certain = exact(other, net.outcomes, settings.exact)
    return certain.chance if certain else float(np.isfinite(play(other, settings, 0.0).whole).mean())


def _ready(net: Network) -> tuple[str, ...]:
    """Open tasks that can begin at once."""
    return tuple(
        task.id
        for m, task in enumerate(net.tasks)
        if task.state == "open" and all(net.is_met(need) for need in net.needs[m])
    )
