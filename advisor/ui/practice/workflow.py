"""The leader's input for this tool: who does each stage, and how each handoff works."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from advisor.content.practice.workflow import handbook
from advisor.core.practice.workflow import (
    HANDOFFS,
    NAMED,
    NOBODY,
    OUTSIDE,
    Chain,
    Stage,
    Workflow,
    chain,
    merged,
)
from advisor.practice import workflow as telling
from advisor.practice.situation import Situation
from advisor.ui import blocks, style
from advisor.ui.practice import fields
from advisor.ui.state import Visit

_AS_TOLD, _UNKNOWN = "as_told", "unknown"
_PERSON = "@"
"""Put before the name of somebody in the team, to tell people from roles."""


def edit(visit: Visit, situation: Situation) -> None:
    """Draw the input; what changes is recorded at once."""
    text, sheet = visit.text, situation.sheet(Workflow)
    known = bool(merged(situation.team))
    if not known:
        style.message("note", text("workflow.input.no_team"))
        visit.link("team", text("workflow.input.to_team"))
    with st.expander(text("workflow.input.doers"), expanded=not known):
        style.draw(blocks.method_line(text("workflow.input.doers_help")))
        doers, names = _doers(situation, sheet)
    sheet = replace(sheet, doers=doers, names=names)
    work = chain(handbook(), situation.team, sheet)
    with st.expander(text("workflow.input.handoffs"), expanded=known):
        sheet = replace(sheet, handoffs=_handoffs(situation, sheet, work))
    visit.put_sheet(sheet)


def _doers(situation: Situation, sheet: Workflow) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Who does each stage, where the leader says so."""
    doers, names = dict(sheet.doers), dict(sheet.names)
    with st.container(key=f"{style.FIELDS}-workflow-doers"):
        for stage in handbook().stage:
            chosen = _doer(situation, sheet, stage)
            doers.pop(stage.id, None)
            if chosen.startswith(_PERSON):
                doers[stage.id], names[stage.id] = NAMED, chosen.removeprefix(_PERSON)
            elif chosen != _AS_TOLD:
                doers[stage.id] = chosen
            if chosen == NAMED:
                label = situation.text("workflow.input.name", stage=telling.stage_name(situation, stage.id))
                names[stage.id] = fields.line(f"workflow:name:{stage.id}", label, names.get(stage.id, ""))
    kept = {stage: name for stage, name in names.items() if doers.get(stage) == NAMED and name.strip()}
    return doers, kept


def _doer(situation: Situation, sheet: Workflow, stage: Stage) -> str:
    """What is chosen for one stage: as the roles tell, a role, somebody, or nobody."""
    text = situation.text
    people = dict.fromkeys(
        _PERSON + person.name.strip() for person in merged(situation.team) if person.name.strip()
    )
    roles = [role.id for role in situation.model.roles]
    told = chain(handbook(), situation.team, Workflow())
    as_told = telling.who(situation, told, told.step(stage.id))

    def label(option: str) -> str:
        if option == _AS_TOLD:
            return text("workflow.input.as_told", who=as_told)
        if option.startswith(_PERSON):
            return option.removeprefix(_PERSON)
        return situation.role(option) if option in roles else text(f"workflow.input.{option}")

    stored = sheet.doers.get(stage.id, _AS_TOLD)
    name = _PERSON + sheet.names.get(stage.id, "").strip()
    stored = name if stored == NAMED and name in people else stored
    options = (_AS_TOLD, *people, *roles, OUTSIDE, NAMED, NOBODY)
    what = telling.stage_name(situation, stage.id, "what")
    shown = telling.stage_name(situation, stage.id)
    return fields.choice(f"workflow:doer:{stage.id}", shown, options, stored, label, help=what) or _AS_TOLD


def _handoffs(situation: Situation, sheet: Workflow, work: Chain) -> Mapping[str, str]:
    """How each handoff works; what was said of one that is no handoff now is kept for when it is again."""
    text, said = situation.text, dict(sheet.handoffs)
    if not work.handoffs:
        style.draw(blocks.method_line(text("workflow.input.no_handoffs")))
    with st.container(key=f"{style.FIELDS}-workflow-handoffs"):
        for link in work.handoffs:
            ends = {
                "stage": telling.stage_name(situation, link.stage),
                "onward": telling.stage_name(situation, link.onward),
            }
            chosen = fields.choice(
                f"workflow:handoff:{link.stage}",
                text("workflow.input.handoff", **ends),
                (_UNKNOWN, *HANDOFFS),
                said.pop(link.stage, _UNKNOWN),
                lambda option: text(f"workflow.input.{option}"),
            )
            if chosen in HANDOFFS:
                said[link.stage] = chosen
    return said
