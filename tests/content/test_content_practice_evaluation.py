"""The evaluation sheets' data, what the words of success find, and the sheets in and out of JSON."""

import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor import load_model
from advisor.content.paths import data_dir
from advisor.content.practice import handbook as reading
from advisor.content.practice.evaluation import (
    MAX_CRITERIA,
    MAX_CRITERION,
    checked,
    deliverables,
    handbook,
)
from advisor.content.practice.sheets import dump, parse
from advisor.content.text import LANGUAGES, load_text
from advisor.core.practice.evaluation import Criterion, Evaluation, RoleSheet, hangs_on
from advisor.errors import DataError, InputError

MODEL, BOOK = load_model(), handbook()
ROLES = [role.id for role in MODEL.roles]
CONDUCT = [one.id for one in BOOK.conduct]
LISTS = Path(__file__).parents[1] / "practice"

lines = st.text(min_size=1, max_size=20).filter(str.strip)
role_sheets = st.builds(
    lambda without, expectation, if_fails, own: RoleSheet(tuple(without), expectation, if_fails, tuple(own)),
    st.lists(st.sampled_from(CONDUCT), unique=True),
    st.text(max_size=20),
    st.text(max_size=20),
    st.lists(
        st.builds(Criterion, lines, st.sampled_from([None, "yes", "no", "unsure"])),
        unique_by=lambda c: c.text,
        max_size=3,
    ),
).filter(lambda sheet: sheet != RoleSheet())
sheets = st.builds(
    lambda roles, kept: Evaluation(tuple(roles), kept),
    st.lists(st.sampled_from(ROLES), unique=True),
    st.dictionaries(st.sampled_from(ROLES), role_sheets, max_size=2),
)


def labelled(file: str, language: str) -> tuple[list[str], list[str]]:
    """The labelled sentences of a list: those that hang on success, and those about conduct."""
    table = tomllib.loads((LISTS / file).read_text(encoding="utf-8"))[language]
    return table["hangs"], table["conduct"]


def found(sentences: list[str]) -> int:
    """How many of them the check flags."""
    return sum(bool(hangs_on(BOOK.words, sentence)) for sentence in sentences)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("file", ["criteria.toml", "criteria_new.toml"])
def test_the_known_sentences_are_told_apart(file: str, language: str) -> None:
    """Of the sentences the patterns were mended for, all that hang on success are flagged, and no other."""
    hangs, conduct = labelled(file, language)
    assert (found(hangs), found(conduct)) == (len(hangs), 0)


def test_there_are_enough_labelled_sentences() -> None:
    """Each language has at least forty sentences in the first list, and each list has both labels."""
    for language in LANGUAGES:
        assert sum(map(len, labelled("criteria.toml", language))) >= 40
        for file in ("criteria.toml", "criteria_new.toml", "criteria_unseen.toml"):
            assert min(map(len, labelled(file, language))) >= 10


def test_unseen_sentences_are_as_the_note_says() -> None:
    """Of sentences the patterns never met, none is flagged wrongly, and more is overlooked than found."""
    hangs, conduct = (
        [one for part in parts for one in part]
        for parts in zip(*(labelled("criteria_unseen.toml", one) for one in LANGUAGES), strict=True)
    )
    assert found(conduct) == 0
    assert 0 < found(hangs) < len(hangs) / 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_itself_is_not_flagged(language: str) -> None:
    """What the tool proposes instead, and the conduct it names, do not hang on success by its own check."""
    text = load_text(language)
    said = [*text.under("evaluation.conduct").values(), *text.under("evaluation.instead").values()]
    assert not [words for words in said if hangs_on(BOOK.words, words)]


@given(sheets)
def test_a_sheet_comes_back_as_it_was(sheet: Evaluation) -> None:
    """What was written to JSON is read back the same, with nothing lost."""
    assert parse("evaluation", dump(sheet), MODEL, "file") == (sheet, ())


def test_what_is_unknown_is_named() -> None:
    """Ids of another version are dropped and named; what is known stays."""
    sheet = RoleSheet(("DEV-4", "MLE-10", "code"), "x")
    kept, lost = checked(
        Evaluation(("developer", "wizard"), {"developer": sheet, "wizard": sheet}), MODEL, "file"
    )
    assert kept == Evaluation(("developer",), {"developer": RoleSheet(("DEV-4", "code"), "x")})
    assert len(lost) == 3
    assert all("wizard" in name or "MLE-10" in name for name in lost)


