"""The leader's input for the hiring kit: the role, the advertisement, the interview, the offers."""

from dataclasses import replace

import streamlit as st

from advisor.content.practice.hiring import MAX_OWN, handbook
from advisor.core.practice.hiring import Hiring, Kit, Own, Round
from advisor.core.practice.hiring_rules import asked, musts
from advisor.practice.hiring import role_of
from advisor.practice.hiring_words import form_name, key_name
from advisor.practice.situation import Situation
from advisor.ui import style
from advisor.ui.practice import fields
from advisor.ui.state import Visit

_STANDINGS = ("have", "can", "no")


def edit(visit: Visit, situation: Situation) -> None:
    """Draw the input; what changes is recorded at once."""
    sheet = situation.sheet(Hiring)
    role = _role(situation)
    kit = _wanted(situation, role, sheet.kit(role))
    kit = _own(situation, role, kit)
    with st.expander(situation.text("hiring.input.rounds"), expanded=bool(kit.rounds)):
        kit = _rounds(situation, role, kit)
    with st.expander(situation.text("hiring.input.offers")):
        offers = _offers(situation)
    chosen = role if sheet.role or kit != Kit() or role != role_of(situation) else ""
    new = replace(sheet.with_kit(role, kit).with_offers(offers), role=chosen)
    if new != sheet:
        visit.put_sheet(new)
    if len(kit.own) < len(sheet.kit(role).own):
        st.rerun()  # the list to remove from is drawn already


def _role(situation: Situation) -> str:
    """The role to fill; where none was chosen, the one that the kit begins with."""
    roles = [role.id for role in situation.model.roles]
    label, stored = situation.text("hiring.input.role"), role_of(situation)
    return fields.choice("hire.role", label, roles, stored, situation.role) or stored


def _wanted(situation: Situation, role: str, kit: Kit) -> Kit:
    """What must be met and what would be nice, from the catalogue; the role's own demands come first."""
    text, book = situation.text, handbook()
    words, kinds = text.under("hiring.demands"), text.under("hiring.kinds")
    options = {one.id: f"{words[one.id]} · {kinds[one.kind]}" for one in book.demands_for(role)}
    must = fields.many(
        f"hire.{role}.must",
        text("hiring.input.must"),
        list(options),
        kit.must,
        options.__getitem__,
        help=text("hiring.input.must_help"),
    )
    left = [one for one in options if one not in must]
    kept = [one for one in kit.nice if one in left]
    nice = fields.many(f"hire.{role}.nice", text("hiring.input.nice"), left, kept, options.__getitem__)
    return replace(kit, must=must, nice=nice)


def _own(situation: Situation, role: str, kit: Kit) -> Kit:
    """Demands in the leader's words: add one, remove one."""
    with st.expander(situation.text("hiring.input.own"), expanded=bool(kit.own)):
        return _removed(situation, role, _added(situation, role, kit))


def _added(situation: Situation, role: str, kit: Kit) -> Kit:
    text = situation.text
    roles = ["", *(known.id for known in situation.model.roles)]
    with st.form(f"hire-own-{role}", clear_on_submit=True, border=False):
        words = st.text_input(
            text("hiring.input.own"), max_chars=fields.MAX_NAME, key=f"hire.{role}.own_text"
        )
        with st.container(key=f"{style.FIELDS}-hiring-own"):
            held = st.selectbox(
                text("hiring.input.own_role"),
                roles,
                format_func=lambda one: situation.role(one) if one else text("hiring.input.no_role"),
                key=f"hire.{role}.own_role",
            )
            nice = st.checkbox(text("hiring.input.own_nice"), key=f"hire.{role}.own_nice")
        pressed = st.form_submit_button(text("hiring.input.own_add"), key=f"hire.{role}.own_add")
    if not pressed:
        return kit
    if not words.strip():
        style.message("error", text("hiring.input.own_blank"))
        return kit
    if len(kit.own) >= MAX_OWN:
        style.message("error", text("hiring.input.own_long", n=MAX_OWN))
        return kit
    return kit.with_own(Own(words.strip(), held or "", nice))


def _removed(situation: Situation, role: str, kit: Kit) -> Kit:
    if not kit.own:
        return kit
    text = situation.text
    with st.form(f"hire-remove-{role}", border=False):
        gone = st.selectbox(
            text("hiring.input.own_remove"), [one.text for one in kit.own], key=f"hire.{role}.gone"
        )
        pressed = st.form_submit_button(text("hiring.input.own_remove_button"), key=f"hire.{role}.remove")
    return kit.without_own(gone) if pressed and gone else kit


def _rounds(situation: Situation, role: str, kit: Kit) -> Kit:
    """The rounds, and for each what it checks besides and what is enough."""
    text, book = situation.text, handbook()
    forms = [form.id for form in book.form]
    stored = [one.form for one in kit.rounds]
    chosen = fields.many(
        f"hire.{role}.forms",
        text("hiring.input.forms"),
        forms,
        stored,
        lambda form: form_name(situation, form),
    )
    kit = kit.with_forms(chosen)
    return replace(kit, rounds=tuple(_round(situation, role, kit, one) for one in kit.rounds))


def _round(situation: Situation, role: str, kit: Kit, one: Round) -> Round:
    text, name = situation.text, form_name(situation, one.form)
    shown = handbook().form_of(one.form).shows
    options = [d.key for d in musts(asked(handbook(), kit)) if d.area not in shown]
    with st.container(key=f"{style.FIELDS}-hiring-{one.form}"):
        also = fields.many(
            f"hire.{role}.{one.form}.also",
            text("hiring.input.also", form=name),
            options,
            one.also,
            lambda key: key_name(situation, key),
            help=text("hiring.input.also_help"),
        )
        bar = fields.line(f"hire.{role}.{one.form}.bar", text("hiring.input.bar", form=name), one.bar)
    return replace(one, also=also, bar=bar)


def _offers(situation: Situation) -> dict[str, str]:
    """Which offers the organisation has, can make, or cannot."""
    text, offers = situation.text, situation.sheet(Hiring).offers
    words, standings = text.under("hiring.offers"), text.under("hiring.standing")
    with st.container(key=f"{style.FIELDS}-hiring-offers"):
        return {
            offer: fields.choice(
                f"hire.offer.{offer}",
                words[offer],
                _STANDINGS,
                offers.get(offer, ""),
                standings.__getitem__,
            )
            for offer in handbook().offers
        }
