"""A room in words: every sentence in every language, from a few votes to many, and the exported table."""

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from advisor.content.locale import day, percent
from advisor.content.room_telling import RoomTelling, role_name
from advisor.content.roomexport import COLUMNS, room_csv
from advisor.content.text import LANGUAGES, load_text
from advisor.core.model import DONT_KNOW
from advisor.core.room import INSUFFICIENT, Cluster, QuestionResult, RoundTally, Tally, stake_db
from tests.rooms import MODEL, SETTINGS, SIZES, TWICE, room, telling

each = pytest.mark.parametrize("language", LANGUAGES)
every = pytest.mark.parametrize("size", SIZES)
ASKED = "data_open"
OPTIONS = MODEL.question_by_id[ASKED].option_ids


def tallied(**counts: int) -> Tally:
    """A tally of a question, with the options that nobody chose."""
    return Tally(sum(counts.values()), {option: counts.get(option, 0) for option in OPTIONS})


def question(whole: Tally, groups: Mapping[str, Tally] | None = None, *earlier: Tally) -> QuestionResult:
    """A question voted on in as many rounds as there are tallies; groups are those of the last one."""
    rounds = [RoundTally(n, one, {}) for n, one in enumerate(earlier, start=1)]
    last = RoundTally(len(rounds) + 1, whole, groups or {})
    return QuestionResult(ASKED, (*rounds, last), stake_db(MODEL, ASKED))


def of(found: QuestionResult, language: str = "en") -> RoomTelling:
    """A room with this question only, in words."""
    small = replace(room(5), n=found.last.whole.n, questions=(found,))
    return RoomTelling(MODEL, SETTINGS, load_text(language), small)


@each
@every
def test_every_sentence_is_filled(size: int, language: str) -> None:
    """No sentence has a gap left, and each says something."""
    told = telling(size, language, custom="Risk")
    said = [told.headline(), told.lede(), told.eyebrow(date(2026, 11, 21)), told.map_alt(), told.rounding()]
    said += [told.own_sentence(), told.pooled_sentence(), *told.method(), told.cloud_sentence()]
    for found in told.result.questions:
        said += [told.question(found.question), told.asked(found.question)]
        said += [told.measure(found), told.sentence(found)]
    said += [told.cloud_row(archetype) for archetype in MODEL.archetype_ids]
    assert all(sentence.strip() and not set(sentence) & {"{", "}"} for sentence in said)


@each
@every
def test_the_head_counts(size: int, language: str) -> None:
    """The first lines hold the day, the people, the questions and where to start."""
    told = telling(size, language)
    eyebrow, lede = told.eyebrow(date(2026, 11, 21)), told.lede()
    assert day(date(2026, 11, 21), language) in eyebrow
    assert str(size) in eyebrow
    assert str(size) in lede
    assert told.question(told.first[0].question) in lede


def with_first(number: int, language: str) -> RoomTelling:
    """A room with as many questions that are contested and heavy."""
    split, same = tallied(own_unit=5, shared=5), tallied(own_unit=10)
    ids = [q.id for q in MODEL.questions if stake_db(MODEL, q.id) >= SETTINGS.heavy_stake_db]
    found = [
        replace(question(split if n < number else same), question=one, stake_db=stake_db(MODEL, one))
        for n, one in enumerate(ids)
    ]
    return RoomTelling(MODEL, SETTINGS, load_text(language), replace(room(5), questions=tuple(found)))


@each
def test_the_headline_counts_what_is_contested_and_heavy(language: str) -> None:
    """None, one, and several have their own sentence; the number is in it."""
    told = [with_first(n, language) for n in (0, 1, 2, 3)]
    assert [len(one.first) for one in told] == [0, 1, 2, 3]
    assert len({one.headline() for one in told}) == 4
    words = load_text(language).under("room.count")
    assert words["3"] in told[3].headline()
    assert told[0].lede() != told[1].lede()


@each
def test_numbers_have_words_up_to_twelve(language: str) -> None:
    """Every number from two to twelve has a word of its own."""
    words = load_text(language).under("room.count")
    assert sorted(map(int, words)) == list(range(2, 13))
    assert len(set(words.values())) == len(words)


