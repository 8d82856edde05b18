"""Reading the worked organisations: a file that breaks the rules is named."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from advisor import load_model
from advisor.content import cases as cases_module
from advisor.content.cases import Label, load_cases
from advisor.content.paths import data_dir
from advisor.errors import AdvisorError, DataError, InputError

MODEL = load_model()
FILE = "duolingo-2018.toml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the cases that is read instead of ours."""
    copy = Path(shutil.copytree(data_dir() / "cases", tmp_path / "cases"))
    monkeypatch.setattr(cases_module, "data_dir", lambda: tmp_path)
    load_cases.cache_clear()
    yield copy
    load_cases.cache_clear()


@pytest.mark.parametrize(
    ("old", "new", "kind", "key", "words"),
    [
        ('kind = "tidy"', 'kind = "tidyy"', DataError, "kind", "did you mean tidy?"),
        ("hybrid = false", "", DataError, "label.0.hybrid", "required"),
        ("reader = 1", "reeder = 1", DataError, "reading.0.reeder", "did you mean reader?"),
        ('kind = "tidy"', 'kind = "tidy"\nkinds = "tidy"', DataError, "kinds", "did you mean kind?"),
        ('industry = "software"', 'industry = "softwere"', InputError, "industry", "one of software"),
        ('industry = "software"', 'industri = "software"', InputError, "industri", "a question id"),
        ('name = "', "name = ", DataError, "file", "TOML in UTF-8"),
    ],
)
def test_a_broken_case_is_told(
    folder: Path, old: str, new: str, kind: type[AdvisorError], key: str, words: str
) -> None:
    """A case with a wrong key, label or answer is refused with its file and the key."""
    path = folder / FILE
    head, reading, tail = path.read_text(encoding="utf-8").partition("[reading.responses]")
    body = reading + tail
    text = (
        head + body.replace(old, new, 1) if old.startswith("industry") else (head + body).replace(old, new, 1)
    )
    assert text != head + body
    path.write_text(text, encoding="utf-8")
    with pytest.raises(kind) as refused:
        load_cases(MODEL)
    assert FILE in str(refused.value)
    assert refused.value.key == key  # type: ignore[attr-defined]
    assert words in str(refused.value)


def test_cases_are_read_by_name(folder: Path) -> None:
    """Each file is one case, in the order of their names, which are their ids."""
    assert [case.id for case in load_cases(MODEL)] == sorted(path.stem for path in folder.iterdir())


def test_labels_that_differ_expect_nothing() -> None:
    """A case expects an archetype only where every label agrees and none calls it a hybrid."""
    case = load_cases(MODEL)[0]
    one, other = Label("embedded", False, ""), Label("ml_first", False, "")
    assert replace(case, label=(one, one)).expected == "embedded"
    assert replace(case, label=(one, other)).expected is None
    hybrid = replace(case, label=(one, replace(one, hybrid=True)))
    assert hybrid.hybrid
    assert hybrid.expected is None
