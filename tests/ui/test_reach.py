"""The address that phones can open, in the place of one that means every device itself."""

import pytest

from advisor.ui import reach


@pytest.fixture(autouse=True)
def in_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine in a network, with a server that listens to all of it."""
    monkeypatch.setattr(reach, "own_address", lambda: "10.0.0.7")
    monkeypatch.setattr(reach.st, "get_option", lambda _: None)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]"])
def test_this_machine_is_told_by_its_address(host: str) -> None:
    """Where the address says "this machine", phones get its address in the network, with the same port."""
    assert reach.for_others(f"http://{host}:8501") == "http://10.0.0.7:8501"


@pytest.mark.parametrize(
    "address", ["https://advisor.example.com", "http://10.0.0.9:8501", "http://[fe80::1]:1"]
)
def test_another_address_stays(address: str) -> None:
    """An address that others can open is left as it is."""
    assert reach.for_others(address) == address


def test_a_server_for_this_machine_alone_is_not_promised(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the server listens to this machine alone, or the machine is in no network, nothing is made up."""
    monkeypatch.setattr(reach.st, "get_option", lambda _: "127.0.0.1")
    assert reach.for_others("http://localhost:8501") == "http://localhost:8501"
    monkeypatch.setattr(reach.st, "get_option", lambda _: "0.0.0.0")
    monkeypatch.setattr(reach, "own_address", lambda: None)
    assert reach.for_others("http://localhost:8501") == "http://localhost:8501"


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("localhost", True),
        ("127.0.0.2", True),
        ("::1", True),
        ("0.0.0.0", False),
        ("10.0.0.7", False),
        (None, False),
    ],
)
def test_what_means_every_device_itself(host: str | None, local: bool) -> None:
    """Loopback addresses are local; "all interfaces", other addresses and names are not."""
    assert reach.is_local(host) is local
