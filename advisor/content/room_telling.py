"""A room's result in words: what screen, document and export all show, read off the ``RoomResult``.

Nothing here looks at anybody's answers: a result holds only what may be told, and this names, orders and
formats it for one language.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Literal

from advisor.content.locale import day, decibans, listed, sentences
from advisor.content.room_naming import RoomNames
from advisor.content.telling import SupportRow
from advisor.content.text import Text
from advisor.core.assessment import coverage
from advisor.core.model import DONT_KNOW, Source
from advisor.core.room import (
    INSUFFICIENT,
    Cluster,
    QuestionResult,
    RoundTally,
    Tally,
)

Kind = Literal["whole", "role", "rest"]
"""Everybody, the people of one role, or those who belong to none of the roles shown."""

_TWO = 2


def role_name(text: Text, role: str) -> str:
    """What a role is called: one that is proposed by its name in this language, another as it was typed."""
    return text.under("room.roles").get(role, role)


@dataclass(frozen=True, slots=True)
class Share:
    """One group's part of a tally, with its name; ``role`` is empty for everybody and for the rest.

    ``place`` counts groups from 0. A role has the same in every question, so that it is drawn the same.
    """

    kind: Kind
    role: str
    name: str
    place: int
    tally: Tally


@dataclass(frozen=True, slots=True)
class OwnRow:
    """How many of a group would see which archetype: counts by archetype id, and by INSUFFICIENT."""

    name: str
    n: int
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class RoomTelling(RoomNames):
    """A room's result told in one language."""

    def role(self, role: str) -> str:
        """What a role is called."""
        return role_name(self.text, role)

    # ---- The whole ----

    @property
    def first(self) -> tuple[QuestionResult, ...]:
        """The questions to talk about first: contested and heavy, the one with most weight in front."""
        return tuple(question for question in self.result.to_discuss if self.is_first(question))

    def is_first(self, question: QuestionResult) -> bool:
        """Whether a question is both contested and heavy."""
        contested = question.last.whole.variation >= self.settings.contested_variation
        return contested and question.stake_db >= self.settings.heavy_stake_db

    @property
    def to_discuss(self) -> tuple[QuestionResult, ...]:
        """All questions with any disagreement, those to talk about first in front."""
        return tuple(sorted(self.result.to_discuss, key=lambda question: not self.is_first(question)))

    def eyebrow(self, when: date) -> str:
        """What this is the result of: the day and the number of people."""
        n = self.count(self.result.n)
        return self.text("room.eyebrow", date=day(when, self.text.language), n=n)

    def headline(self) -> str:
        """How many questions are both contested and heavy, in one sentence."""
        found = len(self.first)
        if found < _TWO:
            return self.text("room.headline.one" if found else "room.headline.none")
        words = self.text.under("room.count").get(str(found), self.count(found))
        return self.text("room.headline.many", count=words)

    def lede(self) -> str:
        """Who voted on how much, and where to start."""
        values = {"n": self.count(self.result.n), "questions": self.count(len(self.result.questions))}
        if not self.first:
            return self.text("room.lede.none", **values)
        return self.text("room.lede.some", first=self.question(self.first[0].question), **values)

    def map_alt(self) -> str:
        """What the disagreement map shows, in a sentence."""
        total = len(self.result.questions)
        return self.text("room.map.alt", total=self.count(total), n=self.count(len(self.first)))

    # ---- One question ----

    def shares(self, question: QuestionResult, tally: RoundTally) -> tuple[Share, ...]:
        """One round on a question by the groups that may be told apart; the whole room where none may.

        Who belongs to no such group comes last, as the rest.
        """
        if not tally.groups:
            return (Share("whole", "", self.text("room.everyone"), 0, tally.whole),)
        roles = self._roles()
        told = [
            Share("role", r, self.role(r), n, tally.groups[r])
            for n, r in enumerate(roles)
            if r in tally.groups
        ]
        rest = _rest(tally)
        if rest.n:
            told.append(Share("rest", "", self.text("room.rest"), len(roles), rest))
        return tuple(told)

    def _roles(self) -> tuple[str, ...]:
        """Every role that is told apart anywhere, the proposed ones first, in a fixed order."""
        found = {role for q in self.result.questions for tally in q.rounds for role in tally.groups}
        return self._ordered(found | set(self.result.own_groups))

    def _ordered(self, roles: Iterable[str]) -> tuple[str, ...]:
        order = self.settings.roles
        return tuple(sorted(roles, key=lambda r: (order.index(r) if r in order else len(order), r)))

    def measure(self, question: QuestionResult) -> str:
        """How far apart the answers are, and how much hangs on them."""
        return self.text(
            "room.measure",
            variation=self.hundredths(question.last.whole.variation),
            stake=decibans(question.stake_db, self.text.language),
        )

    def sentence(self, question: QuestionResult) -> str:
        """What the room should talk about, in one sentence."""
        tally, total = question.last.whole, self.count(question.last.whole.n)
        ranked = self._ranked(question)
        if not ranked:
            return self.text("room.question.nobody", total=total)
        if said := self._apart(question):
            return said
        n = ranked[0][1]
        level = [self.answer(question.question, option) for option, count in ranked if count == n]
        if len(level) > 1:
            quoted = listed((self.text("room.question.quoted", a=a) for a in level), self.text.language)
            return self.text("room.question.tie", answers=quoted, n=self.count(n), total=total)
        values = {"n": self.count(n), "total": total, "a": level[0]}
        if len(ranked) == 1:
            return self.text("room.question.agree" if n == tally.n else "room.question.one", **values)
        second, m = ranked[1]
        return self.text(
            "room.question.split", **values, m=self.count(m), b=self.answer(question.question, second)
        )

    def _ranked(self, question: QuestionResult) -> list[tuple[str, int]]:
        """The options that were chosen, most chosen first, without "don't know"."""
        known = question.last.whole.known
        return sorted(((o, n) for o, n in known.items() if n), key=lambda pair: -pair[1])

    def _apart(self, question: QuestionResult) -> str:
        """That two groups have different leading answers; empty where no two do."""
        pair = self.apart(question)
        if pair is None:
            return ""
        first, second = (self._says(question, share) for share in pair)
        return self.text("room.question.apart", first=first[:1].upper() + first[1:], second=second)

    def apart(self, question: QuestionResult) -> tuple[Share, Share] | None:
        """The first two groups of which each has one leading answer, and not the same."""
        shares = [s for s in self.shares(question, question.last) if s.kind == "role"]
        for one, other in combinations(shares, 2):
            ahead = one.tally.leading, other.tally.leading
            if len(ahead[0]) == len(ahead[1]) == 1 and ahead[0] != ahead[1]:
                return one, other
        return None

    def _says(self, question: QuestionResult, share: Share) -> str:
        (option,) = share.tally.leading
        values = {
            "answer": self.answer(question.question, option),
            "n": self.count(share.tally.counts[option]),
            "total": self.count(share.tally.n),
        }
        words = self.text.under("room.says")
        if share.role in words:
            return words[share.role].format(**values)
        return self.text("room.question.custom", role=share.name, **values)

    def dont_know(self, question: QuestionResult) -> str:
        """How many do not know; empty where everybody does, or nobody."""
        tally = question.last.whole
        n = tally.counts.get(DONT_KNOW, 0)
        if n in (0, tally.n):
            return ""
        return self.text("room.question.unsure", n=self.count(n), total=self.count(tally.n))

    def changed(self, question: QuestionResult) -> str:
        """What the last two rounds have counted differently; empty where there was one round only."""
        if len(question.rounds) < _TWO:
            return ""
        before, after = question.rounds[-2:]
        numbers = {"a": before.round, "b": after.round}
        changes = self._changes(question, before.whole, after.whole)
        if not changes:
            return self.text("room.rounds.same", **numbers)
        return self.text(
            "room.rounds.changed",
            **numbers,
            changes=listed(changes, self.text.language),
            before=self.hundredths(before.whole.variation),
            after=self.hundredths(after.whole.variation),
        )

    def _changes(self, question: QuestionResult, before: Tally, after: Tally) -> list[str]:
        changes = []
        if before.n != after.n:
            size = {"before": self.count(before.n), "after": self.count(after.n)}
            changes.append(self.text("room.rounds.size", **size))
        for option, old in before.counts.items():
            if old != (new := after.counts[option]):
                answer = self.answer(question.question, option)
                counts = {"before": self.count(old), "after": self.count(new)}
                changes.append(self.text("room.rounds.change", answer=answer, **counts))
        return changes

    # ---- Archetypes ----

    def own_rows(self) -> tuple[OwnRow, ...]:
        """How many would see which archetype: everybody, then each group that may be told apart, the rest.

        None while people are not counted.
        """
        if not self.result.counted:
            return ()
        whole, groups = self.result.own, self.result.own_groups
        rows = [OwnRow(self.text("room.everyone"), self.result.n, whole)]
        rows += [OwnRow(self.role(r), sum(groups[r].values()), groups[r]) for r in self._ordered(groups)]
        left = {a: n - sum(counts[a] for counts in groups.values()) for a, n in whole.items()}
        if groups and any(left.values()):
            rows.append(OwnRow(self.text("room.rest"), sum(left.values()), left))
        return tuple(rows)

    @property
    def decided(self) -> bool:
        """Whether the questions voted on hold enough evidence for archetypes to be told at all."""
        return self._coverage() >= self.model.settings.thresholds.min_coverage

    def _coverage(self) -> float:
        known = {q.question: q.last.whole.leading[0] for q in self.result.questions if q.last.whole.leading}
        return coverage(self.model, known)

    def own_sentence(self) -> str:
        """Which archetype most people's own answers lead to, or why people are not counted yet."""
        if not self.result.counted:
            return self.text("room.own.later")
        leaders, n = self._own_leaders()
        values = {"n": self.count(n), "total": self.count(self.result.n)}
        if not leaders:
            return self.text("room.own.none")
        if len(leaders) == 1:
            return self.text("room.own.one", a=self.name(leaders[0]), **values)
        return self.text("room.own.tie", names=self._names(leaders), **values)

    def _own_leaders(self) -> tuple[tuple[str, ...], int]:
        counts = {a: n for a, n in self.result.own.items() if a != INSUFFICIENT}
        most = max(counts.values(), default=0)
        return tuple(a for a, n in counts.items() if n == most > 0), most

    def _names(self, archetypes: Iterable[str]) -> str:
        return listed((self.name(archetype) for archetype in archetypes), self.text.language)

    def pooled_rows(self) -> tuple[SupportRow, ...]:
        """The five archetypes by what all answers add up to, best supported first; none if undecided."""
        if not self.decided:
            return ()
        pooled = self.result.pooled
        order = sorted(pooled, key=lambda archetype: -pooled[archetype])
        return tuple(SupportRow(a, self.name(a), pooled[a], self.percent(pooled[a])) for a in order)

    def differs(self, archetype: str) -> str:
        """That settled answers lead elsewhere than all answers together; empty where they do not."""
        ahead = max(self.result.pooled, key=lambda a: self.result.pooled[a])
        if archetype == ahead or not self.decided:
            return ""
        return self.text("room.pooled.differs", a=self.name(archetype), b=self.name(ahead))

    def pooled_sentence(self) -> str:
        """What all answers add up to, and whether counting person by person says the same."""
        if not self.decided:
            needed = self.percent(self.model.settings.thresholds.min_coverage)
            return self.text("room.pooled.few", coverage=self.percent(self._coverage()), needed=needed)
        first, second, *_ = self.pooled_rows()
        leaders, n = self._own_leaders()
        values = {"a": first.name, "share": first.shown, "b": second.name, "share_b": second.shown}
        if not leaders:
            return self.text("room.pooled.alone" if self.result.counted else "room.pooled.only", **values)
        counted = {"n": self.count(n), "total": self.count(self.result.n)}
        if len(leaders) > 1:
            return self.text("room.pooled.tie", **values, **counted, names=self._names(leaders))
        if leaders[0] == first.archetype:
            return self.text("room.pooled.agree", **values, **counted)
        return self.text("room.pooled.differ", **values, **counted, c=self.name(leaders[0]))

    def clusters(self, archetype: str) -> tuple[Cluster, ...]:
        """The clusters of people's own supports of an archetype; those with the same support as one."""
        people: Counter[float] = Counter()
        for cluster in self.result.supports.get(archetype, ()):
            people[cluster.share] += cluster.people
        return tuple(Cluster(people[share], share) for share in sorted(people))

    def cloud_row(self, archetype: str) -> str:
        """How many people have which support of an archetype, and which the whole room has."""
        parts = (
            self.text("room.cloud.cluster", n=self.count(c.people), share=self.percent(c.share))
            for c in self.clusters(archetype)
        )
        share = self.percent(self.result.pooled[archetype])
        return self.text("room.cloud.row", clusters=listed(parts, self.text.language), share=share)

    def cloud_sentence(self) -> str:
        """How to read the clusters, and how many people are in them; why there are none where few are."""
        least, total = self.count(self.result.least_group), self.count(self.result.n)
        n = max((sum(c.people for c in cs) for cs in self.result.supports.values()), default=0)
        if not n:
            return self.text("room.cloud.few", least=least)
        told = self.text("room.cloud.enough", n=self.count(n), total=total)
        return sentences((self.text("room.cloud.sentence", least=least), told), self.text.language)

    # ---- Method ----

    def privacy(self) -> str:
        """How small a group is never told apart."""
        return self.text("room.method.groups", least=self.count(self.result.least_group))

    def rounding(self) -> str:
        """How finely the means of clusters are told."""
        return self.text("room.cloud.rounded", step=self.percent(self.settings.support_step))

    def _people(self) -> str:
        least, step = self.count(self.result.least_group), self.percent(self.settings.support_step)
        return self.text("room.method.people", least=least, step=step)

    def method(self) -> tuple[str, ...]:
        """How it was counted: the measures with their sources, the thresholds, the protection of groups."""
        thresholds = {
            "variation": self.hundredths(self.settings.contested_variation),
            "stake": decibans(self.settings.heavy_stake_db, self.text.language),
        }
        return (
            self.text("room.method.variation", source=self._sources("variation")),
            self.text("room.method.pool", source=self._sources("pool")),
            self.text("room.method.thresholds", **thresholds),
            *([self._people()] if self.result.counted else []),
            self.privacy(),
        )

    def _sources(self, number: str) -> str:
        cited = self.settings.cited[number].sources
        known = (self._source(source) for source in self.settings.source if source.id in cited)
        return sentences(known, self.text.language)

    def _source(self, source: Source) -> str:
        facts = {"author": source.author, "title": source.title, "date": source.date}
        return self.text("room.method.source", **facts)


def _rest(tally: RoundTally) -> Tally:
    """Those in none of the groups shown: nobody, or enough people (``tell_apart`` sees to that)."""
    groups = tally.groups.values()
    counts = {o: n - sum(group.counts[o] for group in groups) for o, n in tally.whole.counts.items()}
    return Tally(tally.whole.n - sum(group.n for group in groups), counts)
