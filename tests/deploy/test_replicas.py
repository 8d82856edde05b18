"""Several app servers with one PostgreSQL behind nginx with TLS, as deploy/nginx-replicas.conf sets it up."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from advisor.content.text import load_text
from advisor.store import COOKIE
from tests.deploy.phones import Phone, Tripwire, all_vote, arrive, client, crowd, events, upload
from tests.deploy.proxied import Site, wait_until
from tests.deploy.screens import screen
from tests.workshop.scene import MODEL, Scene

pytestmark = pytest.mark.slow

PEOPLE = 30
CHANGES = 3
ASKED = MODEL.core_questions[:4]
VOTES = PEOPLE * CHANGES * len(ASKED)


@pytest.fixture
def voting(two: Site) -> Iterator[tuple[Scene, list[Phone]]]:
    """A workshop with people in it, in which some questions are open."""
    scene = two.workshop()
    for question in ASKED:
        scene.host.ask(question.id)
    with crowd(two, scene.code, PEOPLE) as phones:
        yield scene, phones


def vote_through(phones: list[Phone], wire: Tripwire) -> None:
    """Let everybody answer everything, and change it, while the wire does its work."""
    asked = [(question.id, question.option_ids) for question in ASKED]
    all_vote(phones, asked, times=CHANGES, wire=wire)
    assert wire.calls == VOTES


def nothing_is_lost(scene: Scene, phones: list[Phone], two: Site) -> None:
    """Whatever was confirmed is in the store, once; the people are those who came, and nobody else."""
    rooms = two.store.rooms
    people = {scene.person(phone.token).id: phone for phone in phones}
    assert {row.participant for row in rooms.participants(scene.room_id)} == set(people)
    for who, phone in people.items():
        rows = rooms.votes_of(scene.room_id, who)
        stored = {row.question: (row.option, row.sequence) for row in rows}
        assert stored == phone.acknowledged
        assert len(rows) == len(ASKED)
    for question in ASKED:
        with rooms.changing(scene.room_id) as change:
            assert len(change.votes(question.id, 1)) == PEOPLE


def nobody_was_sent_away(scene: Scene, phones: list[Phone]) -> None:
    """Everybody still is in, with all their answers, without having joined a second time."""
    for phone in phones:
        state = phone.state()
        assert state["joined"]
        assert {(a["question"], a["option"]) for a in state["answers"]} == {
            (question, option) for question, (option, _) in phone.acknowledged.items()
        }


def served(two: Site, mark: int) -> list[str]:
    """Which app server gave each answer since then, without those that gave none."""
    return [line.tried[-1] for line in two.nginx.requests()[mark:] if line.status == 200]


def both_serve(two: Site) -> None:
    """Wait until new visitors get to both app servers."""
    mark = len(two.nginx.requests())

    def seen() -> bool:
        with client(two) as browser:
            arrive(browser)
        return {app.address for app in two.apps} <= set(served(two, mark))

    wait_until(seen, two.nginx.errors)


def test_the_host_sees_votes_from_every_app_server(two: Site, voting: tuple[Scene, list[Phone]]) -> None:
    """Votes arrive through both app servers, and the host's screen, on one of them, counts them all."""
    scene, phones = voting
    mark = len(two.nginx.requests())
    for phone in phones:
        phone.vote(ASKED[-1].id, ASKED[-1].option_ids[0])
    two.nginx.since(mark, PEOPLE)
    assert set(served(two, mark)) == {app.address for app in two.apps}
    with screen(two, {COOKIE: scene.host_token}) as opened:
        drawn = opened.run("screen", f"room={scene.room_id}")
    assert load_text("en")("workshop.screen.answered", n=PEOPLE, total=PEOPLE) in drawn


