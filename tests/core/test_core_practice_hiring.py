"""The rules of the hiring kit: over how many roles an advertisement spreads, and what an interview checks."""

from hypothesis import given
from hypothesis import strategies as st

from advisor import load_model
from advisor.content.practice.hiring import handbook
from advisor.core.practice.hiring import OWN, Hiring, Kit, Own, Round
from advisor.core.practice.hiring_rules import (
    aim,
    asked,
    bars_set,
    checked_by,
    first_role,
    forms_for,
    idle,
    is_unicorn,
    musts,
    open_bars,
    outside,
    spread,
    unchecked,
)

BOOK = handbook()
ROLES = [role.id for role in load_model().roles]
DEMANDS = [demand.id for demand in BOOK.demand]
FORMS = [form.id for form in BOOK.form]

roles = st.sampled_from(ROLES)
own = st.builds(
    Own, text=st.text(min_size=1, max_size=9), role=st.sampled_from(["", *ROLES]), nice=st.booleans()
)


@st.composite
def kits(draw: st.DrawFn) -> Kit:
    """A kit as the page can make it: a demand is either a must or nice, and own ones differ."""
    must = draw(st.lists(st.sampled_from(DEMANDS), unique=True, max_size=9))
    nice = draw(st.lists(st.sampled_from(DEMANDS), unique=True, max_size=4))
    owns = draw(st.lists(own, unique_by=lambda one: one.text, max_size=3))
    forms = draw(st.lists(st.sampled_from(FORMS), unique=True, max_size=5))
    named = st.lists(st.sampled_from([*DEMANDS, *(OWN + one.text for one in owns)]), max_size=3)
    rounds = tuple(Round(form, tuple(draw(named))) for form in forms)
    return Kit(tuple(must), tuple(one for one in nice if one not in must), tuple(owns), rounds)


@given(kits(), roles)
def test_the_roles_of_a_spread_hold_every_must_demand(kit: Kit, role: str) -> None:
    """Whatever must be met, counts and belongs to any role belongs to one of those that are named."""
    demands = asked(BOOK, kit)
    held = spread(demands, role, ROLES)
    assert all(set(held) & set(one.roles) for one in musts(demands) if one.roles and one.counts)


@given(kits(), roles)
def test_no_role_of_a_spread_can_be_left_out(kit: Kit, role: str) -> None:
    """Each role that is named holds a demand that no other of them holds."""
    demands = musts(asked(BOOK, kit))
    held = spread(demands, role, ROLES)
    for left in held:
        others = set(held) - {left}
        assert any(one.roles and not others & set(one.roles) for one in demands)


@given(kits(), roles, st.randoms())
def test_the_order_of_demands_is_irrelevant(kit: Kit, role: str, random: object) -> None:
    """The same demands in another order spread over the same roles."""
    demands = list(asked(BOOK, kit))
    mixed = list(demands)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert spread(mixed, role, ROLES) == spread(demands, role, ROLES)


@given(kits(), roles, st.sampled_from(DEMANDS))
def test_one_more_demand_never_takes_fewer_roles(kit: Kit, role: str, more: str) -> None:
    """A further must-demand adds at most one role, and takes none away."""
    before = spread(asked(BOOK, kit), role, ROLES)
    wider = Kit((*kit.must, more), kit.nice, kit.own)
    after = spread(asked(BOOK, wider), role, ROLES)
    assert len(before) <= len(after) <= len(before) + 1


@given(kits(), roles)
def test_only_musts_count(kit: Kit, role: str) -> None:
    """What would only be nice changes neither the spread nor what lies outside the role."""
    demands = asked(BOOK, kit)
    assert spread(demands, role, ROLES) == spread(musts(demands), role, ROLES)
    assert outside(demands, role) == outside(musts(demands), role)


@given(kits(), roles)
def test_one_post_is_one_role(kit: Kit, role: str) -> None:
    """The spread is the role alone exactly when some demand belongs to it and none lies outside."""
    demands = asked(BOOK, kit)
    tied = any(one.roles for one in musts(demands) if one.counts)
    assert (spread(demands, role, ROLES) == (role,)) == (tied and not outside(demands, role))


@given(kits(), st.sampled_from(FORMS))
def test_one_more_round_leaves_no_more_unchecked(kit: Kit, form: str) -> None:
    """A further round only checks more, and nothing is unchecked that a round checks."""
    wider = Kit(kit.must, kit.nice, kit.own, (*kit.rounds, Round(form)))
    assert set(unchecked(BOOK, wider)) <= set(unchecked(BOOK, kit))
    demands = asked(BOOK, wider)
    seen = {one for held in wider.rounds for one in checked_by(BOOK, held, demands)}
    assert seen | set(unchecked(BOOK, wider)) == set(musts(demands))
    assert not seen & set(unchecked(BOOK, wider))


@given(kits(), roles)
def test_an_idle_round_can_be_left_out(kit: Kit, role: str) -> None:
    """Without its idle rounds an interview checks the same and sets the same bars."""
    lean = Kit(kit.must, kit.nice, kit.own, tuple(r for r in kit.rounds if r not in idle(BOOK, kit, role)))
    assert unchecked(BOOK, lean) == unchecked(BOOK, kit)
    assert open_bars(BOOK, lean, role) == open_bars(BOOK, kit, role)


