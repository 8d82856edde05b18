"""The workshop's pages of a document: what they hold, in each language, and that the standards are kept."""

from dataclasses import replace
from datetime import date
from functools import cache

import page
import pytest

from advisor.content.locale import day
from advisor.content.room_telling import RoomTelling
from advisor.content.text import LANGUAGES, load_text
from advisor.content.workshop import load_room_settings
from advisor.report import read_saved, render, typesetting
from advisor.report.cleaning import cut
from advisor.report.document import document
from advisor.report.room import GROUP_WIDTH, MOST_GROUPS
from advisor.report.story import Story
from tests.report.samples import DAY, MODEL, bare, found, pdf, reader, saved, story, words
from tests.report.test_report_document import KNOWN, alternatives, archetype_colours
from tests.rooms import SIZES, TWICE, room, telling

each = pytest.mark.parametrize("language", LANGUAGES)
every = pytest.mark.parametrize("size", SIZES)
CUSTOM = "Risk & <b>#strong[law]</b> · 리스크"


@pytest.fixture(autouse=True)
def strict(monkeypatch: pytest.MonkeyPatch) -> None:
    """No way out of the strict standards: what breaks a rule of theirs fails the test."""
    monkeypatch.setattr(typesetting, "STANDARDS", typesetting.STANDARDS[:1])


@cache
def made(size: int, language: str, state: str = "leaning", *, final: bool = True) -> bytes:
    """The document of an assessment with a room, made once."""
    with_room = replace(saved(state), room=room(size, custom=CUSTOM, final=final))
    return render(MODEL, load_text(language), found(state), with_room)


def told(size: int, language: str) -> RoomTelling:
    """The room of these documents in words."""
    return telling(size, language, custom=CUSTOM)


def parts(size: int, language: str = "en", *, custom: str = CUSTOM) -> dict[str, object]:
    """What the template reads about the room."""
    of = story("leaning", language)
    changed = Story(
        of.model,
        of.text,
        of.assessment,
        of.recommendation,
        replace(of.saved, room=room(size, custom=custom)),
        of.checked_on,
    )
    found_room: dict[str, object] = document(changed)["room"]
    return found_room


@each
@every
def test_a_document_with_a_room_keeps_to_its_standards(size: int, language: str) -> None:
    """It is made at the first attempt and passes the checks of PDF/UA-1 and PDF/A-3a."""
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A):
        report = page.validate_pdf_bytes(made(size, language), profile=profile)
        assert not [failure for failure in report.failures if failure.rule_id not in KNOWN]
        assert report.rules.passed > 100


@each
@pytest.mark.parametrize("state", ["empty", "leaning"])
def test_the_pages_of_the_result_stay_as_they_are(state: str, language: str) -> None:
    """The workshop comes on top: the pages before it stay, and the first says that a workshop decided."""
    decided = bare(" · " + load_text(language)("room.report.decided", n=23))
    without, whole = reader(pdf(state, language)).pages, reader(made(23, language, state)).pages
    assert len(without) < len(whole) <= len(without) + 4
    assert decided in bare(whole[0].extract_text())
    for before, after in zip(without, whole, strict=False):
        words = bare(before.extract_text()), bare(after.extract_text()).replace(decided, "")
        assert words[0][:400] == words[1][:400]
    assert len(without) <= typesetting.MOST_PAGES


@each
@every
def test_the_room_can_be_read(size: int, language: str) -> None:
    """Headline, people, day, both ways of counting, each disagreement, and the method stand in it."""
    text, room_told = words(made(size, language)), told(size, language)
    wanted = [room_told.headline(), room_told.lede(), room_told.eyebrow(DAY), day(DAY, language)]
    wanted += [room_told.pooled_sentence(), room_told.own_sentence(), *room_told.method()]
    wanted += [room_told.text("room.report.title"), room_told.text("room.report.questions")]
    for question in room_told.to_discuss:
        wanted += [room_told.sentence(question), room_told.measure(question), room_told.changed(question)]
    assert [sentence for sentence in wanted if bare(sentence) not in text] == []
    assert not set(text) & {"\u25a1", "\ufffd", "\0"}


@each
@every
def test_every_question_is_a_table(size: int, language: str) -> None:
    """Each question voted on is there as it was asked, with each option chosen and its counts."""
    text, room_told = words(made(size, language)), told(size, language)
    for question in room_told.result.questions:
        assert bare(room_told.asked(question.question)) in text
        once = len(question.rounds) == 1
        for option, count in question.last.whole.counts.items():
            if count and once and not question.last.groups:
                assert bare(room_told.answer(question.question, option)) + str(count) in text


@each
def test_both_rounds_and_groups_are_shown(language: str) -> None:
    """Counts of two rounds stand as before → after, for everybody and for each group, with their sizes."""
    room_told = told(23, language)
    tables = parts(23, language)["votes"]["tables"]  # type: ignore[index]
    names = [room_told.text("room.everyone"), room_told.role("leadership"), room_told.role("practitioner")]
    for table, question in zip(tables, room_told.result.questions, strict=True):
        assert [head[0] for head in table["heads"]] == names
        twice = question.question in TWICE
        assert [head[1] for head in table["heads"]] == (
            ["n=23 → 23", "n=9 → 9", "n=14 → 14"] if twice else ["n=23", "n=9", "n=14"]
        )
        assert bool(table["rounds"]) is twice
        for row in table["rows"]:
            counts = [[int(n) for n in cell.split(" → ")] for cell in row["counts"]]
            whole, *groups = counts
            assert whole == [sum(numbers) for numbers in zip(*groups, strict=True)]
            assert len(row["bars"]) == (2 if twice else 1)


