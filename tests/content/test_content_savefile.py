"""The save file: what is written comes back, and nothing else gets in."""

import json
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor import load_model
from advisor.content import savefile
from advisor.content.savefile import MAX_BYTES, MAX_HEADS, MAX_NAME, SCHEMA_VERSION, SaveFile
from advisor.core.model import DONT_KNOW
from advisor.core.practice.team import Person, Team
from advisor.errors import InputError
from tests.core.drawing import responses

MODEL = load_model()
WHERE = "answers.json"
QUICK = 30.0  # seconds; not a speed: what blows up with size takes minutes, on any machine
ROLES = [role.id for role in MODEL.roles]

PEOPLE = st.builds(
    Person,
    name=st.text(max_size=80),
    roles=st.lists(st.sampled_from(ROLES), min_size=1, unique=True).map(tuple),
    heads=st.integers(1, 1_000),
)
TEAMS = st.builds(Team, st.lists(PEOPLE, min_size=1, max_size=20).map(tuple))

SAVED = st.builds(
    SaveFile,
    responses=responses(),
    organisation=st.text(max_size=MAX_NAME),
    day=st.none() | st.dates(),
    target=st.none() | st.sampled_from(MODEL.archetype_ids),
    sheets=st.fixed_dictionaries({}, optional={"team": TEAMS}),
    in_pdf=st.sampled_from([(), ("team",), ("team", "planning")]),
)


def bytes_of(**table: Any) -> bytes:
    """A save file with these keys, and empty responses unless given."""
    return json.dumps({"responses": {}, **table}).encode()


def read(data: bytes) -> SaveFile:
    """What the save file says."""
    return savefile.parse(data, MODEL, WHERE)


@given(SAVED)
def test_what_is_saved_comes_back(saved: SaveFile) -> None:
    """A saved assessment reads back as it was, and saves as the same text again."""
    text = savefile.dump(MODEL, saved)
    assert read(text.encode()) == saved
    assert savefile.dump(MODEL, saved) == text


@given(SAVED)
def test_a_save_file_is_small_and_names_its_model(saved: SaveFile) -> None:
    """A save file is far below the size limit and says which schema and which model wrote it."""
    text = savefile.dump(MODEL, saved)
    written = json.loads(text)
    assert len(text.encode()) < MAX_BYTES / 10
    assert written["schema_version"] == SCHEMA_VERSION
    assert (written["model_version"], written["model_hash"]) == (MODEL.settings.version, MODEL.content_hash)


@given(st.dictionaries(st.sampled_from(list(MODEL.question_by_id)), st.none()))
def test_null_is_unanswered(null: dict[str, None]) -> None:
    """A null answer is left out."""
    assert read(bytes_of(responses=null)) == SaveFile(responses={})


def test_the_least_file() -> None:
    """Only ``responses`` is needed; without versions the file counts as one of today's."""
    assert read(b'{"responses": {"size": "tiny"}}') == SaveFile(responses={"size": "tiny"})
    assert read(b'\xef\xbb\xbf{"responses": {}}') == SaveFile(responses={})


def test_everything_may_be_null_or_empty() -> None:
    """What is not known may be null or empty."""
    saved = read(bytes_of(organisation="", date=None, target=None, team={}))
    assert saved == SaveFile(responses={})
    assert read(bytes_of(team={"ml_engineer": 0})).team == {}


def test_head_counts_of_older_files_are_people() -> None:
    """A file from before the tools has head counts; they become people, unless it has people as well."""
    older = read(bytes_of(team={"ml_engineer": 2}))
    assert older.sheets == {"team": Team((Person("", ("ml_engineer",), 2),))}
    assert older.team == {"ml_engineer": 2}
    both = read(bytes_of(team={"ml_engineer": 2}, sheets={"team": {"people": [{"roles": ["developer"]}]}}))
    assert both.team == {"developer": 1}


@given(SAVED)
def test_a_document_carries_no_name_that_it_does_not_show(saved: SaveFile) -> None:
    """What is handed on has the same head counts; people's names only where the team is to be shown."""
    handed = saved.handed_on()
    assert handed.team == saved.team
    assert set(handed.sheets) <= {"team", *saved.in_pdf}
    if "team" not in saved.in_pdf:
        assert all(not person.name for person in handed.sheets.get("team", Team()).people)


