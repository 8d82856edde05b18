"""A workshop's result in the save file: it comes back as it was, and nothing else gets in."""

import copy
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.content import savefile
from advisor.content.roomfile import dump_room, parse_room
from advisor.content.savefile import MAX_BYTES, SaveFile
from advisor.core.room import Submission, room_result
from advisor.errors import InputError
from tests.core.drawing import responses
from tests.rooms import MODEL, SETTINGS, SIZES, room

WHERE = "room.json"
Change = Callable[[dict[str, Any]], object]


def read(table: Any) -> object:
    """The result that these values are of, as JSON brings them."""
    return parse_room(json.loads(json.dumps(table)), MODEL, WHERE)


PEOPLE = st.lists(
    st.tuples(st.sampled_from(["", "leadership", "practitioner", "팀 <b>"]), st.integers(1, 2), responses()),
    min_size=5,
    max_size=16,
)


@given(PEOPLE, st.booleans())
def test_what_is_written_comes_back(people: list[tuple[str, int, dict[str, str]]], final: bool) -> None:
    """Any result reads back as it was, alone and inside a save file, and is written the same again."""
    given_submissions = [Submission(f"p{n}", role, r, given_) for n, (role, r, given_) in enumerate(people)]
    least, step = SETTINGS.least_group, SETTINGS.support_step
    found = room_result(MODEL, given_submissions, least=least, step=step, final=final)
    if found is None:
        return
    assert read(dump_room(found)) == found
    saved = SaveFile({}, room=found)
    text = savefile.dump(MODEL, saved)
    assert savefile.parse(text.encode(), MODEL, WHERE) == saved
    assert savefile.dump(MODEL, savefile.parse(text.encode(), MODEL, WHERE)) == text


@pytest.mark.parametrize("size", SIZES)
def test_a_room_is_small(size: int) -> None:
    """Even a full room is far below the size limit, and comes back."""
    saved = SaveFile({"size": "tiny"}, room=room(size))
    text = savefile.dump(MODEL, saved)
    assert len(text.encode()) < MAX_BYTES / 10
    assert savefile.parse(text.encode(), MODEL, WHERE) == saved


def test_a_file_without_a_room_is_as_before() -> None:
    """Without a workshop the key is not written; a file without it, or with null, has none."""
    assert "room" not in json.loads(savefile.dump(MODEL, SaveFile({})))
    for data in (b'{"responses": {}}', b'{"responses": {}, "room": null}'):
        assert savefile.parse(data, MODEL, WHERE) == SaveFile({})


def test_nothing_of_a_person_is_written() -> None:
    """The file has counts and shares of at least as many people as a group must have: no participant."""
    written = dump_room(room(23))
    assert set(written) == {"n", "least_group", "questions", "pooled", "own", "own_groups", "supports"}
    assert "p00" not in json.dumps(written)
    clusters = [cluster for one in written["supports"].values() for cluster in one]
    assert all(set(cluster) == {"people", "share"} and cluster["people"] >= 5 for cluster in clusters)


def test_a_room_before_the_end_comes_back() -> None:
    """A result in which people are not counted is written with nothing of them, and read as it was."""
    written = dump_room(room(23, final=False))
    assert written["own"] == written["own_groups"] == written["supports"] == {}
    assert read(written) == room(23, final=False)


def test_a_room_in_which_few_answered_enough_has_no_clusters() -> None:
    """Lists without clusters are read where those who answered enough are fewer than a group must be."""
    table = copy.deepcopy(dump_room(room(23)))
    table["own"] = dict.fromkeys(table["own"], 0) | {"embedded": 4, "insufficient": 19}
    table["own_groups"] = {}
    table["supports"] = {archetype: [] for archetype in table["supports"]}
    assert parse_room(table, MODEL, WHERE).supports == dict.fromkeys(MODEL.archetype_ids, ())
    table["own"] |= {"embedded": 5, "insufficient": 18}
    with pytest.raises(InputError, match="clusters of 5 people"):
        read(table)


def first(table: dict[str, Any]) -> dict[str, Any]:
    """The first question's first round."""
    found: dict[str, Any] = table["questions"][0]["rounds"][0]
    return found


def put(path: str, value: Any) -> Change:
    """Set a value, by its path."""

    def change(table: dict[str, Any]) -> None:
        *way, last = path.split(".")
        at: Any = table
        for step in way:
            at = at[int(step)] if isinstance(at, list) else at[step]
        at[int(last) if isinstance(at, list) else last] = value

    return change


def shrink_group(table: dict[str, Any]) -> None:
    """Make the leaders of the first question four people, and move the others to the practitioners."""
    leaders, others = (first(table)["groups"][role] for role in ("leadership", "practitioner"))
    left = leaders["n"] - 4
    for option in leaders["counts"]:
        move = min(left, leaders["counts"][option])
        leaders["counts"][option] -= move
        others["counts"][option] += move
        left -= move
    leaders["n"], others["n"] = 4, others["n"] + 5


