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
from tests.workshop.scene import LEAST, OPTIONS, QUESTION, Scene, chosen, play

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
MOVES = st.lists(st.tuples(KINDS, st.integers(0, 13), st.integers(0, 2)), min_size=5, max_size=60)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(roles=st.lists(st.integers(0, 2), min_size=14, max_size=14), moves=MOVES)
def test_no_two_views_tell_of_fewer_than_five(
    one_store: Store, roles: list[int], moves: list[tuple[str, int, int]]
) -> None:
    """Whatever is voted, revealed and re-opened: the difference of any two views is nobody's, or of five."""
    scene = play(one_store, chosen(roles=ROLES))
    scene.come([ROLES[role] for role in roles])
    scene.host.ask(QUESTION)
    now: dict[str, str] = {}
    seen: list[tuple[RoundTally, dict[str, str]]] = []
    for move, who, option in moves:
        if move == "vote":
            try:
                scene.vote(scene.people[who], OPTIONS[option])
                now[scene.people[who]] = OPTIONS[option]
            except RoomError:
                pass
        elif move == "reopen":
            scene.host.reopen(QUESTION, 1)
        elif (outcome := scene.reveal()) != "too_few":
            behind = dict(now) if outcome == "shown" else seen[-1][1]
            seen.append((shown(scene.result()), behind))
    assert all(told_of_enough(view, behind, scene) for view, behind in seen)
    assert all(apart_by_enough(first, second, scene) for first in seen for second in seen)


def told_of_enough(view: RoundTally, behind: dict[str, str], scene: Scene) -> bool:
    """Whether the view is true, and every group in it and every rest has five people or none."""
    roles = {token: scene.person(token).view().role for token in scene.people}
    assert Counter(behind.values()) == +Counter(view.whole.counts)
    for role, tally in view.groups.items():
        assert Counter(o for t, o in behind.items() if roles[t] == role) == +Counter(tally.counts)
    rest = view.whole.n - sum(tally.n for tally in view.groups.values())
    return min([view.whole.n, *(tally.n for tally in view.groups.values())]) >= LEAST and (
        rest == 0 or rest >= LEAST
    )


def apart_by_enough(
    first: tuple[RoundTally, dict[str, str]], second: tuple[RoundTally, dict[str, str]], scene: Scene
) -> bool:
    """Whether in each group that both views tell of, nobody's answer changed or at least five did."""
    roles = {token: scene.person(token).view().role for token in scene.people}
    changed = [t for t in scene.people if first[1].get(t) != second[1].get(t)]
    both = set(first[0].groups) & set(second[0].groups)
    counts = [len(changed), *(sum(roles[token] == role for token in changed) for role in both)]
    return all(count == 0 or count >= LEAST for count in counts)
