"""The top of a question: where one is, what is asked, and what helps to answer."""

from collections.abc import Collection, Sequence
from itertools import groupby

from advisor.charts.markup import Markup, el
from advisor.content.text import Text
from advisor.core.model import Model, Question
from advisor.ui.blocks.start import minutes


def progress(
    text: Text, model: Model, *, current: str, answered: Collection[str], asked: Sequence[str] = ()
) -> Markup:
    """Section, place and time left, over segments grouped by section.

    ``current`` and ``answered`` are question ids; ``asked`` the questions of this round in order
    (default: the core questions). The segments are decoration: the words say the same.
    """
    order = [model.question_by_id[q] for q in asked] or list(model.core_questions)
    place = [question.id for question in order].index(current)
    left = sum(question.id not in answered for question in order[place:])
    there = text("blocks.progress.place", n=place + 1, total=len(order))
    time = minutes(model, left)
    remaining = text("blocks.progress.minute") if time == 1 else text("blocks.progress.minutes", minutes=time)
    section = text(f"blocks.sections.{order[place].section}")
    return el(
        "div",
        el(
            "p",
            el("strong", section),
            el("span", f"{there} · {remaining}" if left else there, class_="place"),
        ),
        _segments(order, current, answered),
        class_="b progress",
    )


def _segments(order: Sequence[Question], current: str, answered: Collection[str]) -> Markup:
    groups = [list(group) for _, group in groupby(order, key=lambda question: question.section)]
    drawn = [
        el(
            "span",
            *(_segment(question.id, current, answered) for question in group),
            class_="group",
            style=f"--n:{len(group)}",
        )
        for group in groups
    ]
    return el("div", *drawn, class_="segments", aria_hidden="true")


def _segment(question: str, current: str, answered: Collection[str]) -> Markup:
    states = ["seg", "done" if question in answered else "", "here" if question == current else ""]
    return el("span", class_=" ".join(state for state in states if state))


def question_head(text: Text, question: str) -> Markup:
    """The question as the page's h1, and one line of help."""
    return el(
        "header",
        el("h1", text(f"questions.{question}.text")),
        el("p", text(f"questions.{question}.help"), class_="note"),
        class_="b asked",
    )
