"""What is told of a team: what it covers, who could take on the rest, and whom to hire next."""

from collections.abc import Sequence
from functools import reduce

from advisor.content.locale import listed
from advisor.content.practice import team_table
from advisor.content.practice.team import handbook
from advisor.core.model import Need
from advisor.core.practice.team import Combination
from advisor.core.practice.team_cover import (
    COVERS,
    Candidate,
    DutyView,
    Load,
    NextHire,
    duties,
    loads,
    next_hire,
    roles,
    unmet,
)
from advisor.core.skills import need_of
from advisor.practice.situation import Situation
from advisor.practice.team_picture import picture
from advisor.practice.team_words import (
    able,
    able_with_ease,
    duties_named,
    duty_gives,
    duty_name,
    heads,
    number,
    people_named,
    person_name,
    reason,
    role_name,
    role_names,
)
from advisor.practice.told import BAD, GOOD, OPEN, WEAK, Block, Export, Line, Note, Points, Table, Told

_MARKS = {"none": BAD, "thin": WEAK, "covered": GOOD}
_HIRED = ("gap", "thin", "size")
"""Why a role is to be hired, and not to be given to somebody who is there."""


def tell(situation: Situation) -> Told:
    """The tool's answer."""
    text, team = situation.text, situation.team
    need = need_of(situation.model, situation.archetype) if situation.archetype else None
    if not team.people:
        first = _first(situation, need)
        return Told("team", situation.name("team"), text("team.sentence.empty"), first, empty=True)
    needed = need.roles if need else ()
    views = duties(handbook(), team, needed)
    hire = next_hire(handbook(), team, needed)
    blocks = (
        _coverage(situation, views),
        *_reasons(situation, [one for view in views for one in view.candidates]),
        *_heavy(situation),
        *_needs(situation, need),
        _hire(situation, hire, needed),
        *_size(situation),
        *picture(situation),
        *_notes(situation),
    )
    return Told("team", situation.name("team"), _sentence(situation, views, hire), blocks)


def exports(situation: Situation) -> tuple[Export, ...]:
    """The people as a table, in two formats."""
    text, team = situation.text, situation.team
    if not team.people:
        return ()
    book = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    csv, xlsx = text("team.export.csv"), text("team.export.xlsx")
    return (
        Export("csv", csv, text("team.export.csv_file"), "text/csv", lambda: team_table.csv(team, text)),
        Export("xlsx", xlsx, text("team.export.xlsx_file"), book, lambda: team_table.xlsx(team, text)),
    )


def _sentence(situation: Situation, views: Sequence[DutyView], hire: NextHire) -> str:
    text = situation.text
    pressing = [view for view in views if view.pressing]
    worst = min((view.cover for view in pressing), key=COVERS.index)
    named = duties_named(text, [view.duty.id for view in pressing if view.cover == worst])
    if hire.role and hire.why in _HIRED:
        return text(f"team.sentence.{worst}_hire", duties=named, role=role_name(text, hire.role))
    return text(f"team.sentence.{worst}", duties=named)


# ---- Coverage ----


def _coverage(situation: Situation, views: Sequence[DutyView]) -> Table:
    text = situation.text
    columns = ("duty", "state", "holders", "candidates")
    head = tuple(text(f"team.table.{column}") for column in columns)
    rows = tuple(_row(situation, view) for view in views)
    return Table(head, rows, text("team.table.title"), widths=(3.2, 1.5, 2.4, 2.9))


def _row(situation: Situation, view: DutyView) -> tuple[Line, ...]:
    text, duty = situation.text, view.duty
    later = view.cover == "none" and not view.pressing
    named = text("team.table.duty_cell", name=duty_name(text, duty.id), gives=duty_gives(text, duty.id))
    return (
        Line(named, duty.basis, situation.model.sources_of(duty.facts)),
        Line(text(f"team.cover.{'later' if later else view.cover}"), state=_mark(view)),
        Line(people_named(text, view.holders) or text("team.table.nobody"), quiet=not view.holders),
        _could(situation, view),
    )


def _mark(view: DutyView) -> str:
    return OPEN if view.cover == "none" and not view.pressing else _MARKS[view.cover]


def _could(situation: Situation, view: DutyView) -> Line:
    """Who could take the duty on; nothing where it is covered."""
    text, model = situation.text, situation.model
    if view.cover == "covered":
        return Line("–", quiet=True)
    if not view.candidates:
        return Line(text("team.table.no_candidate"), quiet=True)
    facts = tuple(fact for one in view.candidates for fact in one.combination.facts)
    return Line(able_with_ease(text, view.candidates), "inferred", model.sources_of(facts))


def _reasons(situation: Situation, candidates: Sequence[Candidate]) -> tuple[Block, ...]:
    """Why the combinations that the table names fit one person."""
    text = situation.text
    pairs = {one.combination.id: one.combination for one in candidates}
    if not pairs:
        return ()
    items = tuple(_pair(situation, pair) for pair in pairs.values())
    return (Points(items, text("team.why.title")),)


def _pair(situation: Situation, pair: Combination) -> Line:
    text = situation.text
    said = text("team.why.pair", roles=role_names(text, pair.roles), reason=reason(text, pair))
    return Line(said, pair.basis, situation.model.sources_of(pair.facts))


