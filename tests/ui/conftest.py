"""A visitor for the tests of a workshop's pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from advisor.content.loader import load_model
from advisor.store import Store, new_token, shared_store
from advisor.ui import state


def _link(_: state.Visit, page: str, label: str, icon: str = "") -> None:
    """Stand for a link: a page drawn alone knows no other pages."""
    st.markdown(f"[{label}]({page})")


@pytest.fixture
def visitor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Store, str]]:
    """A visitor with a cookie and a store of their own."""
    monkeypatch.setenv("ADVISOR_DATA_DIR", str(tmp_path))
    token = new_token()
    monkeypatch.setattr(state, "visitor_token", lambda: token)
    monkeypatch.setattr(
        state.Visit, "link", lambda _, page, label, icon="": st.markdown(f"[{label}]({page})")
    )
    store = shared_store(load_model().settings.retention_days)
    yield store, token
    store.close()


@pytest.fixture
def went(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, str]]]:
    """The pages that the visitor is sent to."""
    pages: list[tuple[str, dict[str, str]]] = []
    monkeypatch.setattr(state.Visit, "go", lambda _, page, **query: pages.append((page, query)))
    return pages
