"""The role skill map with the words around it, and the lists that say the same."""

from collections.abc import Iterable, Mapping, Sequence

from advisor.charts.markup import Markup, el
from advisor.charts.skillmap import MEDIUM, NARROW, WIDE, Bubble, MapWords, svg
from advisor.content.advising import TeamText, missing_role
from advisor.content.locale import listed, percent
from advisor.content.text import Text
from advisor.core.model import Model
from advisor.core.skills import skill_map as points_of
from advisor.core.skills import unplotted
from advisor.ui.blocks.balance import scrollable


def bubbles(
    model: Model, text: Text, heads: Mapping[str, int] | None = None, *, year: int | None = None
) -> tuple[Bubble, ...]:
    """The roles of one year's figure (default: the model's), numbered from the top down.

    The number of a role is the same in every year. ``heads`` is None where no team was entered; a role
    in the team carries its head count in its label.
    """
    shown = year or model.figure.default_year
    counts = heads if heads and any(heads.values()) else None
    numbers = _numbers(model)
    return tuple(
        sorted(
            (
                Bubble(
                    point.role,
                    _label(text, point.role, counts.get(point.role, 0) if counts else None),
                    numbers[point.role],
                    point.ml,
                    point.swe,
                    point.px,
                    counts.get(point.role, 0) if counts else None,
                    point.year,
                )
                for point in points_of(model, shown)
            ),
            key=lambda bubble: bubble.number,
        )
    )


def _numbers(model: Model) -> dict[str, int]:
    default = model.figure.default_year
    points = sorted(model.skill_points, key=lambda point: (point.year != default, -point.swe))
    return {role: n for n, role in enumerate(dict.fromkeys(point.role for point in points), start=1)}


def heads_told(text: Text, count: int) -> str:
    """A number of people in words."""
    return text("result.skills.one_head") if count == 1 else text("result.skills.heads", n=count)


def _label(text: Text, role: str, count: int | None) -> str:
    short = text(f"roles.{role}.short")
    return f"{short} · {heads_told(text, count)}" if count else short


def map_words(text: Text) -> MapWords:
    """The words on and behind the map."""
    words = {key: text(f"skillmap.{key}") for key in ("ml", "swe", "low", "high")}
    return MapWords(alt=text("skillmap.caption"), **words)


def hover_texts(text: Text, shown: Iterable[Bubble]) -> dict[tuple[str, int], str]:
    """What the interactive map shows over a circle: role, head count, year, and the three values."""
    texts = {}
    for bubble in shown:
        lines = [bubble.label, text("skillmap.year", year=bubble.year)]
        lines += [f"{name}: {value}" for name, value in _values(text, bubble)]
        texts[bubble.role, bubble.year] = "\n".join(lines)
    return texts


def _values(text: Text, bubble: Bubble) -> tuple[tuple[str, str], ...]:
    language = text.language
    return (
        (text("skillmap.ml"), percent(bubble.ml, language)),
        (text("skillmap.swe"), percent(bubble.swe, language)),
    )


def skill_map(text: Text, points: Sequence[Bubble], before: Sequence[Bubble] = ()) -> Markup:
    """The map in three sizes, of which the style sheet shows one; for ``st.markdown``, as SVG needs.

    One line without breaks inside a block element: Markdown leaves it alone.
    """
    words = map_words(text)
    drawn = [svg(points, words, canvas=canvas, before=before) for canvas in (WIDE, MEDIUM, NARROW)]
    return el("div", *drawn, class_="b skillmap")


def skills_list(
    text: Text, points: Sequence[Bubble], *, before: Sequence[Bubble] = (), also: Sequence[str] = ()
) -> Markup:
    """The numbered roles of the map with their head counts.

    ``before`` is the earlier layer, if shown: roles that only it has are added with its year. ``also``
    are role ids that the figure does not show.
    """
    known = any(bubble.heads is not None for bubble in points)
    now = {bubble.role for bubble in points}
    gone = [bubble for bubble in before if bubble.role not in now]
    items = [_role(text, bubble, "", known) for bubble in points]
    items += [_role(text, b, text("skillmap.year", year=b.year), known) for b in gone]
    others = listed((text(f"roles.{role}.name") for role in also), text.language)
    note = el("p", text("result.skills.unplotted", roles=others), class_="note") if others else None
    return el("div", el("ol", *items, class_="roles", role="list"), note, class_="b")


def _role(text: Text, bubble: Bubble, year: str, known: bool) -> Markup:
    count = heads_told(text, bubble.heads) if bubble.heads else text("blocks.skills.nobody")
    name = text(f"roles.{bubble.role}.name")
    said = " · ".join(part for part in (count if known else "", year) if part)
    return el(
        "li",
        el("span", bubble.number, class_="number"),
        el("span", el("strong", name) if bubble.in_team else name, " ", el("span", said, class_="heads")),
        class_="in" if bubble.in_team else None,
    )


def unplotted_roles(model: Model, year: int | None = None) -> tuple[str, ...]:
    """Role ids that the figure of this year (default: the model's) does not show."""
    return unplotted(model, year or model.figure.default_year)


def skill_table(text: Text, points: Sequence[Bubble], before: Sequence[Bubble] = ()) -> Markup:
    """Every value of the map: places along the axes, size of the circle against the largest, and year."""
    every = [*points, *before]
    largest = max(bubble.px for bubble in every)
    heads = ("role", "ml", "swe", "area", "year")
    body = [
        el(
            "tr",
            el("th", text(f"roles.{bubble.role}.name"), scope="row"),
            *(el("td", value, class_="number") for _, value in _values(text, bubble)),
            el("td", percent(bubble.px / largest, text.language), class_="number"),
            el("td", bubble.year, class_="number"),
        )
        for bubble in every
    ]
    return scrollable(
        text("result.skills.title"),
        el("thead", el("tr", *(el("th", text(f"blocks.skills.{head}"), scope="col") for head in heads))),
        el("tbody", *body),
    )


def team(told: TeamText, text: Text, needed: Mapping[str, str] | None = None) -> Markup:
    """Who is in the team and which duties nobody holds; ``needed`` gives a reason by role id."""
    if not told.view.known:
        return el("p", text("result.skills.team_empty"), class_="b note")
    covered = el("p", text("result.skills.covered", roles=told.covered))
    if not told.view.missing:
        return el("div", covered, el("p", text("result.skills.complete")), class_="b team")
    reasons = needed or {}
    items = [
        el(
            "li",
            el("strong", missing_role(text, role)),
            el("p", reasons[role]) if role in reasons else None,
        )
        for role in told.view.missing
    ]
    label = el("p", text("result.skills.strengthen"), class_="label")
    return el("div", covered, label, el("ul", *items, role="list"), class_="b team")
