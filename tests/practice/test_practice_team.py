"""What is told of a team."""

import pytest

from advisor.charts.drawing import Disc, Words
from advisor.content.loader import load_model
from advisor.content.practice import team_table
from advisor.content.text import LANGUAGES, load_text
from advisor.core.practice.team import Person, Team, team_of
from advisor.practice.team import exports, tell
from advisor.practice.told import BAD, GOOD, OPEN, WEAK, Note, Picture, Points, Table, Told
from tests.practice.telling import situation, words

MODEL = load_model()
ROLES = [role.id for role in MODEL.roles]
CHAIN = ("data_engineer", "data_scientist", "ml_engineer")
ONE = Team((Person("Kim", CHAIN),))
SMALL = Team(
    (
        Person("김민수", ("ml_researcher", "mlops_engineer")),
        Person("", ("ml_engineer",), 3),
        Person("<b>Lee</b> {n}", ("data_scientist", "data_analyst")),
        Person("Boss"),
    )
)
SIXTY = Team(tuple(Person(f"Person {n}", (ROLES[n % 7], ROLES[(n + 1) % 7])) for n in range(60)))
LONG = Team((Person("長" * 120, tuple(ROLES), 1000), Person("", tuple(ROLES), 2)))
FULL = team_of((role, 2) for role in ROLES)


def coverage(told: Told) -> Table:
    """The table of duties."""
    return next(block for block in told.blocks if isinstance(block, Table))


def points(told: Told, title: str) -> Points:
    """The list under this heading."""
    return next(block for block in told.blocks if isinstance(block, Points) and block.title == title)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("archetype", [None, *MODEL.archetype_ids])
@pytest.mark.parametrize("team", [Team(), ONE, SMALL, SIXTY, LONG, FULL])
def test_it_is_told_in_every_language(language: str, archetype: str | None, team: Team) -> None:
    """Every team is told for every archetype and for none, with all duties, and no cell or line is empty."""
    told = tell(situation(team, language=language, archetype=archetype))
    assert told.sentence
    assert told.empty == (not team.people)
    lines = [line for block in told.blocks if isinstance(block, Points) for line in block.items]
    lines += [block.line for block in told.blocks if isinstance(block, Note)]
    if team.people:
        table = coverage(told)
        assert len(table.rows) == 14
        assert all(len(row) == len(table.head) for row in table.rows)
        lines += [cell for row in table.rows for cell in row]
    assert all(line.text.strip() for line in lines)
    assert "{" not in words(told).replace("<b>Lee</b> {n}", "")


@pytest.mark.parametrize("archetype", MODEL.archetype_ids)
def test_without_a_team_the_archetype_alone_is_told(archetype: str) -> None:
    """An empty sheet asks for people and still says what the archetype needs, derived, with sources."""
    told = tell(situation(archetype=archetype))
    needs = told.blocks[0]
    assert isinstance(needs, Points)
    assert needs.ordered
    need = next(need for need in MODEL.needs if need.archetype == archetype)
    assert [line.text.partition(":")[0] for line in needs.items] == [
        load_text("en")(f"roles.{role}.name") for role in need.roles
    ]
    assert all(line.basis == "inferred" and line.sources for line in needs.items)


def test_without_team_and_archetype_nothing_is_claimed() -> None:
    """Where nothing is known, only what to do first is said."""
    told = tell(situation())
    assert told.blocks == ()
    assert "Enter" in told.sentence


def test_duties_that_have_nobody_lead_the_sentence() -> None:
    """The sentence names what nobody carries, and the next role to hire."""
    told = tell(situation(ONE, archetype="ad_hoc"))
    assert "Product requirements" in told.sentence
    assert told.sentence.endswith("the next role to hire is ML engineer.")
    assert [row[1].state for row in coverage(told).rows][:5] == [BAD] * 5


def test_thin_and_covered_teams_have_their_own_sentence() -> None:
    """Without open duties the sentence names thin ones; without those it says that all is covered."""
    thin = Team((*FULL.people[:7], Person("Kim", ("mlops_engineer", "developer"))))
    told = tell(situation(thin, archetype="independent"))
    assert "cover is thin for: Monitoring, Infrastructure" in told.sentence
    assert {row[1].state for row in coverage(told).rows} == {WEAK, GOOD}
    done = tell(situation(FULL, archetype="independent"))
    assert done.sentence == "Every duty that matters here is covered, and no role is missing."


def test_who_could_take_it_on_is_derived_and_cited() -> None:
    """People are named with their ease as this project's reading, and the reason stands below the table."""
    told = tell(situation(SMALL, archetype="independent"))
    row = next(row for row in coverage(told).rows if row[0].text.startswith("Monitoring"))
    assert row[0].basis == "stated"
    assert "GOOG" in row[0].sources
    assert row[2].text == "김민수"
    assert row[3].text == "ML engineer (3 people): fits well"
    assert row[3].basis == "inferred"
    why = points(told, "Why somebody could take it on")
    assert any("platform engineer" in line.text and line.basis == "inferred" for line in why.items)


def test_a_duty_that_nobody_needs_first_is_open_and_not_bad() -> None:
    """What nobody carries and the archetype does not need first is marked apart from what is missing."""
    rows = coverage(tell(situation(SMALL, archetype="independent"))).rows
    states = {row[0].text.partition(":")[0]: row[1].state for row in rows}
    assert states["Application"] == OPEN
    assert states["Evaluation of people"] == BAD


