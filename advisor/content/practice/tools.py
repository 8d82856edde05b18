"""``load_tools``: the only way from ``data/practice/tools.toml`` to the core's values."""

from functools import cache

from advisor.content.checks import known, unique
from advisor.content.loader import load_model
from advisor.content.practice.handbook import check_facts, read_handbook
from advisor.core.practice.tools import Toolbox
from advisor.errors import DataError

MOST_FIRST = 3
"""Nobody meets more tools than this at once."""

_FILE = "practice/tools.toml"


@cache
def load_tools() -> Toolbox:
    """The tools; raises DataError when the file breaks a rule."""
    toolbox = read_handbook(Toolbox, "tools")
    tools = [tool.id for tool in toolbox.tool]
    unique(_FILE, "tool.id", tools)
    unique(_FILE, "gap.id", [gap.id for gap in toolbox.gap])
    for archetype in load_model().archetype_ids:
        known(_FILE, "first.archetype", archetype, [first.archetype for first in toolbox.first])
    for first in toolbox.first:
        if not 0 < len(first.tools) <= MOST_FIRST:
            raise DataError(_FILE, first.archetype, f"1 to {MOST_FIRST} tools", len(first.tools))
        check_facts(_FILE, first.archetype, first.basis, first.facts)
    for gap in toolbox.gap:
        check_facts(_FILE, gap.id, gap.basis, gap.facts)
    chosen = [first.tools for first in toolbox.first] + [gap.tools for gap in toolbox.gap]
    for tool in (tool for some in chosen for tool in some):
        known(_FILE, "tools", tool, tools)
    return toolbox
