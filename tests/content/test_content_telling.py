"""A result in words: what is said is the assessment's own record, in each language."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from advisor import assess, load_model
from advisor.content.telling import SMALL_DB, VERDICTS, Telling
from advisor.content.text import LANGUAGES, load_text
from advisor.core.model import DONT_KNOW
from tests.core.drawing import READINGS, Responses, responses

MODEL = load_model()
LANGUAGE = st.sampled_from(LANGUAGES)
OF_EACH_VERDICT = {assess(MODEL, reading).verdict: reading for reading in (*READINGS, {})}
EVERYWHERE = [(verdict, language) for verdict in VERDICTS for language in LANGUAGES]
# Ad-hoc 90 %, R&D 10 %: what the two rounded figures leave is less than nothing in the last digit.
EVEN = {
    "reach": "no_work",
    "data_open": "collected",
    "top_report": "research_head",
    "industry": "industry",
    "live_code": "no_builders",
    "pays": "nobody",
    "live_areas": "one",
    "data_run": "by_hand",
    "sponsor": "team",
}


def told(given_answers: Responses, language: str = "en") -> Telling:
    """The assessment of these answers, told in a language."""
    return Telling(MODEL, load_text(language), assess(MODEL, given_answers))


def every_sentence(telling: Telling) -> list[str]:
    """All that a telling says."""
    why = [part for row in telling.why() for part in (row.title, row.shown)]
    flips = [part for row in telling.flips() for part in (row.condition, row.instead, row.becomes)]
    figures = [part for figure in telling.figures() for part in figure]
    single = [telling.verdict(), telling.headline(), telling.gloss(), telling.support_sentence()]
    support = [part for row in telling.support() for part in (row.name, row.shown)]
    return [
        *single,
        *support,
        *figures,
        *why,
        telling.why_sentence(),
        *flips,
        telling.flips_sentence(),
        *telling.tensions(),
        *telling.open_questions(),
        *(part for row in telling.known() for part in row),
    ]


@pytest.mark.parametrize(("verdict", "language"), EVERYWHERE)
def test_every_sentence_is_filled(verdict: str, language: str) -> None:
    """For every verdict in every language each sentence is there, with all its placeholders filled."""
    for sentence in every_sentence(told(OF_EACH_VERDICT[verdict], language)):
        assert sentence.strip()
        assert not re.search(r"[{}]|\bnan\b", sentence)


@pytest.mark.parametrize(("verdict", "language"), EVERYWHERE)
def test_the_headline_names_the_archetypes(verdict: str, language: str) -> None:
    """The headline names the leader, with the runner-up where both matter, and nobody on too little."""
    telling = told(OF_EACH_VERDICT[verdict], language)
    found = telling.assessment
    named = {a for a in MODEL.archetype_ids if telling.name(a) in telling.headline()}
    expected = {
        "clear": {found.archetype},
        "leaning": {found.archetype, found.runner_up},
        "between": {found.archetype, found.runner_up},
        "insufficient": set(),
    }
    assert named == expected[verdict]


@given(responses(), st.sampled_from(MODEL.archetype_ids), LANGUAGE)
def test_the_balance_adds_up(given_answers: Responses, rival: str, language: str) -> None:
    """The rows of the balance add up to the leader's lead over whichever rival, which is the last row."""
    telling = told(given_answers, language)
    found = telling.assessment
    *rows, total = telling.why(rival)
    assert total.kind == "total"
    assert total.value == found.log_score[found.archetype] - found.log_score[rival]
    assert sum(row.value for row in rows) == pytest.approx(total.value, abs=1e-9)


@given(responses())
def test_the_balance_is_ordered(given_answers: Responses) -> None:
    """What speaks for the leader comes first, the strongest on top; what speaks against it last."""
    telling = told(given_answers)
    rows = [row for row in telling.why() if row.kind == "answer"]
    values = [row.value for row in rows]
    assert values == sorted(values, reverse=True)
    assert all(abs(value) >= SMALL_DB for value in values)
    kinds = [
        ("for" if row.value > 0 else "against") if row.kind == "answer" else row.kind for row in telling.why()
    ]
    assert kinds == sorted(kinds, key=["for", "small", "against", "total"].index)
    if len(rows) == len(telling.assessment.contributions):
        assert "small" not in kinds


