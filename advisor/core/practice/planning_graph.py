"""How a project's tasks hang together: what is wrong with them, their groups, and the order of work."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from math import isfinite
from typing import Literal, get_args

from advisor.core.practice.planning import NOT_GIVEN, Limits, Task

Trouble = Literal[
    "too_many",
    "no_id",
    "long_id",
    "repeated_id",
    "unknown_need",
    "own_need",
    "unknown_instead",
    "own_instead",
    "instead_cycle",
    "effort",
    "order",
    "chance",
    "cycle",
]
"""What can be wrong with tasks; ``effort`` is out of bounds, ``order``: low, likely, high do not rise."""

TROUBLES: tuple[Trouble, ...] = get_args(Trouble)

SEPARATORS = re.compile(r"[\s,;、，；/]+")
"""What stands between two ids in a list, and so in no id."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: with which task, and which others are meant; a cycle begins and ends alike."""

    kind: Trouble
    task: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Network:
    """Tasks, and the groups of tasks that can deliver the same result, by their places.

    Attributes:
        tasks: as entered.
        groups: the name of each group: the id of the task that the others stand in for.
        members: the tasks of each group.
        needs: the groups that each task needs.
        outcomes: the groups that the project is for.
        order: the groups, each after those that its members need.
    """

    tasks: tuple[Task, ...]
    groups: tuple[str, ...]
    members: tuple[tuple[int, ...], ...]
    needs: tuple[tuple[int, ...], ...]
    outcomes: tuple[int, ...]
    order: tuple[int, ...]

    def live(self, group: int) -> tuple[int, ...]:
        """The members that can still deliver, or have."""
        return tuple(m for m in self.members[group] if self.tasks[m].odds > 0)

    def is_met(self, group: int) -> bool:
        """Whether a member is done."""
        return any(self.tasks[m].state == "done" for m in self.members[group])


def problems(tasks: Sequence[Task], limits: Limits) -> tuple[Problem, ...]:
    """What is wrong with the tasks, in their order; a cycle is looked for only where nothing else is."""
    if len(tasks) > limits.tasks:
        return (Problem("too_many"),)
    known = {task.id for task in tasks}
    found = [*_naming(tasks, limits), *(p for task in tasks for p in _of_task(task, known, limits))]
    if not found:
        found = [*_instead_cycles(tasks)]
    return tuple(found or _cycle(tasks))


def network(tasks: Sequence[Task]) -> Network:
    """The tasks as a network; they must be without problems."""
    root = {task.id: _root(task, {t.id: t for t in tasks}) for task in tasks}
    groups = tuple(dict.fromkeys(root[task.id] for task in tasks))
    place = {group: n for n, group in enumerate(groups)}
    members: list[list[int]] = [[] for _ in groups]
    for n, task in enumerate(tasks):
        members[place[root[task.id]]].append(n)
    needs = tuple(tuple(dict.fromkeys(place[root[need]] for need in task.after)) for task in tasks)
    before = {g: {need for m in members[g] for need in needs[m]} for g in range(len(groups))}
    order = tuple(TopologicalSorter(before).static_order())
    goals = _outcomes(tasks, members, before)
    return Network(tuple(tasks), groups, tuple(map(tuple, members)), needs, goals, order)


def _outcomes(
    tasks: Sequence[Task], members: Sequence[Sequence[int]], before: Mapping[int, Collection[int]]
) -> tuple[int, ...]:
    """The groups with a marked task; without any, those that nothing depends on."""
    marked = tuple(g for g, group in enumerate(members) if any(tasks[m].outcome for m in group))
    needed = set().union(*before.values()) if before else set()
    return marked or tuple(g for g in range(len(members)) if g not in needed)


def ancestors(net: Network, goals: Iterable[int]) -> frozenset[int]:
    """The tasks on which these groups may depend."""
    todo, seen = list(goals), set[int]()
    while todo:
        group = todo.pop()
        if group not in seen:
            seen.add(group)
            todo += [need for m in net.members[group] for need in net.needs[m]]
    return frozenset(m for group in seen for m in net.members[group])


def required(net: Network, goals: Iterable[int]) -> frozenset[int]:
    """Tasks without which these groups cannot all be reached; those that are done are not among them.

    Not always all of them: where different alternatives share a need further up, it may be missed.
    """
    ways = [net.live(group) or net.members[group] for group in _required_groups(net, goals)]
    return frozenset(some[0] for some in ways if len(some) == 1)


def blocked(net: Network, goals: Iterable[int]) -> tuple[int, ...]:
    """Groups without which these cannot be reached, and that no task can deliver any more."""
    return tuple(sorted(group for group in _required_groups(net, goals) if not net.live(group)))


def _required_groups(net: Network, goals: Iterable[int]) -> set[int]:
    todo, seen = list(goals), set[int]()
    while todo:
        group = todo.pop()
        if group in seen or net.is_met(group):
            continue
        seen.add(group)
        ways = net.live(group) or net.members[group]
        todo += set.intersection(*(set(net.needs[m]) for m in ways))
    return seen


def _naming(tasks: Sequence[Task], limits: Limits) -> Iterator[Problem]:
    seen: set[str] = set()
    for task in tasks:
        if not task.id:
            yield Problem("no_id", task.name)
        elif len(task.id) > limits.letters or SEPARATORS.search(task.id):
            yield Problem("long_id", task.id)
        elif task.id in seen:
            yield Problem("repeated_id", task.id)
        seen.add(task.id)


def _of_task(task: Task, known: Collection[str], limits: Limits) -> Iterator[Problem]:
    for need in task.after:
        if need == task.id:
            yield Problem("own_need", task.id)
        elif need not in known:
            yield Problem("unknown_need", task.id, (need,))
    if task.instead_of and task.instead_of == task.id:
        yield Problem("own_instead", task.id)
    elif task.instead_of and task.instead_of not in known:
        yield Problem("unknown_instead", task.id, (task.instead_of,))
    if not (isfinite(task.chance) and 0 <= task.chance <= 1):
        yield Problem("chance", task.id)
    given = [task.low, *([] if task.likely == NOT_GIVEN else [task.likely]), task.high]
    if any(not isfinite(weeks) or not 0 <= weeks <= limits.weeks for weeks in given):
        yield Problem("effort", task.id)
    elif given != sorted(given):
        yield Problem("order", task.id)


def _root(task: Task, by_id: Mapping[str, Task]) -> str:
    while task.instead_of:
        task = by_id[task.instead_of]
    return task.id


def _instead_cycles(tasks: Sequence[Task]) -> Iterator[Problem]:
    before = {task.id: [task.instead_of] if task.instead_of else [] for task in tasks}
    try:
        TopologicalSorter(before).prepare()
    except CycleError as error:
        yield Problem("instead_cycle", error.args[1][0], tuple(error.args[1]))


def _cycle(tasks: Sequence[Task]) -> list[Problem]:
    """The first ring of needs, told by the tasks that close it; each comes before the next."""
    by_id = {task.id: task for task in tasks}
    root = {task.id: _root(task, by_id) for task in tasks}
    before: dict[str, set[str]] = {}
    for task in tasks:
        before.setdefault(root[task.id], set()).update(root[need] for need in task.after)
    try:
        TopologicalSorter(before).prepare()
    except CycleError as error:
        ring = [
            next(t.id for t in tasks if root[t.id] == then and any(root[need] == first for need in t.after))
            for first, then in pairwise(error.args[1])
        ]
        return [Problem("cycle", ring[-1], (ring[-1], *ring))]
    return []
