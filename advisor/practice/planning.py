"""What this tool tells of a project: whether it works out, by when, and what to do about it."""

from advisor.content.practice.planning import handbook
from advisor.content.practice.planning_table import csv_of, told_problem, xlsx_of
from advisor.core.practice.planning import Project
from advisor.core.practice.planning_graph import network, problems
from advisor.core.practice.planning_outlook import outlook
from advisor.practice.planning_blocks import Plan, blocks, known
from advisor.practice.situation import Situation
from advisor.practice.told import Export, Told

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def tell(situation: Situation) -> Told:
    """The tool's answer."""
    book, project, text = handbook(), situation.sheet(Project), situation.text
    name = situation.name("planning")
    if not project.tasks:
        sentence = text("planning.sentence.empty")
        return Told("planning", name, sentence, known(situation, book), empty=True)
    found = problems(project.tasks, book.limits)
    if found:
        sentence = text("planning.sentence.broken", problem=told_problem(found[0], text))
        return Told("planning", name, sentence, known(situation, book))
    worked_out = outlook(project, book.simulation, book.limits)
    plan = Plan(situation, book, project, worked_out, network(project.tasks))
    sentence = _sentence(plan)
    return Told("planning", name, sentence, (*blocks(plan, sentence), *known(situation, book)))


def exports(situation: Situation) -> tuple[Export, ...]:
    """The tasks as CSV and as a workbook; nothing while there are none."""
    tasks, text = situation.sheet(Project).tasks, situation.text
    if not tasks:
        return ()
    file = text("planning.export.file")
    return (
        Export("csv", text("planning.export.csv"), f"{file}.csv", "text/csv", lambda: csv_of(tasks, text)),
        Export("xlsx", text("planning.export.xlsx"), f"{file}.xlsx", _XLSX, lambda: xlsx_of(tasks, text)),
    )


def _sentence(plan: Plan) -> str:
    """The conclusion: how likely all of it is, and when."""
    whole, net, settings = plan.found.whole, plan.net, plan.book.simulation
    if all(net.is_met(goal) for goal in net.outcomes):
        return plan.say("planning.sentence.done")
    if plan.found.blocked:
        return plan.say("planning.sentence.blocked", list=plan.list(plan.found.blocked))
    if not whole.chance and not whole.error:
        return plan.say("planning.sentence.impossible")
    chance = plan.share(whole.chance)
    if whole.by_week is not None:
        week, by = plan.week(plan.project.week), plan.share(whole.by_week)
        return plan.say("planning.sentence.by_week", week=week, by=by, chance=chance)
    if not whole.weeks:
        return plan.say("planning.sentence.whole_few", chance=chance)
    early, late = plan.week(whole.weeks[0]), plan.week(whole.weeks[-1])
    is_sure = whole.chance == 1 and not whole.error
    key = "planning.sentence.sure" if is_sure else "planning.sentence.whole"
    return plan.say(
        key, chance=chance, early=early, late=late, share=plan.share(settings.late - settings.early)
    )
