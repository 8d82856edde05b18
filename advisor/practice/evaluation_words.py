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
    """What a role is expected to deliver, as the sources say it."""
    words = situation.text.under("role_statements")
    for one in expected(deliverables(situation.model, role), sheet):
        statement = situation.model.statements[one]
        yield Line(words[one], statement.basis, statement.sources)


def late_lines(situation: Situation, role: str, sheet: RoleSheet) -> Iterator[Line]:
    """What to agree where something expected exists only after success; nothing elsewhere."""
    late = handbook().late
    if {*expected(deliverables(situation.model, role), sheet)} & {*late.deliverables}:
        words, named = situation.text("evaluation.sheet.late"), situation.model.sources_of(late.facts)
        yield Line(words, late.basis, named)


def conduct_lines(situation: Situation, sheet: RoleSheet | None = None) -> tuple[Line, ...]:
    """The conduct that counts: in every role, or that which a role's sheet expects."""
    words = situation.text.under("evaluation.conduct")
    kept = expected([one.id for one in handbook().conduct], sheet or RoleSheet())
    return tuple(said(situation, words[one.id], one) for one in handbook().conduct if one.id in kept)


def part_name(situation: Situation, part: str) -> str:
    """A deliverable or a kind of conduct, by its id."""
    conduct = situation.text.under("evaluation.conduct")
    return conduct[part] if part in conduct else situation.text.under("role_statements")[part]
