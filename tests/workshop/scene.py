"""A workshop to play through: one host, some people, and what each of them does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

from advisor.content.loader import load_model
from advisor.content.workshop import load_room_settings
from advisor.core.room import RoomResult
from advisor.store import Store, new_token
from advisor.workshop import (
    Host,
    Participant,
    Reveal,
    WorkshopSettings,
    find,
    host,
    open_workshop,
    participant,
    result,
)

MODEL = load_model()
LIMITS = load_room_settings()
LEAST = LIMITS.least_group
QUESTION = MODEL.core_questions[0].id
OTHER = MODEL.core_questions[1].id
OPTIONS = MODEL.question_by_id[QUESTION].option_ids
CORE = tuple(question.id for question in MODEL.core_questions)


def chosen(**changes: object) -> WorkshopSettings:
    """The settings of a plain workshop with the core questions, with some of them changed."""
    plain: dict[str, object] = {
        "questions": CORE,
        "language": "en",
        "names": False,
        "roles": ("leadership", "practitioner"),
        "least_group": LEAST,
    }
    return WorkshopSettings(**(plain | changes))  # type: ignore[arg-type]


@dataclass
class Scene:
    """One workshop; ``people`` are browser tokens, in the order in which they came."""

    store: Store
    host_token: str
    room_id: str
    secret: str
    code: str
    people: list[str] = field(default_factory=list)
    sequence: count[int] = field(default_factory=lambda: count(1))

    @property
    def host(self) -> Host:
        """The host, let in anew."""
        return host(self.store, LIMITS, self.host_token, self.room_id)

    def person(self, token: str) -> Participant:
        """Somebody at the door, by code."""
        return participant(self.store, LIMITS, find(self.store, self.code, LIMITS), token)

    def come(self, roles: Sequence[str]) -> list[str]:
        """Let people in, one for each role; return their tokens."""
        tokens = [new_token() for _ in roles]
        for token, role in zip(tokens, roles, strict=True):
            self.person(token).join(role)
        self.people += tokens
        return tokens

    def vote(self, token: str, option: str, *, question: str = QUESTION, number: int = 1) -> None:
        """Let one person answer."""
        self.person(token).vote(MODEL, (question, number, option), next(self.sequence))

    def all_vote(self, options: Sequence[str], *, question: str = QUESTION, number: int = 1) -> None:
        """Let everybody answer, in the order in which they came."""
        for token, option in zip(self.people, options, strict=True):
            self.vote(token, option, question=question, number=number)

    def reveal(self, question: str = QUESTION, number: int = 1) -> Reveal:
        """Reveal a round."""
        return self.host.reveal(question, number)

    def result(self) -> RoomResult | None:
        """What may be told of the room now."""
        return result(self.store, MODEL, LIMITS, self.host.room)

    def counts(self, question: str = QUESTION) -> dict[str, int]:
        """The counts that are shown of the last round on a question, options nobody chose left out."""
        found = self.result()
        shown = [q for q in found.questions if q.question == question] if found else []
        return {o: n for o, n in shown[0].last.whole.counts.items() if n} if shown else {}


def play(store: Store, settings: WorkshopSettings | None = None) -> Scene:
    """Open a workshop."""
    token = new_token()
    room, secret = open_workshop(store, LIMITS, MODEL, token, settings or chosen())
    code = host(store, LIMITS, token, room).room.join_code
    assert code is not None
    return Scene(store, token, room, secret, code)
