"""Blocks of a room's result: what they say, what they escape, and that the style sheet knows them."""

import re
from dataclasses import replace
from html import escape
from itertools import pairwise

import pytest

from advisor.content.room_telling import RoomTelling
from advisor.content.text import LANGUAGES, Text, load_text
from advisor.core.model import DONT_KNOW
from advisor.core.room import QuestionResult
from advisor.ui import blocks, style
from advisor.ui.blocks.marks import letter
from tests.rooms import MODEL, SETTINGS, SIZES, TWICE, room, telling
from tests.ui.test_blocks import Page

each = pytest.mark.parametrize("language", LANGUAGES)
every = pytest.mark.parametrize("size", SIZES)


def asked(told: RoomTelling, question_id: str) -> QuestionResult:
    """One question of a room."""
    return next(found for found in told.result.questions if found.question == question_id)


def page(told: RoomTelling) -> str:
    """Every block of a room's result, in a page's order."""
    head = blocks.page_head(told.headline(), lede=told.lede())
    votes = [
        blocks.distribution(told, found, large=large)
        for found in told.result.questions
        for large in (True, False)
    ]
    return "".join([head, blocks.disagreement_map(told), *blocks.room_sections(told), *votes])


def bare(text: str) -> str:
    """Text without spaces: blocks are read element by element."""
    return "".join(text.split())


@each
@every
def test_a_room_is_well_formed(size: int, language: str) -> None:
    """In every language and size: elements closed, one h1, no heading level jumped, ids unique."""
    found = Page(page(telling(size, language)))
    assert found.headings.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(found.headings))
    assert len(found.ids) == len(set(found.ids))


def test_every_class_is_styled() -> None:
    """A class in the markup is known to the style sheet; the few others only tell rows apart."""
    made = "".join(page(telling(size, final=final)) for size in SIZES for final in (True, False))
    sheet = style.sheet(MODEL)
    classes = {name for value in re.findall(r'class="([^"]*)"', made) for name in value.split()}
    missing = {name for name in classes if not re.search(rf"\.{name}(?![\w-])", sheet)}
    assert missing <= {"cl", "first"}


def test_text_is_escaped_everywhere() -> None:
    """Neither a sentence nor a role that somebody typed becomes markup, whichever block shows it."""
    bad = {key: "<script>&" + sentence for key, sentence in load_text("en").entries.items()}
    result = room(200, custom='<script>"&')
    told = RoomTelling(MODEL, SETTINGS, Text("en", bad), result)
    shown = page(told)
    assert "<script" not in shown
    assert "&lt;script&gt;&amp;" in shown
    assert "&lt;script&gt;&quot;&amp;" in shown


# ---- One question ----


@each
@pytest.mark.parametrize("large", [True, False])
def test_a_distribution_says_every_count(language: str, large: bool) -> None:
    """Each option chosen is there with its letter and count, and each group with its size and counts."""
    told = telling(23, language)
    found = asked(told, "seat")
    made = blocks.distribution(told, found, large=large)
    said = bare(Page(made).said)
    for option, count in found.last.whole.counts.items():
        words = bare(told.answer("seat", option))
        if count:
            assert bare(letter(MODEL.question_by_id["seat"], option)) + words + str(count) in said
        else:
            assert words not in said
    for share in told.shares(found, found.last):
        assert bare(told.text("room.sized", name=share.name, n=share.tally.n)) in said
    assert bare(told.text("room.distribution.people", n=23)) in said
    assert ("large" in Page(made).classes) is large


def test_letters_are_those_of_the_question() -> None:
    """Letters count every option offered, so one that nobody chose leaves its letter out; no letter twice."""
    question = MODEL.question_by_id["seat"]
    letters = [letter(question, option) for option in question.option_ids]
    assert letters[:3] == ["A", "B", "C"]
    assert letter(question, DONT_KNOW) == ""
    assert len(set(letters)) == len(letters)


def test_left_out_options_are_announced() -> None:
    """The note says that options were left out exactly where some were."""
    told = telling(200)
    words = told.text("room.distribution.left_out")
    for found in told.result.questions:
        complete = all(found.last.whole.counts.values())
        assert (words in blocks.distribution(told, found, large=False)) is not complete
    assert {all(found.last.whole.counts.values()) for found in told.result.questions} == {True, False}


