"""Running a command in this process or in one of its own, and what it gets to read."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from advisor.cli import main

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Done:
    """How a command ended: its exit code, and what it wrote."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


def runner(capsys: pytest.CaptureFixture[str]) -> Run:
    """What runs a command in this process."""

    def run(*arguments: object) -> Done:
        code: Any = 0
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as ended:
            code = ended.code or 0
        written = capsys.readouterr()
        return Done(code, written.out, written.err)

    return run


def process(*arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own."""
    command = [sys.executable, "-m", "advisor", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, check=False, **options)


def file_with(folder: Path, responses: dict[str, Any], **table: Any) -> Path:
    """A save file with these responses."""
    file = folder / "answers.json"
    file.write_text(json.dumps({"responses": responses, **table}, ensure_ascii=False), encoding="utf-8")
    return file


def in_one_line(done: Done, *words: str) -> None:
    """Assert that a command ended as bad input does."""
    assert done.code == 2
    assert done.out == ""
    assert len(done.err.splitlines()) == 1
    assert done.err.rstrip("\n").isprintable()
    assert "Traceback" not in done.err
    for part in words:
        assert part in done.err
