"""The text for the board: four short paragraphs from what the leader entered, and what makes them weak."""

from collections.abc import Iterator
from dataclasses import dataclass

from advisor.content.locale import listed, sentences
from advisor.content.practice.managing import handbook, markdown
from advisor.content.text import Text
from advisor.core.practice.managing import Managing
from advisor.core.practice.managing_board import Board, Flag, flags, has_effect, has_range
from advisor.practice.situation import Situation
from advisor.practice.told import Block, Export, Line, Note, Points

_FLAGS, _WRONG, _READINGS = "managing.flags", "managing.misunderstandings", "managing.readings"
_ENDS = (".", "!", "?", "。", "！", "？", "…")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One of the four: what it is about, and what it says."""

    title: str
    said: str


def paragraphs(board: Board, text: Text) -> tuple[Paragraph, ...]:
    """Effect, risk, what is unknown, what is asked; what was not entered is said to be open."""
    parts = {
        "effect": _effect(board, text),
        "risk": [_line(board.risk) or text("managing.board.no_risk")],
        "unknown": _unknown(board, text),
        "ask": [_line(board.ask) or text("managing.board.no_ask")],
    }
    return tuple(
        Paragraph(
            text(f"managing.board.parts.{part}"),
            sentences((_ended(one, text) for one in said), text.language),
        )
        for part, said in parts.items()
    )


def blocks(situation: Situation) -> tuple[Block, ...]:
    """The text, what to mend in it, and what helps in front of a board; nothing while it is empty."""
    text, book, board = situation.text, handbook(), situation.sheet(Managing).board
    if board.empty:
        return ()
    lines = (
        Line(text("managing.board.paragraph", title=part.title, said=part.said))
        for part in paragraphs(board, text)
    )
    found: list[Block] = [Points(tuple(lines), text("managing.board.title"))]
    if weak := tuple(_flag(situation, flag) for flag in flags(board, book.words)):
        found.append(Points(weak, text("managing.board.mend")))
    return (*found, *_around(situation))


def exports(situation: Situation) -> tuple[Export, ...]:
    """The text as Markdown and as plain text; nothing while it is empty."""
    text, board = situation.text, situation.sheet(Managing).board
    if board.empty:
        return ()
    title = situation.organisation.strip() or text("managing.board.title")
    parts = [(part.title, part.said) for part in paragraphs(board, text)]
    plain = "\n\n".join([" ".join(title.split()), *(f"{head}\n{said}" for head, said in parts)]) + "\n"
    return (
        Export(
            "markdown",
            text("managing.board.file_md"),
            text("managing.board.name_md"),
            "text/markdown",
            lambda: markdown(title, parts).encode("utf-8", "replace"),
        ),
        Export(
            "plain",
            text("managing.board.file_txt"),
            text("managing.board.name_txt"),
            "text/plain",
            lambda: plain.encode("utf-8", "replace"),
        ),
    )


def _effect(board: Board, text: Text) -> list[str]:
    """The effect in the leader's words, its bounds, and the metric behind it."""
    said = [_line(board.meaning)] if board.meaning.strip() else []
    said += [_bounds(board, text)] if has_range(board) else []
    said += [text("managing.board.no_effect")] if not has_effect(board) else []
    return said + list(_metric(board, text))


def _bounds(board: Board, text: Text) -> str:
    low, high, unit = _line(board.low), _line(board.high), _line(board.unit)

    def measured(bound: str) -> str:
        return text("managing.board.with_unit", n=bound, unit=unit) if unit else bound

    if low and high and low != high:
        return text("managing.board.range", low=low, high=measured(high))
    return text("managing.board.one_number", n=measured(low or high))


def _metric(board: Board, text: Text) -> Iterator[str]:
    metric = _line(board.metric)
    if board.before.strip() and board.after.strip():
        name = metric or text("managing.board.measure")
        yield text(
            "managing.board.changed", metric=name, before=_line(board.before), after=_line(board.after)
        )
    elif metric:
        yield text("managing.board.metric_alone", metric=metric)


def _unknown(board: Board, text: Text) -> list[str]:
    """What was not checked, on whom it was measured, and whether the effect has a size."""
    unchecked, share = _line(board.unchecked), _line(board.share)
    said = [text("managing.board.no_unchecked")]
    if unchecked:
        said = [text("managing.board.unchecked", unchecked=unchecked)]
    said += [text("managing.board.share", share=share)] if share else []
    return said if has_range(board) else [*said, text("managing.board.no_size")]


def _line(words: str) -> str:
    """The leader's words on one line."""
    return " ".join(words.split())


def _ended(said: str, text: Text) -> str:
    """A sentence with its full stop, unless it ends with a mark of its own."""
    return said if said.endswith(_ENDS) else said + text("managing.board.stop")


def _flag(situation: Situation, flag: Flag) -> Line:
    text, cited = situation.text, handbook().flag_of(flag.id)
    said = text(f"{_FLAGS}.{flag.id}", found=listed(flag.found, text.language))
    return Line(said, cited.basis, situation.model.sources_of(cited.facts))


def _around(situation: Situation) -> tuple[Block, ...]:
    """What boards often misunderstand, and what can be shared with them."""
    text, book, model = situation.text, handbook(), situation.model
    wrong = (
        Line(text(f"{_WRONG}.{one.id}"), one.basis, model.sources_of(one.facts))
        for one in book.misunderstanding
    )
    share = (Line(text(f"{_READINGS}.{work.id}"), work.basis, work.sources) for work in book.reading)
    return (
        Points(tuple(wrong), text("managing.board.misunderstood")),
        Points(tuple(share), text("managing.board.reading")),
        Note(Line(text("managing.board.reading_note"))),
    )
