"""The shared screen: what the room sees, and the host's controls below it.

Nothing of a hidden round reaches this page but how many have answered: results are read only where the round
on screen is revealed. All state is the store's, so a reload, a restart or another device finds the same.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

import streamlit as st

from advisor.content.room_telling import RoomTelling
from advisor.content.text import load_text
from advisor.content.workshop import load_room_settings
from advisor.core.room import QuestionResult
from advisor.errors import RoomError, StoreUnavailable
from advisor.ui import blocks, state, style
from advisor.ui.screens import workshop_room
from advisor.ui.screens.workshop_door import act, away, entered, may_host, place
from advisor.ui.state import Visit
from advisor.workshop import Host, Room, result

EVERY_SECONDS = 0.5
_COLUMNS = (2.5, 1)
_MINUTE = 60

_REVIVE = """<script>
if (!window.advisorBeat) {
  window.advisorBeat = {last: null, at: 0};
  setInterval(async () => {
    const beat = document.querySelector("[data-beat]"), known = window.advisorBeat, now = Date.now();
    if (!beat || beat.dataset.beat !== known.last) {
      known.last = beat && beat.dataset.beat;
      known.at = now;
    } else if (now - known.at > 6000) {
      known.at = now;
      const alive = await fetch("./healthz", {cache: "no-store"}).then((answer) => answer.ok, () => false);
      if (alive) location.reload();
    }
  }, 1000);
}
</script>"""
"""After a restart of the server a page may have lost its live part without a word, and look healthy.

Streamlit mends that by itself if it was just running something; to be sure, the page counts the beats of its
live part and loads itself anew when they stop although the server answers.
"""


def show(visit: Visit) -> None:
    """Draw the page."""
    with st.container(key=style.WALL):
        if not may_host(visit):
            return
        try:
            _draw(visit, entered(visit))
        except RoomError:  # a room may be looking: one calm sentence, and nothing to type into
            text = visit.text
            style.draw(blocks.page_head(text("workshop.screen.gone"), lede=text("workshop.screen.gone_lede")))
        except StoreUnavailable:
            away(visit)


def _draw(visit: Visit, host: Host) -> None:
    visit.text = load_text(host.room.settings.language)
    st.html(_REVIVE, unsafe_allow_javascript=True)
    _controls(visit, host)  # first, so that a press acts before anything is drawn that it makes old
    if host.room.stage in ("results", "closed"):
        _live(visit, host)
        _whole(visit, host)
    else:
        _two_columns(visit, host)


def _two_columns(visit: Visit, host: Host) -> None:
    """The question, or the way in; beside it what changes by itself."""
    found = _revealed(visit, host)
    left, right = st.columns(_COLUMNS, gap="large")
    with right:
        _side(visit, host, found)
        _live(visit, host, found)
    with left:
        _main(visit, host, found)


@dataclass(frozen=True)
class _Found:
    """The result of the question on screen, in words."""

    telling: RoomTelling
    question: QuestionResult


def _revealed(visit: Visit, host: Host) -> _Found | None:
    """The result of the question on screen, if it is revealed and may be told."""
    room, limits = host.room, load_room_settings()
    if room.stage != "voting" or not room.revealed:
        return None
    whole = result(visit.store, visit.model, limits, room)
    question = next((q for q in whole.questions if q.question == room.question), None) if whole else None
    if whole is None or question is None:
        return None
    return _Found(RoomTelling(visit.model, limits, visit.text, whole), question)


# ---- What the room sees ----


def _main(visit: Visit, host: Host, found: _Found | None) -> None:
    room = host.room
    if room.stage == "lobby":
        _notice()
        _lobby(visit, room)
    else:
        _question(visit, room, found)


def _whole(visit: Visit, host: Host) -> None:
    """The room's result; at the end with thanks above it."""
    _notice()
    if host.room.stage == "closed":
        style.message("note", visit.text("workshop.screen.over"), visit.text("workshop.screen.over_lede"))
    workshop_room.draw_result(visit, host)


def _notice() -> None:
    if (message := state.notice()) is not None:
        style.message("note", message)