def test_only_contested_and_heavy_comes_first() -> None:
    """Both limits count, each from its value on; what comes first stands in front of the list."""
    both = question(tallied(own_unit=5, shared=5))
    told = of(both)
    assert told.is_first(both)
    assert not told.is_first(replace(both, stake_db=SETTINGS.heavy_stake_db - 0.1))
    assert told.is_first(replace(both, stake_db=SETTINGS.heavy_stake_db))
    assert not told.is_first(question(tallied(own_unit=20, shared=1)))
    marks = [telling(23).is_first(one) for one in telling(23).to_discuss]
    assert marks == sorted(marks, reverse=True)
    assert 0 < sum(marks) < len(marks)


def test_what_comes_first_is_listed_first() -> None:
    """A question in the corner stands before one with more disagreement times weight that is not heavy."""
    heavy = replace(question(tallied(own_unit=5, shared=4)), stake_db=SETTINGS.heavy_stake_db)
    light = replace(question(tallied(own_unit=3, shared=3, collected=3)), stake_db=heavy.stake_db - 0.1)
    assert light.weight > heavy.weight
    told = replace(of(heavy), result=replace(room(5), questions=(light, heavy)))
    assert told.to_discuss == (heavy, light)
    assert told.first == (heavy,)


@each
def test_one_sentence_for_each_way_to_vote(language: str) -> None:
    """All agree, one answer beside "don't know", two answers, nobody knows: each says its numbers."""
    ways = [
        tallied(own_unit=11),
        tallied(own_unit=7, **{DONT_KNOW: 4}),
        tallied(own_unit=6, shared=5),
        tallied(**{DONT_KNOW: 11}),
    ]
    told = [of(question(way), language) for way in ways]
    said = [one.sentence(one.result.questions[0]) for one in told]
    assert len(set(said)) == 4
    assert all("11" in sentence for sentence in said)
    assert all(told[0].answer(ASKED, "own_unit") in sentence for sentence in said[:3])
    assert told[0].answer(ASKED, "shared") in said[2]
    assert "6" in said[2]
    assert "5" in said[2]


@each
@pytest.mark.parametrize("role", ["practitioner", "Risk {0} <b>"])
def test_groups_that_lead_apart_are_told_apart(role: str, language: str) -> None:
    """Where two groups have different leading answers, the sentence has both, with their counts."""
    groups = {"leadership": tallied(own_unit=6, shared=3), role: tallied(shared=8, own_unit=6)}
    told = of(question(tallied(own_unit=12, shared=11), groups), language)
    said = told.sentence(told.result.questions[0])
    for words in (told.answer(ASKED, "own_unit"), told.answer(ASKED, "shared"), "9", "14", "6", "8"):
        assert words in said
    if role != "practitioner":
        assert role in said


def test_groups_that_lead_alike_are_not() -> None:
    """With the same leading answer, or a tie in one group, the sentence is about the whole room."""
    alike = {"leadership": tallied(own_unit=9), "practitioner": tallied(own_unit=8, shared=6)}
    tied = {"leadership": tallied(own_unit=8), "practitioner": tallied(own_unit=7, shared=7)}
    for groups in (alike, tied):
        whole = {o: sum(group.counts[o] for group in groups.values()) for o in OPTIONS}
        told = of(question(tallied(**whole), groups))
        assert told.apart(told.result.questions[0]) is None
        assert told.role("leadership") not in told.sentence(told.result.questions[0])


def test_a_rest_stands_beside_the_groups() -> None:
    """Who belongs to no group shown is told as the rest, and groups with the rest make up the whole."""
    groups = {"practitioner": tallied(own_unit=8), "leadership": tallied(shared=7)}
    told = of(question(tallied(own_unit=10, shared=10), groups))
    shares = told.shares(told.result.questions[0], told.result.questions[0].last)
    assert [share.kind for share in shares] == ["role", "role", "rest"]
    assert [share.role for share in shares] == ["leadership", "practitioner", ""]
    assert shares[-1].tally == tallied(own_unit=2, shared=3)


def test_a_group_is_drawn_the_same_everywhere() -> None:
    """A role keeps its place, also in a question in which another role may not be shown."""
    told = telling(200, custom="Risk")
    first, *others = told.result.questions
    alone = replace(first.last, groups={"practitioner": first.last.groups["practitioner"]})
    changed = replace(told, result=replace(told.result, questions=(replace(first, rounds=(alone,)), *others)))
    places = {share.role: share.place for share in told.shares(first, first.last)}
    assert places["leadership"] < places["practitioner"] < places["Risk"] < places[""]
    found = changed.shares(changed.result.questions[0], alone)
    assert found[0].place == places["practitioner"]


