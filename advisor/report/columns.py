"""How wide the columns of a table are on paper, and whether the page has to be turned for them.

Widths of text are estimated in em, wide enough for every language; a table has one size of letters.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from advisor.practice.told import Line, Table
from advisor.report.story import Part

Kind = Literal["words", "number", "letter"]

UPRIGHT, TURNED = 481.0, 728.0
"""Widths of the text in points, on a page as usual and on one turned on its side."""

LETTERS, SMALL_LETTERS = 8.2, 7.4
"""Sizes of a table's letters in points: as usual, and where there are many columns of text."""

MANY = 5
"""Columns of text from which on letters are small."""

GAP, SMALL_GAP = 10.0, 4.0
"""Points between columns of text, and between columns where most hold single letters."""

LETTER_MOST, LETTER_WIDTH = 1.4, 2.6
"""Widest entry of a column of single letters, and how wide such a column is where there is space, in em."""

WORD_MOST, CELL_MOST = 11.0, 48.0
"""Nobody's longer word or sentence makes a column wider than these, in em."""

SHORT = 14.0
"""Texts up to this width, in em, are kept on one line where there is space."""

MARK, SOURCES = 1.4, 2.4
"""What a mark and the numbers of sources add to a text, in em."""

HEAD_TALL, HEAD_LEAST = 11.0, 3.0
"""The height of heads that stand upright is between these, in em."""

_WIDE, _BOLD = {"W", "F"}, 1.06
_SIGNS = "\N{EM DASH}"
_THIN, _BROAD = frozenset(" .,:;'|!ijl()[]"), frozenset("mwMW%@")
_NUMBER = re.compile(r"[^\w]*\d[\d\W]*")
_DASHES = {"", "-", "\N{EN DASH}", "\N{EM DASH}"}


def columns(table: Table) -> Part:
    """What the template has to know to set the table: shares of the width, kinds of columns, sizes."""
    cells = [[row[x] for row in table.rows if x < len(row)] for x in range(len(table.head))]
    kinds = [_kind(column) for column in cells]
    text = sum(kind != "letter" for kind in kinds)
    em = SMALL_LETTERS if text > MANY else LETTERS
    gap = SMALL_GAP if text <= len(kinds) / 2 else GAP
    tried = [_tried(column, gap / em) for column in zip(table.head, cells, kinds, strict=True)]
    wide = sum(one.least for one in tried) * em > UPRIGHT + gap
    whole = ((TURNED if wide else UPRIGHT) + gap) / em
    shares = _given(table.widths, len(kinds)) or _shares(tried, whole)
    narrow = [share * whole - gap / em for share in shares]
    longest = [max(map(width, head.split()), default=0.0) for head in table.head]
    letters = [x for x, kind in enumerate(kinds) if kind == "letter"]
    return {
        "columns": shares,
        "kinds": list(kinds),
        "em": em,
        "gap": gap,
        "wide": wide,
        "upright": any(longest[x] > narrow[x] for x in letters),
        "tall": _tall([table.head[x] for x in letters]),
    }


def width(text: str) -> float:
    """About how wide a text is, in em."""
    return sum(_width(character) for character in text)


def _width(character: str) -> float:
    if unicodedata.east_asian_width(character) in _WIDE or character > _SIGNS:
        return 1.0
    if character in _THIN:
        return 0.32
    return 0.92 if character in _BROAD else 0.68 if character.isupper() else 0.58


def _kind(cells: Sequence[Line]) -> Kind:
    said = [cell.text.strip() for cell in cells if cell.text.strip() not in _DASHES]
    bare = not any(cell.state or cell.basis or cell.sources for cell in cells)
    if bare and said and all(_NUMBER.fullmatch(text) for text in said):
        return "number"
    return "letter" if bare and said and all(width(text) <= LETTER_MOST for text in said) else "words"


@dataclass(frozen=True, slots=True)
class _Column:
    """Widths in em, the gap included: where the longest word fits, where it reads well, where all fits."""

    least: float
    ease: float
    most: float
    grows: bool


def _tried(column: tuple[str, Sequence[Line], Kind], gap: float) -> _Column:
    head, cells, kind = column
    if kind == "letter":
        return _Column(LETTER_MOST + gap, LETTER_WIDTH + gap, LETTER_WIDTH + gap, grows=False)
    texts = [
        (head, _BOLD, 0.0),
        *((cell.text, _BOLD if cell.strong else 1.0, _marks(cell)) for cell in cells),
    ]
    words = max(_longest_word(text) * bold + marks for text, bold, marks in texts)
    whole = max(width(text) * bold + marks for text, bold, marks in texts)
    least, most = min(words, WORD_MOST), min(whole, CELL_MOST)
    return _Column(least + gap, (most if most <= SHORT else least) + gap, max(least, most) + gap, grows=True)


def _longest_word(text: str) -> float:
    return max((width(word) for word in re.findall(r"[^\s\u2e80-\u9fff]+", text)), default=1.0)


def _marks(cell: Line) -> float:
    return (MARK if cell.state else 0.0) + (SOURCES if cell.sources else 0.0)


def _given(widths: Sequence[float], count: int) -> list[float]:
    """The shares the table asks for; none where they make no sense."""
    usable = len(widths) == count and all(share > 0 for share in widths)
    return [share / sum(widths) for share in widths] if usable else []


def _shares(tried: Sequence[_Column], whole: float) -> list[float]:
    """Short texts get one line, then long ones what is left; where space is scarce, words stay whole."""
    least, ease, most = ([getattr(one, name) for one in tried] for name in ("least", "ease", "most"))
    widths = _between(ease, most, whole) if sum(ease) <= whole else _between(least, ease, whole)
    takers = [one.most if one.grows else 0.0 for one in tried]
    takers = takers if sum(takers) else [1.0] * len(tried)
    over = max(0.0, whole - sum(widths)) / sum(takers)
    widths = [one + over * taker for one, taker in zip(widths, takers, strict=True)]
    return [one / sum(widths) for one in widths]


def _between(low: Sequence[float], high: Sequence[float], whole: float) -> list[float]:
    """Between the two widths of each column, as far as the whole allows; less than low where it must be."""
    wants = [b - a for a, b in zip(low, high, strict=True)]
    part = min(1.0, max(0.0, (whole - sum(low)) / (sum(wants) or 1.0)))
    return [a + part * want for a, want in zip(low, wants, strict=True)]


def _tall(heads: Sequence[str]) -> float:
    longest = max((width(head) for head in heads), default=0.0) * _BOLD
    return min(max(longest + 0.4, HEAD_LEAST), HEAD_TALL)
