"""What the command line writes: whole files or none, and the same as a process of its own."""

import errno
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from advisor.errors import ReportError
from tests.commands import ROOT, Done, Run, file_with, in_one_line, process, runner


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process."""
    return runner(capsys)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A save file with two answers."""
    return file_with(tmp_path, {"size": "tiny", "publishes": "papers"})


# ---- Output: whole or not at all ----


def full_at_writing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk on which half of the bytes fit."""
    whole = tempfile.NamedTemporaryFile

    def half(*places: Any, **options: Any) -> Any:
        file = whole(*places, **options)
        write = file.write

        def writing(data: bytes) -> int:
            write(data[: len(data) // 2])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        file.write = writing
        return file

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", half)


def full_at_renaming(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full when the document is put in its place."""

    def refuse(self: Path, target: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "replace", refuse)


@pytest.mark.parametrize("full", [full_at_writing, full_at_renaming])
@pytest.mark.parametrize("before", [None, b"the report of last year"])
def test_a_full_disk_leaves_what_was_there(
    run: Run,
    saved: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    full: Callable[[pytest.MonkeyPatch], None],
    before: bytes | None,
) -> None:
    """A full disk costs one line; an older document stays whole, and no part of the new one is left."""
    out = tmp_path / "board.pdf"
    if before:
        out.write_bytes(before)
    full(monkeypatch)
    monkeypatch.setattr("advisor.report.render", lambda *_, **__: b"%PDF-" + b"x" * 100_000)
    in_one_line(run("report", saved, "-o", out), f"{out}: ", "No space left on device")
    assert (out.read_bytes() if out.exists() else None) == before
    assert {path.name for path in tmp_path.iterdir()} <= {"answers.json", "board.pdf"}


def test_a_new_report_replaces_the_old_one(
    run: Run, saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A document that is there already is replaced as a whole."""
    out = tmp_path / "board.pdf"
    out.write_bytes(b"the report of last year, which was longer")
    monkeypatch.setattr("advisor.report.render", lambda *_, **__: b"new")
    assert run("report", saved, "-o", out).code == 0
    assert out.read_bytes() == b"new"


def test_a_failed_document_costs_one_line(
    run: Run, saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A document that cannot be set costs one line with the step, and no file."""

    def fail(*_: object, **__: object) -> bytes:
        raise ReportError("compile", "font\nmissing")

    monkeypatch.setattr("advisor.report.render", fail)
    in_one_line(run("report", saved, "-o", tmp_path / "board.pdf"), "compile: font missing")
    assert [path.name for path in tmp_path.iterdir()] == ["answers.json"]


# ---- As processes ----


def test_no_standard_input_costs_one_line() -> None:
    """A dash without any standard input costs one line."""
    command = "[sys.executable, '-m', 'advisor', 'assess', '-']"
    close = f"import os, sys; os.close(0); os.execv(sys.executable, {command})"
    done = subprocess.run(
        [sys.executable, "-c", close], cwd=ROOT, capture_output=True, text=True, check=False
    )
    in_one_line(Done(done.returncode, done.stdout, done.stderr), "-: expected a file that can be read")


def test_the_process_ends_like_the_function(saved: Path, tmp_path: Path, run: Run) -> None:
    """As a process the command prints the same, whatever encoding the terminal has."""
    env = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = process(
        "assess", saved, "--json", "--lang", "ko", env=env, stdout=subprocess.PIPE, encoding="utf-8"
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == run("assess", saved, "--json", "--lang", "ko").out
    missing = process("assess", tmp_path / "없음.json", env=env, stdout=subprocess.PIPE, encoding="utf-8")
    in_one_line(Done(missing.returncode, missing.stdout, missing.stderr), "없음.json: expected a file")


def test_a_reader_that_leaves_is_no_error() -> None:
    """When the reader of a pipe leaves early, the command ends without a word."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = process("questions", "--json", stdout=writing)
    finally:
        os.close(writing)
    assert done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("arguments", [("questions", "--json"), ("check",)], ids=" ".join)
def test_a_full_standard_output_costs_one_line(arguments: tuple[str, ...]) -> None:
    """Output that cannot be written costs one line and an exit code that says so."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = process(*arguments, stdout=full)
    assert done.returncode != 0
    assert len(done.stderr.splitlines()) == 1
    assert "No space left on device" in done.stderr
