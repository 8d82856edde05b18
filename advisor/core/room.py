"""What a room's answers add up to, and how far apart they are; groups too small are never told apart.

Measures, each with its source in ``data/workshop.toml``: the index of qualitative variation (IQV) for how far
apart answers are, the logarithmic opinion pool for what they add up to together.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from advisor.core.assessment import coverage
from advisor.core.evidence import Vector, posterior, tables
from advisor.core.model import DONT_KNOW, Citation, Model, Source
from advisor.core.sensitivity import log_score

INSUFFICIENT = "insufficient"
"""Key of those whose answers are too few to tell an archetype."""


@dataclass(frozen=True, slots=True)
class RoomSettings:
    """The numbers of a workshop, each with its citation under ``cited`` (``data/workshop.toml``).

    ``least_group``: nothing is told of fewer people. ``code_letters`` and ``code_length`` make a join code,
    which lasts ``code_hours``; a workshop is kept ``retention_days``. A participant counts as present for
    ``present_seconds`` after a sign of life. ``timers`` are in seconds. From ``contested_variation`` (0 to 1)
    on, a question is contested; from ``heavy_stake_db`` on it matters. Personal supports are told in steps of
    ``support_step``.
    """

    least_group: int
    code_letters: str
    code_length: int
    code_hours: int
    retention_days: int
    most_participants: int
    joins_per_minute: int
    present_seconds: int
    timers: tuple[int, ...]
    roles: tuple[str, ...]
    contested_variation: float
    heavy_stake_db: float
    support_step: float
    cited: Mapping[str, Citation]
    source: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Submission:
    """One participant's responses in a round (question id → option id), and the role given at joining."""

    participant: str
    role: str
    round: int
    responses: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of ``n`` people chose each option of a question; options nobody chose are counted as 0."""

    n: int
    counts: Mapping[str, int]

    @property
    def known(self) -> Mapping[str, int]:
        """The counts without "don't know", which is no position."""
        return {option: count for option, count in self.counts.items() if option != DONT_KNOW}

    @property
    def leading(self) -> tuple[str, ...]:
        """The options most people chose, several when equal, none when nobody knows."""
        most = max(self.known.values(), default=0)
        return tuple(option for option, count in self.known.items() if count == most > 0)

    @property
    def variation(self) -> float:
        """How far apart the answers are: the IQV, from 0 (all the same) to 1 (spread evenly)."""
        counts = list(self.known.values())
        total, kinds = sum(counts), len(counts)
        if total == 0:
            return 0.0
        return kinds / (kinds - 1) * (1 - sum((count / total) ** 2 for count in counts))


@dataclass(frozen=True, slots=True)
class RoundTally:
    """One round on one question: the whole room, and by role the groups that may be told apart."""

    round: int
    whole: Tally
    groups: Mapping[str, Tally]


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """All published rounds on one question, oldest first; never empty.

    ``stake_db``: by how many decibans the question can at most move one archetype, whatever was answered.
    """

    question: str
    rounds: tuple[RoundTally, ...]
    stake_db: float

    @property
    def last(self) -> RoundTally:
        """The round that counts."""
        return self.rounds[-1]

    @property
    def weight(self) -> float:
        """What orders the questions to talk about: how far apart times how much it matters."""
        return self.last.whole.variation * self.stake_db

    def is_contested(self, limit: float) -> bool:
        """Whether the room is split: its answers vary by ``limit`` (0 to 1) or more, or none leads alone."""
        return self.last.whole.variation >= limit or len(self.last.whole.leading) != 1


@dataclass(frozen=True, slots=True)
class Cluster:
    """Some people whose supports for an archetype are next to each other: how many, and their mean."""

    people: int
    share: float


@dataclass(frozen=True, slots=True)
class RoomResult:
    """What may be told of a room of ``n`` people whose groups have at least ``least_group``.

    ``pooled`` is the posterior of the logarithmic opinion pool (sums to 1; read as relative support).
    ``own`` counts people by the archetype that their own answers lead to (or INSUFFICIENT), ``own_groups``
    the same by role. ``supports`` tells for each archetype how far apart the people are who answered enough:
    clusters of at least ``least_group``, lowest mean first. These three are empty until voting has ended.
    """

    n: int
    least_group: int
    questions: tuple[QuestionResult, ...]
    pooled: Mapping[str, float]
    own: Mapping[str, int]
    own_groups: Mapping[str, Mapping[str, int]]
    supports: Mapping[str, tuple[Cluster, ...]]

    @property
    def counted(self) -> bool:
        """Whether people were counted one by one."""
        return bool(self.own)

    @property
    def to_discuss(self) -> tuple[QuestionResult, ...]:
        """The questions with any disagreement, the one to talk about first in front."""
        split = (question for question in self.questions if question.weight > 0)
        return tuple(sorted(split, key=lambda question: -question.weight))


def tell_apart(sizes: Mapping[str, int], least: int) -> tuple[str, ...]:
    """The groups that may be shown beside the whole room.

    Each has at least ``least`` people, and so has the rest, which anybody can get by subtraction: while the
    rest is smaller than that (and not empty), the smallest shown group goes into it.
    """
    shown = sorted((group for group in sizes if sizes[group] >= least), key=lambda group: -sizes[group])
    rest = sum(sizes.values()) - sum(sizes[group] for group in shown)
    while shown and 0 < rest < least:
        rest += sizes[shown.pop()]
    return tuple(group for group in sizes if group in shown)


def changed_between(first: Mapping[str, str], second: Mapping[str, str]) -> frozenset[str]:
    """The people whose answers differ between two results, those who are in only one of them included."""
    return frozenset(who for who in {*first, *second} if first.get(who) != second.get(who))


def enough_or_none(people: Iterable[object], least: int) -> bool:
    """Whether a difference may be told: it is nobody's, or that of at least ``least`` people."""
    count = len(set(people))
    return count == 0 or count >= least