def test_a_criterion_without_words_is_refused() -> None:
    """A criterion is words; an empty one is an error that names its place."""
    with pytest.raises(InputError) as refused:
        checked(Evaluation(sheets={"developer": RoleSheet(criteria=(Criterion(" "),))}), MODEL, "file.json")
    assert "developer.criteria" in str(refused.value)


def test_more_than_anybody_enters_is_refused() -> None:
    """Too many criteria, or one that is too long, are an error that names the limit."""
    many = tuple(Criterion(str(n)) for n in range(MAX_CRITERIA + 1))
    for own, limit in ((many, MAX_CRITERIA), ((Criterion("x" * (MAX_CRITERION + 1)),), MAX_CRITERION)):
        with pytest.raises(InputError) as refused:
            checked(Evaluation(sheets={"developer": RoleSheet(criteria=own)}), MODEL, "file.json")
        assert f"at most {limit}" in str(refused.value)


def test_an_answer_of_no_kind_is_refused() -> None:
    """The question has three answers; another one is an error."""
    table = {"sheets": {"developer": {"criteria": [{"text": "x", "survives": "perhaps"}]}}}
    with pytest.raises(InputError) as refused:
        parse("evaluation", table, MODEL, "file.json")
    assert "survives" in str(refused.value)


def test_every_role_has_deliverables() -> None:
    """The sources name at least one deliverable for each role, and no others are known."""
    assert all(deliverables(MODEL, role) for role in ROLES)
    assert set(deliverables(MODEL)) == {one for role in ROLES for one in deliverables(MODEL, role)}


BREAKS: dict[str, tuple[str, str]] = {
    "pattern": (r"'\b(kpi|okr)s?\b'", r"'\b(kpi|okr'"),
    "finds nothing": (r"'\b(kpi|okr)s?\b'", r"'(kpi)?'"),
    "language": ('language = "ja"', 'language = "jp"'),
    "kind": ('kind = "papers"', 'kind = "paper"'),
    "late": ('"DEV-4"]', '"DEV-5"]'),
    "risk": ('archetype = "embedded"', 'archetype = "embeded"'),
    "source": ('sources = ["GOOG"]', 'sources = ["GOGG"]'),
    "grounds": ('sources = ["GOOG"]', ""),
    "fact": ('facts = ["MG-5"]', 'facts = ["MG-99"]'),
    "twice": ('id = "ahead"', 'id = "early"'),
    "key": ("[everywhere]", "[anywhere]"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_rule_is_told(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is wrong with the data is an error that names the file."""
    shutil.copytree(data_dir() / "practice", tmp_path / "practice")
    file = tmp_path / "practice" / "evaluation.toml"
    old, new = BREAKS[name]
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    monkeypatch.setattr(reading, "data_dir", lambda: tmp_path)
    unread: Callable[[], object] = handbook.__wrapped__
    with pytest.raises(DataError) as refused:
        unread()
    assert "practice/evaluation.toml" in str(refused.value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_has_its_words(language: str) -> None:
    """Each id of the data has a sentence, and no sentence is left over."""
    text = load_text(language)
    kinds = {one.kind for one in BOOK.words.look}
    assert set(text.under("evaluation.rules")) == {"title", *(one.id for one in BOOK.rule)}
    assert set(text.under("evaluation.conduct")) == set(CONDUCT)
    assert set(text.under("evaluation.risk")) == {
        "title",
        "everywhere",
        *(one.archetype for one in BOOK.risk),
    }
    assert set(text.under("evaluation.kinds")) == kinds
    assert set(text.under("evaluation.instead")) == {"title", "line", *kinds}


def test_the_documents_say_what_was_found() -> None:
    """The figures of docs/tools.md on unseen sentences are those of the check as it is."""
    hangs, conduct = (
        [one for part in parts for one in part]
        for parts in zip(*(labelled("criteria_unseen.toml", one) for one in LANGUAGES), strict=True)
    )
    page = " ".join((LISTS.parents[1] / "docs" / "tools.md").read_text(encoding="utf-8").split())
    said = f"found {found(hangs)} of the {len(hangs)} that hang on success and flagged none of the other"
    assert f"On {len(hangs) + len(conduct)} sentences" in page
    assert f"{said} {len(conduct)}" in page
