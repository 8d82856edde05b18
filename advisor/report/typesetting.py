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

_PAGE = re.compile(rb"/Type\s*/Page\b")


@cache
def template() -> bytes:
    """The source of the document."""
    return (files(__package__) / "report.typ").read_bytes()


def typeset(parts: Part, payload: str, day: date) -> bytes:
    """The PDF, with ``payload`` attached; the same arguments give the same bytes.

    Set with ease where that keeps to MOST_PAGES, else closer, step by step, and no closer than needed.
    Safe from many threads at once: each call has compilers of its own, only the fonts are shared.
    Raises ReportError when the document cannot be set.
    """
    midnight, made = datetime.combine(day, time(), UTC), b""
    for close in CLOSENESS:
        data = json.dumps(parts | {"close": close}, ensure_ascii=False, allow_nan=False)
        made = _compiled({"data": data, "payload": payload}, midnight)
        if pages(made) <= MOST_PAGES:
            break
    return made


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
