"""Speed as ratios within one run: ``make bench``.

Machines differ and are shared, so each figure of ours stands beside the same thing done bare in the
same run. Nothing here is asserted; a slower ratio is seen by whoever reads the table.
"""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median

import numpy
import typst
from playwright.sync_api import Browser, sync_playwright

from advisor import assess, load_model
from advisor.content.cases import load_cases
from advisor.content.practice.planning import handbook
from advisor.content.savefile import SaveFile
from advisor.content.text import LANGUAGES, load_text
from advisor.core.practice.planning import Project, Task
from advisor.core.practice.planning_outlook import outlook
from advisor.report import render

ROOT = Path(__file__).resolve().parents[1]
OURS, BARE = 8741, 8742
LOADS, CLICKS, PDFS, ASSESSED, QUIET = 7, 24, 15, 2000, 300
PLANS, TASKS = 9, 200
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]


def timed(action: Callable[[], object], times: int) -> float:
    """Median seconds of an action done several times."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        taken.append(time.perf_counter() - start)
    return median(taken)


def row(name: str, ours: float, bare: float | None = None, note: str = "") -> None:
    """One line of the table: ours in milliseconds, the bare thing, and the ratio."""
    ratio = f"{bare * 1000:9.1f} ms  ratio {ours / bare:5.2f}" if bare else ""
    print(f"{name:44s}{ours * 1000:9.1f} ms  {ratio}  {note}".rstrip())


@contextmanager
def serving(command: list[str], port: int) -> Iterator[str]:
    """A server until the block ends; its address."""
    with tempfile.TemporaryDirectory() as data:
        env = os.environ | {"ADVISOR_DATA_DIR": data}
        process = subprocess.Popen(
            command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT
        )
        try:
            _wait(f"http://localhost:{port}/_stcore/health")
            yield f"http://localhost:{port}/"
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait(url: str) -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(url, timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit(f"no answer from {url}")


def first_load(browser: Browser, url: str) -> float:
    """Median seconds until a new visitor sees the options of a question."""

    def load() -> None:
        context = browser.new_context()
        page = context.new_page()
        page.goto(url)
        page.wait_for_selector("[data-testid=stRadioOption]")
        context.close()

    load()
    return timed(load, LOADS)


def click_to_update(browser: Browser, url: str) -> float:
    """Median seconds from choosing an option until the last message of the run has reached the browser.

    A run is over when nothing has come for QUIET milliseconds; that wait is not counted.
    """
    page, arrived = browser.new_page(), [0.0]

    def note(_: object) -> None:
        arrived.append(time.perf_counter())

    page.on("websocket", lambda socket: socket.on("framereceived", note))
    page.goto(url)
    page.wait_for_selector("[data-testid=stRadioOption]")
    page.wait_for_timeout(1000)
    taken = []
    for n in range(CLICKS):
        start = time.perf_counter()
        page.locator("[data-testid=stRadioOption] input").nth(n % 8).evaluate("input => input.click()")
        while arrived[-1] < start or time.perf_counter() - arrived[-1] < QUIET / 1000:
            page.wait_for_timeout(20)
        taken.append(arrived[-1] - start)
    return median(taken)


def pages() -> None:
    """Our question page against a bare Streamlit page with the same widgets."""
    python = sys.executable
    ours = serving([python, "-m", "advisor", "run", "--port", str(OURS)], OURS)
    script = str(Path(__file__).with_name("bench_pages") / "bare.py")
    plain = [python, "-m", "streamlit", "run", script, "--server.headless=true", f"--server.port={BARE}"]
    with ours as url, serving(plain, BARE) as bare, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROME", "/usr/bin/chromium"), args=FLAGS
        )
        row("first load of a question", first_load(browser, url + "questions"), first_load(browser, bare))
        mine = click_to_update(browser, url + "questions")
        row("answer → stored, page updated", mine, click_to_update(browser, bare))
        browser.close()


def documents() -> None:
    """The PDF: warm in three languages against an empty Typst document, and cold in a new process."""
    model = load_model()
    case = load_cases(model)[0]
    found = assess(model, case.reading[0].responses)
    empty = timed(lambda: typst.compile(b"#set document(title: [x])\nx", format="pdf"), PDFS)
    for language in LANGUAGES:
        text, days = load_text(language), iter(range(1, 1000))

        def export() -> None:
            saved = SaveFile(found.responses, f"Organisation {next(days)}", date(2026, 1, 1))  # noqa: B023
            render(model, text, found, saved)  # noqa: B023

        export()
        row(f"PDF warm, {language}", timed(export, PDFS), empty, "(empty Typst document)")
    with tempfile.TemporaryDirectory() as folder:
        saved = Path(folder) / "a.json"
        saved.write_text('{"responses": {"industry": "finance", "seat": "central_ml"}}')
        command = [sys.executable, "-m", "advisor", "report", str(saved), "-o", str(Path(folder) / "a.pdf")]
        version = [sys.executable, "-c", "import numpy, pydantic"]
        cold = timed(lambda: subprocess.run(command, cwd=ROOT, check=True, capture_output=True), 5)
        row(
            "PDF cold, new process",
            cold,
            timed(lambda: subprocess.run(version, check=True), 5),
            "(interpreter)",
        )


def assessments() -> None:
    """How many assessments a second, each with flips, stability and next questions."""
    model = load_model()
    responses = [reading.responses for case in load_cases(model) for reading in case.reading]
    assess(model, responses[0])
    start = time.perf_counter()
    for n in range(ASSESSED):
        assess(model, responses[n % len(responses)])
    print(f"{'assess':44s}{ASSESSED / (time.perf_counter() - start):9.0f} per second (n = {ASSESSED})")


def plans() -> None:
    """A large project played through, against drawing the same random numbers and nothing else."""
    book = handbook()
    names = [f"T{n}" for n in range(TASKS)]
    tasks = [
        Task(name, "", tuple(names[max(0, n - 3) : n : 2]), low=1, likely=2, high=4, chance=0.98)
        for n, name in enumerate(names[: TASKS * 4 // 5])
    ]
    tasks += [replace(task, id=f"{task.id}b", instead_of=task.id) for task in tasks[: TASKS - len(tasks)]]
    project, draws = Project(tuple(tasks), week=100.0), book.simulation.draws

    def bare() -> None:
        rng = numpy.random.default_rng(book.simulation.seed)
        rng.random((TASKS, draws))
        rng.triangular(1, 2, 4, (TASKS, draws))

    ours = timed(lambda: outlook(project, book.simulation, book.limits), PLANS)
    row(f"plan, {TASKS} tasks × {draws} draws", ours, timed(bare, PLANS), "(the same numbers drawn)")


def main() -> None:
    """Print the table."""
    print(f"{len(os.sched_getaffinity(0))} cores, Python {sys.version.split()[0]}; medians")
    assessments()
    plans()
    documents()
    pages()


if __name__ == "__main__":
    main()
