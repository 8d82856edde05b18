"""A recommendation in words, and the records that outsiders may rely on."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor import assess, load_model, recommend
from advisor.content import advising
from advisor.content.record import assessment_record, questions_record
from advisor.content.text import LANGUAGES, load_text
from advisor.core.model import DONT_KNOW
from tests.core.drawing import READINGS, Responses, responses

MODEL = load_model()
ROLES = [role.id for role in MODEL.roles]
LANGUAGE = st.sampled_from(LANGUAGES)
TARGET = st.none() | st.sampled_from(MODEL.archetype_ids)


@given(responses(), TARGET, LANGUAGE)
def test_cards_show_the_advice(given_answers: Responses, target: str | None, language: str) -> None:
    """Each axis is a card with one stop per position, now and recommended marked as advised."""
    text = load_text(language)
    advised = recommend(MODEL, assess(MODEL, given_answers), target=target)
    shown = advising.cards(MODEL, text, advised)
    for axis, advice, card in zip(MODEL.axes, advised.axes, shown, strict=True):
        label = [text(f"axes.{axis.id}.positions.{position}") for position in axis.positions]
        assert [stop.label for stop in card.stops] == label
        marked = [p for p, s in zip(axis.positions, card.stops, strict=True) if s.is_now]
        aimed = [p for p, s in zip(axis.positions, card.stops, strict=True) if s.is_recommended]
        assert marked == ([advice.now] if advice.now else [])
        assert aimed == ([advice.recommended] if advice.recommended else [])
        assert card.reached == advice.reached
        assert len(card.steps) == len(advice.steps)
        assert len(card.reasons) == len(advice.facts)
        assert bool(card.now_told) == (advice.now is not None)


@given(responses(), LANGUAGE)
def test_notes_stand_between_two_archetypes_only(given_answers: Responses, language: str) -> None:
    """Whether the runner-up would be advised the same is said on every card between two, and on none else.

    Beside it stands only that the organisation has more of it already.
    """
    text, found = load_text(language), assess(MODEL, given_answers)
    advised = recommend(MODEL, found)
    rival = text(f"archetypes.{found.runner_up}.short")
    for advice, card in zip(advised.axes, advising.cards(MODEL, text, advised, rival), strict=True):
        name = text(f"archetypes.{found.archetype}.short")
        beyond = text("result.strategy.beyond", a=name)
        note = card.note.replace(beyond, "")
        assert (beyond in card.note) == advice.beyond
        if found.verdict != "between":
            assert note == ""
        else:
            assert rival in note
            agrees = name in note
            assert agrees == (advice.alternative == advice.recommended)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("target", MODEL.archetype_ids)
def test_the_plan_is_told_in_order(target: str, language: str) -> None:
    """The plan tells every first step, soonest first, with owner, time, need and check in words."""
    text = load_text(language)
    advised = recommend(MODEL, assess(MODEL, {}), target=target)
    plan = advising.plan(MODEL, text, advised)
    assert [step.do for step in plan] == [text(f"strategy.steps.{step.id}.do") for step in advised.plan]
    for step, shown in zip(advised.plan, plan, strict=True):
        assert str(step.days) in shown.when
        assert str(step.days) in shown.who_when
        assert shown.who in shown.who_when
        assert text(f"strategy.steps.{step.id}.needs") in shown.needs
        assert text(f"strategy.steps.{step.id}.check") in shown.check
        assert shown.sources == MODEL.sources_of(step.facts)


@given(
    st.dictionaries(st.sampled_from(ROLES), st.integers(0, 9)),
    st.none() | st.sampled_from(MODEL.archetype_ids),
    LANGUAGE,
)
def test_the_team_is_told(heads: dict[str, int], archetype: str | None, language: str) -> None:
    """Every role that somebody holds is named with its heads, every missing one with its open duty."""
    text = load_text(language)
    told = advising.team(MODEL, text, heads, archetype)
    for role, count in told.view.heads.items():
        if count:
            words = text("result.skills.one_head") if count == 1 else text("result.skills.heads", n=count)
            named = text("result.skills.role_heads", role=text(f"roles.{role}.name"), heads=words)
            assert named in told.covered
    assert (told.covered == "") == (not any(heads.values()))
    assert len(told.missing) == len(told.view.missing)
    for role, sentence in zip(told.view.missing, told.missing, strict=True):
        assert text(f"roles.{role}.name") in sentence
        assert text(f"roles.{role}.duty") in sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_statement_has_its_sentence(language: str) -> None:
    """Every statement, of an archetype or a role, is found with its basis and sources."""
    text = load_text(language)
    cited = advising.cited(MODEL, text, MODEL.statements)
    assert len(cited) == len(MODEL.statements)
    for (sentence, basis, sources), statement in zip(cited, MODEL.statements.values(), strict=True):
        assert sentence.strip()
        assert (basis, sources) == (statement.basis, statement.sources)


@given(responses(), TARGET, LANGUAGE)
def test_the_record_is_the_assessment(given_answers: Responses, target: str | None, language: str) -> None:
    """The JSON record holds the assessment's own values and can be written without NaN."""
    found = assess(MODEL, given_answers)
    record = assessment_record(MODEL, load_text(language), found, recommend(MODEL, found, target=target))
    again = json.loads(json.dumps(record, allow_nan=False))
    for key in ("verdict", "archetype", "runner_up", "margin_db", "coverage", "stability", "log_score"):
        assert again[key] == getattr(found, key)
    assert again["posterior"] == found.posterior
    assert [(c["question"], c["option"], c["decibans"]) for c in again["contributions"]] == [
        (c.question, c.option, c.decibans) for c in found.contributions
    ]
    assert [(f["question"], f["from"], f["to"], f["becomes"]) for f in again["flips"]] == [
        (f.question, f.before, f.after, f.becomes) for f in found.flips
    ]


def test_the_record_is_numbers_in_every_language() -> None:
    """Only the steps' sentences differ from one language to the next."""
    found = assess(MODEL, READINGS[0])
    records = [assessment_record(MODEL, load_text(x), found, recommend(MODEL, found)) for x in LANGUAGES]
    for record in records:
        for axis in record["strategy"]:
            axis["steps"] = [
                (step["id"], step["kind"], step["days"], step["basis"]) for step in axis["steps"]
            ]
    assert records[0] == records[1] == records[2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_question_record_asks_the_core_first(language: str) -> None:
    """The question set lists the core first, each question with its options and "don't know" last."""
    questions = questions_record(MODEL, load_text(language))["questions"]
    assert {q["id"] for q in questions} == set(MODEL.question_by_id)
    assert [q["core"] for q in questions] == sorted((q["core"] for q in questions), reverse=True)
    for question in questions:
        options = MODEL.question_by_id[question["id"]].option_ids
        assert tuple(option["id"] for option in question["options"]) == options
        assert [o["is_dont_know"] for o in question["options"]] == [o == DONT_KNOW for o in options]
        labels = [option["label"] for option in question["options"]]
        assert len(set(labels)) == len(labels)