def segments(made: str) -> list[list[tuple[str, int]]]:
    """The bars of a distribution: patterns and counts of their segments."""
    bars = re.findall(r'<span class="bar".*?</span></span>', made)
    found = [re.findall(r'class="part (\w+)" style="--n:(\d+)"', bar) for bar in bars]
    return [[(pattern, int(count)) for pattern, count in bar] for bar in found]


def test_groups_have_patterns_and_the_whole_is_solid() -> None:
    """Leaders are solid, practitioners striped, further roles dotted, the rest hollow; alone all is solid."""
    told = telling(200, custom="Risk")
    made = blocks.distribution(told, asked(told, "seat"), large=True)
    patterns = {pattern for bar in segments(made) for pattern, _ in bar}
    assert patterns == {"solid", "striped", "dotted", "hollow"}
    key = re.findall(r'class="part (\w+)" aria-hidden="true"></span><span>([^<]*)', made)
    assert [pattern for pattern, _ in key] == ["solid", "striped", "dotted", "hollow"]
    assert [name.split(",")[0] for _, name in key][:3] == ["Leadership", "Practitioners", "Risk"]
    alone = blocks.distribution(telling(5), asked(telling(5), "seat"), large=True)
    assert {pattern for bar in segments(alone) for pattern, _ in bar} == {"solid"}
    assert 'class="key"' not in alone


def test_segments_make_up_the_count() -> None:
    """The segments of each bar sum to the number beside it."""
    told = telling(200)
    for found in told.result.questions:
        made = blocks.distribution(told, found, large=False)
        numbers = [int(n) for n in re.findall(r'class="number">(\d+)', made)]
        assert [sum(count for _, count in bar) for bar in segments(made)] == numbers


@each
def test_two_rounds_stand_side_by_side(language: str) -> None:
    """A question voted on twice has two labelled bars per option; one voted on once has none labelled."""
    told = telling(23, language)
    for found in told.result.questions:
        said = Page(blocks.distribution(told, found, large=False)).said
        chosen = [o for o in found.last.whole.counts if any(t.whole.counts[o] for t in found.rounds)]
        expected = len(chosen) + 1 if found.question in TWICE else 0
        assert said.count(told.round_name(1)) == said.count(told.round_name(2)) == expected


# ---- All questions ----


@each
@every
def test_the_list_has_every_disagreement(size: int, language: str) -> None:
    """Each question with different answers has its sentence, its measure and each group's counts."""
    told = telling(size, language)
    made = blocks.ranked(told)
    said = bare(Page(made).said)
    order = [said.index(bare(told.question(q.question) + told.measure(q))) for q in told.to_discuss]
    assert order == sorted(order)
    for found in told.to_discuss:
        assert bare(told.sentence(found)) in said
        assert bare(told.changed(found)) in said
        for share in told.shares(found, found.last):
            assert bare(told.text("room.sized", name=share.name, n=share.tally.n)) in said
    strips = re.findall(r'<dd class="strip">(.*?)</dd>', made)
    shares = [share for q in told.to_discuss for share in told.shares(q, q.last)]
    assert [sum(map(int, re.findall(r"--n:(\d+)", s))) for s in strips] == [s.tally.n for s in shares]


def test_the_answers_of_the_sentence_are_named() -> None:
    """Where groups lead apart, both leading answers have a pattern of their own in the key."""
    told = telling(23)
    found = next(q for q in told.to_discuss if told.apart(q))
    pair = told.apart(found)
    assert pair is not None
    small = replace(told, result=replace(told.result, questions=(found,)))
    key = re.findall(r'class="part (\w+)" aria-hidden="true"></span><span>([^<]*)', blocks.ranked(small))
    labels = [told.answer(found.question, share.tally.leading[0]) for share in pair]
    assert key[:2] == [("solid", labels[0]), ("hollow", labels[1])]


@each
def test_agreement_is_told(language: str) -> None:
    """Where no question has different answers, a sentence says so in place of the list."""
    told = telling(5, language)
    agreed = replace(told, result=replace(told.result, questions=()))
    assert told.text("room.list.empty") in blocks.ranked(agreed)