@each
def test_a_second_round_is_told_as_counts(language: str) -> None:
    """What changed is told answer by answer; equal counts, and one round only, say so or nothing."""
    before, after = tallied(own_unit=9, shared=2), tallied(own_unit=4, shared=7)
    told = of(question(after, None, before), language)
    said = told.changed(told.result.questions[0])
    for words in (told.answer(ASKED, "own_unit"), told.answer(ASKED, "shared"), "9 → 4", "2 → 7"):
        assert words.replace(" ", "") in said.replace(" ", "")
    same = of(question(after, None, after), language)
    assert same.changed(same.result.questions[0])
    assert "→" not in same.changed(same.result.questions[0])
    once = of(question(after), language)
    assert once.changed(once.result.questions[0]) == ""
    fewer = of(question(tallied(own_unit=4, shared=2), None, before), language)
    assert "11→6" in fewer.changed(fewer.result.questions[0]).replace(" ", "")


@each
def test_dont_know_is_counted(language: str) -> None:
    """How many do not know is told where some do and others know."""
    some = of(question(tallied(own_unit=6, **{DONT_KNOW: 3})), language)
    said = some.dont_know(some.result.questions[0])
    assert "3" in said
    assert "9" in said
    for whole in (tallied(own_unit=6), tallied(**{DONT_KNOW: 6})):
        told = of(question(whole), language)
        assert told.dont_know(told.result.questions[0]) == ""


def own(**counts: int) -> dict[str, int]:
    """Counts of people by archetype."""
    return {archetype: counts.get(archetype, 0) for archetype in (*MODEL.archetype_ids, INSUFFICIENT)}


@each
def test_both_ways_of_counting_are_compared(language: str) -> None:
    """The pooled result says whether people one by one lead to the same, to another, to several, to none."""
    told = telling(23, language)
    first, second = (row.archetype for row in told.pooled_rows()[:2])
    ways = [own(**{first: 23}), own(**{second: 23}), own(**{first: 9, second: 9, INSUFFICIENT: 5})]
    ways.append(own(insufficient=23))
    said = [replace(told, result=replace(told.result, own=way)).pooled_sentence() for way in ways]
    assert len(set(said)) == 4
    assert all(told.name(first) in sentence and told.pooled_rows()[0].shown in sentence for sentence in said)
    assert [str(n) in sentence for n, sentence in zip((23, 23, 9), said, strict=False)] == [True] * 3
    alone = [replace(told, result=replace(told.result, own=way)).own_sentence() for way in ways]
    assert len(set(alone)) == 4


@each
def test_before_the_end_nobody_is_counted(language: str) -> None:
    """While voting goes on it says why people are not counted, and claims nothing of their own answers."""
    told, later = telling(23, language, final=False), telling(23, language)
    reason = told.text("room.own.later")
    assert told.own_sentence() == reason
    assert reason not in {later.own_sentence(), later.pooled_sentence()}
    assert told.own_rows() == ()
    assert later.pooled_sentence().startswith(told.pooled_sentence()[:-1])
    nobody = replace(later, result=replace(later.result, own=own(insufficient=23)))
    assert len(nobody.pooled_sentence()) > len(told.pooled_sentence())
    assert told.lede() == later.lede()
    assert len(told.method()) == len(later.method()) - 1
    assert all("microaggregation" not in line for line in told.method())


@each
def test_clusters_are_told_with_their_people(language: str) -> None:
    """Clusters with the same support are one, and the words have the people and the support of each."""
    told = telling(23, language)
    first = MODEL.archetype_ids[0]
    three = (Cluster(5, 0.1), Cluster(6, 0.1), Cluster(7, 0.95))
    changed = replace(told, result=replace(told.result, supports={first: three}))
    assert changed.clusters(first) == (Cluster(11, 0.1), Cluster(7, 0.95))
    said = changed.cloud_row(first)
    for words in ("11", percent(0.1, language), "7", percent(0.95, language)):
        assert words in said
    assert percent(told.result.pooled[first], language) in said
    assert str(SETTINGS.least_group) in changed.cloud_sentence()
    assert "18" in changed.cloud_sentence()
    assert "23" in changed.cloud_sentence()


@each
def test_too_few_who_answered_enough_are_told(language: str) -> None:
    """Where no cluster is large enough, a sentence with the smallest group says so."""
    told = telling(23, language)
    few = replace(told, result=replace(told.result, supports=dict.fromkeys(MODEL.archetype_ids, ())))
    assert few.cloud_sentence() == told.text("room.cloud.few", least=SETTINGS.least_group)


