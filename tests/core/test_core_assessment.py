"""Laws of ``assess``: what counts, what does not, and that the record is the computation."""

import json
import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from advisor import Assessment, assess
from advisor.core.assessment import check, tensions_in
from advisor.core.model import DONT_KNOW, Tension
from advisor.errors import InputError
from tests.core.drawing import LEVELS, MODEL, READINGS, Responses, answers, known, responses, with_settings

ROOT = Path(__file__).resolve().parents[2]
LIMITS = MODEL.settings.thresholds
QUESTIONS = st.sampled_from([question.id for question in MODEL.questions])
CALM = replace(MODEL, tensions=())
"""Our model without pairs that do not fit together."""
STEPS = ("between", "leaning", "clear")


def typical_of(archetype: str) -> Responses:
    """To every question the answer most typical of this archetype compared with the others."""
    found = {}
    for question in MODEL.questions:
        best = min(
            question.options,
            key=lambda o: (
                LEVELS.index(o.levels[archetype]),
                -sum(LEVELS.index(level) for level in o.levels.values()),
            ),
        )
        found[question.id] = best.id
    return found


@given(responses())
def test_support_sums_to_one(given_answers: Responses) -> None:
    """Relative support is positive for each of the five archetypes and sums to 1."""
    support = assess(MODEL, given_answers).posterior
    assert tuple(support) == MODEL.archetype_ids
    assert all(share > 0 for share in support.values())
    assert sum(support.values()) == pytest.approx(1, abs=1e-12)


@given(responses(), st.randoms(use_true_random=False))
def test_order_is_irrelevant(given_answers: Responses, shuffler: random.Random) -> None:
    """The same answers in another order give the same assessment to the last digit."""
    shuffled = list(given_answers.items())
    shuffler.shuffle(shuffled)
    assert assess(MODEL, dict(shuffled)) == assess(MODEL, given_answers)


@given(responses())
def test_record_adds_up_exactly(given_answers: Responses) -> None:
    """Prior plus the contributions, added in the order given, is the log-score, digit for digit."""
    found = assess(MODEL, given_answers)
    score = dict(found.log_prior)
    for row in found.contributions:
        score = {archetype: value + row.decibans[archetype] for archetype, value in score.items()}
    assert score == found.log_score


@given(responses())
def test_margin_is_first_minus_second(given_answers: Responses) -> None:
    """The margin is exactly the first archetype's score minus the second's, and never negative."""
    found = assess(MODEL, given_answers)
    assert found.margin_db == found.log_score[found.archetype] - found.log_score[found.runner_up]
    assert found.margin_db >= 0
    assert found.ranking[:2] == (found.archetype, found.runner_up)
    assert sorted(found.log_score.values(), reverse=True) == [found.log_score[a] for a in found.ranking]


@given(responses())
def test_contributions_are_the_answers(given_answers: Responses) -> None:
    """There is one contribution per answer that is evidence, in order, and each sums to zero."""
    rows = assess(MODEL, given_answers).contributions
    answered = known(given_answers)
    assert [(row.question, row.option) for row in rows] == [
        (q.id, answered[q.id]) for q in MODEL.questions if q.id in answered
    ]
    for row in rows:
        option = MODEL.question_by_id[row.question].option(row.option)
        assert sum(row.decibans.values()) == pytest.approx(0, abs=1e-9)
        assert (row.basis, row.facts) == (option.basis, option.facts)
        assert set(row.sources) == {s for fact in option.facts for s in MODEL.statements[fact].sources}


@given(responses(), st.sets(QUESTIONS))
def test_null_is_unanswered(given_answers: Responses, opened: set[str]) -> None:
    """A null answer is the same as no answer."""
    absent = {q: o for q, o in given_answers.items() if q not in opened}
    assert assess(MODEL, absent | dict.fromkeys(opened)) == assess(MODEL, absent)


@given(responses(), QUESTIONS)
def test_dont_know_is_no_evidence(given_answers: Responses, asked: str) -> None:
    """ "Don't know" is recorded and changes nothing else, except that the question is not asked again."""
    absent = {q: o for q, o in given_answers.items() if q != asked}
    without, unsure = assess(MODEL, absent), assess(MODEL, absent | {asked: DONT_KNOW})
    assert unsure.responses[asked] == DONT_KNOW
    assert asked not in [following.question for following in unsure.next_questions]
    same = replace(unsure, responses=without.responses, next_questions=without.next_questions)
    assert same == without


@given(responses(unsure=False), QUESTIONS, st.data())
def test_coverage_grows_with_answers(given_answers: Responses, asked: str, data: st.DataObject) -> None:
    """Coverage is a share; one more answer raises it up to 1, and taking it back lowers it again."""
    fewer = {q: o for q, o in given_answers.items() if q != asked}
    more = fewer | {asked: data.draw(answers(MODEL.question_by_id[asked], unsure=False))}
    small, large = assess(MODEL, fewer).coverage, assess(MODEL, more).coverage
    assert 0 <= small <= large <= 1
    assert small < large or large == 1
    assert assess(MODEL, more | {asked: DONT_KNOW}).coverage == small


def test_coverage_ends() -> None:
    """Coverage is 0 without answers, and 1 once every core question is answered."""
    whole = {question.id: question.options[0].id for question in MODEL.core_questions}
    assert assess(MODEL, {}).coverage == 0
    assert assess(MODEL, dict.fromkeys(MODEL.question_by_id, DONT_KNOW)).coverage == 0
    assert assess(MODEL, whole).coverage == 1


