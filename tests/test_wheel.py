"""The wheel works on its own: installed elsewhere, run from elsewhere, without the checkout."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60.0  # seconds until a started server must answer


@dataclass(frozen=True)
class Installed:
    """An advisor installed from its wheel: its command, its directory for work, its environment."""

    command: Path
    python: Path
    wheel: Path
    cwd: Path
    env: dict[str, str]

    def advisor(self, *args: str) -> str:
        """Run `advisor` with the arguments; return what it printed, fail if it failed."""
        return run([str(self.command), *args], cwd=self.cwd, env=self.env)


def run(command: list[str], *, cwd: Path, env: dict[str, str]) -> str:
    """Run a command without input and return its standard output; show everything if it fails."""
    done = subprocess.run(
        command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command} ended with {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def clean_environment(home: Path) -> dict[str, str]:
    """Return this environment without the ways into the checkout, and with a home of its own."""
    env = {
        key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "ADVISOR_", "XDG_"))
    }
    env.update(HOME=str(home), PIP_DISABLE_PIP_VERSION_CHECK="1", PYTHONUTF8="1")
    return env


def build_wheel(target: Path, *, env: dict[str, str]) -> Path:
    """Build the source archive, then the wheel from that archive, so that both are complete."""
    run([sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(target)], cwd=ROOT, env=env)
    (archive,) = target.glob("*.tar.gz")
    pip = [sys.executable, "-m", "pip", "wheel", "--no-build-isolation", "--no-deps", "--no-index"]
    run([*pip, "--wheel-dir", str(target), str(archive)], cwd=target, env=env)
    (wheel,) = target.glob("*.whl")
    return wheel


def make_environment(target: Path, *, env: dict[str, str]) -> Path:
    """Make an environment that sees the packages of this one, so nothing is downloaded; return its Python."""
    run([sys.executable, "-m", "venv", "--without-pip", str(target)], cwd=target.parent, env=env)
    python = target / "bin" / "python"
    ask = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    site_packages = Path(run(ask, cwd=target.parent, env=env).strip())
    shared = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (site_packages / "test-environment.pth").write_text("\n".join(sorted(shared)) + "\n", encoding="utf-8")
    return python


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """An advisor installed from a freshly built wheel."""
    base = tmp_path_factory.mktemp("wheel")
    home, cwd, built = (base / name for name in ("home", "elsewhere", "built"))
    for directory in (home, cwd, built):
        directory.mkdir()
    env = clean_environment(home)
    wheel = build_wheel(built, env=env)
    python = make_environment(base / "venv", env=env)
    install = [
        str(python),
        "-m",
        "pip",
        "install",
        "--no-deps",
        "--no-index",
        "--ignore-installed",
        str(wheel),
    ]
    run(install, cwd=cwd, env=env)
    return Installed(python.with_name("advisor"), python, wheel, cwd, env)


@pytest.fixture
def port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def first_answers(questions: list[dict[str, Any]]) -> dict[str, str]:
    """Answer each question with its first option that is an answer."""
    return {
        question["id"]: next(option["id"] for option in question["options"] if not option["is_dont_know"])
        for question in questions
    }


def health(port: int) -> str:
    """Return what the health address answers, or nothing while nobody does."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2) as answer:
            return str(answer.read().decode())
    except (urllib.error.URLError, OSError):
        return ""


def wait_until_healthy(server: subprocess.Popen[bytes], *, port: int) -> str:
    """Wait until the server answers; return the answer, or nothing if it ended or took too long."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        if answer := health(port):
            return answer
        time.sleep(0.2)
    return ""


@contextlib.contextmanager
def serving(installed: Installed, *, port: int, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run `advisor run` on the port, in a process group of its own that is ended afterwards."""
    command = [str(installed.command), "run", "--port", str(port)]
    with log.open("wb") as out:
        server = subprocess.Popen(
            command,
            cwd=installed.cwd,
            env=installed.env,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield server
        finally:
            end_group(server)


def end_group(server: subprocess.Popen[bytes]) -> None:
    """End the server and whatever it started: politely, then for certain."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, sign)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(timeout=10)


def test_the_wheel_holds_everything(installed: Installed) -> None:
    """Every file of data/ and .streamlit/, the entry and every file of the package is in the wheel."""
    names = set(zipfile.ZipFile(installed.wheel).namelist())
    homes = {"data": "advisor/_data", ".streamlit": "advisor/_streamlit", "advisor": "advisor"}
    expected = {"advisor/_app.py"} | {
        f"{home}/{path.relative_to(ROOT / source).as_posix()}"
        for source, home in homes.items()
        for path in (ROOT / source).rglob("*")
        if path.is_file() and path.suffix != ".pyc" and path.name != "secrets.toml"
    }
    assert sorted(expected - names) == []


def test_it_is_the_installed_package(installed: Installed) -> None:
    """What runs is the installed package, not the checkout."""
    where = run(
        [str(installed.python), "-c", "import advisor; print(advisor.__file__)"],
        cwd=installed.cwd,
        env=installed.env,
    )
    assert Path(where.strip()).is_relative_to(installed.python.parent.parent)


def test_check(installed: Installed) -> None:
    """The installed content is valid."""
    installed.advisor("check")


def test_questions_and_assess(installed: Installed) -> None:
    """The installed questions can be answered and the answers assessed."""
    questions = json.loads(installed.advisor("questions", "--json"))["questions"]
    answers = installed.cwd / "answers.json"
    answers.write_text(json.dumps({"responses": first_answers(questions)}), encoding="utf-8")
    result = json.loads(installed.advisor("assess", str(answers), "--json"))
    assert result["verdict"] in {"clear", "leaning", "between", "insufficient"}
    assert sum(result["posterior"].values()) == pytest.approx(1)


def test_run(installed: Installed, *, port: int, tmp_path: Path) -> None:
    """The installed advisor serves the app until it is told to stop."""
    log = tmp_path / "server.log"
    with serving(installed, port=port, log=log) as server:
        answer = wait_until_healthy(server, port=port)
        assert answer == "ok", log.read_text(encoding="utf-8", errors="replace")
    assert server.poll() is not None
