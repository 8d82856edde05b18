"""The team's handbook, and its people as a table: in, out, and what is wrong with bad ones."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from advisor import load_model
from advisor.content import tables
from advisor.content.paths import data_dir
from advisor.content.practice import handbook as reading
from advisor.content.practice import sheets
from advisor.content.practice.team import checked, handbook
from advisor.content.practice.team_table import csv, read_file, read_pasted, role_names, xlsx
from advisor.content.text import LANGUAGES, load_text
from advisor.core.practice.team import Person, Team
from advisor.errors import DataError, InputError, TableError

MODEL = load_model()
ROLES = [role.id for role in MODEL.roles]
EN = load_text("en")
NAMES = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp")), max_size=40).map(
    lambda name: " ".join(name.split())
)
TEAMS = st.lists(
    st.builds(
        Person,
        name=NAMES,
        roles=st.lists(st.sampled_from(ROLES), max_size=9, unique=True).map(tuple),
        heads=st.integers(1, 1000),
    ),
    min_size=1,
    max_size=8,
).map(lambda people: Team(tuple(people)))


@given(TEAMS, st.sampled_from(LANGUAGES), st.sampled_from(LANGUAGES))
@example(
    Team((Person("=1+1", ("ml_engineer",)), Person("-5"), Person("'Kim; Lee\"", tuple(ROLES), 3))), "ko", "ja"
)
def test_csv_out_and_in_is_the_same_team(team: Team, written: str, read: str) -> None:
    """A team taken away as CSV in one language is the same team when it is read in another."""
    assert read_file(csv(team, load_text(written)), "team.csv", load_text(read)) == (team, ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_out_and_in_is_the_same_team(language: str) -> None:
    """A team taken away as a workbook is the same team when it is read again."""
    text = load_text(language)
    people = [Person(f"김 {n} =1", tuple(ROLES[: n % 9]), n + 1) for n in range(60)]
    team = Team((*people, Person("=SUM(A1)", ("developer",))))
    assert read_file(xlsx(team, text), "team.xlsx", text) == (team, ())


def test_two_people_may_have_one_name() -> None:
    """Rows that are alike are different people."""
    team, _ = read_pasted("Name\tRoles\nKim\tML engineer\nKim\tML engineer", EN)
    assert team == Team((Person("Kim", ("ml_engineer",)),) * 2)


@pytest.mark.parametrize(
    ("cell", "roles"),
    [
        ("ml_engineer", ("ml_engineer",)),
        ("ML Engineer", ("ml_engineer",)),
        ("data engineer, ML engineer", ("data_engineer", "ml_engineer")),
        ("data engineer;ML engineer; data engineer", ("data_engineer", "ml_engineer")),
        ("data engineer/ML engineer", ("data_engineer", "ml_engineer")),
        ("MLOps / ML platform engineer", ("mlops_engineer",)),
        ("MLOps / ML platform engineer / developer", ("mlops_engineer", "developer")),
        ("developer / MLOps / ML platform engineer", ("developer", "mlops_engineer")),
        ("데이터 엔지니어·ML 엔지니어", ("data_engineer", "ml_engineer")),
        ("MLOps·ML 플랫폼 엔지니어·개발자", ("mlops_engineer", "developer")),
        ("データエンジニア・MLエンジニア", ("data_engineer", "ml_engineer")),
        ("MLOps・MLプラットフォームエンジニア、開発者", ("mlops_engineer", "developer")),
        ("ＭＬエンジニア", ("ml_engineer",)),
        ("PdM", ("ml_product_manager",)),
        ("엔지니어링 매니저", ("engineering_manager",)),
        ("EM + PM", ("engineering_manager", "ml_product_manager")),
        ("DevOps engineer", ("mlops_engineer",)),
        ("데이터 과학자", ("data_scientist",)),
        ("", ()),
    ],
)
def test_roles_are_recognised(cell: str, roles: tuple[str, ...]) -> None:
    """Roles are known by every usual name, in every language, however they are divided."""
    team, _ = read_pasted(f"Name\tRoles\tPeople\nKim\t{cell}\t2", EN)
    assert team == Team((Person("Kim", roles, 2),))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ROLES)
def test_every_name_of_a_role_is_accepted_in_every_language(role: str, language: str) -> None:
    """Whatever a role is called anywhere in the app leads to it, and to no other role."""
    text = load_text(language)
    names = (role, text(f"roles.{role}.name"), text(f"roles.{role}.short"))
    for name in names:
        assert read_pasted(f"roles\tname\n{name}\tKim", text)[0] == Team((Person("Kim", (role,)),))


def test_no_more_is_tried_than_a_name_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many roles in one cell only as much is taken together as the longest name has parts."""
    tried, choice = list[str](), tables.choice
    monkeypatch.setattr(tables, "choice", lambda cell, names: tried.append(cell) or choice(cell, names))
    roles = "/".join(["PM", "DE"] * 100)
    assert read_pasted(f"Name\tRoles\nKim\t{roles}", EN)[0].people[0].roles
    assert len(tried) < 2 * 200 + 2


