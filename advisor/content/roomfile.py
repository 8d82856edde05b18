"""A workshop's result inside the save file: anonymous, because a ``RoomResult`` is.

What was counted is written; what follows from it and the model is computed again on reading. A file is
untrusted: besides types, ids and sums, reading checks that no group in it, and no rest beside its groups,
is smaller than it says that groups may be.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NoReturn

from advisor.core.model import Model
from advisor.core.room import (
    INSUFFICIENT,
    Cluster,
    QuestionResult,
    RoomResult,
    RoundTally,
    Tally,
    stake_db,
)
from advisor.errors import InputError

LEAST = 5
"""No result is told of groups smaller than this, whatever a file says."""
MOST_PEOPLE = 100_000
MOST_ROUNDS = 100
MAX_ROLE = 200

_KEY = "room"
_SUM_TOLERANCE = 1e-6


def dump_room(result: RoomResult) -> dict[str, Any]:
    """The result as plain JSON values; the same result gives the same values."""
    return {
        "n": result.n,
        "least_group": result.least_group,
        "questions": [
            {"question": q.question, "rounds": [_dump_round(tally) for tally in q.rounds]}
            for q in result.questions
        ],
        "pooled": dict(result.pooled),
        "own": dict(result.own),
        "own_groups": {role: dict(counts) for role, counts in result.own_groups.items()},
        "supports": {a: [_dump_cluster(c) for c in clusters] for a, clusters in result.supports.items()},
    }


def _dump_round(tally: RoundTally) -> dict[str, Any]:
    groups = {role: _dump_tally(group) for role, group in tally.groups.items()}
    return {"round": tally.round, **_dump_tally(tally.whole), "groups": groups}


def _dump_tally(tally: Tally) -> dict[str, Any]:
    return {"n": tally.n, "counts": dict(tally.counts)}


def _dump_cluster(cluster: Cluster) -> dict[str, Any]:
    return {"people": cluster.people, "share": cluster.share}


def parse_room(table: Any, model: Model, where: str) -> RoomResult:
    """A result out of a save file's values; raises InputError (file, key, expected, found) for anything else.

    Every question, option and archetype must be the model's, every count a whole number, every sum right.
    """
    return _Reader(model, where).room(table)


class _Reader:
    """Reads one result; keys in errors are paths below ``room``."""

    def __init__(self, model: Model, where: str) -> None:
        self.model, self.where = model, where
        self.least = LEAST

    def room(self, table: Any) -> RoomResult:
        room = self.table(table, _KEY, ("n", "least_group", "questions", "pooled", *_COUNTED))
        self.least = self.whole(room["least_group"], _at("least_group"), LEAST, MOST_PEOPLE)
        n = self.whole(room["n"], _at("n"), self.least, MOST_PEOPLE)
        own = self.people(room["own"], n)
        return RoomResult(
            n=n,
            least_group=self.least,
            questions=self.questions(room["questions"], n),
            pooled=self.pooled(room["pooled"]),
            own=own,
            own_groups=self.own_groups(room["own_groups"], own, n),
            supports=self.supports(room["supports"], own, n),
        )

    # ---- Votes ----

    def questions(self, value: Any, n: int) -> tuple[QuestionResult, ...]:
        rows = self.list(value, _at("questions"), len(self.model.questions))
        read = [self.question(row, f"{_at('questions')}.{place}", n) for place, row in enumerate(rows)]
        order = [question for question in self.model.question_by_id]
        given = [result.question for result in read]
        if given != [question for question in order if question in given]:
            self.refuse(_at("questions"), "each question once, in questionnaire order", "another order")
        return tuple(read)

    def question(self, value: Any, key: str, n: int) -> QuestionResult:
        row = self.table(value, key, ("question", "rounds"))
        known = self.model.question_by_id
        question = row["question"]
        if not isinstance(question, str) or question not in known:
            self.refuse(f"{key}.question", "a question id", question)
        options = known[question].option_ids
        rounds = [
            self.round(one, f"{key}.rounds.{place}", options)
            for place, one in enumerate(self.list(row["rounds"], f"{key}.rounds", MOST_ROUNDS))
        ]
        numbers = [tally.round for tally in rounds]
        if numbers != sorted(set(numbers)):
            self.refuse(f"{key}.rounds", "rising numbers of rounds", numbers)
        if rounds[-1].whole.n > n:
            self.refuse(f"{key}.rounds", f"at most {n} people in the last round", rounds[-1].whole.n)
        return QuestionResult(question, tuple(rounds), stake_db(self.model, question))

    def round(self, value: Any, key: str, options: Sequence[str]) -> RoundTally:
        row = self.table(value, key, ("round", "n", "counts", "groups"))
        number = self.whole(row["round"], f"{key}.round", 1, MOST_ROUNDS)
        whole = self.tally(row, key, options)
        groups = {
            role: self.group(group, f"{key}.groups.{role}", options)
            for role, group in self.roles(row["groups"], f"{key}.groups").items()
        }
        self.parts([group.counts for group in groups.values()], whole.counts, f"{key}.groups")
        return RoundTally(number, whole, groups)

    def group(self, value: Any, key: str, options: Sequence[str]) -> Tally:
        return self.tally(self.table(value, key, ("n", "counts")), key, options)

    def tally(self, row: Mapping[str, Any], key: str, options: Sequence[str]) -> Tally:
        n = self.whole(row["n"], f"{key}.n", self.least, MOST_PEOPLE)
        return Tally(n, self.counts(row["counts"], f"{key}.counts", options, n))

    # ---- Archetypes ----

    def pooled(self, value: Any) -> dict[str, float]:
        key = _at("pooled")
        shares = {
            archetype: self.share(share, f"{key}.{archetype}")
            for archetype, share in self.table(value, key, self.model.archetype_ids).items()
        }
        if not math.isclose(math.fsum(shares.values()), 1.0, abs_tol=_SUM_TOLERANCE):
            self.refuse(key, "shares that sum to 1", math.fsum(shares.values()))
        return shares

    def people(self, value: Any, n: int) -> dict[str, int]:
        """Counts of people; none where they were not counted one by one."""
        return self.counted(value, _at("own"), n) if value != {} else {}

    def counted(self, value: Any, key: str, n: int) -> dict[str, int]:
        return self.counts(value, key, (*self.model.archetype_ids, INSUFFICIENT), n)

    def own_groups(self, value: Any, own: Mapping[str, int], n: int) -> dict[str, dict[str, int]]:
        key = _at("own_groups")
        if not own:
            return self.table(value, key, ())
        groups = {}
        for role, counts in self.roles(value, key).items():
            row = self.table(counts, f"{key}.{role}", tuple(own))
            total = sum(self.whole(count, f"{key}.{role}.{a}", 0, n) for a, count in row.items())
            self.whole(total, f"{key}.{role}", self.least, n)
            groups[role] = self.counted(row, f"{key}.{role}", total)
        self.parts(list(groups.values()), own, key)
        return groups

    def supports(self, value: Any, own: Mapping[str, int], n: int) -> dict[str, tuple[Cluster, ...]]:
        """Clusters of everybody who answered enough, or of nobody where those are too few."""
        key = _at("supports")
        if not own:
            return self.table(value, key, ())
        enough = n - own[INSUFFICIENT]
        people = enough if enough >= self.least else 0
        rows = self.table(value, key, self.model.archetype_ids)
        return {archetype: self.clusters(rows[archetype], f"{key}.{archetype}", people) for archetype in rows}

    def clusters(self, value: Any, key: str, people: int) -> tuple[Cluster, ...]:
        rows = self.list(value, key, people // self.least, least=0)
        read = tuple(self.cluster(row, f"{key}.{place}") for place, row in enumerate(rows))
        shares, total = [cluster.share for cluster in read], sum(cluster.people for cluster in read)
        if shares != sorted(shares):
            self.refuse(key, "shares in rising order", shares)
        if total != people:
            self.refuse(key, f"clusters of {people} people together", total)
        return read

    def cluster(self, value: Any, key: str) -> Cluster:
        row = self.table(value, key, ("people", "share"))
        people = self.whole(row["people"], f"{key}.people", self.least, MOST_PEOPLE)
        return Cluster(people, self.share(row["share"], f"{key}.share"))

    # ---- Values ----

    def table(self, value: Any, key: str, names: Iterable[str]) -> dict[str, Any]:
        """An object with exactly these keys, in their order."""
        names = tuple(names)
        if not isinstance(value, dict):
            self.refuse(key, f"an object with {', '.join(names) or 'nothing'}", type(value).__name__)
        for name in (*names, *value):
            if name not in value or name not in names:
                found = "nothing" if name in names else "another key"
                self.refuse(f"{key}.{name}", f"an object with {', '.join(names) or 'nothing'}", found)
        return {name: value[name] for name in names}

    def list(self, value: Any, key: str, most: int, *, least: int = 1) -> list[Any]:
        if not isinstance(value, list) or not least <= len(value) <= most:
            found = f"{len(value)} entries" if isinstance(value, list) else type(value).__name__
            self.refuse(key, f"a list of {least} to {most}", found)
        return value

    def roles(self, value: Any, key: str) -> dict[str, Any]:
        """An object by role; any text that can be shown may be a role's name."""
        if not isinstance(value, dict):
            self.refuse(key, "an object: role → counts", type(value).__name__)
        for role in value:
            if not role or len(role) > MAX_ROLE or role != role.encode("utf-8", "replace").decode():
                self.refuse(key, f"names of roles, up to {MAX_ROLE} characters", role)
        return value

    def counts(self, value: Any, key: str, names: Iterable[str], n: int) -> dict[str, int]:
        counts = {
            name: self.whole(count, f"{key}.{name}", 0, MOST_PEOPLE)
            for name, count in self.table(value, key, names).items()
        }
        if sum(counts.values()) != n:
            self.refuse(key, f"counts that sum to {n}", sum(counts.values()))
        return counts

    def parts(self, groups: Sequence[Mapping[str, int]], whole: Mapping[str, int], key: str) -> None:
        """Groups are part of the whole, and nobody can be told of by subtracting them from it."""
        rest = {name: count - sum(group[name] for group in groups) for name, count in whole.items()}
        if min(rest.values()) < 0:
            self.refuse(key, "groups that are part of the whole", "more people than there are")
        if 0 < sum(rest.values()) < self.least:
            self.refuse(key, f"nobody beside the groups, or at least {self.least}", sum(rest.values()))

    def whole(self, value: Any, key: str, least: int, most: int) -> int:
        if type(value) is not int or not least <= value <= most:
            self.refuse(key, f"a whole number from {least} to {most}", value)
        return value

    def share(self, value: Any, key: str) -> float:
        if type(value) not in (int, float) or not 0 <= value <= 1:
            self.refuse(key, "a number from 0 to 1", value)
        return float(value)

    def refuse(self, key: str, expected: str, found: object) -> NoReturn:
        raise InputError(self.where, key, expected, found)


_COUNTED = ("own", "own_groups", "supports")


def _at(key: str) -> str:
    return f"{_KEY}.{key}"
