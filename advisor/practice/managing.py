"""What this tool tells: points in order, product managers, frameworks, and the text for the board."""

from advisor.content.locale import listed
from advisor.content.practice.managing import POINTS, handbook
from advisor.core.practice.managing import (
    Managing,
    Point,
    Reason,
    Size,
    framework_verdict,
    manager_verdict,
    ordered,
    told_first,
)
from advisor.core.practice.managing_board import flags
from advisor.practice import managing_board
from advisor.practice.situation import Situation
from advisor.practice.told import BAD, GOOD, OPEN, WEAK, Block, Export, Line, Note, Points, Table, Told

_REASONS, _KINDS = "managing.manager.reasons", "managing.manager.notes"
_NOTES, _NAMES, _STAGES = (
    "managing.frameworks.notes",
    "managing.frameworks.names_of",
    "managing.frameworks.stage",
)
_ANSWERS = {"yes": GOOD, "partly": WEAK, "no": BAD, "dont_know": OPEN}


def tell(situation: Situation) -> Told:
    """What comes first, and what follows for product management, frameworks and the board."""
    sheet, title = situation.sheet(Managing), situation.name("managing")
    if sheet == Managing():
        return Told("managing", title, _empty_sentence(situation), _first(situation), empty=True)
    blocks: list[Block] = [*_first(situation), *_rest(situation)]
    blocks += managing_board.blocks(situation)
    blocks += [*_manager(situation)] if sheet.manager else []
    blocks += [*_frameworks(situation)] if sheet.size != Size() else []
    return Told("managing", title, _sentence(situation), tuple(blocks))


def exports(situation: Situation) -> tuple[Export, ...]:
    """The text for the board, as Markdown and as plain text; nothing while it is empty."""
    return managing_board.exports(situation)


def _empty_sentence(situation: Situation) -> str:
    text = situation.text
    if situation.archetype is None:
        return text("managing.empty")
    first = handbook().first_of(situation.archetype).points
    points = listed((text(f"{POINTS}.{point}.short") for point in first), text.language)
    return text("managing.empty_known", a=situation.archetype_name, points=points)


def _sentence(situation: Situation) -> str:
    """The conclusion on what was entered; the points first, then the board."""
    text, sheet, book = situation.text, situation.sheet(Managing), handbook()
    if sheet.points:
        first = told_first(book, sheet, situation.archetype)
        if not first:
            return text("managing.all_done")
        n = sum(sheet.points.get(p.id) != "yes" for p in book.point if p in first or p.id in sheet.points)
        return text("managing.first", n=n, point=text(f"{POINTS}.{first[0].id}.short"))
    if not sheet.board.empty:
        found = flags(sheet.board, book.words)
        return text("managing.board_weak", n=len(found)) if found else text("managing.board_ready")
    if sheet.manager:
        return _manager_sentence(situation)
    return text(f"managing.frameworks.{framework_verdict(book, sheet.size)}")


# ---- Points ----


def _first(situation: Situation) -> tuple[Block, ...]:
    """The points to begin with, and on what their order rests."""
    text, book = situation.text, handbook()
    lines = [_point(situation, p) for p in told_first(book, situation.sheet(Managing), situation.archetype)]
    first = book.first_of(situation.archetype)
    name, sources = situation.archetype_name, situation.model.sources_of(first.facts)
    title, note = text("managing.told.title_unknown"), text("managing.told.note_unknown")
    if situation.archetype is not None:
        title, note = text("managing.told.title", a=name), text("managing.told.note", a=name)
    points = Points(tuple(lines) or (Line(text("managing.told.done")),), title, ordered=bool(lines))
    return points, Note(Line(note, first.basis, sources))


def _point(situation: Situation, point: Point) -> Line:
    """What to do about a point, with the tool that helps, as far as it is known how it stands."""
    text = situation.text
    answer = situation.sheet(Managing).points.get(point.id)
    said = text(f"{POINTS}.{point.id}.do")
    if point.tool:
        said = text("managing.with_tool", said=said, tool=situation.name(point.tool))
    if answer == "partly":
        said = text("managing.in_part", said=said)
    elif answer == "dont_know":
        said = text("managing.find_out", ask=text(f"{POINTS}.{point.id}.ask"), said=said)
    return Line(said, point.basis, situation.model.sources_of(point.facts))