def test_no_name_stands_for_two_roles() -> None:
    """The accepted names of the roles do not overlap."""
    names = [name.casefold() for known in role_names().values() for name in set(map(str.casefold, known))]
    assert len(names) == len(set(names))


def test_columns_may_come_in_any_order_and_language_and_others_are_named() -> None:
    """Heads decide what a column is; without heads the order does; what is not used is named."""
    expected = Team((Person("Kim", ("developer",), 4),))
    assert read_pasted("인원,이름,메모,역할\n4,Kim,x,개발자", EN) == (expected, ("메모",))
    assert read_pasted("Kim\tdeveloper\t4", EN) == (expected, ())


@pytest.mark.parametrize(
    ("row", "column", "expected", "found"),
    [
        ("Kim\tML enginer\t1", "Roles", "ML engineer", "ML enginer"),
        ("Kim\tdata scientist, wizard\t1", "Roles", "Data analyst", "wizard"),
        ("Kim\tdeveloper\tmany", "People", "1 to 1000", "many"),
        ("Kim\tdeveloper\t0", "People", "1 to 1000", "0"),
        ("Kim\tdeveloper\t1001", "People", "1 to 1000", "1001"),
        ("Kim\tdeveloper\t1.5", "People", "1 to 1000", "1.5"),
        ("Kim\tdeveloper\t-3", "People", "1 to 1000", "-3"),
        ("K" * 121 + "\tdeveloper\t1", "Name", "120 letters", "KKK"),
    ],
)
def test_a_bad_cell_is_told_with_its_place(row: str, column: str, expected: str, found: str) -> None:
    """A cell that makes no sense is told with row, column, what was expected, and what is there."""
    with pytest.raises(TableError) as refused:
        read_pasted(f"Name\tRoles\tPeople\nLee\tdeveloper\t1\n{row}", EN)
    said = tables.told(refused.value, EN)
    assert "Row 3" in said
    for part in (f"“{column}”", expected, found):
        assert part in said


def test_the_nearest_name_is_offered_in_the_language_of_the_mistake() -> None:
    """A misspelt Korean name is answered with the nearest Korean name."""
    with pytest.raises(TableError) as refused:
        read_pasted("이름\t역할\nKim\t데이타 엔지니어", load_text("ko"))
    assert "데이터 엔지니어" in tables.told(refused.value, load_text("ko"))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04broken", b"name,people\nKim,2\n"])
def test_a_file_that_is_no_list_of_people_is_refused(data: bytes) -> None:
    """An empty file, another kind of file, and a table without roles are errors that can be told."""
    with pytest.raises(TableError) as refused:
        read_file(data, "team.xlsx", EN)
    assert tables.told(refused.value, EN)


def test_a_list_that_is_too_long_is_refused_whole() -> None:
    """300 rows are read; one more is an error that says how many there may be."""
    lines = ["Name\tRoles", *(f"P{n}\tdeveloper" for n in range(301))]
    assert len(read_pasted("\n".join(lines[:301]), EN)[0].people) == 300
    with pytest.raises(TableError) as refused:
        read_pasted("\n".join(lines), EN)
    assert "300 rows" in tables.told(refused.value, EN)


