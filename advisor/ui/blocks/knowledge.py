"""What the sources say: one archetype's character, the five side by side, and the sources themselves."""

from collections.abc import Iterable

from advisor.charts.markup import Markup, el
from advisor.content.advising import statement
from advisor.content.text import Text
from advisor.core.assessment import Assessment
from advisor.core.model import Basis, Model, Source, Statement
from advisor.ui.blocks.marks import basis_mark, named, pictogram

Row = tuple[str, Basis, tuple[str, ...]]
"""A sentence, its basis, and the ids of its sources."""

CHARACTER = ("advantage", "disadvantage", "typical")
LABELS = {
    "description": "result.character.description",
    "typical": "result.character.typical",
    "advantage": "result.character.advantages",
    "disadvantage": "result.character.disadvantages",
}


def statements_of(model: Model, topic: str, kind: str) -> tuple[Statement, ...]:
    """The statements of one kind about an archetype, in the order of the file."""
    return tuple(s for s in model.statements.values() if s.topic == topic and s.kind == kind)


def character(model: Model, text: Text, archetype: str, *, show_name: bool = False) -> Markup:
    """What an archetype is good at, where it hurts and where it is typical, each sentence with its basis.

    ``show_name`` puts pictogram and name above, for two archetypes one below the other.
    """
    name = text(f"archetypes.{archetype}.short")
    level = "h4" if show_name else "h3"
    columns = [_column(model, text, archetype, kind, level) for kind in CHARACTER]
    return el(
        "div",
        el("h3", named(archetype, name)) if show_name else None,
        el("div", *columns, class_="columns"),
        class_="b character",
    )


def _column(model: Model, text: Text, archetype: str, kind: str, level: str) -> Markup:
    found = statements_of(model, archetype, kind)
    return el("div", el(level, text(LABELS[kind])), _list(text, _rows(model, text, found)))


def _rows(model: Model, text: Text, found: Iterable[Statement]) -> list[Row]:
    return [(statement(model, text, s.id), s.basis, s.sources) for s in found]


def statements(text: Text, rows: Iterable[Row]) -> Markup:
    """Sentences, each with its basis and sources under it."""
    return el("div", _list(text, rows), class_="b statements")


def _list(text: Text, rows: Iterable[Row]) -> Markup:
    items = [
        el("li", el("p", said), el("p", basis_mark(text, basis, sources))) for said, basis, sources in rows
    ]
    return el("ul", *items, role="list")


def archetype_columns(text: Text, model: Model, own: Assessment | None = None) -> Markup:
    """The five archetypes in columns of seven aligned rows; those of the reader's result are marked.

    Each cell repeats its row's label, so that a column reads alone on a phone and aloud.
    """
    marked = _own(text, own)
    return el("div", *(_archetype(model, text, a, marked) for a in model.archetype_ids), class_="b compare")


def _own(text: Text, found: Assessment | None) -> dict[str, str]:
    if found is None or found.verdict == "insufficient":
        return {}
    names = [found.archetype, *([found.runner_up] if found.verdict == "between" else [])]
    return dict.fromkeys(names, text("result.own_result", verdict=text(f"result.verdict.{found.verdict}")))


def _archetype(model: Model, text: Text, archetype: str, own: dict[str, str]) -> Markup:
    rows = [
        _cell(text, text("result.character.description"), text(f"archetypes.{archetype}.line"), None),
        _told(model, text, archetype, "typical"),
        _short(model, text, archetype, "advantage", "strength"),
        _short(model, text, archetype, "disadvantage", "pain"),
        *(_axis(model, text, archetype, axis) for axis in (axis.id for axis in model.axes)),
    ]
    title = f"archetype-{archetype}"
    return el(
        "section",
        el(
            "div",
            pictogram(archetype, "large"),
            el("h2", text(f"archetypes.{archetype}.short"), id=title),
            el("p", own.get(archetype, ""), class_="own") if archetype in own else None,
            class_="top",
        ),
        *rows,
        class_=f"column a-{archetype}",
        aria_labelledby=title,
    )


def _cell(text: Text, label: str, said: str, basis: Basis | None) -> Markup:
    mark = basis_mark(text, basis, badge=True) if basis else None
    return el("div", el("p", label, class_="label"), el("p", said), mark, class_="cell")


def _told(model: Model, text: Text, archetype: str, kind: str) -> Markup:
    first, *_ = statements_of(model, archetype, kind)
    return _cell(text, text(LABELS[kind]), statement(model, text, first.id), first.basis)


def _short(model: Model, text: Text, archetype: str, kind: str, key: str) -> Markup:
    """A short line that sums up statements rests on the weakest of them."""
    every = {found.basis for found in statements_of(model, archetype, kind)}
    basis: Basis = "stated" if every == {"stated"} else "inferred"
    return _cell(text, text(LABELS[kind]), text(f"archetypes.{archetype}.{key}"), basis)


def _axis(model: Model, text: Text, archetype: str, axis_id: str) -> Markup:
    axis = next(axis for axis in model.axes if axis.id == axis_id)
    said = text(f"axes.{axis_id}.cells.{archetype}")
    return _cell(text, text(f"axes.{axis_id}.short"), said, axis.cell_of(archetype).basis)


def basis_key(text: Text) -> Markup:
    """What the two marks mean, for the foot of a page that uses them."""
    marks = (basis_mark(text, "stated"), basis_mark(text, "inferred"))
    return el("ul", *(el("li", mark) for mark in marks), class_="b basis-key", role="list")


def sources_list(model: Model, text: Text, ids: Iterable[str] = ()) -> Markup:
    """The works cited, by the short name used on the page; all of them when no ids are given."""
    shown = [model.sources[i] for i in dict.fromkeys(ids)] or list(model.sources.values())
    items = [item for source in shown for item in _source(text, source)]
    return el("dl", *items, class_="b sources")


def _source(text: Text, source: Source) -> tuple[Markup, Markup]:
    link = el("a", source.title, href=source.url, rel="noopener noreferrer", target="_blank")
    about = f"{source.author}, {source.date} · {source.licence}"
    return (
        el("dt", source.id, id=f"source-{source.id}"),
        el("dd", el("p", link), el("p", about), el("p", text(f"sources.{source.id}.note"))),
    )