def _rest(situation: Situation) -> tuple[Block, ...]:
    """The other points that were answered, those that are done at the end."""
    text, book, sheet = situation.text, handbook(), situation.sheet(Managing)
    first = told_first(book, sheet, situation.archetype)
    rows = [
        (
            Line(text(f"{POINTS}.{point.id}.ask"), point.basis, situation.model.sources_of(point.facts)),
            Line(text(f"managing.answers.{answer}"), state=_ANSWERS[answer]),
        )
        for point in ordered(book, sheet, situation.archetype)
        if point not in first and (answer := sheet.points.get(point.id))
    ]
    if not rows:
        return ()
    head = (text("managing.told.point"), text("managing.told.answer"))
    return (Table(head, tuple(rows), text("managing.told.rest"), (4, 1.6)),)


# ---- Product managers ----


def _manager_sentence(situation: Situation) -> str:
    text, book = situation.text, handbook()
    verdict = manager_verdict(book, situation.sheet(Managing), situation.archetype)
    if verdict.kind == "open":
        return text("managing.manager.least", n=book.manager.least)
    return text(f"managing.manager.verdicts.{verdict.kind}")


def _manager(situation: Situation) -> tuple[Block, ...]:
    """Which kind of product manager fits, why, and what the two kinds are."""
    text, book, model = situation.text, handbook(), situation.model
    verdict = manager_verdict(book, situation.sheet(Managing), situation.archetype)
    said, limits = _manager_sentence(situation), book.manager
    first = Line(said, strong=True)
    if verdict.kind != "open":
        first = Line(said, limits.basis, model.sources_of(limits.facts), strong=True)
    lines = [first, *(_reason(situation, reason) for reason in verdict.reasons)]
    for note in book.manager_note:
        said = text(f"{_KINDS}.{note.id}")
        lines.append(Line(said, note.basis, model.sources_of(note.facts), quiet=True))
    found: list[Block] = [Points(tuple(lines), text("managing.manager.title"))]
    if situation.archetype is None:
        found.append(Note(Line(text("managing.manager.archetype_open"))))
    return tuple(found)


def _reason(situation: Situation, reason: Reason) -> Line:
    key = f"{_REASONS}.{reason.question}.{reason.option}"
    return Line(situation.text(key), reason.basis, situation.model.sources_of(reason.facts))


# ---- Process frameworks ----


def _frameworks(situation: Situation) -> tuple[Block, ...]:
    """Whether a framework would help, what is said of them, and their stages where names are of use."""
    text, book = situation.text, handbook()
    limits, verdict = book.frameworks, framework_verdict(book, situation.sheet(Managing).size)
    said = text(f"managing.frameworks.{verdict}")
    title = text("managing.frameworks.title")
    if verdict == "open":
        return (Points((Line(said, strong=True),), title),)
    sources = situation.model.sources_of(limits.facts)
    lines = [Line(said, limits.basis, sources, strong=True)]
    for note in (note for note in book.framework_note if verdict in note.verdicts):
        lines.append(Line(text(f"{_NOTES}.{note.id}"), note.basis, note.sources))
    large = limits.large
    rule = text(
        "managing.frameworks.limits",
        signs=limits.signs,
        teams=large.teams,
        sites=large.sites,
        projects=large.projects,
    )
    stages = (_stages(situation),) if verdict != "slow" else ()
    return Points(tuple(lines), title), *stages, Note(Line(rule, limits.basis, sources))


def _stages(situation: Situation) -> Table:
    text = situation.text
    rows = []
    for framework in handbook().framework:
        names = (text(f"{_STAGES}.{stage}") for stage in framework.stages)
        name = Line(text(f"{_NAMES}.{framework.id}"))
        rows.append((name, Line(listed(names, text.language), framework.basis, framework.sources)))
    head = (text("managing.frameworks.framework"), text("managing.frameworks.stages"))
    return Table(head, tuple(rows), "", (2, 4))
