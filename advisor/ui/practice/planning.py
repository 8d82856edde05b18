"""The leader's input for this tool: the tasks of a project, one by one, and by when they must be through."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any
from zlib import crc32

import streamlit as st

from advisor.content.locale import listed
from advisor.content.practice.planning import NAME_LETTERS, handbook
from advisor.content.practice.planning_table import free_id, told_problem
from advisor.content.text import Text
from advisor.core.practice.planning import NOT_GIVEN, STATES, Project, Task
from advisor.core.practice.planning_edit import changed, without
from advisor.core.practice.planning_graph import problems
from advisor.practice.situation import Situation
from advisor.ui import state, style
from advisor.ui.practice import fields, planning_import
from advisor.ui.state import Visit

_NONE: Mapping[str, Mapping[str, Any]] = {}
_PERCENT = 100.0
_STEP = 0.5


def edit(visit: Visit, situation: Situation) -> None:
    """Draw the input; what changes is recorded at once."""
    project, text = situation.sheet(Project), visit.text
    if project.tasks:
        project = _weeks(visit, project)
    with st.expander(text("planning.input.add"), expanded=not project.tasks):
        _add(visit, project)
    if project.tasks:
        with st.expander(text("planning.input.change")):
            _change(visit, project)
    with st.expander(text("planning.import.title")):
        planning_import.draw(visit, project)
    with st.expander(text("planning.example.title")):
        planning_import.example(visit, project)


def label(text: Text, task: Task) -> str:
    """A task's id and name."""
    return text("planning.task", id=task.id, name=task.name) if task.name else task.id


def version(project: Project) -> int:
    """Another number for other tasks, so that fields for these are not shown for those."""
    return crc32(repr(project.tasks).encode("utf-8", "surrogatepass"))


def _weeks(visit: Visit, project: Project) -> Project:
    """The chosen week and the present one, recorded at once."""
    text, most = visit.text, int(handbook().limits.weeks)
    with st.container(key=f"{style.FIELDS}-planning-weeks"):
        week = fields.number(
            "plan.week",
            text("planning.input.by"),
            round(project.week),
            most=most,
            help=text("planning.input.by_help"),
        )
        now = fields.number(
            "plan.now",
            text("planning.input.now"),
            round(project.now),
            most=most,
            help=text("planning.input.now_help"),
        )
    entered = replace(
        project,
        week=project.week if week == round(project.week) else float(week),
        now=project.now if now == round(project.now) else float(now),
    )
    if entered != project:
        visit.put_sheet(entered)
    return entered


def _add(visit: Visit, project: Project) -> None:
    """A form for one task more, empty again once the task is recorded."""
    key, new = "plan.add", Task(free_id({task.id for task in project.tasks}))
    state.renewed(key)
    form = _Form(visit, project, key, new, "save_new")
    if form.is_pressed and (task := form.task()):
        grown = replace(project, tasks=(*project.tasks, task))
        _record(visit, grown, {key: _Entered().by_key(key)})


def _change(visit: Visit, project: Project) -> None:
    """A chosen task with its fields, and the button that removes it."""
    text, tasks = visit.text, project.tasks
    place = st.selectbox(
        text("planning.input.choose"),
        range(len(tasks)),
        format_func=lambda n: label(text, tasks[n]) if n < len(tasks) else "",
        key=f"plan.choose.{len(tasks)}",
    )
    old = tasks[place]
    form = _Form(visit, project, f"plan.change.{place}.{version(project)}", old, "save")
    if form.is_pressed and (task := form.task()):
        _record(visit, replace(project, tasks=changed(tasks, old.id, task)))
    if st.button(text("planning.input.remove"), type="tertiary", key=f"plan.remove.{place}"):
        kept, touched = without(tasks, old.id)
        told = "planning.input.removed" if touched else "planning.input.removed_alone"
        state.notice(text(told, task=label(text, old), list=listed(touched, text.language)))
        visit.put_sheet(replace(project, tasks=kept))
        st.rerun()


def _record(visit: Visit, project: Project, renew: Mapping[str, Mapping[str, Any]] = _NONE) -> None:
    """Keep the tasks if they fit together; else say what does not, and keep what is stored.

    ``renew`` is what the fields of a form say after that.
    """
    found = problems(project.tasks, handbook().limits)
    if found:
        style.message("error", told_problem(found[0], visit.text))
        return
    visit.put_sheet(project)
    for form, values in renew.items():
        state.renew(form, values)
    st.rerun()


@dataclass
class _Entered:
    """What the fields of a form say; numbers are None where nothing was entered."""

    id: str = ""
    name: str = ""
    after: tuple[str, ...] = ()
    instead_of: str = ""
    low: float | None = None
    likely: float | None = None
    high: float | None = None
    percent: float | None = None
    state: str = STATES[0]
    outcome: bool = False
    research: bool = False

    def by_key(self, form: str) -> dict[str, Any]:
        """The values by the keys of the form's fields."""
        renamed = {"instead_of": "instead", "percent": "chance"}
        values = asdict(self) | {"after": list(self.after)}
        return {f"{form}.{renamed.get(name, name)}": value for name, value in values.items()}


