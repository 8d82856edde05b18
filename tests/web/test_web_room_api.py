"""What a phone asks and sends: its own view, joining, answering; what is refused, and what is never told."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from advisor.store import COOKIE, Store, new_token
from advisor.web import serving
from advisor.web.middleware import HEADERS
from advisor.workshop import participant_id
from tests.workshop.scene import LEAST, LIMITS, MODEL, OPTIONS, OTHER, QUESTION, Scene, chosen, play

JSON = {"content-type": "application/json"}
VOTE = {"question": QUESTION, "round": 1, "option": OPTIONS[0], "sequence": 1}
Phone = Callable[..., TestClient]


@pytest.fixture
def phone(store: Store) -> Phone:
    """Make the browser of a person, with a token of its own unless told otherwise."""

    def browser(token: str | None = None, url: str = "http://testserver", **options: Any) -> TestClient:
        parts = serving(store, modules=(), **options)
        app = Starlette(routes=parts.routes, middleware=parts.middleware, lifespan=parts.lifespan)  # type: ignore[arg-type]
        made = TestClient(app, base_url=url)
        made.cookies.set(COOKIE, token or new_token())
        return made

    return browser


def api(scene: Scene, path: str = "") -> str:
    """The address of the workshop's data."""
    return f"/api/room/{scene.code}{path}"


def votes(scene: Scene, token: str) -> list[tuple[str, int, str]]:
    """What the store holds of one person."""
    who = participant_id(scene.room_id, token)
    found = scene.store.rooms.votes_of(scene.room_id, who)
    return [(vote.question, vote.round, vote.option) for vote in found]


def test_a_person_joins_and_answers(scene: Scene, phone: Phone) -> None:
    """Joining shows the room from inside; an answer is 200 when the store has it, and is in the next view."""
    token = new_token()
    client = phone(token)
    assert client.get(api(scene)).json()["joined"] is False
    inside = client.post(api(scene, "/join"), json={"role": "leadership"}).json()
    assert (inside["joined"], inside["role"], inside["room"]["stage"]) == (True, "leadership", "lobby")
    scene.host.ask(QUESTION)
    answer = client.post(api(scene, "/vote"), json=VOTE)
    assert (answer.status_code, answer.json()) == (200, VOTE)
    assert votes(scene, token) == [(QUESTION, 1, OPTIONS[0])]
    view = client.get(api(scene)).json()
    assert view["answers"] == [{"question": QUESTION, "round": 1, "option": OPTIONS[0]}]
    assert view["open"] == [{"question": QUESTION, "round": 1}]
    assert view["sequence"] == 1


def test_the_room_as_everybody_sees_it(scene: Scene, phone: Phone) -> None:
    """A view has stage, question, round, what is revealed, position, timer, door, what is asked, and size."""
    client = phone()
    scene.host.ask(OTHER)
    scene.host.timer(90)
    room = client.get(api(scene)).json()["room"]
    assert 0 < room.pop("seconds_left") <= 90
    assert room.pop("version") == 2
    assert room == {
        "stage": "voting",
        "question": OTHER,
        "round": 1,
        "revealed": False,
        "position": 2,
        "total": 12,
        "rounds": [{"question": OTHER, "round": 1, "revealed": False}],
        "locked": False,
        "names": False,
        "roles": ["leadership", "practitioner"],
        "least_group": LEAST,
        "small": True,
    }
    scene.come([""] * LEAST)
    assert client.get(api(scene)).json()["room"]["small"] is False


@pytest.mark.parametrize("spelling", [str.lower, lambda code: f" {code[:3]}-{code[3:]} "])
def test_a_code_in_another_spelling(scene: Scene, phone: Phone, spelling: Callable[[str], str]) -> None:
    """Lower case, spaces and hyphens are the same code."""
    assert phone().get(f"/api/room/{spelling(scene.code)}").status_code == 200


