"""One tab's view of a draft, which goes on from memory while the store is away.

The memory is a cache and a waiting room, never the truth: every read asks the store first, and what could not
be written is written at the next chance, unless another tab has given a newer answer to the same question.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from advisor.errors import StoreUnavailable
from advisor.store.store import Change, Changes, Draft, Store

NO_COOKIE = "NO_COOKIE"
_Late = Mapping[str, Change]
_NONE: _Late = {}
_PAUSE_SECONDS = 2.0  # a locked store makes each attempt wait; one wait per click is enough


class DraftSession:
    """A draft that can always be read and answered.

    Attributes:
        trouble: why the last attempt did not reach the store; None when everything given is saved.
        known: whether what the store holds was ever read. Before that, a value that is made from others
            must not be written: it would replace what nobody here has seen.
    """

    def __init__(self, store: Store, token: str | None, *, pause_seconds: float = _PAUSE_SECONDS) -> None:
        """Start without touching the store.

        Args:
            store: where the draft is kept.
            token: the visitor's; None for a browser that takes no cookies: then memory is all there is.
            pause_seconds: how long not to ask a store again that did not answer.
        """
        self.trouble: StoreUnavailable | None = None
        self.known = token is None
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
        return _overlaid(self._seen, self._late_answers, self._late_extras)

    def answer(self, question: str, option: str | None) -> bool:
        """Give an answer, or take it back with None; return whether it is saved. Never raises."""
        self._late_answers[question] = Change(option, self._store.now())
        if self._attempt(lambda token: self._store.save_answer(token, question, option)):
            self._remember(answers={question: self._late_answers.pop(question)})
        return self.saved

    def extra(self, key: str, value: str | None) -> bool:
        """Set another field, or take it back with None; return whether it is saved. Never raises."""
        self._late_extras[key] = Change(value, self._store.now())
        if self._attempt(lambda token: self._store.save_extra(token, key, value)):
            self._remember(extras={key: self._late_extras.pop(key)})
        return self.saved

    def replace(self, responses: Mapping[str, str], extras: Mapping[str, str]) -> bool:
        """Put these in the place of all there were; return whether it is saved. Never raises."""
        known = self.read()
        self._late_answers = self._replacing(known.responses, responses)
        self._late_extras = self._replacing(known.extras, extras)
        if self._attempt(lambda token: self._store.replace_draft(token, responses, extras)):
            self._remember(self._late_answers, self._late_extras)
            self._forget_late()
        return self.saved

    def delete(self) -> None:
        """Delete the draft, here and in the store; StoreUnavailable when the store could not do it.

        Then nothing is deleted here either: the page must not show an empty draft that comes back.
        """
        if self._token is not None:
            self._store.delete_draft(self._token)
            self.trouble, self._ask_again_at = None, 0.0
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
        self.known = True

    def _replacing(self, known: Mapping[str, str], new: Mapping[str, str]) -> dict[str, Change]:
        """Return the changes that turn the known values into the new ones."""
        at = self._store.now()
        return {name: Change(new.get(name), at) for name in {*known, *new}}

    def _remember(self, answers: _Late = _NONE, extras: _Late = _NONE) -> None:
        """Know what was just saved, in case the store goes away before the next read."""
        self._seen = _overlaid(self._seen, answers, extras)

    def _forget_late(self) -> None:
        self._late_answers, self._late_extras = {}, {}


def _overlaid(draft: Draft, answers: _Late, extras: _Late) -> Draft:
    """Return the draft with changes on top of it; its dates stay those of the store."""
    return replace(draft, responses=_changed(draft.responses, answers), extras=_changed(draft.extras, extras))


def _changed(stored: Mapping[str, str], late: _Late) -> Mapping[str, str]:
    merged = {**stored, **{name: change.value for name, change in late.items()}}
    return {name: value for name, value in merged.items() if value is not None}
