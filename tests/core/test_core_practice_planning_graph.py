"""Tasks that do not fit together, and changes that keep them together."""

from dataclasses import replace
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.core.practice.planning import NOT_GIVEN, Task
from advisor.core.practice.planning_edit import changed, without
from advisor.core.practice.planning_graph import TROUBLES, Problem, ancestors, network, problems, required
from tests.core.projects import LIMITS, chain, tasks

A, B, C = Task("A"), Task("B", after=("A",)), Task("C", after=("B",))

WRONG = {
    "too_many": (tuple(Task(f"T{n}") for n in range(LIMITS.tasks + 1)), Problem("too_many")),
    "no_id": ((Task("", "a name"),), Problem("no_id", "a name")),
    "long_id": ((Task("A B"),), Problem("long_id", "A B")),
    "repeated_id": ((A, A), Problem("repeated_id", "A")),
    "unknown_need": ((A, Task("B", after=("X",))), Problem("unknown_need", "B", ("X",))),
    "own_need": ((Task("A", after=("A",)),), Problem("own_need", "A")),
    "unknown_instead": ((Task("A", instead_of="X"),), Problem("unknown_instead", "A", ("X",))),
    "own_instead": ((Task("A", instead_of="A"),), Problem("own_instead", "A")),
    "instead_cycle": (
        (Task("A", instead_of="B"), Task("B", instead_of="A")),
        Problem("instead_cycle", "A", ("A", "B", "A")),
    ),
    "effort": ((Task("A", low=-2),), Problem("effort", "A")),
    "order": ((Task("A", low=3, likely=2, high=4),), Problem("order", "A")),
    "chance": ((Task("A", chance=1.5),), Problem("chance", "A")),
    "cycle": ((replace(A, after=("C",)), B, C), Problem("cycle", "C", ("C", "A", "B", "C"))),
}


def rotations(ring: tuple[str, ...]) -> set[tuple[str, ...]]:
    """The same ring, begun anywhere."""
    body = ring[:-1]
    return {(*body[n:], *body[:n], body[n]) for n in range(len(body))}


@pytest.mark.parametrize("kind", TROUBLES)
def test_what_is_wrong_is_named(kind: str) -> None:
    """Each trouble is found, with the task it is about and the others that are meant."""
    some, expected = WRONG[kind]
    (found, *rest) = problems(some, LIMITS)
    assert not rest
    assert found.kind == expected.kind
    if kind.endswith("cycle"):
        assert found.others in rotations(expected.others)
        assert found.task == found.others[0]
    else:
        assert found == expected


@pytest.mark.parametrize("weeks", [nan, inf, LIMITS.weeks + 1, -0.5])
def test_weeks_out_of_bounds(weeks: float) -> None:
    """Weeks that are negative, endless, too many or no number are refused wherever they stand."""
    for task in (Task("A", low=weeks), Task("A", likely=weeks), Task("A", high=weeks)):
        assert [one.kind for one in problems([task], LIMITS)] == ["effort"]


@pytest.mark.parametrize("chance", [nan, inf, -0.01, 1.01])
def test_impossible_chances(chance: float) -> None:
    """A chance is a number from 0 to 1."""
    assert [one.kind for one in problems([Task("A", chance=chance)], LIMITS)] == ["chance"]


def test_a_cycle_through_an_alternative_is_named() -> None:
    """An alternative that needs what its own result is for closes a ring, told by the tasks that close it."""
    some = (A, B, Task("D", after=("B",), instead_of="A"))
    (found,) = problems(some, LIMITS)
    assert found.others in rotations(("D", "B", "D"))


def test_all_that_is_wrong_is_found() -> None:
    """Every task with something wrong is named, in order."""
    some = (Task("A", chance=2), Task("B", after=("X", "Y"), low=5, high=1))
    assert [one.kind for one in problems(some, LIMITS)] == ["chance", "unknown_need", "unknown_need", "order"]


def test_no_task_is_no_problem() -> None:
    """An empty project has nothing wrong, and neither has the largest."""
    assert problems((), LIMITS) == ()
    assert problems(chain(*[0.9] * LIMITS.tasks), LIMITS) == ()


def test_alternatives_are_named_by_the_first() -> None:
    """Who stands in for an alternative stands in for the first, and needs are needs of the group."""
    some = (A, Task("B", instead_of="A"), Task("C", instead_of="B"), Task("D", after=("C", "B")))
    net = network(some)
    assert net.groups == ("A", "D")
    assert net.members == ((0, 1, 2), (3,))
    assert net.needs == ((), (), (), (0,))


def test_what_alternatives_share_is_required() -> None:
    """A need of every live alternative is required, and what only one of them needs is not."""
    first, other = Task("C", after=("A", "X")), Task("D", after=("A",), instead_of="C")
    net = network((A, Task("X"), first, other, Task("E", after=("C",))))
    assert {net.tasks[m].id for m in required(net, net.outcomes)} == {"A", "E"}
    assert len(ancestors(net, net.outcomes)) == 5
    dead = network((A, Task("X"), first, replace(other, state="failed"), Task("E", after=("C",))))
    assert {dead.tasks[m].id for m in required(dead, dead.outcomes)} == {"A", "X", "C", "E"}


@given(tasks(), st.integers(0, 6))
def test_a_removed_task_leaves_no_trace(some: tuple[Task, ...], place: int) -> None:
    """After a removal the others fit together as before, and nobody names what is gone."""
    gone = some[place % len(some)].id
    kept, touched = without(some, gone)
    assert len(kept) == len(some) - 1
    assert problems(kept, LIMITS) == ()
    assert set(touched) == {task.id for task in some if gone in (*task.after, task.instead_of)}


@given(tasks(), st.integers(0, 6))
def test_a_new_id_is_followed(some: tuple[Task, ...], place: int) -> None:
    """Whoever names a task names it by its new id, and nothing else changes."""
    old = some[place % len(some)]
    renamed = changed(some, old.id, replace(old, id="new"))
    assert problems(renamed, LIMITS) == ()
    assert changed(renamed, "new", old) == some


def test_an_alternative_takes_the_place_of_what_is_removed() -> None:
    """The first alternative becomes the first way; what needed the removed task needs that."""
    some = (A, Task("X", instead_of="A"), Task("Y", instead_of="A"), B)
    kept, touched = without(some, "A")
    assert [(task.id, task.instead_of, task.after) for task in kept] == [
        ("X", "", ()),
        ("Y", "X", ()),
        ("B", "", ("X",)),
    ]
    assert touched == ("X", "Y", "B")


def test_the_likely_effort_may_be_missing() -> None:
    """Without a likely effort the middle of the range counts."""
    assert Task("A", low=1, high=4).weeks == 2.5
    assert Task("A", low=1, likely=NOT_GIVEN, high=4) == Task("A", low=1, high=4)
    assert Task("A", low=1, likely=2, high=4).weeks == 2