def test_one_browser_is_one_person(scene: Scene, phone: Phone) -> None:
    """Two tabs share the cookie and are one person, whose newest answer counts; two browsers are two."""
    token, other = new_token(), new_token()
    scene.host.ask(QUESTION)
    first, second, third = phone(token), phone(token), phone(other)
    for client in (first, second, third):
        client.post(api(scene, "/join"), json={"role": "leadership"})
    first.post(api(scene, "/vote"), json=VOTE)
    second.post(api(scene, "/vote"), json=VOTE | {"option": OPTIONS[1], "sequence": 2})
    third.post(api(scene, "/vote"), json=VOTE)
    assert len(scene.store.rooms.participants(scene.room_id)) == 2
    assert votes(scene, token) == [(QUESTION, 1, OPTIONS[1])]
    assert votes(scene, other) == [(QUESTION, 1, OPTIONS[0])]


def test_nobody_elses_answers_are_told(scene: Scene, phone: Phone) -> None:
    """Before and after the reveal, what a phone gets differs in nothing when others answer differently."""
    token = new_token()
    client = phone(token)
    client.post(api(scene, "/join"), json={})
    others = scene.come([""] * LEAST)
    scene.host.ask(QUESTION)
    for other in others:
        scene.vote(other, "finance")
    hidden = client.get(api(scene)).text
    client.post(api(scene, "/vote"), json=VOTE)
    scene.host.reveal(QUESTION, 1)
    shown = client.get(api(scene)).text
    for told in (hidden, shown):
        assert "finance" not in told
        assert not any(participant_id(scene.room_id, other)[:8] in told for other in others)
    assert json.loads(shown)["answers"] == [{"question": QUESTION, "round": 1, "option": OPTIONS[0]}]


def test_a_shown_result_takes_no_change(scene: Scene, phone: Phone) -> None:
    """After the reveal an answer that counts stays: 409; one who comes late may answer once."""
    token, late = new_token(), new_token()
    scene.host.ask(QUESTION)
    client = phone(token)
    client.post(api(scene, "/join"), json={})
    scene.come([""] * LEAST)
    scene.all_vote([OPTIONS[1]] * LEAST)
    client.post(api(scene, "/vote"), json=VOTE)
    scene.host.reveal(QUESTION, 1)
    refused = client.post(api(scene, "/vote"), json=VOTE | {"option": OPTIONS[2], "sequence": 2})
    assert (refused.status_code, refused.json()) == (409, {"error": "not_open"})
    assert client.post(api(scene, "/vote"), json=VOTE).status_code == 200, "sent again, not changed"
    comer = phone(late)
    assert comer.post(api(scene, "/join"), json={}).json()["open"] == [{"question": QUESTION, "round": 1}]
    assert comer.post(api(scene, "/vote"), json=VOTE).status_code == 200
    assert votes(scene, token) == votes(scene, late) == [(QUESTION, 1, OPTIONS[0])]


