"""The evaluation sheets as a file: one part for each role, agreed before and filled in after."""

from collections.abc import Iterator

from advisor.core.practice.evaluation import Evaluation, RoleSheet
from advisor.practice.evaluation_words import conduct_lines, deliverable_lines, late_lines
from advisor.practice.markdown import heading, marked, marks, plain, sources, table
from advisor.practice.situation import Situation


def sheets_markdown(situation: Situation) -> str:
    """A sheet for each role that was chosen."""
    text, sheet = situation.text, situation.sheet(Evaluation)
    named = plain(situation.organisation)
    title = text("evaluation.file.head", organisation=named) if named else text("evaluation.file.title")
    lines = heading(1, title)
    for role in sheet.roles:
        lines += _sheet(situation, role, sheet.sheet(role))
    note = text("evaluation.file.marks", **marks(situation))
    lines += [*heading(2, text("evaluation.file.sources")), *sources(situation, lines), note]
    return "\n".join(lines).rstrip() + "\n"


def _sheet(situation: Situation, role: str, sheet: RoleSheet) -> Iterator[str]:
    text = situation.text
    yield from heading(2, situation.role(role))
    yield from [text("evaluation.file.name"), ""]
    for key, words in (("expectation", sheet.expectation), ("if_fails", sheet.if_fails)):
        yield from heading(3, text(f"evaluation.file.{key}"))
        yield from [plain(words) or text("evaluation.file.blank"), ""]
    yield from heading(3, text("evaluation.file.item"))
    yield from [text("evaluation.file.later"), ""]
    rated = text("evaluation.file.mark")
    head = (text(f"evaluation.file.{key}") for key in ("item", "seen", "rating"))
    yield from table(tuple(head), ((item, "", rated) for item in _items(situation, role, sheet)))
    for line in late_lines(situation, role, sheet):
        yield from [marked(situation, line), ""]


def _items(situation: Situation, role: str, sheet: RoleSheet) -> Iterator[str]:
    """Everything that counts: deliverables and conduct with their marks, then the leader's own criteria."""
    for line in (*deliverable_lines(situation, role, sheet), *conduct_lines(situation, sheet)):
        yield marked(situation, line)
    for criterion in sheet.criteria:
        yield plain(criterion.text)
