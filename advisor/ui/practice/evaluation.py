"""The leader's input for the evaluation sheets: the roles, then one role's sheet at a time."""

from dataclasses import replace
from hashlib import sha256
from typing import cast

import streamlit as st

from advisor.charts.markup import el
from advisor.content.practice.evaluation import MAX_CRITERIA, deliverables, handbook
from advisor.core.practice.evaluation import Criterion, Evaluation, RoleSheet, Survives
from advisor.practice.evaluation_words import part_name
from advisor.practice.situation import Situation
from advisor.ui import style
from advisor.ui.practice import fields
from advisor.ui.state import Visit

_ANSWERS = ("yes", "no", "unsure")
_DIGITS = 16


def edit(visit: Visit, situation: Situation) -> None:
    """Draw the input; what changes is recorded at once."""
    sheet = situation.sheet(Evaluation)
    new = replace(sheet, roles=_roles(situation, sheet))
    removed = False
    if new.roles:
        role = _role(situation, new.roles)
        own = _sheet(situation, role, sheet.sheet(role))
        removed = len(own.criteria) < len(sheet.sheet(role).criteria)
        new = new.with_sheet(role, own)
    if new != sheet:
        visit.put_sheet(new)
    if removed:
        st.rerun()  # the list to remove from is drawn already


def _roles(situation: Situation, sheet: Evaluation) -> tuple[str, ...]:
    """The roles that are evaluated; those of the team are offered first."""
    text, held = situation.text, situation.team.heads
    roles = sorted((role.id for role in situation.model.roles), key=lambda role: role not in held)
    help_ = text("evaluation.input.roles_help") if held else None
    name = text("evaluation.input.roles")
    return fields.many("eval.roles", name, roles, sheet.roles, situation.role, help=help_)


def _role(situation: Situation, roles: tuple[str, ...]) -> str:
    """The role whose sheet is on screen; which one it is concerns this page only."""
    if len(roles) == 1:
        return roles[0]
    name = situation.text("evaluation.input.role")
    return st.selectbox(name, roles, format_func=situation.role, key="eval.role") or roles[0]


def _sheet(situation: Situation, role: str, sheet: RoleSheet) -> RoleSheet:
    text = situation.text
    with st.container(key=f"{style.FIELDS}-evaluation-{role}"):
        expectation = fields.note(
            f"eval.{role}.expectation", text("evaluation.input.expectation"), sheet.expectation
        )
        if_fails = fields.note(f"eval.{role}.if_fails", text("evaluation.input.if_fails"), sheet.if_fails)
    parts = [*deliverables(situation.model, role), *(one.id for one in handbook().conduct)]
    without = fields.many(
        f"eval.{role}.without",
        text("evaluation.input.leave"),
        parts,
        sheet.without,
        lambda part: part_name(situation, part),
        help=text("evaluation.input.leave_help"),
    )
    sheet = replace(sheet, expectation=expectation, if_fails=if_fails, without=without)
    with st.expander(text("evaluation.input.criteria"), expanded=bool(sheet.criteria)):
        sheet = _added(situation, role, sheet)
        return _removed(situation, role, _answered(situation, role, sheet))


def _added(situation: Situation, role: str, sheet: RoleSheet) -> RoleSheet:
    """Add a criterion; what is wrong with it is said."""
    text = situation.text
    with st.form(f"eval-add-{role}", clear_on_submit=True, border=False):
        words = st.text_input(
            text("evaluation.input.add"), max_chars=fields.MAX_NAME, key=f"eval.{role}.new"
        ).strip()
        pressed = st.form_submit_button(text("evaluation.input.add_button"), key=f"eval.{role}.add")
    if not pressed:
        return sheet
    if not words:
        style.message("error", text("evaluation.input.blank"))
        return sheet
    if len(sheet.criteria) >= MAX_CRITERIA:
        style.message("error", text("evaluation.input.full", n=MAX_CRITERIA))
        return sheet
    added = sheet.with_criterion(words)
    if added == sheet:
        style.message("note", text("evaluation.input.again"))
    return added


def _answered(situation: Situation, role: str, sheet: RoleSheet) -> RoleSheet:
    """Each criterion with the question that counts for more than its words."""
    rows = enumerate(sheet.criteria, start=1)
    return replace(sheet, criteria=tuple(_asked(situation, role, n, one) for n, one in rows))


def _asked(situation: Situation, role: str, number: int, one: Criterion) -> Criterion:
    """One criterion's question. Its field goes by its words, for its number changes when another one goes."""
    text = situation.text
    words = {key: text.under("evaluation.input")[key] for key in _ANSWERS}
    style.draw(el("p", text("evaluation.input.question", n=number, criterion=one.text), class_="b"))
    name = text("evaluation.input.survives", n=number)
    field = f"eval.{role}.{sha256(one.text.encode(errors='replace')).hexdigest()[:_DIGITS]}"
    said = fields.choice(field, name, _ANSWERS, one.survives or "", words.__getitem__)
    return replace(one, survives=cast(Survives, said) if said else None)


def _removed(situation: Situation, role: str, sheet: RoleSheet) -> RoleSheet:
    if not sheet.criteria:
        return sheet
    text = situation.text
    with st.form(f"eval-remove-{role}", border=False):
        own = [one.text for one in sheet.criteria]
        gone = st.selectbox(text("evaluation.input.remove"), own, key=f"eval.{role}.gone")
        pressed = st.form_submit_button(text("evaluation.input.remove_button"), key=f"eval.{role}.remove")
    return sheet.without_criterion(gone) if pressed and gone else sheet
