"""Blocks of a page: what they say, what they escape, and that the style sheet knows them."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor import assess, load_model, recommend
from advisor.content import advising
from advisor.content.telling import Telling, WhyRow
from advisor.content.text import LANGUAGES, Text, load_text
from advisor.core.model import DONT_KNOW
from advisor.ui import blocks, style
from advisor.ui.blocks.balance import beams

MODEL = load_model()
CORE = [question.id for question in MODEL.core_questions]
FOLDER = Path(style.__file__).parent


class Page(HTMLParser):
    """Reads markup: headings, classes, ids, and text with and without what is hidden from readers."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, bool]] = []
        self.headings: list[int] = []
        self.classes: set[str] = set()
        self.ids: list[str] = []
        self.said = ""
        self.feed(markup)
        self.close()
        assert not self.open, f"left open: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what the element says about itself."""
        given_ = dict(attrs)
        hidden = given_.get("aria-hidden") == "true" or bool(self.open and self.open[-1][1])
        if tag != "br":
            self.open.append((tag, hidden))
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self.classes |= set((given_.get("class") or "").split())
        self.ids += [given_["id"]] if given_.get("id") else []

    def handle_endtag(self, tag: str) -> None:
        """Leave an element, which must be the one opened last."""
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        """Keep the text that a screen reader says."""
        if not (self.open and self.open[-1][1]):
            self.said += data + " "


def telling(language: str = "en", *, favour: str = "embedded", given: int = len(CORE)) -> Telling:
    """The result of always giving the answer most typical of one archetype."""
    levels = MODEL.settings.levels
    responses = {
        question.id: max(question.options, key=lambda o: levels[o.levels[favour]]).id
        for question in MODEL.core_questions[:given]
    }
    return Telling(MODEL, load_text(language), assess(MODEL, responses))


def with_verdict(found: Telling, verdict: str) -> Telling:
    """The same result with another verdict."""
    return replace(found, assessment=replace(found.assessment, verdict=verdict))  # type: ignore[arg-type]


def result_page(found: Telling) -> str:
    """Every block of a result, in the page's order."""
    text, model = found.text, found.model
    advised = recommend(model, found.assessment)
    points = blocks.bubbles(model, text, {"ml_engineer": 2})
    parts = [
        blocks.result_head(found, "eyebrow"),
        blocks.section_links(text, [("support", "Support")]),
        blocks.tensions(found),
        blocks.section("support", "Support", blocks.support(found), sentence="s", note="n"),
        blocks.section("why", "Why", blocks.waterfall(found), blocks.why_table(found)),
        blocks.section("flips", "Flips", blocks.flips(found)),
        blocks.section("known", "Known", blocks.known(found)),
        blocks.section(
            "strategy", "S", blocks.strategy_cards(advising.cards(model, text, advised, "B"), text)
        ),
        blocks.section("character", "C", blocks.character(model, text, found.assessment.archetype)),
        blocks.section(
            "skills",
            "M",
            blocks.skill_map(text, points),
            blocks.skills_list(text, points, also=["developer"]),
        ),
        blocks.skill_table(text, points),
        blocks.team(advising.team(model, text, {"ml_engineer": 2}, "embedded"), text),
        blocks.section("plan", "P", blocks.plan(advising.plan(model, text, advised), text)),
        blocks.method_line("m"),
    ]
    return "".join(parts)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verdict", ["clear", "leaning", "between", "insufficient"])
def test_a_result_is_well_formed(language: str, verdict: str) -> None:
    """In every language and verdict: elements closed, one h1, no heading level jumped, ids unique."""
    page = Page(result_page(with_verdict(telling(language), verdict)))
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(page.headings))
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_headline_is_the_tellings_sentence(language: str) -> None:
    """Marking the names in the headline leaves its words as they are."""
    for verdict, marks in (("clear", 1), ("leaning", 1), ("between", 2), ("insufficient", 0)):
        found = with_verdict(telling(language), verdict)
        head = blocks.result_head(found, "")
        heading = re.search(r"<h1>(.*)</h1>", head)
        assert heading is not None
        assert Page(heading[1]).said.replace(" ", "") == found.headline().replace(" ", "")
        assert head.count('class="mark') == marks


