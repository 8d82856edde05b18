"""Data and save file → the bytes of a PDF, by Typst in this process."""

from __future__ import annotations

import json
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


@cache
def template() -> bytes:
    """The source of the document."""
    return (files(__package__) / "report.typ").read_bytes()


def typeset(parts: Part, payload: str, day: date) -> bytes:
    """The PDF, with ``payload`` attached; the same arguments give the same bytes.

    Safe from many threads at once: each call has a compiler of its own, only the fonts are shared.
    Raises ReportError when the document cannot be set.
    """
    data = json.dumps(parts, ensure_ascii=False, allow_nan=False)
    inputs = {"data": data, "payload": payload}
    midnight = datetime.combine(day, time(), UTC)
    trouble: BaseException | None = None
    for standards in STANDARDS:
        try:
            compiler = typst.Compiler(template(), font_paths=fonts())
            made = compiler.compile(
                format="pdf", sys_inputs=inputs, pdf_standards=standards, timestamp=midnight
            )
        except typst.TypstError as error:
            trouble = error
        except BaseException as error:
            if type(error).__name__ != "PanicException":  # a Rust panic is no Exception
                raise
            trouble = error
        else:
            return cast(bytes, made)
    raise ReportError("compile", str(trouble)) from trouble
