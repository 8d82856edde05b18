"""What of a round may be shown: new editions that give nobody away, also beside the earlier ones.

An edition is what was published of a question at one time: person to option. Whoever has seen two of them can
subtract one from the other, so a new one is compared with all that came before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from advisor.core.room import changed_between, enough_or_none, tell_apart
from advisor.store import PublicationRow, VoteRow

Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a round; ``roles`` are those of its people."""

    round: int
    answers: Answers
    roles: Mapping[str, str]

    @property
    def groups(self) -> Counter[str]:
        """How many people of each role are in it."""
        return Counter(self.roles[who] for who in self.answers)


@dataclass(frozen=True, slots=True)
class NextEdition:
    """A new edition that may be shown; ``split``: by role as well."""

    answers: Answers
    split: bool


def editions(rows: Iterable[PublicationRow]) -> tuple[Edition, ...]:
    """Return what was published of one question, oldest first."""
    found = []
    for (number, _), of_edition in groupby(rows, key=lambda row: (row.round, row.edition)):
        people = list(of_edition)
        answers = {row.participant: row.option for row in people}
        found.append(Edition(number, answers, {row.participant: row.role for row in people}))
    return tuple(found)


def next_edition(
    earlier: Sequence[Edition], votes: Sequence[VoteRow], number: int, least: int
) -> NextEdition | None:
    """Return what a round may show now; None where that is nothing new.

    At least ``least`` people have to have answered in this round. Whoever has not keeps the answer of the
    round before. Who was in no earlier round waits until they are ``least`` as well.
    """
    fresh = {vote.participant: vote.option for vote in votes}
    roles = {vote.participant: vote.role for vote in votes}
    known = set().union(*(edition.answers for edition in earlier if edition.round < number))
    if known and not enough_or_none(fresh.keys() - known, least):
        fresh = {who: option for who, option in fresh.items() if who in known}
    if len(fresh) < least:
        return None
    before = [edition for edition in earlier if edition.round < number]
    kept = before[-1] if before else Edition(number, {}, {})
    new = Edition(number, {**kept.answers, **fresh}, {**kept.roles, **roles})
    changes = [_may_differ(edition, new, fresh) for edition in earlier]
    if not all(enough_or_none(changed, least) for changed in changes):
        return None
    if any(edition.round == number and edition.answers == new.answers for edition in earlier[-1:]):
        return None
    return NextEdition(new.answers, _may_split(earlier, new, changes, least))


def _may_differ(earlier: Edition, new: Edition, fresh: Answers) -> frozenset[str]:
    """The people whose answers two editions tell apart.

    Within a round that is who changed. Between rounds it is who answered again: how many of them changed
    their minds is what a second round is for.
    """
    if earlier.round == new.round:
        return changed_between(earlier.answers, new.answers)
    return frozenset(fresh) | (new.answers.keys() - earlier.answers.keys())


def _may_split(
    earlier: Sequence[Edition], new: Edition, changes: Sequence[frozenset[str]], least: int
) -> bool:
    """Whether roles may be told apart: the same ones as at first, and in each none or enough changed."""
    if earlier and tell_apart(new.groups, least) != tell_apart(earlier[0].groups, least):
        return False
    return all(
        enough_or_none([who for who in changed if new.roles[who] == role], least)
        for changed in changes
        for role in new.groups
    )
