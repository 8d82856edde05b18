"""What the laws are tried on: drawn responses, and models that differ from ours in a few numbers."""

from dataclasses import replace
from functools import cache
from typing import Any

from hypothesis import strategies as st

from advisor import load_model
from advisor.content.cases import load_cases
from advisor.core.model import DONT_KNOW, Level, Model, Question

MODEL = load_model()
LEVELS: tuple[Level, ...] = ("very_typical", "typical", "possible", "unusual", "very_unusual")
READINGS = tuple(dict(reading.responses) for case in load_cases(MODEL) for reading in case.reading)

Responses = dict[str, str]


def answers(question: Question, *, unsure: bool = True) -> st.SearchStrategy[str]:
    """One answer to a question; with ``unsure`` it may be "don't know"."""
    return st.sampled_from(question.option_ids if unsure else question.option_ids[:-1])


def invented(*, unsure: bool = True) -> st.SearchStrategy[Responses]:
    """Any answers to any of the questions."""
    return st.fixed_dictionaries({}, optional={q.id: answers(q, unsure=unsure) for q in MODEL.questions})


@st.composite
def replaced(draw: st.DrawFn, *, unsure: bool = True) -> Responses:
    """What a reader answered for a real organisation, with up to six answers replaced at random."""
    given_answers = draw(st.sampled_from(READINGS))
    changed = draw(st.lists(st.sampled_from(list(given_answers)), max_size=6, unique=True))
    return given_answers | {q: draw(answers(MODEL.question_by_id[q], unsure=unsure)) for q in changed}


def responses(*, unsure: bool = True) -> st.SearchStrategy[Responses]:
    """Invented answers, or a real organisation's with some replaced."""
    return invented(unsure=unsure) | replaced(unsure=unsure)


def known(given_answers: Responses) -> Responses:
    """The answers that are evidence."""
    return {question: option for question, option in given_answers.items() if option != DONT_KNOW}


def with_settings(**changes: Any) -> Model:
    """Our model with other settings."""
    return replace(MODEL, settings=replace(MODEL.settings, **changes))


@cache
def perturbed(spread: float, draws: int = 100) -> Model:
    """Our model with another perturbation of its levels."""
    return with_settings(perturbation=replace(MODEL.settings.perturbation, spread=spread, draws=draws))


def raised(question_id: str, option_id: str, archetype: str) -> Model:
    """Our model with one level one step more typical; the same model where there is no further step."""
    question = MODEL.question_by_id[question_id]
    option = question.option(option_id)
    step = max(0, LEVELS.index(option.levels[archetype]) - 1)
    changed = replace(option, levels={**option.levels, archetype: LEVELS[step]})
    options = tuple(changed if o is option else o for o in question.options)
    questions = tuple(replace(q, options=options) if q is question else q for q in MODEL.questions)
    return replace(MODEL, questions=questions)