@given(responses())
def test_reasons_keep_their_basis(given_answers: Responses) -> None:
    """Each answer in the balance is shown with the basis, the facts and the sources of its contribution."""
    telling = told(given_answers)
    record = {telling.question(c.question): c for c in telling.assessment.contributions}
    for row in telling.why():
        if row.kind == "answer":
            contribution = record[row.title]
            assert (row.basis, row.sources, row.facts) == (
                contribution.basis,
                contribution.sources,
                contribution.facts,
            )
            assert row.detail == telling.answer(contribution.question, contribution.option)


@given(responses())
def test_flips_are_told_once_per_question(given_answers: Responses) -> None:
    """Of each question the firmest flip is told, in the assessment's order, and the sentence counts all."""
    telling = told(given_answers)
    flips = telling.assessment.flips
    firsts = list({flip.question: flip for flip in reversed(flips)}.values())[::-1]
    firsts.sort(key=flips.index)
    assert [row.archetype for row in telling.flips()] == [flip.becomes for flip in firsts]
    for row, flip in zip(telling.flips(), firsts, strict=True):
        assert telling.answer(flip.question, flip.after) in row.condition
        assert flip.before is None or telling.answer(flip.question, flip.before) in row.instead
        assert telling.name(flip.becomes) in row.becomes
    assert re.findall(r"^\d+", telling.flips_sentence()) == ([str(len(flips))] if flips else [])


@settings(max_examples=300)
@given(responses(), LANGUAGE)
@example(EVEN, "en")
def test_no_share_is_below_nothing(given_answers: Responses, language: str) -> None:
    """Support is told from the best down, and what is left for the other three is never below nothing."""
    telling = told(given_answers, language)
    shares = [row.share for row in telling.support()]
    assert shares == sorted(shares, reverse=True)
    assert not re.search(r"[-−]\d", telling.support_sentence())


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_are_the_assessments(language: str) -> None:
    """Lead, coverage and stability are shown as they were found, with the core questions left open."""
    telling = told({"size": "tiny", "seat": DONT_KNOW, "reach": "papers"}, language)
    found = telling.assessment
    (_, margin, _), (_, coverage, left), (_, stability, _) = telling.figures()
    assert margin == f"{found.margin_db:.1f}\N{NO-BREAK SPACE}dB"
    assert coverage == f"{found.coverage:.0%}"
    assert stability == f"{found.stability:.0%}"
    assert str(len(MODEL.core_questions) - 1) in left


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_questionnaire_leaves_nothing_open(language: str) -> None:
    """With every core question answered no number of open ones is given."""
    telling = told({q.id: q.options[0].id for q in MODEL.core_questions}, language)
    assert telling.figures()[1][2] == load_text(language)("result.figures.coverage_full")
    assert telling.open_questions() == ()
    assert len(telling.known()) == len(MODEL.core_questions)


def test_the_strongest_reasons_are_named() -> None:
    """The sentence of the balance names the strongest answer on either side, or says that none is against."""
    telling = told(OF_EACH_VERDICT["between"])
    answers = [row for row in telling.why() if row.kind == "answer"]
    assert answers[0].value > 0 > answers[-1].value
    assert answers[0].title in telling.why_sentence()
    assert answers[-1].title in telling.why_sentence()
    one_sided = told({"seat": "nowhere"})
    assert "no answer speaks for" in one_sided.why_sentence()
    assert told({}).why_sentence() == load_text("en")("result.why.nothing")


@pytest.mark.parametrize("language", LANGUAGES)
def test_dont_know_is_told_as_it_was_offered(language: str) -> None:
    """ "Don't know" is shown in the words in which it was offered."""
    words = load_text(language)("questions.dont_know.label")
    assert told({"seat": DONT_KNOW}, language).known() == ((told({}, language).question("seat"), words),)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tension", MODEL.tensions, ids=lambda tension: tension.id)
def test_a_tension_names_both_answers(tension: object, language: str) -> None:
    """A pair that does not fit is told with both questions and both answers."""
    sides = tension.sides  # type: ignore[attr-defined]
    telling = told({side.question: side.options[0] for side in sides}, language)
    lines = [
        line
        for line in telling.tensions()
        if all(telling.answer(side.question, side.options[0]) in line for side in sides)
    ]
    assert lines
    assert all(telling.question(side.question) in lines[0] for side in sides)
