"""One tab's view of a draft, which goes on from memory while the store is away.

The memory is a cache and a waiting room, never the truth: every read asks the store first, and what could not
be written is written at the next chance, unless another tab has given a newer answer to the same question.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from advisor.errors import StoreUnavailable
from advisor.store.store import Change, Changes, Draft, Store, utc_now

NO_COOKIE = "NO_COOKIE"
_PAUSE_SECONDS = 2.0  # a locked store makes each attempt wait; one wait per click is enough


class DraftSession:
    """A draft that can always be read and answered.

    Attributes:
        trouble: why the last attempt did not reach the store; None when everything given is saved.
    """

    def __init__(self, store: Store, token: str | None, *, pause_seconds: float = _PAUSE_SECONDS) -> None:
        """Start without touching the store.

        Args:
            store: where the draft is kept.
            token: the visitor's; None for a browser that takes no cookies: then memory is all there is.
            pause_seconds: how long not to ask a store again that did not answer.
        """
        self.trouble: StoreUnavailable | None = None
        self._store = store
        self._token = token
        self._pause = pause_seconds
        self._ask_again_at = 0.0
        self._seen = Draft()
        self._late_answers: dict[str, Change] = {}
        self._late_extras: dict[str, Change] = {}

    def read(self) -> Draft:
        """Return the draft: what is stored, with what is not stored yet on top. Never raises."""
        self._attempt(self._refresh)
        return replace(
            self._seen,
            responses=_overlaid(self._seen.responses, self._late_answers),
            extras=_overlaid(self._seen.extras, self._late_extras),
        )

    def answer(self, question: str, option: str | None) -> bool:
        """Give an answer, or take it back with None; return whether it is saved. Never raises."""
        self._late_answers[question] = Change(option, utc_now())
        if self._attempt(lambda token: self._store.save_answer(token, question, option)):
            del self._late_answers[question]
        return self.saved

    def extra(self, key: str, value: str | None) -> bool:
        """Set another field, or take it back with None; return whether it is saved. Never raises."""
        self._late_extras[key] = Change(value, utc_now())
        if self._attempt(lambda token: self._store.save_extra(token, key, value)):
            del self._late_extras[key]
        return self.saved

    def replace(self, responses: Mapping[str, str], extras: Mapping[str, str]) -> bool:
        """Put these in the place of all there were; return whether it is saved. Never raises."""
        known = self.read()
        self._late_answers = _replacing(known.responses, responses)
        self._late_extras = _replacing(known.extras, extras)
        if self._attempt(lambda token: self._store.replace_draft(token, responses, extras)):
            self._forget_late()
        return self.saved

    def delete(self) -> None:
        """Delete the draft, here and in the store; StoreUnavailable when the store could not do it.

        Then nothing is deleted here either: the page must not show an empty draft that comes back.
        """
        if self._token is not None:
            self._store.delete_draft(self._token)
        self._forget_late()
        self._seen = Draft()

    @property
    def saved(self) -> bool:
        """Say whether everything given so far is in the store."""
        return self.trouble is None and not self._late_answers and not self._late_extras

    def _attempt(self, action: Callable[[str], object]) -> bool:
        """Do something with the store, unless it has just failed; return whether it was done."""
        if self._token is None:
            self.trouble = StoreUnavailable("gone", NO_COOKIE)
            return False
        if time.monotonic() < self._ask_again_at:
            return False
        try:
            action(self._token)
        except StoreUnavailable as error:
            self.trouble = error
            self._ask_again_at = time.monotonic() + self._pause
            return False
        self.trouble = None
        return True

    def _refresh(self, token: str) -> None:
        """Write what is late, then read; a draft deleted elsewhere meanwhile is not brought back."""
        stored = self._store.open_draft(token)
        if self._late_answers or self._late_extras:
            if self._seen.created_at in (None, stored.created_at):
                self._store.save_late(token, Changes(self._late_answers, self._late_extras))
                stored = self._store.open_draft(token)
            self._forget_late()
        self._seen = stored

    def _forget_late(self) -> None:
        self._late_answers, self._late_extras = {}, {}


def _overlaid(stored: Mapping[str, str], late: Mapping[str, Change]) -> Mapping[str, str]:
    merged = {**stored, **{name: change.value for name, change in late.items()}}
    return {name: value for name, value in merged.items() if value is not None}


def _replacing(known: Mapping[str, str], new: Mapping[str, str]) -> dict[str, Change]:
    """Return the changes that make the new values of the known ones, taking back what is not among them."""
    at = utc_now()
    return {name: Change(new.get(name), at) for name in {*known, *new}}
