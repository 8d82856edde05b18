"""What the hiring kit tells and hands out, in every language and for every archetype."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor import load_model
from advisor.content.practice.hiring import handbook
from advisor.content.text import LANGUAGES, load_text
from advisor.core.assessment import assess
from advisor.core.practice.hiring import OWN, Hiring, Kit, Own, Round
from advisor.core.practice.team import Person, Team
from advisor.practice import Situation, exports, told
from advisor.practice.hiring import role_of
from advisor.practice.markdown import plain
from advisor.practice.told import Points
from tests.answers import CLEAR
from tests.practice.telling import lines

MODEL = load_model()
ROLES = [role.id for role in MODEL.roles]
ARCHETYPES = [None, *MODEL.archetype_ids]
UNICORN = Kit(
    must=(
        "doctorate",
        "papers",
        "software",
        "distributed",
        "new_methods",
        "pipelines",
        "platform",
        "train_live",
    ),
    nice=("sql",),
    own=(Own("우리 <b>제품</b> | 製品 *", "ml_engineer"), Own("x" * 120)),
    rounds=(
        Round("pair_debugging", bar="one | fault"),
        Round("mathematics"),
        Round("past_projects", (OWN + "x" * 120,)),
    ),
)
SOUND = Kit(must=("software", "ml_interest"), rounds=(Round("pair_debugging"),))


def situation(
    language: str, archetype: str | None = None, team: Team | None = None, **sheet: object
) -> Situation:
    """An organisation of this archetype with this sheet."""
    answers = CLEAR if archetype else {}
    sheets: dict[str, object] = {"hiring": Hiring(**sheet)} if sheet else {}  # type: ignore[arg-type]
    sheets |= {"team": team} if team else {}
    return Situation(MODEL, load_text(language), assess(MODEL, answers), archetype, "Acme", sheets)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("archetype", ARCHETYPES)
@pytest.mark.parametrize("kit", [Kit(), SOUND, UNICORN])
def test_it_tells_everywhere(language: str, archetype: str | None, kit: Kit) -> None:
    """Every role of every archetype has a sentence without gaps, and facts carry their grounds."""
    for role in ROLES:
        answer = told(
            situation(language, archetype, role=role, kits={role: kit}, offers={"mission": "have"}), "hiring"
        )
        everything = [answer.sentence, *(line.text for line in lines(answer))]
        assert not answer.empty
        assert not [words for words in everything if re.search(r"\{\w*\}", words)]
        assert any(line.basis == "stated" and line.sources for line in lines(answer))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("archetype", ARCHETYPES)
def test_an_empty_sheet_says_what_to_do_first(language: str, archetype: str | None) -> None:
    """Without input the sentence names the role to begin with, and the rest is told all the same."""
    here = situation(language, archetype)
    answer = told(here, "hiring")
    assert answer.empty
    assert here.role(role_of(here)) in answer.sentence
    assert answer.blocks


def test_the_role_follows_what_the_team_lacks() -> None:
    """The kit begins with the first role that is needed and missing, unless one is chosen."""
    team = Team((Person(roles=("data_engineer",)),))
    assert role_of(situation("en", "independent")) == "data_engineer"
    assert role_of(situation("en", "independent", team)) == "ml_engineer"
    full = Team((Person(roles=tuple(ROLES)),))
    assert role_of(situation("en", "independent", full)) == "ml_engineer"
    assert role_of(situation("en")) == "ml_engineer"
    assert role_of(situation("en", "independent", team, role="developer")) == "developer"
    assert "nobody in the team holds it" in told(situation("en", "independent", team), "hiring").sentence


@pytest.mark.parametrize("role", ["engineering_manager", "data_analyst", "developer"])
def test_missing_advice_is_said(role: str) -> None:
    """Where no source gives hiring advice, that is said, and none is made up."""
    assert handbook().points_of(role) == ()
    words = [line.text for line in lines(told(situation("en", role=role, kits={role: SOUND}), "hiring"))]
    assert load_text("en")("hiring.no_advice") in words


def test_a_unicorn_is_named_with_its_roles() -> None:
    """An advertisement of four roles names them, which demand belongs to which, and that nobody covers it."""
    answer = told(situation("en", "ad_hoc", role="ml_engineer", kits={"ml_engineer": UNICORN}), "hiring")
    assert "4 roles" in answer.sentence
    assert "ML researcher" in answer.sentence
    words = "\n".join(line.text for line in lines(answer))
    assert (
        "Build data pipelines for training and serving: this is the work of another role (Data engineer)"
        in words
    )
    assert "Nobody covers everything from full DevOps" in words


CONCLUSIONS = {
    "demands nothing yet": Kit(nice=("sql",)),
    "tied to a role": Kit(own=(Own("Patience"),)),
    "two roles in one person": Kit(must=("train_live", "doctorate")),
    "another role: ML researcher": Kit(must=("doctorate",)),
    "choose the interview rounds": Kit(must=("train_live",)),
    "no interview round checks 1 of its 2": Kit(must=("docker", "software"), rounds=(Round("whiteboard"),)),
    "checks every must-demand": SOUND,
}


@pytest.mark.parametrize("words", CONCLUSIONS)
def test_the_conclusion_fits(words: str) -> None:
    """Each state of a kit has its own conclusion."""
    sheet = {"role": "ml_engineer", "kits": {"ml_engineer": CONCLUSIONS[words]}}
    assert words in told(situation("en", **sheet), "hiring").sentence  # type: ignore[arg-type]


def test_what_the_interview_misses_is_flagged() -> None:
    """A demand that no round checks and a round that checks nothing are both told, with a way out."""
    kit = Kit(
        must=("docker", "software"),
        own=(Own("Patience"),),
        rounds=(Round("mathematics"), Round("whiteboard")),
    )
    words = "\n".join(
        line.text
        for line in lines(told(situation("en", role="developer", kits={"developer": kit}), "hiring"))
    )
    assert "Docker: no round checks this. It would show in: Past projects." in words
    assert "Patience: no round checks this. Name it" in words
    assert "Mathematics puzzles: this round checks nothing" in words
    assert "Coding at the whiteboard: this round" not in words


def test_an_old_fact_shows_its_year() -> None:
    """Every statement about the market says of which year it is."""
    table = [b for b in told(situation("en"), "hiring").blocks if isinstance(b, Points)]
    market = next(b for b in table if b.title == load_text("en")("hiring.market.title"))
    assert all(re.match(r"20\d\d", line.text) for line in market.items)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kit", [Kit(), SOUND, UNICORN])
def test_the_kit_as_a_file(language: str, kit: Kit) -> None:
    """The file has the advertisement, the plan and a card for each round; tables are whole."""
    here = situation(
        language, "ad_hoc", role="ml_engineer", kits={"ml_engineer": kit}, offers={"mission": "have"}
    )
    export = exports(here, "hiring")[0]
    file = export.make().decode()
    text = load_text(language)
    assert export.file_name.endswith(".md")
    assert file.startswith("# ")
    assert text("hiring.offers.mission") in file
    assert len(re.findall("^### " + re.escape(text("hiring.kit.card", n=1, form="")), file, re.M)) == bool(
        kit.rounds
    )
    tables = [re.sub(r"\\.", "", line).count("|") for line in file.splitlines() if line.startswith("|")]
    assert set(tables) <= {5}
    assert "<b>" not in file


def test_the_file_warns_of_a_unicorn_only() -> None:
    """The draft of an advertisement that is not one post begins with the warning."""

    def file(kit: Kit) -> str:
        return (
            exports(situation("en", role="ml_engineer", kits={"ml_engineer": kit}), "hiring")[0]
            .make()
            .decode()
        )

    assert "> Before this is published" in file(UNICORN)
    assert "> Before this is published" not in file(SOUND)


@given(st.text())
@settings(max_examples=200)
def test_words_never_become_markup(words: str) -> None:
    """No mark of Markdown or HTML stands in a file without a stroke before it, and no line breaks."""
    safe = plain(words)
    bare = re.sub(r"\\.", "", safe)
    assert not re.search(r"[\\`*_\[\]<>&|~#$]", bare)
    assert "\n" not in safe
    assert not re.match(r"\d*[-+=.):]", safe)
    assert re.sub(r"\\(.)", r"\1", safe) == " ".join(words.split())
