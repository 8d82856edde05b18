"""Chances of a plan: the laws that hold for every project, then what single projects come to."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.core.practice.planning import NOT_GIVEN, Project, Task
from advisor.core.practice.planning_chances import exact, reached
from advisor.core.practice.planning_draws import error, fixed, play, timed, triangular, waited_for
from advisor.core.practice.planning_graph import Network, network
from advisor.core.practice.planning_outlook import Outlook, outlook
from tests.core.projects import CHANCES, LIMITS, SETTINGS, chain, projects, tasks, with_settings

CLOSE = 1e-9
FAR = 5.0
"""Standard errors that nothing lies away from the truth."""

EVERYTHING = 30
DRAWN = with_settings(exact=-1)
"""Nothing is gone through: every chance comes from the draws."""


def chance(some: Sequence[Task], goals: Sequence[int] | None = None) -> float:
    """The exact chance of the whole, or of some groups."""
    net = network(some)
    found = exact(net, net.outcomes if goals is None else goals, EVERYTHING)
    assert found is not None
    return found.chance


def counted(net: Network, goals: Sequence[int]) -> float:
    """The same by the plainest way: every case of every uncertain task, and a search for each."""
    unsure = [m for m, task in enumerate(net.tasks) if task.uncertain]
    total = 0.0
    for case in product((True, False), repeat=len(unsure)):
        works = {m: task.odds == 1 for m, task in enumerate(net.tasks)} | dict(zip(unsure, case, strict=True))

        def is_there(group: int, works: dict[int, bool] = works) -> bool:
            return any(
                works[m] and (net.tasks[m].state == "done" or all(map(is_there, net.needs[m])))
                for m in net.members[group]
            )

        weight = 1.0
        for m in unsure:
            weight *= net.tasks[m].odds if works[m] else 1 - net.tasks[m].odds
        total += weight * all(map(is_there, goals))
    return total


def look(*some: Task, week: float = 0.0, now: float = 0.0, **changes: object) -> Outlook:
    """What these tasks come to."""
    return outlook(Project(some, week, now), with_settings(**changes), LIMITS)


# ---- Laws ----


@given(tasks())
def test_exact_chances_are_those_of_every_case(some: tuple[Task, ...]) -> None:
    """What is multiplied and combined gives the same as going through every case of every task."""
    net = network(some)
    for goals in (net.outcomes, *([group] for group in range(len(net.groups)))):
        assert chance(some, goals) == pytest.approx(counted(net, goals), abs=CLOSE)


@settings(max_examples=50)
@given(projects())
def test_the_simulation_agrees_with_the_exact_answer(project: Project) -> None:
    """Chances from draws lie within their stated error of the exact ones, for the whole and each result."""
    drawn = outlook(project, DRAWN, LIMITS)
    sure = outlook(project, with_settings(exact=EVERYTHING), LIMITS)
    for ours, truth in zip((drawn.whole, *drawn.results), (sure.whole, *sure.results), strict=True):
        assert truth.error == 0 < ours.error
        assert abs(ours.chance - truth.chance) <= FAR * ours.error


@settings(max_examples=50)
@given(tasks(settled=False))
def test_gains_from_draws_agree_with_the_exact_gains(some: tuple[Task, ...]) -> None:
    """What a certain task would bring, by conditioning the draws, lies within its error of the exact gain."""
    truth = {risk.task: risk for risk in look(*some, exact=EVERYTHING, gain=1e-12).risks}
    for risk in look(*some, exact=-1, gain=1e-12).risks:
        if risk.gain is not None:
            assert risk.task in truth
            assert truth[risk.task].gain == pytest.approx(risk.gain, abs=FAR * risk.error)


@given(tasks())
def test_a_chance_is_made_of_both_cases(some: tuple[Task, ...]) -> None:
    """The whole's chance is that with a task and that without it, weighed by the task's own chance."""
    net = network(some)
    found = exact(net, net.outcomes, EVERYTHING)
    assert found is not None
    for m, (on, off) in found.given.items():
        odds = some[m].odds
        assert found.chance == pytest.approx(odds * on + (1 - odds) * off, abs=CLOSE)
        certain = (*some[:m], replace(some[m], chance=1.0), *some[m + 1 :])
        assert on == pytest.approx(chance(certain), abs=CLOSE)


@given(tasks())
def test_the_gain_of_an_alternative_is_what_adding_it_brings(some: tuple[Task, ...]) -> None:
    """The closed form gives what the plan's chance is once the alternative is really there."""
    found = look(*some, exact=EVERYTHING, gain=1e-12)
    marked = [task.id for task in some if task.outcome] or list(_ends(some))
    goals = [replace(task, outcome=task.id in marked) for task in some]
    for risk in found.risks:
        task = next(task for task in goals if task.id == risk.task)
        more = replace(task, id="more", instead_of=task.id, outcome=False)
        assert found.whole.chance + risk.alternative == pytest.approx(chance([*goals, more]), abs=CLOSE)


