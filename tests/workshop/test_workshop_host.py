"""What a host can do, and that nobody else can."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from advisor.errors import InputError, RoomError
from advisor.store import Store, new_token
from advisor.workshop import find, host, hosted, participant, prefilled, read_code, take_over
from tests.clock import Clock
from tests.databases import Backend
from tests.workshop.scene import CORE, LIMITS, MODEL, OPTIONS, OTHER, QUESTION, Scene, chosen, play


def refused(kind: str) -> pytest.RaisesExc[RoomError]:
    """Expect that a workshop refuses for this reason."""
    return pytest.raises(RoomError, check=lambda error: error.kind == kind)


def test_a_code_opens_one_room_only(store: Store) -> None:
    """Fifty workshops have fifty codes, each of the letters and the length that the data say."""
    codes = {play(store).code for _ in range(50)}
    assert len(codes) == 50
    assert all(read_code(code, LIMITS) == code for code in codes)


def test_a_code_can_be_typed_loosely(scene: Scene) -> None:
    """Small letters, spaces and hyphens do not matter; a letter more or less does."""
    typed = f" {scene.code[:3].lower()} - {scene.code[3:].lower()} "
    assert find(scene.store, typed, LIMITS).id == scene.room_id
    for wrong in (scene.code[:-1], scene.code + "A", "", "OOOOOO", "한국어한국어"):
        with refused("no_room"):
            find(scene.store, wrong, LIMITS)


def test_a_code_ends_with_its_time(scene: Scene, clock: Clock) -> None:
    """After its hours the code opens nothing, and the host still sees the workshop, as closed."""
    clock.forward(hours=LIMITS.code_hours, seconds=1)
    with refused("no_room"):
        find(scene.store, scene.code, LIMITS)
    assert scene.host.room.stage == "closed"


def test_a_workshop_goes_with_its_time(scene: Scene, clock: Clock, backend: Backend) -> None:
    """After the retention time a workshop is invisible at once, and swept from every table."""
    scene.come(["leadership"])
    scene.host.ask(QUESTION)
    scene.vote(scene.people[0], OPTIONS[0])
    clock.forward(days=LIMITS.retention_days, seconds=1)
    assert hosted(scene.store, scene.host_token) == ()
    assert scene.store.sweep() == 1
    for table in ("workshops", "workshop_hosts", "participants", "rounds", "votes", "settlements"):
        assert backend.execute(f"SELECT * FROM {table}") == []


def test_deleting_leaves_nothing(scene: Scene, backend: Backend) -> None:
    """A deleted workshop leaves no row, and the other workshop stays whole."""
    other = play(scene.store)
    for each in (scene, other):
        each.come(["leadership"] * 5)
        each.host.ask(QUESTION)
        each.all_vote(OPTIONS[:5])
        each.host.settle(MODEL, {QUESTION: OPTIONS[0]})
    scene.host.delete()
    with refused("not_host"):
        _ = scene.host
    assert other.reveal() == "shown"
    assert backend.execute("SELECT count(*) FROM votes") == [(5,)]
    assert backend.execute("SELECT count(*) FROM settlements") == [(1,)]


def test_only_the_host_is_let_in(scene: Scene) -> None:
    """Another visitor is no host, whatever they know of the room: its id, its code, a wrong secret."""
    for visitor in (new_token(), play(scene.store).host_token):
        with refused("not_host"):
            host(scene.store, LIMITS, visitor, scene.room_id)
    for wrong in (scene.room_id, scene.code, new_token(), ""):
        with refused("not_host"):
            take_over(scene.store, wrong, new_token())


def test_the_secret_lets_another_device_in(scene: Scene) -> None:
    """Whoever has the host link runs the workshop too; a new link shuts the old one and the others out."""
    second, third = new_token(), new_token()
    assert take_over(scene.store, scene.secret, second) == scene.room_id
    host(scene.store, LIMITS, second, scene.room_id).ask(OTHER)
    assert scene.host.room.question == OTHER
    fresh = scene.host.new_secret()
    with refused("not_host"):
        host(scene.store, LIMITS, second, scene.room_id)
    with refused("not_host"):
        take_over(scene.store, scene.secret, second)
    assert take_over(scene.store, fresh, third) == scene.room_id


def test_secrets_are_long_and_not_stored(scene: Scene, backend: Backend) -> None:
    """Host and visitor secrets have at least 128 bits (43 letters of base64), and only hashes are kept."""
    person = scene.come(["leadership"])[0]
    for secret in (scene.secret, scene.host_token, person):
        assert len(secret) == 43
        assert secret.encode() not in backend.content()


def test_a_workshop_can_be_run_twice_over(scene: Scene) -> None:
    """Every action names its target: pressing twice, or on two devices, changes nothing more."""
    scene.come(["leadership"] * 5)
    for _ in range(2):
        scene.host.ask(QUESTION)
    scene.all_vote(OPTIONS[:5])
    assert [scene.reveal(), scene.reveal()] == ["shown", "kept"]
    for _ in range(2):
        scene.host.vote_again(QUESTION, 1)
    assert scene.host.room.round == 2
    assert not scene.host.room.revealed


def test_a_round_follows_only_a_revealed_one(scene: Scene) -> None:
    """A second round waits until the first is shown."""
    scene.host.ask(QUESTION)
    scene.host.vote_again(QUESTION, 1)
    assert scene.host.room.round == 1


def test_a_round_that_was_never_opened_is_not_opened_again(scene: Scene) -> None:
    """Hiding the result of a round that is not there is refused, and makes none."""
    scene.host.ask(QUESTION)
    before = scene.host.room
    for question, number in ((OTHER, 1), (QUESTION, 2)):
        with refused("not_open"):
            scene.host.reopen(question, number)
    assert scene.host.room == before


def test_a_host_comes_back_where_the_room_is(scene: Scene, open_store: Callable[[], Store]) -> None:
    """All state is in the store: another app server shows the same question, round and timer."""
    scene.host.ask(QUESTION)
    scene.host.ask(OTHER)
    scene.host.timer(90)
    room = host(open_store(), LIMITS, scene.host_token, scene.room_id).room
    assert (room.stage, room.question, room.round, room.seconds_left) == ("voting", OTHER, 1, 90)
    assert room.position == CORE.index(OTHER)


def test_a_timer_runs_out_and_closes_nothing(scene: Scene, clock: Clock) -> None:
    """The timer counts down to zero and stays there; votes are still taken."""
    scene.come(["leadership"])
    scene.host.ask(QUESTION)
    scene.host.timer(60)
    clock.forward(seconds=59.5)
    assert scene.host.room.seconds_left == 1
    clock.forward(minutes=5)
    assert scene.host.room.seconds_left == 0
    scene.vote(scene.people[0], OPTIONS[0])
    scene.host.timer(None)
    assert scene.host.room.seconds_left is None


def test_a_locked_door_keeps_new_ones_out(scene: Scene) -> None:
    """A locked room takes nobody new, and those inside stay."""
    inside = scene.come(["leadership"])[0]
    scene.host.lock(locked=True)
    with refused("locked"):
        scene.person(new_token()).join()
    scene.person(inside).join()
    scene.host.lock(locked=False)
    scene.come(["practitioner"])


def test_an_ended_workshop_keeps_its_result(scene: Scene) -> None:
    """After the end the code opens nothing, and the host reads the result."""
    scene.come(["leadership"] * 5)
    scene.host.ask(QUESTION)
    scene.all_vote(OPTIONS[:5])
    scene.reveal()
    scene.host.end()
    with refused("no_room"):
        find(scene.store, scene.code, LIMITS)
    assert scene.host.room.stage == "closed"
    assert sum(scene.counts().values()) == 5


def test_what_the_host_settles_is_kept(scene: Scene) -> None:
    """Settled answers replace the earlier ones, open ones included; an unknown option changes nothing."""
    scene.host.settle(MODEL, {QUESTION: None, OTHER: "dont_know"})
    with pytest.raises(InputError):
        scene.host.settle(MODEL, {QUESTION: "no such option"})
    assert scene.host.settled() == {QUESTION: None, OTHER: "dont_know"}
    scene.host.settle(MODEL, {OTHER: "dont_know"})
    assert scene.host.settled() == {OTHER: "dont_know"}


def test_the_majority_is_proposed(scene: Scene) -> None:
    """Each answer is prefilled with the room's most frequent one; where two are level, with none."""
    scene.come(["leadership"] * 5)
    scene.host.ask(QUESTION)
    scene.host.ask(OTHER)
    scene.all_vote([OPTIONS[1], OPTIONS[1], OPTIONS[1], OPTIONS[0], "dont_know"])
    scene.reveal()
    assert prefilled(scene.result()) == {QUESTION: OPTIONS[1]}
    assert prefilled(None) == {}
    scene.host.vote_again(QUESTION, 1)
    scene.all_vote([OPTIONS[1], OPTIONS[1], OPTIONS[0], OPTIONS[0], "dont_know"], number=2)
    assert scene.reveal(number=2) == "shown"
    assert prefilled(scene.result()) == {}


