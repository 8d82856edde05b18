"""What this tool tells: who does what from data collection to the user interface, and where it breaks."""

from collections.abc import Iterator

from advisor.charts.swimlane import Cell, Kind, Passage, Swimlane, swimlane
from advisor.content.locale import listed
from advisor.content.practice.workflow import handbook
from advisor.content.tables import csv_bytes
from advisor.core.practice.workflow import (
    NOBODY,
    OUTSIDE,
    Chain,
    Doer,
    Ground,
    Link,
    Step,
    Typical,
    Workflow,
    chain,
)
from advisor.practice.situation import Situation
from advisor.practice.told import (
    BAD,
    GOOD,
    OPEN,
    WEAK,
    Block,
    Export,
    Line,
    Note,
    Picture,
    Points,
    Table,
    Told,
)

_STATES = {"agreed": GOOD, "informal": WEAK, "broken": BAD, "unknown": OPEN, "gap": OPEN}


def tell(situation: Situation) -> Told:
    """The tool's answer."""
    work, text = worked(situation), situation.text
    empty = not work.people and situation.sheet(Workflow) == Workflow()
    blocks: list[Block] = []
    sentence = text("workflow.answer.empty") if empty else _sentence(situation, work)
    if not empty:
        blocks += [_breaks(situation, work), _picture(situation, work, sentence)]
        blocks += [Note(Line(text("workflow.picture.legend"), quiet=True)), _table(situation, work)]
    blocks += _typical(situation, None if empty else work)
    blocks += _notes(situation, work)
    return Told("workflow", situation.name("workflow"), sentence, tuple(blocks), empty=empty)


def exports(situation: Situation) -> tuple[Export, ...]:
    """The stages with who does them and how each handoff works, as CSV."""
    text = situation.text
    work = worked(situation)
    if not work.people and situation.sheet(Workflow) == Workflow():
        return ()
    head = [text(f"workflow.table.{column}") for column in ("stage", "who", "onward")]

    def rows() -> Iterator[list[str]]:
        for step in work.steps:
            yield [
                stage_name(situation, step.stage.id),
                who(situation, work, step),
                onward(situation, work, step),
            ]

    name = text("workflow.export.file")
    return (
        Export(
            "csv", text("workflow.export.csv"), f"{name}.csv", "text/csv", lambda: csv_bytes(head, rows())
        ),
    )


def worked(situation: Situation) -> Chain:
    """The chain of this organisation."""
    return chain(handbook(), situation.team, situation.sheet(Workflow))


def stage_name(situation: Situation, stage: str, form: str = "name") -> str:
    """A stage's name, its ``short`` name, or ``what`` happens in it."""
    return situation.text.under("workflow.stages")[f"{stage}.{form}"]


def who(situation: Situation, work: Chain, step: Step) -> str:
    """Who does a stage, in words."""
    if step.state != "done":
        return situation.text(f"workflow.state.{step.state}")
    return listed((named(situation, work, doer) for doer in step.doers), situation.text.language)


def named(situation: Situation, work: Chain, doer: Doer) -> str:
    """A doer's name: the person's, or the roles of people without one; how many there are if not one."""
    text = situation.text
    if doer.kind == OUTSIDE:
        return text("workflow.state.outside")
    if doer.kind == "named":
        return " ".join(doer.id.split())
    if doer.kind == "role":
        heads, name = sum(p.heads for p in work.people if doer.id in p.roles), _role(situation, doer.id)
    else:
        person = work.people[int(doer.id)]
        roles = listed((_role(situation, role) for role in person.roles), text.language)
        heads, name = person.heads, " ".join(person.name.split()) or roles or text("workflow.state.open")
    return text("workflow.picture.heads", who=name, n=heads) if heads > 1 else name


def _role(situation: Situation, role: str) -> str:
    return situation.text(f"roles.{role}.short")


def onward(situation: Situation, work: Chain, step: Step) -> str:
    """How the work goes on behind a stage, in words."""
    link = work.link(step.stage.id)
    last = "end" if step.state == "done" else "gap"
    return situation.text(f"workflow.state.{link.state if link else last}")


