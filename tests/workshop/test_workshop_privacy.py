"""Nothing of fewer than five people, in any view, nor from the difference of two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.core.room import RoomResult, RoundTally
from advisor.errors import RoomError
from advisor.store import Store
from tests.workshop.scene import CORE, LEAST, MODEL, OPTIONS, QUESTION, Scene, chosen, play
from tests.workshop.test_workshop_host import refused

ROLES = ("leadership", "practitioner", "other")


def test_nothing_hidden_is_in_a_result(scene: Scene) -> None:
    """Before revealing, and after re-opening, the room has no result at all."""
    scene.come(["leadership"] * 6)
    scene.host.ask(QUESTION)
    scene.all_vote(OPTIONS[:6])
    assert scene.result() is None
    assert scene.reveal() == "shown"
    assert sum(scene.counts().values()) == 6
    scene.host.reopen(QUESTION, 1)
    assert scene.result() is None


def test_four_are_too_few(scene: Scene) -> None:
    """With four answers nothing is shown, also not when the room goes on to its result."""
    scene.come(["leadership"] * 9)
    scene.host.ask(QUESTION)
    for token in scene.people[: LEAST - 1]:
        scene.vote(token, OPTIONS[0])
    assert scene.reveal() == "too_few"
    scene.host.results()
    assert scene.result() is None
    scene.vote(scene.people[8], OPTIONS[0])
    assert scene.reveal() == "shown"


def test_a_host_may_ask_for_more(store: Store) -> None:
    """With a smallest group of eight, seven are too few."""
    scene = play(store, chosen(least_group=8))
    scene.come(["leadership"] * 8)
    scene.host.ask(QUESTION)
    for token in scene.people[:7]:
        scene.vote(token, OPTIONS[0])
    assert scene.reveal() == "too_few"
    scene.vote(scene.people[7], OPTIONS[0])
    assert scene.reveal() == "shown"


def test_one_more_vote_does_not_show_itself(scene: Scene) -> None:
    """A sixth answer after five were shown stays hidden until five have changed."""
    scene.come(["leadership"] * 5)
    scene.host.ask(QUESTION)
    scene.all_vote([OPTIONS[0]] * 5)
    scene.reveal()
    late = scene.come(["leadership"] * 5)
    for number, token in enumerate(late, start=1):
        scene.vote(token, OPTIONS[1])
        outcome = scene.reveal()
        if number < LEAST:
            assert (outcome, scene.counts()) == ("kept", {OPTIONS[0]: 5})
    assert (outcome, scene.counts()) == ("shown", {OPTIONS[0]: 5, OPTIONS[1]: 5})


def test_a_small_group_is_not_left_over(scene: Scene) -> None:
    """Six leaders and two practitioners: showing the leaders would show the two by subtraction."""
    scene.come(["leadership"] * 6 + ["practitioner"] * 2)
    scene.host.ask(QUESTION)
    scene.all_vote(OPTIONS[:6] + OPTIONS[:2])
    scene.reveal()
    found = scene.result()
    assert found is not None
    assert found.questions[0].last.groups == {}
    assert found.own_groups == {}


def test_a_changed_group_is_not_told_apart_again(scene: Scene) -> None:
    """When one leader and four others changed, the groups are not shown anew: one would give itself away."""
    scene.come(["leadership"] * 5 + ["practitioner"] * 5)
    scene.host.ask(QUESTION)
    scene.all_vote([OPTIONS[0]] * 10)
    scene.reveal()
    assert set(shown(scene.result()).groups) == {"leadership", "practitioner"}
    scene.host.reopen(QUESTION, 1)
    for token in (scene.people[0], *scene.people[5:9]):
        scene.vote(token, OPTIONS[1])
    assert scene.reveal() == "shown"
    assert shown(scene.result()).whole.counts[OPTIONS[1]] == 5
    assert shown(scene.result()).groups == {}


def shown(found: RoomResult | None) -> RoundTally:
    """What is shown of the first question."""
    assert found is not None
    return found.questions[0].last


@pytest.fixture(scope="module")
def one_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One database for many rooms; the rules are the same on each kind, and a file is faster."""
    folder: Path = tmp_path_factory.mktemp("rooms")
    store = Store(f"sqlite:///{folder / 'rooms.sqlite3'}", retention_days=30)
    yield store
    store.close()


