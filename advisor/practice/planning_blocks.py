"""The blocks of a plan with chances: picture, tables, what follows, and how it was computed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from advisor.content.locale import decimal, listed
from advisor.content.practice.planning_table import share_told, weeks_told
from advisor.core.practice.planning import PlanningHandbook, Project, Task
from advisor.core.practice.planning_graph import Network
from advisor.core.practice.planning_outlook import Outlook, Reach, Risk
from advisor.practice.planning_picture import picture
from advisor.practice.situation import Situation
from advisor.practice.told import BAD, GOOD, OPEN, WEAK, Block, Line, Note, Points, Table

_PERCENT = 100
_STATES = {"open": OPEN, "running": WEAK, "done": GOOD, "failed": BAD}


@dataclass(frozen=True)
class Plan:
    """Everything that is told of one project, and the words for parts of it."""

    situation: Situation
    book: PlanningHandbook
    project: Project
    found: Outlook
    net: Network

    def say(self, key: str, **values: object) -> str:
        """A sentence."""
        return self.situation.text(key, **values)

    def share(self, chance: float) -> str:
        """A chance in whole per cent; what is not certain is never told as 100%."""
        return share_told(chance, self.situation.text)

    def week(self, week: float) -> str:
        """A number of weeks, to one decimal unless it is whole."""
        return weeks_told(week, self.situation.text)

    def points(self, difference: float, *, signed: bool = False) -> str:
        """A difference of chances in percentage points."""
        shown = decimal(difference * _PERCENT, self.situation.text.language, signed=signed)
        return self.say("planning.points", points=shown)

    def label(self, task_id: str) -> str:
        """A task's id and name."""
        task = self.task(task_id)
        return self.say("planning.task", id=task.id, name=task.name) if task.name else task.id

    def task(self, task_id: str) -> Task:
        """The task with this id."""
        return next(task for task in self.project.tasks if task.id == task_id)

    def list(self, ids: Sequence[str]) -> str:
        """Tasks in running text: the first few."""
        names = [self.say("planning.quoted", task=self.label(one)) for one in ids[: self.book.limits.named]]
        return listed(names, self.situation.text.language)

    def inferred(self, sentence: str, *facts: str) -> Line:
        """Something that this project concludes."""
        return Line(sentence, "inferred", self.situation.model.sources_of(facts))


def blocks(plan: Plan, sentence: str) -> tuple[Block, ...]:
    """What follows the conclusion, which the picture tells too."""
    return (
        *picture(plan.situation.text, plan.book, plan.project, plan.found, sentence),
        *_results(plan),
        *_risks(plan),
        *_following(plan),
        *_tasks(plan),
        *_notes(plan),
    )


def known(situation: Situation, book: PlanningHandbook) -> tuple[Block, ...]:
    """What holds for every plan, and for those of this archetype."""
    model, text = situation.model, situation.text
    lines = [
        Line(text(f"planning.point.{point.archetype}"), point.basis, model.sources_of(point.facts))
        for point in book.point
        if point.archetype == situation.archetype
    ]
    for statement in (model.statements[name] for name in book.advice):
        lines.append(Line(text(f"statements.{statement.id}"), statement.basis, statement.sources))
    return (Points(tuple(lines), text("planning.known.title")),)


def _results(plan: Plan) -> Iterator[Block]:
    """Each result with its chance and its weeks, the whole at the end where there are several."""
    found, most = plan.found, plan.book.limits.drawn
    head = [plan.say("planning.results.result"), plan.say("planning.results.chance")]
    if plan.project.week:
        head.append(plan.say("planning.results.by", week=plan.week(plan.project.week)))
    rows = [_result(plan, plan.label(one.group), one) for one in found.results[:most]]
    if len(found.results) > 1:
        rows.append(_result(plan, plan.say("planning.results.whole"), found.whole, strong=True))
    yield Table((*head, plan.say("planning.results.weeks")), tuple(rows), plan.say("planning.results.title"))
    if len(found.results) > most:
        yield Note(Line(plan.say("planning.results.some", n=most, all=len(found.results))))
    settings = plan.book.simulation
    shares = (plan.share(settings.early), plan.share(settings.late))
    yield Note(Line(plan.say("planning.results.gloss", early=shares[0], late=shares[1])))


def _result(plan: Plan, name: str, one: Reach, *, strong: bool = False) -> tuple[Line, ...]:
    cells = [Line(name, strong=strong), Line(_with_error(plan, one.chance, one.error), strong=strong)]
    if one.by_week is not None:
        cells.append(Line(plan.share(one.by_week)))
    weeks = dict(zip(("early", "middle", "late"), map(plan.week, one.weeks), strict=False))
    return (*cells, Line(plan.say("planning.range", **weeks) if weeks else plan.say("planning.few")))


def _with_error(plan: Plan, chance: float, off: float) -> str:
    if not off:
        return plan.share(chance)
    return plan.say("planning.with_error", share=plan.share(chance), points=plan.points(off))


def _risks(plan: Plan) -> Iterator[Block]:
    """The tasks that cost the whole most."""
    limits, title = plan.book.limits, plan.say("planning.risks.title")
    told = [risk for risk in plan.found.risks if risk.gain is not None]
    untold = [risk for risk in plan.found.risks if risk.gain is None]
    risks = (*told[: limits.ranked], *untold[: limits.named])
    if not risks:
        yield Points((Line(plan.say("planning.risks.none")),), title)
        return
    head = tuple(plan.say(f"planning.risks.{column}") for column in ("task", "chance", "certain", "more"))
    yield Table(head, tuple(_risk(plan, risk) for risk in risks), title)
    yield Note(Line(plan.say("planning.risks.gloss")))


