"""The fonts of the documents: one family with Latin, Hangul, kana and kanji, from pinned packages.

Fonts of the machine are never used, so the same document has the same bytes everywhere.
"""

from functools import cache
from importlib.util import find_spec

import typst

from advisor.errors import ReportError

FAMILY = "Noto Sans CJK JP"
"""The family's name; the language of the text picks the regional glyph forms."""

_PACKAGES = ("noto_cjk_sans_jp_regular", "noto_cjk_sans_jp_bold")


@cache
def fonts() -> typst.Fonts:
    """The loaded fonts, shared by every export; raises ReportError when the family is not complete.

    A document without fonts compiles in silence and shows no text, hence the check.
    """
    folders = [folder for name in _PACKAGES if (folder := _folder(name))]
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
    weights = sorted(font.weight for font in found.fonts() if font.family == FAMILY)
    if len(weights) < len(_PACKAGES):
        raise ReportError("fonts", f"{FAMILY} is not complete: install {' and '.join(_PACKAGES)}")
    return found


@cache
def covered() -> frozenset[int]:
    """The code points that every weight of the family can show."""
    from fontTools.ttLib import TTFont

    maps = []
    for font in fonts().fonts():
        with TTFont(font.path, fontNumber=font.index, lazy=True) as file:
            maps.append(frozenset(file.getBestCmap()))
    return frozenset.intersection(*maps)


def _folder(package: str) -> str:
    spec = find_spec(package)
    return next(iter(spec.submodule_search_locations or ()), "") if spec else ""
