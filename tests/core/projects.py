"""Projects that the laws of planning are tried on."""

from dataclasses import replace

from hypothesis import assume
from hypothesis import strategies as st

from advisor.content.practice.planning import handbook
from advisor.core.practice.planning import NOT_GIVEN, STATES, Project, Simulation, Task
from advisor.core.practice.planning_graph import problems

LIMITS = handbook().limits
SETTINGS = replace(handbook().simulation, draws=2000, least=100)

CHANCES = st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0])
WEEKS = st.integers(0, 8).map(float)


def with_settings(**changes: object) -> Simulation:
    """The settings of the laws with some of them changed."""
    return replace(SETTINGS, **changes)  # type: ignore[arg-type]


def chain(*chances: float, **more: object) -> tuple[Task, ...]:
    """Tasks of one week with these chances, each needing the one before."""
    names = [f"T{n}" for n in range(len(chances))]
    return tuple(
        Task(name, after=tuple(names[n - 1 : n]) if n else (), chance=chance, **more)  # type: ignore[arg-type]
        for n, (name, chance) in enumerate(zip(names, chances, strict=True))
    )


@st.composite
def tasks(draw: st.DrawFn, *, most: int = 7, settled: bool = True) -> tuple[Task, ...]:
    """Some tasks that hang together, with alternatives; ``settled`` lets some be running, done or failed."""
    made: list[Task] = []
    for n in range(draw(st.integers(1, most))):
        names = [task.id for task in made]
        low, likely, high = sorted(draw(st.tuples(WEEKS, WEEKS, WEEKS)))
        made.append(
            Task(
                f"T{n}",
                after=tuple(draw(st.lists(st.sampled_from(names), max_size=3, unique=True))) if names else (),
                instead_of=draw(st.sampled_from(["", "", *names])),
                low=low,
                likely=draw(st.sampled_from([likely, NOT_GIVEN])),
                high=high,
                chance=draw(CHANCES),
                state=draw(st.sampled_from(STATES if settled else STATES[:1])),
                outcome=draw(st.integers(0, 3)) == 0,
                research=draw(st.booleans()),
            )
        )
    assume(not problems(made, LIMITS))
    return tuple(made)


@st.composite
def projects(draw: st.DrawFn, *, most: int = 7) -> Project:
    """Such tasks, with a week that was chosen and a present one."""
    return Project(draw(tasks(most=most)), draw(WEEKS), draw(st.integers(0, 3).map(float)))
