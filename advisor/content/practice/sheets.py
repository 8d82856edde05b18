"""The leader's sheets, in and out of JSON: in a draft, in a save file, in a PDF.

A sheet is untrusted when it is read: types, ids and sizes are checked, and what this version does not know is
named, never dropped in silence.
"""

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from advisor.content.practice import (
    evaluation,
    feedback,
    hiring,
    managing,
    ownership,
    planning,
    process,
    team,
    workflow,
)
from advisor.content.practice.tools import load_tools
from advisor.content.reading import exact, fault
from advisor.core.model import Model
from advisor.core.practice.evaluation import Evaluation
from advisor.core.practice.feedback import Feedback
from advisor.core.practice.hiring import Hiring
from advisor.core.practice.managing import Managing
from advisor.core.practice.ownership import Ownership
from advisor.core.practice.planning import Project
from advisor.core.practice.process import Process
from advisor.core.practice.team import Team
from advisor.core.practice.workflow import Workflow
from advisor.errors import InputError

Sheets = Mapping[str, Any]
"""Tool id to sheet; a tool without input has no key."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A tool's sheet: its type, what checks the ids and numbers in it, and the handbook beside it."""

    type: type
    checked: Callable[[Any, Model, str], tuple[Any, tuple[str, ...]]]
    handbook: Callable[[], Any]


TOOLS: Mapping[str, Kind] = {
    "team": Kind(Team, team.checked, team.handbook),
    "workflow": Kind(Workflow, workflow.checked, workflow.handbook),
    "ownership": Kind(Ownership, ownership.checked, ownership.handbook),
    "hiring": Kind(Hiring, hiring.checked, hiring.handbook),
    "planning": Kind(Project, planning.checked, planning.handbook),
    "managing": Kind(Managing, managing.checked, managing.handbook),
    "process": Kind(Process, process.checked, process.handbook),
    "evaluation": Kind(Evaluation, evaluation.checked, evaluation.handbook),
    "feedback": Kind(Feedback, feedback.checked, feedback.handbook),
}
"""The tools, in the order in which they are offered."""

MAX_TEXT = 1_000
MAX_ROWS = 1_000
"""Limits of one sheet: letters of a text, entries of a list or a table."""

for _kind in TOOLS.values():
    exact(vars(sys.modules[_kind.type.__module__]).values())


@cache
def _adapter(tool: str) -> TypeAdapter[Any]:
    """What reads and writes a tool's sheet; making one costs far more than using it."""
    return TypeAdapter(TOOLS[tool].type)


def tool_of(kind: type) -> str:
    """The tool that keeps this type of sheet."""
    return next(tool for tool, known in TOOLS.items() if known.type is kind)


def check_handbooks() -> None:
    """Raises DataError for the first rule that a file of ``data/practice`` breaks."""
    load_tools()
    for kind in TOOLS.values():
        kind.handbook()


def dump(sheet: Any) -> Any:
    """The sheet as plain JSON values; what is empty is left out."""
    return _adapter(tool_of(type(sheet))).dump_python(sheet, mode="json", exclude_defaults=True)


def parse(tool: str, table: Any, model: Model, where: str) -> tuple[Any, tuple[str, ...]]:
    """A sheet from its JSON values, and the names of what this version does not know.

    Raises InputError naming the first key that is wrong.
    """
    _sized(table, where, tool)
    try:
        sheet = _adapter(tool).validate_json(json.dumps(table), strict=True)
    except ValidationError as error:
        key, expected, found = fault(error)
        raise InputError(where, f"{tool}.{key}", expected, found) from None
    return TOOLS[tool].checked(sheet, model, where)


def dump_all(sheets: Sheets) -> dict[str, Any]:
    """Every sheet with something in it, by tool."""
    dumped = {tool: dump(sheets[tool]) for tool in TOOLS if tool in sheets}
    return {tool: table for tool, table in dumped.items() if table}


def parse_all(tables: Any, model: Model, where: str) -> tuple[Sheets, tuple[str, ...]]:
    """The sheets of a file, and the names of what this version does not know in them."""
    if not isinstance(tables, dict):
        raise InputError(where, "sheets", "an object: tool id → its sheet", type(tables).__name__)
    sheets, unused = {}, [f"sheets.{tool}" for tool in tables if tool not in TOOLS]
    for tool in (tool for tool in TOOLS if tool in tables):
        sheets[tool], lost = parse(tool, tables[tool], model, where)
        unused += lost
    return sheets, tuple(unused)


def _sized(value: Any, where: str, key: str) -> None:
    """Raises InputError for a text or a list that no leader has typed."""
    if isinstance(value, str) and len(value) > MAX_TEXT:
        raise InputError(where, key, f"at most {MAX_TEXT} letters", len(value))
    if isinstance(value, dict | list):
        if len(value) > MAX_ROWS:
            raise InputError(where, key, f"at most {MAX_ROWS} entries", len(value))
        for name, part in value.items() if isinstance(value, dict) else enumerate(value):
            _sized(part, where, f"{key}.{name}")
