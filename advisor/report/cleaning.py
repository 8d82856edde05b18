"""Any text → text that a document can show: nothing invisible, nothing without a glyph, no endless word.

The strict standards make a character without a glyph an error, so it becomes a visible box instead.
"""

import re
import unicodedata
from typing import Any

from advisor.report.fonts import covered

MISSING = "\N{WHITE SQUARE}"
"""Stands for a character that the fonts do not have."""

CUT = "\N{HORIZONTAL ELLIPSIS}"

_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_VARIATION_SELECTORS = range(0xFE00, 0xFE10)
_WIDE = {"W", "F"}
_BREAK = "\N{ZERO WIDTH SPACE}"
_LONGEST_RUN = 20
# A run of letters without a space and without Hangul, kana or kanji, which may break anywhere.
_RUN = re.compile(
    rf"[^\s\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]{{{_LONGEST_RUN + 10},}}"
)

# A piece of such a run: up to a place where an address may be broken, else cut hard.
_PIECE = re.compile(rf"[^/?&=_.]{{1,{_LONGEST_RUN}}}[/?&=_.]*|[/?&=_.]+")


def clean(text: str) -> str:
    """The text on one line in composed form, with U+25A1 for what cannot be shown and breaks in long runs."""
    # Spaces of every kind first: some are control characters and would glue two words together.
    spaced = re.sub(r"[\t\n\r\v\f\x1c-\x1f\x85\u2028\u2029]+", " ", text)
    shown = "".join(_shown(character) for character in unicodedata.normalize("NFC", spaced))
    return _RUN.sub(_broken, shown)


def cut(text: str, width: int) -> str:
    """The cleaned text, ended by an ellipsis where it is wider than ``width`` half-width characters."""
    words = " ".join(clean(text).replace(_BREAK, "").split())
    used = 0
    for place, character in enumerate(words):
        used += 2 if unicodedata.east_asian_width(character) in _WIDE else 1
        if used > width:
            return _RUN.sub(_broken, words[:place].rstrip() + CUT)
    return _RUN.sub(_broken, words)


def clean_all(value: Any) -> Any:
    """Every string inside lists and dictionaries cleaned; link targets (``href``) are left as they are."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: item if key == "href" else clean_all(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [clean_all(item) for item in value]
    return value


def _shown(character: str) -> str:
    if unicodedata.category(character) in _INVISIBLE or ord(character) in _VARIATION_SELECTORS:
        return ""
    return character if ord(character) in covered() else MISSING


def _broken(run: re.Match[str]) -> str:
    return _PIECE.sub(r"\g<0>" + _BREAK, run[0]).removesuffix(_BREAK)
