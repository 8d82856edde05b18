"""Where hosts have to sign in: with a provider of our own, in a real browser."""

import json
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from provider import CLIENT, Provider, providing
from serving import Server

from advisor.content.text import load_text

TEXT = load_text("en")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def provider() -> Iterator[Provider]:
    """A provider that lets everybody in."""
    with providing(free_port()) as running:
        yield running


@pytest.fixture
def guarded(tmp_path: Path, provider: Provider) -> Iterator[Server]:
    """An app that asks hosts to sign in there."""
    port, secrets = free_port(), tmp_path / "secrets.toml"
    settings = {
        "redirect_uri": f"http://localhost:{port}/oauth2callback",
        "cookie_secret": "only for this test, which nobody signs in to",
        "client_id": CLIENT,
        "client_secret": "any",
        "server_metadata_url": f"{provider.url}/.well-known/openid-configuration",
    }
    lines = [f"{key} = {json.dumps(value)}" for key, value in settings.items()]
    secrets.write_text("\n".join(["[auth]", *lines]), encoding="utf-8")
    environment = {"ADVISOR_HOST_SIGN_IN": "1", "STREAMLIT_SECRETS_FILES": str(secrets)}
    running = Server(port, tmp_path / "data", tmp_path / "log.txt", environment)
    running.start()
    yield running
    running.end(signal.SIGTERM)


@pytest.mark.browser
def test_a_host_signs_in(page: Page, guarded: Server, provider: Provider) -> None:
    """Without signing in no workshop can be made; after signing in, in the same browser, it can."""
    page.goto(f"{guarded.url}workshop")
    expect(page.get_by_role("heading", name=TEXT("workshop.sign_in.title"))).to_be_visible()
    expect(page.get_by_role("button", name=TEXT("workshop.create.open"))).to_have_count(0)
    page.get_by_role("button", name=TEXT("workshop.sign_in.button")).click()
    page.wait_for_url(guarded.url)
    assert provider.signed_in == 1
    page.goto(f"{guarded.url}workshop")
    expect(page.get_by_role("button", name=TEXT("workshop.create.open"))).to_be_visible()
    page.get_by_role("button", name=TEXT("workshop.create.open")).click()
    expect(page.get_by_text("/host#")).to_be_visible()


@pytest.mark.browser
def test_participants_need_no_account(page: Page, guarded: Server) -> None:
    """The page for participants asks nobody to sign in."""
    page.goto(f"{guarded.url}j")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text(TEXT("workshop.sign_in.button"))).to_have_count(0)