@given(responses())
def test_insufficient_below_the_least_coverage(given_answers: Responses) -> None:
    """The verdict is insufficient exactly when coverage is below the threshold."""
    found = assess(MODEL, given_answers)
    assert (found.verdict == "insufficient") == (found.coverage < LIMITS.min_coverage)


@given(responses())
def test_verdict_keeps_its_thresholds(given_answers: Responses) -> None:
    """Clear and leaning are said exactly when margin, stability and coverage reach their thresholds."""
    found = assess(CALM, given_answers)
    assume(found.verdict != "insufficient")
    leaning = found.margin_db >= LIMITS.leaning_margin_db and found.stability >= LIMITS.leaning_stability
    clear = (
        found.margin_db >= LIMITS.clear_margin_db
        and found.stability >= LIMITS.clear_stability
        and found.coverage >= LIMITS.clear_coverage
    )
    assert (found.verdict == "clear") == (leaning and clear)
    assert (found.verdict == "between") == (not leaning)


@pytest.mark.parametrize(
    ("limit", "value"),
    [
        ("clear_margin_db", "margin_db"),
        ("clear_coverage", "coverage"),
        ("clear_stability", "stability"),
        ("min_coverage", "coverage"),
    ],
)
def test_thresholds_include_their_value(limit: str, value: str) -> None:
    """A result that stands exactly on a threshold has reached it; the smallest step above, it has not."""
    found = next(a for r in READINGS if (a := assess(MODEL, r)).verdict == "clear")
    reached = getattr(found, value)
    on = with_settings(thresholds=replace(LIMITS, **{limit: reached}))
    above = with_settings(thresholds=replace(LIMITS, **{limit: reached + 1e-9}))
    assert assess(on, found.responses).verdict == "clear"
    assert assess(above, found.responses).verdict != "clear"


@given(responses())
def test_tensions_lower_the_verdict_only(given_answers: Responses) -> None:
    """Each pair of answers that do not fit lowers the verdict by one step and changes nothing else."""
    calm, found = assess(CALM, given_answers), assess(MODEL, given_answers)
    assert replace(found, verdict=calm.verdict, tensions=()) == calm
    if calm.verdict == "insufficient":
        assert found.verdict == "insufficient"
    else:
        assert found.verdict == STEPS[max(0, STEPS.index(calm.verdict) - len(found.tensions))]


@pytest.mark.parametrize("tension", MODEL.tensions, ids=lambda tension: tension.id)
def test_a_tension_needs_both_sides(tension: Tension) -> None:
    """A tension is found with any answer of either side together, and with neither side alone."""
    one, other = tension.sides
    for first in one.options:
        for second in other.options:
            assert tension in tensions_in(MODEL, {one.question: first, other.question: second})
        assert tension not in tensions_in(MODEL, {one.question: first})
    assert tension not in tensions_in(MODEL, {other.question: other.options[0]})


@pytest.mark.parametrize("archetype", MODEL.archetype_ids)
def test_every_archetype_is_reachable(archetype: str) -> None:
    """The answers most typical of an archetype lead to it, and not by a hair."""
    found = assess(MODEL, typical_of(archetype))
    assert found.archetype == archetype
    assert found.margin_db > LIMITS.leaning_margin_db


def test_every_verdict_is_reachable() -> None:
    """Real readings and an empty questionnaire give each of the four verdicts."""
    found = {assess(MODEL, reading).verdict for reading in (*READINGS, {})}
    assert found == {"clear", "leaning", "between", "insufficient"}


def test_a_tie_keeps_the_order_of_the_source() -> None:
    """Without answers all five are level, and stand in the order in which the source tells them."""
    found = assess(MODEL, {})
    assert found.ranking == MODEL.archetype_ids
    assert found.margin_db == 0


def test_the_result_names_its_model() -> None:
    """An assessment carries the version and the content hash of the model it was made with."""
    found = assess(MODEL, {})
    assert (found.model_version, found.model_hash) == (MODEL.settings.version, MODEL.content_hash)


@given(responses())
def test_check_keeps_known_answers(given_answers: Responses) -> None:
    """Checked responses are the given ones in questionnaire order."""
    kept = check(MODEL, given_answers)
    assert kept == given_answers
    assert list(kept) == [question.id for question in MODEL.questions if question.id in given_answers]


@pytest.mark.parametrize(
    ("given_answers", "key", "found"),
    [
        ({"seet": "nowhere"}, "seet", "seet"),
        ({"seat": "nowere"}, "seat", "nowere"),
        ({"seat": ""}, "seat", ""),
    ],
)
def test_unknown_ids_are_refused(given_answers: Responses, key: str, found: str) -> None:
    """An unknown question or option is an error that names where it stood and what there is instead."""
    with pytest.raises(InputError) as raised:
        assess(MODEL, given_answers)
    assert (raised.value.where, raised.value.key, raised.value.found) == ("responses", key, found)
    assert "seat" in str(raised.value.expected) or "nowhere" in str(raised.value.expected)


def figures(found: Assessment) -> str:
    """Every number of an assessment, digit for digit."""
    return json.dumps(
        [
            found.verdict,
            found.log_score,
            found.coverage,
            found.stability,
            [(f.question, f.after, f.becomes, f.margin_db) for f in found.flips],
            [(n.question, n.expected_db) for n in found.next_questions],
        ]
    )


def test_another_process_finds_the_same() -> None:
    """A second process, with other hash seeds, finds the same digits for every real organisation."""
    code = (
        "from tests.core.drawing import MODEL, READINGS\n"
        "from tests.core.test_core_assessment import figures\n"
        "from advisor import assess\n"
        "print('\\n'.join(figures(assess(MODEL, reading)) for reading in READINGS))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": "12345", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == [figures(assess(MODEL, reading)) for reading in READINGS]
