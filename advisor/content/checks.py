"""What the types cannot say: references that must exist, sums that must come out, rules of the method."""

from collections.abc import Collection, Iterable
from dataclasses import asdict
from math import isclose, isfinite

from advisor.content.reading import nearest
from advisor.core.model import Basis, Level, Model, Question
from advisor.errors import DataError

MAX_CORE_QUESTIONS = 12
"""More than a dozen questions is not three minutes."""


def check_model(model: Model) -> None:
    """Raises DataError for the first broken rule; the messages are for the author of the file."""
    _check_settings(model)
    _check_sources(model)
    for question in model.questions:
        _check_question(model, question)
    core = len(model.core_questions)
    if not 0 < core <= MAX_CORE_QUESTIONS:
        raise DataError("questions", "core", f"1 to {MAX_CORE_QUESTIONS} core questions", core)
    unique("questions", "order", [question.order for question in model.questions])
    _check_tensions(model)
    _check_axes(model)
    _check_steps(model)
    _check_roles(model)


def unique(where: str, key: str, values: Iterable[object]) -> None:
    """Raises DataError for the first value that occurs twice."""
    seen: set[object] = set()
    for value in values:
        if value in seen:
            raise DataError(where, key, "each value once", f"{value} twice")
        seen.add(value)


def known(where: str, key: str, value: str, among: Collection[str]) -> None:
    """Raises DataError, with the nearest spelling, when ``value`` is not one of ``among``."""
    if value not in among:
        raise DataError(where, key, "an id that exists", value, nearest(value, among))


def positive(where: str, key: str, value: float, *, or_zero: bool = False) -> None:
    """Raises DataError for a number that is negative, not finite, or zero where that makes no sense."""
    if not isfinite(value) or value < 0 or (value == 0 and not or_zero):
        raise DataError(where, key, "a number of at least 0" if or_zero else "a number above 0", value)


def _all_archetypes(model: Model, where: str, key: str, given: Iterable[str]) -> None:
    if sorted(given) != sorted(model.archetype_ids):
        raise DataError(where, key, f"each of {', '.join(model.archetype_ids)} once", ", ".join(given))


def _check_settings(model: Model) -> None:
    settings, where = model.settings, "model.toml"
    _all_archetypes(model, where, "prior", settings.prior)
    for archetype, share in settings.prior.items():
        positive(where, f"prior.{archetype}", share)
    if not isclose(sum(settings.prior.values()), 1.0):
        raise DataError(where, "prior", "shares that sum to 1", sum(settings.prior.values()))
    for group, temper in settings.tempers.items():
        if not 0 < temper <= 1:
            raise DataError(where, f"tempers.{group}", "a number above 0, up to 1", temper)
    ratios = [settings.levels[level] for level in LEVELS if level in settings.levels]
    if len(ratios) != len(LEVELS) or ratios != sorted(set(ratios), reverse=True) or min(ratios) <= 0:
        raise DataError(where, "levels", f"falling positive ratios for {', '.join(LEVELS)}", settings.levels)
    positive(where, "perturbation.draws", settings.perturbation.draws)
    positive(where, "perturbation.spread", settings.perturbation.spread, or_zero=True)
    for name, limit in asdict(settings.thresholds).items():
        positive(where, f"thresholds.{name}", limit, or_zero=True)
    for key, citation in settings.cited.items():
        known(where, f"cited.{key}", key, CITED)
        _check_cited(model, where, key, citation.basis, citation.sources)
    for key in CITED:
        known(where, "cited", key, settings.cited)


LEVELS: tuple[Level, ...] = ("very_typical", "typical", "possible", "unusual", "very_unusual")
CITED = ("seconds_per_question", "retention_days", "prior", "levels", "tempers", "thresholds", "perturbation")
"""The groups of numbers of model.toml; each needs a basis and a source."""


def _check_cited(model: Model, where: str, key: str, basis: Basis, sources: tuple[str, ...]) -> None:
    if basis == "stated" and not sources:
        raise DataError(where, f"{key}.sources", "a source for what is stated", "none")
    for source in sources:
        known(where, f"{key}.sources", source, model.sources)


