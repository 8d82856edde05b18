"""The command line: its contracts, its exit codes, and that bad input costs one line and no file."""

import io
import json
import re
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from advisor import assess, load_model
from advisor.content.cases import load_cases
from advisor.content.text import LANGUAGES, load_text
from tests.commands import Run, file_with, in_one_line, runner

MODEL = load_model()
READINGS = {case.id: dict(case.reading[0].responses) for case in load_cases(MODEL)}
OF_EACH_VERDICT = {assess(MODEL, r).verdict: r for r in (*READINGS.values(), {})}
EACH = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process."""
    return runner(capsys)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A save file with a real organisation's answers, a name, a day, a target and a team."""
    return file_with(
        tmp_path,
        READINGS["spotify-2023"],
        organisation="Beispiel 예시 例",
        date="2026-11-21",
        target="ml_first",
        team={"ml_engineer": 3},
    )


# ---- The contracts ----


@EACH
def test_questions_as_json(run: Run, language: str) -> None:
    """The question set has exactly the keys that outsiders rely on, and every question in the language."""
    done = run("questions", "--json", "--lang", language)
    record = json.loads(done.out)
    assert (done.code, done.err) == (0, "")
    assert set(record) == {"model_version", "model_hash", "questions"}
    assert record["model_version"] == MODEL.settings.version
    keys = {"id", "section", "group", "core", "structure", "text", "help", "options"}
    assert all(set(question) == keys for question in record["questions"])
    options = [option for question in record["questions"] for option in question["options"]]
    assert all(set(option) == {"id", "label", "is_dont_know"} for option in options)
    assert {question["id"] for question in record["questions"]} == set(MODEL.question_by_id)
    assert record["questions"][0]["text"] == load_text(language)(
        f"questions.{record['questions'][0]['id']}.text"
    )


@EACH
def test_questions_as_text(run: Run, language: str) -> None:
    """Without --json every question and option is printed with its id."""
    done = run("questions", "--lang", language)
    assert (done.code, done.err) == (0, "")
    for question in MODEL.questions:
        assert f"[{question.id}, " in done.out
        assert load_text(language)(f"questions.{question.id}.text") in done.out
    assert done.out.count("[dont_know]") == len(MODEL.questions)


RESULT = {
    "model_version", "model_hash", "verdict", "archetype", "runner_up", "posterior", "margin_db", "coverage",
    "stability", "log_prior", "log_score", "contributions", "tensions", "flips", "next_questions", "strategy",
}  # fmt: skip


@pytest.mark.parametrize("verdict", OF_EACH_VERDICT)
def test_assess_as_json(run: Run, tmp_path: Path, verdict: str) -> None:
    """An assessment has exactly the keys that outsiders rely on, and the assessment's own numbers."""
    done = run("assess", file_with(tmp_path, OF_EACH_VERDICT[verdict]), "--json")
    record, found = json.loads(done.out), assess(MODEL, OF_EACH_VERDICT[verdict])
    assert (done.code, done.err) == (0, "")
    assert set(record) == RESULT
    assert record["verdict"] == verdict
    assert (record["archetype"], record["posterior"]) == (found.archetype, found.posterior)
    assert (record["margin_db"], record["coverage"]) == (found.margin_db, found.coverage)
    for row in record["contributions"]:
        assert set(row) == {"question", "option", "decibans", "basis", "facts", "sources"}
        assert set(row["decibans"]) == set(MODEL.archetype_ids)
    assert all(set(row) == {"question", "from", "to", "becomes", "margin_db"} for row in record["flips"])
    assert all(set(row) == {"question", "expected_db"} for row in record["next_questions"])


def test_the_strategy_as_json(run: Run, saved: Path) -> None:
    """The strategy has one entry per axis with its steps in words; a saved target is followed."""
    strategy = json.loads(run("assess", saved, "--json").out)["strategy"]
    assert [row["axis"] for row in strategy] == [axis.id for axis in MODEL.axes]
    for row, axis in zip(strategy, MODEL.axes, strict=True):
        assert set(row) == {"axis", "now", "recommended", "steps", "basis", "sources"}
        assert row["recommended"] == axis.cell_of("ml_first").advised.position
        for step in row["steps"]:
            assert set(step) == {"id", "kind", "do", "needs", "check", "owner", "days", "basis", "sources"}


