"""The plan's handbook, and its tasks as a table: in, out, and what is wrong with bad ones."""

import shutil
from dataclasses import replace
from math import inf, nan
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from advisor import load_model
from advisor.content import tables
from advisor.content.paths import data_dir
from advisor.content.practice import handbook as reading
from advisor.content.practice import planning, planning_table, sheets
from advisor.content.practice.planning import checked, handbook
from advisor.content.practice.planning_table import (
    columns,
    csv_of,
    free_id,
    percentage,
    tasks_of,
    told_problem,
    xlsx_of,
)
from advisor.content.tables import read_pasted, read_table
from advisor.content.text import LANGUAGES, load_text
from advisor.core.practice.planning import NOT_GIVEN, Project, Task
from advisor.core.practice.planning_graph import SEPARATORS, TROUBLES, Problem
from advisor.errors import DataError, InputError, TableError
from tests.core.projects import tasks

MODEL = load_model()
EN = load_text("en")
HEAD = "Id\tTask\tNeeds\tInstead of\tLeast weeks\tLikely weeks\tMost weeks\tChance\tState"
WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp")), max_size=40).map(
    lambda name: " ".join(name.split())
)
IDS = WORDS.map(lambda name: SEPARATORS.sub("", name)[:12])


@st.composite
def named(draw: st.DrawFn) -> tuple[Task, ...]:
    """Tasks that hang together, with any names, ids, chances and weeks."""
    some = draw(tasks(most=5))
    ids = draw(
        st.lists(
            IDS.filter(bool), min_size=len(some), max_size=len(some), unique_by=lambda name: name.casefold()
        )
    )
    new = {task.id: name for task, name in zip(some, ids, strict=True)}
    extra = draw(st.floats(0, 100))
    return tuple(
        replace(
            task,
            id=new[task.id],
            name=draw(WORDS),
            after=tuple(new[need] for need in task.after),
            instead_of=new.get(task.instead_of, ""),
            chance=draw(st.floats(0, 1)),
            high=task.high + extra,
        )
        for task in some
    )


def pasted(*rows: str, head: str = HEAD, language: str = "en") -> tuple[Task, ...]:
    """The tasks of pasted rows; semicolons stand for tabs."""
    text = load_text(language)
    lines = "\n".join((head, *(row.replace(";", "\t") for row in rows)))
    return tasks_of(read_pasted(lines, columns(text)), text)


def refused(*rows: str, head: str = HEAD) -> tuple[TableError, str]:
    """The error that pasted rows give, and what is said of it."""
    with pytest.raises(TableError) as raised:
        pasted(*rows, head=head)
    return raised.value, tables.told(raised.value, EN)


@given(named(), st.sampled_from(LANGUAGES), st.sampled_from(LANGUAGES))
@example((Task("=A", "-1+2"), Task("B", '\'Kim, "Lee"', after=("=A",), chance=0.07)), "ko", "ja")
def test_csv_out_and_in_is_the_same(some: tuple[Task, ...], written: str, read: str) -> None:
    """Tasks taken away as CSV in one language are the same when they are read in another."""
    text = load_text(read)
    table = read_table(csv_of(some, load_text(written)), "plan.csv", columns(text), language=read)
    assert tasks_of(table, text) == some
    assert table[1] == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_out_and_in_is_the_same(language: str) -> None:
    """The example taken away as a workbook is the same when it is read again."""
    text, some = load_text(language), handbook().example.tasks
    table = read_table(xlsx_of(some, text), "plan.xlsx", columns(text), language=language)
    assert tasks_of(table, text) == some


@pytest.mark.parametrize(
    ("cell", "chance"),
    [
        ("70%", 0.7),
        ("70 %", 0.7),
        ("７０％", 0.7),
        ("0.7", 0.7),
        ("0,7", 0.7),
        ("0,375", 0.375),
        ("70", 0.7),
        ("1", 1.0),
        ("1%", 0.01),
        ("0.5%", 0.005),
        ("0", 0.0),
        ("100", 1.0),
    ],
)
def test_chances_as_people_write_them(cell: str, chance: float) -> None:
    """A percentage, a share, a number above 1; and 1 alone means certain."""
    assert pasted(f"A;;;;1;;2;{cell};")[0].chance == chance


def test_one_in_a_column_of_percentages_needs_its_sign() -> None:
    """Where other chances are above 1 without a sign, 1 could be 1% or 100% and is not guessed."""
    error, said = refused("A;;;;1;;2;70;", "B;;;;1;;2;1;")
    assert (error.row, error.column) == (3, "Chance")
    assert "1% or 100%" in said
    refused("A;;;;1;;2;0.5;", "B;;;;1;;2;80;")
    assert [task.chance for task in pasted("A;;;;1;;2;70;", "B;;;;1;;2;1%;", "C;;;;1;;2;0;")] == [
        0.7,
        0.01,
        0,
    ]
    assert [task.chance for task in pasted("A;;;;1;;2;70%;", "B;;;;1;;2;1;")] == [0.7, 1]