def _check_sources(model: Model) -> None:
    roles = [role.id for role in model.roles]
    for statement in model.statements.values():
        where = "role_statements.toml" if statement.topic in roles else "statements.toml"
        if not statement.sources:
            raise DataError(where, statement.id, "at least one source", "none")
        _check_cited(model, where, statement.id, statement.basis, statement.sources)
    _check_cited(model, "skillmap.toml", "figure", model.figure.basis, model.figure.sources)
    for point in model.skill_points:
        known("skillmap.toml", "point.role", point.role, roles)
        _check_cited(model, "skillmap.toml", point.role, point.basis, point.sources)


def _check_facts(model: Model, where: str, key: str, basis: Basis, facts: tuple[str, ...]) -> None:
    """Facts must exist, and what is stated must rest on at least one statement that is."""
    if not facts:
        raise DataError(where, f"{key}.facts", "at least one statement id", "none")
    for fact in facts:
        known(where, f"{key}.facts", fact, model.statements)
    if basis == "stated" and all(model.statements[fact].basis != "stated" for fact in facts):
        raise DataError(where, f"{key}.basis", "inferred, as none of its facts is stated", "stated")


def _check_question(model: Model, question: Question) -> None:
    where = f"questions/{question.id}.toml"
    known(where, "section", question.section, model.settings.sections)
    known(where, "group", question.group, model.settings.tempers)
    unique(where, "options.id", question.option_ids)
    for option in question.options:
        _all_archetypes(model, where, f"{option.id}.levels", option.levels)
        _check_facts(model, where, option.id, option.basis, option.facts)


def _check_tensions(model: Model) -> None:
    for tension in model.tensions:
        _check_facts(model, "tensions.toml", tension.id, tension.basis, tension.facts)
        for side in tension.sides:
            known("tensions.toml", tension.id, side.question, model.question_by_id)
            for option in side.options:
                known("tensions.toml", tension.id, option, model.question_by_id[side.question].option_ids)


def _check_axes(model: Model) -> None:
    where = "axes.toml"
    for axis in model.axes:
        _all_archetypes(model, where, f"{axis.id}.cell", [cell.archetype for cell in axis.cell])
        for cell in axis.cell:
            known(where, f"{axis.id}.{cell.archetype}.position", cell.position, axis.positions)
            known(where, f"{axis.id}.{cell.archetype}.advised", cell.advised.position, axis.positions)
            _check_facts(model, where, f"{axis.id}.{cell.archetype}", cell.basis, cell.statements)
            _check_facts(model, where, f"{axis.id}.{cell.archetype}", cell.advised.basis, cell.advised.facts)
        for indicator in axis.indicator:
            known(where, f"{axis.id}.indicator", indicator.question, model.question_by_id)
            for option, position in indicator.positions.items():
                options = model.question_by_id[indicator.question].option_ids
                known(where, f"{axis.id}.{indicator.question}", option, options)
                known(where, f"{axis.id}.{indicator.question}.{option}", position, axis.positions)


def _check_steps(model: Model) -> None:
    where = "strategy.toml"
    unique(where, "id", [step.id for step in model.steps])
    for step in model.steps:
        known(where, f"{step.id}.archetype", step.archetype, model.archetype_ids)
        _check_facts(model, where, step.id, step.basis, step.facts)
    found = {(step.archetype, step.axis, step.kind) for step in model.steps}
    for archetype in model.archetype_ids:
        for axis in model.axes:
            if not {(archetype, axis.id, "step"), (archetype, axis.id, "keep")} <= found:
                raise DataError(where, f"{archetype} × {axis.id}", "a step and a keep entry", "fewer")


def _check_roles(model: Model) -> None:
    roles = [role.id for role in model.roles]
    unique("roles.toml", "id", roles)
    for role in model.roles:
        _check_cited(model, "roles.toml", role.id, "stated", role.sources)
        _check_cited(model, "roles.toml", f"{role.id}.order", role.order_basis, role.order_sources)
        for kind, statements in role.statements.items():
            for statement in statements:
                known("roles.toml", f"{role.id}.{kind}", statement, model.statements)
    _all_archetypes(model, "needs.toml", "archetype", [need.archetype for need in model.needs])
    for need in model.needs:
        _check_facts(model, "needs.toml", need.archetype, need.basis, need.facts)
        for needed in need.roles:
            known("needs.toml", f"{need.archetype}.roles", needed, roles)