def _heavy(situation: Situation) -> tuple[Block, ...]:
    """Who has too much, and how many have no role; nothing where neither is so."""
    text, model, limits = situation.text, situation.model, handbook().limits
    heavy = loads(handbook(), situation.team)
    items = [line for load in heavy[: limits.listed] for line in _load(situation, load)]
    if rest := len(heavy) - limits.listed:
        items += [Line(text("team.people.more", n=number(text, rest)))] if rest > 0 else []
    if any(load.too_many for load in heavy):
        limit = text("team.people.limit")
        items.append(Line(limit, limits.basis, model.sources_of(limits.facts)))
    if idle := sum(person.heads for person in situation.team.people if not person.roles):
        items.append(Line(text("team.people.unassigned", n=number(text, idle)), state=OPEN))
    return (Points(tuple(items), text("team.people.title")),) if items else ()


def _load(situation: Situation, load: Load) -> list[Line]:
    text, limits = situation.text, handbook().limits
    person = person_name(text, load.person)
    lines = []
    if load.too_many:
        lines.append(Line(text("team.people.too_many", person=person, n=limits.most_roles), state=BAD))
    for pair in load.strained:
        said = text("team.people.strained", person=person, reason=reason(text, pair))
        lines.append(Line(said, pair.basis, situation.model.sources_of(pair.facts), state=WEAK))
    return lines


# ---- What is missing, and whom to hire ----


def _first(situation: Situation, need: Need | None) -> tuple[Block, ...]:
    """What the archetype needs, where no team was entered."""
    text = situation.text
    if need is None:
        return ()
    sources = situation.model.sources_of(need.facts)
    items = tuple(
        Line(
            text("team.needs.first", role=role_name(text, role), reason=_reason(situation, role)),
            "inferred",
            sources,
        )
        for role in need.roles
    )
    title = text("team.needs.title", a=situation.archetype_name)
    return (
        Points(items, title, ordered=True),
        Points((_hiring(situation, need.archetype),), text("team.next.title")),
    )


def _reason(situation: Situation, role: str) -> str:
    return situation.text(f"needs.{situation.archetype}.{role}")


def _needs(situation: Situation, need: Need | None) -> tuple[Block, ...]:
    """The roles that the archetype needs, in order, each with how it stands; the reasons are derived."""
    if need is None:
        return ()
    text, sources = situation.text, situation.model.sources_of(need.facts)
    items = []
    for view in roles(handbook(), situation.team, need.roles):
        key = "could" if view.cover == "none" and view.candidates else "role"
        said = text(
            f"team.needs.{key}",
            role=role_name(text, view.role),
            state=text(f"team.cover.{view.cover}"),
            people=able(text, view.candidates),
            reason=_reason(situation, view.role),
        )
        items.append(Line(said, "inferred", sources, state=_MARKS[view.cover]))
    return (Points(tuple(items), text("team.needs.title", a=situation.archetype_name), ordered=True),)


def _hire(situation: Situation, hire: NextHire, needed: Sequence[str]) -> Points:
    text = situation.text
    role = role_name(text, hire.role) if hire.role else ""
    why = hire.why if situation.archetype or hire.why != "size" else "size_only"
    said = text(f"team.next.{why}", role=role, people=able(text, hire.candidates))
    lines = [Line(said, "inferred", strong=True), *_before(situation, hire, needed)]
    if situation.archetype:
        lines.append(_hiring(situation, situation.archetype))
    else:
        lines.append(Line(text("team.next.no_archetype"), quiet=True))
    return Points(tuple(lines), text("team.next.title"))


def _before(situation: Situation, hire: NextHire, needed: Sequence[str]) -> list[Line]:
    """The roles that somebody could take on or a leader stand for, so that nobody has to be hired yet."""
    text, size = situation.text, handbook().size_of(situation.team.size)
    named = size.named if size else ()
    views = roles(handbook(), situation.team, dict.fromkeys((*needed, *named)))
    lines = []
    for view in views:
        if view.cover != "none" or view.role == hire.role or not (view.candidates or view.role in named):
            continue
        key = "before" if view.candidates else "leader"
        said = text(f"team.next.{key}", role=role_name(text, view.role), people=able(text, view.candidates))
        lines.append(Line(said, "inferred"))
    return lines


def _hiring(situation: Situation, archetype: str) -> Line:
    advice = handbook().hiring_of(archetype)
    sources = situation.model.sources_of(advice.facts)
    return Line(situation.text(f"team.hiring.{archetype}"), advice.basis, sources)


def _size(situation: Situation) -> tuple[Block, ...]:
    """What fits the head count, and what of it nobody holds."""
    text, team = situation.text, situation.team
    advice = handbook().size_of(team.size)
    if advice is None:
        return ()
    missing = unmet(handbook(), team)
    named = listed((_either(situation, either) for either in missing), text.language)
    rest = text("team.size.unmet", roles=named) if missing else text("team.size.met")
    items = (
        Line(text.under("team.sizes")[advice.id], advice.basis, situation.model.sources_of(advice.facts)),
        Line(rest, state=WEAK if missing else GOOD),
    )
    return (Points(items, text("team.size.title", people=heads(text, team.size))),)


def _either(situation: Situation, either: Sequence[str]) -> str:
    text = situation.text
    names = (role_name(text, role) for role in either)
    return reduce(lambda one, other: text("team.size.either", one=one, other=other), names)


def _notes(situation: Situation) -> tuple[Note, ...]:
    """How it was judged."""
    text, limits = situation.text, handbook().limits
    watched = [duty for duty in handbook().duty if duty.watch]
    names = listed((duty_name(text, duty.id) for duty in watched), text.language)
    cover = text("team.notes.cover", people=limits.enough_people, roles=limits.most_roles)
    said = (
        (cover, limits.facts),
        (text("team.notes.easy", roles=limits.most_roles), limits.facts),
        (text("team.notes.pressing", duties=names), tuple(fact for duty in watched for fact in duty.facts)),
    )
    cited = situation.model.sources_of
    return tuple(Note(Line(one, "inferred", cited(facts))) for one, facts in said)