@EACH
@pytest.mark.parametrize("verdict", OF_EACH_VERDICT)
def test_assess_as_text(run: Run, tmp_path: Path, verdict: str, language: str) -> None:
    """For every verdict in every language the result is printed, with nothing left unfilled."""
    done = run("assess", file_with(tmp_path, OF_EACH_VERDICT[verdict]), "--lang", language)
    assert (done.code, done.err) == (0, "")
    assert len(done.out.splitlines()) > 5
    assert "{" not in done.out
    text, found = load_text(language), assess(MODEL, OF_EACH_VERDICT[verdict])
    assert (text(f"archetypes.{found.archetype}.short") in done.out) == (verdict != "insufficient")


@EACH
def test_no_empty_list_is_announced(run: Run, tmp_path: Path, language: str) -> None:
    """When every question was asked and none could be answered, no list of open questions is announced."""
    unsure = dict.fromkeys(MODEL.question_by_id, "dont_know")
    done = run("assess", file_with(tmp_path, unsure), "--lang", language)
    announced = load_text(language)("result.known.open", list="").strip()
    assert done.code == 0
    assert announced not in [line.strip() for line in done.out.splitlines()]


def test_answers_from_standard_input(run: Run, saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dash reads the answers from standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(saved.read_bytes())))
    assert run("assess", "-", "--json") == run("assess", saved, "--json")


def test_a_file_of_another_version_is_read(run: Run, tmp_path: Path) -> None:
    """What another version wrote and this one does not know is listed in one line, and the rest is used."""
    file = file_with(tmp_path, {"size": "tiny", "seat": "in_orbit", "mascot": "cat"}, model_version="0.1.0")
    done = run("assess", file, "--json")
    assert done.code == 0
    assert "seat = in_orbit, mascot" in done.err
    assert len(done.err.splitlines()) == 1
    assert [row["question"] for row in json.loads(done.out)["contributions"]] == ["size"]


@pytest.mark.parametrize(
    "keys",
    [
        ["notes\nof mine"],
        ["\u001b[2J"],
        ["\u202eevil"],
        [f"note {n}" for n in range(20_000)],
        ["n" * 100_000],
    ],
    ids=["line break", "clears the screen", "turns the line round", "many", "long"],
)
def test_what_is_not_used_is_told_in_one_line(run: Run, tmp_path: Path, keys: list[str]) -> None:
    """Whatever a file's own keys are called, and however many there are, one readable line tells them."""
    done = run("assess", file_with(tmp_path, {"size": "tiny"}, **dict.fromkeys(keys)))
    assert done.code == 0
    assert len(done.err.splitlines()) == 1
    assert done.err.rstrip("\n").isprintable()
    assert len(done.err) < 5_000


@EACH
def test_the_pdf_is_the_save_file(run: Run, saved: Path, tmp_path: Path, language: str) -> None:
    """Assessing the PDF gives what assessing the answers gave, digit for digit."""
    out = tmp_path / "board.pdf"
    done = run("report", saved, "-o", out, "--lang", language)
    assert (done.code, done.err) == (0, "")
    assert str(out) in done.out
    assert out.read_bytes().startswith(b"%PDF-")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answers.json", "board.pdf"]
    assert run("assess", out, "--json") == run("assess", saved, "--json")


def test_a_report_needs_no_day(run: Run, tmp_path: Path) -> None:
    """Answers without a date make a report of today."""
    out = tmp_path / "today.pdf"
    assert run("report", file_with(tmp_path, {"size": "tiny"}), "-o", out).code == 0
    assert out.stat().st_size > 10_000


def test_check_passes(run: Run) -> None:
    """The data as they are shipped pass every rule, and their number is told in one line."""
    done = run("check")
    assert (done.code, done.err) == (0, "")
    assert len(done.out.splitlines()) == 1
    for told in (MODEL.settings.version, MODEL.content_hash, str(len(MODEL.questions)), str(len(READINGS))):
        assert told in done.out


