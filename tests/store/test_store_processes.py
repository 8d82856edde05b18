"""Several processes on one database, and processes that die: what was acknowledged is there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from advisor.store import Store, new_token
from tests.databases import Backend

ROOT = Path(__file__).resolve().parents[2]
TOKEN = new_token()
START_TOGETHER = """
import sys
from advisor.store import Store
store = Store(sys.argv[1], retention_days=30)
print("ready", flush=True)
sys.stdin.readline()
store.save_answer(sys.argv[2], sys.argv[3], "saved")
print("done", flush=True)
"""
SAVE_FOREVER = """
import itertools, sys
from advisor.store import Store
store = Store(sys.argv[1], retention_days=30)
for number in itertools.count():
    store.save_answer(sys.argv[2], f"q{number}", f"o{number}")
    print(number, flush=True)
"""


def start(script: str, url: str, *arguments: str) -> subprocess.Popen[str]:
    """Start a Python process on the database."""
    command = [sys.executable, "-c", script, url, TOKEN, *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def said(process: subprocess.Popen[str]) -> str:
    """Return the next line a process prints."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


@pytest.mark.slow
def test_processes_that_start_together(backend: Backend, open_store: Callable[[], Store]) -> None:
    """Six processes make the database at the same moment; each one's answer is saved."""
    processes = [start(START_TOGETHER, backend.url, f"q{n}") for n in range(6)]
    try:
        assert [said(process) for process in processes] == ["ready"] * 6
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        assert [said(process) for process in processes] == ["done"] * 6
    finally:
        for process in processes:
            process.communicate()
    assert dict(open_store().open_draft(TOKEN).responses) == {f"q{n}": "saved" for n in range(6)}


@pytest.mark.slow
@pytest.mark.parametrize("acknowledged", [0, 7, 60])
def test_a_killed_process_loses_nothing_acknowledged(
    backend: Backend, open_store: Callable[[], Store], acknowledged: int
) -> None:
    """After SIGKILL in the middle of saving, every answer whose saving had returned is there."""
    process = start(SAVE_FOREVER, backend.url)
    last = -1
    while last < acknowledged:
        last = int(said(process))
    process.send_signal(signal.SIGKILL)
    assert process.stdout is not None
    rest = process.stdout.read()  # communicate() would not see what readline() has buffered
    process.wait()
    last = max([last, *(int(line) for line in rest.splitlines() if line)])
    saved = open_store().open_draft(TOKEN).responses
    assert {f"q{n}": f"o{n}" for n in range(last + 1)}.items() <= saved.items()
    assert len(saved) <= last + 2


def test_a_room_that_answers_at_once(store: Store) -> None:
    """Of 100 visitors who save from as many threads at the same moment, nobody is turned away."""
    tokens = [new_token() for _ in range(100)]
    with ThreadPoolExecutor(max_workers=100) as room:
        list(room.map(lambda token: store.save_answer(token, "q", "a"), tokens))
    assert all(dict(store.open_draft(token).responses) == {"q": "a"} for token in tokens)