def _count(situation: Situation, count: int) -> str:
    form = "none" if count == 0 else "one" if count == 1 else "many"
    return situation.text(f"workflow.handoffs.{form}", n=count)


def _sentence(situation: Situation, work: Chain) -> str:
    text, breaks = situation.text, work.breaks
    unknown = sum(link.state == "unknown" for link in work.handoffs)
    counts = {
        "n": len(work.steps),
        "covered": work.covered,
        "unknown": unknown,
        "handoffs": _count(situation, len(work.handoffs)),
    }
    if breaks and isinstance(breaks[0], Step):
        return text("workflow.answer.stage", stage=stage_name(situation, breaks[0].stage.id), **counts)
    if breaks and isinstance(breaks[0], Link):
        return text("workflow.answer.handoff", **_ends(situation, breaks[0]), **counts)
    form = "open" if work.covered < len(work.steps) else "unasked" if unknown else "whole"
    return text(f"workflow.answer.{form}", **counts)


def _ends(situation: Situation, link: Link) -> dict[str, str]:
    return {
        "stage": stage_name(situation, link.stage),
        "onward": stage_name(situation, link.onward),
    }


def _grounded(situation: Situation, key: str, ground: Ground, **values: object) -> Line:
    sources = situation.model.sources_of(ground.facts)
    return Line(situation.text(key, **values), ground.basis, sources)


def _breaks(situation: Situation, work: Chain) -> Points:
    """What is broken, what is not known, and what to do about handoffs."""
    text = situation.text
    items = [line for part in work.breaks for line in _broken(situation, work, part)]
    if not items and work.covered == len(work.steps):
        items.append(Line(text("workflow.breaks.none")))
    items += [
        Line(text("workflow.breaks.unknown", **_ends(situation, link)), state=OPEN)
        for link in work.handoffs
        if link.state == "unknown"
    ]
    if any(link.state != "agreed" for link in work.handoffs):
        items.append(_grounded(situation, "workflow.breaks.agree", handbook().agreement))
    return Points(tuple(items), text("workflow.breaks.title"))


def _broken(situation: Situation, work: Chain, part: Step | Link) -> Iterator[Line]:
    """What is broken; and for a stage that nobody does, the roles that do such work."""
    text = situation.text
    if isinstance(part, Link):
        here, there = (who(situation, work, work.step(stage)) for stage in (part.stage, part.onward))
        said = text("workflow.breaks.handoff", here=here, there=there, **_ends(situation, part))
        yield Line(said, strong=True, state=BAD)
        return
    stage = stage_name(situation, part.stage.id)
    yield Line(text("workflow.breaks.stage", stage=stage), strong=True, state=BAD)
    roles = listed((situation.role(one.role) for one in part.stage.role), text.language)
    stated = all(one.basis == "stated" for one in part.stage.role)
    facts = tuple(fact for one in part.stage.role for fact in one.facts)
    ground = Ground("stated" if stated else "inferred", facts)
    yield _grounded(situation, "workflow.breaks.roles", ground, stage=stage, roles=roles)


def _table(situation: Situation, work: Chain) -> Table:
    text = situation.text

    def row(step: Step) -> tuple[Line, ...]:
        link = work.link(step.stage.id)
        state = _STATES.get(link.state, "") if link and link.state != "gap" else ""
        missing = {"nobody": BAD, "open": OPEN}.get(step.state, "")
        return (
            Line(stage_name(situation, step.stage.id)),
            Line(who(situation, work, step), state=missing, strong=missing == BAD),
            _why(situation, step),
            Line(onward(situation, work, step), state=state, strong=state == BAD, quiet=not state),
        )

    head = tuple(text(f"workflow.table.{column}") for column in ("stage", "who", "why", "onward"))
    return Table(head, tuple(map(row, work.steps)), text("workflow.table.title"), (3, 3, 3, 2.4))


