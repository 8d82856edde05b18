"""The tools' pages: what each tool that was ticked tells, block by block."""

from collections.abc import Sequence

from advisor.content.practice.sheets import TOOLS
from advisor.practice import Situation
from advisor.practice import told as tell
from advisor.practice.told import Block, Line, Picture, Points, Table, Told
from advisor.report.cleaning import clean, cut
from advisor.report.columns import columns
from advisor.report.picture import picture
from advisor.report.story import Part, Story

HEAD_MOST = 80
"""Longest head of a column, in half-width characters: a head is never divided between pages."""

_TEXT = ("points", "note")


def practice(story: Story) -> Part | None:
    """The tools that were ticked, in the order of the tools; None where none of them has input."""
    saved = story.saved
    situation = Situation(
        story.model, story.text, story.assessment, saved.target, saved.organisation, saved.told_from()
    )
    told = [tell(situation, tool) for tool in TOOLS if tool in saved.in_pdf]
    return annex(story, [one for one in told if not one.empty])


def annex(story: Story, told: Sequence[Told]) -> Part | None:
    """These answers as pages; None where there are none."""
    if not told:
        return None
    return {"origin": story.own("practice.origin"), "tools": [told_part(story, one) for one in told]}


def told_part(story: Story, told: Told) -> Part:
    """One tool's answer: title, conclusion and every block that has something in it."""
    return {
        "title": told.title,
        "sentence": told.sentence,
        "sheets": _sheets(
            [_block(story, block, told.title) for block in told.blocks if not _is_empty(block)]
        ),
    }


def _sheets(blocks: Sequence[Part]) -> list[Part]:
    """The blocks by the page they need, upright or turned; text below a broad block stays with it."""
    sheets: list[Part] = []
    for block in blocks:
        wide = bool(sheets) and sheets[-1]["wide"] and block["kind"] in _TEXT
        wide = wide or block.get("wide", False)
        if not sheets or sheets[-1]["wide"] != wide:
            sheets.append({"wide": wide, "blocks": []})
        sheets[-1]["blocks"].append(block)
    return sheets or [{"wide": False, "blocks": []}]


def _is_empty(block: Block) -> bool:
    if isinstance(block, Points):
        return not block.items
    if isinstance(block, Table):
        return not (block.rows and block.head)
    return isinstance(block, Picture) and not block.drawing.shapes


def _block(story: Story, block: Block, name: str) -> Part:
    """One block; ``name`` is read instead of a picture that has no words of its own."""
    if isinstance(block, Points):
        items = [_line(story, item) for item in block.items]
        return _headed("points", block.title) | {"ordered": block.ordered, "items": items}
    if isinstance(block, Table):
        rows = [[_line(story, cell) for cell in row] for row in block.rows]
        return (
            _headed("table", block.title)
            | columns(block)
            | {"head": [cut(head, HEAD_MOST) for head in block.head], "rows": rows}
        )
    if isinstance(block, Picture):
        return _headed("picture", block.title) | picture(block.drawing, (block.title, name))
    return _headed("note", "") | {"line": _line(story, block.line)}


def _headed(kind: str, title: str) -> Part:
    return {"kind": kind, "title": clean(title).strip()}


def _line(story: Story, line: Line) -> Part:
    return {
        "text": line.text,
        "basis": line.basis,
        "refs": story.refs(line.sources),
        "strong": line.strong,
        "quiet": line.quiet,
        "state": line.state,
    }