@pytest.mark.parametrize(
    "wrong",
    [
        {"questions": ()},
        {"questions": ("no_such_question",)},
        {"language": "de"},
        {"least_group": 4},
        {"roles": tuple(f"role {n}" for n in range(9))},
        {"roles": ("x" * 41,)},
    ],
)
def test_wrong_settings_make_no_workshop(store: Store, wrong: dict[str, object]) -> None:
    """What cannot be is refused before anything is written; a smaller group than five cannot be asked for."""
    with pytest.raises(InputError):
        play(store, chosen(**wrong))
    assert store.rooms.all_rooms() == ()


def test_settings_are_tidied(store: Store) -> None:
    """Questions come in questionnaire order and once, roles without spaces around and once."""
    scene = play(store, chosen(questions=(OTHER, QUESTION, OTHER), roles=(" the  board ", "the board", " ")))
    assert scene.host.room.settings.questions == (QUESTION, OTHER)
    assert scene.host.room.settings.roles == ("the board",)


def test_names_say_who_is_there_and_no_more(store: Store) -> None:
    """Names are kept only where they were asked for, and are listed by the alphabet."""
    asked, silent = play(store, chosen(names=True)), play(store)
    for scene in (asked, silent):
        for name in ("Zoe", "  Anna \n B ", ""):
            scene.person(new_token()).join("", name)
    assert asked.host.names() == ("Anna B", "Zoe")
    assert silent.host.names() == ()


def test_rooms_do_not_know_each_other(store: Store) -> None:
    """One person has another id in every room, and a vote for one room is none in the other."""
    first, second = play(store), play(store)
    token = first.come(["leadership"])[0]
    rooms = [find(store, scene.code, LIMITS) for scene in (first, second)]
    ids = {participant(store, LIMITS, room, token).id for room in rooms}
    assert len(ids) == 2
    assert not second.person(token).view().joined
    second.host.ask(QUESTION)
    with refused("not_joined"):
        second.vote(token, OPTIONS[0])


def test_who_was_shut_out_does_nothing_any_more(scene: Scene) -> None:
    """A host who was let in before a new link was made can no longer change, renew or delete anything."""
    second = new_token()
    take_over(scene.store, scene.secret, second)
    old = host(scene.store, LIMITS, second, scene.room_id)
    scene.host.new_secret()
    for action in (old.delete, old.new_secret, old.end, old.lobby, lambda: old.settle(MODEL, {})):
        with refused("not_host"):
            action()
    assert scene.host.room.stage == "lobby"
