"""What the checklist of process documents tells: how far it is, by area, and what to write down first."""

from advisor.content.locale import percent
from advisor.content.practice.process import handbook, markdown
from advisor.core.practice.process import Process, next_questions, progress
from advisor.practice.situation import Situation
from advisor.practice.told import BAD, GOOD, OPEN, WEAK, Block, Export, Line, Note, Points, Table, Told

TOLD_FIRST = 4
"""How many of the open questions are named in the answer."""

_MARKS = {"documented": GOOD, "partly": WEAK, "none": BAD, "not_applicable": "", None: OPEN}


def tell(situation: Situation) -> Told:
    """How far the documents are, and what to write down first."""
    sheet, book = situation.sheet(Process), handbook()
    text, whole = situation.text, progress(book, situation.sheet(Process), book.shown)
    blocks: list[Block] = [_first(situation)]
    closing = (_reasons(situation), Note(Line(text("process.attribution"))))
    if not sheet.entries:
        return Told(
            "process",
            situation.name("process"),
            text("process.empty", n=len(book.shown)),
            (*blocks, *closing),
            empty=True,
        )
    if whole.share is None:
        sentence = text("process.none_applies")
    else:
        sentence = text(
            "process.sentence",
            share=percent(whole.share, text.language),
            done=whole.counts["documented"],
            partly=whole.counts["partly"],
            asked=whole.asked,
            open=whole.counts["open"],
        )
    blocks += [_areas(situation), _entries(situation), Note(Line(text("process.how"))), *closing]
    return Told("process", situation.name("process"), sentence, tuple(blocks))


def exports(situation: Situation) -> tuple[Export, ...]:
    """The documentation skeleton."""
    text, sheet = situation.text, situation.sheet(Process)
    return (
        Export(
            "markdown",
            text("process.file.button"),
            text("process.file.name"),
            "text/markdown",
            lambda: markdown(sheet, text, situation.organisation).encode(),
        ),
    )


def _first(situation: Situation) -> Points:
    """The open questions that matter first; without an archetype, the first of the source's order."""
    text, book = situation.text, handbook()
    open_ = next_questions(book, situation.sheet(Process), situation.archetype)[:TOLD_FIRST]
    if situation.archetype is None:
        title, basis, sources = text("process.first_unknown"), book.cited.basis, book.cited.sources
    else:
        title = text("process.first", a=situation.archetype_name)
        first = book.first_of(situation.archetype)
        basis, sources = first.basis, situation.model.sources_of(first.facts)
    lines = tuple(Line(text(f"process.questions.{q}"), basis, sources) for q in open_)
    return Points(lines or (Line(text("process.all_done")),), title, ordered=bool(lines))


def _reasons(situation: Situation) -> Points:
    """Why it is worth writing things down."""
    text = situation.text
    lines = (Line(text(f"process.reasons.{r.id}"), r.basis, r.sources) for r in handbook().principle)
    return Points(tuple(lines), text("process.why"))


def _areas(situation: Situation) -> Table:
    """Progress by area."""
    text, book, sheet = situation.text, handbook(), situation.sheet(Process)
    rows = []
    for area in book.area:
        if not (questions := book.shown_in(area)):
            continue
        found = progress(book, sheet, questions)
        share = percent(found.share, text.language) if found.share is not None else text("process.not_asked")
        counts = [str(found.counts[state]) for state in ("documented", "partly", "none", "open")]
        rows.append((Line(text(f"process.areas.{area.id}")), Line(share, strong=True), *map(Line, counts)))
    head = ("area", "share", "documented", "partly", "none", "open")
    return Table(
        tuple(text(f"process.heads.{key}") for key in head),
        tuple(rows),
        text("process.by_area"),
        (3, 1.4, 1.4, 1.2, 1.2, 1.4),
    )


def _entries(situation: Situation) -> Table:
    """Every question that was looked at, with where its answer stands and who keeps it up."""
    text, sheet = situation.text, situation.sheet(Process)
    rows = []
    for question in (q for q in handbook().shown if q in sheet.entries):
        entry = sheet.entry(question)
        state = text(f"process.states.{entry.state}") if entry.state else text("process.heads.open")
        rows.append(
            (
                Line(text(f"process.questions.{question}")),
                Line(state, state=_MARKS[entry.state]),
                Line(entry.where),
                Line(entry.who),
            )
        )
    head = ("question", "state", "where", "who")
    return Table(
        tuple(text(f"process.heads.{key}") for key in head),
        tuple(rows),
        text("process.entries"),
        (4, 1.6, 2, 1.6),
    )