def _ends(some: Sequence[Task]) -> set[str]:
    net = network(some)
    return {some[net.members[group][0]].id for group in net.outcomes}


@given(tasks(), st.integers(0, 6), CHANCES)
def test_a_better_chance_never_lowers_the_whole(some: tuple[Task, ...], place: int, more: float) -> None:
    """Raising one task's chance raises the whole's or leaves it, exactly and in the same draws."""
    m = place % len(some)
    better = replace(some[m], chance=max(more, some[m].chance))
    raised = (*some[:m], better, *some[m + 1 :])
    assert chance(raised) >= chance(some) - CLOSE
    before, after = (play(network(one), SETTINGS, 0.0).whole for one in (some, raised))
    assert (after <= before).all()


@given(tasks(), st.randoms(use_true_random=False))
def test_the_order_of_tasks_is_irrelevant(some: tuple[Task, ...], random: object) -> None:
    """Tasks entered in another order have the same chance."""
    mixed = list(some)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert chance(mixed) == pytest.approx(chance(some), abs=CLOSE)


@settings(max_examples=50)
@given(projects())
def test_nothing_begins_before_its_needs_are_there(project: Project) -> None:
    """No open task begins before now or before any of its needs; its result is never earlier than its end."""
    net = network(project.tasks)
    draws = play(net, SETTINGS, project.now)
    for m, task in enumerate(net.tasks):
        if task.state == "open":
            assert (draws.start[m] >= project.now).all()
            for need in net.needs[m]:
                assert (draws.start[m] >= draws.reach[need]).all()
    for group, members in enumerate(net.members):
        ends = np.where(draws.works[list(members)], draws.finish[list(members)], np.inf)
        assert (draws.reach[group] == ends.min(axis=0)).all()


@settings(max_examples=50)
@given(projects())
def test_times_and_successes_tell_the_same(project: Project) -> None:
    """A result has a date in exactly those draws in which the successes alone reach it."""
    net = network(project.tasks)
    draws = play(net, SETTINGS, project.now)
    assert (np.isfinite(draws.reach) == reached(net, draws.works)).all()


@settings(max_examples=50)
@given(projects(), st.floats(0, 10))
def test_more_time_never_lowers_the_chance(project: Project, more: float) -> None:
    """The chance by a week rises with the week, and never above that of being reached at all."""
    first = outlook(replace(project, week=1.0), SETTINGS, LIMITS).whole
    later = outlook(replace(project, week=1.0 + more), SETTINGS, LIMITS).whole
    assert first.by_week is not None
    assert later.by_week is not None
    assert first.by_week <= later.by_week <= later.chance + CLOSE
    assert list(later.weeks) == sorted(later.weeks)


@given(tasks(), st.integers(0, 6))
def test_more_effort_is_never_faster(some: tuple[Task, ...], place: int) -> None:
    """If one task takes a week longer, nothing is there earlier."""
    net = network(some)
    draws = play(net, SETTINGS, 0.0)
    effort = np.stack([triangular(task, np.full(SETTINGS.draws, 0.3)) for task in some])
    longer = effort.copy()
    longer[place % len(some)] += 1
    assert (timed(net, draws.works, longer, 0.0).whole >= timed(net, draws.works, effort, 0.0).whole).all()


