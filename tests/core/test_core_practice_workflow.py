"""Laws of the chain of work: what is covered, where it changes hands, and where it breaks."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from advisor import load_model
from advisor.content.practice.workflow import handbook
from advisor.core.practice.team import Person, Team
from advisor.core.practice.workflow import (
    BROKEN,
    HANDOFFS,
    NAMED,
    NOBODY,
    OUTSIDE,
    Doer,
    Link,
    Step,
    Workflow,
    chain,
    merged,
)

BOOK = handbook()
ROLES = [role.id for role in load_model().roles]
STAGES = [stage.id for stage in BOOK.stage]

people = st.builds(
    Person,
    st.sampled_from(["", "Kim", "Lee", " kim "]),
    st.lists(st.sampled_from(ROLES), max_size=3, unique=True).map(tuple),
    st.integers(1, 9),
)
teams = st.lists(people, max_size=14).map(lambda found: Team(tuple(found)))
sheets = st.builds(
    Workflow,
    st.dictionaries(st.sampled_from(STAGES), st.sampled_from([*ROLES, NOBODY, OUTSIDE, NAMED])),
    st.dictionaries(st.sampled_from(STAGES), st.sampled_from(["Kim", "Somebody else", " "])),
    st.dictionaries(st.sampled_from(STAGES), st.sampled_from(HANDOFFS)),
)


@given(teams, sheets)
def test_a_chain_accounts_for_every_stage_and_way(team: Team, sheet: Workflow) -> None:
    """Every stage has a step and every two neighbours a way; who does nothing is no doer."""
    work = chain(BOOK, team, sheet)
    assert [step.stage.id for step in work.steps] == STAGES
    assert [(link.stage, link.onward) for link in work.links] == list(pairwise(STAGES))
    assert all(bool(step.doers) == (step.state == "done") for step in work.steps)
    assert work.covered == sum(bool(step.doers) for step in work.steps)


@given(teams, sheets)
def test_a_handoff_is_a_change_of_doers(team: Team, sheet: Workflow) -> None:
    """A way is a handoff exactly where both ends have doers and share none of them."""
    work = chain(BOOK, team, sheet)
    for first, then, link in zip(work.steps, work.steps[1:], work.links, strict=False):
        both = bool(first.doers) and bool(then.doers)
        assert (link in work.handoffs) == (both and not set(first.doers) & set(then.doers))
        assert (link.state == "gap") == (not both)


@given(teams, sheets)
def test_only_what_is_known_to_be_broken_is_a_break(team: Team, sheet: Workflow) -> None:
    """A handoff of which nothing was said is not known, not broken; the breaks stand in the order of work."""
    work = chain(BOOK, team, replace(sheet, handoffs={}))
    assert all(link.state == "unknown" for link in work.handoffs)
    assert all(isinstance(part, Step) for part in work.breaks)
    work = chain(BOOK, team, sheet)
    places = [
        STAGES.index(part.stage.id) if isinstance(part, Step) else STAGES.index(part.stage) + 0.5
        for part in work.breaks
    ]
    assert places == sorted(places)


@given(teams, sheets, st.sampled_from(STAGES))
def test_saying_that_nobody_does_a_stage_breaks_the_chain_there(
    team: Team, sheet: Workflow, stage: str
) -> None:
    """Whatever the roles tell, a stage of which the leader says that nobody does it is a break."""
    work = chain(BOOK, team, replace(sheet, doers={**sheet.doers, stage: NOBODY}))
    assert work.step(stage) in work.breaks


@given(teams, sheets)
def test_there_are_never_more_lanes_than_are_legible(team: Team, sheet: Workflow) -> None:
    """However large the team is, every doer has a lane and there are at most as many as fit."""
    most = BOOK.most_lanes.value
    work = chain(BOOK, team, sheet)
    lanes = work.lanes(most)
    assert len(lanes) == len(set(lanes)) <= most
    assert {doer for step in work.steps for doer in step.doers} <= set(lanes)


@given(teams)
def test_merging_keeps_everybody(team: Team) -> None:
    """People without a name and with the same roles become one entry; nobody is lost or doubled."""
    found = merged(team)
    assert sum(person.heads for person in found) == team.size
    unnamed = [person.roles for person in found if not person.name.strip()]
    assert len(unnamed) == len(set(unnamed))


def test_without_a_team_nothing_is_known() -> None:
    """An empty sheet and an empty team leave every stage open, and break nothing."""
    work = chain(BOOK, Team(), Workflow())
    assert {step.state for step in work.steps} == {"open"}
    assert not work.breaks
    assert not work.handoffs


def test_one_person_with_every_role_hands_nothing_over() -> None:
    """One person who holds all roles does everything, without a handoff."""
    work = chain(BOOK, Team((Person("Kim", tuple(ROLES)),)), Workflow())
    assert work.covered == len(STAGES)
    assert not work.handoffs
    assert work.lanes(9) == (Doer("person", "0"),)


def test_the_stated_chain_hands_over_twice() -> None:
    """Data engineer, data scientist and ML engineer: two handoffs, and nobody for the interface."""
    roles = ("data_engineer", "data_scientist", "ml_engineer")
    team = Team(tuple(Person(role, (role,)) for role in roles))
    work = chain(BOOK, team, Workflow(handoffs={"pipeline": BROKEN}))
    assert [link.stage for link in work.handoffs] == ["pipeline", "evaluate"]
    first = work.breaks[0]
    assert isinstance(first, Link)
    assert first.stage == "pipeline"
    assert [part.stage.id for part in work.breaks if isinstance(part, Step)] == ["interface", "learn"]


def test_a_name_of_the_team_shares_the_lane_of_that_person() -> None:
    """A name typed for a stage is the person of that name, whatever its case; else somebody new."""
    team = Team((Person("Kim", ("data_engineer",)),))
    sheet = Workflow({"serve": NAMED, "monitor": NAMED}, {"serve": " KIM ", "monitor": "Park"})
    work = chain(BOOK, team, sheet)
    assert work.step("serve").doers == (Doer("person", "0"),)
    assert work.step("monitor").doers == (Doer("named", "Park"),)


def test_sixty_people_share_lanes_by_role() -> None:
    """In a team of sixty, people of one role are one doer."""
    team = Team(tuple(Person(f"P{n}", (ROLES[n % len(ROLES)],)) for n in range(60)))
    work = chain(BOOK, team, Workflow())
    assert work.by_role
    assert {doer.kind for step in work.steps for doer in step.doers} == {"role"}
