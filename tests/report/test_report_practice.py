"""The tools' pages of a document: every block in every language, long tables, turned pages, hostile text."""

import re
from dataclasses import replace
from functools import cache

import page
import pytest

from advisor.charts.drawing import Drawing, Rect, Words
from advisor.content import savefile
from advisor.content.practice.sheets import MAX_TEXT, TOOLS
from advisor.content.text import LANGUAGES, load_text
from advisor.core.practice.team import Person, Team
from advisor.core.practice.workflow import Workflow
from advisor.practice.told import Line, Note, Picture, Points, Table, Told
from advisor.report import practice, read_saved, render, typesetting
from advisor.report.cleaning import clean_all
from advisor.report.columns import columns, width
from advisor.report.document import document
from advisor.report.picture import SMALLEST, picture, scaled
from advisor.report.practice import annex, told_part
from tests.report import annexes
from tests.report.samples import DAY, MODEL, bare, found, pdf, reader, saved, story, words
from tests.report.test_report_document import KNOWN, alternatives, archetype_colours
from tests.report.test_report_text import HOSTILE

each = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(autouse=True)
def strict(monkeypatch: pytest.MonkeyPatch) -> None:
    """No way out of the strict standards: what breaks a rule of theirs fails the test."""
    monkeypatch.setattr(typesetting, "STANDARDS", typesetting.STANDARDS[:1])


def with_tools(language: str, *told: Told, state: str = "leaning") -> bytes:
    """The document with these answers of tools."""
    of = story(state, language)
    parts = document(of) | {"practice": clean_all(annex(of, told))}
    return typesetting.typeset(parts, savefile.dump(MODEL, of.saved), DAY)


@cache
def made(language: str) -> bytes:
    """The document with three tools in it, made once."""
    return with_tools(language, *annexes.told(language))


def one(language: str, *blocks: Points | Table | Picture | Note) -> bytes:
    """The document with one tool that has these blocks."""
    name, said = annexes.NAME[language], annexes.SENTENCE[language]
    return with_tools(language, Told("team", name, said, blocks), state="empty")


def keeps_standards(data: bytes) -> None:
    """The document passes the checks of PDF/UA-1 and PDF/A-3a."""
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A):
        report = page.validate_pdf_bytes(data, profile=profile)
        assert not [failure for failure in report.failures if failure.rule_id not in KNOWN]


def sizes(data: bytes) -> list[tuple[int, int]]:
    """Width and height of each page in points."""
    return [(round(float(p.mediabox.width)), round(float(p.mediabox.height))) for p in reader(data).pages]


def outside(data: bytes) -> list[str]:
    """Texts that begin or end beyond the margins of their page; the widths are estimated from below."""
    found_outside: list[str] = []
    for sheet in reader(data).pages:
        right = float(sheet.mediabox.width) - 56

        def visit(
            text: str, cm: list[float], tm: list[float], _f: object, size: float, right: float = right
        ) -> None:
            upright = abs(tm[1]) < 1e-6 and abs(cm[1]) < 1e-6
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            if upright and text.strip() and not 55 <= x <= right:
                found_outside.append(text)

        sheet.extract_text(visitor_text=visit)
    return found_outside


@each
def test_a_document_with_tools_keeps_to_its_standards(language: str) -> None:
    """It is made at the first attempt, passes the checks, and no letter lies beyond the margins."""
    keeps_standards(made(language))
    assert not outside(made(language))
    assert not set(words(made(language))) & {"\u25a1", "\ufffd", "\0"}


@each
def test_everything_told_can_be_read(language: str) -> None:
    """Title, conclusion, every line, head and cell, the numbers of sources, and where all of it is from."""
    text = words(made(language))
    wanted = [load_text(language)("report.practice.origin")]
    for told in annexes.told(language):
        wanted += [told.title, told.sentence]
        for block in told.blocks:
            if isinstance(block, Table):
                wanted += [cell.text for row in block.rows for cell in row]
            elif isinstance(block, Points):
                wanted += [item.text for item in block.items]
    assert [sentence for sentence in wanted if bare(sentence) not in text] == []
    numbers = ", ".join(str(list(MODEL.sources).index(source) + 1) for source in annexes.SOURCES)
    assert bare(f"{annexes.SENTENCE[language]}[{numbers}]") in text


@each
def test_the_pages_of_the_result_stay_as_they_are(language: str) -> None:
    """The tools come on top, on pages of their own after everything else."""
    without, whole = reader(pdf("leaning", language)).pages, reader(made(language)).pages
    assert len(without) <= typesetting.MOST_PAGES < len(whole)
    for before, after in zip(without, whole, strict=False):
        assert bare(before.extract_text())[:400] == bare(after.extract_text())[:400]
    assert bare(load_text(language)("report.practice.origin")) in bare(whole[len(without)].extract_text())