def _why(situation: Situation, step: Step) -> Line:
    """What tells who does a stage: a role, with its grounds, or the leader."""
    text = situation.text
    if step.by is None:
        own = step.stage.id in situation.sheet(Workflow).doers
        form = "own" if own else "no_role" if step.state == NOBODY else "no_team"
        return Line(text(f"workflow.table.{form}"), quiet=True)
    said = text("workflow.table.role", role=_role(situation, step.by.role))
    return Line(said, step.by.basis, situation.model.sources_of(step.by.facts))


def _picture(situation: Situation, work: Chain, sentence: str) -> Picture:
    text = situation.text
    kinds: list[Kind] = ["nobody", "open"]
    missing = [kind for kind in kinds if any(step.state == kind for step in work.steps)]
    doers = work.lanes(handbook().most_lanes.value - len(missing))
    names = [named(situation, work, doer) for doer in doers]
    names += [text(f"workflow.state.{kind}") for kind in missing]

    def cell(step: Step) -> Cell:
        if step.state != "done":
            return Cell((len(doers) + missing.index(step.state),), step.state)
        outside = step.doers[0].kind == OUTSIDE
        return Cell(tuple(map(doers.index, step.doers)), "outside" if outside else "done")

    drawn = Swimlane(
        stages=tuple(stage_name(situation, step.stage.id, "short") for step in work.steps),
        lanes=tuple(names),
        cells=tuple(map(cell, work.steps)),
        passages=tuple(_passages(situation, work)),
        ways=text("workflow.picture.ways"),
        back=text("workflow.picture.back") if work.steps[-1].state == "done" else "",
        alt=text("workflow.picture.alt", answer=sentence),
    )
    return Picture(swimlane(drawn), text("workflow.picture.title"))


def _passages(situation: Situation, work: Chain) -> Iterator[Passage]:
    for n, link in enumerate(work.links):
        if link.state == "gap":
            continue
        word = "" if link.state == "same" else situation.text(f"workflow.state.{link.state}")
        yield Passage(n, link.state, word)


def _typical(situation: Situation, work: Chain | None) -> Iterator[Block]:
    """Where the chain typically breaks for the archetype, and how it stands here."""
    text, found = situation.text, handbook().typical_of(situation.archetype)
    if found:
        head = [text("workflow.typical.where"), text("workflow.typical.why_typical")]
        head += [text("workflow.typical.here")] if work else []
        title = text("workflow.typical.title", a=situation.archetype_name)
        widths = (3.0, 5.0, 1.8)[: len(head)]
        yield Table(tuple(head), tuple(_weak(situation, work, one) for one in found), title, widths)
        yield Note(_grounded(situation, "workflow.typical.placed", handbook().placing))


def _weak(situation: Situation, work: Chain | None, one: Typical) -> tuple[Line, ...]:
    """One typical break: where, why, and how it stands here once something is entered."""
    text = situation.text
    stages = [stage.id for stage in handbook().stage]
    where = stage_name(situation, one.stage)
    if one.handoff:
        onward = stage_name(situation, stages[stages.index(one.stage) + 1])
        where = text("workflow.typical.handoff", stage=where, onward=onward)
    why = text.under("workflow.typical.why")[one.id]
    row = (Line(where), Line(why, one.basis, situation.model.sources_of(one.facts)))
    if work is None:
        return row
    link = work.link(one.stage) if one.handoff else None
    state = link.state if link else work.step(one.stage).state
    shape = BAD if state == NOBODY else GOOD if state in {"done", "same"} else _STATES.get(state, OPEN)
    return (*row, Line(text(f"workflow.state.{state}"), state=shape))


def _notes(situation: Situation, work: Chain) -> Iterator[Block]:
    text, book = situation.text, handbook()
    if work.people:
        yield Note(_grounded(situation, "workflow.note.told", book.told))
    if work.by_role:
        yield Note(Line(text("workflow.picture.by_role"), quiet=True))
    yield Note(_grounded(situation, "workflow.note.order", book.order, n=len(book.stage)))
    yield Note(_grounded(situation, "workflow.note.stated_order", book.stated_order))