def test_too_few_answers_have_no_colour() -> None:
    """With an insufficient verdict no archetype is hinted at, and only the evidence answered is counted."""
    head = blocks.result_head(with_verdict(telling(), "insufficient"), "")
    assert "a-" not in " ".join(Page(head).classes)
    assert head.count("<dt>") == 1


def test_charts_are_text_too() -> None:
    """Every name and number of bars and waterfall is said outside of what is hidden from readers."""
    found = telling()
    said = Page(blocks.support(found) + blocks.waterfall(found)).said.replace("\u00a0", "").replace(" ", "")
    for row in found.support():
        assert (row.name + row.shown).replace(" ", "") in said
    for step in found.why():
        assert (step.title + step.detail + step.shown).replace(" ", "").replace("\u00a0", "") in said


def test_text_is_escaped_everywhere() -> None:
    """A sentence with markup in it never becomes markup, whichever block shows it."""
    english = load_text("en")
    bad = {key: "<script>&" + sentence for key, sentence in english.entries.items()}
    found = replace(telling(), text=Text("en", bad))
    shown = result_page(found) + blocks.archetype_columns(found.text, MODEL, found.assessment)
    shown += blocks.start_facts(found.text, MODEL) + blocks.deliverables(found.text)
    shown += blocks.archetype_row(found.text, MODEL) + blocks.sources_list(MODEL, found.text)
    shown += blocks.progress(found.text, MODEL, current=CORE[0], answered=()) + blocks.question_head(
        found.text, CORE[0]
    )
    assert "<script" not in shown
    assert "&lt;script&gt;&amp;" in shown


def test_messages_escape_what_they_tell() -> None:
    """A file name or organisation in a message is text, and only an error interrupts a reader."""
    made = blocks.message("error", "<b>", "'\"&")
    assert "<b>" not in made
    assert 'role="alert"' in made
    assert 'role="status"' in blocks.message("not-saved", "x")
    assert "<i>" not in blocks.page_head("<i>", eyebrow="<i>", lede="<i>") + blocks.resume("<i>", "<i>")


@given(st.lists(st.floats(-20, 20).filter(bool), min_size=1, max_size=20))
def test_a_waterfall_is_unbroken(values: list[float]) -> None:
    """Each bar starts where the one before ended; the total runs from zero to there, all on the scale."""
    rows = [WhyRow("answer", "", "", value, "") for value in values]
    common, bars = beams([*rows, WhyRow("total", "", "", sum(values), "")])
    assert bars[0].start == pytest.approx(common.share(0))
    for before, after in pairwise(bars[:-1]):
        assert after.start == pytest.approx(before.end)
    assert bars[-1].start == pytest.approx(common.share(0))
    assert bars[-1].end == pytest.approx(bars[-2].end)
    assert all(-1e-9 <= edge <= 1 + 1e-9 for bar in bars for edge in (bar.start, bar.end))
    assert common.ticks[0] == common.low
    assert common.ticks[-1] == common.high
    assert 0 in common.ticks
    assert len(common.ticks) <= 12


def test_progress_counts_and_groups() -> None:
    """The words name section and place; the segments show done and present, one group per section."""
    current = CORE[3]
    made = blocks.progress(load_text("en"), MODEL, current=current, answered=CORE[:3])
    said = Page(made).said
    assert f"4 of {len(CORE)}" in said
    assert load_text("en")(f"blocks.sections.{MODEL.question_by_id[current].section}") in said
    assert made.count("seg done") == 3
    assert made.count("seg here") == 1
    assert made.count('class="group"') == len({q.section for q in MODEL.core_questions})


def test_the_track_shows_now_and_recommended() -> None:
    """Each card says in words where the organisation is and what is recommended."""
    found = telling(favour="r_and_d")
    advised = recommend(MODEL, found.assessment, target="ml_first")
    cards = advising.cards(MODEL, found.text, advised)
    said = Page(blocks.strategy_cards(cards, found.text)).said
    assert said.count(found.text("result.strategy.recommended")) >= 3
    for card in cards:
        assert card.name in said
        assert all(step.do in said and step.check in said for step in card.steps)


def test_own_columns_are_marked() -> None:
    """The reader's archetype is marked among the five, both of them between two, none without a verdict."""
    found, text = telling().assessment, load_text("en")
    for verdict, marked in (("clear", 1), ("between", 2), ("insufficient", 0)):
        columns = blocks.archetype_columns(text, MODEL, replace(found, verdict=verdict))  # type: ignore[arg-type]
        assert columns.count('class="own"') == marked
        assert Page(columns).headings == [2] * 5


