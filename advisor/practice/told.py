"""What a tool has to say, as blocks that a page, a PDF or another document each draw in their own way.

Every sentence comes in finished; every fact in it carries its basis and sources. User text is data.
"""

from collections.abc import Callable
from dataclasses import dataclass

from advisor.charts.drawing import Drawing
from advisor.core.model import Basis


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence or a table's cell, with what it rests on where it is not the leader's own input.

    ``strong`` is for the word a reader looks for first; ``quiet`` for what can be skipped; ``state`` marks
    a cell that says how something stands, and always has words beside the mark.
    """

    text: str
    basis: Basis | None = None
    sources: tuple[str, ...] = ()
    strong: bool = False
    quiet: bool = False
    state: str = ""


GOOD, WEAK, BAD, OPEN = "good", "weak", "bad", "open"
"""The states of a cell: as it should be, only just, not, and not known."""


@dataclass(frozen=True, slots=True)
class Points:
    """A list, with a small heading where there is one; ``ordered`` when the order is the message."""

    items: tuple[Line, ...]
    title: str = ""
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under column heads; every row has as many cells as there are heads, the first names the row.

    ``widths`` are the columns' shares of the width where they should not be equal.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    title: str = ""
    widths: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing under a small heading; what it shows is also said in words in a block beside it."""

    drawing: Drawing
    title: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Small print: how something was computed, what cannot be known."""

    line: Line


Block = Points | Table | Picture | Note


@dataclass(frozen=True, slots=True)
class Told:
    """A tool's answer: the conclusion in one sentence, then what it rests on.

    Attributes:
        tool: the tool's id.
        title: the tool's name.
        sentence: the conclusion; what to do first when there is no input yet.
        blocks: what follows, in the order of reading.
        empty: whether the leader has entered nothing, so that there is nothing to hand on.
    """

    tool: str
    title: str
    sentence: str
    blocks: tuple[Block, ...] = ()
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Export:
    """A file that a tool hands out: what the button says, the file's name and kind, and how it is made."""

    id: str
    label: str
    file_name: str
    mime: str
    make: Callable[[], bytes]
