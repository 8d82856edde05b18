"""The tools' answers: sheet and assessment in, told blocks and files out. Pages and documents draw them."""

from collections.abc import Mapping
from types import ModuleType

from advisor.practice import (
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
from advisor.practice.gaps import Found, gaps
from advisor.practice.situation import Situation
from advisor.practice.told import Export, Told

__all__ = ["Found", "Situation", "exports", "gaps", "told"]

_TOOLS: Mapping[str, ModuleType] = {
    module.__name__.rpartition(".")[2]: module
    for module in (
        team,
        workflow,
        ownership,
        hiring,
        planning,
        managing,
        process,
        evaluation,
        feedback,
    )
}


def told(situation: Situation, tool: str) -> Told:
    """What a tool says of this organisation."""
    answer: Told = _TOOLS[tool].tell(situation)
    return answer


def exports(situation: Situation, tool: str) -> tuple[Export, ...]:
    """The files that a tool hands out; none while nothing was entered."""
    files: tuple[Export, ...] = _TOOLS[tool].exports(situation)
    return files
