"""What this tool tells: the map of feedback, what to add next, and what to mend first for failures."""

from advisor.charts.feedback_map import Look, MapWords, Mark, feedback_map
from advisor.content.locale import listed, percent, sentences
from advisor.content.practice.feedback import ITEMS, TYPES, handbook, table
from advisor.core.practice.feedback import (
    Feedback,
    Next,
    collected,
    next_types,
    progress,
    to_mend,
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

TOLD_FIRST = 3
"""How many types to add, and how many items to mend, are told."""

_ADVICE, _STRESS = "feedback.advice", "feedback.stress"
_LOOKS: dict[str, Look] = {"collected": "filled", "impossible": "dashed"}
_COLLECTED = {"collected": GOOD, "possible": WEAK, "impossible": "", "": OPEN}
_DONE = {"yes": GOOD, "partly": WEAK, "no": BAD, "not_applicable": "", "": OPEN}


def tell(situation: Situation) -> Told:
    """What the product hears from its users, what to add, and what to mend."""
    sheet, title = situation.sheet(Feedback), situation.name("feedback")
    blocks: list[Block] = [_picture(situation), *_legend(situation)]
    if not (sheet.streams or sheet.checks):
        sentence = situation.text("feedback.empty", all=len(handbook().type))
        blocks += [_facts(situation), *_tie(situation)]
        return Told("feedback", title, sentence, tuple(blocks), empty=True)
    blocks += [_types(situation), *_next(situation)] if sheet.streams else []
    blocks += [_facts(situation), _advice(situation), *_tie(situation)]
    blocks += [*_mend(situation), _items(situation)] if sheet.checks else []
    blocks += _reading(situation)
    return Told("feedback", title, _sentence(situation), tuple(blocks))


def exports(situation: Situation) -> tuple[Export, ...]:
    """Both lists as a table."""
    text, sheet = situation.text, situation.sheet(Feedback)
    label, name = text("feedback.file.button"), text("feedback.file.name")
    return (Export("table", label, name, "text/csv", lambda: table(sheet, text)),)


def _sentence(situation: Situation) -> str:
    sheet = situation.sheet(Feedback)
    parts = [_collected_sentence(situation)] if sheet.streams else []
    parts += [_failure_sentence(situation)] if sheet.checks else []
    return sentences(parts, situation.text.language)


def _collected_sentence(situation: Situation) -> str:
    text, book, sheet = situation.text, handbook(), situation.sheet(Feedback)
    have, coming = len(collected(book, sheet)), next_types(book, sheet)
    if coming:
        name = text(f"{TYPES}.{coming[0].type.id}.name")
        return text(f"feedback.{'some' if have else 'none'}", n=have, all=len(book.type), next=name)
    return text(f"feedback.{'complete' if have else 'impossible'}", n=have, all=len(book.type))


def _failure_sentence(situation: Situation) -> str:
    text, book, sheet = situation.text, handbook(), situation.sheet(Feedback)
    found, mend = progress(book, sheet), to_mend(book, sheet)
    if not found.asked:
        return text("feedback.no_item")
    if mend:
        name = text(f"{ITEMS}.{mend[0].id}.short")
        return text("feedback.mend", yes=found.yes, asked=found.asked, item=name)
    key = "unmended" if found.open else "in_place"
    return text(f"feedback.{key}", yes=found.yes, asked=found.asked, open=found.open)


def _picture(situation: Situation) -> Picture:
    """The types on the map, filled where the product collects them."""
    text, book, sheet = situation.text, handbook(), situation.sheet(Feedback)
    marks, said = [], []
    for type_ in book.type:
        state, name = sheet.stream(type_.id).state, text(f"{TYPES}.{type_.id}.name")
        short = text(f"{TYPES}.{type_.id}.short")
        marks.append(Mark(type_.usefulness, type_.ease, short, _LOOKS.get(state, "hollow")))
        state_name = text(f"feedback.collected.{state or 'open'}")
        said.append(text("feedback.map.alt_one", type=name, state=state_name))
    ends = ("useful", "easy", "implicit", "explicit", "trainable", "not_trainable")
    words = MapWords(*(text(f"feedback.map.{end}") for end in ends))
    alt = text("feedback.map.alt", list=listed(said, text.language))
    return Picture(feedback_map(marks, words, alt, book.figure.middle), text("feedback.map.title"))


def _legend(situation: Situation) -> tuple[Block, ...]:
    """How to read the map: its shapes, its sides, and what its places are worth."""
    text, book = situation.text, handbook()
    first, error = book.type[0], percent(book.figure.tolerance, text.language)
    return (
        Note(Line(text("feedback.map.legend"))),
        Note(Line(text("feedback.map.sides"), book.figure.basis, book.figure.sources)),
        Note(Line(text("feedback.map.places", error=error), "inferred", first.sources[:1])),
    )


def _facts(situation: Situation) -> Points:
    """What each type tells, and what it costs users."""
    text = situation.text
    lines = []
    for type_ in handbook().type:
        name, fact = text(f"{TYPES}.{type_.id}.name"), text(f"{TYPES}.{type_.id}.fact")
        said = text("feedback.table.told", type=name, fact=fact)
        lines.append(Line(said, type_.basis, type_.sources))
    return Points(tuple(lines), text("feedback.table.facts"))


def _types(situation: Situation) -> Table:
    text, sheet = situation.text, situation.sheet(Feedback)
    rows = []
    for type_ in handbook().type:
        stream = sheet.stream(type_.id)
        state = text(f"feedback.collected.{stream.state or 'open'}")
        rows.append(
            (
                Line(text(f"{TYPES}.{type_.id}.name")),
                Line(state, state=_COLLECTED[stream.state]),
                Line(stream.where if stream.state in ("collected", "possible") else ""),
            )
        )
    head = tuple(text(f"feedback.table.{key}") for key in ("type", "state", "where"))
    return Table(head, tuple(rows), text("feedback.table.title"), (3, 2, 2))


def _next(situation: Situation) -> tuple[Block, ...]:
    """The next types to add with the reason for each, and the rule behind them."""
    text, book = situation.text, handbook()
    coming = next_types(book, situation.sheet(Feedback))[:TOLD_FIRST]
    if not coming:
        return ()
    lines = tuple(_next_line(situation, one) for one in coming)
    rule = Line(text("feedback.next.rule"), book.worth.basis, book.worth.sources)
    return Points(lines, text("feedback.next.title"), ordered=True), Note(rule)


def _next_line(situation: Situation, coming: Next) -> Line:
    text, worth = situation.text, handbook().worth
    reason = text(f"feedback.next.{coming.reason}", type=text(f"{TYPES}.{coming.type.id}.name"))
    if not situation.sheet(Feedback).stream(coming.type.id).state:
        reason = text("feedback.next.check", reason=reason)
    return Line(reason, worth.basis, worth.sources)


def _advice(situation: Situation) -> Points:
    text = situation.text
    lines = (Line(text(f"{_ADVICE}.{a.id}"), a.basis, a.sources) for a in handbook().advice)
    return Points(tuple(lines), text("feedback.advice.title"))


def _tie(situation: Situation) -> tuple[Block, ...]:
    """What the archetype means for feedback; nothing while it is not known."""
    if situation.archetype is None:
        return ()
    text, tie = situation.text, handbook().tie_of(situation.archetype)
    sources = situation.model.sources_of(tie.facts)
    line = Line(text(f"feedback.tie.{tie.archetype}"), tie.basis, sources)
    return (Points((line,), text("feedback.tie.title", a=situation.archetype_name)),)


def _mend(situation: Situation) -> tuple[Block, ...]:
    """Why failures matter, and the items to mend first; a source's reason stands behind an item."""
    text, book, sheet = situation.text, handbook(), situation.sheet(Feedback)
    why = Points(
        (Line(text("feedback.failure.why"), book.failure.basis, book.failure.sources),),
        text("feedback.failure.title"),
    )
    lines = []
    for item in to_mend(book, sheet)[:TOLD_FIRST]:
        said = text(f"{ITEMS}.{item.id}.mend")
        if sheet.check(item.id).state == "partly":
            said = text("feedback.failure.weak", mend=said)
        if item.stress:
            said = sentences((said, text(f"{_STRESS}.{item.stress}")), text.language)
        lines.append(Line(said, item.basis, item.sources))
    return (why, Points(tuple(lines), text("feedback.failure.mend"), ordered=True)) if lines else (why,)


def _items(situation: Situation) -> Table:
    text, sheet = situation.text, situation.sheet(Feedback)
    rows = []
    for item in handbook().item:
        check = sheet.check(item.id)
        rows.append(
            (
                Line(text(f"{ITEMS}.{item.id}.name"), item.basis, item.sources),
                Line(text(f"feedback.done.{check.state or 'open'}"), state=_DONE[check.state]),
                Line(check.where if check.state in ("yes", "partly") else ""),
            )
        )
    head = tuple(text(f"feedback.failure.{key}") for key in ("item", "state", "where"))
    return Table(head, tuple(rows), text("feedback.failure.all"), (4, 2, 2))


def _reading(situation: Situation) -> tuple[Block, ...]:
    """What the lecture names for further reading, by title and address."""
    text, book = situation.text, handbook()
    lines = tuple(Line(text("feedback.reading.entry", title=link.title, url=link.url)) for link in book.link)
    note = Line(text("feedback.reading.note"), book.reading.basis, book.reading.sources)
    return Points(lines, text("feedback.reading.title")), Note(note)
