"""The gaps of a result, and the tools that close each."""

from collections.abc import Iterator
from dataclasses import dataclass

from advisor.content.practice.tools import load_tools
from advisor.core.model import Basis
from advisor.core.practice.tools import Place
from advisor.core.skills import team_view
from advisor.practice.situation import Situation


@dataclass(frozen=True, slots=True)
class Found:
    """One gap of this result: where it shows, its name, the tools that close it, and why these."""

    id: str
    place: Place
    title: str
    tools: tuple[str, ...]
    basis: Basis
    sources: tuple[str, ...]


def gaps(situation: Situation) -> tuple[Found, ...]:
    """Every gap of the result, in the order of its sections."""
    found = [_found(situation, gap) for gap in _open(situation)]
    places = ("strategy", "character", "skills", "plan")
    return tuple(sorted(found, key=lambda gap: places.index(gap.place)))


def first_tools(situation: Situation) -> tuple[str, ...]:
    """The tools to begin with: those of the archetype, or the first that are listed."""
    toolbox = load_tools()
    if situation.archetype is None:
        return tuple(tool.id for tool in toolbox.tool[:1])
    return toolbox.first_of(situation.archetype).tools


def _open(situation: Situation) -> Iterator[str]:
    heads = situation.team.heads
    if not heads:
        yield "team_unknown"
    elif situation.archetype and team_view(situation.model, heads, situation.archetype).missing:
        yield "roles_missing"
    if situation.archetype is None:
        return
    yield from (advice.axis for advice in situation.advised.axes if not (advice.reached or advice.beyond))
    yield "weaknesses"
    yield "uncertain_plan"


def _found(situation: Situation, gap_id: str) -> Found:
    toolbox, model = load_tools(), situation.model
    gap = toolbox.gap_of(gap_id)
    if gap.tools or situation.archetype is None:
        tools, facts = gap.tools, gap.facts
    else:
        first = toolbox.first_of(situation.archetype)
        tools, facts = first.tools, first.facts
    title = situation.text(f"tools.gaps.{gap.id}")
    return Found(gap.id, gap.place, title, tools, gap.basis, model.sources_of(facts))
