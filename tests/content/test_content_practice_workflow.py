"""The workflow's file and sheet: what is refused, what is dropped by name, and what is kept."""

import json

import pytest

from advisor import load_model
from advisor.content.paths import data_dir
from advisor.content.practice import handbook as reader
from advisor.content.practice import workflow
from advisor.content.practice.sheets import dump, parse
from advisor.content.reading import read_toml
from advisor.content.text import LANGUAGES, load_text
from advisor.core.practice.workflow import NAMED, Workflow
from advisor.errors import DataError, InputError

MODEL = load_model()
FULL = Workflow({"collect": "data_engineer", "serve": NAMED}, {"serve": "김민준"}, {"pipeline": "broken"})


def test_a_sheet_survives_being_saved() -> None:
    """What is written to a file and read again is the same sheet, and nothing is named as unused."""
    table = json.loads(json.dumps(dump(FULL)))
    assert parse("workflow", table, MODEL, "file") == (FULL, ())
    assert dump(Workflow()) == {}


def test_what_is_not_known_is_dropped_by_name() -> None:
    """Stages, doers and states of another version are left out and named; the rest is kept."""
    table = {
        "doers": {"collect": "astrologer", "sell": "nobody", "serve": NAMED},
        "names": {"serve": "Kim", "sell": "Lee"},
        "handoffs": {"pipeline": "magic", "serve": "agreed"},
    }
    sheet, unused = parse("workflow", table, MODEL, "file")
    assert sheet == Workflow({"serve": NAMED}, {"serve": "Kim"}, {"serve": "agreed"})
    assert set(unused) == {
        "workflow.doers.collect",
        "workflow.doers.sell",
        "workflow.names.sell",
        "workflow.handoffs.pipeline",
    }


@pytest.mark.parametrize("table", [{"doers": []}, {"doers": {"collect": 1}}, {"stages": {}}, []])
def test_a_sheet_of_another_shape_is_refused(table: object) -> None:
    """What is no sheet of this tool is an error that names the tool."""
    with pytest.raises(InputError, match="workflow"):
        parse("workflow", table, MODEL, "file")


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_in_the_file_has_words(language: str) -> None:
    """Each stage has its three texts and each typical break its reason, and there are no others."""
    text, book = load_text(language), workflow.handbook()
    forms = {f"{stage.id}.{form}" for stage in book.stage for form in ("name", "short", "what")}
    assert set(text.under("workflow.stages")) == forms
    assert set(text.under("workflow.typical.why")) == {one.id for one in book.typical}


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("stage", 0, "role", 0, "role"), "astrologer", "an id that exists"),
        (("stage", 0, "role"), [], "at least one role"),
        (("stage", 1, "id"), "collect", "each value once"),
        (("stage", 0, "role", 0, "facts"), ["XX-1"], "an id that exists"),
        (("typical", 0, "stage"), "sell", "an id that exists"),
        (("typical", 0, "archetype"), "startup", "an id that exists"),
        (("typical", 0, "basis"), "stated", "inferred"),
        (("most_lanes", "value"), 3, "more lanes than stages"),
    ],
)
def test_a_broken_file_is_refused(
    path: tuple[str | int, ...], value: object, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that breaks a rule is an error that says what was expected."""
    table = read_toml(data_dir() / "practice" / "workflow.toml")
    place = table
    for part in path[:-1]:
        place = place[part]  # type: ignore[index]
    place[path[-1]] = value  # type: ignore[index]
    monkeypatch.setattr(reader, "read_toml", lambda _: table)
    with pytest.raises(DataError, match=said):
        workflow.handbook.__wrapped__()
