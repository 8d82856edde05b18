"""A small server made like the real one, around a script of three widgets."""

from functools import partial
from pathlib import Path

import streamlit as st

from advisor.store import shared_store
from advisor.web import announce, serving

_serving = serving(shared_store(30), started=partial(announce, st.get_option))

app = st.App(
    Path(__file__).with_name("script.py"),
    routes=_serving.routes,
    middleware=_serving.middleware,
    lifespan=_serving.lifespan,
)
