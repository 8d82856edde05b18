"""Data and save file → the bytes of a PDF, by Typst in this process."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import files
from typing import cast

import typst

from advisor.errors import ReportError
from advisor.report.fonts import fonts
from advisor.report.story import Part

STANDARDS: tuple[list[typst.PDFStandard], ...] = (["a-3a", "ua-1"], [])
"""Archivable and accessible; should an unforeseen text break a rule of these, a plain tagged PDF."""

CLOSENESS = (0.75, 0.55, 0.4, 0.25)
"""Factors of the space between rows and sections, tried in this order; the text shrinks a little as well."""

MOST_PAGES = 5
"""Of the result itself; the pages of a workshop and of the tools come on top."""

ON_TOP = ("room", "practice")
"""The parts of the document that are not counted."""

PIECES = ("report.typ", "room.typ", "practice.typ")
"""The files of the template, in the order in which they follow each other."""

_PAGE = re.compile(rb"/Type\s*/Page\b")


@cache
def template() -> bytes:
    """The source of the document."""
    folder = files(__package__)
    return b"\n".join((folder / piece).read_bytes() for piece in PIECES)


def typeset(parts: Part, payload: str, day: date) -> bytes:
    """The PDF, with ``payload`` attached; the same arguments give the same bytes.

    Set with ease where that keeps to MOST_PAGES, else closer, step by step, and no closer than needed; the
    pages of a workshop and of the tools follow those and are as many as they are.
    Safe from many threads at once: each call has compilers of its own, only the fonts are shared.
    Raises ReportError when the document cannot be set.
    """
    midnight, counted, made = datetime.combine(day, time(), UTC), parts | dict.fromkeys(ON_TOP), b""
    for close in CLOSENESS:
        made = _compiled(_inputs(counted, payload, close), midnight)
        if pages(made) <= MOST_PAGES:
            break
    if all(parts.get(part) is None for part in ON_TOP):
        return made
    return _compiled(_inputs(parts, payload, close), midnight)


def _inputs(parts: Part, payload: str, close: float) -> dict[str, str]:
    """What the template reads; ``close`` is one of CLOSENESS."""
    data = json.dumps(parts | {"close": close}, ensure_ascii=False, allow_nan=False)
    return {"data": data, "payload": payload}


def pages(pdf: bytes) -> int:
    """How many pages a document made here has; its page objects are not compressed."""
    return len(_PAGE.findall(pdf))


def _compiled(inputs: dict[str, str], when: datetime) -> bytes:
    trouble: BaseException | None = None
    for standards in STANDARDS:
        try:
            compiler = typst.Compiler(template(), font_paths=fonts())
            made = compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards=standards, timestamp=when)
        except typst.TypstError as error:
            trouble = error
        except BaseException as error:
            if type(error).__name__ != "PanicException":  # a Rust panic is no Exception
                raise
            trouble = error
        else:
            return cast(bytes, made)
    raise ReportError("compile", str(trouble)) from trouble
