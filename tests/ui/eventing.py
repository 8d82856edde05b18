"""A workshop for the tests in this folder, and its host's pages without a browser."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from advisor.charts.markup import text as escaped
from advisor.content.loader import load_model
from advisor.content.text import Text
from advisor.content.workshop import load_room_settings
from advisor.errors import StoreUnavailable
from advisor.store import RoomStore, Store
from advisor.workshop import Host, WorkshopSettings, host, open_workshop, participant

MODEL, LIMITS = load_model(), load_room_settings()
CORE = tuple(question.id for question in MODEL.core_questions)
FIRST, SECOND = CORE[:2]
A, B = MODEL.question_by_id[FIRST].option_ids[:2]


@dataclass
class Event:
    """One workshop in a store of its own, and everybody in it."""

    store: Store
    token: str
    secret: str
    room: str
    sequence: int = field(default=0)

    @property
    def host(self) -> Host:
        """Its host, as of now."""
        return host(self.store, LIMITS, self.token, self.room)

    def join(self, people: int, *, role: str = "", names: bool = False) -> None:
        """Let people in."""
        for n in range(people):
            person = participant(self.store, LIMITS, self.host.room, f"phone {n}")
            person.join(role, f"Name {n}" if names else "")

    def vote(self, options: list[str], question: str = FIRST, number: int = 1) -> None:
        """Let the first people answer a question, one option each."""
        self.sequence += 1
        for n, option in enumerate(options):
            person = participant(self.store, LIMITS, self.host.room, f"phone {n}")
            person.vote(MODEL, (question, number, option), self.sequence)

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()


def opened_room(visitor: tuple[Store, str], language: str = "en", **choices: Any) -> Event:
    """A new workshop of the visitor's."""
    store, token = visitor
    defaults: dict[str, Any] = {"names": False, "roles": (), "least_group": LIMITS.least_group}
    settings = WorkshopSettings(CORE, language, **(defaults | choices))
    room, secret = open_workshop(store, LIMITS, MODEL, token, settings)
    return Event(store, token, secret, room)


def page_script(page: str, language: str) -> None:
    """Draw one page for the visitor; runs inside the test's Streamlit."""
    import importlib

    import streamlit as st

    from advisor.ui import state as ui_state

    st.session_state.setdefault("language_chosen", language)
    visit = ui_state.arrive()
    importlib.import_module(f"advisor.ui.screens.{page}").show(visit)


def page(name: str, room: str = "", language: str = "en") -> AppTest:
    """A page after its first run."""
    at = AppTest.from_function(page_script, args=(name, language), default_timeout=60)
    if room:
        at.query_params["room"] = room
    return at.run()


def everything(at: AppTest) -> str:
    """All that the browser gets of a page, wherever it stands on it, but for the names of downloads."""
    whole = "\n".join(str(getattr(node, "proto", "")) for node in at._tree)
    return re.sub(r'file_id: "\w+"', "", whole)


def shown(at: AppTest) -> str:
    """All the markup and text of a page."""
    return "\n".join(
        str(getattr(node.proto, "body", "")) for node in at._tree if node.type in ("html", "markdown")
    )


def press(at: AppTest, key: str) -> AppTest:
    """Press a button."""
    return at.button(key=key).click().run()


def keys(at: AppTest) -> set[str]:
    """The keys of all buttons."""
    return {button.key for button in at.button if button.key}


@contextmanager
def store_away(*names: str) -> Iterator[None]:
    """The store refuses these operations while this is open; without names, all that pages do with it."""

    def refuse(*_: object, **__: object) -> None:
        raise StoreUnavailable("gone", "TEST")

    with pytest.MonkeyPatch.context() as patch:
        for name in names or ("hosted_by", "room", "attendance", "changing", "published", "settled"):
            patch.setattr(RoomStore, name, refuse)
        yield


def sentence(text: Text, key: str, **values: object) -> str:
    """A sentence as it stands in markup."""
    return str(escaped(text(key, **values)))


def to_lobby(event: Event) -> None:
    """Six are here, and nothing was asked yet."""
    event.join(6)


def to_hidden(event: Event) -> None:
    """Six have answered, and nothing is revealed."""
    event.join(7)
    event.host.ask(FIRST)
    event.vote([A] * 4 + [B] * 2)


def to_revealed(event: Event) -> None:
    """The result of the first round is shown."""
    to_hidden(event)
    event.host.reveal(FIRST, 1)


def to_second(event: Event) -> None:
    """Two rounds are shown."""
    to_revealed(event)
    event.host.vote_again(FIRST, 1)
    event.vote([B] * 5 + [A], number=2)
    event.host.reveal(FIRST, 2)


def to_results(event: Event) -> None:
    """The room's result is shown."""
    to_revealed(event)
    event.host.results()


def to_closed(event: Event) -> None:
    """The workshop is over."""
    to_revealed(event)
    event.host.end()
