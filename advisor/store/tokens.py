"""Tokens: whoever holds one may open what it names; the store keeps only its hash."""

from __future__ import annotations

import hashlib
import re
import secrets

COOKIE = "advisor_draft"
"""Name of the cookie that holds a visitor's token; the server sets it, the pages read it."""

_BYTES = 32
_SHAPE = re.compile(r"[A-Za-z0-9_-]{43}")  # what 32 bytes look like in base64url without padding


def new_token() -> str:
    """Return a fresh random token of 256 bits, safe in a cookie and in a URL."""
    return secrets.token_urlsafe(_BYTES)


def is_token(text: str | None) -> bool:
    """Say whether the text has the shape of a token; says nothing about whether it opens anything."""
    return text is not None and _SHAPE.fullmatch(text) is not None


def digest(token: str) -> str:
    """Return the SHA-256 of a token in hex: what the database stores and looks up.

    A plain hash is enough: the token is random and long, so there is nothing to guess and nothing to salt.
    """
    return hashlib.sha256(token.encode("utf-8")).hexdigest()
