"""One person, one vote: in whatever order answers arrive, and however often."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import permutations

import pytest

from advisor.errors import InputError, RoomError
from advisor.store import Store, new_token
from tests.clock import Clock
from tests.databases import Backend
from tests.workshop.scene import LEAST, LIMITS, MODEL, OPTIONS, OTHER, QUESTION, Scene, chosen, play
from tests.workshop.test_workshop_host import refused


def stored(backend: Backend) -> list[tuple[str, int]]:
    """Every stored vote: option and sequence."""
    return [(str(o), int(s)) for o, s in backend.execute("SELECT option, sequence FROM votes ORDER BY 1, 2")]


@pytest.fixture
def open_room(scene: Scene) -> Scene:
    """Five people at the first question."""
    scene.come(["leadership"] * 5)
    scene.host.ask(QUESTION)
    return scene


def test_any_order_and_repetition_comes_to_the_same(open_room: Scene, backend: Backend) -> None:
    """Three answers of one person, in every order of arrival and each twice, leave the newest alone."""
    for order in permutations([(OPTIONS[0], 11), (OPTIONS[1], 12), (OPTIONS[2], 13)]):
        (token,) = open_room.come(["leadership"])
        person = open_room.person(token)
        for option, sequence in (*order, *order):
            person.vote(MODEL, (QUESTION, 1, option), sequence)
        assert person.view().mine == {(QUESTION, 1): OPTIONS[2]}
        assert person.view().sequence == 13
    assert stored(backend) == [(OPTIONS[2], 13)] * 6


def test_the_same_person_from_two_tabs(open_room: Scene, backend: Backend) -> None:
    """Two tabs that number their answers alike are one person with one vote, the later one."""
    person = open_room.person(open_room.people[0])
    person.vote(MODEL, (QUESTION, 1, OPTIONS[0]), 7)
    person.vote(MODEL, (QUESTION, 1, OPTIONS[1]), 7)
    assert stored(backend) == [(OPTIONS[1], 7)]


def test_people_behind_one_address_are_several(open_room: Scene) -> None:
    """Identity is the browser's token: as many votes as browsers."""
    for token in open_room.people:
        open_room.vote(token, OPTIONS[0])
    assert open_room.host.attendance() == (5, 5)


def test_a_shown_answer_stays(open_room: Scene) -> None:
    """Once the result is shown, who is in it cannot change their answer; sending it again is no error."""
    person = open_room.person(open_room.people[0])
    person.vote(MODEL, (QUESTION, 1, OPTIONS[0]), 1)
    open_room.all_vote([OPTIONS[0]] * 5)
    assert open_room.reveal() == "shown"
    last = person.view().sequence
    person.vote(MODEL, (QUESTION, 1, OPTIONS[0]), last)
    person.vote(MODEL, (QUESTION, 1, OPTIONS[3]), last - 1)
    with refused("not_open"):
        person.vote(MODEL, (QUESTION, 1, OPTIONS[1]), last + 1)
    assert person.view().mine == {(QUESTION, 1): OPTIONS[0]}


def test_late_ones_can_catch_up(open_room: Scene) -> None:
    """Who comes late answers what was asked before, shown or not, once."""
    open_room.all_vote([OPTIONS[0]] * 5)
    open_room.reveal()
    open_room.host.ask(OTHER)
    (late,) = open_room.come(["practitioner"])
    person = open_room.person(late)
    assert person.view().open == ((QUESTION, 1), (OTHER, 1))
    open_room.vote(late, OPTIONS[1])
    assert person.view().open == ((OTHER, 1),)
    with refused("not_open"):
        open_room.vote(late, OPTIONS[2])


def test_a_second_round_is_a_vote_of_its_own(open_room: Scene) -> None:
    """In the second round everybody votes anew; the first is closed and both are kept side by side."""
    open_room.all_vote([OPTIONS[0]] * 4 + [OPTIONS[1]])
    open_room.reveal()
    open_room.host.vote_again(QUESTION, 1)
    person = open_room.person(open_room.people[4])
    assert person.view().open == ((QUESTION, 2),)
    with refused("not_open"):
        person.vote(MODEL, (QUESTION, 1, OPTIONS[0]), 99)
    open_room.all_vote([OPTIONS[0]] * 5, number=2)
    assert open_room.reveal(number=2) == "shown"
    found = open_room.result()
    assert found is not None
    assert [(r.round, r.whole.counts[OPTIONS[0]]) for r in found.questions[0].rounds] == [(1, 4), (2, 5)]


def test_what_was_not_asked_takes_no_vote(open_room: Scene) -> None:
    """A question not opened yet, a round not opened yet, an option or question that does not exist."""
    token = open_room.people[0]
    for question, number in ((OTHER, 1), (QUESTION, 2), (QUESTION, 0), (QUESTION, -1)):
        with refused("not_open"):
            open_room.vote(token, "dont_know", question=question, number=number)
    for question, option in ((QUESTION, "no such"), ("no such", OPTIONS[0]), ("sponsor", "dont_know")):
        with pytest.raises(InputError):
            open_room.vote(token, option, question=question)