def test_people_with_too_much_are_told_apart_from_coverage() -> None:
    """Too many roles, roles far apart and people without a role are each told; long lists are cut."""
    told = tell(situation(Team((*SMALL.people, Person("Max", tuple(ROLES[:4])))), archetype="embedded"))
    said = [line.text for line in points(told, "People to look at").items]
    assert said[0] == "Max: more than 3 roles at once."
    assert said[1].startswith("김민수: research")
    assert said[-1] == "People whose role is not entered yet: 1."
    many = Team(tuple(Person(f"P{n}", tuple(ROLES[:4])) for n in range(300)))
    items = points(tell(situation(many)), "People to look at").items
    assert len(items) < 12
    assert any("296 more" in line.text for line in items)


@pytest.mark.parametrize(
    ("team", "archetype", "start"),
    [
        (ONE, "ad_hoc", "ML engineer: only people with other roles"),
        (Team((Person("Kim", ("ml_engineer",)),)), "ad_hoc", "Data engineer: nobody holds this role. First"),
        (Team((Person("", ("ml_researcher",), 5),)), "r_and_d", "Data engineer: nobody holds this role, and"),
        (
            Team((Person("A", ("ml_engineer",)), Person("B", ("data_engineer",)))),
            "ad_hoc",
            "ML product manager: nobody holds this role. In so small a team",
        ),
        (Team((Person("", ("ml_researcher",), 2),)), None, "Data engineer: for a team with one person more"),
        (FULL, "ml_first", "No role is missing"),
    ],
)
def test_the_next_hire_is_told_with_its_reason(team: Team, archetype: str | None, start: str) -> None:
    """The next hire and why; without an archetype it is said that only the head count decides."""
    items = points(tell(situation(team, archetype=archetype)), "Next hire").items
    assert items[0].text.startswith(start)
    assert items[0].basis == "inferred"
    assert ("not known yet" in items[-1].text) == (archetype is None)


def test_needed_roles_that_somebody_could_take_on_are_told_before_hiring() -> None:
    """A missing role that somebody could take on is no reason to hire, and that is said."""
    items = points(tell(situation(SMALL, archetype="independent")), "Next hire").items
    assert any(line.text.startswith("Without hiring: Data engineer could be taken on by") for line in items)


def test_a_role_for_which_a_leader_can_stand_is_told() -> None:
    """In a small team a leader can stand for a management role, and that is said with the next hire."""
    items = points(tell(situation(ONE, archetype="ad_hoc")), "Next hire").items
    said = [line.text for line in items if line.text.startswith("Without hiring: a leader")]
    assert ["ML product manager" in line for line in said] == [True, False]
    assert "Engineering manager" in said[1]


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (1, "One generalist"),
        (2, "One person takes"),
        (4, "A data engineer"),
        (8, "Separate people"),
        (9, "Every role"),
        (600, "Every role"),
    ],
)
def test_what_fits_the_head_count(size: int, said: str) -> None:
    """The advice for the number of people, and what of it nobody holds."""
    told = tell(situation(Team((Person("", ("data_analyst",), size),))))
    people = "1 person" if size == 1 else f"{size} people"
    advice, rest = points(told, f"What fits {people}").items
    assert advice.text.startswith(said)
    assert advice.basis == "inferred"
    assert rest.text.startswith("Of this, nobody holds yet:")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("team", [ONE, SMALL, LONG, FULL])
def test_the_map_shows_who_is_there(language: str, team: Team) -> None:
    """Filled circles carry their head count, the others are hollow; the words say the same."""
    told = tell(situation(team, language=language))
    picture = next(block for block in told.blocks if isinstance(block, Picture))
    shapes = picture.drawing.shapes
    discs = [shape for shape in shapes if isinstance(shape, Disc)]
    plotted = {point.role for point in MODEL.skill_points}
    held = {role for role in team.heads if role in plotted}
    assert len(discs) == len(plotted)
    assert sum(disc.style == "solid" for disc in discs) == len(held)
    inside = sorted(shape.text for shape in shapes if isinstance(shape, Words) and shape.light)
    assert inside == sorted(str(team.heads[role]) for role in held)
    text = load_text(language)
    assert all(text(f"roles.{role}.name") in picture.drawing.alt for role in plotted)
    assert all(0 <= disc.x <= picture.drawing.width for disc in discs)
    beside = told.blocks[told.blocks.index(picture) + 1]
    assert isinstance(beside, Points)
    unplotted = [role for role in ROLES if role not in plotted]
    assert all(text(f"roles.{role}.name") in beside.items[-1].text for role in unplotted)


def test_a_role_of_an_earlier_figure_is_marked_as_such() -> None:
    """The data engineer stands where the figure of 2021 has it, with that year, and broken without a head."""
    told = tell(situation(Team((Person("Kim", ("developer",)),))))
    picture = next(block for block in told.blocks if isinstance(block, Picture))
    assert [s.style for s in picture.drawing.shapes if isinstance(s, Disc)].count("dashed") == 1
    assert "Data engineer (2021)" in {s.text for s in picture.drawing.shapes if isinstance(s, Words)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_hold_the_team(language: str) -> None:
    """Both files are named in the visitor's language and read back as the same team."""
    text = load_text(language)
    for export in exports(situation(SMALL, language=language)):
        assert export.file_name.endswith(f".{export.id}")
        assert team_table.read_file(export.make(), export.file_name, text)[0] == SMALL


def test_an_empty_team_has_no_files() -> None:
    """Nothing is handed out before somebody is entered."""
    assert exports(situation()) == ()
