"""What a tool tells, as HTML: points, tables, pictures and notes, each with what it rests on."""

from collections.abc import Sequence

from advisor.charts.drawing import svg
from advisor.charts.markup import Markup, el
from advisor.content.text import Text
from advisor.core.model import Basis
from advisor.practice.told import Block, Line, Note, Picture, Points, Table
from advisor.ui.blocks.balance import scrollable
from advisor.ui.blocks.marks import basis_mark


def conclusion(text: Text, sentence: str) -> Markup:
    """The one sentence that a reader must not miss, announced when it changes; its heading is only heard."""
    heading = el("h2", text("tools.frame.answer"), class_="heard")
    return el("div", heading, el("p", sentence, role="status"), class_="b conclusion")


def told(text: Text, block: Block) -> Markup:
    """One block."""
    if isinstance(block, Points):
        return _points(text, block)
    if isinstance(block, Table):
        return _table(text, block)
    if isinstance(block, Picture):
        return el("div", _title(block.title), svg(block.drawing), class_="b told")
    return _note(text, block)


def gap(text: Text, title: str, basis: Basis, sources: tuple[str, ...]) -> Markup:
    """What a result lacks, in front of the tools that close it."""
    return el("p", el("strong", title), " ", basis_mark(text, basis, sources, badge=True), class_="b gap")


def tool_line(line: str, in_use: str) -> Markup:
    """What a tool does, below the link to it."""
    return el("p", line, el("span", f" · {in_use}", class_="value") if in_use else None, class_="b note")


def _title(title: str) -> Markup | None:
    return el("h3", title, class_="sub") if title else None


def _points(text: Text, points: Points) -> Markup:
    shared = _shared(points.items)
    items = (el("li", _line(text, line, bare=shared is not None)) for line in points.items)
    return el(
        "div",
        _title(points.title),
        el("ol" if points.ordered else "ul", *items, class_="points"),
        _grounds(text, shared) if shared else None,
        class_="b told",
    )


def _table(text: Text, table: Table) -> Markup:
    shared = _shared([line for row in table.rows for line in row])
    bare = shared is not None
    head = el("thead", el("tr", *(el("th", title, scope="col") for title in table.head)))
    rows = (
        el(
            "tr",
            el("th", _line(text, first, bare=bare), scope="row"),
            *(el("td", _line(text, cell, bare=bare)) for cell in rest),
        )
        for first, *rest in table.rows
    )
    whole = sum(table.widths)
    columns = (el("col", style=f"width:{width / whole:.0%}") for width in table.widths)
    label = table.title or (table.head[0] if table.head else "")
    drawn = scrollable(label, el("colgroup", *columns), head, el("tbody", *rows))
    grounds = _grounds(text, shared) if shared else None
    return el("div", _title(table.title), drawn, grounds, class_="b told")


def _note(text: Text, note: Note) -> Markup:
    return el("p", _line(text, note.line), class_="b method")


def _shared(lines: Sequence[Line]) -> Line | None:
    """A line that stands for all, where several rest on something and all of these on the same."""
    grounds = {(line.basis, line.sources): line for line in lines if line.basis}
    resting = sum(line.basis is not None for line in lines)
    return next(iter(grounds.values())) if len(grounds) == 1 and resting > 1 else None


def _grounds(text: Text, line: Line) -> Markup | None:
    return basis_mark(text, line.basis, line.sources, badge=True) if line.basis else None


def _line(text: Text, line: Line, *, bare: bool = False) -> Markup:
    """A sentence or a cell, its state in front and its grounds behind, unless they are told elsewhere."""
    words = el("strong", line.text) if line.strong else line.text
    if line.state:
        sign = el("span", class_=f"state {line.state}", aria_hidden="true")
        words = el("span", sign, words, class_="standing-so")
    grounds = None if bare else _grounds(text, line)
    kind = "line quiet" if line.quiet else "line"
    return el("span", words, " " if grounds else None, grounds, class_=kind)