@given(st.lists(st.floats(0, 500), min_size=3, max_size=3).map(sorted), st.booleans())
def test_effort_lies_between_least_and_most(weeks: list[float], has_peak: bool) -> None:
    """Drawn effort keeps to its range and rises with the random number; its mean is the triangle's."""
    low, peak, high = weeks
    task = Task("A", low=low, likely=peak if has_peak else NOT_GIVEN, high=high)
    spread = (np.arange(4000) + 0.5) / 4000
    effort = triangular(task, spread)
    slack = 1e-6 * (1 + high)
    assert (effort >= low - slack).all()
    assert (effort <= high + slack).all()
    assert (np.diff(effort) >= -slack).all()
    assert effort.mean() == pytest.approx((low + task.weeks + high) / 3, abs=slack + (high - low) * 1e-3)


@settings(max_examples=50)
@given(projects())
def test_every_finishing_draw_waits_for_an_outcome(project: Project) -> None:
    """Shares of waiting are shares, and those of the tasks that deliver outcomes make up all draws."""
    net = network(project.tasks)
    draws = play(net, SETTINGS, project.now)
    shares = waited_for(net, draws)
    assert (shares >= 0).all()
    assert (shares <= 1).all()
    if np.isfinite(draws.whole).any():
        assert shares[[m for goal in net.outcomes for m in net.members[goal]]].sum() >= 1 - CLOSE


@settings(max_examples=50)
@given(projects())
def test_the_same_project_gives_the_same_outlook(project: Project) -> None:
    """Nothing depends on when or how often one asks."""
    assert outlook(project, SETTINGS, LIMITS) == outlook(project, SETTINGS, LIMITS)


@given(tasks(most=5))
def test_the_fixed_plan_is_the_plan_without_chance(some: tuple[Task, ...]) -> None:
    """Where nothing is uncertain and nothing has happened, the simulation gives the fixed plan."""
    sure = tuple(
        replace(task, low=task.weeks, high=task.weeks, chance=1.0, state="open", instead_of="")
        for task in some
    )
    found = look(*sure)
    for task, (start, finish) in zip(sure, fixed(network(sure)), strict=True):
        span = found.spans[task.id]
        assert (span.start, span.finish) == pytest.approx((start, finish))
        assert found.planned[task.id] == (start, finish)


# ---- Cases ----


def test_chances_of_a_chain_multiply() -> None:
    """Three tasks in a row with 90%, 50% and 80% work out with 36%."""
    found = look(*chain(0.9, 0.5, 0.8))
    assert found.whole.chance == pytest.approx(0.36)
    assert found.is_exact
    assert [risk.task for risk in found.risks] == ["T1", "T2", "T0"]
    assert found.risks[0].gain == pytest.approx(0.36)
    assert found.risks[0].alternative == pytest.approx(0.18)


def test_alternatives_share_a_result() -> None:
    """Whoever needs a task is content with its alternative, and takes what is there first."""
    first = Task("A", low=4, high=4, chance=0.5)
    other = Task("B", instead_of="A", low=2, high=2, chance=0.5)
    user = Task("C", after=("A",), low=1, high=1)
    found = look(first, other, user, week=3.5)
    assert found.whole.chance == pytest.approx(0.75)
    assert found.whole.by_week == pytest.approx(0.5, abs=FAR * found.whole.by_error)
    assert found.whole.weeks[0] == 3.0
    assert found.whole.weeks[-1] == 5.0
    assert look(first, other, replace(user, after=("B",))).whole.chance == pytest.approx(0.75)