def _risk(plan: Plan, risk: Risk) -> tuple[Line, ...]:
    def then(gain: float) -> Line:
        share = plan.share(min(1.0, plan.found.whole.chance + gain))
        return Line(plan.say("planning.gain", share=share, points=plan.points(gain, signed=True)))

    first = (Line(plan.label(risk.task)), Line(plan.share(plan.task(risk.task).chance)))
    if risk.gain is None:
        few = Line(plan.say("planning.few"), quiet=True)
        return (*first, few, few)
    return (*first, then(risk.gain), then(risk.alternative))


def _following(plan: Plan) -> Iterator[Block]:
    lines = tuple(_follows(plan))
    if lines:
        yield Points(lines, plan.say("planning.follows.title"))


def _follows(plan: Plan) -> Iterator[Line]:
    """What the figures suggest, in the order of urgency."""
    if plan.found.blocked and plan.found.saved:
        chance, names = plan.share(plan.found.saved), plan.list(plan.found.blocked)
        yield plan.inferred(plan.say("planning.follows.blocked", list=names, chance=chance), "MG-2b")
    yield from islice(_odd(plan), plan.book.limits.named)
    yield from _suggestions(plan)
    yield from _path(plan)


def _suggestions(plan: Plan) -> Iterator[Line]:
    risks = [risk for risk in plan.found.risks if risk.gain is not None]
    if risks:
        best = max(risks, key=lambda risk: risk.alternative)
        chances = [plan.found.whole.chance, plan.found.whole.chance + best.alternative]
        first, then = map(plan.share, chances)
        line = plan.say("planning.follows.alternative", task=plan.label(best.task), chance=first, then=then)
        yield plan.inferred(line, "MG-2b")
    ready = [risk.task for risk in risks if risk.task in plan.found.ready]
    if ready:
        yield plan.inferred(plan.say("planning.follows.ready", list=plan.list(ready)), "MG-2")
    lone = [risk.task for risk in plan.found.risks if _is_lone(plan, risk.task)]
    if lone:
        yield plan.inferred(plan.say("planning.follows.lone", list=plan.list(lone)), "MG-4")


def _is_lone(plan: Plan, name: str) -> bool:
    """Whether a task is research that nothing stands in for."""
    place = next(m for m, task in enumerate(plan.net.tasks) if task.id == name)
    group = next(g for g, members in enumerate(plan.net.members) if place in members)
    return plan.net.tasks[place].research and len(plan.net.live(group)) == 1


def _path(plan: Plan) -> Iterator[Line]:
    """Research on which the date hangs in most of the successful draws."""
    waiting, limit = plan.found.waiting, plan.book.simulation.waiting
    found = [
        plan.say("planning.follows.waits", task=plan.label(task.id), share=plan.share(waiting[task.id]))
        for task in plan.project.tasks
        if task.research and task.state in ("open", "running") and waiting[task.id] >= limit
    ]
    if found:
        names = listed(found[: plan.book.limits.named], plan.situation.text.language)
        yield plan.inferred(plan.say("planning.follows.research", list=names), "MG-2c")


def _odd(plan: Plan) -> Iterator[Line]:
    """Tasks that are done although something they need is not."""
    for task, needs in zip(plan.net.tasks, plan.net.needs, strict=True):
        unmet = [plan.net.groups[need] for need in needs if not plan.net.is_met(need)]
        if task.state == "done" and unmet:
            yield Line(plan.say("planning.follows.odd", task=plan.label(task.id), list=plan.list(unmet)))


def _tasks(plan: Plan) -> Iterator[Block]:
    """What was entered."""
    tasks = plan.project.tasks
    if len(tasks) > plan.book.limits.listed:
        yield Note(Line(plan.say("planning.tasks.many", n=len(tasks))))
        return
    head = tuple(plan.say(f"planning.tasks.{column}") for column in ("task", "needs", "weeks", "state"))
    yield Table(head, tuple(_entered(plan, task) for task in tasks), plan.say("planning.tasks.title"))


def _entered(plan: Plan, task: Task) -> tuple[Line, ...]:
    name = plan.label(task.id)
    if task.instead_of:
        name = plan.say("planning.instead", task=name, id=task.instead_of)
    weeks = plan.week(task.low)
    if task.low != task.high:
        weeks = plan.say("planning.to", low=weeks, high=plan.week(task.high))
    state = plan.say(f"planning.state.{task.state}")
    if task.state in ("open", "running"):
        state = plan.say("planning.tasks.chance", state=state, share=plan.share(task.chance))
    state = plan.say("planning.tasks.outcome", state=state) if task.outcome else state
    state = plan.say("planning.tasks.research", state=state) if task.research else state
    needs = listed(task.after, plan.situation.text.language)
    return (
        Line(name),
        Line(needs or plan.say("planning.none"), quiet=not needs),
        Line(weeks),
        Line(state, state=_STATES[task.state]),
    )


def _notes(plan: Plan) -> Iterator[Block]:
    draws = decimal(plan.found.draws, plan.situation.text.language, digits=0)
    if plan.found.is_exact:
        yield Note(Line(plan.say("planning.note.exact", draws=draws)))
    else:
        most = max(one.error for one in (plan.found.whole, *plan.found.results))
        yield Note(Line(plan.say("planning.note.drawn", draws=draws, points=plan.points(most))))
    yield Note(Line(plan.say("planning.note.assumed")))
