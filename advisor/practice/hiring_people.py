"""What the kit tells of people: what to look for, what they want, where they are."""

from advisor.content.locale import listed
from advisor.content.practice.hiring import handbook
from advisor.core.practice.hiring import Hiring, Standing, Want
from advisor.practice.hiring_words import grounds, said
from advisor.practice.situation import Situation
from advisor.practice.told import GOOD, OPEN, WEAK, Block, Line, Note, Points, Table


def blocks(situation: Situation, role: str) -> tuple[Block, ...]:
    """What people want, where they are, and what hiring is like here."""
    return (
        _wants(situation),
        *channels(situation, role),
        *_archetype(situation),
        _market(situation),
    )


def look_for(situation: Situation, role: str) -> tuple[Points, ...]:
    """What to look for and what to bear in mind; where no source gives advice, that is said."""
    text = situation.text
    words, points = text.under("hiring.points"), handbook().points_of(role)
    title = text("hiring.look.title", role=situation.role(role))
    if not points:
        return (Points((Line(text("hiring.no_advice")),), title),)
    look = tuple(said(situation, words[one.id], one) for one in points if one.kind == "look")
    avoid = [
        said(situation, text("hiring.look.avoid", point=words[one.id]), one)
        for one in points
        if one.kind == "avoid"
    ]
    mind = [said(situation, words[one.id], one) for one in points if one.kind == "remember"]
    rest = Points((*avoid, *mind), text("hiring.look.mind"))
    return tuple(one for one in (Points(look, title), rest) if one.items)


def _wants(situation: Situation) -> Table:
    text = situation.text
    head = tuple(text(f"hiring.wants.{key}") for key in ("want", "have", "can", "open"))
    rows = tuple(_want(situation, want) for want in handbook().want)
    return Table(head, rows, text("hiring.wants.title"), widths=(2, 2.4, 2.4, 2.4))


def _want(situation: Situation, want: Want) -> tuple[Line, ...]:
    """What answers one want. That it answers it is stated once, beside the want."""
    text, offers = situation.text, situation.sheet(Hiring).offers
    have, can = (_offers(situation, want, standing) for standing in ("have", "can"))
    rest = [one for one in want.offers if offers.get(one) not in ("have", "can")]
    name = text.under("hiring.wants")[want.id]
    state = GOOD if have else WEAK if can else OPEN
    return (
        Line(name, *grounds(situation, want), state=state),
        Line(have or text("hiring.wants.nothing"), quiet=not have),
        Line(can or text("hiring.wants.nothing"), quiet=not can),
        Line(offer_names(situation, rest), quiet=True),
    )


def _offers(situation: Situation, want: Want, standing: Standing) -> str:
    offers = situation.sheet(Hiring).offers
    return offer_names(situation, [one for one in want.offers if offers.get(one) == standing])


def offer_names(situation: Situation, offers: list[str]) -> str:
    """Offers as a list in running text."""
    words = situation.text.under("hiring.offers")
    return listed((words[offer] for offer in offers), situation.text.language)


def channels(situation: Situation, role: str) -> tuple[Block, ...]:
    """Where to find people for a role."""
    text, reach = situation.text, handbook().reach
    words = text.under("hiring.channels")
    items = tuple(said(situation, words[one.id], one) for one in handbook().channels_of(role))
    note = Line(text("hiring.channels.reach"), reach.basis, situation.model.sources_of(reach.facts))
    return (Points(items, text("hiring.channels.title")), Note(note))


def _archetype(situation: Situation) -> tuple[Points, ...]:
    """What hiring is like in the archetype; nothing while that is not known."""
    if situation.archetype is None:
        return ()
    words = situation.text.under("hiring.archetype")
    here = [one for one in handbook().archetype if one.archetype == situation.archetype]
    title = situation.text("hiring.archetype.title", a=situation.archetype_name)
    return (Points(tuple(said(situation, words[one.id], one) for one in here), title),)


def _market(situation: Situation) -> Points:
    words = situation.text.under("hiring.market")
    items = tuple(said(situation, words[one.id], one) for one in handbook().market)
    return Points(items, situation.text("hiring.market.title"))
