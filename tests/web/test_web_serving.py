"""Health, the server's life, its logs, and how it is started."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import os
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from advisor.errors import InputError
from advisor.store import Store, new_token
from advisor.web import SCRIPT, announce, entry, run, serving
from advisor.web.lifespan import lifespan
from advisor.web.logs import WithoutQueries, protect_logs
from advisor.web.serve import _settings_of_the_wheel
from advisor.web.serving import default_serving

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store in a temporary folder."""
    with closing(Store(f"sqlite:///{tmp_path}/data/a.db", retention_days=1)) as opened:
        yield opened


@pytest.fixture(autouse=True)
def thaw() -> Iterator[None]:
    """Undo what a server freezes, so that later tests measure nothing of it."""
    yield
    gc.unfreeze()


def client(store: Store, **options: Any) -> TestClient:
    """Return a client of a server made of the parts alone."""
    parts = serving(store, modules=(), **options)
    return TestClient(
        Starlette(routes=parts.routes, middleware=parts.middleware, lifespan=parts.lifespan)  # type: ignore[arg-type]
    )


def test_healthy(store: Store) -> None:
    """With a working store the answer is 200 and sets no cookie, in a browser either."""
    response = client(store).get("/healthz", headers={"accept": "text/html"})
    assert (response.status_code, response.json()) == (200, {"status": "ok", "store": "ok"})
    assert "set-cookie" not in response.headers


def test_unhealthy_says_why_and_nothing_else(tmp_path: Path, store: Store) -> None:
    """Without a store the answer is 503 with the kind of trouble, no path and no message."""
    (tmp_path / "data").write_text("in the way")
    response = client(store).get("/healthz")
    assert (response.status_code, response.json()) == (503, {"status": "degraded", "store": "gone"})


def test_the_server_starts_without_a_store(
    tmp_path: Path, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    """A store that cannot be used is a line in the log; the server runs, and health follows the store."""
    (tmp_path / "data").write_text("in the way")
    with client(store) as running:
        assert "store: gone" in caplog.text
        assert running.get("/healthz").status_code == 503
        (tmp_path / "data").unlink()
        assert running.get("/healthz").status_code == 200


def test_the_start_prepares_and_sweeps(tmp_path: Path) -> None:
    """Before the first visitor the database is there, what has expired is deleted, and it is announced."""
    url, token, told = f"sqlite:///{tmp_path}/a.db", new_token(), []
    with closing(
        Store(url, retention_days=1, now=lambda: datetime.now(UTC) - timedelta(days=2))
    ) as yesterday:
        yesterday.save_answer(token, "q", "zq7-expired")
    with (
        closing(Store(url, retention_days=1)) as store,
        client(store, started=lambda: told.append(gc.get_freeze_count())),
    ):
        assert told
        assert told[0] > 0
        assert b"zq7-expired" not in b"".join(file.read_bytes() for file in tmp_path.iterdir())


def test_it_sweeps_again_and_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that runs for long sweeps at its interval, and stops sweeping when it stops."""
    swept: list[float] = []
    monkeypatch.setattr(store, "sweep", lambda: swept.append(time.monotonic()) or 0)

    async def live() -> int:
        async with lifespan(store, sweep_every=timedelta(milliseconds=10))(None):
            while len(swept) < 4:
                await asyncio.sleep(0.01)
        return len(swept)

    count = asyncio.run(asyncio.wait_for(live(), timeout=10))
    time.sleep(0.1)
    assert len(swept) == count


def test_modules_are_imported_before_the_first_visitor(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What is slow is imported at the start; what is missing is said and does not stop the server."""
    (tmp_path / "slow_to_import.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)

    async def live() -> None:
        async with lifespan(store, modules=("slow_to_import", "not_installed_anywhere"))(None):
            assert "slow_to_import" in sys.modules

    asyncio.run(live())
    assert "cannot import not_installed_anywhere" in caplog.text


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("uvicorn.access", ("1.2.3.4:5", "GET", "/?share=SECRET&lang=ko", "1.1", 200)),
        ("uvicorn.error", ("1.2.3.4:5", "/_stcore/stream?share=SECRET")),
    ],
)
def test_the_servers_logs_have_no_queries(
    name: str, arguments: tuple[object, ...], caplog: pytest.LogCaptureFixture
) -> None:
    """A link's token in an address reaches no log line; the rest of the line stays."""
    protect_logs()
    protect_logs()
    logger = logging.getLogger(name)
    caplog.set_level(logging.INFO, logger=name)
    logger.info(" ".join(["%s"] * len(arguments)), *arguments)
    assert "SECRET" not in caplog.text
    assert "1.2.3.4:5" in caplog.text
    assert sum(isinstance(known, WithoutQueries) for known in logger.filters) == 1


