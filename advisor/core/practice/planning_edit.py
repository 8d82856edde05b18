"""Changes to a list of tasks that keep its references whole."""

from collections.abc import Sequence
from dataclasses import replace

from advisor.core.practice.planning import Task


def without(tasks: Sequence[Task], gone: str) -> tuple[tuple[Task, ...], tuple[str, ...]]:
    """The tasks without one, and the ids of those that had named it.

    The first alternative to it takes its place: what needed it, and the other alternatives, then name that.
    """
    removed = next(task for task in tasks if task.id == gone)
    heirs = [task.id for task in tasks if task.instead_of == gone]
    heir = removed.instead_of or (heirs[0] if heirs else "")
    kept = tuple(_renamed(task, gone, heir) for task in tasks if task.id != gone)
    touched = [task.id for task in tasks if gone in task.after or task.instead_of == gone]
    return kept, tuple(touched)


def changed(tasks: Sequence[Task], old: str, new: Task) -> tuple[Task, ...]:
    """The tasks with one of them changed; if its id changed, the others follow."""
    return tuple(new if task.id == old else _renamed(task, old, new.id) for task in tasks)


def _renamed(task: Task, old: str, new: str) -> Task:
    """The task with another id in the place of one it names; without that where the new one is empty."""
    named = dict.fromkeys(new if need == old else need for need in task.after)
    after = tuple(need for need in named if need and need != task.id)
    instead = new if task.instead_of == old else task.instead_of
    return replace(task, after=after, instead_of="" if instead == task.id else instead)
