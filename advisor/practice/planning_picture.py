"""The picture of a plan before and after: its bars in the visitor's words."""

from collections.abc import Iterator

from advisor.charts.plan import KINDS, Bar, Kind, PlanWords, plan
from advisor.content.practice.planning_table import share_told, weeks_told
from advisor.content.text import Text
from advisor.core.practice.planning import PlanningHandbook, Project, Task
from advisor.core.practice.planning_graph import Network, network
from advisor.core.practice.planning_outlook import Outlook
from advisor.practice.told import Block, Line, Note, Picture


def picture(
    text: Text, book: PlanningHandbook, project: Project, found: Outlook, sentence: str
) -> Iterator[Block]:
    """The drawing, and how many of the tasks it shows where these are not all."""
    net = network(project.tasks)
    tasks = [task for task in project.tasks if task.id in found.drawn]
    planned = [_planned(text, task, found) for task in tasks if task.id in net.groups]
    expected = [_expected(text, task, found, net) for task in tasks]
    words = _words(text, book, project, found, sentence)
    drawing = plan(planned, expected, words, now=project.now, week=project.week)
    yield Picture(drawing, text("planning.picture.title"))
    if len(tasks) < len(project.tasks):
        yield Note(Line(text("planning.picture.some", n=len(tasks), all=len(project.tasks))))


def _planned(text: Text, task: Task, found: Outlook) -> Bar:
    start, finish = found.planned[task.id]
    return Bar(_label(text, task), "planned", "", start, finish, finish, finish)


def _expected(text: Text, task: Task, found: Outlook, net: Network) -> Bar:
    kind = _kind(task, net)
    span = found.spans.get(task.id)
    if span is None:
        return Bar(_label(text, task), kind, text("planning.picture.never"))
    over = task.state in ("done", "failed")
    note = text(f"planning.state.{task.state}") if over else share_told(task.chance, text)
    return Bar(_label(text, task), kind, note, span.start, span.finish, span.early, span.late)


def _kind(task: Task, net: Network) -> Kind:
    """Open tasks that are one of several ways still open are drawn apart."""
    if task.state != "open":
        return task.state
    place = next(m for m, one in enumerate(net.tasks) if one.id == task.id)
    group = next(g for g, members in enumerate(net.members) if place in members)
    return "alternative" if len(net.members[group]) > 1 else "open"


def _label(text: Text, task: Task) -> str:
    return text("planning.task", id=task.id, name=task.name) if task.name else task.id


def _words(text: Text, book: PlanningHandbook, project: Project, found: Outlook, sentence: str) -> PlanWords:
    settings = book.simulation
    end = max(found.planned[one.group][1] for one in found.results)
    return PlanWords(
        planned=text("planning.picture.planned"),
        expected=text("planning.picture.expected"),
        weeks=text("planning.picture.weeks"),
        kinds=tuple(text(f"planning.picture.kinds.{kind}") for kind in KINDS),
        span=text("planning.picture.span", share=share_told(settings.late - settings.early, text)),
        now=text("planning.picture.now"),
        by=text("planning.picture.by", week=weeks_told(project.week, text)),
        alt=text(
            "planning.picture.alt", n=len(found.drawn), planned=weeks_told(end, text), sentence=sentence
        ),
    )