def test_a_change_reaches_the_streams_of_every_app_server(
    two: Site, voting: tuple[Scene, list[Phone]]
) -> None:
    """What the host does through one app server is told to the phones that listen to either."""
    scene, phones = voting
    mark = len(two.nginx.requests())
    with ExitStack() as open_streams:
        told = [events(open_streams.enter_context(phone.stream())) for phone in phones]
        assert {next(states)["question"] for states in told} == {ASKED[-1].id}
        scene.host.lobby()
        for states in told:
            assert next(state for state in states if state["stage"] == "lobby")
    two.nginx.since(mark, PEOPLE)
    assert set(served(two, mark)) == {app.address for app in two.apps}


def test_screen_and_files_reach_the_same_app_server(two: Site) -> None:
    """Whichever app server a visitor's screen is on, a file goes there too."""
    mark = len(two.nginx.requests())
    with ExitStack() as open_screens:
        for _ in range(PEOPLE):
            browser = open_screens.enter_context(client(two))
            opened = open_screens.enter_context(screen(two, arrive(browser)))
            opened.run()
            assert upload(browser, opened.session, 1000) == 204
    assert {app.address for app in two.apps} <= set(served(two, mark))


def test_refused_files_take_no_app_server_out(two: Site) -> None:
    """Long files that the app servers refuse half-way, time and again, leave both in use."""
    with client(two) as browser:
        arrive(browser)
        refused = {upload(browser, "nobody", 12_000_000) for _ in range(8)}
        assert refused <= {400, 502}
    mark = len(two.nginx.requests())
    for _ in range(PEOPLE):
        with client(two) as browser:
            arrive(browser)
    two.nginx.since(mark, 2 * PEOPLE)
    assert set(served(two, mark)) == {app.address for app in two.apps}


def test_votes_survive_the_death_of_an_app_server(two: Site, voting: tuple[Scene, list[Phone]]) -> None:
    """One app server is killed while 30 people vote: no confirmed vote is lost, and later it serves again."""
    scene, phones = voting
    both_serve(two)
    dying, staying = two.apps
    mark = len(two.nginx.requests())
    try:
        vote_through(phones, Tripwire(VOTES // 3, dying.end))
        nothing_is_lost(scene, phones, two)
        nobody_was_sent_away(scene, phones)
        lines = two.nginx.since(mark, VOTES)
        assert {dying.address, staying.address} <= set(served(two, mark))
        assert any(line.tried == (dying.address, staying.address) for line in lines)
        assert set(served(two, len(two.nginx.requests()) - PEOPLE)) == {staying.address}
        assert {line.place for line in lines} == {"/api/room/.../vote", "/api/room/..."}
    finally:
        dying.start()
    both_serve(two)
    nobody_was_sent_away(scene, phones)


def test_votes_survive_the_departure_of_an_app_server(two: Site, voting: tuple[Scene, list[Phone]]) -> None:
    """An app server told to stop loses nothing either, and does not wait for open streams to end."""
    scene, phones = voting
    leaving = two.apps[1]
    listening = ExitStack()
    for phone in phones:
        listening.enter_context(phone.stream())
    try:
        vote_through(phones, Tripwire(VOTES // 3, lambda: leaving.end(signal.SIGTERM)))
        nothing_is_lost(scene, phones, two)
        nobody_was_sent_away(scene, phones)
    finally:
        listening.close()
        leaving.start()
    both_serve(two)


def test_votes_survive_a_reload_of_nginx(two: Site, voting: tuple[Scene, list[Phone]]) -> None:
    """In the middle of the voting nginx takes one app server out of use, and nobody notices."""
    scene, phones = voting
    out, staying = two.apps

    def take_out() -> None:
        two.nginx.configure(lambda text: text.replace(f"{out.address} ", f"{out.address} down "))
        two.nginx.reload()

    try:
        vote_through(phones, Tripwire(VOTES // 3, take_out))
        nothing_is_lost(scene, phones, two)
        nobody_was_sent_away(scene, phones)
        assert set(served(two, len(two.nginx.requests()) - PEOPLE)) == {staying.address}
    finally:
        two.nginx.configure()
        two.nginx.reload()
    both_serve(two)
