"""What the hiring kit tells: whether the advertisement is one post, and whether the interview checks it."""

from advisor.content.locale import listed
from advisor.content.practice.hiring import handbook
from advisor.core.practice.hiring import Hiring, Kit
from advisor.core.practice.hiring_rules import (
    asked,
    first_role,
    is_unicorn,
    musts,
    spread,
    unchecked,
)
from advisor.core.skills import team_view
from advisor.practice import hiring_advert, hiring_interview, hiring_people
from advisor.practice.hiring_kit import kit_markdown
from advisor.practice.situation import Situation
from advisor.practice.told import Block, Export, Told


def tell(situation: Situation) -> Told:
    """The tool's answer."""
    sheet, role = situation.sheet(Hiring), role_of(situation)
    empty = not sheet.kits and not sheet.offers
    sentence = beginning(situation) if empty else conclusion(situation, role)
    return Told("hiring", situation.name("hiring"), sentence, _blocks(situation, role), empty=empty)


def exports(situation: Situation) -> tuple[Export, ...]:
    """The files it hands out."""
    text, role = situation.text, role_of(situation)

    def make() -> bytes:
        return kit_markdown(situation, role, conclusion(situation, role)).encode()

    return (Export("kit", text("hiring.export.kit"), text("hiring.file_name"), "text/markdown", make),)


def role_of(situation: Situation) -> str:
    """The role the kit is for: the chosen one, or the first that the archetype needs and the team lacks."""
    missing = team_view(situation.model, situation.team.heads, situation.archetype).missing
    chosen = situation.sheet(Hiring).role
    return chosen or first_role(handbook(), missing if situation.archetype else ())


def beginning(situation: Situation) -> str:
    """What to do first, while nothing was entered."""
    role, text = role_of(situation), situation.text
    view = team_view(situation.model, situation.team.heads, situation.archetype)
    values = {"role": situation.role(role), "a": situation.archetype_name}
    if not situation.archetype or role not in view.missing or role not in view.needed:
        return text("hiring.said.begin_unknown", **values)
    return text("hiring.said.begin" if view.known else "hiring.said.begin_no_team", **values)


def conclusion(situation: Situation, role: str) -> str:
    """What the advertisement and the interview come to."""
    text, book, kit = situation.text, handbook(), situation.sheet(Hiring).kit(role)
    demands = asked(book, kit)
    roles = spread(demands, role, [known.id for known in situation.model.roles])
    values: dict[str, object] = {"role": situation.role(role), "n": len(roles)}
    if not musts(demands):
        return text("hiring.said.no_must", **values)
    if not roles:
        return text("hiring.said.untied", **values)
    if roles == (role,):
        return _interview(situation, role, kit)
    if len(roles) == 1:
        return text("hiring.said.other", other=situation.role(roles[0]), **values)
    names = listed(map(situation.role, roles), text.language)
    kind = "unicorn" if is_unicorn(book, roles) else "two"
    return text(f"hiring.said.{kind}", roles=names, **values)


def _interview(situation: Situation, role: str, kit: Kit) -> str:
    """How far the interview checks what is one post."""
    text, book = situation.text, handbook()
    missed, wanted = len(unchecked(book, kit)), len(musts(asked(book, kit)))
    values: dict[str, object] = {"role": situation.role(role), "n": missed, "m": wanted}
    if not kit.rounds:
        return text("hiring.said.no_rounds", **values)
    return text("hiring.said.unchecked" if missed else "hiring.said.fine", **values)


def _blocks(situation: Situation, role: str) -> tuple[Block, ...]:
    return (
        *hiring_advert.blocks(situation, role),
        *hiring_people.look_for(situation, role),
        *hiring_interview.blocks(situation, role),
        *hiring_people.blocks(situation, role),
    )
