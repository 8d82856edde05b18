"""Laws of the recommendation: now from the answers, advice from the archetype, steps for the gap."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor import assess, recommend
from advisor.core.model import Axis
from advisor.core.strategy import now
from advisor.errors import InputError
from tests.answers import CLEAR
from tests.core.drawing import MODEL, READINGS, Responses, responses

TARGETS = st.sampled_from(MODEL.archetype_ids)


@given(responses())
def test_now_comes_from_the_answers(given_answers: Responses) -> None:
    """Where one stands now is told by the first indicator that is answered with a position, or by none."""
    for axis, advice in zip(MODEL.axes, recommend(MODEL, assess(MODEL, given_answers)).axes, strict=True):
        told = [
            (i.positions[given_answers[i.question]], i.question)
            for i in axis.indicator
            if given_answers.get(i.question) in i.positions
        ]
        assert (advice.now, advice.now_question) == (told[0] if told else (None, None))


@pytest.mark.parametrize("axis", MODEL.axes, ids=lambda axis: axis.id)
def test_every_indicated_position_can_be_told(axis: Axis) -> None:
    """Each answer of an indicator, given alone, tells its position; without answers nothing is told."""
    assert now(axis, {}) == (None, None)
    for indicator in axis.indicator:
        assert now(axis, {indicator.question: "dont_know"}) == (None, None)
        for option, position in indicator.positions.items():
            assert now(axis, {indicator.question: option}) == (position, indicator.question)


@given(responses())
def test_nothing_is_advised_on_too_little(given_answers: Responses) -> None:
    """With too few answers nothing is advised; otherwise the advice follows the assessed archetype."""
    found = assess(MODEL, given_answers)
    advised = recommend(MODEL, found)
    if found.verdict == "insufficient":
        assert advised.archetype is None
        assert all((a.recommended, a.alternative, a.steps) == (None, None, ()) for a in advised.axes)
    else:
        assert advised.archetype == found.archetype
        assert all(advice.recommended and (advice.steps or advice.beyond) for advice in advised.axes)


@given(responses(), TARGETS)
def test_a_target_overrides_the_result(given_answers: Responses, target: str) -> None:
    """With a chosen target the advice is the target's, whatever the verdict, and there is no alternative."""
    advised = recommend(MODEL, assess(MODEL, given_answers), target=target)
    assert advised.archetype == target
    for axis, advice in zip(MODEL.axes, advised.axes, strict=True):
        assert advice.recommended == axis.cell_of(target).advised.position
        assert advice.alternative is None


@given(responses())
def test_between_shows_the_alternative(given_answers: Responses) -> None:
    """Between two archetypes the runner-up's position stands beside; with a firmer verdict it does not."""
    found = assess(MODEL, given_answers)
    for axis, advice in zip(MODEL.axes, recommend(MODEL, found).axes, strict=True):
        rival = axis.cell_of(found.runner_up).advised.position
        assert advice.alternative == (rival if found.verdict == "between" else None)


@given(responses(), TARGETS)
def test_steps_fit_the_gap(given_answers: Responses, target: str) -> None:
    """Who stands where it is advised gets how to keep it, who has more no step, all others first steps."""
    advised = recommend(MODEL, assess(MODEL, given_answers), target=target)
    for axis, advice in zip(MODEL.axes, advised.axes, strict=True):
        assert advice.axis == axis.id
        assert advice.reached == (advice.now == advice.recommended)
        kind = "keep" if advice.reached else "step"
        wanted = {s.id for s in MODEL.steps if (s.archetype, s.axis, s.kind) == (target, axis.id, kind)}
        assert {step.id for step in advice.steps} == (set() if advice.beyond else wanted)
        assert [step.days for step in advice.steps] == sorted(step.days for step in advice.steps)
    plan = advised.plan
    assert [step.days for step in plan] == sorted(step.days for step in plan)
    assert sorted(step.id for step in plan) == sorted(s.id for a in advised.axes for s in a.steps)


@pytest.mark.parametrize("target", MODEL.archetype_ids)
def test_advice_carries_its_basis(target: str) -> None:
    """Each advice names its basis, its facts and the works behind them; all of ad-hoc is derived."""
    for axis, advice in zip(MODEL.axes, recommend(MODEL, assess(MODEL, {}), target=target).axes, strict=True):
        cell = axis.cell_of(target).advised
        assert (advice.basis, advice.facts) == (cell.basis, cell.facts)
        assert set(advice.sources) == {s for fact in cell.facts for s in MODEL.statements[fact].sources}
        assert advice.sources
        assert target != "ad_hoc" or advice.basis == "inferred"


def test_every_axis_has_both_kinds_of_now() -> None:
    """Among the real organisations each axis is told for some, and some stand where they are advised to."""
    advised = [recommend(MODEL, assess(MODEL, reading)) for reading in READINGS]
    for place in range(len(MODEL.axes)):
        assert {recommendation.axes[place].now is None for recommendation in advised} >= {False}
        assert {recommendation.axes[place].reached for recommendation in advised} == {True, False}


def test_an_unknown_target_is_refused() -> None:
    """A target that is no archetype is an error that lists the archetypes."""
    with pytest.raises(InputError, match=r"target: expected one of ad_hoc, .*found agile"):
        recommend(MODEL, assess(MODEL, {}), target="agile")


def test_nobody_is_advised_to_give_up_data() -> None:
    """Who runs the whole company's data is beyond what ad-hoc is advised, and no step leads back."""
    found = assess(MODEL, {**CLEAR, "data_run": "company"})
    data = next(a for a in recommend(MODEL, found, target="ad_hoc").axes if a.axis == "data_ownership")
    assert (data.now, data.recommended, data.beyond, data.steps) == ("company_wide", "consumer", True, ())
    assert not next(
        a for a in recommend(MODEL, found, target="ml_first").axes if a.axis == "data_ownership"
    ).beyond