def test_run_starts_the_server(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The app is started on the port asked for, or on Streamlit's usual one."""
    ports: list[int] = []
    server = SimpleNamespace(run=lambda *, port: ports.append(port))
    monkeypatch.setitem(sys.modules, "advisor.web.serve", server)
    assert run("run").code == run("run", "--port", "8600").code == 0
    assert ports == [8501, 8600]


# ---- Bad input ----

BAD = [
    ("empty", b"", "a JSON object"),
    ("cut off", b'{"responses": {"size"', "a JSON object"),
    ("not UTF-8", b'{"responses": {"size": "\xff"}}', "text in UTF-8"),
    ("no answers", b'{"organisation": "A"}', "responses: expected an object"),
    ("unknown question", b'{"responses": {"sise": "tiny"}}', "sise: expected a question id"),
    ("unknown option", b'{"responses": {"size": "tinny"}}', "size: expected one of tiny"),
    ("option as number", b'{"responses": {"size": 1}}', "responses.size: expected an option id"),
    ("key with line breaks", b'{"responses": {"a\\nb\\r\\u2028c": "x"}}', "expected a question id"),
    ("key that clears the screen", b'{"responses": {"\\u001b[2J": "x"}}', "expected a question id"),
    ("answer that rings", b'{"responses": {"size": "\\u0007tiny"}}', "expected one of tiny"),
    ("surrogate", b'{"responses": {"\\ud800": "x"}}', "expected a question id"),
    ("nested", b"[" * 200_000, "a flat JSON object"),
    ("ten megabytes", b" " * 10_000_000, "at most"),
    ("more than is read", b" " * 26_000_000, "at most"),
    ("another PDF", b"%PDF-1.7\n%%EOF\n", "a PDF made by this advisor"),
    ("half a PDF", b"%PDF-1.7\n/EmbeddedFile stream\n", "a PDF made by this advisor"),
    ("picture", b"\x89PNG\r\n\x1a\n\0\0", "text in UTF-8"),
]
COMMANDS = [("assess",), ("assess", "--json"), ("report", "-o")]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize(("data", "words"), [pytest.param(*bad[1:], id=bad[0]) for bad in BAD])
def test_bad_input_costs_one_line(
    run: Run, tmp_path: Path, command: tuple[str, ...], data: bytes, words: str
) -> None:
    """Bad input ends with code 2 and one line that names file, key and expectation; nothing is written."""
    file, out = tmp_path / "bad.json", tmp_path / "out.pdf"
    file.write_bytes(data)
    name, *options = command
    done = run(name, file, *options, *([out] if "-o" in options else []))
    in_one_line(done, f"{file}: ", words)
    assert [path.name for path in tmp_path.iterdir()] == ["bad.json"]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("name", ["missing.json", ".", "file.json/inside", "x" * 300])
def test_what_cannot_be_read_costs_one_line(
    run: Run, tmp_path: Path, command: tuple[str, ...], name: str
) -> None:
    """A missing file, a folder, a file taken for a folder and an endless name cost one line."""
    (tmp_path / "file.json").write_text("{}", encoding="utf-8")
    verb, *options = command
    done = run(verb, tmp_path / name, *options, *([tmp_path / "out.pdf"] if "-o" in options else []))
    in_one_line(done, "expected a file that can be read, found ")
    assert [path.name for path in tmp_path.iterdir()] == ["file.json"]


def test_bad_standard_input_costs_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard input that is no save file is named by its dash."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"hello")))
    in_one_line(run("assess", "-"), "-: expected a JSON object")


@pytest.mark.parametrize("name", ["missing/out.pdf", ".", "answers.json/out.pdf", "x" * 300 + ".pdf"])
def test_what_cannot_be_written_costs_one_line(run: Run, saved: Path, tmp_path: Path, name: str) -> None:
    """A missing folder, a folder, a file as a folder and an endless name cost one line, and no file."""
    before = saved.read_bytes()
    done = run("report", saved, "-o", tmp_path / name)
    in_one_line(done, "expected a place that can be written, found ")
    assert [path.name for path in tmp_path.iterdir()] == ["answers.json"]
    assert saved.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "COMMAND"),
        (("asess", "x.json"), "asess"),
        (("assess",), "FILE"),
        (("assess", "a.json", "b.json"), "b.json"),
        (("assess", "a.json", "--lang", "fr"), "'fr'"),
        (("report", "a.json"), "-o"),
        (("report", "a.json", "-o"), "-o"),
        (("run", "--port", "web"), "'web'"),
        (("questions", "--jason"), "--jason"),
    ],
)
def test_wrong_arguments_are_told(run: Run, arguments: tuple[str, ...], words: str) -> None:
    """Arguments that do not fit end with exit code 2, the usage, and a last line that names what is wrong."""
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("usage: advisor")
    assert words in done.err.splitlines()[-1]


def test_help_lists_the_commands(run: Run) -> None:
    """The help names each command with one line of text."""
    done = run("--help")
    assert (done.code, done.err) == (0, "")
    for name in ("run", "questions", "assess", "report", "check"):
        assert load_text("en")(f"cli.{name}").split()[0] in done.out
        assert re.search(rf"^ +{name}\b", done.out, re.MULTILINE)