def drop_few(table: dict[str, Any]) -> None:
    """Take one practitioner out of the groups of the first question, so that one person is the rest."""
    group = first(table)["groups"]["practitioner"]
    option = next(option for option, count in group["counts"].items() if count)
    group["counts"][option] -= 1
    group["n"] -= 1


def too_many(table: dict[str, Any]) -> None:
    """Move a vote of a group to an option that fewer chose in the whole room."""
    counts, whole = first(table)["groups"]["leadership"]["counts"], first(table)["counts"]
    least = min(whole, key=lambda option: whole[option])
    first_one = next(option for option, count in counts.items() if count and option != least)
    move = min(counts[first_one], whole[least] + 1)
    counts[first_one] -= move
    counts[least] += whole[least] + 1


def one_fewer(table: dict[str, Any]) -> None:
    """Take one person out of everything but the votes."""
    table["n"] -= 1
    for counts in (table["own"], table["own_groups"]["practitioner"]):
        counts["embedded"] -= 1
    for clusters in table["supports"].values():
        large = next(cluster for cluster in clusters if cluster["people"] > 5)
        large["people"] -= 1


def one_person_less(table: dict[str, Any]) -> None:
    """Take one person out of a cluster of one archetype."""
    large = next(cluster for cluster in table["supports"]["r_and_d"] if cluster["people"] > 5)
    large["people"] -= 1


BAD: list[tuple[str, Change, str, str]] = [
    ("n as text", put("n", "23"), "room.n", "a whole number from 5"),
    ("n as yes", put("n", True), "room.n", "a whole number"),
    ("n below the least group", put("n", 4), "room.n", "a whole number from 5"),
    ("n too small for the votes", put("n", 22), "room.own", "counts that sum to 22"),
    ("more votes than people", one_fewer, "room.questions.0.rounds", "at most 22 people"),
    ("least group of one", put("least_group", 1), "room.least_group", "from 5"),
    ("least group above the groups", put("least_group", 10), "room.questions.0.rounds.0.groups.leadership.n",
     "from 10"),
    ("another key", put("names", []), "room.names", "an object with"),
    ("no votes", put("questions", []), "room.questions", "a list of 1 to"),
    ("votes as object", put("questions", {}), "room.questions", "a list"),
    ("unknown question", put("questions.0.question", "mascot"), "room.questions.0.question", "a question id"),
    ("question as list", put("questions.0.question", []), "room.questions.0.question", "a question id"),
    ("question twice", lambda t: t["questions"].append(t["questions"][0]), "room.questions", "each question"),
    ("no rounds", put("questions.0.rounds", []), "room.questions.0.rounds", "a list of 1"),
    ("round zero", put("questions.0.rounds.0.round", 0), "room.questions.0.rounds.0.round", "from 1"),
    ("round twice", lambda t: t["questions"][0]["rounds"].append(first(t)), "room.questions.0.rounds",
     "rising"),
    ("votes that do not sum", put("questions.0.rounds.0.n", 22), "room.questions.0.rounds.0.counts",
     "counts that sum to 22"),
    ("negative count", put("questions.0.rounds.0.counts.health", -1),
     "room.questions.0.rounds.0.counts.health", "a whole number from 0"),
    ("half a person", put("questions.0.rounds.0.counts.health", 0.5),
     "room.questions.0.rounds.0.counts.health", "a whole number"),
    ("unknown option", put("questions.0.rounds.0.counts.mars", 0),
     "room.questions.0.rounds.0.counts.mars", "an object with"),
    ("option missing", lambda t: first(t)["counts"].pop("health"),
     "room.questions.0.rounds.0.counts.health", "an object with"),
    ("small group", shrink_group, "room.questions.0.rounds.0.groups.leadership.n", "from 5"),
    ("one person beside the groups", drop_few, "room.questions.0.rounds.0.groups", "at least 5"),
    ("group larger than the whole", too_many, "", ""),
    ("groups as list", put("questions.0.rounds.0.groups", []), "room.questions.0.rounds.0.groups",
     "an object"),
    ("group without a name", lambda t: put("own_groups", {"": t["own"]})(t), "room.own_groups",
     "names of roles"),
    ("group with a long name", lambda t: put("own_groups", {"x" * 999: t["own"]})(t), "room.own_groups",
     "names of roles"),
    ("group with half a letter", lambda t: put("own_groups", {"\ud800": t["own"]})(t), "room.own_groups",
     "names of roles"),
    ("unknown archetype", put("pooled.agile", 0.0), "room.pooled.agile", "an object with"),
    ("shares above one", put("pooled.embedded", 0.99), "room.pooled", "shares that sum to 1"),
    ("share as text", put("pooled.embedded", "1"), "room.pooled.embedded", "a number from 0 to 1"),
    ("share below zero", put("pooled.embedded", -0.1), "room.pooled.embedded", "a number from 0 to 1"),
    ("own that does not sum", put("own.embedded", 0), "room.own", "counts that sum to 23"),
    ("own groups too small", put("own_groups.leadership.independent", 0), "room.own_groups.leadership",
     "from 5"),
    ("supports unsorted", lambda t: t["supports"]["embedded"].reverse(), "room.supports.embedded", "rising"),
    ("a cluster too few", lambda t: t["supports"]["embedded"].pop(), "room.supports.embedded",
     "clusters of 23 people"),
    ("a cluster too many", lambda t: t["supports"]["embedded"].append({"people": 5, "share": 1.0}),
     "room.supports.embedded", "a list of 0 to 4"),
    ("one archetype of fewer people", one_person_less, "room.supports.r_and_d", "clusters of 23 people"),
    ("an archetype without clusters", put("supports.embedded", []), "room.supports.embedded",
     "clusters of 23 people"),
    ("an archetype missing", lambda t: t["supports"].pop("embedded"), "room.supports.embedded",
     "an object with"),
    ("small cluster", put("supports.embedded.0.people", 4), "room.supports.embedded.0.people", "from 5"),
    ("cluster of half a person", put("supports.embedded.0.people", 5.5), "room.supports.embedded.0.people",
     "a whole number"),
    ("cluster as number", put("supports.embedded.0", 0.5), "room.supports.embedded.0", "an object with"),
    ("cluster with names", put("supports.embedded.0.names", []), "room.supports.embedded.0.names",
     "an object with people, share"),
    ("single supports", put("supports.embedded", [0.5] * 23), "room.supports.embedded", "a list of 0 to 4"),
    ("support above one", put("supports.embedded.3.share", 1.5), "room.supports.embedded.3.share",
     "a number from 0 to 1"),
    ("support as yes", put("supports.embedded.0.share", True), "room.supports.embedded.0.share",
     "a number"),
    ("supports of nobody counted", put("own", {}), "room.own_groups.leadership",
     "an object with nothing"),
    ("clusters of nobody counted", lambda t: t.update(own={}, own_groups={}), "room.supports.ad_hoc",
     "an object with nothing"),
    ("people counted without supports", put("supports", {}), "room.supports.ad_hoc", "an object with"),
    ("own as list", put("own", []), "room.own", "an object with"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "key", "words"), [pytest.param(*bad[1:], id=bad[0]) for bad in BAD])
