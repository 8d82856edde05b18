"""The one owner of ``st.session_state``, and one visitor's view of everything in this run.

The draft is read from the store at the start of every run; ``session_state`` is only a cache. After a
restart the browser shows the old screen and sends its widgets' values into an empty session, so nothing
here relies on callbacks: values returned by widgets are compared with the draft.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from advisor.content.loader import load_model
from advisor.content.practice import sheets as files
from advisor.content.roomfile import dump_room, parse_room
from advisor.content.savefile import SaveFile
from advisor.content.text import LANGUAGES, Text, best_language, load_text
from advisor.core.assessment import Assessment, assess
from advisor.core.model import Model, Question
from advisor.core.practice.team import team_of
from advisor.core.room import RoomResult
from advisor.errors import InputError
from advisor.practice.situation import Situation
from advisor.store import COOKIE, Draft, DraftSession, Store, is_token, shared_store
from advisor.ui.reach import for_others

T = TypeVar("T")

_SESSION, _SHOWN, _LANGUAGE = "draft_session", "shown", "language_chosen"
_LANGUAGE_NOW = "language_now"
_NOTICE, _EXAMPLE, _LINK = "notice", "example_chosen", "fresh_link"
_SECRET = "fresh_secret"
_SHEET = "sheet."
_RENEWED = "renewed."
_HEADS = "team."
_IN_PDF = "in_pdf"
_ROOM = "room"


@dataclass
class Visit:
    """What a page needs in one run; pages read it, call the core and draw."""

    model: Model
    text: Text
    store: Store
    session: DraftSession
    draft: Draft
    token: str | None
    pages: dict[str, Any] = field(default_factory=dict)

    @property
    def responses(self) -> Mapping[str, str]:
        """The answers of the draft that this model knows."""
        known = self.model.question_by_id
        return {q: o for q, o in self.draft.responses.items() if q in known and o in known[q].option_ids}

    def assessment(self) -> Assessment:
        """The draft's answers, assessed."""
        return assess(self.model, self.responses)

    @property
    def asked(self) -> tuple[Question, ...]:
        """The core questions, then the further ones the visitor chose to be asked, in that order."""
        chosen = self.draft.extras.get("further", "").split()
        return (
            *self.model.core_questions,
            *(self.model.question_by_id[q] for q in chosen if q in self.model.question_by_id),
        )

    @property
    def position(self) -> int:
        """Which of the asked questions is on screen, from 0; their number means that all are through."""
        written = self.draft.extras.get("position", "")
        return min(int(written), len(self.asked)) if written.isdecimal() else 0

    @property
    def organisation(self) -> str:
        """The organisation's name as the visitor typed it."""
        return self.draft.extras.get("organisation", "")

    @property
    def target(self) -> str | None:
        """The archetype chosen for the strategy instead of the assessed one."""
        target = self.draft.extras.get("target")
        return target if target in self.model.archetype_ids else None

    @property
    def sheets(self) -> files.Sheets:
        """What was entered in the tools, by tool; what cannot be read any more is left where it is."""
        found: dict[str, Any] = {"team": team_of(self._heads())}
        found |= {tool: sheet for tool in files.TOOLS if (sheet := self._sheet(tool)) is not None}
        return {tool: sheet for tool, sheet in found.items() if sheet != files.TOOLS[tool].type()}

    def _sheet(self, tool: str) -> Any:
        """What is stored for a tool; None where nothing is, or nothing that this version can read."""
        with suppress(KeyError, ValueError, InputError):
            table = json.loads(self.draft.extras[_SHEET + tool])
            return files.parse(tool, table, self.model, _SHEET + tool)[0]
        return None

    def unreadable(self, tool: str) -> bool:
        """Whether something is stored for a tool that this version cannot read."""
        return _SHEET + tool in self.draft.extras and self._sheet(tool) is None

    def _heads(self) -> Iterator[tuple[str, int]]:
        """Head counts by role, which drafts of before the tools have instead of people."""
        for role in self.model.roles:
            count = self.draft.extras.get(_HEADS + role.id, "")
            if count.isdecimal():
                yield role.id, int(count)

    @property
    def in_pdf(self) -> tuple[str, ...]:
        """The tools that the PDF shows."""
        chosen = self.draft.extras.get(_IN_PDF, "").split()
        return tuple(tool for tool in files.TOOLS if tool in chosen)

    @property
    def situation(self) -> Situation:
        """What the tools answer from."""
        return Situation(
            self.model, self.text, self.assessment(), self.target, self.organisation, self.sheets
        )

    def answer(self, question: str, option: str | None) -> None:
        """Record an answer at once, and read back what is stored now."""
        self.session.answer(question, option)
        self.draft = self.session.read()

    def put(self, key: str, value: str | None) -> None:
        """Record another field of the draft at once."""
        if self.draft.extras.get(key, "") != (value or ""):
            self.session.extra(key, value or None)
            self.draft = self.session.read()

    def put_sheet(self, sheet: Any) -> None:
        """Record what was entered in a tool at once, unless it is what is stored."""
        tool = files.tool_of(type(sheet))
        if sheet != self.sheets.get(tool, type(sheet)()):
            self.put(_SHEET + tool, _json(files.dump(sheet)))

    def put_in_pdf(self, tool: str, chosen: bool) -> None:
        """Record whether the PDF shows a tool."""
        others = [other for other in self.in_pdf if other != tool]
        self.put(_IN_PDF, " ".join([*others, tool] if chosen else others))

    @property
    def workshop(self) -> tuple[date, RoomResult] | None:
        """The room in which the present answers were decided, as a loaded file carried it, with its day.

        None where there was none, and while an answer differs from what the room decided.
        """
        try:
            kept = json.loads(self.draft.extras.get(_ROOM, ""))
            if kept["responses"] != dict(self.responses):
                return None
            return date.fromisoformat(kept["day"]), parse_room(kept["room"], self.model, _ROOM)
        except (ValueError, KeyError, TypeError, InputError):
            return None  # none, or one of another version of the questions

    def saved(self) -> SaveFile:
        """The draft as a save file, dated today where the visitor is, or on the day of its workshop."""
        day, room = self.workshop or (self.now().date(), None)
        return SaveFile(
            self.responses, self.organisation, day, self.target, self.sheets, self.in_pdf, room=room
        )

    def load(self, saved: SaveFile) -> None:
        """Put a save file in the place of the draft."""
        extras = {_SHEET + tool: _json(table) for tool, table in files.dump_all(saved.sheets).items()}
        extras |= {_IN_PDF: " ".join(saved.in_pdf)} if saved.in_pdf else {}
        extras |= {"organisation": saved.organisation} if saved.organisation else {}
        extras |= {"target": saved.target} if saved.target else {}
        if saved.room is not None and saved.day is not None:
            decided = {"day": saved.day.isoformat(), "responses": dict(saved.responses)}
            extras[_ROOM] = json.dumps(decided | {"room": dump_room(saved.room)})
        extras["further"] = " ".join(q for q in saved.responses if not self.model.question_by_id[q].core)
        extras["position"] = str(len(self.model.core_questions) + len(extras["further"].split()))
        self.session.replace(saved.responses, extras)
        self.draft = self.session.read()
        st.session_state[_SHOWN] = {}

    def delete(self) -> None:
        """Delete the draft and its shared links; StoreUnavailable when the store cannot."""
        self.session.delete()
        self.draft = self.session.read()
        st.session_state[_SHOWN] = {}

    def go(self, page: str, **query: str) -> None:
        """Show another page, from the next run on; ``query`` is what its address says beside its name."""
        st.switch_page(self.pages[page], query_params=query)

    def link(self, page: str, label: str, icon: str = "arrow_forward") -> None:
        """Draw a link to another page of this visit."""
        st.page_link(self.pages[page], label=label, icon=f":material/{icon}:")

    def now(self) -> datetime:
        """The present moment on the visitor's own clock."""
        return datetime.now(UTC).astimezone(visitor_zone())

    def expiry(self) -> date:
        """When something kept from now on will be deleted."""
        return (self.now() + timedelta(days=self.model.settings.retention_days)).date()

    def is_answered(self, question: str) -> bool:
        """Whether the question has an answer, "don't know" included."""
        return question in self.responses