def test_who_has_not_joined_has_no_vote(open_room: Scene) -> None:
    """The code alone opens the door; a vote needs somebody who came in."""
    with refused("not_joined"):
        open_room.vote(new_token(), OPTIONS[0])
    view = open_room.person(new_token()).view()
    assert (view.joined, view.mine, view.open) == (False, {}, ())


def test_roles_are_those_that_are_asked(scene: Scene) -> None:
    """A role that was not offered is refused; coming again changes nothing."""
    person = scene.person(new_token())
    with pytest.raises(InputError):
        person.join("emperor")
    person.join("leadership")
    person.join("practitioner")
    assert person.view().role == "leadership"


def test_a_room_has_a_size_and_a_speed(scene: Scene, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many in a minute wait, whatever their address; a full room takes nobody; those inside stay."""
    limits = {"most_participants": 7, "joins_per_minute": 4}
    small = type(LIMITS)(**{f: limits.get(f, getattr(LIMITS, f)) for f in LIMITS.__slots__})
    monkeypatch.setattr("tests.workshop.scene.LIMITS", small)
    scene.come(["leadership"] * 4)
    with refused("too_many"):
        scene.come(["leadership"])
    clock.forward(minutes=1, seconds=1)
    scene.come(["leadership"] * 3)
    with refused("full"):
        scene.come(["leadership"])
    scene.person(scene.people[0]).join("leadership")


def test_who_is_there(open_room: Scene, clock: Clock) -> None:
    """Present is who gave a sign of life lately or has answered; the answered are never more than they."""
    clock.forward(seconds=LIMITS.present_seconds + 1)
    assert open_room.host.attendance() == (0, 0)
    open_room.store.rooms.seen(open_room.room_id, [open_room.person(t).id for t in open_room.people[:2]])
    open_room.vote(open_room.people[4], OPTIONS[0])
    assert open_room.host.attendance() == (1, 3)


@pytest.mark.parametrize("jump", [timedelta(days=-400), timedelta(hours=-2), timedelta(hours=2)])
def test_a_clock_that_jumps_loses_nothing(open_room: Scene, clock: Clock, jump: timedelta) -> None:
    """Servers whose clocks disagree, or jump, keep every vote and its order."""
    token = open_room.people[0]
    open_room.vote(token, OPTIONS[0])
    clock.time += jump
    open_room.vote(token, OPTIONS[1])
    clock.time -= jump
    assert open_room.person(token).view().mine == {(QUESTION, 1): OPTIONS[1]}
    open_room.all_vote([OPTIONS[2]] * LEAST)
    clock.time += jump
    assert open_room.reveal() == "shown"
    assert open_room.counts() == {OPTIONS[2]: LEAST}


@pytest.mark.slow
def test_fifty_come_and_vote_at_once(scene: Scene, open_store: Callable[[], Store], backend: Backend) -> None:
    """Fifty people join and vote from as many threads, through two app servers: each is there once."""
    servers = [scene.store, open_store()]
    scene.host.ask(QUESTION)
    tokens = [new_token() for _ in range(50)]

    def come_and_vote(number: int) -> None:
        mine = Scene(servers[number % 2], scene.host_token, scene.room_id, scene.secret, scene.code)
        person = mine.person(tokens[number])
        person.join("leadership" if number < 20 else "practitioner")
        for sequence, option in ((1, OPTIONS[0]), (2, OPTIONS[number % 3]), (2, OPTIONS[number % 3])):
            person.vote(MODEL, (QUESTION, 1, option), sequence)

    with ThreadPoolExecutor(max_workers=50) as crowd:
        list(crowd.map(come_and_vote, range(50)))
    assert scene.host.attendance() == (50, 50)
    assert scene.reveal() == "shown"
    assert scene.counts() == {OPTIONS[0]: 17, OPTIONS[1]: 17, OPTIONS[2]: 16}
    assert len(stored(backend)) == 50


@pytest.mark.slow
def test_a_reveal_amid_votes_shows_each_vote_or_refuses_it(scene: Scene) -> None:
    """While votes stream in, a reveal counts exactly those that were acknowledged for it."""
    scene.come(["leadership"] * 30)
    scene.host.ask(QUESTION)
    for token in scene.people[:10]:
        scene.vote(token, OPTIONS[0])

    def change(token: str) -> bool:
        try:
            scene.vote(token, OPTIONS[1])
        except RoomError:
            return False
        return True

    with ThreadPoolExecutor(max_workers=12) as crowd:
        votes = [crowd.submit(change, token) for token in scene.people[:10]]
        revealing = crowd.submit(scene.reveal)
    changed = sum(vote.result() for vote in votes)
    assert revealing.result() == "shown"
    expected = {OPTIONS[0]: 10 - changed, OPTIONS[1]: changed}
    assert scene.counts() == {option: n for option, n in expected.items() if n}


def test_the_workshop_chooses_its_questions(store: Store) -> None:
    """A question the host did not choose is not asked and takes no vote."""
    scene = play(store, chosen(questions=(OTHER,)))
    (token,) = scene.come(["leadership"])
    scene.host.ask(OTHER)
    with pytest.raises(InputError):
        scene.vote(token, OPTIONS[0], question=QUESTION)
