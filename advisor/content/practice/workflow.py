"""The files of this tool: ``data/practice/workflow.toml``, and the table it writes."""

from functools import cache

from advisor.content.checks import known, positive, unique
from advisor.content.loader import load_model
from advisor.content.practice.handbook import check_basis, check_facts, read_handbook
from advisor.core.model import Model
from advisor.core.practice.workflow import (
    HANDOFFS,
    NAMED,
    NOBODY,
    OUTSIDE,
    Stage,
    Workflow,
    WorkflowHandbook,
)
from advisor.errors import DataError

_FILE = "practice/workflow.toml"


@cache
def handbook() -> WorkflowHandbook:
    """What the tool answers from; raises DataError when its file breaks a rule."""
    book = read_handbook(WorkflowHandbook, "workflow")
    stages = [stage.id for stage in book.stage]
    unique(_FILE, "stage.id", stages)
    for stage in book.stage:
        _check_stage(stage)
    unique(_FILE, "typical.id", [one.id for one in book.typical])
    for one in book.typical:
        known(_FILE, f"{one.id}.archetype", one.archetype, load_model().archetype_ids)
        known(_FILE, f"{one.id}.stage", one.stage, stages[:-1] if one.handoff else stages)
        check_facts(_FILE, one.id, one.basis, one.facts)
    positive(_FILE, "most_lanes.value", book.most_lanes.value)
    check_basis(_FILE, "most_lanes", book.most_lanes.basis, book.most_lanes.sources)
    if book.most_lanes.value <= len(stages):
        raise DataError(_FILE, "most_lanes.value", "more lanes than stages", book.most_lanes.value)
    for key in ("order", "stated_order", "agreement", "placing", "told"):
        ground = getattr(book, key)
        check_facts(_FILE, key, ground.basis, ground.facts)
    return book


def _check_stage(stage: Stage) -> None:
    roles = [role.id for role in load_model().roles]
    if not stage.role:
        raise DataError(_FILE, f"{stage.id}.role", "at least one role", "none")
    unique(_FILE, f"{stage.id}.role", [one.role for one in stage.role])
    for one in stage.role:
        known(_FILE, f"{stage.id}.role", one.role, roles)
        check_facts(_FILE, f"{stage.id}.{one.role}", one.basis, one.facts)


def checked(sheet: Workflow, model: Model, where: str) -> tuple[Workflow, tuple[str, ...]]:
    """The sheet without what this version does not know, and the names of that."""
    stages = [stage.id for stage in handbook().stage]
    doers = {*(role.id for role in model.roles), NOBODY, OUTSIDE, NAMED}
    unused: list[str] = []

    def kept(table: str, values: set[str] | None) -> dict[str, str]:
        found = dict(getattr(sheet, table))
        wrong = [key for key, value in found.items() if key not in stages or (values and value not in values)]
        unused.extend(f"workflow.{table}.{key}" for key in wrong)
        return {key: value for key, value in found.items() if key not in wrong}

    return Workflow(kept("doers", doers), kept("names", None), kept("handoffs", {*HANDOFFS})), tuple(unused)
