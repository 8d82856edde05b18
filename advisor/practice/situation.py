"""What every tool answers from: the assessment, what is advised, and everything the leader entered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from advisor.content.practice.sheets import tool_of
from advisor.content.text import Text
from advisor.core.assessment import Assessment
from advisor.core.model import Model
from advisor.core.practice.team import Team
from advisor.core.strategy import Recommendation, recommend

T = TypeVar("T")


@dataclass(frozen=True)
class Situation:
    """One organisation as far as it is known.

    ``target`` is the archetype chosen for advice instead of the assessed one; ``sheets`` maps tool ids to
    what the leader entered there.
    """

    model: Model
    text: Text
    found: Assessment
    target: str | None = None
    organisation: str = ""
    sheets: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def advised(self) -> Recommendation:
        """The ownership strategy."""
        return recommend(self.model, self.found, target=self.target)

    @property
    def archetype(self) -> str | None:
        """The archetype that advice follows; None while too little is known."""
        return self.advised.archetype

    @property
    def archetype_name(self) -> str:
        """The short name of the archetype that advice follows; empty while too little is known."""
        return self.text(f"archetypes.{self.archetype}.short") if self.archetype else ""

    @property
    def rival_name(self) -> str:
        """The short name of the archetype that is just as near, where none was chosen; else empty."""
        near = self.found.verdict == "between" and self.target is None
        return self.text(f"archetypes.{self.found.runner_up}.short") if near else ""

    @property
    def team(self) -> Team:
        """The leader's team."""
        return self.sheet(Team)

    def sheet(self, kind: type[T]) -> T:
        """What the leader entered for one tool; an empty sheet where nothing was entered."""
        sheet = self.sheets.get(tool_of(kind))
        return sheet if isinstance(sheet, kind) else kind()

    def role(self, role: str) -> str:
        """A role's name."""
        return self.text(f"roles.{role}.name")

    def name(self, tool: str) -> str:
        """A tool's name."""
        return self.text(f"tools.{tool}.name")
