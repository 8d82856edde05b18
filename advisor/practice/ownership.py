"""What this tool tells: who is responsible, accountable, consulted and informed, and what to settle."""

from collections.abc import Iterable, Iterator, Mapping

from advisor.charts.ownership_matrix import Group, Mark, letter_matrix
from advisor.content.locale import listed, percent
from advisor.content.practice.ownership import handbook
from advisor.content.practice.ownership_table import head, labels, rows
from advisor.content.tables import csv_bytes, xlsx_bytes
from advisor.core.model import AxisId
from advisor.core.practice.ownership import (
    LETTERS,
    Cell,
    Findings,
    Matrix,
    Ownership,
    Place,
    Row,
    Rule,
    findings,
    matrix,
    moves,
    proposed,
)
from advisor.core.strategy import AxisAdvice
from advisor.practice.situation import Situation
from advisor.practice.told import BAD, OPEN, WEAK, Block, Export, Line, Note, Picture, Points, Table, Told

_DASH = "\N{EN DASH}"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_AREAS = ("data", "model", "product")
_COLUMNS = ("A", "R", "C", "I")


def tell(situation: Situation) -> Told:
    """The tool's answer."""
    sheet, filled = situation.sheet(Ownership), worked(situation)
    found = findings(handbook(), filled)
    empty = sheet == Ownership()
    blocks: list[Block] = []
    sentence = _sentence(situation, filled, found, empty=empty)
    if any(row.filled for row in filled.rows):
        blocks += [_settle(situation, found)] if not empty else []
        blocks += [_picture(situation, filled, sentence), _legend(situation)]
        blocks += [_area(situation, filled, area) for area in _AREAS]
        blocks += _own(situation, filled)
        blocks += _moves(situation)
    else:
        blocks.append(_legend(situation))
    blocks.append(_rules(situation))
    blocks += _notes(situation, filled)
    return Told("ownership", situation.name("ownership"), sentence, tuple(blocks), empty=empty)


def exports(situation: Situation) -> tuple[Export, ...]:
    """The matrix as CSV and XLSX."""
    text, sheet = situation.text, situation.sheet(Ownership)
    if sheet == Ownership():
        return ()
    name = text("ownership.export.file")

    def csv() -> bytes:
        return csv_bytes(head(sheet, text), rows(worked(situation), text))

    def xlsx() -> bytes:
        return xlsx_bytes(text("ownership.export.sheet"), head(sheet, text), rows(worked(situation), text))

    return (
        Export("csv", text("ownership.export.csv"), f"{name}.csv", "text/csv", csv),
        Export("xlsx", text("ownership.export.xlsx"), f"{name}.xlsx", _XLSX, xlsx),
    )


def worked(situation: Situation) -> Matrix:
    """The matrix of this organisation: what is proposed, with the leader's own entries."""
    return matrix(handbook(), situation.sheet(Ownership), proposal(situation))


def proposal(situation: Situation) -> Mapping[str, Mapping[str, Cell]]:
    """What the recommended strategy proposes; nothing while too little is known."""
    return proposed(handbook(), _places(situation), situation.archetype)


def _places(situation: Situation) -> Mapping[AxisId, Place]:
    return {
        advice.axis: Place(advice.now, advice.recommended, advice.basis) for advice in situation.advised.axes
    }


def activity_name(situation: Situation, activity: str, form: str = "name") -> str:
    """An activity's name, or ``what`` it is."""
    return situation.text.under("ownership.activities")[f"{activity}.{form}"]


def _names(situation: Situation, activities: Iterable[str]) -> str:
    return listed((activity_name(situation, one) for one in activities), situation.text.language)


def _labels(situation: Situation) -> Mapping[str, str]:
    return labels(situation.sheet(Ownership), situation.text)


def _sentence(situation: Situation, filled: Matrix, found: Findings, *, empty: bool) -> str:
    text, n = situation.text, len(filled.rows)
    if len(found.blank) == n:
        return text("ownership.answer.unknown")
    if empty:
        return text("ownership.answer.proposal", a=situation.archetype_name, n=n)
    first = next((row.activity.id for row in filled.rows if row.filled and not row.sound), "")
    if first:
        name = activity_name(situation, first)
        return text("ownership.answer.first", sound=filled.sound, n=n, activity=name)
    if found.blank:
        return text("ownership.answer.blank", sound=filled.sound, n=n, blank=len(found.blank))
    return _balance(situation, found) or text("ownership.answer.sound", n=n)


def _balance(situation: Situation, found: Findings) -> str:
    """What is wrong with the whole although each activity is in order; empty where nothing is."""
    text, shown = situation.text, _labels(situation)
    shares = ({found.everything: 1.0} if found.everything else {}) | dict(found.much)
    for party, share in shares.items():
        told = percent(share, text.language)
        return text("ownership.answer.lopsided", party=shown[party], share=told)
    for activity, party in found.deciding:
        name = activity_name(situation, activity)
        return text("ownership.answer.deciding", party=shown[party], activity=name)
    return ""


