"""Situations for the tests of what tools tell."""

from typing import Any

from advisor.content.loader import load_model
from advisor.content.practice.sheets import tool_of
from advisor.content.text import load_text
from advisor.core.assessment import assess
from advisor.practice import Situation
from advisor.practice.told import Line, Note, Points, Table, Told
from tests.answers import CLEAR


def situation(*sheets: Any, language: str = "en", archetype: str | None = None) -> Situation:
    """An organisation with these sheets; without an archetype too little is known of it."""
    model = load_model()
    found = assess(model, CLEAR if archetype else {})
    kept = {tool_of(type(sheet)): sheet for sheet in sheets}
    return Situation(model, load_text(language), found, archetype, "", kept)


def lines(told: Told) -> list[Line]:
    """Every sentence and cell; each row of a table has as many cells as it has heads."""
    found: list[Line] = []
    for block in told.blocks:
        if isinstance(block, Points):
            found += block.items
        elif isinstance(block, Table):
            assert all(len(row) == len(block.head) for row in block.rows)
            found += [cell for row in block.rows for cell in row]
        elif isinstance(block, Note):
            found.append(block.line)
    return found


def words(told: Told) -> str:
    """Every word that is told, for looking something up in it."""
    return repr(told)
