"""The documents say what is so: links lead somewhere, what is named exists, examples give what they show."""

import doctest
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor.cli import BAD_INPUT, main
from advisor.content.cases import load_cases
from advisor.content.loader import load_model
from advisor.content.practice.planning import handbook
from tools import validity

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
NAMES = [path.relative_to(ROOT).as_posix() for path in DOCUMENTS]
FLAGS = doctest.ELLIPSIS

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
PROJECT_PATH = re.compile(r"(?:advisor|data|docs|requirements|tests|tools|\.ci|\.streamlit)/[\w./-]*")


def read(name: str) -> str:
    """Return the text of a document."""
    return (ROOT / name).read_text(encoding="utf-8")


def fences(text: str, language: str) -> list[str]:
    """Return the contents of the fenced blocks of one language."""
    return [body for kind, body in FENCE.findall(text) if kind == language]


def code_of(text: str) -> list[str]:
    """Return every span of code and every line of the blocks that show commands."""
    lines = [line for kind in ("sh", "console") for body in fences(text, kind) for line in body.splitlines()]
    return [*SPAN.findall(FENCE.sub("", text)), *lines]


def anchors(text: str) -> set[str]:
    """Return the addresses of a document's headings, as code hosts make them."""
    headings = HEADING.findall(FENCE.sub("", text))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(text: str, folder: Path) -> Iterator[str]:
    """Yield each relative link of a document in ``folder`` that leads nowhere."""
    for target in LINK.findall(FENCE.sub("", text)):
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        path, _, fragment = target.partition("#")
        file = folder / path if path else None
        there = file.read_text(encoding="utf-8") if file and file.suffix == ".md" and file.is_file() else text
        if (file and not file.exists()) or (fragment and fragment not in anchors(there)):
            yield target


def exit_code(arguments: list[str]) -> object:
    """Run a command in this process and return what it ends with."""
    try:
        main(arguments)
    except SystemExit as done:
        return done.code
    return 0


