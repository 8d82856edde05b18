"""How the parts of an evaluation sheet are called, and what each of them rests on."""

from collections.abc import Iterable, Iterator

from advisor.content.locale import listed
from advisor.content.practice.evaluation import deliverables, handbook
from advisor.core.practice.evaluation import RoleSheet, Said, expected
from advisor.practice.situation import Situation
from advisor.practice.told import Line


def role_names(situation: Situation, roles: Iterable[str]) -> str:
    """Roles as a list in running text."""
    return listed(map(situation.role, roles), situation.text.language)


def said(situation: Situation, words: str, one: Said) -> Line:
    """A sentence with the grounds of what it says."""
    named = (*one.sources, *situation.model.sources_of(one.facts))
    return Line(words, one.basis, tuple(dict.fromkeys(named)))


def deliverable_lines(situation: Situation, role: str, sheet: RoleSheet) -> Iterator[Line]:
    """What a role is expected to deliver, as the sources say it; and what exists only after success."""
    text, late = situation.text, handbook().late
    words = text.under("role_statements")
    ids = expected(deliverables(situation.model, role), sheet)
    for one in ids:
        statement = situation.model.statements[one]
        yield Line(words[one], statement.basis, statement.sources)
    if set(ids) & set(late.deliverables):
        yield Line(text("evaluation.sheet.late"), late.basis, situation.model.sources_of(late.facts))


def conduct_lines(situation: Situation, sheet: RoleSheet | None = None) -> tuple[Line, ...]:
    """The conduct that counts: in every role, or that which a role's sheet expects."""
    words = situation.text.under("evaluation.conduct")
    kept = expected([one.id for one in handbook().conduct], sheet or RoleSheet())
    return tuple(said(situation, words[one.id], one) for one in handbook().conduct if one.id in kept)


def part_name(situation: Situation, part: str) -> str:
    """A deliverable or a kind of conduct, by its id."""
    conduct = situation.text.under("evaluation.conduct")
    return conduct[part] if part in conduct else situation.text.under("role_statements")[part]