def tally(model: Model, question: str, answers: Iterable[str]) -> Tally:
    """Count answers to one question."""
    counts = Counter(answers)
    options = model.question_by_id[question].option_ids
    return Tally(sum(counts.values()), {option: counts[option] for option in options})


def stake_db(model: Model, question: str) -> float:
    """By how many decibans the answer to a question can at most move one archetype."""
    table = tables(model)
    weight = table.weight[table.span[question]]
    return float((weight.max(axis=0) - weight.min(axis=0)).max())


def room_result(
    model: Model,
    submissions: Sequence[Submission],
    *,
    least: int,
    step: float,
    final: bool,
    whole_only: Iterable[tuple[str, int]] = (),
) -> RoomResult | None:
    """Everything that may be told of a room; None where there are too few people for anything.

    Args:
        model: the assessment model.
        submissions: what was published, one entry per participant and round; a question counts with its last
            round that enough people answered.
        least: the smallest group that may be told of.
        step: means of personal supports are rounded to multiples of it.
        final: voting has ended. Only then is each person assessed: results before and after one more answer
            would together tell whose it was.
        whole_only: (question, round) pairs whose groups must not be told apart.
    """
    hidden = frozenset(whole_only)
    questions = _questions(model, submissions, least, hidden)
    counting = {question.question: question.last.round for question in questions}
    people = _latest(submissions, counting)
    if len(people) < least:
        return None
    scores = np.array([log_score(model, responses) for responses in people.values()])
    found = RoomResult(
        n=len(people),
        least_group=least,
        questions=questions,
        pooled=dict(zip(model.archetype_ids, posterior(scores.mean(axis=0)).tolist(), strict=True)),
        own={},
        own_groups={},
        supports={},
    )
    if not final:
        return found
    told_apart = not hidden & set(counting.items())
    roles = {submission.participant: submission.role for submission in submissions if told_apart}
    return _one_by_one(model, found, _own(model, people, scores), scores, roles=roles, step=step)