def test_an_unknown_tool_is_named() -> None:
    """The sheet of a tool that this version does not have is listed, and the others are kept."""
    saved = read(bytes_of(sheets={"team": {"people": [{"name": "Kim"}]}, "future": {"a": 1}}))
    assert saved.unused == ("sheets.future",)
    assert saved.sheets == {"team": Team((Person("Kim"),))}


@pytest.mark.parametrize(
    ("sheets", "key"),
    [
        ([], "sheets"),
        ({"team": []}, "team"),
        ({"team": {"persons": []}}, "team.persons"),
        ({"team": {"people": [{"heads": "2"}]}}, "team.people.0.heads"),
        ({"team": {"people": [{"name": "x" * 5_000}]}}, "team.people.0.name"),
        ({"team": {"people": [{}] * 2_000}}, "team.people"),
    ],
)
def test_a_broken_sheet_is_told(sheets: Any, key: str) -> None:
    """The error names the key inside the sheet."""
    with pytest.raises(InputError) as caught:
        read(bytes_of(sheets=sheets or [0]))
    assert key in str(caught.value)


def test_a_long_name_is_cut() -> None:
    """An organisation's name is kept up to its limit."""
    assert read(bytes_of(organisation="가" * 500)).organisation == "가" * MAX_NAME


def test_responses_stand_in_questionnaire_order() -> None:
    """Responses are put in the order of the questionnaire."""
    last, first = MODEL.questions[5], MODEL.questions[0]
    saved = read(bytes_of(responses={last.id: DONT_KNOW, first.id: DONT_KNOW}))
    assert list(saved.responses) == [first.id, last.id]


def test_another_model_version_is_read_as_far_as_possible() -> None:
    """What another version wrote and this one does not know is left out and listed."""
    written = {"size": "tiny", "seat": "in_orbit", "mascot": "cat", "pays": None, "reach": None, "hat": None}
    saved = read(bytes_of(model_version="0.9.0", schema_version=1, responses=written))
    assert saved.responses == {"size": "tiny"}
    assert saved.unused == ("seat = in_orbit", "mascot", "hat")


def test_an_own_file_may_hold_nothing_unknown() -> None:
    """A file of this model version with an unknown question or option is refused, not cut."""
    for written in ({"mascot": "cat"}, {"seat": "in_orbit"}):
        with pytest.raises(InputError):
            read(bytes_of(model_version=MODEL.settings.version, responses=written))


def test_a_lone_surrogate_in_a_name_is_replaced() -> None:
    """Half a character in the organisation's name is replaced, so that it can be written again."""
    assert read(b'{"responses": {}, "organisation": "A\\ud800B"}').organisation == "A?B"


def test_what_is_listed_as_unused_can_be_written() -> None:
    """Half a character in an unknown id of another version does not reach a page or a terminal."""
    saved = read(b'{"model_version": "0", "responses": {"a\\ud800": "x", "size": "\\udfff"}}')
    assert len(saved.unused) == 2
    assert ", ".join(saved.unused).encode()