def test_groups_that_may_not_be_told_apart_are_not_in_it() -> None:
    """A room without groups has one column; a role that was typed is cut to its column and stays text."""
    tables = parts(5)["votes"]["tables"]  # type: ignore[index]
    assert all(len(table["heads"]) == 1 for table in tables)
    heads = [head[0] for head in parts(200)["votes"]["tables"][0]["heads"]]  # type: ignore[index]
    assert len(heads) == 1 + MOST_GROUPS
    assert cut(CUSTOM, GROUP_WIDTH) in heads
    assert bare("Risk & <b>#strong[law]</") in words(made(200, "en"))


@pytest.mark.parametrize("custom", ["Everyone", "Everyone else", "Leadership", "whole"])
def test_a_role_may_be_called_like_anything(custom: str) -> None:
    """Whatever a host calls a role, everybody and each group keep a column with numbers of their own."""
    for table in parts(200, custom=custom)["votes"]["tables"]:  # type: ignore[index]
        assert [head[1] for head in table["heads"]] == ["n=200", "n=40", "n=80", "n=40", "n=40"]
        assert table["heads"][3][0] == custom
        for row in table["rows"]:
            whole, *groups = map(int, row["counts"])
            assert whole == sum(groups)


@each
def test_a_room_before_the_end_leaves_people_out(language: str) -> None:
    """While voting goes on the document has the votes and the pooled result, and nothing about persons."""
    document_, room_told = made(23, language, final=False), telling(23, language, custom=CUSTOM, final=False)
    text = words(document_)
    for sentence in (room_told.headline(), room_told.pooled_sentence(), *room_told.method()):
        assert bare(sentence) in text
    for key in ("own.title", "own.later", "own.none"):
        assert bare(room_told.text(f"room.{key}")) not in text
    report = page.validate_pdf_bytes(document_, profile=page.ValidationProfile.PDF_UA_1)
    assert not [failure for failure in report.failures if failure.rule_id not in KNOWN]
    assert read_saved(document_, MODEL, "room.pdf").room == room(23, custom=CUSTOM, final=False)


def test_a_room_of_many_roles_is_told_as_a_whole() -> None:
    """More groups than there is room for have no columns, and the document is still made."""
    one = room(200)
    question = one.questions[0]
    group = question.last.groups["leadership"]
    many = {f"role {n}": replace(group) for n in range(MOST_GROUPS + 1)}
    size = group.n * len(many)
    whole = replace(
        group, n=size, counts={option: count * len(many) for option, count in group.counts.items()}
    )
    changed = replace(question, rounds=(replace(question.last, whole=whole, groups=many),))
    with_room = replace(saved("empty"), room=replace(one, questions=(changed,)))
    document_ = render(MODEL, load_text("en"), found("empty"), with_room)
    assert "role1" not in words(document_)
    assert bare(f"n={size}") in words(document_)


@each
def test_the_room_has_a_bookmark_and_its_picture_a_text(language: str) -> None:
    """The workshop is a section of its own, and its bars have a text in place of the picture."""
    opened, room_told = reader(made(23, language)), told(23, language)
    titles = [bare(entry["/Title"]) for entry in opened.outline if not isinstance(entry, list)]
    assert bare(load_text(language)("room.report.title")) in titles[-1]
    texts = alternatives(opened.root_object["/StructTreeRoot"])
    assert len(texts) == 3
    assert all(row.name in texts[2] and row.shown in texts[2] for row in room_told.pooled_rows())


@each
def test_the_document_is_the_save_file(language: str) -> None:
    """Read back, the document has the room in it, as it was."""
    again = read_saved(made(200, language), MODEL, "room.pdf")
    assert again == replace(saved("leaning"), room=room(200, custom=CUSTOM))


def test_a_room_that_says_little_shows_no_archetype() -> None:
    """With one question voted on there are no bars, no colours and no archetype of the room."""
    one = room(23)
    with_room = replace(saved("empty"), room=replace(one, questions=one.questions[:1]))
    document_ = render(MODEL, load_text("en"), found("empty"), with_room)
    few = RoomTelling(MODEL, load_room_settings(), load_text("en"), replace(one, questions=one.questions[:1]))
    assert bare(few.pooled_sentence()) in words(document_)
    assert not archetype_colours(document_)


def test_without_a_room_there_is_no_workshop() -> None:
    """A document of answers alone says nothing about a workshop."""
    assert document(story("leaning", "en"))["room"] is None
    assert bare(load_text("en")("room.report.questions")) not in words(pdf("leaning"))


def test_the_day_is_the_documents() -> None:
    """The workshop is dated like the save file it is in."""
    other = replace(saved("empty"), room=room(5), day=date(2027, 3, 1))
    assert bare("Workshop · 1 March 2027") in words(render(MODEL, load_text("en"), found("empty"), other))


def test_of_many_rounds_the_last_two_are_compared() -> None:
    """However many rounds there were, a table has two of them and keeps its width."""
    one = room(23)
    question = next(q for q in one.questions if q.question in TWICE)
    rounds = tuple(replace(question.rounds[n % 2], round=n + 1) for n in range(9))
    with_room = replace(saved("empty"), room=replace(one, questions=(replace(question, rounds=rounds),)))
    shown = words(render(MODEL, load_text("en"), found("empty"), with_room))
    assert bare("Round 8 → Round 9") in shown
    assert "Round7" not in shown
