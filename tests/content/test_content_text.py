"""Sentences by key and language: filling them in, finding them, and telling what is wrong with a file."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.content import text as text_module
from advisor.content.paths import data_dir
from advisor.content.text import LANGUAGES, best_language, check_texts, load_text, placeholders
from advisor.errors import DataError

Damage = Callable[[Path], object]


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the texts that is read instead of ours."""
    copy = Path(shutil.copytree(data_dir() / "text", tmp_path / "text"))
    monkeypatch.setattr(text_module, "data_dir", lambda: tmp_path)
    load_text.cache_clear()
    yield copy
    load_text.cache_clear()


def refusal(check: Callable[[], object] = check_texts) -> DataError:
    """The error with which the texts are refused."""
    with pytest.raises(DataError) as refused:
        check()
    assert "\n" not in str(refused.value)
    return refused.value


def edit(file: Path, old: str, new: str) -> None:
    """Replace the only place of ``old``."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def add(file: Path, line: str) -> None:
    """Put a line at the file's beginning, above its tables."""
    file.write_text(f"{line}\n{file.read_text(encoding='utf-8')}", encoding="utf-8")


def sentence_of(language: str, key: str) -> str:
    """The line of the file that holds a sentence of cli.toml."""
    lines = (data_dir() / "text" / language / "cli.toml").read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line.startswith(f"{key} ="))


def test_the_untouched_copy_passes(texts: Path) -> None:
    """Texts as they are shipped have the same keys and placeholders in every language."""
    check_texts()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_sentence_is_told(texts: Path, language: str) -> None:
    """A sentence that one language lacks is told with that language and the key."""
    edit(texts / language / "cli.toml", sentence_of(language, "check"), "")
    error = refusal()
    assert (error.where, error.key) == (f"text/{language}", "cli.check")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_too_many_is_told(texts: Path, language: str) -> None:
    """A sentence that only one language has is told with a language that lacks it, and the key."""
    add(texts / language / "cli.toml", 'spare = "…"')
    error = refusal()
    assert error.key == "cli.spare"
    assert error.where in {f"text/{other}" for other in LANGUAGES if other != language}


@pytest.mark.parametrize("language", LANGUAGES[1:])
@pytest.mark.parametrize("wrong", ["{datei}", "{file} {file2}", ""])
def test_another_placeholder_is_told(texts: Path, language: str, wrong: str) -> None:
    """A placeholder too many, too few or misspelt is told with language, key, and both sets of names."""
    line = sentence_of(language, "written")
    edit(texts / language / "cli.toml", line, line.replace("{file}", wrong))
    error = refusal()
    assert (error.where, error.key) == (f"text/{language}", "cli.written")
    assert "['file']" in str(error)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_open_brace_is_told(texts: Path, language: str) -> None:
    """A brace that is not closed is told with language and key."""
    line = sentence_of(language, "written")
    edit(texts / language / "cli.toml", line, line.replace("{file}", "{file"))
    error = refusal()
    assert (error.where, error.key) == (f"text/{language}", "cli.written")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("value", ['""', '"  "', "5", "[]", "true"])
def test_what_is_no_sentence_is_told(texts: Path, language: str, value: str) -> None:
    """An empty text, a number or a list where a sentence belongs is told with its file and key."""
    edit(texts / language / "cli.toml", sentence_of(language, "check"), f"check = {value}")
    error = refusal()
    assert (error.where, error.key) == (f"text/{language}/cli.toml", "cli.check")
    assert error.expected == "a sentence"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "damage",
    [lambda path: path.write_bytes(b"a = '\xff'"), lambda path: path.write_text("a = no")],
    ids=["not UTF-8", "not TOML"],
)
def test_a_broken_file_is_told(texts: Path, language: str, damage: Damage) -> None:
    """A file that cannot be read is told with its language, as every language has one of that name."""
    damage(texts / language / "cli.toml")
    assert f"{language}/cli.toml" in str(refusal())


def test_an_unknown_language_is_refused() -> None:
    """A language that is not offered is an error that lists those that are."""
    assert "one of en, ko, ja, found fr" in str(refusal(lambda: load_text("fr")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_key_is_told(language: str) -> None:
    """An unknown key is an error with the language and the nearest key."""
    error = refusal(lambda: load_text(language)("cli.writen"))
    assert (error.where, error.key, error.nearest) == (f"text/{language}", "cli.writen", "cli.written")


@given(st.text(), st.sampled_from(LANGUAGES))
def test_values_are_inserted_as_they_are(value: str, language: str) -> None:
    """Whatever a value holds, braces too, it stands in the sentence unchanged."""
    text = load_text(language)
    before, after = text.entries["cli.written"].split("{file}")
    assert text("cli.written", file=value) == before + value + after


def test_a_sentence_without_values_stays_as_it_is() -> None:
    """Without values the sentence is returned with its placeholders."""
    assert "{file}" in load_text("en")("cli.written")


@pytest.mark.parametrize("language", LANGUAGES)
def test_under_lists_the_sentences_below(language: str) -> None:
    """What lies below a path is listed by the rest of its key, and nothing beside it."""
    text = load_text(language)
    below = text.under("questions.size")
    assert {"text", "help", "why", "short", "options.tiny"} <= set(below)
    assert below["short"] == text("questions.size.short")
    assert len(below) == sum(key.startswith("questions.size.") for key in text.entries)
    assert text.under("questions.siz") == {}


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("ko-KR", "ko"),
        ("ko", "ko"),
        ("KO_kr", "ko"),
        ("ja-JP", "ja"),
        ("ja_JP.UTF-8", "ja"),
        ("en-GB", "en"),
        ("fr-FR", "en"),
        ("kok-IN", "en"),
        ("jam", "en"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_the_nearest_language(locale: str | None, language: str) -> None:
    """A browser's locale leads to the offered language, or to English."""
    assert best_language(locale) == language


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("plain", set()),
        ("{a} and {b}, {a}", {"a", "b"}),
        ("{{kept}}", set()),
        ("{n:d} of {total!s}", {"n", "total"}),
    ],
)
def test_placeholders(sentence: str, names: set[str]) -> None:
    """The names in braces are found once each; doubled braces are none."""
    assert placeholders(sentence) == names