SHAPES = [
    ("empty", b"", "", "a JSON object"),
    ("blank", b" \n ", "", "a JSON object"),
    ("cut off", bytes_of(organisation="Cut")[:-9], "", "a JSON object"),
    ("not UTF-8", bytes_of()[:-1] + b"\xff}", "", "text in UTF-8"),
    ("UTF-16", bytes_of().decode().encode("utf-16"), "", "text in UTF-8"),
    ("ten megabytes", b'{"responses": {}, "organisation": "' + b"x" * 10_000_000 + b'"}', "",
     f"{MAX_BYTES} bytes"),
    ("nested lists", b"[" * 500_000, "", "flat"),
    ("nested lists, closed", b"[" * 400_000 + b"]" * 400_000, "", "flat"),
    ("nested objects", b'{"a":' * 190_000, "", "flat"),
    ("nested in a key", b'{"responses": ' + b'{"size":' * 100_000 + b"0" + b"}" * 100_001, "", "flat"),
    ("key twice", b'{"responses": {"size": "tiny", "size": "huge"}}', "size", "each key once"),
    ("table twice", b'{"responses": {}, "responses": {}}', "responses", "each key once"),
    ("NaN", b'{"responses": {}, "team": {"ml_engineer": NaN}}', "", "NaN"),
    ("infinity", b'{"responses": {}, "team": {"ml_engineer": Infinity}}', "", "Infinity"),
    ("minus infinity", b'{"responses": {}, "team": {"ml_engineer": -Infinity}}', "", "Infinity"),
    ("list", b"[]", "", "a JSON object"),
    ("text", b'"responses"', "", "a JSON object"),
    ("null", b"null", "", "a JSON object"),
    ("integer of 5000 digits", b'{"responses": {}, "schema_version": ' + b"9" * 5000 + b"}", "",
     "a JSON object"),
    ("surrogate question", b'{"responses": {"\\ud800": "x"}}', "\ud800", "a question id"),
    ("surrogate option", b'{"responses": {"size": "\\ud800"}}', "size", "one of"),
    ("surrogate date", b'{"responses": {}, "date": "\\ud800"}', "date", "a date"),
    ("surrogate role", b'{"responses": {}, "team": {"\\ud800": 1}}', "team.\ud800", "one of"),
]  # fmt: skip

TABLES: list[tuple[str, dict[str, Any], str, str]] = [
    ("no responses", {"responses": None}, "responses", "an object"),
    ("responses as list", {"responses": []}, "responses", "an object"),
    ("responses as text", {"responses": "size"}, "responses", "an object"),
    ("unknown question", {"responses": {"sise": "tiny"}}, "sise", "a question id"),
    ("unknown option", {"responses": {"size": "tinny"}}, "size", "one of tiny"),
    ("empty option", {"responses": {"size": ""}}, "size", "one of tiny"),
    ("option as number", {"responses": {"size": 1}}, "responses.size", "an option id or null"),
    ("option as yes", {"responses": {"size": True}}, "responses.size", "an option id or null"),
    ("option as list", {"responses": {"size": ["tiny"]}}, "responses.size", "an option id or null"),
    ("option as object", {"responses": {"size": {}}}, "responses.size", "an option id or null"),
    ("schema of tomorrow", {"schema_version": SCHEMA_VERSION + 1}, "schema_version", "1 to"),
    ("schema zero", {"schema_version": 0}, "schema_version", "1 to"),
    ("schema as text", {"schema_version": "1"}, "schema_version", "1 to"),
    ("schema as yes", {"schema_version": True}, "schema_version", "1 to"),
    ("schema as fraction", {"schema_version": 1.0}, "schema_version", "1 to"),
    ("schema null", {"schema_version": None}, "schema_version", "1 to"),
    ("model version as number", {"model_version": 1}, "model_version", "text"),
    ("model version as list", {"model_version": []}, "model_version", "text"),
    ("model hash as number", {"model_hash": 1}, "model_hash", "text"),
    ("name as number", {"organisation": 5}, "organisation", "text"),
    ("name as no", {"organisation": False}, "organisation", "text"),
    ("name as zero", {"organisation": 0}, "organisation", "text"),
    ("name as list", {"organisation": []}, "organisation", "text"),
    ("date as number", {"date": 20261121}, "date", "text"),
    ("date as zero", {"date": 0}, "date", "text"),
    ("date as words", {"date": "yesterday"}, "date", "a date such as"),
    ("date that is none", {"date": "2026-02-30"}, "date", "a date such as"),
    ("target unknown", {"target": "agile"}, "target", "one of ad_hoc"),
    ("target as list", {"target": ["ad_hoc"]}, "target", "text"),
    ("target as no", {"target": False}, "target", "text"),
    ("team as list", {"team": ["ml_engineer"]}, "team", "an object"),
    ("team as empty list", {"team": []}, "team", "an object"),
    ("team as no", {"team": False}, "team", "an object"),
    ("unknown role", {"team": {"wizard": 1}}, "team.wizard", "one of"),
    ("heads as yes", {"team": {"ml_engineer": True}}, "team.ml_engineer", "a whole number"),
    ("heads as text", {"team": {"ml_engineer": "2"}}, "team.ml_engineer", "a whole number"),
    ("half a head", {"team": {"ml_engineer": 0.5}}, "team.ml_engineer", "a whole number"),
    ("fewer than none", {"team": {"ml_engineer": -1}}, "team.ml_engineer", "a whole number"),
    ("heads null", {"team": {"ml_engineer": None}}, "team.ml_engineer", "a whole number"),
    ("too many heads", {"team": {"ml_engineer": MAX_HEADS + 1}}, "team.ml_engineer", "a whole number"),
    ("heads of 4000 digits", {"team": {"ml_engineer": 10**3999}}, "team.ml_engineer", "a whole number"),
]  # fmt: skip