def _json(table: Any) -> str:
    return json.dumps(table, ensure_ascii=False, separators=(",", ":"))


def arrive() -> Visit:
    """The visit of this run: the newest draft, in the visitor's language."""
    model = load_model()
    store = shared_store(model.settings.retention_days)
    token = visitor_token()
    if _SESSION not in st.session_state:
        st.session_state[_SESSION] = DraftSession(store, token)
    session = cast(DraftSession, st.session_state[_SESSION])
    draft = session.read()
    chosen = st.session_state.get(_LANGUAGE) or draft.extras.get("language")
    language = chosen if chosen in LANGUAGES else best_language(visitor_locale())
    st.session_state[_LANGUAGE_NOW] = language
    return Visit(model, load_text(language), store, session, draft, token)


def language() -> str:
    """The language of this run."""
    return cast(str, st.session_state[_LANGUAGE_NOW])


def visitor_token() -> str | None:
    """The token in the visitor's cookie, which the server set with the page; None without cookies."""
    token = st.context.cookies.get(COOKIE)
    return token if isinstance(token, str) and is_token(token) else None


def choose_language(visit: Visit, language: str) -> None:
    """Keep the language for this visit, and with the answers where there are any."""
    st.session_state[_LANGUAGE] = language
    if visit.draft.responses:
        visit.put("language", language)


