"""Whatever an organisation is called, the document is made, keeps to its standards and shows no markup."""

import unicodedata
from dataclasses import replace

import page
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from advisor.content.text import LANGUAGES, load_text
from advisor.report import read_saved, render, typesetting
from advisor.report.cleaning import CUT, MISSING, clean, clean_all, cut
from advisor.report.document import NAME_WIDTH
from advisor.report.fonts import covered
from tests.report.samples import MODEL, bare, found, pdf, reader, saved

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=300)

HOSTILE = {
    "markup": '#panic("x") $x$ *a* _b_ `c` @d <e> = f // g /* #import "/etc/passwd" */ \\u{41}',
    "html": "<script>alert(1)</script><img src=file:///etc/passwd>&amp;",
    "novel": "All work and no play. " * 500,
    "unbroken": "W" * 10_000,
    "cjk": "한국어日本語" * 1_700,
    "address": "https://example.org/" + "a/b?c=d&" * 1_200,
    "arabic": "\u202eشركة الأمثلة\u202c ٣٤",
    "emoji": "👩‍🔬👨‍👩‍👧‍👦🏳️‍🌈 lab",
    "control": "a\0b\x07c\u200b\ufeff\u2028d\x85e\ue000\uffff",
    "surrogates": "\ud800 lone \udfff",
    "decomposed": unicodedata.normalize("NFD", "하늘전자 ガラス é"),
    "combining": "Z" + "\u0335\u0337\u0360" * 200,
    "nothing": "\u200b\u200d\ufeff \t",
    "quotes": '"}],"data":{"#":"',
    "percent": "{a} {page} {0} %s %(x)s",
}


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_name_is_only_a_name(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first attempt succeeds, the pages stay as many, and what can be shown is shown as it is."""
    monkeypatch.setattr(typesetting, "STANDARDS", typesetting.STANDARDS[:1])
    document = render(MODEL, load_text("ko"), found("empty"), replace(saved("empty"), organisation=name))
    report = page.validate_pdf_bytes(document, profile=page.ValidationProfile.PDF_UA_1)
    assert {failure.rule_id for failure in report.failures} <= {"PDFUA1-FONT-GLYPH-WIDTH-001"}
    assert len(reader(document).pages) == len(reader(pdf("empty", "ko")).pages)
    shown = cut(name, NAME_WIDTH) or load_text("ko")("result.no_organisation")
    assert bare(shown) in bare(reader(document).pages[0].extract_text())
    written = name.encode("utf-8", "replace").decode()[:200]
    assert read_saved(document, MODEL, "named.pdf").organisation == written


@settings(max_examples=30, deadline=None)
@given(ANYTHING)
@example("\ud83d")
def test_any_text_can_be_a_name(name: str) -> None:
    """Arbitrary Unicode, lone surrogates included, neither stops a document nor leaves its standards."""
    document = render(MODEL, load_text("en"), found("empty"), replace(saved("empty"), organisation=name))
    assert b"pdfuaid" in document
    assert len(reader(document).pages) == 3


@given(ANYTHING)
def test_cleaned_text_can_be_shown(text: str) -> None:
    """All that is left has a glyph or is the break in a long word, and cleaning again changes nothing."""
    cleaned = clean(text)
    assert all(ord(character) in covered() or character == "\u200b" for character in cleaned)
    assert clean(cleaned) == cleaned


@given(ANYTHING, st.integers(1, 80))
def test_cut_text_keeps_its_width(text: str, width: int) -> None:
    """No cut text is wider than asked for, apart from the ellipsis that says so."""
    shown = cut(text, width).replace("\u200b", "")
    wide = sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in shown)
    assert wide <= width + len(CUT)
    assert wide <= width or shown.endswith(CUT)


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_sentences_need_no_cleaning(language: str) -> None:
    """The fonts have every character of every sentence of the project."""
    lost = {
        key: s for key, s in load_text(language).entries.items() if MISSING in clean(s) and MISSING not in s
    }
    assert lost == {}


def test_what_cannot_be_shown_is_marked() -> None:
    """A character without a glyph becomes a box, an invisible one disappears, a line break a space."""
    assert clean("a\u0627b") == f"a{MISSING}b"
    assert clean("a\u200db\u202ec\ufe0f") == "abc"
    assert clean("a\r\nb\u2028c\x85d") == "a b c d"
    assert clean("\u1112\u1161\u11ab") == "한"


def test_long_words_may_break_and_addresses_break_well() -> None:
    """A run without spaces gets places to break; short words and Hangul get none."""
    assert clean("a" * 45).count("\u200b") == 2
    assert (
        clean("https://example.org/one/two/three")
        == "https://\u200bexample.\u200borg/\u200bone/\u200btwo/\u200bthree"
    )
    assert clean("a" * 29) == "a" * 29
    assert clean("가" * 90) == "가" * 90


def test_link_targets_stay_as_they_are() -> None:
    """Addresses to go to are not changed, addresses to read are."""
    address = "https://example.org/" + "a" * 60
    assert clean_all({"href": address, "rows": [(address,)], "n": 1, "none": None}) == {
        "href": address,
        "rows": [[clean(address)]],
        "n": 1,
        "none": None,
    }
    assert clean(address) != address