def _lobby(visit: Visit, room: Room) -> None:
    text, code = visit.text, room.join_code or ""
    lines = [
        text("workshop.screen.lobby_locked" if room.locked else "workshop.screen.lobby_how", place=place()),
        text("workshop.screen.lobby_private", least=room.settings.least_group),
    ]
    style.draw(blocks.lobby_head(text, lines))
    style.draw(blocks.join_card(text, f"{state.meeting_address()}/j/{code}", place(), code, large=True))


def _question(visit: Visit, room: Room, found: _Found | None) -> None:
    text, asked = visit.text, visit.model.question_by_id[room.question or ""]
    where = (room.position, len(room.settings.questions))
    said = [state.notice(), text("workshop.screen.nothing") if room.revealed and found is None else None]
    above = [*(blocks.message("note", words) for words in said if words)]
    above.append(blocks.wall_head(text, asked.id, where, room.round))
    if found is None:
        style.draw(blocks.wall(text, asked.id, asked.option_ids, *above, blocks.wall_options(text, asked)))
        return
    rounds = found.question.rounds
    chosen = [o for o in asked.option_ids if any(tally.whole.counts[o] for tally in rounds)]
    bars = blocks.distribution(found.telling, found.question, large=True)
    style.draw(blocks.wall(text, asked.id, chosen, *above, bars, rounds=len(rounds)))


def _side(visit: Visit, host: Host, found: _Found | None) -> None:
    """The way in while voting; after the reveal what to talk about, and the code small."""
    text, room = visit.text, host.room
    if room.stage != "voting" or room.join_code is None:
        return
    if found is None:
        address = f"{state.meeting_address()}/j/{room.join_code}"
        style.draw(blocks.join_card(text, address, place(), room.join_code, locked=room.locked))
        return
    telling, question = found.telling, found.question
    others = (telling.dont_know(question), telling.changed(question))
    style.draw(blocks.talk_card(text, telling.sentence(question), others))
    style.draw(blocks.code_line(text, place(), room.join_code))


def _live(visit: Visit, host: Host, found: _Found | None = None) -> None:
    """What changes by itself: who is here, who has answered, the timer; never any result."""
    beats = iter(range(1, 1 << 30))

    @st.fragment(run_every=EVERY_SECONDS)
    def live() -> None:
        st.html(f'<span hidden data-beat="{next(beats)}"></span>')
        try:
            room = host.now()
            counts = replace(host, room=room).attendance()
        except StoreUnavailable:
            style.message("note", visit.text("workshop.screen.away"))
            return
        except RoomError:
            st.rerun(scope="app")
        if (room.version, room.stage) != (host.room.version, host.room.stage):
            st.rerun(scope="app")
        _present(visit, room, counts)
        if found is not None:
            style.draw(blocks.method_line(_later(visit, room, counts[0], found)))

    live()


def _present(visit: Visit, room: Room, counts: tuple[int, int]) -> None:
    text = visit.text
    if room.stage == "lobby":
        style.draw(blocks.here(text, counts[1]))
    elif room.stage == "voting":
        style.draw(blocks.answered(text, *counts, drawn=not room.revealed))
        if not room.revealed:
            style.draw(blocks.method_line(text("workshop.screen.hidden")))
        if room.seconds_left is not None:
            style.draw(blocks.timer(text, room.seconds_left))


def _later(visit: Visit, room: Room, given: int, found: _Found) -> str:
    """How many answers came after the reveal; empty where none, or where nobody had to answer again."""
    waiting, least = given - found.question.last.whole.n, room.settings.least_group
    if waiting <= 0 or found.question.last.round != room.round:
        return ""
    if waiting >= least:
        return visit.text("workshop.screen.later_enough", n=waiting)
    which = "later_one" if waiting == 1 else "later"
    return visit.text(f"workshop.screen.{which}", n=waiting, least=least)


# ---- What the host does ----


@dataclass(frozen=True)
class _Control:
    """A button; its key names what it acts on, so that a press on an old screen changes nothing."""

    label: str
    key: str
    shortcut: str
    action: Callable[[], object]
    primary: bool = False