@given(kits(), st.text(min_size=1, max_size=9))
def test_an_own_demand_comes_and_goes(kit: Kit, words: str) -> None:
    """A demand that was added and removed leaves the kit without it, in the rounds as well."""
    there = kit.with_own(Own(words))
    assert [one.text for one in there.own].count(words) == 1
    gone = there.without_own(words)
    assert words not in [one.text for one in gone.own]
    assert all(OWN + words not in one.also for one in gone.rounds)


@given(kits(), st.lists(st.sampled_from(FORMS), unique=True))
def test_choosing_forms_keeps_their_rounds(kit: Kit, forms: list[str]) -> None:
    """The rounds follow the chosen forms, and a round that stays keeps what was written."""
    chosen = kit.with_forms(forms)
    assert [one.form for one in chosen.rounds] == forms
    assert all(one in chosen.rounds for one in kit.rounds if one.form in forms)


def test_the_advertisement_for_everything_is_a_unicorn() -> None:
    """A doctorate, papers, distributed systems and every duty take four roles, more than one post may."""
    kit = Kit(
        must=("doctorate", "papers", "years_software", "distributed", "pipelines", "platform", "train_live")
    )
    held = spread(asked(BOOK, kit), "ml_engineer", ROLES)
    assert held[0] == "ml_engineer"
    assert set(held) == {"ml_engineer", "ml_researcher", "data_engineer", "mlops_engineer"}
    assert is_unicorn(BOOK, held)


def test_an_ordinary_advertisement_is_one_post() -> None:
    """What the sources describe as one role's skills, tools and duty is one post."""
    kit = Kit(must=("software", "ml_interest", "docker", "train_live", "maintain_models"))
    held = spread(asked(BOOK, kit), "ml_engineer", ROLES)
    assert held == ("ml_engineer",)
    assert not is_unicorn(BOOK, held)


def test_an_own_demand_counts_for_its_role() -> None:
    """A demand in the leader's words counts for the role it was given, and for none without one."""
    tied, untied = Own("Korean law", "data_analyst"), Own("Early riser")
    kit = Kit(must=("train_live",), own=(tied, untied))
    demands = asked(BOOK, kit)
    assert spread(demands, "ml_engineer", ROLES) == ("ml_engineer", "data_analyst")
    assert [one.own for one in outside(demands, "ml_engineer")] == ["Korean law"]
    assert spread(asked(BOOK, Kit(own=(untied,))), "ml_engineer", ROLES) == ()


def test_strengths_and_minimum_bars_follow_the_role() -> None:
    """Software is an engineer's strength and a researcher's minimum; a duty is never a minimum."""
    software = asked(BOOK, Kit(must=("software",)))[0]
    duty = asked(BOOK, Kit(must=("train_live",)))[0]
    assert aim(BOOK, "ml_engineer", software) == "strength"
    assert aim(BOOK, "ml_researcher", software) == "minimum"
    assert aim(BOOK, "ml_engineer", duty) == "strength"
    assert aim(BOOK, "developer", software) == "strength"


def test_a_round_that_sets_a_bar_is_not_idle() -> None:
    """Theory checks no demand of a software post, but sets the engineer's minimum in ML."""
    kit = Kit(must=("years_software",), rounds=(Round("theory"), Round("mathematics")))
    assert [one.form for one in idle(BOOK, kit, "ml_engineer")] == ["mathematics"]
    assert bars_set(BOOK, kit.rounds[0], "ml_engineer") == ("ml",)
    assert [one.form for one in idle(BOOK, kit, "developer")] == ["theory", "mathematics"]


def test_recommended_forms_come_first() -> None:
    """Among the forms that show a demand, those that the sources recommend for ML lead."""
    forms = forms_for(BOOK, asked(BOOK, Kit(must=("ml_depth",)))[0])
    assert [form.useful for form in forms] == sorted((form.useful for form in forms), reverse=True)
    assert forms[0].useful


def test_the_role_to_begin_with() -> None:
    """The first missing role leads; without one the fallback does."""
    assert first_role(BOOK, ["data_engineer", "ml_engineer"]) == "data_engineer"
    assert first_role(BOOK, []) == "ml_engineer"


def test_an_empty_kit_is_left_out() -> None:
    """A sheet without anything wanted is the empty sheet, and offers without an answer are none."""
    assert Hiring().with_kit("developer", Kit()).with_offers({"mission": ""}) == Hiring()
    assert Hiring().with_offers({"mission": "have"}).offers == {"mission": "have"}


def test_a_tool_tells_no_post_from_another() -> None:
    """A language or a library of another role adds no role and is not proposed to be dropped."""
    kit = Kit(must=("train_live", "python_r", "pytorch"))
    demands = asked(BOOK, kit)
    assert spread(demands, "ml_engineer", ROLES) == ("ml_engineer",)
    assert outside(demands, "ml_engineer") == ()
