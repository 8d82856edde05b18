"""The entry: ``streamlit run app.py``, ``advisor run``, or any ASGI server with ``app:app``."""

from functools import partial

import streamlit as st

from advisor.content.loader import load_model
from advisor.ui.style import sheet
from advisor.web import SCRIPT, announce, default_serving

_serving = default_serving(sheet(load_model()), started=partial(announce, st.get_option))

app = st.App(SCRIPT, routes=_serving.routes, middleware=_serving.middleware, lifespan=_serving.lifespan)