def _settle(situation: Situation, found: Findings) -> Points:
    """What the checks of the matrix found, one line each."""
    text = situation.text
    items = list(_findings(situation, found))
    if not items:
        items.append(Line(text("ownership.checks.fine")))
    if found.blank:
        blank = _names(situation, found.blank)
        items.append(Line(text("ownership.checks.blank", activities=blank), state=OPEN))
    return Points(tuple(items), text("ownership.checks.title"))


def _findings(situation: Situation, found: Findings) -> Iterator[Line]:
    """What is wrong with single activities, in their order, then with the whole."""
    text, shown = situation.text, _labels(situation)
    for row in worked(situation).rows:
        yield from _wrong(situation, row, found)
    if found.everything:
        yield Line(text("ownership.checks.everything", party=shown[found.everything]), state=BAD)
    for party, share in found.much.items():
        parts = {
            "share": percent(share, text.language),
            "most": percent(handbook().most.value, text.language),
        }
        yield Line(text("ownership.checks.much", party=shown[party], **parts), state=WEAK)
    for activity, party in found.deciding:
        name = activity_name(situation, activity)
        yield Line(text("ownership.checks.deciding", activity=name, party=shown[party]), state=WEAK)


def _wrong(situation: Situation, row: Row, found: Findings) -> Iterator[Line]:
    """What is wrong with one activity."""
    text, shown, activity = situation.text, _labels(situation), row.activity.id
    name = activity_name(situation, activity)
    if activity in found.none:
        yield Line(text("ownership.checks.none", activity=name), state=BAD)
    if activity in found.several:
        all_ = listed((shown[party] for party in row.with_letter("A")), text.language)
        yield Line(text("ownership.checks.several", activity=name, parties=all_), state=BAD)
    if activity in found.undone:
        yield Line(text("ownership.checks.undone", activity=name), state=BAD)


def _picture(situation: Situation, filled: Matrix, sentence: str) -> Picture:
    """The matrix at a glance: activities by area, parties side by side."""
    text, shown = situation.text, _labels(situation)

    def marks(row: Row) -> tuple[str, tuple[Mark, ...]]:
        cells = (row.cells[party] for party in filled.parties)
        found = tuple(Mark(cell.letters, _is_stated(cell), cell.own) for cell in cells)
        return activity_name(situation, row.activity.id), found

    groups = [
        Group(
            text(f"ownership.areas.{area}"),
            tuple(marks(row) for row in filled.rows if row.activity.area == area),
        )
        for area in _AREAS
    ]
    alt = text("ownership.picture.alt", answer=sentence)
    return Picture(letter_matrix(list(shown.values()), groups, alt), text("ownership.picture.title"))


def _is_stated(cell: Cell) -> bool:
    return bool(cell.letters) and not cell.own and cell.basis == "stated"


def _area(situation: Situation, filled: Matrix, area: str) -> Table:
    """The activities of one area in words: who answers, who does it, who is asked and told."""
    text, shown = situation.text, _labels(situation)

    def line(row: Row) -> tuple[Line, ...]:
        cells = (_parties(row, letter, shown, text.language) for letter in _COLUMNS)
        return (Line(activity_name(situation, row.activity.id)), *cells, _rests(situation, row, shown))

    body = tuple(line(row) for row in filled.rows if row.activity.area == area)
    head = (
        text("ownership.table.activity"),
        *(text(f"ownership.heads.{letter}") for letter in _COLUMNS),
        text("ownership.table.basis"),
    )
    return Table(head, body, text(f"ownership.areas.{area}"), (3, 2.4, 2.4, 2.4, 2.4, 2.6))


def _parties(row: Row, letter: str, shown: Mapping[str, str], language: str) -> Line:
    names = [shown[party] for party in row.with_letter(letter)]
    return Line(listed(names, language) or _DASH, quiet=not names)


def _rests(situation: Situation, row: Row, shown: Mapping[str, str]) -> Line:
    """What a row rests on: the parties whose letters a source states, else that it is derived or entered."""
    text = situation.text
    plan = {party: cell for party, cell in row.cells.items() if cell.letters and not cell.own}
    facts = tuple(fact for cell in plan.values() for fact in cell.facts)
    sources = situation.model.sources_of(tuple(dict.fromkeys(facts)))
    stated = [shown[party] for party, cell in plan.items() if _is_stated(cell)]
    if stated:
        return Line(listed(stated, text.language), "stated", sources)
    own = any(cell.own for cell in row.cells.values())
    if plan:
        return Line(text("ownership.table.both" if own else "ownership.table.plan"), "inferred", sources)
    return Line(text("ownership.table.own") if own else _DASH, quiet=True)