def help_of(verb: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Return the help of a command; fails when there is no such command."""
    assert exit_code([verb, "--help"]) == 0, f"no command {verb}"
    return capsys.readouterr().out


def same(expected: str, found: str) -> bool:
    """Whether the output is what a document shows; "..." stands for anything left out."""
    plain = "\n".join(line.rstrip() for line in found.replace("\N{NO-BREAK SPACE}", " ").splitlines())
    return doctest.OutputChecker().check_output(expected.strip() + "\n", plain.strip() + "\n", FLAGS)


def shown_commands(text: str) -> list[tuple[str, str]]:
    """Return each command of the console blocks with the output shown for it."""
    parts = [part for body in fences(text, "console") for part in re.split(r"^\$ ", body, flags=re.MULTILINE)]
    return [(part.split("\n", 1)[0], part.split("\n", 1)[1]) for part in parts if part.strip()]


@pytest.mark.parametrize("name", NAMES)
def test_relative_links_lead_somewhere(name: str) -> None:
    """Every relative link and picture of a document exists, down to the heading."""
    assert not list(broken_links(read(name), (ROOT / name).parent))


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    """A missing file and a missing heading are reported, and what exists is not."""
    (tmp_path / "there.md").write_text("# One thing\n", encoding="utf-8")
    text = "[a](gone.md) ![b](gone.png) [c](there.md#other) [d](there.md#one-thing) [e](https://a.example/x)"
    assert list(broken_links(text, tmp_path)) == ["gone.md", "gone.png", "there.md#other"]


@pytest.mark.parametrize("name", NAMES)
def test_named_make_targets_exist(name: str) -> None:
    """Every `make` target that a document names is one of the Makefile's."""
    known = set(re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {target for code in code_of(read(name)) for target in re.findall(r"\bmake ([a-z][a-z-]*)", code)}
    assert named <= known


@pytest.mark.parametrize("name", NAMES)
def test_named_commands_exist(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every `advisor` command that a document names exists, with the options named beside it."""
    for code in code_of(read(name)):
        for verb, rest in re.findall(r"(?<![\w./-])advisor ([a-z]+)\b(.*)", code):
            told = help_of(verb, capsys)
            assert all(option in told for option in re.findall(r"--[a-z]+", rest)), code


@pytest.mark.parametrize("name", NAMES)
def test_named_paths_exist(name: str) -> None:
    """Every path of the project that a document names exists."""
    named = [code for code in SPAN.findall(FENCE.sub("", read(name))) if PROJECT_PATH.fullmatch(code)]
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("name", NAMES)
def test_named_tests_exist(name: str) -> None:
    """Every test that a document names exists."""
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    known = set(re.findall(r"^def (test_\w+)\(", source, re.MULTILINE))
    named = {code for code in code_of(read(name)) if re.fullmatch(r"test_\w+", code)}
    assert named <= known


@pytest.mark.parametrize("name", NAMES)
def test_named_settings_exist(name: str) -> None:
    """Every environment variable of the advisor that a document names is read somewhere in its source."""
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "advisor").rglob("*.py"))
    named = {word for code in code_of(read(name)) for word in re.findall(r"\bADVISOR_[A-Z_]+", code)}
    assert {word for word in named if f'"{word}"' not in source} == set()


def test_the_readme_names_the_ways_in() -> None:
    """The checks above see what the README is there for: both make targets and every command."""
    code = "\n".join(code_of(read("README.md")))
    wanted = [
        "make run",
        "make test",
        *(f"advisor {v}" for v in ("run", "questions", "assess", "report", "check")),
    ]
    assert [words for words in wanted if words not in code] == []


@pytest.mark.parametrize("name", ["README.md", "docs/method.md", "docs/workshop.md"])
def test_python_examples(name: str) -> None:
    """The Python examples of a document, run one after the other, give what they show."""
    examples = "\n".join(fences(read(name), "python"))
    test = doctest.DocTestParser().get_doctest(examples, {}, name, name, 0)
    assert test.examples
    said: list[str] = []
    failed, _ = doctest.DocTestRunner(optionflags=FLAGS).run(test, out=said.append)
    assert not failed, "".join(said)


def test_command_line_examples(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The README's commands, run on the README's answers, print what it shows."""
    text = read("README.md")
    (answers,) = fences(text, "json")
    (tmp_path / "answers.json").write_text(answers, encoding="utf-8")
    (tmp_path / "slip.json").write_text('{"responses": {"seat": "everywhere"}}', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    commands = shown_commands(text)
    assert commands
    for command, expected in commands:
        assert exit_code(shlex.split(command)[1:]) == (BAD_INPUT if "slip" in command else 0), command
        printed = capsys.readouterr()
        assert same(expected, printed.out + printed.err), f"{command}\n{printed.out}{printed.err}"


def test_other_output_is_noticed() -> None:
    """Output that differs from what is shown counts as different; what is left out does not."""
    assert same("a  1 dB\n...\nz\n", "a  1\N{NO-BREAK SPACE}dB \nb\nc\nz\n")
    assert not same("a\n...\nz\n", "a\nb\ny\n")


def test_validity_figures(capsys: pytest.CaptureFixture[str]) -> None:
    """The figures of the method page are those that the tool prints, below its first line."""
    validity.main()
    printed = "\n".join(line.rstrip() for line in capsys.readouterr().out.splitlines()[1:]).strip()
    assert [body for body in fences(read("docs/method.md"), "text") if body.strip() == printed]


def test_method_tables() -> None:
    """The ratios and tempers in the tables of the method page are the model's."""
    settings, text = load_model().settings, read("docs/method.md")
    rows = {
        cells[0]: cells[-1]
        for cells in re.findall(r"^\| ([\w ]+) \|(?:.*\|)? ([\d.]+) \|$", text, re.MULTILINE)
    }
    levels = {level.replace("_", " "): ratio for level, ratio in settings.levels.items()}
    assert {name: float(rows[name]) for name in (*levels, *settings.tempers)} == {
        **levels,
        **settings.tempers,
    }


def test_verdict_limits() -> None:
    """The limits of the verdict on both pages are the model's."""
    at, method, readme = load_model().settings.thresholds, read("docs/method.md"), read("README.md")
    clear = f"{at.clear_margin_db:g} dB | at least {at.clear_stability:g} | at least {at.clear_coverage:g}"
    leaning = (
        f"{at.leaning_margin_db:g} dB | at least {at.leaning_stability:g} | at least {at.min_coverage:g}"
    )
    assert f"| `clear` | at least {clear} |" in method
    assert f"| `leaning` | at least {leaning} |" in method
    assert f"a lead of {at.clear_margin_db:g} dB, {at.clear_stability:.0%} stability and" in readme
    assert f"a lead of {at.leaning_margin_db:g} dB and {at.leaning_stability:.0%} stability" in readme
    assert f"less than {at.min_coverage:.0%} of the evidence" in readme


def test_plan_figures() -> None:
    """The limits of the plan with chances on the method page are those of its handbook."""
    settings, text = handbook().simulation, read("docs/method.md")
    told = [
        f"up to {settings.exact} of them, all",
        f"a share of {settings.draws:,}",
        f"at least {settings.least} draws with S and {settings.least} without",
    ]
    assert [words for words in told if words not in text] == []
    assert (settings.gain, settings.clear, settings.waiting) == (0.001, 3.0, 0.5)  # in words there


def test_counts() -> None:
    """What the documents count in the model and the cases is what is there."""
    model, cases = load_model(), len(load_cases(load_model()))
    options = [option for question in model.questions for option in question.options]
    stated = sum(option.basis == "stated" for option in options)
    actions = sum(step.basis == "stated" for step in model.steps)
    told = {
        "README.md": [
            f"checked on {cases} real organisations",
            f"Of the {len(options)} options,\n  {stated} rest",
            f"{model.settings.retention_days} days after the last change",
            f"{model.settings.perturbation.draws:,} slightly varied models",
        ],
        "docs/method.md": [
            f"{cases} real organisations",
            f"Of the {len(model.steps)} steps, {actions} are stated",
            f"Of the {len(options)} options {len(options) - stated} are derived",
        ],
        "CHANGELOG.md": [
            f"{len(model.questions)} questions with {len(options)} options",
            f"{len(model.steps)} steps",
        ],
        "docs/decisions/0005-core-questions.md": [f"The data hold {len(model.questions)} questions"],
    }
    assert [words for name, parts in told.items() for words in parts if words not in read(name)] == []


def test_changelog_names_the_versions() -> None:
    """The changelog has an entry for this version of the package and of the model."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = read("CHANGELOG.md")
    assert project["version"] in text
    assert f"Model {load_model().settings.version}" in text


def test_decisions_have_their_parts() -> None:
    """Every decision record says in which context what was decided, and what follows."""
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [path.name[:4] for path in records] == [f"{n:04}" for n in range(1, len(records) + 1)]
    for path in records:
        headings = HEADING.findall(path.read_text(encoding="utf-8"))
        assert headings[0].startswith(f"{path.name[:4]} ")
        assert headings[1:] == ["Context", "Decision", "Consequences"]