def test_known_lists_open_questions() -> None:
    """Without a verdict each core question is listed, as answered or as open."""
    found = telling(given=3)
    assert blocks.known(found).count('class="open"') == len(CORE) - 3
    assert found.answer(CORE[0], found.assessment.responses[CORE[0]]) in Page(blocks.known(found)).said


def test_dont_know_is_told_as_such() -> None:
    """ "Don't know" is shown as the answer that was given."""
    found = Telling(MODEL, load_text("en"), assess(MODEL, {CORE[0]: DONT_KNOW}))
    assert found.text("questions.dont_know.label") in Page(blocks.known(found)).said


def test_every_class_is_styled() -> None:
    """A class in the markup is known to the style sheet; the few others only tell rows apart."""
    found = telling(favour="r_and_d")
    text = found.text
    parts = [result_page(found), blocks.archetype_columns(text, MODEL), blocks.start_facts(text, MODEL)]
    parts += [blocks.deliverables(text), blocks.archetype_row(text, MODEL), blocks.basis_key(text)]
    parts += [blocks.progress(text, MODEL, current=CORE[1], answered=CORE[:1]), blocks.saved("x", ok=False)]
    parts += [blocks.message(kind, "x") for kind in ("note", "error", "not-saved")]
    parts += [blocks.sources_list(MODEL, text), blocks.question_head(text, CORE[0])]
    unstyled = {"answer", "for", "in"}
    sheet = style.sheet(MODEL)
    missing = {name for name in Page("".join(parts)).classes if not re.search(rf"\.{name}(?![\w-])", sheet)}
    assert missing <= unstyled


def test_every_container_is_in_the_sheet() -> None:
    """Each key that pages may use is either styled or a popover, which needs no rule."""
    sheet = style.sheet(MODEL)
    for key in set(style.CONTAINERS) - {style.LOAD, style.EXAMPLES}:
        assert f"st-key-{key}" in sheet, key


def test_streamlits_own_dom_is_named_in_one_file() -> None:
    """Selectors into Streamlit's DOM stand in one file, and its first comment lists every one of them."""
    own = (FOLDER / "blocks" / "blocks.css").read_text(encoding="utf-8")
    assert "data-testid" not in own
    sheet = (FOLDER / "style.css").read_text(encoding="utf-8")
    listed, rules = sheet.split("*/", 1)
    used = set(re.findall(r"data-testid\^?=[\w-]+", rules))
    assert {"data-testid^=stBaseButton-" if "stBaseButton" in one else one for one in used} <= set(
        re.findall(r"data-testid\^?=[\w-]+", listed)
    )


def luminance(colour: str) -> float:
    """Relative luminance as in WCAG."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio as in WCAG."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_contrast(theme: int) -> None:
    """Text has 4.5:1 and signs have 3:1 on the grounds they are drawn on, in both themes."""
    sheet = (FOLDER / "style.css").read_text(encoding="utf-8")
    tokens = {
        name: pair[theme] for name, *pair in re.findall(r"--(\w+): light-dark\((#\w{6}), (#\w{6})\)", sheet)
    }
    for ground in ("ground", "paper"):
        for words in ("ink", "mute"):
            assert contrast(tokens[words], tokens[ground]) >= 4.5
        for sign in ("edge", "fill", "neg"):
            assert contrast(tokens[sign], tokens[ground]) >= 3
        for archetype in MODEL.archetypes:
            colour = (archetype.colour_light, archetype.colour_dark)[theme]
            assert contrast(colour, tokens[ground]) >= 3
    assert contrast(tokens["onfill"], tokens["fill"]) >= 4.5
    assert contrast(tokens["ink"], tokens["tint"]) >= 4.5


def test_every_archetype_has_colour_and_pictogram() -> None:
    """The sheet has a colour from the model and two masks for each archetype."""
    sheet = style.sheet(MODEL)
    for archetype in MODEL.archetypes:
        colours = f"{archetype.colour_light},{archetype.colour_dark}"
        assert f".a-{archetype.id}{{--tone:light-dark({colours})}}" in sheet
        assert re.search(rf"\.a-{archetype.id} {{ --units: .+; --people: url", sheet)