def _own(situation: Situation, filled: Matrix) -> Iterator[Points]:
    """The leader's own entries in words."""
    text, shown = situation.text, _labels(situation)

    def line(row: Row) -> Line:
        cells = (
            text(
                "ownership.own.cell",
                party=shown[party],
                letters=cell.letters or text("ownership.own.nothing"),
            )
            for party, cell in row.cells.items()
            if cell.own
        )
        name = activity_name(situation, row.activity.id)
        return Line(text("ownership.own.line", activity=name, cells=listed(cells, text.language)))

    items = [line(row) for row in filled.rows if any(cell.own for cell in row.cells.values())]
    if items:
        yield Points(tuple(items), text("ownership.own.title"))


def _moves(situation: Situation) -> Iterator[Points]:
    """Where the organisation stands today against the proposal, and where accountability changes hands."""
    text, shown, book = situation.text, _labels(situation), handbook()
    found = moves(book, _places(situation), situation.archetype)
    items: list[Line] = []
    for advice in situation.advised.axes:
        if advice.recommended is None or all(one.axis != advice.axis for one in book.proposal):
            continue
        items.append(_stand(situation, advice))
        items += _alternative(situation, advice)
        items += [
            Line(
                text(
                    "ownership.moves.move",
                    activity=activity_name(situation, move.activity),
                    now=shown[move.now],
                    advised=shown[move.advised],
                ),
                "inferred",
                situation.model.sources_of(move.facts),
            )
            for move in found
            if book.axis_of(move.activity) == advice.axis
        ]
    if items:
        yield Points(tuple(items), text("ownership.moves.title"))


def _stand(situation: Situation, advice: AxisAdvice) -> Line:
    text = situation.text
    positions = text.under(f"axes.{advice.axis}.positions")
    values = {
        "axis": text(f"axes.{advice.axis}.name"),
        "now": positions.get(advice.now or "", ""),
        "advised": positions[advice.recommended or ""],
    }
    form = "axis_unknown" if advice.now is None else "axis_reached" if advice.reached else "axis"
    return Line(text(f"ownership.moves.{form}", **values), advice.basis, advice.sources, strong=True)


def _alternative(situation: Situation, advice: AxisAdvice) -> Iterator[Line]:
    """Where the second archetype would stand, when the answers fit two and these differ here."""
    text, model, rival = situation.text, situation.model, situation.found.runner_up
    if advice.alternative is None or advice.alternative == advice.recommended or rival is None:
        return
    axis = next(axis for axis in model.axes if axis.id == advice.axis)
    advised = axis.cell_of(rival).advised
    said = text(
        "ownership.moves.alternative",
        axis=text(f"axes.{advice.axis}.name"),
        b=text(f"archetypes.{rival}.short"),
        position=text.under(f"axes.{advice.axis}.positions")[advice.alternative],
    )
    yield Line(said, advised.basis, model.sources_of(advised.facts))


def _legend(situation: Situation) -> Points:
    text = situation.text
    items = tuple(
        Line(text("ownership.legend.line", letter=letter, meaning=text(f"ownership.letters.{letter}")))
        for letter in LETTERS
    )
    return Points(items, text("ownership.legend.title"))


def _rules(situation: Situation) -> Points:
    """The rules that the checks follow."""
    book = handbook()
    items = (
        _ruled(situation, "ownership.checks.one", book.one_accountable),
        _ruled(situation, "ownership.checks.works", book.somebody_works),
        _ruled(situation, "ownership.checks.leads", book.deciders),
    )
    return Points(items, situation.text("ownership.checks.rules"))


def _ruled(situation: Situation, key: str, rule: Rule) -> Line:
    return Line(situation.text(key), rule.basis, situation.model.sources_of(rule.facts))


def _notes(situation: Situation, filled: Matrix) -> Iterator[Note]:
    text, model, book = situation.text, situation.model, handbook()
    cells = [cell for row in filled.rows for cell in row.cells.values() if cell.letters and not cell.own]
    if cells:
        yield Note(_ruled(situation, "ownership.note.letters", book.letters))
        yield Note(Line(text("ownership.note.strong"), quiet=True))
    for fact in book.limits:
        if any(fact in cell.facts for cell in cells if _is_stated(cell)):
            statement = model.statements[fact]
            yield Note(Line(text(f"statements.{fact}"), statement.basis, statement.sources))
    for basis, key in (
        ("stated", "ownership.note.activities"),
        ("inferred", "ownership.note.activities_own"),
    ):
        found = [row.activity for row in filled.rows if row.activity.basis == basis]
        if found:
            sources = tuple(dict.fromkeys(source for one in found for source in one.sources))
            said = text(key, activities=_names(situation, (one.id for one in found)))
            yield Note(Line(said, found[0].basis, sources))