@pytest.mark.parametrize("cell", ["", "often", "120", "-5%", "101%", "1,500", "nan", "inf", "7 0 x"])
def test_what_is_no_chance_is_told(cell: str) -> None:
    """A chance that is missing, no number or out of bounds is told with its row and column."""
    error, said = refused("A;;;;1;;2;50%;", f"B;;;;1;;2;{cell};")
    assert (error.kind, error.row, error.column) == ("bad_cell", 3, "Chance")
    assert "70%" in said


def test_a_task_that_is_over_needs_no_chance() -> None:
    """Where a task is done or has failed, the chance may be missing."""
    assert [task.odds for task in pasted("A;;;;1;;2;;done", "B;;;;1;;2;;実패".replace("実패", "失敗"))] == [
        1,
        0,
    ]


@pytest.mark.parametrize(
    ("weeks", "expected"),
    [
        ("1;2;4", (1.0, 2.0, 4.0)),
        ("1,5;;3", (1.5, NOT_GIVEN, 3.0)),
        (";2;", (2.0, NOT_GIVEN, 2.0)),
        ("3;;", (3.0, NOT_GIVEN, 3.0)),
    ],
)
def test_weeks_as_people_write_them(weeks: str, expected: tuple[float, float, float]) -> None:
    """A range with or without a likely value, or one number for a task of fixed length."""
    (task,) = pasted(f"A;;;;{weeks};50%;")
    assert (task.low, task.likely, task.high) == expected


@pytest.mark.parametrize(
    ("row", "column", "word"),
    [
        ("A;;;;;;;50%;", "Least weeks", "least and most"),
        ("A;;;;1;2;;50%;", "Most weeks", "least and most"),
        ("A;;;;two;;3;50%;", "Least weeks", "a number of weeks"),
        ("A;;;;1e99999999999999999999;;3;50%;", "Least weeks", "a number of weeks"),
        ("A;;;;1e9999;;1e9999;50%;", "Most weeks", "from 0 to 520"),
        ("A;;;;3;;1;50%;", "Most weeks", "rise"),
        ("A;;;;1;;9999;50%;", "Most weeks", "from 0 to 520"),
        ("A;;X;;1;;1;50%;", "Needs", "id of a task"),
        ("A;;A;;1;;1;50%;", "Needs", "another task"),
        ("A;;;X;1;;1;50%;", "Instead of", "id of a task"),
        ("A;;;A;1;;1;50%;", "Instead of", "another task"),
        ("A B;;;;1;;1;50%;", "Id", "short id"),
        ("A;;;;1;;1;50%;sleeping", "State", "open"),
        (f"A;{'x' * 121};;;1;;1;50%;", "Task", "at most 120"),
    ],
)
def test_what_is_wrong_is_told_where_it_is(row: str, column: str, word: str) -> None:
    """Each bad cell is told with its row, its column and what was expected there."""
    error, said = refused(row)
    assert (error.row, error.column) == (2, column)
    assert word in said


def test_a_circle_and_a_repeated_id_are_told() -> None:
    """A circle is told with the tasks that close it, an id that is there twice with its second row."""
    _, said = refused("A;;C;;1;;1;50%;", "B;;A;;1;;1;50%;", "C;;B;;1;;1;50%;")
    assert "A → B → C" in said or "B → C → A" in said or "C → A → B" in said
    error, said = refused("A;;;;1;;1;50%;", "A;;;;1;;1;50%;")
    assert error.row == 3
    assert "not there yet" in said


def test_rows_without_an_id_get_one() -> None:
    """Free letters are given in order; needs may name an id in another case or width."""
    head = "Task\tId\tNeeds\tLeast weeks\tChance"
    some = pasted("first;;;1;50%", "second;A;b;1;50%", "third;;ａ;1;50%", head=head)
    assert [(task.id, task.after) for task in some] == [("B", ()), ("A", ("B",)), ("C", ("A",))]
    assert free_id({chr(65 + n) for n in range(26)}) == "A2"


def test_lists_of_needs_as_people_write_them() -> None:
    """Commas, semicolons and spaces of any width stand between ids; one named twice counts once."""
    rows = [f"{name}\t\t\t\t1\t\t1\t50%\t" for name in "ABC"]
    table = "\n".join((HEAD, *rows, "D\t\tA、B, A ;C\t\t1\t\t1\t50%\t"))
    assert tasks_of(read_pasted(table, columns(EN)), EN)[-1].after == ("A", "B", "C")


