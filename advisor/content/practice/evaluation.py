"""The files of this tool: ``data/practice/evaluation.toml``, and what is read into sheets."""

import re
from collections.abc import Iterable
from functools import cache

from advisor.content.checks import known, unique
from advisor.content.loader import load_model
from advisor.content.practice.handbook import check_basis, check_facts, check_grounds, read_handbook
from advisor.content.text import LANGUAGES
from advisor.core.model import Model
from advisor.core.practice.evaluation import Evaluation, EvaluationHandbook, RoleSheet, compiled
from advisor.errors import DataError, InputError

MAX_CRITERIA = 30
"""Own criteria of one sheet: more than anybody can be judged by."""
MAX_CRITERION = 200
"""Letters of a criterion: each is searched for many words."""

_FILE = "practice/evaluation.toml"


@cache
def handbook() -> EvaluationHandbook:
    """What the tool answers from; raises DataError when its file breaks a rule."""
    book = read_handbook(EvaluationHandbook, "evaluation")
    unique(_FILE, "id", [one.id for one in (*book.rule, *book.conduct)])
    for one in (*book.rule, *book.conduct):
        check_grounds(_FILE, one.id, one.basis, one.sources, one.facts)
    unique(_FILE, "risk.archetype", [risk.archetype for risk in book.risk])
    for risk in book.risk:
        known(_FILE, "risk.archetype", risk.archetype, load_model().archetype_ids)
        check_facts(_FILE, risk.archetype, risk.basis, risk.facts)
    for late in book.late.deliverables:
        known(_FILE, "late.deliverables", late, deliverables(load_model()))
    check_facts(_FILE, "late", book.late.basis, book.late.facts)
    check_basis(_FILE, "everywhere", book.everywhere.basis, book.everywhere.sources)
    _check_words(book)
    return book


def deliverables(model: Model, role: str = "") -> tuple[str, ...]:
    """The ids of what the sources name as deliverables: of one role, or of all."""
    roles = [one for one in model.roles if role in ("", one.id)]
    return tuple(statement for one in roles for statement in one.statements.get("deliverable", ()))


def checked(sheet: Evaluation, model: Model, where: str) -> tuple[Evaluation, tuple[str, ...]]:
    """The sheet without what this version does not know, and the names of that; InputError for bad values."""
    roles, lost = [role.id for role in model.roles], list[str]()
    chosen = _known(sheet.roles, roles, "sheets.evaluation.roles", lost)
    kept = {
        role: _role_sheet(sheet.sheets[role], model, (where, role), lost)
        for role in _known(sheet.sheets, roles, "sheets.evaluation.sheets", lost)
    }
    return Evaluation(chosen, {role: one for role, one in kept.items() if one != RoleSheet()}), tuple(lost)


def _role_sheet(sheet: RoleSheet, model: Model, place: tuple[str, str], lost: list[str]) -> RoleSheet:
    where, role = place
    key = f"sheets.evaluation.sheets.{role}"
    if any(not one.text.strip() for one in sheet.criteria):
        raise InputError(where, f"{key}.criteria", "a criterion in words", "an empty text")
    if any(len(one.text) > MAX_CRITERION for one in sheet.criteria):
        raise InputError(where, f"{key}.criteria", f"at most {MAX_CRITERION} letters", "a longer text")
    if len(sheet.criteria) > MAX_CRITERIA:
        raise InputError(where, f"{key}.criteria", f"at most {MAX_CRITERIA} criteria", len(sheet.criteria))
    there = (*deliverables(model, role), *(one.id for one in handbook().conduct))
    without = _known(sheet.without, there, f"{key}.without", lost)
    criteria = {one.text: one for one in sheet.criteria}
    return RoleSheet(without, sheet.expectation, sheet.if_fails, tuple(criteria.values()))


def _known(named: Iterable[str], among: Iterable[str], key: str, lost: list[str]) -> tuple[str, ...]:
    """Those that exist, each once; the names of the others go to ``lost``."""
    given, there = dict.fromkeys(named), set(among)
    lost += [f"{key}.{one}" for one in given if one not in there]
    return tuple(one for one in given if one in there)


def _check_words(book: EvaluationHandbook) -> None:
    """The words cover every language, and every pattern can be used and finds more than nothing."""
    words = book.words
    check_basis(_FILE, "words", words.basis, words.sources)
    for name, some in (("look", words.look), ("spare", words.spare)):
        for language in LANGUAGES:
            known(_FILE, f"words.{name}.language", language, [one.language for one in some])
        for one in some:
            known(_FILE, f"words.{name}.language", one.language, LANGUAGES)
            for pattern in one.patterns:
                _check_pattern(f"words.{name}.{one.language}", pattern)


def _check_pattern(key: str, pattern: str) -> None:
    try:
        found = compiled(pattern).search("")
    except re.error as error:
        raise DataError(_FILE, key, "a regular expression", f"{pattern}: {error}") from None
    if found:
        raise DataError(_FILE, key, "a pattern that does not find nothing", pattern)