@each
def test_each_tool_is_a_section_with_texts_for_its_pictures(language: str) -> None:
    """Every tool has a bookmark, every picture a text in its place; no colour is an archetype's."""
    opened = reader(made(language))
    titles = [bare(entry["/Title"]) for entry in opened.outline if not isinstance(entry, list)]
    assert [bare(annexes.NAME[language]) in title for title in titles[-3:]] == [True] * 3
    assert alternatives(opened.root_object["/StructTreeRoot"])[-2:] == [annexes.NAME[language]] * 2
    assert not archetype_colours(one(language, *annexes.points(language), annexes.states(language)))


def test_the_same_tools_are_the_same_document() -> None:
    """Made again, a document with tools has equal bytes."""
    assert with_tools("ko", *annexes.told("ko")) == made("ko")


@pytest.mark.parametrize("rows", [60, 200])
@each
def test_a_long_table_repeats_its_head(language: str, rows: int) -> None:
    """Each page of a long table begins with the head, no row is on two pages, and none is lost."""
    data = one(language, annexes.long(language, rows))
    keeps_standards(data)
    before = len(reader(one(language)).pages)
    shown = [bare(sheet.extract_text()) for sheet in reader(data).pages[before - 1 :]]
    assert all(bare("No. What Who") in text or "#" not in text for text in shown)
    found_rows = re.findall(r"#(\d{3})", "".join(shown))
    assert found_rows == [f"{row + 1:03d}" for row in range(rows)]


def test_rows_higher_than_a_page_are_divided() -> None:
    """Where one row is higher than a page the head does not repeat, and nothing is lost."""
    long = "alpha beta gamma " * 900
    table = Table(("A", "B"), ((Line("x"), Line(long)), (Line("y"), Line("omega"))), "T")
    data = one("en", table, Table(("A", "B", "C"), ((Line(long),) * 3,) * 2))
    keeps_standards(data)
    assert words(data).count("gamma") == 900 * 7
    assert "omega" in words(data)


@each
def test_letters_have_narrow_columns_and_upright_heads(language: str) -> None:
    """Twelve columns with single letters stay on an upright page, and their heads are still read."""
    table = annexes.letters(language)
    told = columns(table)
    assert told["upright"]
    assert not told["wide"]
    assert told["kinds"] == ["words", *["letter"] * 11]
    assert max(told["columns"][1:]) < 0.1 < told["columns"][0]
    data = one(language, table)
    keeps_standards(data)
    assert sizes(data)[-1] == (595, 842)
    assert bare(table.head[11]) in words(data)


@each
def test_columns_keep_the_shares_they_ask_for(language: str) -> None:
    """Shares are used as they are given; shares that do not fit the columns are not."""
    assert columns(annexes.long(language, 3, (1, 8, 3)))["columns"] == [1 / 12, 8 / 12, 3 / 12]
    assert sum(columns(annexes.long(language, 3, (1, 8)))["columns"]) == pytest.approx(1)
    assert sum(columns(annexes.long(language, 3, (1, 0, 3)))["columns"]) == pytest.approx(1)


@each
def test_short_entries_stay_on_one_line(language: str) -> None:
    """Beside a column of sentences, the column of short texts is as wide as these."""
    told = columns(annexes.long(language, 3))
    assert told["columns"][2] * 481 > width(annexes.ROLE[language]) * told["em"]
    assert told["kinds"] == ["number", "words", "words"]


def test_broad_tables_turn_the_page() -> None:
    """A table whose words do not fit beside one another has a page on its side, with its section's head."""
    word = "Responsibilities"
    data = one(
        "en", Table((word,) * 9, ((Line(word),) * 9,) * 3), Note(Line("below it")), annexes.states("en")
    )
    keeps_standards(data)
    turned = [n for n, size in enumerate(sizes(data)) if size == (842, 595)]
    assert turned == [len(sizes(data)) - 2]
    text = bare(reader(data).pages[turned[0]].extract_text())
    assert bare(annexes.NAME["en"]) in text
    assert text.count(word) == 36
    assert "belowit" in text
    assert not outside(data)