def test_a_failed_task_blocks_until_something_stands_in() -> None:
    """A failed task that is needed makes the whole impossible; what an alternative would bring is told."""
    gone = Task("A", state="failed", chance=0.9, low=2, high=2)
    user = Task("B", after=("A",), chance=0.5)
    found = look(gone, user)
    assert found.whole.chance == 0
    assert (found.blocked, found.saved) == (("A",), 0.5)
    assert found.spans["A"].finish == 2.0
    assert "B" not in found.spans
    assert look(gone, user, exact=-1).saved == pytest.approx(0.5, abs=FAR * error(1000, 2000))
    saved = look(gone, user, Task("C", instead_of="A", chance=0.5))
    assert saved.whole.chance == 0.25
    assert saved.blocked == ()
    twice = look(gone, user, Task("C", instead_of="A", state="failed"), Task("D", chance=0.0))
    assert (twice.blocked, twice.saved) == (("A", "D"), 0.5)


def test_what_is_open_begins_no_earlier_than_now() -> None:
    """Done work keeps its time, running work ends no earlier than now, and open work begins then."""
    done = Task("A", state="done", low=1, high=1)
    running = Task("B", state="running", low=2, high=2)
    waiting = Task("C", after=("A",), low=1, high=1)
    found = look(done, running, waiting, now=5.0)
    assert (found.spans["A"].start, found.spans["A"].finish) == (0.0, 1.0)
    assert (found.spans["B"].start, found.spans["B"].finish) == (0.0, 5.0)
    assert (found.spans["C"].start, found.spans["C"].finish) == (5.0, 6.0)
    assert found.ready == ("C",)


def test_what_is_done_is_there_whatever_it_needed() -> None:
    """A task that is done counts even where what it needs has failed."""
    found = look(Task("A", state="failed"), Task("B", after=("A",), state="done", low=2, high=2))
    assert found.whole.chance == 1
    assert found.blocked == ()
    assert found.spans["B"].finish == 2.0


def test_marked_outcomes_are_the_whole() -> None:
    """Without a mark the ends of the plan count; with one, only what is marked."""
    some = chain(0.5, 0.5)
    assert look(*some).whole.chance == 0.25
    early = (replace(some[0], outcome=True), some[1])
    assert [one.group for one in look(*early).results] == ["T0"]
    assert look(*early).whole.chance == 0.5


def test_the_date_hangs_on_the_longest_way() -> None:
    """Every draw waits for the long task, none for the short one beside it."""
    found = look(
        Task("short", low=1, high=1, research=True),
        Task("long", low=3, high=3),
        Task("end", after=("short", "long")),
    )
    assert (found.waiting["short"], found.waiting["long"], found.waiting["end"]) == (0.0, 1.0, 1.0)


def test_too_few_draws_are_said() -> None:
    """Where a condition holds in too few draws there is no gain, and where none finishes no date."""
    rare = Task("A", chance=0.01)
    found = look(rare, Task("B", instead_of="A", chance=0.5), exact=-1)
    told = {risk.task: risk.gain for risk in found.risks}
    assert told["A"] is None
    assert told["B"] is not None
    assert look(rare, Task("B", after=("A",), chance=0.01)).whole.weeks == ()


def test_a_single_task() -> None:
    """One task is a plan."""
    found = look(Task("A", low=1, high=3, chance=0.7))
    assert (found.whole.chance, len(found.results), found.ready) == (pytest.approx(0.7), 1, ("A",))


def test_the_largest_project_is_drawn_in_part() -> None:
    """Three hundred tasks are worked out; of them the risky ones and those waited for are drawn."""
    names = [f"T{n}" for n in range(LIMITS.tasks)]
    some = tuple(
        Task(name, after=tuple(names[max(0, n - 2) : n]), low=1, high=3, chance=0.5 if n == 150 else 0.999)
        for n, name in enumerate(names)
    )
    found = look(*some)
    assert len(found.drawn) == LIMITS.drawn
    assert "T150" in found.drawn
    assert found.drawn[-1] == names[-1]
    assert found.risks[0].task == "T150"
    assert all(early < later for early, later in pairwise(names.index(name) for name in found.drawn))


def test_what_is_drawn_has_an_error_even_if_nothing_happened() -> None:
    """None of many draws is still no certainty."""
    assert 0 < error(0, 1000) < 0.01
    assert error(500, 1000) == pytest.approx(0.0158, abs=1e-4)
