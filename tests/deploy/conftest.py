"""The two deployments of the tests in this folder, each started once for each module that asks for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.deploy.proxied import Site, site
from tests.postgres import PostgresServer

SETTINGS = {"ADVISOR_TRUST_PROXY": "1", "STREAMLIT_SERVER_ADDRESS": "127.0.0.1"}


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One app server with a SQLite file."""
    folder = tmp_path_factory.mktemp("one")
    settings = SETTINGS | {"ADVISOR_DATA_DIR": str(folder / "data")}
    url = f"sqlite:///{folder}/data/advisor.sqlite3"
    with site(folder, "nginx-one.conf", [settings], url) as running:
        yield running


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory, postgres: PostgresServer) -> Iterator[Site]:
    """Two app servers with one PostgreSQL database."""
    url = postgres.new_database()
    settings = SETTINGS | {"ADVISOR_DATABASE_URL": url, "STREAMLIT_SERVER_COOKIE_SECRET": "the same"}
    with site(tmp_path_factory.mktemp("two"), "nginx-replicas.conf", [settings] * 2, url) as running:
        yield running
    postgres.drop(url)