def test_pictures_are_as_large_as_on_the_page_or_smaller() -> None:
    """A picture keeps its size where it fits, shrinks where it does not, and turns where it must."""
    assert scaled(annexes.chain("en", 3)) == (0.75, False)
    assert scaled(annexes.plan("en", 8)) == (481 / 660, False)
    scale, wide = scaled(annexes.chain("en", 7))
    assert wide
    assert scale * 12 >= SMALLEST
    tall, wide = scaled(annexes.plan("en", 45))
    assert not wide
    assert tall * 12 >= SMALLEST
    assert scaled(Drawing(100, 20, "x", (Words(0, 10, "x", 5),)))[0] * 5 == SMALLEST


@each
def test_a_broad_picture_turns_the_page(language: str) -> None:
    """Its page lies on its side, with the section's title on it, and the one after stands upright again."""
    data = one(language, Picture(annexes.chain(language, 7)), Picture(annexes.styles(language)))
    keeps_standards(data)
    assert sizes(data)[-2:] == [(842, 595), (595, 842)]
    assert bare(annexes.SENTENCE[language]) in bare(reader(data).pages[-2].extract_text())
    assert not outside(data)


def test_words_in_a_picture_stay_on_the_sheet() -> None:
    """A text too long for its place is cut; one over stripes has a plate; one of nothing is left out."""
    shapes = (
        Rect(0, 0, 60, 20, "stripe"),
        Words(30, 14, "W" * 300, 12, "middle"),
        Words(100, 40, "long " * 90, 12),
        Words(0, 40, " \u200b", 12),
    )
    told = picture(Drawing(300, 60, "", shapes), ("\u200b", "name"))
    assert told["alt"] == "name"
    _, first, second = told["shapes"]
    assert first["plate"]
    assert len(first["text"]) < 20
    assert not second["plate"]
    assert len(second["text"]) < 60


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_only_text(text: str) -> None:
    """Wherever a leader can write, anything may be written: the standards are kept and nothing runs off."""
    data = with_tools("ko", annexes.hostile(text[:MAX_TEXT]), state="empty")
    keeps_standards(data)
    assert not outside(data)
    assert read_saved(data, MODEL, "hostile.pdf").responses == {}


def test_many_korean_words_need_no_korean_document() -> None:
    """What keeps Korean words whole is not asked for in the other languages, where it could be too much."""
    assert typesetting.pages(with_tools("en", annexes.hostile("가 " * 1_000), state="empty"))


def test_blocks_with_nothing_in_them_are_left_out() -> None:
    """Neither an empty list nor a table without rows nor an empty sheet leaves a heading behind."""
    empty = (Points((), "One"), Table(("Head",), (), "Two"), Picture(Drawing(10, 10, "alt", ()), "Three"))
    part = told_part(story("empty", "en"), Told("team", "Tool", "Sentence", empty))
    assert part["sheets"] == [{"wide": False, "blocks": []}]
    assert bare("Tool Sentence") in words(with_tools("en", Told("team", "Tool", "Sentence", empty)))


def test_a_workflow_names_nobody_of_a_team_that_is_not_shown() -> None:
    """Without the team, its people stand in a document by their roles, except who was put to a stage."""
    roles = ("data_engineer", "data_scientist", "ml_engineer")
    team = Team(tuple(Person(name, roles) for name in ("Anna", "Berta", "Clara")))
    sheets = {"team": team, "workflow": Workflow({"learn": "named"}, {"learn": "clara"})}
    of = replace(saved("clear"), sheets=sheets, in_pdf=("workflow",))
    said = words(render(MODEL, load_text("en"), found("clear"), of))
    assert [name in said for name in ("Anna", "Berta", "Clara")] == [False, False, True]
    shown = replace(of, in_pdf=("team", "workflow"))
    assert "Anna" in words(render(MODEL, load_text("en"), found("clear"), shown))
    assert replace(of, in_pdf=("team",)).told_from() == sheets


def test_only_ticked_tools_with_input_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tools come in their own order, whatever order they were ticked in; those without input do not."""
    monkeypatch.setattr(
        practice, "tell", lambda _, tool: Told(tool, f"Tool {tool}", "S", empty=tool == "team")
    )
    of = story("empty", "en")
    ticked = replace(of, saved=replace(of.saved, in_pdf=tuple(reversed(TOOLS))))
    part = practice.practice(ticked)
    assert part is not None
    assert [tool["title"] for tool in part["tools"]] == [f"Tool {tool}" for tool in TOOLS if tool != "team"]
    assert practice.practice(of) is None
    data = render(MODEL, load_text("en"), found("empty"), replace(saved("empty"), in_pdf=("process",)))
    assert bare("Tool process") in words(data)
    assert read_saved(data, MODEL, "tools.pdf").in_pdf == ("process",)
