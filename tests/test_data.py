"""What lies in data/: the cases come out as described, and every id has its words and its place."""

import re
from collections import Counter
from datetime import date

import pytest

from advisor import Assessment, assess, load_model
from advisor.content.cases import Case, load_cases
from advisor.content.text import LANGUAGES, Text, check_texts, load_text, placeholders
from advisor.core.model import DONT_KNOW, Axis, Question

MODEL = load_model()
CASES = load_cases(MODEL)
TIDY = [case for case in CASES if case.kind == "tidy"]
EACH = pytest.mark.parametrize("language", LANGUAGES)
READINGS = [
    pytest.param(case, dict(reading.responses), id=f"{case.id}, reader {reading.reader}")
    for case in CASES
    for reading in case.reading
]
TIDY_READINGS = [reading for reading in READINGS if reading.values[0].kind == "tidy"]  # type: ignore[union-attr]


def with_only(responses: dict[str, str], *, core: bool = False, structure: bool = True) -> Assessment:
    """The assessment of some of the answers: of the core only, or without the questions about structure."""
    kept = {q.id for q in MODEL.questions if (q.core or not core) and (structure or not q.structure)}
    return assess(MODEL, {question: option for question, option in responses.items() if question in kept})


@pytest.mark.parametrize(("case", "responses"), TIDY_READINGS)
def test_a_described_organisation_is_found(case: Case, responses: dict[str, str]) -> None:
    """An organisation described for an archetype is found as such from the core, and from all questions."""
    assert with_only(responses, core=True).archetype == case.expected
    assert with_only(responses).archetype == case.expected


@pytest.mark.parametrize(("case", "responses"), TIDY_READINGS)
def test_it_stays_near_without_the_structure(case: Case, responses: dict[str, str]) -> None:
    """Without the questions about the structure itself the right archetype is still first or second."""
    for core in (True, False):
        found = with_only(responses, core=core, structure=False)
        assert case.expected in (found.archetype, found.runner_up)


@pytest.mark.parametrize(("case", "responses"), READINGS)
def test_no_clear_verdict_is_wrong(case: Case, responses: dict[str, str]) -> None:
    """Where the verdict is clear, it is right, for every organisation whose labels agree."""
    for core in (True, False):
        found = with_only(responses, core=core)
        assert found.verdict != "clear" or case.expected in (None, found.archetype)


def test_the_cases_are_two_readings_each() -> None:
    """There are at least twenty organisations of both kinds, each read by two readers."""
    assert len(CASES) >= 20
    assert {case.kind for case in CASES} == {"tidy", "messy"}
    assert all([reading.reader for reading in case.reading] == [1, 2] for case in CASES)
    assert all(case.label and case.description.strip() and case.source_url for case in CASES)


def test_tidy_cases_cover_the_archetypes() -> None:
    """Tidy organisations have one agreed label, and each archetype has as many of them."""
    counts = Counter(case.expected for case in TIDY)
    assert set(counts) == set(MODEL.archetype_ids)
    assert len(set(counts.values())) == 1


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_labels_name_archetypes(case: Case) -> None:
    """Labels name archetypes, and a reader's division over them sums to 1."""
    for label in case.label:
        assert label.first in MODEL.archetype_ids
        assert label.second in (None, *MODEL.archetype_ids)
        assert label.first != label.second
        if label.support:
            assert set(label.support) == set(MODEL.archetype_ids)
            assert sum(label.support.values()) == pytest.approx(1)


def test_texts_mirror_each_other() -> None:
    """Every language has the same keys with the same placeholders, and no sentence has a broken brace."""
    check_texts()
    for language in LANGUAGES:
        for sentence in load_text(language).entries.values():
            placeholders(sentence)


def keys_of(text: Text, file: str) -> set[str]:
    """The first step of every key of a file of text."""
    return {key.split(".")[1] for key in text.entries if key.startswith(f"{file}.")}


@EACH
def test_texts_are_of_the_ids_of_the_model(language: str) -> None:
    """Archetypes, axes, roles, sources, statements, needs and questions have texts, and no other id has."""
    text = load_text(language)
    roles = {role.id for role in MODEL.roles}
    of_roles = {s.id for s in MODEL.statements.values() if s.topic in roles}
    expected = {
        "archetypes": set(MODEL.archetype_ids),
        "axes": {axis.id for axis in MODEL.axes},
        "roles": roles,
        "sources": set(MODEL.sources),
        "role_statements": of_roles,
        "statements": set(MODEL.statements) - of_roles,
        "needs": {need.archetype for need in MODEL.needs},
        "questions": {*MODEL.question_by_id, DONT_KNOW},
    }
    assert {file: keys_of(text, file) for file in expected} == expected