def _controls(visit: Visit, host: Host) -> None:
    room = host.room
    if room.stage == "closed":
        return
    pressed: _Control | None = None
    with st.bottom, st.container(key=style.CONTROLS, horizontal=True):
        for control in _buttons(visit, host):
            kind: Literal["primary", "secondary"] = "primary" if control.primary else "secondary"
            if st.button(control.label, key=control.key, shortcut=control.shortcut, type=kind):
                pressed = control
        if room.stage == "voting" and (timer := _timer(visit, host)) is not None:
            pressed = timer
    if pressed is not None:
        act(visit, pressed.action)


def _buttons(visit: Visit, host: Host) -> list[_Control]:
    text, room = visit.text, host.room
    if room.stage == "lobby":
        first = room.settings.questions[0]
        label = text("workshop.screen.start")
        return [_Control(label, f"start.{first}", "N", partial(host.ask, first), primary=True)]
    if room.stage == "results":
        last = room.question or room.settings.questions[-1]
        back = partial(host.ask, last)
        return [_Control(text("workshop.screen.previous"), f"back.{last}", "P", back)]
    return [*_around(visit, host), *_round(visit, host), *_onward(visit, host)]


def _around(visit: Visit, host: Host) -> list[_Control]:
    """To the question before, or to the way in."""
    text, room = visit.text, host.room
    if not room.position:
        return [_Control(text("workshop.screen.lobby_back"), "lobby", "P", host.lobby)]
    before = room.settings.questions[room.position - 1]
    return [_Control(text("workshop.screen.previous"), f"ask.{before}", "P", partial(host.ask, before))]


def _round(visit: Visit, host: Host) -> list[_Control]:
    """Reveal; once revealed, hide and go on, or the next round, on a key of its own: S twice shows once."""
    text, room = visit.text, host.room
    question, number = room.question or "", room.round
    at = f"{question}.{number}"
    if not room.revealed:
        reveal = partial(_reveal, visit, host, question, number)
        return [_Control(text("workshop.screen.reveal"), f"reveal.{at}", "S", reveal, primary=True)]
    again, hide = partial(host.vote_again, question, number), partial(host.reopen, question, number)
    label = text("workshop.screen.again", n=number + 1)
    return [
        _Control(text("workshop.screen.reopen"), f"reopen.{at}", "O", hide),
        _Control(label, f"again.{at}", "A", again),
    ]


def _onward(visit: Visit, host: Host) -> list[_Control]:
    """To the next question, and to the result of the room: after a reveal that is what comes next."""
    text, questions, place_ = visit.text, host.room.settings.questions, host.room.position + 1
    told, last = host.room.revealed, place_ >= len(questions)
    result_ = _Control(text("workshop.screen.result"), "results", "E", host.results, primary=told and last)
    if last:
        return [result_]
    after = questions[place_]
    ask = partial(host.ask, after)
    return [_Control(text("workshop.screen.next"), f"ask.{after}", "N", ask, primary=told), result_]


def _reveal(visit: Visit, host: Host, question: str, number: int) -> None:
    """Reveal; why nothing new is to be seen is said on the next page. A second press of the key is none."""
    now = host.now()
    if (now.question, now.round, now.revealed) == (question, number, True):
        return
    outcome = host.reveal(question, number)
    if outcome != "shown":
        least = host.room.settings.least_group
        state.notice(visit.text(f"workshop.screen.{outcome}", least=least))


def _timer(visit: Visit, host: Host) -> _Control | None:
    """The timer's button and its length; the control if it was pressed."""
    text = visit.text
    if host.room.seconds_left is not None:
        off = _Control(text("workshop.screen.timer_off"), "timer.off", "T", partial(host.timer, None))
        return off if st.button(off.label, key=off.key, shortcut=off.shortcut) else None
    pressed = st.button(text("workshop.screen.timer"), key="timer.on", shortcut="T")
    lengths = load_room_settings().timers
    seconds = st.segmented_control(  # no field to type in, which would swallow the host's keys
        text("workshop.screen.timer_length"),
        lengths,
        default=lengths[0],
        required=True,
        format_func=lambda length: text("workshop.screen.minutes", n=length // _MINUTE),
        label_visibility="collapsed",
        key="timer_length",
    )
    return _Control("", "timer.on", "T", partial(host.timer, seconds)) if pressed else None