KINDS = st.sampled_from(["vote", "vote", "vote", "reveal", "reopen"])
MOVES = st.lists(st.tuples(KINDS, st.integers(0, 13), st.integers(0, 1)), min_size=5, max_size=60)
View = tuple[RoundTally, dict[str, str]]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(roles=st.lists(st.integers(0, 2), min_size=14, max_size=14), moves=MOVES)
def test_no_two_views_tell_of_fewer_than_five(
    one_store: Store, roles: list[int], moves: list[tuple[str, int, int]]
) -> None:
    """Whatever is voted, revealed and re-opened: the difference of any two views is nobody's, or of five."""
    scene = play(one_store, chosen(roles=ROLES))
    scene.come([ROLES[role] for role in roles])
    scene.host.ask(QUESTION)
    now: dict[str, str] = {}
    seen: list[View] = []
    for move, who, option in moves:
        if move == "vote":
            try:
                scene.vote(scene.people[who], OPTIONS[option])
                now[scene.people[who]] = OPTIONS[option]
            except RoomError:
                pass
        elif move == "reopen":
            scene.host.reopen(QUESTION, 1)
        else:
            look(scene, now, seen)
    apart_by_enough(scene, seen)


def look(scene: Scene, now: dict[str, str], seen: list[View], number: int = 1) -> None:
    """Reveal, and keep what is seen together with the answers behind it."""
    outcome = scene.reveal(number=number)
    if outcome != "too_few":
        behind = dict(now) if outcome == "shown" else seen[-1][1]
        seen.append((shown(scene.result()), behind))


def apart_by_enough(scene: Scene, seen: list[View]) -> None:
    """Fail when a view is not true, or when parts of two differ by the answers of one to four people."""
    roles = {token: scene.person(token).view().role for token in scene.people}
    parts = [part for view, behind in seen for part in parts_of(view, behind, roles)]
    for first, mine in parts:
        assert not 0 < len(mine) < LEAST
        for second, other in parts:
            if first <= second or second <= first:
                between = {who for who in {*mine, *other} if mine.get(who) != other.get(who)}
                assert not 0 < len(between) < LEAST


def parts_of(
    view: RoundTally, behind: dict[str, str], roles: dict[str, str]
) -> Iterator[tuple[frozenset[str], dict[str, str]]]:
    """The whole, each group and the rest of a view: which roles are in it, and the answers behind it."""
    everyone = frozenset(ROLES)
    told = {everyone: view.whole} | {frozenset({role}): tally for role, tally in view.groups.items()}
    for of_roles, tally in told.items():
        answers = {who: option for who, option in behind.items() if roles[who] in of_roles}
        assert Counter(answers.values()) == +Counter(tally.counts)
        yield of_roles, answers
    rest = everyone - set(view.groups)
    yield rest, {who: option for who, option in behind.items() if roles[who] in rest}


def test_a_role_that_grows_is_not_taken_out_of_the_rest(scene: Scene) -> None:
    """One leader among the rest, then five more leaders: telling all roles would give the first one away."""
    scene = play(scene.store, chosen(roles=ROLES))
    scene.come(["leadership"] + ["practitioner"] * 5 + ["other"] * 5)
    scene.host.ask(QUESTION)
    now = {token: OPTIONS[n % 2] for n, token in enumerate(scene.people)}
    scene.all_vote(list(now.values()))
    seen: list[View] = []
    look(scene, now, seen)
    for token in scene.come(["leadership"] * 5):
        scene.vote(token, OPTIONS[0])
        now[token] = OPTIONS[0]
    look(scene, now, seen)
    assert seen[-1][0].whole.n == 16
    apart_by_enough(scene, seen)


