"""What every part of the document draws on: the result, the advice and the words for both."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from advisor.content import advising
from advisor.content.locale import listed, sentences
from advisor.content.room_telling import RoomTelling
from advisor.content.savefile import SaveFile
from advisor.content.telling import Telling
from advisor.content.text import Text
from advisor.content.workshop import load_room_settings
from advisor.core.assessment import Assessment
from advisor.core.model import DONT_KNOW, Model
from advisor.core.strategy import Recommendation

Part = dict[str, Any]
"""A piece of the document: strings, numbers, lists and dictionaries, as the template reads them."""


@dataclass(frozen=True, slots=True)
class Story:
    """One result with its advice, to be told in one language."""

    model: Model
    text: Text
    assessment: Assessment
    recommendation: Recommendation
    saved: SaveFile
    checked_on: int

    @property
    def telling(self) -> Telling:
        """The result in words."""
        return Telling(self.model, self.text, self.assessment)

    @property
    def room(self) -> RoomTelling | None:
        """The workshop's result in words; None where there was no workshop."""
        if self.saved.room is None:
            return None
        return RoomTelling(self.model, load_room_settings(), self.text, self.saved.room)

    @property
    def decided(self) -> bool:
        """Whether there is a verdict about archetypes at all."""
        return self.assessment.verdict != "insufficient"

    @property
    def leaders(self) -> tuple[str, ...]:
        """The archetypes that the headline names: none, one, or two between which nothing is decided."""
        found = self.assessment
        count = {"insufficient": 0, "between": 2}.get(found.verdict, 1)
        return (found.archetype, found.runner_up)[:count]

    @property
    def rival(self) -> str | None:
        """The short name of the archetype that is equally near, where there is one."""
        between = self.assessment.verdict == "between"
        return self.telling.name(self.assessment.runner_up) if between else None

    @property
    def asked(self) -> tuple[str, ...]:
        """The ids of the core questions and of the further ones that were answered, in order."""
        given = self.assessment.responses
        return tuple(
            question.id for question in self.model.questions if question.core or question.id in given
        )

    @property
    def answered(self) -> int:
        """How many of the questions asked have an answer that is evidence."""
        given = self.assessment.responses
        return sum(given.get(question, DONT_KNOW) != DONT_KNOW for question in self.asked)

    def label(self, key: str, **values: object) -> str:
        """A sentence of result.toml."""
        return self.text(f"result.{key}", **values)

    def own(self, key: str, **values: object) -> str:
        """A sentence of report.toml."""
        return self.text(f"report.{key}", **values)

    def refs(self, sources: Iterable[str]) -> list[int]:
        """Sources as their numbers in the document's list of sources, ascending."""
        order = list(self.model.sources)
        return sorted({order.index(source) + 1 for source in sources})

    def statement(self, fact: str) -> Part:
        """A statement with its basis and sources."""
        known = self.model.statements[fact]
        sentence = advising.statement(self.model, self.text, fact)
        return {"text": sentence, "basis": known.basis, "refs": self.refs(known.sources)}

    def listed(self, words: Iterable[str]) -> str:
        """Words as a list in running text ("A, B, C")."""
        return listed(words, self.text.language)

    def joined(self, *parts: str) -> str:
        """Sentences one after the other, without the empty ones."""
        return sentences(parts, self.text.language)
