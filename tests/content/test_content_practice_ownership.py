"""The ownership matrix in files: its own file, the sheet, and the tables that come and go."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor import load_model
from advisor.content.paths import data_dir
from advisor.content.practice import handbook as reader
from advisor.content.practice import ownership, ownership_table
from advisor.content.practice.ownership_table import MAX_NAME, head, labels, read_file, read_text, rows
from advisor.content.practice.sheets import dump, parse
from advisor.content.reading import read_toml
from advisor.content.tables import Column, Table, csv_bytes, read_pasted, told, xlsx_bytes
from advisor.content.text import LANGUAGES, load_text
from advisor.core.practice.ownership import LETTERS, NOTHING, OWN, Cell, Ownership, matrix, normal, parties
from advisor.errors import DataError, InputError, TableError
from tests.owning import letters, proposals

MODEL, BOOK = load_model(), ownership.handbook()
USUAL = [party.id for party in BOOK.party]
ACTIVITIES = [activity.id for activity in BOOK.activity]
FULL = Ownership(
    {"collect": {"ml_team": "AR", "own1": "C"}, "train": {"leadership": NOTHING}},
    {"own1": "법무 =1+1", "business": "Stores"},
    adopted=True,
)
known_names = st.text(st.sampled_from("Aa =+-'\",;가あー（"), min_size=1, max_size=9).filter(str.strip)
sheets = st.builds(
    Ownership,
    st.dictionaries(
        st.sampled_from(ACTIVITIES),
        st.dictionaries(st.sampled_from([*USUAL, *OWN]), st.sampled_from([*LETTERS, NOTHING]), min_size=1),
    ),
    st.dictionaries(st.sampled_from([*USUAL, *OWN]), known_names),
)


Plan = Mapping[str, Mapping[str, Cell]]


def written(sheet: Ownership, plan: Plan, language: str, kind: str) -> bytes:
    """The sheet's matrix as a file."""
    text, filled = load_text(language), matrix(BOOK, sheet, plan)
    top, body = head(sheet, text), rows(filled, text)
    return csv_bytes(top, body) if kind == "csv" else xlsx_bytes("Ownership", top, body)


@given(sheets, proposals, st.sampled_from(LANGUAGES), st.sampled_from(["csv", "xlsx"]))
def test_a_file_that_was_handed_out_gives_the_same_matrix(
    sheet: Ownership,
    plan: Plan,
    language: str,
    kind: str,
) -> None:
    """Whatever was entered and proposed, writing and reading gives the same letters and unused heads none."""
    there = parties(BOOK, sheet)
    cells = {a: {p: x for p, x in row.items() if p in there} for a, row in sheet.cells.items()}
    sheet = replace(sheet, cells={activity: row for activity, row in cells.items() if row})
    data = written(sheet, plan, language, kind)
    filled, unused = read_file(data, f"matrix.{kind}", sheet, load_text(language))
    again = filled.sheet(sheet, plan)
    before, after = (matrix(BOOK, one, plan) for one in (sheet, again))
    assert unused == ()
    assert not filled.names
    assert letters(before) == letters(after)
    normal_sheet = replace(sheet, cells=normal(letters(before), plan))
    fresh = replace(sheet, cells={})
    assert filled.sheet(fresh, plan) == normal_sheet


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_normal_sheet_comes_back_as_it_was(language: str, kind: str) -> None:
    """A sheet whose entries all differ from the proposal is the same after going out and coming in."""
    sheet = replace(FULL, cells={a: dict.fromkeys((*USUAL, "own1"), "C") for a in ACTIVITIES})
    data = written(sheet, {}, language, kind)
    start = replace(sheet, cells={})
    filled, unused = read_file(data, f"m.{kind}", start, load_text(language))
    assert (filled.sheet(start, {}), unused) == (sheet, ())


def test_columns_of_others_become_own_parties() -> None:
    """Up to three unknown columns that hold letters become parties; any other column is named as unused."""
    text = load_text("en")
    table = (
        "Activity\tML team\tLegal\tRemarks\tWorks council\tRisk\tAudit\nTrain the model\tar\tC\tsoon\tI\tc\tI"
    )
    filled, unused = read_text(table, Ownership(), text)
    assert filled.letters == {"train": {"ml_team": "AR", "own1": "C", "own2": "I", "own3": "C"}}
    assert filled.names == {"own1": "Legal", "own2": "Works council", "own3": "Risk"}
    assert unused == ("Remarks", "Audit")


def test_heads_that_are_no_names_are_left() -> None:
    """A head that is there twice, or longer than a name, is not used, and its letters go nowhere."""
    head = "x" * (MAX_NAME + 1)
    filled, unused = read_text(
        f"Activity\tＮotes\tnotes\t{head}\tLegal\nTrain the model\tC\tC\tC\tC", Ownership(), load_text("en")
    )
    assert (filled.names, unused) == ({"own1": "Legal"}, ("Ｎotes", "notes", head))


def test_many_columns_are_read_in_two_goes() -> None:
    """However many columns are not known, the table is not read again for each of them."""
    reads = list[int]()

    def read(columns: Sequence[Column]) -> Table:
        reads.append(len(columns))
        head = "\t".join(["Activity", *(f"h{n}" for n in range(40))])
        return read_pasted(f"{head}\nTrain the model" + "\tsoon" * 40, columns)

    assert len(ownership_table._read(read, Ownership(), load_text("en"))[1]) == 40
    assert len(reads) == 2