def visitor_locale() -> str | None:
    """The language that the browser asks for."""
    locale = st.context.locale
    return locale if isinstance(locale, str) else None


def visitor_zone() -> tzinfo:
    """The time zone of the visitor's browser, or UTC."""
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def stored_or_newer(question: str, key: str, stored: object) -> bool:
    """Prepare a question's widget for this run; True when it must take its value from the session.

    Another tab may have given a newer answer: then the widget is set to it, unless this visitor has
    just changed the widget, which is newer still.
    """
    shown = st.session_state.setdefault(_SHOWN, {})
    if key in st.session_state and question in shown and st.session_state[key] == shown[question] != stored:
        st.session_state[key] = stored
    return key in st.session_state


def changed_here(question: str, chosen: str | None, stored: str | None, *, pressed: bool) -> bool:
    """Whether the visitor has just given this answer, and it is yet to be recorded.

    In a session that has shown the question before, any difference is the visitor's. In a new session
    (after a restart) the browser sends what was on the old screen: it is an answer just given, unless
    this run was caused by a pressed button; then what is stored may be newer.
    """
    shown = st.session_state.setdefault(_SHOWN, {})
    fresh = question not in shown
    shown[question] = chosen
    return chosen is not None and chosen != stored and not (fresh and pressed)


def entered(name: str, stored: T, draw: Callable[[str, T], T]) -> T:
    """One field of a tool: drawn, and what it says now.

    ``draw`` makes the widget from its key and the value to begin with. What differs from ``stored`` is the
    visitor's own and newest; a newer value from another tab is put into the widget before it is drawn.
    """
    key = f"field.{name}"
    stored_or_newer(key, key, stored)
    value = draw(key, stored)
    st.session_state[_SHOWN][key] = value
    return value


def renew(form: str, values: Mapping[str, Any]) -> None:
    """Have the fields of a form say this from the next run on; ``values`` goes by their keys.

    A form that is emptied by a new key would lose what another tab made it forget: what was filled in under
    the old key arrives nowhere.
    """
    st.session_state[_RENEWED + form] = dict(values)


def renewed(form: str) -> None:
    """Put what ``renew`` left into the fields; called before they are drawn."""
    for key, value in st.session_state.pop(_RENEWED + form, {}).items():
        st.session_state[key] = value


def notice(message: str | None = None) -> str | None:
    """Leave a message for the next page, or take the one that was left."""
    if message is None:
        return cast("str | None", st.session_state.pop(_NOTICE, None))
    st.session_state[_NOTICE] = message
    return None


def example(case_id: str | None = None, *, leave: bool = False) -> str | None:
    """Choose, leave or name the worked organisation on the result page."""
    if leave:
        st.session_state.pop(_EXAMPLE, None)
    elif case_id is not None:
        st.session_state[_EXAMPLE] = case_id
    return cast("str | None", st.session_state.get(_EXAMPLE))


def fresh_link(token: str | None = None, *, forget: bool = False) -> str | None:
    """Keep, forget or name the link made in this visit; only its maker ever sees it again."""
    if forget:
        st.session_state.pop(_LINK, None)
    elif token is not None:
        st.session_state[_LINK] = token
    return cast("str | None", st.session_state.get(_LINK))


def fresh_secret(room: str, secret: str | None = None) -> str | None:
    """Keep or name the host secret just made for this workshop; only its maker sees it, and only now."""
    if secret is not None:
        st.session_state[_SECRET] = (room, secret)
    made, kept = cast("tuple[str, str]", st.session_state.get(_SECRET, ("", "")))
    return kept if made == room else None


def forget_secret() -> None:
    """Never show the host secret again; any other page than the one it was made on calls this."""
    st.session_state.pop(_SECRET, None)


def address() -> str:
    """The address of this app as the visitor's browser knows it, without path."""
    parts = urlsplit(st.context.url or "")
    return f"{parts.scheme}://{parts.netloc}"


def meeting_address() -> str:
    """The address of this app as other people's devices in the same network know it, without path."""
    return for_others(address())
