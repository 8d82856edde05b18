"""What the evaluation sheets tell and hand out, in every language and for every archetype."""

import re

import pytest

from advisor import load_model
from advisor.content.text import LANGUAGES, load_text
from advisor.core.assessment import assess
from advisor.core.practice.evaluation import Criterion, Evaluation, RoleSheet
from advisor.practice import Situation, exports, told
from advisor.practice.told import BAD, GOOD, OPEN, WEAK, Line, Points
from tests.answers import CLEAR
from tests.practice.telling import lines

MODEL = load_model()
ROLES = tuple(role.id for role in MODEL.roles)
ARCHETYPES = [None, *MODEL.archetype_ids]
SETTLED = RoleSheet(expectation="두 가지 방법 비교", if_fails="実験の質")
OWN = (
    Criterion("Launches on time"),
    Criterion("Readable code", "yes"),
    Criterion("Kind to | all <b>", "no"),
    Criterion("Tidy"),
    Criterion("Curious", "unsure"),
)
FULL = RoleSheet(("MLE-10", "code"), "x" * 1000, "y\nz", OWN)


def situation(sheet: Evaluation, language: str = "en", archetype: str | None = None) -> Situation:
    """An organisation of this archetype with this sheet."""
    answers = CLEAR if archetype else {}
    kept = {"evaluation": sheet}
    return Situation(MODEL, load_text(language), assess(MODEL, answers), archetype, "Acme", kept)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("archetype", ARCHETYPES)
@pytest.mark.parametrize("own", [RoleSheet(), SETTLED, FULL])
def test_it_tells_everywhere(language: str, archetype: str | None, own: RoleSheet) -> None:
    """All roles of every archetype are told without gaps, and facts carry their grounds."""
    sheet = Evaluation(ROLES, dict.fromkeys(ROLES, own))
    answer = told(situation(sheet, language, archetype), "evaluation")
    everything = [answer.sentence, *(line.text for line in lines(answer))]
    assert not answer.empty
    assert not [words for words in everything if re.search(r"\{\w*\}", words)]
    assert any(line.basis == "stated" and line.sources for line in lines(answer))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("archetype", ARCHETYPES)
def test_an_empty_sheet_says_what_to_do_first(language: str, archetype: str | None) -> None:
    """Without a role the first step is told, and what holds anyway."""
    answer = told(situation(Evaluation(), language, archetype), "evaluation")
    assert answer.empty
    assert answer.sentence == load_text(language)("evaluation.said.empty")
    assert len(answer.blocks) == 3


CONCLUSIONS = {
    "or may: 2 of 6": FULL,
    "Not agreed yet": RoleSheet(expectation="x"),
    "not settled: 2 of 3": RoleSheet(
        (), "x", "y", (Criterion("Tidy"), Criterion("Kind", "unsure"), Criterion("Calm", "yes"))
    ),
    "For every role it is agreed": RoleSheet((), "x", "y", (Criterion("Launches on time", "yes"),)),
}


@pytest.mark.parametrize("words", CONCLUSIONS)
def test_the_conclusion_is_the_most_urgent(words: str) -> None:
    """Criteria that hang on success come before what is not agreed, and that before open questions."""
    answer = told(situation(Evaluation(("developer",), {"developer": CONCLUSIONS[words]})), "evaluation")
    assert words in answer.sentence


def test_each_criterion_says_how_it_stands() -> None:
    """The leader's answer decides, then the words; a criterion nobody answered for stays open."""
    answer = told(situation(Evaluation(("ml_engineer",), {"ml_engineer": FULL})), "evaluation")
    role = next(
        block for block in answer.blocks if isinstance(block, Points) and block.title == "ML engineer"
    )
    states = {one.text: line.state for line in role.items for one in OWN if f"“{one.text}”" in line.text}
    assert list(states.values()) == [WEAK, GOOD, BAD, OPEN, OPEN]
    words = "\n".join(line.text for line in lines(answer))
    assert "“Launches on time”: agree that delays were told early" in words
    assert "“Kind to | all <b>”: agree what good work looks like" in words
    assert "“Readable code”: agree" not in words


def test_deliverables_are_those_of_the_sources() -> None:
    """A role's deliverables are prefilled with their sources; what is not expected is left out and named."""

    def role(sheet: RoleSheet) -> tuple[Line, ...]:
        answer = told(situation(Evaluation(("ml_engineer",), {"ml_engineer": sheet})), "evaluation")
        return next(b.items for b in answer.blocks if isinstance(b, Points) and b.title == "ML engineer")

    text = load_text("en")
    delivered = [line for line in role(SETTLED) if line.basis == "stated"]
    assert [line.text for line in delivered] == [
        text("role_statements.MLE-10"),
        text("role_statements.MLE-11"),
    ]
    assert all(line.sources for line in delivered)
    assert text("evaluation.sheet.late") in [line.text for line in role(SETTLED)]
    without = role(RoleSheet(without=("MLE-10", "MLE-11", "code")))
    assert not [line for line in without if line.basis]
    assert any(line.text.startswith("Not expected here") and "Good code" in line.text for line in without)


@pytest.mark.parametrize(
    ("archetype", "words"), [("embedded", "delivery dates"), ("r_and_d", "papers alone")]
)
def test_the_risk_of_the_archetype_is_told(archetype: str, words: str) -> None:
    """Where people are judged by a host team's dates or by papers, that is said, as our reading."""
    told_lines = lines(told(situation(Evaluation(), "en", archetype), "evaluation"))
    assert [line.basis for line in told_lines if words in line.text] == ["inferred"]
    other = lines(told(situation(Evaluation(), "en", "ad_hoc"), "evaluation"))
    assert not [line for line in other if words in line.text]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheets_as_a_file(language: str) -> None:
    """The file has a part for each role with what is agreed, and its tables are whole."""
    sheet = Evaluation(("ml_engineer", "developer"), {"ml_engineer": FULL})
    export = exports(situation(sheet, language), "evaluation")[0]
    file = export.make().decode()
    text = load_text(language)
    assert export.file_name.endswith(".md")
    assert [f"## {text(f'roles.{role}.name')}" in file for role in (*sheet.roles, "data_analyst")] == [
        True,
        True,
        False,
    ]
    assert "Kind to \\| all \\<b\\>" in file
    assert "y z" in file
    assert text("role_statements.MLE-11") in file
    assert text("role_statements.MLE-10") not in file
    tables = [re.sub(r"\\.", "", line).count("|") for line in file.splitlines() if line.startswith("|")]
    assert set(tables) == {4}


def test_what_is_expected_is_checked_like_a_criterion() -> None:
    """An expectation that hangs on success is counted, marked, and proposed to be said otherwise."""
    sheet = RoleSheet(expectation="The model launches by June", if_fails="No bonus")
    answer = told(situation(Evaluation(("ml_engineer",), {"ml_engineer": sheet})), "evaluation")
    assert "or may: 1 of 1" in answer.sentence
    marks = [line.state for line in lines(answer) if "may hang" in line.text]
    assert marks == [WEAK, WEAK]
    assert any("The model launches by June" in line.text and line.basis for line in lines(answer))
