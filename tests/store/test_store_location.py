"""Where the data goes when nobody says, and who can say otherwise."""

from __future__ import annotations

import stat
from collections.abc import Mapping
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from advisor.store import Store, data_dir, default_url, shared_store

HOME = Path.home()


@pytest.mark.parametrize(
    ("environ", "platform", "expected"),
    [
        ({"ADVISOR_DATA_DIR": "/srv/a", "XDG_DATA_HOME": "/x"}, "linux", Path("/srv/a")),
        ({"ADVISOR_DATA_DIR": "~/a"}, "darwin", HOME / "a"),
        ({"XDG_DATA_HOME": "/x"}, "linux", Path("/x/ml-advisor")),
        ({"XDG_DATA_HOME": ""}, "linux", HOME / ".local/share/ml-advisor"),
        ({"XDG_DATA_HOME": "/x"}, "darwin", HOME / "Library/Application Support/ml-advisor"),
        ({"LOCALAPPDATA": "/l"}, "win32", Path("/l/ml-advisor")),
        ({}, "win32", HOME / "AppData/Local/ml-advisor"),
    ],
)
def test_the_data_directory(environ: Mapping[str, str], platform: str, expected: Path) -> None:
    """ADVISOR_DATA_DIR wins; then each platform has its own place."""
    assert data_dir(environ, platform) == expected


def test_the_default_is_a_file_in_it(tmp_path: Path) -> None:
    """The URL names a file in the data directory, whatever signs the path has, and creates nothing."""
    folder = tmp_path / "a #1? 100% ä"
    url = default_url({"ADVISOR_DATA_DIR": str(folder)})
    assert make_url(url).database == str(folder / "advisor.sqlite3")
    assert not folder.exists()


def test_strange_paths_work(tmp_path: Path) -> None:
    """The file is made exactly where the URL says, with signs that mean something in URLs."""
    folder = tmp_path / "a #1? 100% ä"
    store = Store(default_url({"ADVISOR_DATA_DIR": str(folder)}), retention_days=1)
    store.prepare()
    store.close()
    assert [file.name for file in folder.iterdir()] == ["advisor.sqlite3"]


def test_only_the_user_can_read(tmp_path: Path) -> None:
    """Folder and file are closed to other users of the machine."""
    store = Store(f"sqlite:///{tmp_path}/new/a.db", retention_days=1)
    store.health()
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    for file in (tmp_path / "new").iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    store.close()


def test_a_url_wins() -> None:
    """ADVISOR_DATABASE_URL is taken as it is."""
    environ = {"ADVISOR_DATABASE_URL": "postgresql://u:p@h/d", "ADVISOR_DATA_DIR": "/srv/a"}
    assert default_url(environ) == "postgresql://u:p@h/d"


def test_one_process_has_one_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Pages and server get the same store, until the environment names another one."""
    monkeypatch.delenv("ADVISOR_DATABASE_URL", raising=False)
    monkeypatch.setenv("ADVISOR_DATA_DIR", str(tmp_path / "a"))
    first = shared_store(30)
    assert shared_store(30) is first
    assert first.retention_days == 30
    monkeypatch.setenv("ADVISOR_DATA_DIR", str(tmp_path / "b"))
    assert shared_store(30) is not first