@each
def test_the_protection_of_persons_has_its_numbers(language: str) -> None:
    """The method names the way in which supports are put together, how many at least, and the step."""
    (line,) = (line for line in telling(23, language).method() if "microaggregation" in line)
    assert str(SETTINGS.least_group) in line
    assert percent(SETTINGS.support_step, language) in line
    assert percent(SETTINGS.support_step, language) in telling(23, language).rounding()


@each
def test_few_questions_name_no_archetype(language: str) -> None:
    """Where the questions voted on hold too little evidence, no archetype is named and no bar drawn."""
    told = of(question(tallied(own_unit=6, shared=5)), language)
    assert not told.decided
    assert told.pooled_rows() == ()
    assert not any(told.name(archetype) in told.pooled_sentence() for archetype in MODEL.archetype_ids)


def test_own_rows_add_up() -> None:
    """Groups and the rest make up everybody; rows count what they say."""
    for size in SIZES:
        whole, *groups = telling(size).own_rows()
        assert whole.n == size
        assert all(sum(row.counts.values()) == row.n for row in (whole, *groups))
        if groups:
            assert sum(row.n for row in groups) == size
    assert [row.n for row in telling(23).own_rows()] == [23, 9, 14]
    assert [row.n for row in telling(200).own_rows()] == [200, 40, 80, 40, 40]


@each
def test_roles_have_names(language: str) -> None:
    """Every proposed role has a name, another is called as it was typed, even like a word of the texts."""
    text = load_text(language)
    assert set(text.under("room.roles")) == set(text.under("room.says")) == set(SETTINGS.roles)
    assert role_name(text, "leadership") == text("room.roles.leadership")
    for typed in ("Risk & co", "everyone", "roles"):
        assert role_name(text, typed) == typed


@each
def test_the_method_names_its_sources(language: str) -> None:
    """The measures come with author, title and year, the smallest group and the limits with their numbers."""
    said = " ".join(telling(5, language).method())
    for source in SETTINGS.source:
        for fact in (source.author, source.title, source.date):
            assert fact in said
    assert str(SETTINGS.least_group) in said
    assert "50" in said


# ---- Export ----


def rows(data: bytes) -> list[list[str]]:
    """The table as a program reads it."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


@each
@every
def test_the_table_has_every_count(size: int, language: str) -> None:
    """Each question, round, group and option has one row, and counts sum to n."""
    told = telling(size, language)
    head, *body = rows(room_csv(told))
    assert tuple(head) == COLUMNS
    expected = {
        (q.question, str(t.round), group, option): str(count)
        for q in told.result.questions
        for t in q.rounds
        for group, tally in {"": t.whole, **t.groups}.items()
        for option, count in tally.counts.items()
    }
    found = {(row[0], row[2], row[3], row[4]): row[6] for row in body}
    assert found == expected
    assert len(found) == len(body)
    assert all(row[1] == told.asked(row[0]) and row[5] == told.answer(row[0], row[4]) for row in body)


def test_the_table_has_both_rounds() -> None:
    """A question voted on twice has rows for either round."""
    body = rows(room_csv(telling(23)))
    assert {row[0] for row in body if row[2] == "2"} == set(TWICE)


def test_no_role_is_taken_for_everybody() -> None:
    """A role called "all" has rows of its own; those of everybody have no group."""
    told = telling(200, custom="all")
    body = rows(room_csv(told))[1:]
    sizes = {row[3]: row[7] for row in body if row[0] == "seat"}
    assert sizes[""] == "200"
    assert sizes["all"] == "40"
    assert len({tuple(row[:5]) for row in body}) == len(body)


FORMULA = tuple("=+-@＝＋－＠\t\r\n")
"""What begins a formula, or another cell, in one spreadsheet or another."""


@pytest.mark.parametrize("role", ['=HYPERLINK("x")', *(f"{sign}1" for sign in FORMULA), "\t=1", "\r=1"])
def test_no_role_is_a_formula(role: str) -> None:
    """A role that a spreadsheet would run has a quote in front, and stays in its cell."""
    body = rows(room_csv(telling(200, custom=role)))
    assert f"'{role}" in {row[3] for row in body}
    assert all(len(row) == len(COLUMNS) for row in body)
    assert not any(cell.startswith(FORMULA) for row in body for cell in row)


def test_other_roles_stay_as_typed() -> None:
    """Commas, quotes and line ends inside a role are data."""
    role = 'Risk, "legal"\nand = more'
    assert role in {row[3] for row in rows(room_csv(telling(200, custom=role)))}
