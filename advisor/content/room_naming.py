"""What the parts of a room's result are called, and how its numbers are written, in one language."""

from dataclasses import dataclass

from advisor.content.locale import decimal, percent
from advisor.content.text import Text
from advisor.core.model import DONT_KNOW, Model
from advisor.core.room import INSUFFICIENT, RoomResult, RoomSettings

_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class RoomNames:
    """Names of questions, answers and archetypes, and numbers of people."""

    model: Model
    settings: RoomSettings
    text: Text
    result: RoomResult

    def name(self, archetype: str) -> str:
        """The short name of an archetype, or that answers were too few."""
        if archetype == INSUFFICIENT:
            return self.text("room.own.insufficient")
        return self.text(f"archetypes.{archetype}.short")

    def question(self, question_id: str) -> str:
        """A question as a short label."""
        return self.text(f"questions.{question_id}.short")

    def asked(self, question_id: str) -> str:
        """A question as it was asked."""
        return self.text(f"questions.{question_id}.text")

    def answer(self, question_id: str, option_id: str) -> str:
        """An option as it was offered."""
        if option_id == DONT_KNOW:
            return self.text("questions.dont_know.label")
        return self.text(f"questions.{question_id}.options.{option_id}")

    def round_name(self, number: int) -> str:
        """A round by its number."""
        return self.text("room.rounds.name", n=number)

    def count(self, number: int) -> str:
        """A number of people."""
        return decimal(number, self.text.language, digits=0)

    def of(self, number: int, total: int) -> str:
        """A part of the people: "9 of 23"."""
        return self.text("room.of", n=self.count(number), total=self.count(total))

    def hundredths(self, share: float) -> str:
        """A share from 0 to 1 as a number of 100."""
        return decimal(share * _HUNDRED, self.text.language, digits=0)

    def percent(self, share: float) -> str:
        """A share from 0 to 1 as whole per cent."""
        return percent(share, self.text.language)
