"""What the routes of a room ask of a request, and how they refuse one: always as a small JSON object."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from advisor.errors import InputError, RoomError, RoomTrouble, StoreUnavailable
from advisor.store import COOKIE, is_token
from advisor.web.origins import is_ours

LONGEST_BODY = 4096
NO_STORE = {"cache-control": "no-store"}

T = TypeVar("T")
Handler = Callable[[Request], Awaitable[Response]]

_STATUS: Mapping[RoomTrouble, int] = {
    "no_room": 404,
    "not_host": 403,
    "not_joined": 403,
    "locked": 423,
    "full": 423,
    "too_many": 429,
    "not_open": 409,
}
_RETRY_SECONDS = {429: "5", 503: "2"}


class RefusedError(Exception):
    """A request that is not even looked at; ``kind`` is a word, ``expected`` what would have been right."""

    def __init__(self, status: int, kind: str, expected: str = "") -> None:
        super().__init__(kind)
        self.status = status
        self.kind = kind
        self.expected = expected


@dataclass(frozen=True, slots=True)
class Field:
    """What a field of a JSON body must be; without a default it must be there."""

    kind: type
    most: int
    default: Any = None


def refusal(status: int, kind: str, expected: str = "") -> JSONResponse:
    """Return a refusal: ``{"error": kind}``, with what was expected where that helps."""
    body = {"error": kind} | ({"expected": expected} if expected else {})
    retry = {"retry-after": _RETRY_SECONDS[status]} if status in _RETRY_SECONDS else {}
    return JSONResponse(body, status_code=status, headers=NO_STORE | retry)


def answered(handler: Handler) -> Handler:
    """Turn every foreseen error of a handler into its refusal."""

    @wraps(handler)
    async def guarded(request: Request) -> Response:
        try:
            return await handler(request)
        except RefusedError as error:
            return refusal(error.status, error.kind, error.expected)
        except RoomError as error:
            return refusal(_STATUS[error.kind], error.kind)
        except InputError as error:
            return refusal(400, error.key, str(error.expected))
        except StoreUnavailable:
            return refusal(503, "store")
        except ClientDisconnect:
            return refusal(400, "gone")

    return guarded


def ours(request: Request, *, trust_forwarded: bool = False) -> None:
    """Refuse what another site's page sends.

    A browser says so itself; what carries neither header is no browser, and brings nobody's cookie along.
    """
    if not is_ours(request.headers, trust_forwarded=trust_forwarded):
        raise RefusedError(403, "cross_site", "a request from this site")


def visitor(request: Request) -> str:
    """Return the visitor's token; refused without one: the page that comes first sets it."""
    token = request.cookies.get(COOKIE)
    if token is None or not is_token(token):
        raise RefusedError(403, "no_cookie", f"the cookie {COOKIE}")
    return token


async def fields(request: Request, expected: Mapping[str, Field]) -> dict[str, Any]:
    """Return the fields of a JSON body; whatever is not exactly as expected is refused."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise RefusedError(415, "content_type", "application/json")
    try:
        body = json.loads(await _body(request))
    except (ValueError, RecursionError):
        raise RefusedError(400, "json", "a JSON object") from None
    if not isinstance(body, dict):
        raise RefusedError(400, "json", "a JSON object")
    return {name: _checked(name, body, field) for name, field in expected.items()}


async def _body(request: Request) -> bytes:
    """Read the body, and stop reading where it is longer than any of ours."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LONGEST_BODY:
            raise RefusedError(413, "too_long", f"at most {LONGEST_BODY} bytes")
    return body


def _checked(name: str, body: Mapping[str, Any], field: Field) -> Any:
    value: Any = body.get(name, field.default)
    right = type(value) is field.kind  # not isinstance(): true is no number
    if not right:
        raise RefusedError(400, name, "text" if field.kind is str else "a whole number")
    if field.kind is str and len(value) > field.most:
        raise RefusedError(400, name, f"at most {field.most} letters")
    if field.kind is int and not 1 <= value <= field.most:
        raise RefusedError(400, name, f"1 to {field.most}")
    return "".join(letter for letter in value if letter.isprintable()) if field.kind is str else value
