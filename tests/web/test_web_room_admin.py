"""What an administrator may see and delete, and that nobody else may."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from advisor.errors import InputError
from advisor.store import Store
from advisor.web import run, serving
from advisor.web.middleware import HEADERS
from tests.workshop.scene import Scene, chosen, play

SECRET = "Abcdefghij-klmno_12345"
PATH = "/api/admin/workshops"
RIGHT = {"authorization": f"Bearer {SECRET}"}
Admin = Callable[..., TestClient]


@pytest.fixture
def scene(store: Store) -> Scene:
    """A workshop whose roles were typed by hand."""
    return play(store, chosen(names=True, roles=("Vorstand",)))


@pytest.fixture
def admin(store: Store) -> Admin:
    """Make a client of a server with this secret."""

    def client(secret: str | None = SECRET) -> TestClient:
        parts = serving(store, modules=(), admin=secret)
        return TestClient(Starlette(routes=parts.routes, middleware=parts.middleware))

    return client


def test_the_list_has_no_content(scene: Scene, admin: Admin) -> None:
    """Id, times and number of people are listed; no code, no role, no name, no answer."""
    scene.come(["Vorstand"] * 3)
    answer = admin().get(PATH, headers=RIGHT)
    row = scene.host.room
    assert answer.json() == {
        "workshops": [
            {
                "id": scene.room_id,
                "created_at": row.created_at.isoformat(),
                "expires_at": row.expires_at.isoformat(),
                "participants": 3,
            }
        ]
    }
    assert answer.headers["cache-control"] == "no-store"
    assert set(HEADERS) <= set(answer.headers)


def test_a_workshop_is_deleted(scene: Scene, admin: Admin) -> None:
    """Deleting answers 204 and the workshop is gone; a second time there is none: 404."""
    client = admin()
    assert client.delete(f"{PATH}/{scene.room_id}", headers=RIGHT).status_code == 204
    assert scene.store.rooms.room(scene.room_id) is None
    again = client.delete(f"{PATH}/{scene.room_id}", headers=RIGHT)
    assert (again.status_code, again.json()) == (404, {"error": "no_room"})


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"authorization": SECRET},
        {"authorization": "Bearer"},
        {"authorization": f"Basic {SECRET}"},
        {"authorization": f"Bearer {SECRET}x"},
        {"authorization": f"Bearer {SECRET[:-1]}"},
        {"authorization": "Bearer \u00e9".encode("latin-1")},
    ],
)
def test_nobody_else_gets_in(scene: Scene, admin: Admin, headers: dict[str, str]) -> None:
    """Without the exact secret there is neither list nor deletion: 401."""
    client = admin()
    assert client.get(PATH, headers=headers).status_code == 401
    assert client.delete(f"{PATH}/{scene.room_id}", headers=headers).status_code == 401
    assert scene.store.rooms.room(scene.room_id) is not None


def test_without_a_secret_there_is_nothing(scene: Scene, admin: Admin) -> None:
    """Where no secret is set, the addresses are not found, whatever is sent."""
    for headers in ({}, RIGHT, {"authorization": "Bearer "}):
        client = admin(None)
        assert client.get(PATH, headers=headers).status_code == 404
        assert client.delete(f"{PATH}/{scene.room_id}", headers=headers).status_code == 404
    assert scene.store.rooms.room(scene.room_id) is not None


@pytest.mark.parametrize("secret", ["short", SECRET[:-1], SECRET + " ", "pass word pass word pass", "ö" * 30])
def test_a_weak_secret_stops_the_start(secret: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A secret under 22 letters, or of others than base64url has, is refused in one line without itself."""
    monkeypatch.setenv("ADVISOR_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("ADVISOR_ADMIN_SECRET", secret)
    with pytest.raises(InputError, match="ADVISOR_ADMIN_SECRET") as caught:
        run(port=1)
    assert secret not in str(caught.value)
    assert "\n" not in str(caught.value)
