"""What the evaluation sheets tell, block by block."""

from collections.abc import Iterator

from advisor.content.locale import listed
from advisor.content.practice.evaluation import handbook
from advisor.core.practice.evaluation import (
    STANDINGS,
    Criterion,
    Evaluation,
    RoleSheet,
    Standing,
    hangs_on,
    standing,
    tied,
)
from advisor.practice.evaluation_words import (
    conduct_lines,
    deliverable_lines,
    late_lines,
    part_name,
    said,
)
from advisor.practice.situation import Situation
from advisor.practice.told import BAD, GOOD, OPEN, WEAK, Block, Line, Note, Points, Table

_STATES: dict[Standing, str] = {
    "hangs": BAD,
    "may_hang": WEAK,
    "unsure": OPEN,
    "open": OPEN,
    "holds": GOOD,
}


def blocks(situation: Situation) -> tuple[Block, ...]:
    """The overview and a list for each role; then what holds without any input."""
    sheet = situation.sheet(Evaluation)
    text = situation.text
    own = (_overview(situation, sheet), *_instead(situation, sheet)) if sheet.roles else ()
    lists = tuple(_role(situation, role, sheet.sheet(role)) for role in sheet.roles)
    conduct = Points(conduct_lines(situation), text("evaluation.sheet.conduct"))
    check = (_check_note(situation),) if any(sheet.sheet(role).judged for role in sheet.roles) else ()
    return (*own, *lists, conduct, _rules(situation), _risk(situation), *check)


def _overview(situation: Situation, sheet: Evaluation) -> Table:
    text = situation.text
    heads = ("role", "expectation", "if_fails", "criteria")
    head = tuple(text(f"evaluation.overview.{key}") for key in heads)
    rows = tuple(
        (
            Line(situation.role(role)),
            _agreed(situation, sheet.sheet(role).expectation),
            _agreed(situation, sheet.sheet(role).if_fails),
            _criteria(situation, sheet.sheet(role)),
        )
        for role in sheet.roles
    )
    return Table(head, rows, text("evaluation.overview.title"))


def _agreed(situation: Situation, words: str) -> Line:
    if not words.strip():
        return Line(situation.text("evaluation.overview.missing"), state=OPEN)
    if hangs_on(handbook().words, words):
        return Line(situation.text("evaluation.overview.may_hang"), state=WEAK)
    return Line(situation.text("evaluation.overview.agreed"), state=GOOD)


def _criteria(situation: Situation, sheet: RoleSheet) -> Line:
    """How many criteria there are and how many hang on success; the state is that of the worst."""
    text, words, own = situation.text, handbook().words, sheet.criteria
    if not own:
        return Line(text("evaluation.overview.none"), quiet=True)
    worst = min((standing(words, one) for one in own), key=STANDINGS.index)
    hang = len(tied(words, own))
    key = "evaluation.overview.count" if hang else "evaluation.overview.count_fine"
    return Line(text(key, n=len(own), tied=hang), state=_STATES[worst])


def _role(situation: Situation, role: str, sheet: RoleSheet) -> Points:
    """What is expected of one role, and what is agreed with its people."""
    return Points(tuple(_expected(situation, role, sheet)), situation.role(role))


def _expected(situation: Situation, role: str, sheet: RoleSheet) -> Iterator[Line]:
    text = situation.text
    yield from deliverable_lines(situation, role, sheet)
    yield from late_lines(situation, role, sheet)
    if sheet.without:
        names = (part_name(situation, part) for part in sheet.without)
        yield Line(text("evaluation.sheet.not_expected", list=listed(names, text.language)), quiet=True)
    for key, words in (("expectation", sheet.expectation), ("if_fails", sheet.if_fails)):
        if words.strip():
            yield Line(text(f"evaluation.sheet.{key}", words=words))
        else:
            yield Line(text(f"evaluation.sheet.{key}_missing"), state=OPEN)
    hanging = tied(handbook().words, sheet.judged)
    for criterion in sheet.judged:
        if criterion in sheet.criteria or criterion in hanging:
            yield criterion_line(situation, criterion)


def criterion_line(situation: Situation, criterion: Criterion) -> Line:
    """How a criterion stands to success, and by which kinds of words."""
    text, words = situation.text, handbook().words
    found = standing(words, criterion)
    names = text.under("evaluation.kinds")
    kinds = listed((names[kind] for kind in hangs_on(words, criterion.text)), text.language)
    told = text(f"evaluation.standing.{found}", criterion=criterion.text, kinds=kinds)
    return Line(told, words.basis if found == "may_hang" else None, state=_STATES[found])


def _instead(situation: Situation, sheet: Evaluation) -> tuple[Points, ...]:
    """A way to say each criterion that hangs on success so that it does not; a proposal, nothing more."""
    text, words = situation.text, handbook().words
    proposals = text.under("evaluation.instead")
    own = [one for role in sheet.roles for one in tied(words, sheet.sheet(role).judged)]
    items = tuple(
        Line(
            text("evaluation.instead.line", criterion=one.text, instead=proposals[kind]),
            words.basis,
            words.sources,
        )
        for one in dict.fromkeys(own)
        for kind in (hangs_on(words, one.text) or ("success",))[:1]
    )
    return (Points(items, text("evaluation.instead.title")),) if items else ()


def _rules(situation: Situation) -> Points:
    words = situation.text.under("evaluation.rules")
    items = tuple(said(situation, words[one.id], one) for one in handbook().rule)
    return Points(items, situation.text("evaluation.rules.title"))


def _risk(situation: Situation) -> Block:
    """What people are wrongly judged by in the archetype; that it can happen everywhere, in the others."""
    text, model, everywhere = situation.text, situation.model, handbook().everywhere
    found = [risk for risk in handbook().risk if risk.archetype == situation.archetype]
    if not found:
        return Note(Line(text("evaluation.risk.everywhere"), everywhere.basis, everywhere.sources))
    words = text.under("evaluation.risk")
    items = tuple(Line(words[risk.archetype], risk.basis, model.sources_of(risk.facts)) for risk in found)
    return Points(items, text("evaluation.risk.title", a=situation.archetype_name))


def _check_note(situation: Situation) -> Note:
    words = handbook().words
    return Note(Line(situation.text("evaluation.check.note"), words.basis))
