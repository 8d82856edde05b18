"""Two questions of one draft, a chart and a component: to see cookies, saving and the policy at work.

After a restart the browser sends the values it shows with the first click, but no ``on_change`` runs: the new
session has never seen the widget. So the first run of a session saves what differs, and later runs show what
is stored, which another tab may have changed.
"""

import plotly.graph_objects as go
import streamlit as st

from advisor.store import DraftSession, shared_store

OPTIONS = ["a", "b", "c"]

first_run = "draft" not in st.session_state
token = st.context.cookies.get("advisor_draft")
draft: DraftSession = st.session_state.setdefault(
    "draft", DraftSession(shared_store(30), token, pause_seconds=0)
)


def save(question: str) -> None:
    """Save what was just chosen."""
    draft.answer(question, st.session_state[question])


seen = draft.read()
for name in ("first", "second"):
    stored = seen.responses.get(name)
    if not first_run:
        st.session_state[name] = stored
    start = OPTIONS.index(stored) if first_run and stored else None
    shown = st.radio(name, OPTIONS, index=start, key=name, on_change=save, args=(name,))
    if shown not in (None, stored):
        draft.answer(name, shown)
cookie = "with" if token else "without"
st.text(f"{cookie} cookie; first run {first_run}; {sorted(draft.read().responses.items())}")
st.plotly_chart(go.Figure(go.Scatter(x=[1, 2], y=[1, 2], mode="markers")), key="chart")
script = """
export default function(component) {
  component.parentElement.appendChild(document.createElement('i')).id = 'from-component';
}
"""
st.components.v2.component("tiny", html="<b>component</b>", js=script)(key="component")