def test_ids_are_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many needs the rows name, no id is looked at again for each of them."""
    folded = list[str]()
    monkeypatch.setattr(planning_table, "_folded", lambda name: folded.append(name) or name)
    pasted(*(f"T{n};;{' '.join(['T0'] * 40 if n else [])};;1;;1;50%;" for n in range(20)))
    assert len(folded) < 20 * 40 * 2


@pytest.mark.parametrize(
    ("cell", "said"), [("yes", True), ("x", True), ("はい", True), ("", False), ("아니요", False)]
)
def test_yes_and_no_in_every_language(cell: str, said: bool) -> None:
    """What says yes marks a result, what says no or nothing does not, and anything else is told."""
    head = HEAD + "\tResult\tResearch"
    (task,) = pasted(f"A;;;;1;;1;50%;;{cell};{cell}", head=head)
    assert (task.outcome, task.research) == (said, said)
    assert "yes or no" in refused("A;;;;1;;1;50%;;perhaps;", head=head)[1]


def test_too_many_rows_are_told() -> None:
    """More tasks than the limit are refused with the limit."""
    _, said = refused(*(f"T{n};;;;1;;1;50%;" for n in range(handbook().limits.tasks + 1)))
    assert "at most 300" in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", TROUBLES)
def test_problems_are_told_in_every_language(kind: str, language: str) -> None:
    """Every trouble has a sentence without gaps that names the task it is about."""
    said = told_problem(Problem(kind, "T{9}", ("B", "C")), load_text(language))  # type: ignore[arg-type]
    assert kind in ("too_many", "no_id") or kind.endswith("cycle") or "T{9}" in said
    assert "{others}" not in said


@given(st.floats(0, 1))
def test_a_percentage_loses_nothing(chance: float) -> None:
    """A chance written for a table reads back as the same number."""
    assert pasted(f"A;;;;1;;1;{percentage(chance)};")[0].chance == chance


# ---- The sheet in a save file ----


@given(tasks(), st.floats(0, 500), st.floats(0, 500))
def test_a_sheet_comes_back_from_json(some: tuple[Task, ...], week: float, now: float) -> None:
    """A project dumped and parsed is the same project, with nothing lost."""
    project = Project(some, week, now)
    assert sheets.parse("planning", sheets.dump(project), MODEL, "x.json") == (project, ())


@pytest.mark.parametrize(
    ("project", "key"),
    [
        (Project(week=nan), "planning.week"),
        (Project(week=-1.0), "planning.week"),
        (Project(now=inf), "planning.now"),
        (Project((Task("A"), Task("B", chance=2.0))), "planning.tasks.1"),
        (Project((Task("A", after=("A",)),)), "planning.tasks.0"),
        (Project((Task("A"), Task("B", "x" * 121))), "planning.tasks.1.name"),
        (Project((Task("A", after=("B",)), Task("B", after=("A",)))), "planning.tasks"),
        (Project(tuple(Task(f"T{n}") for n in range(301))), "planning.tasks"),
    ],
)
def test_a_sheet_that_cannot_be_is_refused(project: Project, key: str) -> None:
    """Numbers out of bounds and tasks that do not fit together are refused with their place."""
    with pytest.raises(InputError) as raised:
        checked(project, MODEL, "x.json")
    assert raised.value.key.startswith(key)
    assert raised.value.expected


# ---- The handbook ----


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data in a folder where it may be damaged; the handbook is read from there."""
    (tmp_path / "practice").mkdir()
    shutil.copy(data_dir() / "practice" / "planning.toml", tmp_path / "practice")
    monkeypatch.setattr(reading, "data_dir", lambda: tmp_path)
    return tmp_path / "practice" / "planning.toml"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("draws = 10000", "draws = 0", "simulation.draws"),
        ("early = 0.1", "early = 0.6", "simulation.early"),
        ("waiting = 0.5", "waiting = 1.5", "simulation.waiting"),
        ("drawn = 25", "drawn = 0", "limits.drawn"),
        ('"MG-2c"', '"MG-99"', "advice"),
        ('archetype = "ad_hoc"', 'archetype = "embedded"', "point.archetype"),
        ('after = ["C", "D"]', 'after = ["C", "X"]', "example.G"),
        ('facts = ["IN-10"', 'facts = ["IN-77"', "independent.facts"),
    ],
)
def test_a_broken_handbook_is_told(copied: Path, old: str, new: str, key: str) -> None:
    """A wrong number, id or task of the file is told with its key."""
    source = copied.read_text(encoding="utf-8")
    assert old in source
    copied.write_text(source.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError) as raised:
        planning.handbook.__wrapped__()
    assert raised.value.key == key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_task_of_the_example_has_a_name(language: str) -> None:
    """Names and tasks of the example belong together."""
    names = load_text(language).under("planning.example.names")
    assert list(names) == [task.id for task in handbook().example.tasks]