# ---- Sheets ----


def test_a_sheet_is_the_same_after_json() -> None:
    """A team that was stored is the same team when it is read."""
    team = Team((Person("Kim", ("ml_engineer", "developer"), 3), Person(), Person("이영희", (), 1000)))
    assert sheets.parse("team", sheets.dump(team), MODEL, "draft") == (team, ())


def test_unknown_roles_are_dropped_and_named() -> None:
    """A role that this version does not know is named once, and the person stays with the others."""
    team = Team((Person("Kim", ("wizard", "developer", "developer")), Person("Lee", ("wizard",))))
    kept, lost = checked(team, MODEL, "file")
    assert kept == Team((Person("Kim", ("developer",)), Person("Lee")))
    assert lost == ("sheets.team.wizard",)


@pytest.mark.parametrize(
    ("team", "key"),
    [
        (Team((Person(heads=0),)), "team.people.0.heads"),
        (Team((Person(), Person(heads=1001))), "team.people.1.heads"),
        (Team((Person("x" * 121),)), "team.people.0.name"),
        (Team((Person(),) * 301), "team.people"),
    ],
)
def test_numbers_out_of_bounds_are_refused(team: Team, key: str) -> None:
    """Too many rows, impossible head counts and endless names are errors that name the place."""
    with pytest.raises(InputError) as refused:
        checked(team, MODEL, "file")
    assert (refused.value.where, refused.value.key) == ("file", key)


# ---- Handbook ----


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the handbook's file that is read instead of ours."""
    (tmp_path / "practice").mkdir()
    file = Path(shutil.copy(data_dir() / "practice" / "team.toml", tmp_path / "practice"))
    monkeypatch.setattr(reading, "data_dir", lambda: tmp_path)
    handbook.cache_clear()
    yield file
    handbook.cache_clear()


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("most_roles = 3", "most_roles = 0", "limits.most_roles"),
        ('roles = ["developer"]', 'roles = ["developper"]', "application.roles"),
        ('roles = ["developer"]', "roles = []", "application.roles"),
        ('facts = ["PM-3", "PM-11"]', 'facts = ["PM-99"]', "product_requirements.facts"),
        ('facts = ["PM-3", "PM-11"]', "facts = []", "product_requirements.facts"),
        ('id = "plans"', 'id = "liaison"', "duty.id"),
        ("least = 5", "least = 6", "several.least"),
        ("most = 0", "most = 20", "size.most"),
        ('archetype = "r_and_d"', 'archetype = "ad_hoc"', "hiring.archetype"),
        ("watch = true", "watch = 1", "duty.0.watch"),
    ],
)
def test_a_broken_handbook_is_told(copy: Path, old: str, new: str, key: str) -> None:
    """A number, role, fact or head count that makes no sense is an error with file and key."""
    words = copy.read_text(encoding="utf-8")
    assert old in words
    copy.write_text(words.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError) as refused:
        handbook()
    assert refused.value.where == "practice/team.toml"
    assert refused.value.key == key


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_in_the_handbook_has_words(language: str) -> None:
    """Everything in the handbook has its sentences, and there are no others."""
    text, book = load_text(language), handbook()
    duties = {f"{duty.id}.{part}" for duty in book.duty for part in ("name", "gives")}
    assert set(text.under("team.duties")) == duties
    assert set(text.under("team.combinations")) == {pair.id for pair in book.combination}
    assert set(text.under("team.sizes")) == {size.id for size in book.size}
    assert set(text.under("team.hiring")) == {hiring.archetype for hiring in book.hiring}
    assert set(text.under("team.also")) == set(ROLES)


def test_every_row_that_is_wrong_is_told_at_once() -> None:
    """A list with three mistakes names all three, with their rows, and the head may be called otherwise."""
    rows = "Name\tRole\nKim\tML enginer\nLee\tdeveloper\nPark\tHead of Fun\nChoi\tnobody"
    with pytest.raises(TableError) as caught:
        read_pasted(rows, EN)
    assert [error.row for error in (caught.value, *caught.value.others)] == [2, 4, 5]
