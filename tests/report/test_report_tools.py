"""Every tool in one document: what was entered stands in the PDF, and only what was ticked."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from advisor.content.loader import load_model
from advisor.content.practice.sheets import TOOLS, dump_all, parse_all
from advisor.content.savefile import SaveFile, dump, parse
from advisor.content.text import LANGUAGES, load_text
from advisor.core.assessment import assess
from advisor.report import read_saved, render
from tests.answers import CLEAR
from tests.report.samples import DAY
from tests.sheets import SHEETS

MODEL = load_model()
SAVED = SaveFile(CLEAR, "Acme", DAY, None, parse_all(SHEETS, MODEL, "sample")[0], tuple(TOOLS))


def letters(words: str) -> str:
    """The words without any space: a PDF breaks lines where it likes."""
    return "".join(words.split())


def paper(saved: SaveFile, language: str) -> tuple[bytes, str]:
    """The PDF of this file, and all its text."""
    data = render(MODEL, load_text(language), assess(MODEL, saved.responses), saved)
    pages = PdfReader(io.BytesIO(data)).pages
    return data, letters("".join(page.extract_text() for page in pages))


def test_the_sample_has_every_tool() -> None:
    """The sample fills each tool, and comes back from a save file as it is."""
    assert set(SAVED.sheets) == set(TOOLS) == set(SHEETS)
    assert set(dump_all(SAVED.sheets)) == set(TOOLS)
    assert parse(dump(MODEL, SAVED).encode(), MODEL, "file") == SAVED


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_ticked_tool_has_its_section(language: str) -> None:
    """Each tool's name is in the document, and the attachment holds each tool's input."""
    data, text = paper(SAVED, language)
    for tool in TOOLS:
        assert letters(load_text(language)(f"tools.{tool}.name")) in text, tool
    assert read_saved(data, MODEL, "pdf").sheets == SAVED.sheets


def test_what_was_not_ticked_is_not_in_the_document() -> None:
    """Without a tick neither the pages nor the attachment know what was entered, apart from head counts."""
    data, text = paper(replace(SAVED, in_pdf=("feedback",)), "en")
    back = read_saved(data, MODEL, "pdf")
    assert set(back.sheets) == {"team", "feedback"}
    assert back.team == SAVED.team
    assert "Kim" not in text
    assert "김민준" not in dump(MODEL, back)
