"""Start the server, from a checkout or from an installed wheel."""

from __future__ import annotations

import json
import os
import re
import runpy
import sys
import tomllib
import webbrowser
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import Any

from advisor.web.serving import default_serving

_PACKAGE = Path(__file__).resolve().parents[1]
_OPEN_BROWSER = "ADVISOR_OPEN_BROWSER"


def entry(package: Path = _PACKAGE) -> Path:
    """Return ``app.py``: inside the package in a wheel, beside it in a checkout."""
    inside = package / "_app.py"
    return inside if inside.is_file() else package.parent / "app.py"


def run(*, port: int | None = None, address: str | None = None, headless: bool | None = None) -> None:
    """Run the server in this process until it is told to stop; ends with SystemExit, as a program does.

    Args:
        port: where to listen; None takes Streamlit's own (8501, or the next free one).
        address: which interface to listen on; None means all of them.
        headless: do not open a browser; None means: open one if there is a screen and a person at it.

    Raises InputError for a database URL of a kind that is not supported, DataError for a broken model.
    """
    default_serving()  # a wrong setting is one line here, and a traceback once the server starts
    os.environ.update(_settings_of_the_wheel(_PACKAGE / "_streamlit" / "config.toml", os.environ))
    os.environ[_OPEN_BROWSER] = "0" if (_nobody_there() if headless is None else headless) else "1"
    flags = ["--server.headless=true", "--server.fileWatcherType=none"]
    flags += [f"--server.port={port}"] if port is not None else []
    flags += [f"--server.address={address}"] if address is not None else []
    sys.argv = ["streamlit", "run", str(entry()), *flags]
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)


def announce(option: Callable[[str], Any], environ: Mapping[str, str] = os.environ) -> None:
    """Print the address of the running server, and show it in a browser if :func:`run` was asked to.

    ``option`` looks up Streamlit's settings, which hold the port that was really free.
    """
    scheme = "https" if option("server.sslCertFile") else "http"
    host = option("server.address")
    host = "localhost" if host in (None, "", "0.0.0.0", "::") else host
    path = (option("server.baseUrlPath") or "").strip("/")
    url = f"{scheme}://{host}:{option('server.port')}/{path}"
    print(url, flush=True)
    if environ.get(_OPEN_BROWSER) == "1":
        webbrowser.open(url)


def _nobody_there() -> bool:
    """Say whether a browser would open for nobody: no terminal, or a Unix without a screen."""
    screen = sys.platform in ("win32", "darwin") or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))
    return not (screen and sys.stdout.isatty())


def _settings_of_the_wheel(path: Path, environ: Mapping[str, str]) -> MutableMapping[str, str]:
    """Return the file's settings as environment variables, without those that the environment has already.

    Streamlit finds ``.streamlit/config.toml`` beside a checkout's ``app.py`` by itself, but not in a wheel.
    """
    if not path.is_file():
        return {}
    settings = dict(_flat(tomllib.loads(path.read_text(encoding="utf-8"))))
    return {name: value for name, value in settings.items() if name not in environ}


def _flat(table: Mapping[str, Any], prefix: str = "STREAMLIT") -> Iterator[tuple[str, str]]:
    """Yield each setting by the name of its variable; lists as JSON, the way Streamlit reads them."""
    for key, value in table.items():
        name = f"{prefix}_{re.sub(r'(?<=[a-z0-9])(?=[A-Z])', '_', key).upper()}"
        if isinstance(value, dict):
            yield from _flat(value, name)
        else:
            yield name, value if isinstance(value, str) else json.dumps(value)
