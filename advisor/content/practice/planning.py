"""The files of this tool: ``data/practice/planning.toml``; what it reads and writes is in planning_table."""

from functools import cache
from math import isfinite

from advisor.content.checks import known, positive, unique
from advisor.content.loader import load_model
from advisor.content.practice.handbook import check_facts, read_handbook
from advisor.core.model import Basis, Model
from advisor.core.practice.planning import PlanningHandbook, Project, Simulation
from advisor.core.practice.planning_graph import Problem, problems
from advisor.errors import DataError, InputError

NAME_LETTERS = 120
"""Most letters of a task's name."""

_FILE = "practice/planning.toml"

_EXPECTED = {
    "too_many": "fewer tasks",
    "no_id": "an id",
    "long_id": "a short id without spaces, commas and slashes",
    "repeated_id": "each id once",
    "unknown_need": "the id of a task",
    "own_need": "the id of another task",
    "unknown_instead": "the id of a task",
    "own_instead": "the id of another task",
    "instead_cycle": "a task that is no alternative at the end",
    "effort": "weeks of at least 0, not too many",
    "order": "weeks with low <= likely <= high",
    "chance": "a number from 0 to 1",
    "cycle": "tasks that do not wait for each other",
}
"""What a save file should have had, for its error."""


@cache
def handbook() -> PlanningHandbook:
    """What the tool answers from; raises DataError when its file breaks a rule."""
    book = read_handbook(PlanningHandbook, "planning")
    _check_numbers(book)
    for statement in book.advice:
        known(_FILE, "advice", statement, load_model().statements)
    unique(_FILE, "point.archetype", [point.archetype for point in book.point])
    for archetype in load_model().archetype_ids:
        known(_FILE, "point.archetype", archetype, [point.archetype for point in book.point])
    cited: list[tuple[str, Basis, tuple[str, ...]]] = [
        ("simulation", book.simulation.basis, book.simulation.facts),
        ("limits", book.limits.basis, book.limits.facts),
        ("example", book.example.basis, book.example.facts),
        *((point.archetype, point.basis, point.facts) for point in book.point),
    ]
    for key, basis, facts in cited:
        check_facts(_FILE, key, basis, facts)
    found = problems(book.example.tasks, book.limits)
    if found:
        raise DataError(_FILE, f"example.{found[0].task}", _EXPECTED[found[0].kind], found[0].others)
    return book


def _check_numbers(book: PlanningHandbook) -> None:
    settings, limits = book.simulation, book.limits
    for name in ("draws", "least", "gain", "clear"):
        positive(_FILE, f"simulation.{name}", getattr(settings, name))
    positive(_FILE, "simulation.exact", settings.exact, or_zero=True)
    for name in ("tasks", "weeks", "letters", "drawn", "ranked", "named", "listed"):
        positive(_FILE, f"limits.{name}", getattr(limits, name))
    _check_shares(settings)


def _check_shares(settings: Simulation) -> None:
    shares = [settings.early, settings.middle, settings.late]
    if not 0 < shares[0] < shares[1] < shares[2] < 1:
        raise DataError(_FILE, "simulation.early", "rising shares between 0 and 1", shares)
    if not 0 < settings.waiting <= 1:
        raise DataError(_FILE, "simulation.waiting", "a share above 0, up to 1", settings.waiting)


def checked(sheet: Project, model: Model, where: str) -> tuple[Project, tuple[str, ...]]:
    """The sheet as it is: all its ids are its own. Raises InputError for the first thing that is wrong."""
    limits = handbook().limits
    for name, weeks in (("week", sheet.week), ("now", sheet.now)):
        if not isfinite(weeks) or not 0 <= weeks <= limits.weeks:
            raise InputError(where, f"planning.{name}", f"weeks from 0 to {limits.weeks:g}", weeks)
    for number, task in enumerate(sheet.tasks):
        if len(task.name) > NAME_LETTERS:
            raise InputError(where, f"{_at(number)}.name", f"at most {NAME_LETTERS} letters", len(task.name))
    found = problems(sheet.tasks, limits)
    if found:
        raise InputError(where, _key(sheet, found[0]), _EXPECTED[found[0].kind], "another value")
    return sheet, ()


def _key(sheet: Project, problem: Problem) -> str:
    """Where in the sheet the problem is, by number: an id may be anything that somebody typed."""
    at = [n for n, task in enumerate(sheet.tasks) if task.id == problem.task or not task.id]
    return _at(at[0]) if at else "planning.tasks"


def _at(number: int) -> str:
    """The place of a task in the sheet."""
    return f"planning.tasks.{number}"
