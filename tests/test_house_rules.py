"""Rules about the source itself that no other tool checks."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FUNCTION = 50
LONGEST_FILE = 400
NOT_SOURCE = {".git", ".venv", ".venv-lock", "build", "dist", "__pycache__", ".hypothesis"}

# Put together from parts, so that this file keeps the rule it checks.
REGISTRIES = [
    ".".join(parts)
    for parts in [
        ("pypi", "org"),
        ("hosted".join(("python", "")), "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("anaconda", "org"),
        ("crates", "io"),
        ("proxy", "golang", "org"),
    ]
]
HOST = re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, REGISTRIES)) + r")(?![\w-])", re.IGNORECASE)
MACHINE_PATH = re.compile(
    r"(?<![\w.~-])/(?:(?:home|Users)/[A-Za-z][\w.-]*|root|work)/|\b[A-Z]:\\Users\\", re.ASCII
)


def project_files() -> list[Path]:
    """Return every file that git tracks or would track; without git, every file that is not left over."""
    git = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if git.returncode == 0:
        found = [ROOT / name for name in git.stdout.decode().split("\0") if name]
    else:
        found = [path for path in ROOT.rglob("*") if not NOT_SOURCE & set(path.relative_to(ROOT).parts)]
    return sorted(path for path in found if path.is_file())


def python_files() -> list[Path]:
    """Return the Python files the length rules are about."""
    places = ("advisor/", "tools/", "tests/", "app.py")
    return [
        path
        for path in project_files()
        if path.suffix == ".py" and path.relative_to(ROOT).as_posix().startswith(places)
    ]


def long_functions(source: str) -> Iterator[tuple[int, str, int]]:
    """Yield line, name and length of each function in the source that is too long."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield node.lineno, node.name, length


def text_of(path: Path) -> str:
    """Return the text of a file, or nothing if it is not a text file."""
    raw = path.read_bytes()
    if b"\0" in raw:
        return ""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return ""


def lines_that_match(pattern: re.Pattern[str]) -> list[str]:
    """Return file, line number and match for every hit in the project's text files."""
    return [
        f"{path.relative_to(ROOT)}:{number}: {hit[0]}"
        for path in project_files()
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        for hit in pattern.finditer(line)
    ]


def test_functions_are_short() -> None:
    """No function is longer than 50 lines."""
    too_long = [
        f"{path.relative_to(ROOT)}:{line}: {name} has {length} lines"
        for path in python_files()
        for line, name, length in long_functions(path.read_text(encoding="utf-8"))
    ]
    assert not too_long, "\n".join(too_long)


def test_files_are_short() -> None:
    """No Python file is longer than 400 lines."""
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}
    too_long = [f"{path.relative_to(ROOT)} has {n} lines" for path, n in lengths.items() if n > LONGEST_FILE]
    assert not too_long, "\n".join(too_long)


def test_no_registry_is_named() -> None:
    """No file names a package registry: where packages come from is the machine's own setting."""
    assert not (found := lines_that_match(HOST)), "\n".join(found)


def test_no_path_of_a_machine() -> None:
    """No file holds a path that exists on one developer's machine only."""
    assert not (found := lines_that_match(MACHINE_PATH)), "\n".join(found)


def test_the_rules_see_the_source() -> None:
    """The rules look at the package, the tools and the tests, this file among them."""
    seen = {path.relative_to(ROOT).parts[0] for path in python_files()}
    assert {"advisor", "tools", "tests", "app.py"} <= seen
    assert Path(__file__).resolve() in python_files()


def test_a_long_function_is_found() -> None:
    """A function of 51 lines is reported with its line, name and length, and one of 50 is not."""
    body = "    x = 1\n"
    source = f"def short():\n{body * 49}\nasync def long():\n{body * 50}"
    assert list(long_functions(source)) == [(52, "long", 51)]


@pytest.mark.parametrize("host", [*REGISTRIES, "files." + REGISTRIES[1], REGISTRIES[0].upper()])
def test_a_registry_is_found(host: str) -> None:
    """A registry is recognised in an address."""
    assert HOST.search(f"see https://{host}/simple")


@pytest.mark.parametrize("parts", [("home", "kim"), ("Users", "Kim"), ("root",), ("work",)])
def test_a_path_of_a_machine_is_found(parts: tuple[str, ...]) -> None:
    """A developer's directory is recognised, quoted or in a file address."""
    path = "/" + "/".join([*parts, "project"])
    assert MACHINE_PATH.search(f'open("{path}")')
    assert MACHINE_PATH.search(f"file://{path}")


@pytest.mark.parametrize(
    "text", ["https://example.com/work/a", "data/work/a", "paper/home/x/", "my-" + REGISTRIES[0]]
)
def test_other_paths_and_hosts_are_left_alone(text: str) -> None:
    """A part of a web address, of a relative path or of a longer host name is no finding."""
    assert not MACHINE_PATH.search(text)
    assert not HOST.search(text)
