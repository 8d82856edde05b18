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
"""Of the result itself; the pages of a workshop come on top."""

ON_TOP = "room"
"""The part of the document that is not counted."""

_PAGE = re.compile(rb"/Type\s*/Page\b")


@cache
def template() -> bytes:
    """The source of the document."""
    return (files(__package__) / "report.typ").read_bytes()


def typeset(parts: Part, payload: str, day: date) -> bytes:
    """The PDF, with ``payload`` attached; the same arguments give the same bytes.

    Set with ease where that keeps to MOST_PAGES, else closer, step by step, and no closer than needed; a
    workshop's pages follow those and are as many as they are.
    Safe from many threads at once: each call has compilers of its own, only the fonts are shared.
    Raises ReportError when the document cannot be set.
    """
    midnight, counted, made = datetime.combine(day, time(), UTC), parts | {ON_TOP: None}, b""
    for close in CLOSENESS:
        made = _compiled(_inputs(counted, payload, close), midnight)
        if pages(made) <= MOST_PAGES:
            break
    if parts.get(ON_TOP) is None:
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
