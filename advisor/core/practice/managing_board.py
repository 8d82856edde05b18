"""What a leader tells the board of a change: what was entered, and what makes it weak."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, fields

from advisor.core.model import Basis


@dataclass(frozen=True, slots=True)
class Board:
    """What goes to the board, as the leader wrote it.

    ``before`` and ``after`` are the metric's values; ``low`` and ``high`` bound the effect on the product, in
    ``unit``; ``share`` says on whom it was measured, ``unchecked`` what was not looked at.
    """

    metric: str = ""
    before: str = ""
    after: str = ""
    meaning: str = ""
    low: str = ""
    high: str = ""
    unit: str = ""
    share: str = ""
    unchecked: str = ""
    risk: str = ""
    ask: str = ""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not any(getattr(self, part.name).strip() for part in fields(self))


@dataclass(frozen=True, slots=True)
class Words:
    """Words that make a text for a board weak, in any language."""

    accuracy: tuple[str, ...]
    special: tuple[str, ...]
    hype: tuple[str, ...]
    basis: Basis
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flag:
    """One weakness, and the words that show it where there are some."""

    id: str
    found: tuple[str, ...] = ()


_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_PLAIN = re.compile(r"[+-]?(\d+([.,]\d+)?|[.,]\d+)")
_LETTERS = re.compile(r"[A-Za-z0-9]")


def number(words: str) -> float | None:
    """The number that somebody wrote, without a per cent sign; None where it is no number.

    Full-width digits count; a comma groups thousands where it stands before three digits, else it is a point.
    """
    plain = unicodedata.normalize("NFKC", words).replace("\N{MINUS SIGN}", "-").replace("\N{EN DASH}", "-")
    plain = plain.strip().rstrip("%").strip()
    if _GROUPED.fullmatch(plain):
        return float(plain.replace(",", ""))
    return float(plain.replace(",", ".")) if _PLAIN.fullmatch(plain) else None


def found_words(said: str, words: Iterable[str]) -> tuple[str, ...]:
    """Which of the words occur, whatever their case and width; Latin ones only as whole words."""
    plain = _folded(said)
    return tuple(word for word in words if _pattern(_folded(word)).search(plain))


def has_effect(board: Board) -> bool:
    """Whether anything is said of what changes for the product."""
    return bool(board.meaning.strip() or has_range(board))


def has_range(board: Board) -> bool:
    """Whether the effect is given as a number or two."""
    return bool(board.low.strip() or board.high.strip())


def flags(board: Board, words: Words) -> tuple[Flag, ...]:
    """What makes the text weak; none for a board without anything in it."""
    if board.empty:
        return ()
    found = [*_on_effect(board, words), *_on_range(board)]
    found += [Flag("nothing_open")] if not board.unchecked.strip() else []
    found += [Flag("no_share")] if not board.share.strip() else []
    found += [Flag("no_risk")] if not board.risk.strip() else []
    told = "\n".join(getattr(board, part.name) for part in fields(board))
    hype = found_words(told, words.hype)
    return (*found, Flag("hype", hype)) if hype else tuple(found)


def _on_effect(board: Board, words: Words) -> list[Flag]:
    """A metric without an effect on the product, told by what kind of metric it is."""
    if has_effect(board):
        return []
    accuracy = found_words(board.metric, words.accuracy)
    if accuracy:
        return [Flag("accuracy_alone", accuracy)]
    special = found_words(board.metric, words.special)
    return [Flag("specialist", special)] if special else [Flag("no_effect")]


def _on_range(board: Board) -> list[Flag]:
    """An effect without bounds, with one bound, or with bounds that are no numbers or the wrong way round."""
    if not has_range(board):
        return [Flag("no_range")] if board.meaning.strip() else []
    written = [bound for bound in (board.low.strip(), board.high.strip()) if bound]
    numbers = [value for bound in written if (value := number(bound)) is not None]
    if len(numbers) < len(written):
        return [Flag("not_numbers")]
    if len(set(numbers)) == 1:
        return [Flag("single_number")]
    return [Flag("turned_range")] if numbers[0] > numbers[1] else []


def _folded(words: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())


def _pattern(word: str) -> re.Pattern[str]:
    start = r"(?<![A-Za-z0-9])" if _LETTERS.match(word[0]) else ""
    end = r"(?![A-Za-z0-9])" if _LETTERS.match(word[-1]) else ""
    return re.compile(start + re.escape(word) + end)