@EACH
@pytest.mark.parametrize("question", MODEL.questions, ids=lambda question: question.id)
def test_every_option_has_a_label(question: Question, language: str) -> None:
    """A question has text, help, reason and short name, and a label for each of its options and no other."""
    words = load_text(language).under(f"questions.{question.id}")
    options = {f"options.{option.id}" for option in question.options}
    assert set(words) == {"text", "help", "why", "short"} | options
    assert len({words[option] for option in options}) == len(options)


@EACH
@pytest.mark.parametrize("axis", MODEL.axes, ids=lambda axis: axis.id)
def test_every_position_and_cell_has_words(axis: Axis, language: str) -> None:
    """An axis has words for each position and each archetype's cell."""
    words = load_text(language).under(f"axes.{axis.id}")
    expected = {f"positions.{position}" for position in axis.positions}
    expected |= {f"cells.{archetype}" for archetype in MODEL.archetype_ids}
    assert set(words) == {"name", "short", "question", "gloss"} | expected


@EACH
def test_every_step_and_need_has_words(language: str) -> None:
    """Steps have action, need and check, owners a name, needed roles a reason, and nothing else has words."""
    text = load_text(language)
    steps = {f"{step.id}.{part}" for step in MODEL.steps for part in ("do", "needs", "check")}
    assert set(text.under("strategy.steps")) == steps
    assert set(text.under("strategy.owners")) == {step.owner for step in MODEL.steps}
    for need in MODEL.needs:
        assert set(text.under(f"needs.{need.archetype}")) == set(need.roles)


@EACH
def test_every_number_of_the_model_has_a_name(language: str) -> None:
    """Levels, groups, sections, thresholds and the cited groups of numbers are named."""
    text, settings = load_text(language), MODEL.settings
    assert set(text.under("ui.levels")) == set(settings.levels)
    assert set(text.under("ui.groups")) == set(settings.tempers)
    assert set(text.under("blocks.sections")) == set(settings.sections)
    assert set(text.under("ui.thresholds")) == set(settings.thresholds.__slots__)
    assert set(text.under("ui.perturbation")) == set(settings.perturbation.__slots__)
    assert set(text.under("ui.numbers")) == {"name", "value", *settings.cited}


@EACH
def test_short_names_are_all_different(language: str) -> None:
    """No two archetypes, roles or questions have the same name in a language."""
    text = load_text(language)
    for keys in (
        [f"archetypes.{archetype}.short" for archetype in MODEL.archetype_ids],
        [f"roles.{role.id}.short" for role in MODEL.roles],
        [f"roles.{role.id}.name" for role in MODEL.roles],
        [f"questions.{question.id}.short" for question in MODEL.questions],
    ):
        assert len({text(key) for key in keys}) == len(keys)


def test_every_group_and_statement_is_used() -> None:
    """Every temper belongs to a question, and every topic to an archetype, a role or the field as a whole."""
    assert {question.group for question in MODEL.questions} == set(MODEL.settings.tempers)
    assert {question.section for question in MODEL.questions} == set(MODEL.settings.sections)
    topics = {*MODEL.archetype_ids, *(role.id for role in MODEL.roles), "general"}
    assert {statement.topic for statement in MODEL.statements.values()} <= topics


def test_every_source_is_cited_and_dated() -> None:
    """Every source is cited by a statement, has an address and a date, and ids are unique in the list."""
    cited = {source for statement in MODEL.statements.values() for source in statement.sources}
    assert cited == set(MODEL.sources)
    for source in MODEL.sources.values():
        assert re.match(r"https?://\w", source.url)
        assert re.fullmatch(r"\d{4}(-\d{2}-\d{2})?", source.date)
        if len(source.date) > 4:
            assert date.fromisoformat(source.date) < date(2100, 1, 1)


def test_colours_are_colours() -> None:
    """Each archetype has a code and two colours of its own."""
    for kind in ("code", "colour_light", "colour_dark"):
        assert len({getattr(archetype, kind) for archetype in MODEL.archetypes}) == 5
    for archetype in MODEL.archetypes:
        assert re.fullmatch(r"#[0-9A-F]{6}", archetype.colour_light)
        assert re.fullmatch(r"#[0-9A-F]{6}", archetype.colour_dark)


def test_nothing_of_ad_hoc_is_stated_advice() -> None:
    """The lecture gives no design advice for ad-hoc, so every cell and step of it is derived."""
    cells = [axis.cell_of("ad_hoc") for axis in MODEL.axes]
    assert {cell.basis for cell in cells} | {cell.advised.basis for cell in cells} == {"inferred"}
    steps = [step for step in MODEL.steps if step.archetype == "ad_hoc"]
    assert steps
    assert {step.basis for step in steps} == {"inferred"}
