"""The workshop's pages: what the room sees differently, what it adds up to, and every question's votes."""

from collections.abc import Sequence

from advisor.content.locale import day, sentences
from advisor.content.room_telling import Kind, RoomTelling, Share
from advisor.core.room import QuestionResult, RoundTally
from advisor.report.cleaning import cut
from advisor.report.story import Part, Story

GROUP_WIDTH = 24
"""Longest name of a role, in half-width characters: what fits over a column of numbers."""

MOST_GROUPS = 4
"""Groups that have a column of their own; where there are more, only the whole room is shown."""

MOST_ROUNDS = 2
"""Rounds of a question that are compared: the last ones."""

_Key = tuple[Kind, str]
"""A group: what it is, and its role. Names are no keys, for a role may be typed like any of them."""

_ARROW, _NONE = " → ", "–"


def room(story: Story) -> Part | None:
    """Everything that may be told of the room; None where there was no workshop."""
    telling = story.room
    if telling is None:
        return None
    text = telling.text
    when = story.saved.day
    return {
        "title": text("room.report.title"),
        "headline": telling.headline(),
        "line": text("room.eyebrow", date=day(when, text.language), n=telling.count(telling.result.n))
        if when
        else "",
        "lede": telling.lede(),
        "pooled": _pooled(story, telling),
        "own": _own(telling),
        "discuss": _discuss(telling),
        "votes": _votes(telling),
        "method": {"title": text("room.method.title"), "lines": list(telling.method())},
    }


def _pooled(story: Story, telling: RoomTelling) -> Part:
    rows = telling.pooled_rows()
    shares = (story.own("alt.support_row", name=row.name, share=row.shown) for row in rows)
    return {
        "title": telling.text("room.pooled.title"),
        "sentence": sentences(
            [telling.pooled_sentence(), telling.differs(story.assessment.archetype) if story.decided else ""],
            telling.text.language,
        ),
        "alt": story.own("alt.support", rows=story.listed(shares)),
        "rows": [
            {"id": row.archetype, "name": row.name, "share": row.share / rows[0].share, "shown": row.shown}
            for row in rows
        ],
    }


def _own(telling: RoomTelling) -> Part | None:
    """How many would see which archetype; None while people are not counted."""
    if not telling.result.counted:
        return None
    text, columns = telling.text, tuple(telling.result.own)
    return {
        "title": text("room.own.title"),
        "sentence": telling.own_sentence(),
        "heads": [
            text("room.own.group"),
            text("room.own.people"),
            *(telling.name(column) for column in columns),
        ],
        "rows": [
            [
                cut(row.name, GROUP_WIDTH),
                telling.count(row.n),
                *(telling.count(row.counts[c]) for c in columns),
            ]
            for row in telling.own_rows()
        ],
    }


def _discuss(telling: RoomTelling) -> Part:
    """The questions with any disagreement as sentences, those to talk about first in front."""
    return {
        "title": telling.text("room.list.title"),
        "note": telling.text("room.list.lede") if telling.to_discuss else telling.text("room.list.empty"),
        "rows": [
            {
                "question": telling.question(question.question),
                "measure": telling.measure(question),
                "sentence": telling.sentence(question),
                "changed": telling.changed(question),
                "first": telling.is_first(question),
            }
            for question in telling.to_discuss
        ],
    }


def _votes(telling: RoomTelling) -> Part:
    """Every question with the counts of the options chosen, by round and by group."""
    return {
        "title": telling.text("room.report.questions"),
        "note": telling.text("room.distribution.left_out"),
        "tables": [_table(telling, question) for question in telling.result.questions],
    }


def _table(telling: RoomTelling, question: QuestionResult) -> Part:
    shown = question.rounds[-MOST_ROUNDS:]
    rounds = [_columns(telling, question, tally) for tally in shown]
    groups = [(last.name, [columns.get(key) for columns in rounds]) for key, last in rounds[-1].items()]
    options = [o for o in question.last.whole.counts if any(t.whole.counts[o] for t in shown)]
    most = max(count for tally in shown for count in tally.whole.counts.values())
    names = [telling.round_name(tally.round) for tally in shown]
    return {
        "question": telling.asked(question.question),
        "measure": telling.measure(question),
        "rounds": _ARROW.join(names) if len(names) > 1 else "",
        "heads": [_head(telling, name, found) for name, found in groups],
        "rows": [
            {
                "answer": telling.answer(question.question, option),
                "bars": [tally.whole.counts[option] / most for tally in shown],
                "counts": [_count(telling, option, found) for _, found in groups],
            }
            for option in options
        ],
    }


def _columns(telling: RoomTelling, question: QuestionResult, tally: RoundTally) -> dict[_Key, Share]:
    """What has a column of its own: everybody, then the groups where there are not too many of them."""
    parts = telling.shares(question, tally)
    columns = [Share("whole", "", telling.text("room.everyone"), 0, tally.whole)]
    if parts[0].kind != "whole" and len(parts) <= MOST_GROUPS:
        columns += parts
    return {(share.kind, share.role): share for share in columns}


def _head(telling: RoomTelling, name: str, found: Sequence[Share | None]) -> list[str]:
    sizes = [telling.count(share.tally.n) if share else _NONE for share in found]
    return [cut(name, GROUP_WIDTH), f"n={_ARROW.join(sizes)}"]


def _count(telling: RoomTelling, option: str, found: Sequence[Share | None]) -> str:
    """One count, or those of all rounds one after the other; a dash where a round had no such group."""
    counts = [telling.count(share.tally.counts[option]) if share else _NONE for share in found]
    return _ARROW.join(counts)