BAD = [*SHAPES, *((name, bytes_of(**table), key, words) for name, table, key, words in TABLES)]


@pytest.mark.parametrize(("data", "key", "words"), [pytest.param(*bad[1:], id=bad[0]) for bad in BAD])
def test_bad_input_is_refused(data: bytes, key: str, words: str) -> None:
    """Anything else is refused at once, in one short line with file, key and what was expected."""
    start = time.monotonic()
    with pytest.raises(InputError) as refused:
        read(data)
    assert time.monotonic() - start < QUICK
    told = str(refused.value)
    assert refused.value.key == key
    assert words in told
    assert told.startswith(f"{WHERE}: ")
    assert len(told.splitlines()) == 1
    assert len(told) < 600


def many_keys() -> bytes:
    """An object with 15 000 different keys, the last of them twice."""
    keys = [f'"{n}":0' for n in range(15_000)]
    return ("{" + ",".join([*keys, keys[-1]]) + "}").encode()


def many_pairs() -> bytes:
    """A list of 40 000 objects with a key twice in the last."""
    return b"[" + b'{"a":0},' * 40_000 + b'{"a":0,"a":0}]'


def long_key() -> bytes:
    """A key of nearly a megabyte."""
    return b'{"' + b"k" * 900_000 + b'": 0}'


@pytest.mark.parametrize("data", [many_keys, many_pairs, long_key])
def test_large_input_is_refused_quickly(data: Callable[[], bytes]) -> None:
    """However many keys fit below the size limit, the refusal takes no time that grows with their square."""
    content = data()
    assert len(content) <= MAX_BYTES
    start = time.monotonic()
    with pytest.raises(InputError) as refused:
        read(content)
    assert time.monotonic() - start < QUICK
    assert len(str(refused.value)) < 600


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Arbitrary bytes are refused with InputError and nothing else."""
    with pytest.raises(InputError):
        read(data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "schema_version": JSON | st.just(1),
            "model_version": JSON | st.just(MODEL.settings.version),
            "model_hash": JSON,
            "organisation": JSON,
            "date": JSON | st.dates().map(str),
            "target": JSON | st.sampled_from(MODEL.archetype_ids),
            "team": JSON | st.dictionaries(st.sampled_from(ROLES), JSON),
            "responses": JSON
            | responses()
            | st.dictionaries(st.sampled_from(list(MODEL.question_by_id)), JSON),
        },
    )
)
def test_any_json_is_read_or_refused(table: dict[str, Any]) -> None:
    """Arbitrary values under the right keys are refused with InputError, or read as values to save again."""
    with suppress(InputError):
        saved = read(json.dumps(table).encode())
        again = replace(saved, unused=())
        assert savefile.parse(savefile.dump(MODEL, again).encode(), MODEL, "again") == again


def test_the_day_is_a_date() -> None:
    """The date is read as a calendar day."""
    assert read(bytes_of(date="2026-11-21")).day == date(2026, 11, 21)


def test_keys_of_other_people_are_left_out_and_listed() -> None:
    """A file with notes of its own beside the responses is read, and says which keys were not used."""
    read = savefile.parse(b'{"id": "a", "responses": {"size": "tiny"}, "note": {"x": 1}}', load_model(), "x")
    assert dict(read.responses) == {"size": "tiny"}
    assert read.unused == ("id", "note")