def test_doors_that_are_closed(scene: Scene, phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    """A locked room is 423, too many at once 429 with a time to wait, a full one 423, a closed one 404."""
    scene.host.lock(locked=True)
    locked = phone().post(api(scene, "/join"), json={})
    assert (locked.status_code, locked.json()) == (423, {"error": "locked"})
    scene.host.lock(locked=False)
    for field, value, status, kind in (
        ("joins_per_minute", 1, 429, "too_many"),
        ("most_participants", 1, 423, "full"),
    ):
        monkeypatch.setattr("advisor.web.rooms.load_room_settings", lambda f=field, v=value: limited(f, v))
        client = phone()
        if field == "joins_per_minute":
            scene.come([""])
        refused = client.post(api(scene, "/join"), json={})
        assert (refused.status_code, refused.json()) == (status, {"error": kind})
        assert ("retry-after" in refused.headers) is (status == 429)
    scene.host.end()
    assert phone().get(api(scene)).status_code == 404


def limited(field: str, value: int) -> Any:
    """The room's numbers with one of them changed."""
    return replace(LIMITS, **{field: value})  # type: ignore[arg-type]


def test_who_is_not_in_cannot_answer(scene: Scene, phone: Phone) -> None:
    """A vote of somebody who has not joined is 403, of an unknown room 404; nothing is written."""
    scene.host.ask(QUESTION)
    outside = phone().post(api(scene, "/vote"), json=VOTE)
    assert (outside.status_code, outside.json()) == (403, {"error": "not_joined"})
    nowhere = phone().post("/api/room/AAAAAA/vote", json=VOTE)
    assert (nowhere.status_code, nowhere.json()) == (404, {"error": "no_room"})


@pytest.mark.parametrize("cookie", ["", "short", "a" * 42 + "!"])
def test_a_browser_without_the_cookie_is_told(scene: Scene, phone: Phone, cookie: str) -> None:
    """Without a token there is no person: 403, and nobody joins."""
    client = phone()
    client.cookies.clear()
    headers = {"cookie": f"{COOKIE}={cookie}"} if cookie else {}
    for answer in (
        client.get(api(scene), headers=headers),
        client.post(api(scene, "/join"), json={}, headers=headers),
        client.get(api(scene, "/events"), headers=headers),
    ):
        assert (answer.status_code, answer.json()["error"]) == (403, "no_cookie")
    assert scene.store.rooms.participants(scene.room_id) == ()


@pytest.mark.parametrize(
    ("content", "headers", "status", "error"),
    [
        (json.dumps(VOTE), {"content-type": "text/plain"}, 415, "content_type"),
        (json.dumps(VOTE), {"content-type": "application/x-www-form-urlencoded"}, 415, "content_type"),
        (json.dumps(VOTE), {}, 415, "content_type"),
        (json.dumps(VOTE | {"more": "x" * 4096}), JSON, 413, "too_long"),
        ("{", JSON, 400, "json"),
        ("", JSON, 400, "json"),
        ("[" * 4000, JSON, 400, "json"),
        ("[]", JSON, 400, "json"),
        (b"\xff\xfe", JSON, 400, "json"),
    ],
)
def test_only_small_json_is_read(
    scene: Scene, phone: Phone, content: str | bytes, headers: dict[str, str], status: int, error: str
) -> None:
    """Another content type, a body over 4 kB and what is no JSON object are refused with a reason."""
    answer = phone().post(api(scene, "/vote"), content=content, headers=headers)
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert answer.json()["expected"]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"question": 1}, "question"),
        ({"question": None}, "question"),
        ({"question": "no_such"}, "question"),
        ({"question": MODEL.questions[-1].id}, "question"),
        ({"option": "no_such"}, "option"),
        ({"option": ["x"]}, "option"),
        ({"option": "x" * 201}, "option"),
        ({"round": "1"}, "round"),
        ({"round": True}, "round"),
        ({"round": 0}, "round"),
        ({"round": 1001}, "round"),
        ({"sequence": 1.0}, "sequence"),
        ({"sequence": 0}, "sequence"),
        ({"sequence": 2**53}, "sequence"),
    ],
)
def test_wrong_values_are_named(scene: Scene, phone: Phone, change: dict[str, Any], error: str) -> None:
    """A value of another type, out of range or unknown is 400, with its name and what was expected."""
    client = phone()
    scene.host.ask(QUESTION)
    client.post(api(scene, "/join"), json={})
    answer = client.post(api(scene, "/vote"), json=VOTE | change)
    assert (answer.status_code, answer.json()["error"]) == (400, error)
    assert answer.json()["expected"]


def test_a_missing_value_is_named(scene: Scene, phone: Phone) -> None:
    """A vote without its option is refused by the name of what is missing."""
    answer = phone().post(api(scene, "/vote"), json={k: v for k, v in VOTE.items() if k != "option"})
    assert answer.json() == {"error": "option", "expected": "text"}


@pytest.mark.parametrize("body", [{"role": "emperor"}, {"role": 1}, {"name": 1}, {"name": "x" * 201}])
def test_wrong_values_at_the_door(scene: Scene, phone: Phone, body: dict[str, Any]) -> None:
    """A role that is not asked, and anything that is no short text, lets nobody in."""
    assert phone().post(api(scene, "/join"), json=body).status_code == 400
    assert scene.store.rooms.participants(scene.room_id) == ()


