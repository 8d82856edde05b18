"""The address under which other devices in the same network reach this app."""

import ipaddress
import socket
from urllib.parse import urlsplit, urlunsplit

import streamlit as st

_ELSEWHERE = ("192.0.2.1", 9)  # an address for examples (RFC 5737): to name it sends nothing


def for_others(address: str) -> str:
    """Return an address that phones can open: this machine's own in the place of "localhost".

    Unchanged where it is no such address, where the server listens to this machine alone, or where the
    machine is in no network.
    """
    parts = urlsplit(address)
    reached = is_local(parts.hostname) and not is_local(st.get_option("server.address"))
    own = own_address() if reached else None
    if own is None:
        return address
    return urlunsplit(parts._replace(netloc=f"{own}:{parts.port}" if parts.port else own))


def is_local(host: str | None) -> bool:
    """Whether a host name means, on every device, that device itself."""
    if host in (None, "", "0.0.0.0", "::"):
        return False
    try:
        return host == "localhost" or ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


def own_address() -> str | None:
    """Return this machine's address in its network; None where it has none."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect(_ELSEWHERE)
            found = str(probe.getsockname()[0])
    except OSError:
        return None
    return None if is_local(found) else found
