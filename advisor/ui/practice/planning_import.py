"""Tasks from a table or from the example: read and counted first, used when the leader says so."""

from dataclasses import replace
from zlib import crc32

import streamlit as st

from advisor.content.locale import listed
from advisor.content.practice.planning import handbook
from advisor.content.practice.planning_table import columns, tasks_of
from advisor.content.tables import Table, read_pasted, read_table
from advisor.core.practice.planning import Project, Task
from advisor.ui import style
from advisor.ui.practice.importing import given
from advisor.ui.state import Visit


def draw(visit: Visit, project: Project) -> None:
    """Draw the fields for a table, what was read from it, and the button that uses it."""
    text = visit.text
    known = columns(text)
    st.write(text("planning.import.lede", columns=listed((one.shown for one in known), text.language)))
    read = given(
        visit,
        f"planning-{crc32(repr(project.tasks).encode('utf-8', 'surrogatepass'))}",
        lambda data, name: _read(read_table(data, name, known, language=text.language), visit),
        lambda pasted: _read(read_pasted(pasted, known), visit),
    )
    if read is not None:
        _offer(visit, project, *read)


def _read(table: Table, visit: Visit) -> tuple[tuple[Task, ...], tuple[str, ...]]:
    """The tasks of a table, and the columns that are not used."""
    return tasks_of(table, visit.text), table[1]


def _offer(visit: Visit, project: Project, tasks: tuple[Task, ...], columns_left: tuple[str, ...]) -> None:
    text = visit.text
    unused = listed(columns_left, text.language)
    counted = "planning.import.read_unused" if unused else "planning.import.read"
    style.message("note", text(counted, n=len(tasks), list=unused))
    name = "planning.import.replace" if project.tasks else "planning.import.use"
    if st.button(text(name, n=len(tasks), old=len(project.tasks)), type="primary", key="plan.import.use"):
        _use(visit, replace(project, tasks=tasks))


def example(visit: Visit, project: Project) -> None:
    """Draw what the example is, and the button that uses it."""
    text, book = visit.text, handbook()
    st.write(text("planning.example.lede"))
    name = "planning.example.replace" if project.tasks else "planning.example.use"
    if st.button(text(name, old=len(project.tasks)), key="plan.example.use"):
        names = text.under("planning.example.names")
        sample = tuple(replace(task, name=names[task.id]) for task in book.example.tasks)
        _use(visit, Project(sample, book.example.week, book.example.now))


def _use(visit: Visit, project: Project) -> None:
    visit.put_sheet(project)
    st.rerun()