def test_what_is_wrong_is_told(change: Change, key: str, words: str) -> None:
    """A file with one thing wrong is refused with the file, the key and what was expected."""
    table = copy.deepcopy(dump_room(room(23)))
    change(table)
    with pytest.raises(InputError) as refused:
        read(table)
    assert words in str(refused.value)
    assert refused.value.where == WHERE
    assert not key or refused.value.key == key
    with pytest.raises(InputError):
        savefile.parse(json.dumps({"responses": {}, "room": table}).encode(), MODEL, WHERE)


@pytest.mark.parametrize("value", [[], "room", 1, True, {}])
def test_a_room_is_an_object(value: object) -> None:
    """Another kind of value, or an object without the keys, is refused."""
    with pytest.raises(InputError, match="room"):
        savefile.parse(json.dumps({"responses": {}, "room": value}).encode(), MODEL, WHERE)


def test_a_room_of_another_model_is_left_out() -> None:
    """What another version wrote and this one cannot tell is listed; what it can is kept."""
    table = copy.deepcopy(dump_room(room(23)))
    file = {"model_version": "0.1", "responses": {"size": "tiny"}, "room": table}
    assert savefile.parse(json.dumps(file).encode(), MODEL, WHERE).room == room(23)
    put("questions.0.question", "mascot")(table)
    read_ = savefile.parse(json.dumps(file).encode(), MODEL, WHERE)
    assert (read_.room, read_.unused, dict(read_.responses)) == (None, ("room",), {"size": "tiny"})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
PATHS = [
    *dump_room(room(23)),
    "questions.0",
    "questions.0.rounds",
    "questions.0.rounds.0.counts",
    "questions.0.rounds.0.groups",
    "questions.0.rounds.0.groups.leadership",
    "own_groups.leadership",
    "supports.embedded",
    "supports.embedded.0",
    "pooled.embedded",
]


@given(st.sampled_from(PATHS), JSON)
def test_any_value_is_read_or_refused(path: str, value: object) -> None:
    """An arbitrary value anywhere is refused with InputError, or read as a result to write again."""
    table = copy.deepcopy(dump_room(room(23)))
    put(path, value)(table)
    with suppress(InputError):
        found = parse_room(table, MODEL, WHERE)
        assert parse_room(dump_room(found), MODEL, WHERE) == found


def test_a_changed_room_is_another_save_file() -> None:
    """The room is part of what is compared and written."""
    saved = SaveFile({}, room=room(5))
    assert savefile.dump(MODEL, saved) != savefile.dump(MODEL, replace(saved, room=room(23)))
