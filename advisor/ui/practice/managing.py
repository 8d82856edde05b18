"""The leader's input for managing: points, product managers, what there is to coordinate, and the board."""

from collections.abc import Iterable
from typing import cast

import streamlit as st

from advisor.content.practice.managing import ANSWERS, POINTS, QUESTIONS, handbook
from advisor.core.model import DONT_KNOW
from advisor.core.practice.managing import Answer, Managing, Question, Regulated, Size
from advisor.core.practice.managing_board import Board
from advisor.practice.situation import Situation
from advisor.ui import blocks, style
from advisor.ui.practice import fields
from advisor.ui.state import Visit

_FIELD = "managing"
_NOTES = ("meaning", "unchecked", "risk", "ask")
_LINES = ("metric", "before", "after", "low", "high", "unit", "share")
_REGULATED = ("yes", "no", DONT_KNOW)


def edit(visit: Visit, situation: Situation) -> None:
    """Draw the points that come first, and the rest folded; what changes is recorded at once."""
    text, book = situation.text, handbook()
    first = book.first_of(situation.archetype).points
    others = [point.id for point in book.point if point.id not in first]
    style.draw(blocks.subheading(text("managing.fields.points")))
    answers = _points(situation, first, "first")
    with st.expander(text("managing.fields.further", n=len(others))):
        answers |= _points(situation, others, "further")
    with st.expander(text("managing.fields.board")):
        board = _board(situation)
    with st.expander(text("managing.fields.manager")):
        manager = _manager(situation)
    with st.expander(text("managing.fields.size")):
        size = _size(situation)
    points = {point.id: answers[point.id] for point in book.point if answers[point.id]}
    sheet = Managing(points, manager, size, board)
    if sheet != situation.sheet(Managing):
        visit.put_sheet(sheet)


def _points(situation: Situation, points: Iterable[str], part: str) -> dict[str, Answer]:
    """The answers to some points; empty where there is none."""
    text, stored = situation.text, situation.sheet(Managing).points
    found: dict[str, Answer] = {}
    with st.container(key=f"{style.FIELDS}-managing-{part}"):
        for point in points:
            answer = fields.choice(
                f"{_FIELD}.point.{point}",
                text(f"{POINTS}.{point}.ask"),
                ANSWERS,
                stored.get(point, ""),
                lambda answer: text(f"managing.answers.{answer}"),
            )
            found[point] = cast(Answer, answer)
    return found


def _manager(situation: Situation) -> dict[str, str]:
    """The answers to the questions about product managers; those not given are left out."""
    with st.container(key=f"{style.FIELDS}-managing-manager"):
        answers = {question.id: _question(situation, question) for question in handbook().question}
    return {question: option for question, option in answers.items() if option}


def _question(situation: Situation, question: Question) -> str:
    text = situation.text

    def told(option: str) -> str:
        if option == DONT_KNOW:
            return text("managing.answers.dont_know")
        return text(f"{QUESTIONS}.{question.id}.{option}")

    return fields.choice(
        f"{_FIELD}.manager.{question.id}",
        text(f"{QUESTIONS}.{question.id}.ask"),
        [*(option.id for option in question.option), DONT_KNOW],
        situation.sheet(Managing).manager.get(question.id, ""),
        told,
    )


def _size(situation: Situation) -> Size:
    """How much there is to coordinate."""
    text, stored = situation.text, situation.sheet(Managing).size
    with st.container(key=f"{style.FIELDS}-managing-size"):
        numbers = {
            key: fields.number(
                f"{_FIELD}.size.{key}",
                text(f"managing.frameworks.{key}"),
                getattr(stored, key),
                most=handbook().frameworks.most,
                help=text("managing.fields.zero"),
            )
            for key in ("teams", "sites", "projects")
        }
        regulated = fields.choice(
            f"{_FIELD}.size.regulated",
            text("managing.frameworks.regulated"),
            _REGULATED,
            stored.regulated,
            lambda answer: text(f"managing.answers.{answer}"),
        )
    return Size(**numbers, regulated=cast(Regulated, regulated))


def _board(situation: Situation) -> Board:
    """What goes to the board: notes first, then the figures behind them."""
    text, stored = situation.text, situation.sheet(Managing).board
    entered: dict[str, str] = {}
    with st.container(key=f"{style.FIELDS}-managing-words"):
        for key in _NOTES:
            label = text(f"managing.board.fields.{key}")
            entered[key] = fields.note(f"{_FIELD}.board.{key}", label, getattr(stored, key))
    with st.container(key=f"{style.FIELDS}-managing-figures"):
        for key in _LINES:
            label = text(f"managing.board.fields.{key}")
            entered[key] = fields.line(f"{_FIELD}.board.{key}", label, getattr(stored, key))
    return Board(**entered)