def test_the_routes_are_ours_alone(store: Store) -> None:
    """Nothing is served beside Streamlit but the health check and what phones, hosts and admins open."""
    paths = {route.path for route in serving(store).routes if isinstance(route, Route)}
    room = "/api/room/{code}"
    assert paths == {
        "/healthz",
        "/j",
        "/j/",
        "/j/{code}",
        "/host",
        "/api/host",
        room,
        f"{room}/join",
        f"{room}/vote",
        f"{room}/events",
        "/api/admin/workshops",
        "/api/admin/workshops/{id}",
    }


def test_the_default_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Retention comes from the model, the proxy is trusted only when told, a wrong URL stops at once."""
    monkeypatch.setenv("ADVISOR_DATA_DIR", str(tmp_path))
    for told, expected in (({}, False), ({"ADVISOR_TRUST_PROXY": "1"}, True)):
        pages = default_serving(environ=told).middleware[-1]
        assert pages.kwargs["trust_forwarded_proto"] is expected
        assert pages.kwargs["languages"] == ("en", "ko", "ja")
    monkeypatch.setenv("ADVISOR_DATABASE_URL", "mysql://u:secret@h/d")
    with pytest.raises(InputError, match="database URL"):
        run(port=1)


def test_the_cookie_outlives_the_draft(store: Store) -> None:
    """A draft saved days after its page was loaded still has its cookie until it expires."""
    days = serving(store).middleware[-1].kwargs["days"]
    assert days > store.retention_days


def test_the_entry_is_found_in_a_checkout_and_in_a_wheel(tmp_path: Path) -> None:
    """Beside the package, unless the package has one inside."""
    assert entry() == ROOT / "app.py"
    assert entry().is_file()
    package = tmp_path / "advisor"
    package.mkdir()
    assert entry(package) == tmp_path / "app.py"
    (package / "_app.py").touch()
    assert entry(package) == package / "_app.py"
    assert SCRIPT.parts[-3:] == ("advisor", "ui", "main.py")


def test_a_wheel_gets_its_settings_by_environment() -> None:
    """Every setting of the file has a variable, lists as JSON, and what the operator has set stays."""
    path = ROOT / ".streamlit" / "config.toml"
    found = _settings_of_the_wheel(path, {"STREAMLIT_SERVER_MAX_UPLOAD_SIZE": "1"})
    assert found["STREAMLIT_RUNNER_POST_SCRIPT_GC"] == "false"
    assert found["STREAMLIT_THEME_LIGHT_PRIMARY_COLOR"] == "#16304A"
    assert json.loads(found["STREAMLIT_THEME_HEADING_FONT_SIZES"])[0] == "2.5rem"
    assert "STREAMLIT_SERVER_MAX_UPLOAD_SIZE" not in found
    assert _settings_of_the_wheel(path.with_name("missing"), {}) == {}


def test_the_settings_that_protect_people_are_on() -> None:
    """No usage statistics, no error details, no links to other companies, no collection after every run."""
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["client"] == {
        "showErrorDetails": "none",
        "showErrorLinks": False,
        "toolbarMode": "minimal",
    }
    assert settings["runner"]["postScriptGC"] is False
    assert settings["server"]["maxUploadSize"] <= 12


@pytest.mark.parametrize(
    ("options", "url"),
    [
        ({}, "http://localhost:8501/"),
        ({"server.address": "0.0.0.0"}, "http://localhost:8501/"),
        ({"server.address": "10.0.0.7", "server.baseUrlPath": "/team/"}, "http://10.0.0.7:8501/team"),
        ({"server.sslCertFile": "a.pem"}, "https://localhost:8501/"),
    ],
)
def test_the_address_is_announced(
    options: dict[str, str], url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address that works on this machine is printed, and opened only when asked for."""
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    option: Callable[[str], Any] = {"server.port": 8501, **options}.get
    announce(option, {})
    assert (capsys.readouterr().out, opened) == (f"{url}\n", [])
    announce(option, {"ADVISOR_OPEN_BROWSER": "1"})
    assert opened == [url]


@pytest.mark.parametrize("headless", [True, False])
def test_run_starts_streamlit_on_the_entry(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, headless: bool
) -> None:
    """The server is Streamlit's own command on app.py, in this process, with the port that was asked for."""
    started: list[list[str]] = []
    monkeypatch.setenv("ADVISOR_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("ADVISOR_OPEN_BROWSER", "")
    monkeypatch.setattr("sys.argv", ["advisor"])
    monkeypatch.setattr("runpy.run_module", lambda name, **_: started.append([name, *sys.argv]))
    run(port=8600, address="127.0.0.1", headless=headless)
    (command,) = started
    assert command[:4] == ["streamlit", "streamlit", "run", str(ROOT / "app.py")]
    assert {"--server.port=8600", "--server.address=127.0.0.1", "--server.headless=true"} <= set(command)
    assert os.environ["ADVISOR_OPEN_BROWSER"] == ("0" if headless else "1")
