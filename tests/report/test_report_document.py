"""What every document holds, in each language and at each verdict, and that it keeps to its standards."""

import io
import re
from collections.abc import Iterator
from typing import Any

import page
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.pens.basePen import NullPen

from advisor.content import advising
from advisor.content.locale import day
from advisor.content.text import LANGUAGES, load_text
from advisor.core.strategy import recommend
from advisor.errors import InputError
from advisor.report import typesetting
from tests.report.samples import (
    DAY,
    MODEL,
    NAME,
    STATES,
    bare,
    found,
    pdf,
    reader,
    saved,
    story,
    telling,
    words,
)

each = pytest.mark.parametrize("language", LANGUAGES)
every = pytest.mark.parametrize("state", STATES)

# The validator leaves out what a CFF font says in its private dictionary, and takes a line end inside
# compressed data for the end of a stream; widths and lengths are checked below.
KNOWN = {
    "PDFUA1-FONT-GLYPH-WIDTH-001",
    "PDFA3A-TRUETYPE-GLYPH-WIDTH-001",
    "PDFA3A-STREAM-LENGTH-001",
}

COLOUR = re.compile(rb"([\d.]+) ([\d.]+) ([\d.]+) (?:scn|SCN|rg|RG)\b")


@pytest.fixture(autouse=True)
def strict(monkeypatch: pytest.MonkeyPatch) -> None:
    """No way out of the strict standards: what breaks a rule of theirs fails the test."""
    monkeypatch.setattr(typesetting, "STANDARDS", typesetting.STANDARDS[:1])


@each
@every
def test_a_document_keeps_to_its_standards(state: str, language: str) -> None:
    """Each document is made at the first attempt and passes the checks of PDF/UA-1 and PDF/A-3a."""
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A):
        report = page.validate_pdf_bytes(pdf(state, language), profile=profile)
        assert not [failure for failure in report.failures if failure.rule_id not in KNOWN]
        assert report.rules.passed > 100


@each
@every
def test_streams_are_as_long_as_they_say(state: str, language: str) -> None:
    """After as many bytes as its length tells, each stream ends."""
    data = pdf(state, language)
    streams = list(re.finditer(rb"/Length (\d+)[^>]*>>\s*stream\r?\n", data))
    assert streams
    for stream in streams:
        end = stream.end() + int(stream[1])
        assert re.match(rb"\r?\n?endstream", data[end : end + 12])


@each
@every
def test_a_document_has_three_to_five_pages(state: str, language: str) -> None:
    """Each document has three to five A4 pages, and the count without a PDF reader is right."""
    pages = reader(pdf(state, language)).pages
    assert 3 <= len(pages) <= 5
    assert typesetting.pages(pdf(state, language)) == len(pages)
    assert {(round(float(p.mediabox.width)), round(float(p.mediabox.height))) for p in pages} == {(595, 842)}


@each
@every
def test_a_document_can_be_read(state: str, language: str) -> None:
    """Headline, organisation, date, the five names and every answer are text, and no sign is missing."""
    text, told = words(pdf(state, language)), telling(state, language)
    wanted = [told.headline(), told.gloss(), told.verdict(), NAME, day(DAY, language)]
    wanted += [told.name(archetype) for archetype in MODEL.archetype_ids]
    wanted += [told.answer(question, option) for question, option in found(state).responses.items()]
    assert [sentence for sentence in wanted if bare(sentence) not in text] == []
    assert not set(text) & {"\u25a1", "\ufffd", "\0"}


@each
@pytest.mark.parametrize("state", ["between", "leaning", "clear"])
def test_a_decided_document_says_why_and_what_to_do(state: str, language: str) -> None:
    """Support, reasons, changes, each axis and every first step stand in it as the page says them."""
    text, told = words(pdf(state, language)), telling(state, language)
    advised = recommend(MODEL, found(state))
    wanted = [told.support_sentence(), told.why_sentence(), told.flips_sentence()]
    wanted += [row.title + row.detail for row in told.why()] + [row.shown for row in told.why()]
    wanted += [row.condition for row in told.flips()[:5]] + list(told.tensions())
    for step in advising.plan(MODEL, load_text(language), advised):
        wanted += [step.do, step.who, step.when, step.needs, step.check]
    for card in advising.cards(MODEL, load_text(language), advised):
        wanted += [card.name, card.now, card.recommended, *(stop.label for stop in card.stops)]
    assert [sentence for sentence in wanted if bare(sentence) not in text] == []


@each
@pytest.mark.parametrize("state", ["insufficient", "empty"])
def test_without_a_verdict_nothing_is_claimed(state: str, language: str) -> None:
    """No share, no reason, no strategy and no colour; what to answer next is said instead."""
    text, told = words(pdf(state, language)), load_text(language)
    for key in ("support.title", "why.title", "flips.title", "strategy.title", "character.title"):
        assert bare(told(f"result.{key}")) not in text
    assert bare(told("result.strategy.none")) in text
    for question in found(state).next_questions[:2]:
        assert bare(told(f"questions.{question.question}.text")) in text
    assert not archetype_colours(pdf(state, language))


def archetype_colours(data: bytes) -> set[str]:
    """The archetypes whose colour is drawn with anywhere, from the drawing instructions."""
    drawn = b"".join(sheet.get_contents().get_data() for sheet in reader(data).pages)
    used = {tuple(round(float(part) * 255) for part in colour) for colour in COLOUR.findall(drawn)}
    return {a.id for a in MODEL.archetypes if tuple(bytes.fromhex(a.colour_light[1:])) in used}


def test_colours_are_those_of_the_archetypes() -> None:
    """A decided document draws with the five colours of the model."""
    assert archetype_colours(pdf("clear")) == set(MODEL.archetype_ids)


