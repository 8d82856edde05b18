"""Where the store is when nobody says otherwise: a SQLite file in the user's data directory."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy.engine import URL

DATABASE_URL = "ADVISOR_DATABASE_URL"
DATA_DIR = "ADVISOR_DATA_DIR"
_FOLDER = "ml-advisor"
_FILE = "advisor.sqlite3"


def data_dir(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """Return the folder for this user's data; nothing is created.

    ``ADVISOR_DATA_DIR`` wins; then the platform's own place: ``%LOCALAPPDATA%`` on Windows,
    ``~/Library/Application Support`` on macOS, ``$XDG_DATA_HOME`` or ``~/.local/share`` elsewhere.
    """
    if chosen := environ.get(DATA_DIR):
        return Path(chosen).expanduser()
    if platform == "win32":
        base = Path(environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / _FOLDER


def default_url(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> str:
    """Return the database URL: ``ADVISOR_DATABASE_URL`` as it is, or the SQLite file in :func:`data_dir`."""
    if chosen := environ.get(DATABASE_URL):
        return chosen
    path = (data_dir(environ, platform) / _FILE).absolute()
    return URL.create("sqlite", database=str(path)).render_as_string()
