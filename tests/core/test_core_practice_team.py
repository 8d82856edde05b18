"""Laws of what a team covers, then cases that a leader would recognise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.content.practice.team import handbook
from advisor.core.practice.team import EASES, Person, Team, team_of
from advisor.core.practice.team_cover import (
    COVERS,
    candidates,
    combined,
    cover_of,
    duties,
    loads,
    next_hire,
    roles,
    too_many,
    unmet,
)
from advisor.core.skills import need_of
from tests.core.drawing import MODEL

BOOK = handbook()
ROLES = [role.id for role in MODEL.roles]
PEOPLE = st.builds(
    Person,
    name=st.sampled_from(["", "Kim", "Lee"]),
    roles=st.lists(st.sampled_from(ROLES), max_size=6, unique=True).map(tuple),
    heads=st.integers(1, 20),
)
TEAMS = st.lists(PEOPLE, max_size=12).map(lambda people: Team(tuple(people)))
NEEDED = st.sampled_from([(), *(need_of(MODEL, archetype).roles for archetype in MODEL.archetype_ids)])
SOME_ROLES = st.lists(st.sampled_from(ROLES), min_size=1, max_size=3, unique=True)


@given(TEAMS, PEOPLE, st.integers(0, 12), NEEDED)
def test_cover_never_falls_when_somebody_is_added(
    team: Team, person: Person, place: int, needed: tuple[str, ...]
) -> None:
    """Whoever is added, and wherever in the list, no duty and no role is covered less than before."""
    more = Team((*team.people[:place], person, *team.people[place:]))
    before = {view.duty.id: view.cover for view in duties(BOOK, team, needed)}
    for view in duties(BOOK, more, needed):
        assert COVERS.index(view.cover) >= COVERS.index(before[view.duty.id])
    for old, new in zip(roles(BOOK, team, ROLES), roles(BOOK, more, ROLES), strict=True):
        assert COVERS.index(new.cover) >= COVERS.index(old.cover)


@given(TEAMS, NEEDED)
def test_a_duty_has_nobody_exactly_where_no_role_of_it_is_held(team: Team, needed: tuple[str, ...]) -> None:
    """Every duty is told once, and it has nobody if and only if none of its roles has a head."""
    views = duties(BOOK, team, needed)
    assert sorted(view.duty.id for view in views) == sorted(duty.id for duty in BOOK.duty)
    for view in views:
        held = any(team.heads.get(role) for role in view.duty.roles)
        assert (view.cover == "none") == (not held) == (not view.holders)


@given(TEAMS, st.randoms())
def test_the_order_of_the_people_does_not_matter(team: Team, random: object) -> None:
    """Cover, the next hire and who has too much are the same in every order of the list."""
    people = list(team.people)
    random.shuffle(people)  # type: ignore[attr-defined]
    other = Team(tuple(people))
    covers = [[(v.duty.id, v.cover) for v in duties(BOOK, one, ())] for one in (team, other)]
    assert covers[0] == covers[1]
    hires = [next_hire(BOOK, one, ("ml_engineer", "data_engineer")) for one in (team, other)]
    assert (hires[0].role, hires[0].why) == (hires[1].role, hires[1].why)
    assert len(loads(BOOK, team)) == len(loads(BOOK, other))


@given(TEAMS, SOME_ROLES)
def test_who_could_take_something_on(team: Team, wanted: list[str]) -> None:
    """Nobody is named who holds it, would have too many roles or be strained; the easiest come first."""
    found = candidates(BOOK, team.people, wanted)
    ranks = [EASES.index(one.combination.ease) for one in found]
    assert ranks == sorted(ranks)
    for one in found:
        assert one.role in wanted
        assert set(wanted).isdisjoint(one.person.roles)
        assert not too_many(BOOK.limits, Person("", (*one.person.roles, one.role)))
        pairs = [combined(BOOK, held, one.role) for held in one.person.roles]
        assert all(pair is None or pair.ease != "strained" for pair in pairs)
        assert one.combination in pairs


@given(TEAMS, NEEDED)
def test_the_next_hire_is_no_role_that_is_covered(team: Team, needed: tuple[str, ...]) -> None:
    """The next hire is a role that is not covered yet, needed by the archetype or by the head count."""
    hire = next_hire(BOOK, team, needed)
    if hire.role is None:
        assert hire.why == "none"
        return
    assert cover_of(BOOK.limits, team.people, (hire.role,)) != "covered"
    assert (hire.role in needed) == (hire.why != "size") or hire.why == "size"
    assert hire.why != "gap" or not hire.candidates
    assert hire.why != "takeable" or hire.candidates


@given(TEAMS, NEEDED)
def test_hiring_ends(team: Team, needed: tuple[str, ...]) -> None:
    """Whoever hires for the role named, one person with that role alone, needs at most one hire a role."""
    hired = []
    while (role := next_hire(BOOK, team, needed).role) is not None:
        hired.append(role)
        team = Team((*team.people, Person("", (role,))))
        assert len(hired) <= len(ROLES)
    assert len(set(hired)) == len(hired)


@given(st.integers(1, 5_000))
def test_every_head_count_has_its_advice(people: int) -> None:
    """From one person on, exactly one advice fits; for nobody there is none."""
    fitting = [size for size in BOOK.size if size.least <= people <= (size.most or people)]
    assert [BOOK.size_of(people)] == fitting
    assert BOOK.size_of(0) is None


@given(TEAMS)
def test_unmet_roles_are_held_by_nobody(team: Team) -> None:
    """What the head count calls for and is named as missing, nobody holds."""
    assert all(not team.heads.get(role) for either in unmet(BOOK, team) for role in either)


@given(st.dictionaries(st.sampled_from(ROLES), st.integers(0, 50)))
def test_heads_and_size_add_up(heads: dict[str, int]) -> None:
    """A team made of head counts has these counts and their sum, and nobody in it has too much."""
    team = team_of(heads.items())
    assert team.heads == {role: count for role, count in heads.items() if count}
    assert team.size == sum(heads.values())
    assert loads(BOOK, team) == ()


# ---- Cases ----

CHAIN = ("data_engineer", "data_scientist", "ml_engineer")


@pytest.mark.parametrize(
    ("people", "cover"),
    [
        ((), "none"),
        ((Person("Kim", ("data_engineer",)),), "none"),
        ((Person("Kim", ("ml_engineer",)),), "covered"),
        ((Person("Kim", CHAIN),), "thin"),
        ((Person("Kim", CHAIN), Person("Lee", CHAIN)), "covered"),
        ((Person("", CHAIN, 2),), "covered"),
        ((Person("Kim", tuple(ROLES)), Person("Lee", tuple(ROLES))), "thin"),
        ((Person("Kim", tuple(ROLES)), Person("Lee", CHAIN)), "thin"),
    ],
)
def test_the_cover_of_a_role(people: tuple[Person, ...], cover: str) -> None:
    """One person for it alone or two who are not overloaded are enough; everybody else makes it thin."""
    assert cover_of(BOOK.limits, people, ("ml_engineer",)) == cover


@pytest.mark.parametrize(
    ("one", "other", "ease"),
    [
        ("data_engineer", "ml_engineer", "natural"),
        ("data_analyst", "data_scientist", "natural"),
        ("mlops_engineer", "ml_engineer", "natural"),
        ("ml_product_manager", "engineering_manager", "workable"),
        ("ml_researcher", "mlops_engineer", "strained"),
    ],
)
def test_how_easy_combinations_are(one: str, other: str, ease: str) -> None:
    """A combination is found whichever role is named first."""
    for pair in (combined(BOOK, one, other), combined(BOOK, other, one)):
        assert pair is not None
        assert pair.ease == ease


def test_nothing_is_said_of_other_combinations() -> None:
    """Roles that no source puts together, and a role with itself, have no ease."""
    assert combined(BOOK, "engineering_manager", "developer") is None
    assert combined(BOOK, "ml_engineer", "ml_engineer") is None


def test_who_has_too_much_is_told_of_the_person() -> None:
    """Four roles are too many and two far apart are strained; three in a row are neither."""
    heavy = Person("Kim", (*CHAIN, "developer"))
    torn = Person("Lee", ("ml_researcher", "mlops_engineer"))
    found = loads(BOOK, Team((Person("Park", CHAIN), torn, heavy)))
    assert [(load.person.name, load.too_many, len(load.strained)) for load in found] == [
        ("Kim", True, 0),
        ("Lee", False, 1),
    ]


@pytest.mark.parametrize(
    ("archetype", "people", "role", "why"),
    [
        ("ad_hoc", (), "ml_engineer", "gap"),
        ("ad_hoc", (Person("Kim", CHAIN),), "ml_engineer", "thin"),
        ("ad_hoc", (Person("Kim", ("ml_engineer",)),), "data_engineer", "takeable"),
        (
            "ad_hoc",
            (Person("Kim", ("ml_engineer",)), Person("Lee", ("data_engineer",))),
            "ml_product_manager",
            "named",
        ),
        ("r_and_d", (Person("", ("ml_researcher",), 5),), "data_engineer", "gap"),
        ("independent", (Person("", ("data_engineer",), 3),), "ml_product_manager", "gap"),
        (None, (Person("", ("ml_researcher",), 2),), "data_engineer", "size"),
    ],
)
def test_the_next_hire(archetype: str | None, people: tuple[Person, ...], role: str, why: str) -> None:
    """First what nobody could do, then what hangs on too few, then what somebody could take on."""
    needed = need_of(MODEL, archetype).roles if archetype else ()
    hire = next_hire(BOOK, Team(people), needed)
    assert (hire.role, hire.why) == (role, why)


def test_every_role_of_somebody_is_enough() -> None:
    """With two people in every role nothing is missing, whatever the archetype."""
    team = team_of((role, 2) for role in ROLES)
    for archetype in MODEL.archetype_ids:
        needed = need_of(MODEL, archetype).roles
        assert next_hire(BOOK, team, needed).why == "none"
        assert all(view.cover == "covered" for view in duties(BOOK, team, needed))
    assert unmet(BOOK, team) == ()


def test_what_matters_and_is_open_comes_first() -> None:
    """Duties that matter and are open lead the list; five are watched in every team."""
    views = duties(BOOK, Team((Person("Kim", ("ml_engineer",)),)), ("ml_engineer",))
    keys = [(not view.pressing, COVERS.index(view.cover)) for view in views]
    assert keys == sorted(keys)
    assert {view.duty.id for view in views if view.duty.watch} == {
        "product_requirements",
        "people_evaluation",
        "data_quality",
        "deployment",
        "monitoring",
    }


def test_every_role_carries_something() -> None:
    """No role is without a duty."""
    assert {role for duty in BOOK.duty for role in duty.roles} == set(ROLES)


def test_one_person_is_not_offered_for_everything() -> None:
    """Somebody with room for one role more is the answer to one missing role, not to each of them."""
    mika = Team((Person("Mika", ("data_scientist", "data_analyst")),))
    offered = [view for view in roles(BOOK, mika, ("ml_engineer", "ml_product_manager", "data_engineer"))]
    assert [bool(view.candidates) for view in offered].count(True) == 1
    assert all(one.person in mika.people for view in offered for one in view.candidates)