@each
def test_a_document_names_itself(language: str) -> None:
    """Title, language, author, date and bookmarks are set, and every picture has a text for listening."""
    document = reader(pdf("leaning", language))
    told = telling("leaning", language)
    assert document.metadata is not None
    assert document.metadata.title == told.headline()
    assert document.metadata.author == NAME
    assert document.metadata.creation_date_raw == "D:20261121000000Z"
    assert document.root_object["/Lang"] == language
    assert document.root_object["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712 (a PDF object)
    titles = [bare(entry["/Title"]) for entry in document.outline if not isinstance(entry, list)]
    assert any(bare(load_text(language)("result.why.title")) in title for title in titles)
    texts = alternatives(document.root_object["/StructTreeRoot"])
    assert len(texts) == 2
    assert all(told.name(archetype) in texts[0] for archetype in MODEL.archetype_ids)
    assert load_text(language)("roles.ml_researcher.name") in texts[1]


def alternatives(element: Any) -> list[str]:
    """The texts in place of pictures, in reading order."""
    own = [str(element["/Alt"])] if "/Alt" in element else []
    children = element.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        node = child.get_object()
        if isinstance(node, dict) and "/S" in node:
            own += alternatives(node)
    return own


@each
def test_embedded_letters_have_the_width_that_is_told(language: str) -> None:
    """Every embedded glyph is as wide as the document says, which the validator cannot see in CFF fonts."""
    compared = 0
    for told, drawn in glyph_widths(pdf("leaning", language)):
        assert abs(told - drawn) <= 1
        compared += 1
    assert compared > 100


def glyph_widths(data: bytes) -> Iterator[tuple[float, float]]:
    """For each embedded glyph its width in the PDF's table and in the font itself."""
    fonts = {}
    for sheet in reader(data).pages:
        for entry in sheet["/Resources"]["/Font"].values():
            fonts[entry.get_object()["/BaseFont"]] = entry.get_object()["/DescendantFonts"][0].get_object()
    for font in fonts.values():
        cff = CFFFontSet()
        cff.decompile(io.BytesIO(font["/FontDescriptor"]["/FontFile3"].get_object().get_data()), None)
        letters = cff[0].CharStrings
        for cid, told in widths_told(font["/W"]):
            letter = letters[f"cid{cid:05d}" if cid else ".notdef"]
            letter.draw(NullPen())
            yield told, letter.width


def widths_told(table: Any) -> Iterator[tuple[int, float]]:
    """The entries of a font's table of widths: ``first [w w w]`` or ``first last w``."""
    rest = list(table)
    while rest:
        first, second = int(rest.pop(0)), rest.pop(0)
        if isinstance(second, list):
            yield from ((first + n, float(width)) for n, width in enumerate(second))
        else:
            width = float(rest.pop(0))
            yield from ((cid, width) for cid in range(first, int(second) + 1))


@each
def test_a_target_leads_the_strategy(language: str) -> None:
    """The strategy is the target's and says so, while headline and result stay what was found."""
    text = words(pdf("leaning", language, target="ml_first"))
    advised = recommend(MODEL, found("leaning"), target="ml_first")
    note = load_text(language)(
        "result.strategy.target_note",
        a=telling("leaning", language).name("ml_first"),
        own=telling("leaning", language).name(found("leaning").archetype),
    )
    assert bare(note) in text
    assert bare(telling("leaning", language).headline()) in text
    for step in advising.plan(MODEL, load_text(language), advised):
        assert bare(step.do) in text


def test_a_target_is_advised_without_a_verdict() -> None:
    """A chosen target has its strategy even when the answers say too little; the result stays open."""
    text = words(pdf("insufficient", target="embedded"))
    assert bare(load_text("en")("result.strategy.title")) in text
    assert bare(telling("insufficient", "en").headline()) in text
    assert bare(load_text("en")("result.support.title")) not in text


@each
def test_the_team_is_on_the_map(language: str) -> None:
    """Roles with people are told with their number, roles without are named with what stays open."""
    text, told = words(pdf("clear", language)), load_text(language)
    team = advising.team(MODEL, told, saved("clear").team, recommend(MODEL, found("clear")).archetype)
    assert bare(team.covered) in text
    for role in team.view.missing:
        assert bare(told(f"roles.{role}.name") + told(f"roles.{role}.duty")) in text
    for role in ("data_engineer", "engineering_manager", "data_analyst", "developer"):
        assert bare(told(f"roles.{role}.name")) in text


def test_sources_and_method_are_named() -> None:
    """Version, fingerprint, number of organisations, and each work with author, licence and address."""
    text = words(pdf("clear"))
    for fact in (MODEL.settings.version, MODEL.content_hash, str(story("clear", "en").checked_on)):
        assert fact in text
    for source in MODEL.sources.values():
        for part in (source.title, source.author, source.url):
            assert bare(part) in text
    links = {
        note.get_object()["/A"]["/URI"]
        for sheet in reader(pdf("clear")).pages
        for note in sheet.get("/Annots", [])
        if "/URI" in note.get_object().get("/A", {})
    }
    assert links == {source.url for source in MODEL.sources.values()}


def test_a_date_is_needed() -> None:
    """Without a date there is no document, because nobody could tell reports apart."""
    from dataclasses import replace

    from advisor.report import render

    with pytest.raises(InputError, match="date"):
        render(MODEL, load_text("en"), found("clear"), replace(saved("clear"), day=None))


def test_result_and_save_file_belong_together() -> None:
    """A save file with other answers than the assessment's is refused."""
    from advisor.report import render

    with pytest.raises(InputError, match="responses"):
        render(MODEL, load_text("en"), found("clear"), saved("leaning"))