def test_a_name_is_kept_without_what_no_screen_can_show(store: Store, phone: Phone) -> None:
    """Control characters and halves of letters in a name are dropped; markup is only text."""
    scene = play(store, chosen(names=True))
    name = r'{"name": "A\u0000\ud800\n<b>김</b>\u202e"}'
    assert phone().post(api(scene, "/join"), content=name, headers=JSON).status_code == 200
    assert scene.host.names() == ("A<b>김</b>",)


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({}, True),
        ({"origin": "http://testserver"}, True),
        ({"origin": "http://testserver", "sec-fetch-site": "same-origin"}, True),
        ({"origin": "http://evil.example"}, False),
        ({"origin": "http://testserver:81"}, False),
        ({"origin": "null"}, False),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"origin": "http://testserver", "sec-fetch-site": "cross-site"}, False),
        ({"origin": "http://public.example", "x-forwarded-host": "public.example"}, False),
    ],
)
@pytest.mark.parametrize("path", ["/join", "/vote", ""])
def test_only_this_site_may_ask(
    scene: Scene, phone: Phone, path: str, headers: dict[str, str], allowed: bool
) -> None:
    """What another site's page sends is 403 at every address, and does nothing."""
    client = phone()
    method = "POST" if path in ("/join", "/vote") else "GET"
    body = {"json": {} if path == "/join" else VOTE} if method == "POST" else {}
    answer = client.request(method, api(scene, path), headers=headers, **body)
    assert (answer.json().get("error") == "cross_site") is not allowed
    assert (answer.status_code == 403) is (not allowed or path == "/vote")
    assert bool(scene.store.rooms.participants(scene.room_id)) is (allowed and path == "/join")


def test_no_other_site_holds_a_stream_open(scene: Scene, phone: Phone) -> None:
    """A stream that another site's page asks for is refused."""
    answer = phone().get(api(scene, "/events"), headers={"sec-fetch-site": "cross-site"})
    assert (answer.status_code, answer.json()["error"]) == (403, "cross_site")


def test_a_proxy_that_is_trusted_names_the_host(scene: Scene, phone: Phone) -> None:
    """Behind a proxy of ours that changes the host, the page's own requests pass."""
    headers = {"origin": "https://public.example", "x-forwarded-host": "public.example"}
    answer = phone(trust_forwarded_proto=True).post(api(scene, "/join"), json={}, headers=headers)
    assert answer.status_code == 200


def test_a_store_that_is_away(scene: Scene, phone: Phone, tmp_path: Path) -> None:
    """While the store cannot be used every address is 503 with a time to wait; afterwards all goes on."""
    client = phone()
    client.post(api(scene, "/join"), json={})
    scene.host.ask(QUESTION)
    (tmp_path / "data").rename(tmp_path / "hidden")
    for answer in (
        client.get(api(scene)),
        client.post(api(scene, "/vote"), json=VOTE),
        client.post(api(scene, "/join"), json={}),
        client.get(api(scene, "/events")),
        client.post("/api/host", json={"secret": new_token()}),
    ):
        assert (answer.status_code, answer.json()) == (503, {"error": "store"})
        assert int(answer.headers["retry-after"]) > 0
    (tmp_path / "hidden").rename(tmp_path / "data")
    assert client.post(api(scene, "/vote"), json=VOTE).status_code == 200


def test_every_answer_is_protected_and_kept_nowhere(scene: Scene, phone: Phone) -> None:
    """Data and refusals carry all security headers, stay out of caches and set no cookie."""
    client = phone()
    for answer in (
        client.get(api(scene), headers={"accept": "text/html"}),
        client.get("/api/room/AAAAAA"),
        client.post(api(scene, "/join"), json={}),
        client.post(api(scene, "/vote"), content=b""),
        client.post("/api/host", json={"secret": "x"}),
    ):
        assert answer.headers["cache-control"] == "no-store"
        assert set(HEADERS) <= set(answer.headers)
        assert "set-cookie" not in answer.headers


def test_a_host_link_lets_another_device_in(scene: Scene, phone: Phone) -> None:
    """Whoever sends the secret runs the workshop too; a wrong, old or malformed one opens nothing."""
    token = new_token()
    taken = phone(token).post("/api/host", json={"secret": scene.secret})
    assert (taken.status_code, taken.json()) == (200, {"room": scene.room_id})
    assert [row.id for row in scene.store.rooms.hosted_by(token)] == [scene.room_id]
    old = scene.secret
    scene.host.new_secret()
    for secret in (old, new_token(), "short", "\u0000"):
        stranger = new_token()
        refused = phone(stranger).post("/api/host", json={"secret": secret})
        assert (refused.status_code, refused.json()) == (403, {"error": "not_host"})
        assert scene.store.rooms.hosted_by(stranger) == ()