@each
def test_the_map_says_what_it_shows(language: str) -> None:
    """The map has a text in place of the picture, in each of its sizes, and how to read it above."""
    told = telling(23, language)
    made = blocks.disagreement_map(told)
    assert made.count(told.map_alt()) == made.count('role="img"') == 2
    assert told.text("room.map.sentence") in Page(made).said
    assert "\n" not in made


# ---- Archetypes ----


@each
@every
def test_own_and_pooled_are_told_in_full(size: int, language: str) -> None:
    """The table has a row per group and a column per archetype; the bars have every name and share."""
    told = telling(size, language)
    table = Page(blocks.own_counts(told))
    assert blocks.own_counts(told).count('scope="row"') == len(told.own_rows())
    assert all(told.name(archetype) in table.said for archetype in told.result.own)
    said = bare(Page(blocks.pooled(told)).said)
    assert all(bare(row.name + row.shown) in said for row in told.pooled_rows())


@each
@every
def test_the_cloud_has_a_circle_for_each_cluster(size: int, language: str) -> None:
    """Each archetype has its pictogram, name, share and text, and in both widths each circle's people."""
    told = telling(size, language)
    made = blocks.cloud(told)
    items = re.findall(r"<li.*?</li>", made)
    assert len(items) == made.count('class="pic') == len(MODEL.archetype_ids)
    for item, row in zip(items, told.pooled_rows(), strict=True):
        assert escape(row.name) in item
        assert told.text("room.cloud.together", share=escape(row.shown)) in item
        assert f'<span class="heard">{escape(told.cloud_row(row.archetype))}</span>' in item
        people = [str(cluster.people) for cluster in told.clusters(row.archetype)]
        for sheet in ("wide", "narrow"):
            drawn = re.findall(rf'<svg class="cl cl-{sheet}".*?</svg>', item)
            assert [re.findall(r'class="cl-n">(\d+)<', one) for one in drawn] == [people]
            assert drawn[0].count("cl-dot") == len(people)
    assert told.rounding() in made
    assert "\n" not in made


@each
def test_the_cloud_says_who_is_in_it(language: str) -> None:
    """Above the circles it says what one stands for; where too few answered enough, that, and no circle."""
    told = telling(23, language)
    (section,) = (part for part in blocks.room_sections(told) if 'id="room-cloud"' in part)
    assert told.cloud_sentence() in section
    few = replace(told, result=replace(told.result, supports=dict.fromkeys(MODEL.archetype_ids, ())))
    (section,) = (part for part in blocks.room_sections(few) if 'id="room-cloud"' in part)
    assert few.cloud_sentence() in section
    assert "<svg" not in section


@each
def test_before_the_end_a_sentence_stands_for_people(language: str) -> None:
    """While voting goes on, one sentence says why people are not counted; no cloud and no table is there."""
    told = telling(23, language, final=False)
    assert blocks.cloud(told) == blocks.own_counts(told) == ""
    made = "".join(blocks.room_sections(told))
    assert made.count(told.text("room.own.later")) == 1
    assert "room-cloud" not in made
    assert "<table" not in made
    assert told.pooled_sentence() in made
    assert told.text("room.own.later") not in "".join(blocks.room_sections(telling(23, language)))


@each
def test_too_little_evidence_has_no_colour(language: str) -> None:
    """With few questions voted on there is neither bar nor cloud, and no archetype's colour anywhere."""
    told = telling(23, language)
    few = replace(told, result=replace(told.result, questions=told.result.questions[:1]))
    assert blocks.pooled(few) == blocks.cloud(few) == ""
    classes = Page("".join(blocks.room_sections(few))).classes
    assert not any(name.startswith("a-") for name in classes)
    assert few.pooled_sentence() in "".join(blocks.room_sections(few))


@each
def test_the_method_and_the_protection_are_told(language: str) -> None:
    """Below the result it says how it was counted, and above the list how small a group is never shown."""
    told = telling(23, language)
    sections = blocks.room_sections(told)
    assert told.privacy() in sections[0]
    assert all(source.title in sections[-1] for source in SETTINGS.source)
