"""The tools as a whole: which come first, and which closes which gap of a result."""

from dataclasses import dataclass
from typing import Literal

from advisor.core.model import Basis

Place = Literal["strategy", "skills", "character", "plan"]
"""The section of the result in which a gap shows."""


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool, and the group it is listed in."""

    id: str
    group: str


@dataclass(frozen=True, slots=True)
class First:
    """The tools that an archetype needs first, the most useful in front."""

    archetype: str
    tools: tuple[str, ...]
    basis: Basis
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Something a result may lack, where that shows, and the tools that close it.

    Without tools of its own it is closed by those that the archetype needs first.
    """

    id: str
    place: Place
    tools: tuple[str, ...]
    basis: Basis
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Toolbox:
    """All tools in the order in which they are listed, and what leads to them."""

    tool: tuple[Tool, ...]
    first: tuple[First, ...]
    gap: tuple[Gap, ...]

    def first_of(self, archetype: str) -> First:
        """The tools to begin with for an archetype."""
        return next(first for first in self.first if first.archetype == archetype)

    def gap_of(self, gap: str) -> Gap:
        """The gap with this id."""
        return next(known for known in self.gap if known.id == gap)
