"""A room's votes as a table for a spreadsheet: counts only, nothing of a single person."""

import csv
import io
from collections.abc import Iterator

from advisor.content.room_telling import RoomTelling
from advisor.content.tables import guarded
from advisor.core.room import QuestionResult, RoundTally, Tally

COLUMNS = ("question", "question_text", "round", "group", "option", "option_text", "count", "n")
"""The first row: the same in every language, for programs that read it."""

Row = tuple[str | int, ...]


def room_csv(telling: RoomTelling) -> bytes:
    """Every count of every question and round, for everybody and by group, as CSV.

    The column ``group`` is empty for everybody: no role has an empty name. In UTF-8 with a mark at the
    start, by which spreadsheets know the encoding. A text that a spreadsheet would take for a formula has a
    quote in front.
    """
    table = io.StringIO(newline="")
    written = csv.writer(table)
    written.writerow(COLUMNS)
    for question in telling.result.questions:
        for tally in question.rounds:
            written.writerows(_rows(telling, question, tally))
    return table.getvalue().encode("utf-8-sig", "replace")


def _rows(
    telling: RoomTelling, question: QuestionResult, tally: RoundTally
) -> Iterator[tuple[str | int, ...]]:
    groups: list[tuple[str, Tally]] = [("", tally.whole)]
    groups += [(role, tally.groups[role]) for role in sorted(tally.groups)]
    for group, counted in groups:
        for option, count in counted.counts.items():
            texts = telling.asked(question.question), telling.answer(question.question, option)
            asked, answer = (guarded(words) for words in texts)
            yield question.question, asked, tally.round, guarded(group), option, answer, count, counted.n