class _Form:
    """The fields of one task and their button."""

    def __init__(self, visit: Visit, project: Project, key: str, stored: Task, button: str) -> None:
        self.visit, self.key, self.stored = visit, key, stored
        self.is_new = stored not in project.tasks
        self.others = [task for task in project.tasks if task.id != stored.id]
        self.entered = _Entered()
        with st.form(key):
            with st.container(key=f"{style.FIELDS}-{key.replace('.', '-')}"):
                self._what()
                self._how_long()
                self._how_sure()
            self.is_pressed = st.form_submit_button(visit.text(f"planning.input.{button}"), type="primary")

    def task(self) -> Task | None:
        """The task that was entered; None, with a message, where something is missing."""
        entered = self.entered
        chosen = next(one for one in STATES if one == entered.state)
        is_over = chosen in ("done", "failed")
        low = entered.high if entered.low is None else entered.low
        high = entered.low if entered.high is None else entered.high
        if low is None or high is None:
            self._missing("need_effort")
            return None
        if entered.percent is None and not is_over:
            self._missing("need_chance")
            return None
        return Task(
            entered.id.strip() or (self.stored.id if self.is_new else ""),
            " ".join(entered.name.split()),
            entered.after,
            entered.instead_of,
            float(low),
            NOT_GIVEN if entered.likely is None else float(entered.likely),
            float(high),
            self._chance(entered.percent),
            chosen,
            entered.outcome,
            entered.research,
        )

    def _chance(self, percent: float | None) -> float:
        """The chance that was entered; as stored where the field still shows that."""
        if percent is None or percent == self._shown_percent():
            return self.stored.chance
        return percent / _PERCENT

    def _shown_percent(self) -> float | None:
        return None if self.is_new else round(self.stored.chance * _PERCENT, 2)

    def _missing(self, key: str) -> None:
        style.message("error", self.visit.text(f"planning.input.{key}"))

    def _say(self, key: str) -> str:
        return self.visit.text(f"planning.input.{key}")

    def _what(self) -> None:
        stored, entered = self.stored, self.entered
        entered.id = st.text_input(
            self._say("id"),
            "" if self.is_new else stored.id,
            placeholder=stored.id,
            max_chars=handbook().limits.letters,
            help=self._say("id_help"),
            key=f"{self.key}.id",
        )
        entered.name = st.text_input(
            self._say("name"), stored.name, max_chars=NAME_LETTERS, key=f"{self.key}.name"
        )
        if self.others:
            self._ties()

    def _ties(self) -> None:
        """What the task needs, and what it can stand in for; not asked where there is no other task."""
        stored, entered, names = self.stored, self.entered, {task.id: task for task in self.others}
        text = self.visit.text

        def told(name: str) -> str:
            return label(text, names[name]) if name in names else text("planning.none")

        after = st.multiselect(
            self._say("needs"),
            list(names),
            default=list(stored.after),
            format_func=told,
            key=f"{self.key}.after",
        )
        entered.after = tuple(after)
        ways = ["", *names]
        entered.instead_of = st.selectbox(
            self._say("instead"),
            ways,
            index=ways.index(stored.instead_of),
            format_func=told,
            help=self._say("instead_help"),
            key=f"{self.key}.instead",
        )

    def _how_long(self) -> None:
        stored, most = self.stored, handbook().limits.weeks

        def weeks(name: str, value: float | None, help_: str | None = None) -> float | None:
            return st.number_input(
                self._say(name),
                min_value=0.0,
                max_value=most,
                value=value,
                step=_STEP,
                help=help_,
                format="%g",
                key=f"{self.key}.{name}",
            )

        likely = None if stored.likely == NOT_GIVEN else stored.likely
        self.entered.low = weeks("low", None if self.is_new else stored.low)
        self.entered.likely = weeks("likely", likely, self._say("likely_help"))
        self.entered.high = weeks("high", None if self.is_new else stored.high)

    def _how_sure(self) -> None:
        stored, entered, text = self.stored, self.entered, self.visit.text
        entered.percent = st.number_input(
            self._say("chance"),
            min_value=0.0,
            max_value=_PERCENT,
            value=self._shown_percent(),
            step=5.0,
            format="%g",
            help=self._say("chance_help"),
            key=f"{self.key}.chance",
        )
        entered.state = st.selectbox(
            self._say("state"),
            STATES,
            index=STATES.index(stored.state),
            format_func=lambda one: text(f"planning.state.{one}"),
            key=f"{self.key}.state",
        )
        entered.outcome = st.checkbox(
            self._say("outcome"), stored.outcome, help=self._say("outcome_help"), key=f"{self.key}.outcome"
        )
        entered.research = st.checkbox(self._say("research"), stored.research, key=f"{self.key}.research")