def test_a_third_view_is_compared_with_the_first(scene: Scene) -> None:
    """Five change and change back while a sixth changes: the third view would tell the sixth."""
    scene.come(["leadership"] * 10)
    scene.host.ask(QUESTION)
    now = dict.fromkeys(scene.people, OPTIONS[0])
    scene.all_vote([OPTIONS[0]] * 10)
    seen: list[View] = []
    for changes in (
        {},
        dict.fromkeys(scene.people[:5], OPTIONS[1]),
        dict.fromkeys(scene.people[:5], OPTIONS[0]),
    ):
        extra = {scene.people[9]: OPTIONS[2]} if len(seen) == 2 else {}
        scene.host.reopen(QUESTION, 1)
        for token, option in {**changes, **extra}.items():
            scene.vote(token, option)
            now[token] = option
        look(scene, now, seen)
    assert [view.whole.counts[OPTIONS[1]] for view, _ in seen] == [0, 5, 5]
    apart_by_enough(scene, seen)


def test_who_does_not_answer_again_is_not_missed(scene: Scene) -> None:
    """In a second round whoever leaves keeps the first answer, so that going tells nobody's."""
    scene.come(["leadership"] * 6)
    scene.host.ask(QUESTION)
    scene.all_vote([OPTIONS[0]] * 5 + [OPTIONS[1]])
    scene.reveal()
    scene.host.vote_again(QUESTION, 1)
    for token in scene.people[:4]:
        scene.vote(token, OPTIONS[0], number=2)
    assert scene.reveal(number=2) == "too_few"
    scene.vote(scene.people[4], OPTIONS[0], number=2)
    assert scene.reveal(number=2) == "shown"
    assert scene.counts() == {OPTIONS[0]: 5, OPTIONS[1]: 1}


def test_newcomers_of_a_second_round_wait_for_each_other(scene: Scene) -> None:
    """One newcomer in a second round is not in its result until four more have come."""
    scene.come(["leadership"] * 5)
    scene.host.ask(QUESTION)
    scene.all_vote([OPTIONS[0]] * 5)
    scene.reveal()
    scene.host.vote_again(QUESTION, 1)
    scene.come(["leadership"])
    scene.all_vote([OPTIONS[0]] * 5 + [OPTIONS[1]], number=2)
    assert scene.reveal(number=2) == "shown"
    assert scene.counts() == {OPTIONS[0]: 5}
    scene.come(["leadership"] * 4)
    for token in scene.people[6:]:
        scene.vote(token, OPTIONS[1], number=2)
    assert scene.reveal(number=2) == "shown"
    assert scene.counts() == {OPTIONS[0]: 5, OPTIONS[1]: 5}


def test_people_are_counted_one_by_one_only_at_the_end(scene: Scene) -> None:
    """Before voting has ended nobody is assessed alone; afterwards nothing can be asked or shown anew."""
    scene.come(["leadership"] * 6)
    for question in CORE:
        scene.host.ask(question)
        scene.all_vote([MODEL.question_by_id[question].option_ids[0]] * 6, question=question)
    scene.host.results()
    found = scene.result()
    assert found is not None
    assert (found.own, found.own_groups, found.supports) == ({}, {}, {})
    scene.host.reopen(QUESTION, 1)
    scene.host.end()
    found = scene.result()
    assert found is not None
    assert sum(found.own.values()) == 6
    assert {cluster.people for clusters in found.supports.values() for cluster in clusters} == {6}
    assert len(found.questions) == len(CORE)
    for again in (
        scene.reveal,
        lambda: scene.host.reopen(QUESTION, 1),
        lambda: scene.host.ask(QUESTION),
        lambda: scene.host.vote_again(QUESTION, 1),
        scene.host.results,
        scene.host.lobby,
    ):
        with refused("not_open"):
            again()