def test_columns_that_are_not_there_change_nothing() -> None:
    """A table without a party leaves what is entered for that party as it was."""
    filled, _ = read_text("Activity\tML team\nCollect data\tR", FULL, load_text("en"))
    sheet = filled.sheet(FULL, {})
    assert sheet.cells["collect"] == {"ml_team": "R", "own1": "C"}
    assert sheet.cells["train"] == FULL.cells["train"]


@pytest.mark.parametrize("said", ["ra", "R/A", "A + R", "Ａ，Ｒ"])
def test_letters_are_read_in_any_order(said: str) -> None:
    """Order, case, width and signs between letters do not matter."""
    filled, _ = read_text(f"활동\tML 팀\n모델 학습\t{said}", Ownership(), load_text("ja"))
    assert filled.letters == {"train": {"ml_team": "AR"}}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("Activity\tML team\nTrain the model\tX", 2),
        ("Activity\tML team\nTrain the model\tAC", 2),
        ("Activity\tML team\nTrain the model\tR\nBake bread\tR", 3),
        ("Activity\tML team\nTrain the model\tR\nTrain the model\tA", 3),
    ],
)
def test_a_wrong_table_is_told_with_its_row(table: str, row: int, language: str) -> None:
    """An unknown letter, an unknown activity and one that comes twice are told with the row."""
    with pytest.raises(TableError) as refused:
        read_text(table, Ownership(), load_text("en"))
    assert refused.value.row == row
    assert str(row) in told(refused.value, load_text(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_parties_are_called_alike(language: str) -> None:
    """Names that clash with another party or with a head get a number."""
    text = load_text(language)
    usual = text("ownership.parties.ml_team")
    sheet = Ownership(
        names={"business": usual, "own1": text("ownership.table.activity"), "own2": usual.upper()}
    )
    shown = labels(sheet, text)
    assert len({name.casefold() for name in (*shown.values(), *head(sheet, text))}) == len(shown) + 2
    assert shown["business"] == f"{usual} (2)"


def test_a_sheet_survives_being_saved() -> None:
    """What is written to a save file and read again is the same sheet."""
    table = json.loads(json.dumps(dump(FULL)))
    assert parse("ownership", table, MODEL, "file") == (FULL, ())
    assert dump(Ownership()) == {}


def test_what_is_not_known_is_dropped_by_name() -> None:
    """Activities, parties and letters of another version are left out and named."""
    table = {
        "cells": {"bake": {"ml_team": "A"}, "train": {"ml_team": "Z", "own1": "A", "platform": "I"}},
        "names": {"own9": "X"},
    }
    sheet, unused = parse("ownership", table, MODEL, "file")
    assert sheet == Ownership({"train": {"platform": "I"}})
    assert set(unused) == {
        "ownership.names.own9",
        "ownership.cells.bake.ml_team",
        "ownership.cells.train.ml_team",
        "ownership.cells.train.own1",
    }


@pytest.mark.parametrize("table", [{"cells": {"train": "A"}}, {"adopted": "yes"}, {"cell": {}}, 3])
def test_a_sheet_of_another_shape_is_refused(table: object) -> None:
    """What is no sheet of this tool is an error that names the tool."""
    with pytest.raises(InputError, match="ownership"):
        parse("ownership", table, MODEL, "file")


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_in_the_file_has_words(language: str) -> None:
    """Each activity has a name and a sentence, each party a name, and there are no others."""
    text = load_text(language)
    forms = {f"{activity}.{form}" for activity in ACTIVITIES for form in ("name", "what")}
    assert set(text.under("ownership.activities")) == forms
    assert set(text.under("ownership.parties")) == {*USUAL, *OWN}


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("proposal", 0, "cells"), {"ml_team": "R"}, "one party accountable"),
        (("proposal", 0, "cells"), {"ml_team": "A"}, "one party accountable"),
        (("proposal", 0, "cells"), {"baker": "AR"}, "an id that exists"),
        (("proposal", 0, "stated"), ["platform"], "an id that exists"),
        (("proposal", 0, "position"), "everywhere", "an id that exists"),
        (("proposal", 0, "axis"), "model_ownership", "an id that exists"),
        (("proposal", 0, "facts"), [], "at least one statement"),
        (("proposal", 1, "activity"), "collect", "each value once"),
        (("activity", 0, "sources"), [], "a source"),
        (("activity", 1, "id"), "collect", "each value once"),
        (("party", 1, "id"), "own1", "each value once"),
    ],
)
def test_a_broken_file_is_refused(
    path: tuple[str | int, ...], value: object, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that breaks a rule is an error that says what was expected."""
    table = read_toml(data_dir() / "practice" / "ownership.toml")
    place = table
    for part in path[:-1]:
        place = place[part]  # type: ignore[index]
    place[path[-1]] = value  # type: ignore[index]
    monkeypatch.setattr(reader, "read_toml", lambda _: table)
    with pytest.raises(DataError, match=said):
        ownership.handbook.__wrapped__()