def _one_by_one(
    model: Model,
    found: RoomResult,
    own: Mapping[str, str],
    scores: Vector,
    *,
    roles: Mapping[str, str],
    step: float,
) -> RoomResult:
    """The result with people counted one by one; ``roles`` is empty where groups must not be told apart."""
    enough = [archetype != INSUFFICIENT for archetype in own.values()]
    return replace(
        found,
        own=_counted(model, own.values()),
        own_groups=_own_groups(model, own, roles, found.least_group) if roles else {},
        supports=_supports(model, scores[enough], found.least_group, step),
    )


def _questions(
    model: Model, submissions: Sequence[Submission], least: int, whole_only: frozenset[tuple[str, int]]
) -> tuple[QuestionResult, ...]:
    """The questions with at least one round that enough people answered, in questionnaire order."""
    found = []
    for question in model.question_by_id:
        given: dict[int, list[tuple[str, str]]] = {}
        for submission in submissions:
            if question in submission.responses:
                answer = (submission.role, submission.responses[question])
                given.setdefault(submission.round, []).append(answer)
        rounds = tuple(
            _round(model, question, number, given[number], least, split=(question, number) not in whole_only)
            for number in sorted(given)
            if len(given[number]) >= least
        )
        if rounds:
            found.append(QuestionResult(question, rounds, stake_db(model, question)))
    return tuple(found)


def _round(
    model: Model, question: str, number: int, given: Sequence[tuple[str, str]], least: int, *, split: bool
) -> RoundTally:
    groups = tell_apart(Counter(role for role, _ in given), least) if split else ()
    tallies = {role: tally(model, question, (o for r, o in given if r == role)) for role in groups if role}
    return RoundTally(number, tally(model, question, (option for _, option in given)), tallies)


def _latest(submissions: Sequence[Submission], rounds: Mapping[str, int]) -> dict[str, dict[str, str]]:
    """Each participant's answers in the round that counts of each question, in a stable order."""
    people: dict[str, dict[str, str]] = {}
    for submission in sorted(submissions, key=lambda s: (s.participant, s.round)):
        counted = {q: o for q, o in submission.responses.items() if rounds.get(q) == submission.round}
        if counted:
            people.setdefault(submission.participant, {}).update(counted)
    return people


def _own(model: Model, people: Mapping[str, Mapping[str, str]], scores: Vector) -> dict[str, str]:
    """The archetype that each person's own answers lead to, INSUFFICIENT where they are too few."""
    least = model.settings.thresholds.min_coverage
    return {
        person: model.archetype_ids[int(score.argmax())]
        if coverage(model, answers) >= least
        else INSUFFICIENT
        for (person, answers), score in zip(people.items(), scores, strict=True)
    }


def _own_groups(
    model: Model, own: Mapping[str, str], roles: Mapping[str, str], least: int
) -> dict[str, dict[str, int]]:
    shown = tell_apart(Counter(roles[person] for person in own), least)
    return {
        role: _counted(model, [a for person, a in own.items() if roles[person] == role])
        for role in shown
        if role
    }


def _counted(model: Model, own: Iterable[str]) -> dict[str, int]:
    counts = Counter(own)
    return {archetype: counts[archetype] for archetype in (*model.archetype_ids, INSUFFICIENT)}


def _supports(model: Model, scores: Vector, least: int, step: float) -> dict[str, tuple[Cluster, ...]]:
    """Sort the supports for each archetype and cut them into clusters of ``least`` people or a few more.

    Microaggregation: no value of one person is told, and no line joins the archetypes. Empty where fewer
    people than that answered enough.
    """
    if len(scores) < least:
        return {archetype: () for archetype in model.archetype_ids}
    shares = np.sort(posterior(scores), axis=0)
    cuts = np.array_split(shares, len(scores) // least)
    return {
        archetype: tuple(Cluster(len(cut), _to_step(float(cut[:, i].mean()), step)) for cut in cuts)
        for i, archetype in enumerate(model.archetype_ids)
    }


def _to_step(share: float, step: float) -> float:
    return round(round(share / step) * step, 6)
