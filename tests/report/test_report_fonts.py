"""Fonts are checked before they are needed, because a document without them is silently empty."""

import time
from collections.abc import Iterator

import pytest

from advisor.content.text import load_text
from advisor.errors import ReportError
from advisor.report import fonts, render, typesetting, warm
from tests.report.samples import MODEL, found, saved


@pytest.fixture
def forgotten() -> Iterator[None]:
    """Nothing loaded before, and nothing odd left behind."""
    fonts.fonts.cache_clear()
    fonts.covered.cache_clear()
    yield
    fonts.fonts.cache_clear()
    fonts.covered.cache_clear()


@pytest.mark.usefixtures("forgotten")
@pytest.mark.parametrize("packages", [("no_such_font",) * 2, ("noto_cjk_sans_jp_regular", "no_such_font")])
def test_missing_fonts_are_an_error(monkeypatch: pytest.MonkeyPatch, packages: tuple[str, ...]) -> None:
    """Without the family, or with one weight only, warming up and rendering name what to install."""
    monkeypatch.setattr(fonts, "_PACKAGES", packages)
    with pytest.raises(ReportError, match="no_such_font"):
        warm()
    with pytest.raises(ReportError, match="no_such_font"):
        render(MODEL, load_text("en"), found("empty"), saved("empty"))


@pytest.mark.usefixtures("forgotten")
def test_warming_up_loads_what_a_document_needs(capsys: pytest.CaptureFixture[str]) -> None:
    """After warming up nothing is loaded any more; the time it takes is printed, not judged."""
    begun = time.perf_counter()
    warm()
    with capsys.disabled():
        print(f"\nwarm: {1000 * (time.perf_counter() - begun):.0f} ms", end=" ")
    loaded = fonts.covered.cache_info().misses
    render(MODEL, load_text("en"), found("empty"), saved("empty"))
    assert fonts.covered.cache_info().misses == loaded == 1
    assert fonts.fonts.cache_info().misses == 1


def test_hangul_kana_and_kanji_are_covered() -> None:
    """The one family has every Hangul syllable, kana, the usual kanji and the signs used here."""
    assert set(range(0xAC00, 0xD7A4)) <= fonts.covered()
    assert set(map(ord, "あんアン日本語직뷁→·…−“”–□")) <= fonts.covered()


def test_what_cannot_be_set_is_a_report_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A template that fails ends in an error of ours, not in one of the typesetter's."""
    monkeypatch.setattr(typesetting, "template", lambda: b"#panic(1)")
    with pytest.raises(ReportError, match="compile"):
        render(MODEL, load_text("en"), found("empty"), saved("empty"))


def test_the_strict_standards_have_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Should a text break a rule of the standards after all, the leader still gets a document."""
    broken = typesetting.template() + "\n\u0639".encode()  # a letter that the fonts do not have
    monkeypatch.setattr(typesetting, "template", lambda: broken)
    document = render(MODEL, load_text("en"), found("clear"), saved("clear"))
    assert document.startswith(b"%PDF-")
    assert b"pdfuaid" not in document
