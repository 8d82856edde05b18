"""A sign-in provider (OpenID Connect) that lets everybody in as the same person."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT = "advisor"
PATIENCE = 60.0


class Provider:
    """What a client of a provider asks for, from discovery to the signed token."""

    def __init__(self, port: int) -> None:
        self.url = f"http://localhost:{port}"
        self.signed_in = 0
        self._key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self._nonce: dict[str, str] = {}

    def app(self) -> Starlette:
        """Return the provider as an app."""
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self.discover),
                Route("/authorize", self.authorize),
                Route("/token", self.token, methods=["POST"]),
                Route("/keys", self.keys),
            ]
        )

    async def discover(self, _request: Request) -> Response:
        """Say where everything is."""
        places = {
            "authorization_endpoint": "/authorize",
            "token_endpoint": "/token",
            "jwks_uri": "/keys",
        }
        found = {name: self.url + path for name, path in places.items()}
        signing = {"id_token_signing_alg_values_supported": ["RS256"], "response_types_supported": ["code"]}
        return JSONResponse(found | signing | {"issuer": self.url, "subject_types_supported": ["public"]})

    async def authorize(self, request: Request) -> Response:
        """Send the visitor back at once, with a code."""
        asked = request.query_params
        self._nonce["code"] = asked.get("nonce", "")
        back = urlencode({"code": "code", "state": asked["state"]})
        return RedirectResponse(f"{asked['redirect_uri']}?{back}")

    async def token(self, _request: Request) -> Response:
        """Exchange the code for a signed token."""
        self.signed_in += 1
        now = int(time.time())
        claims = {
            "iss": self.url,
            "aud": CLIENT,
            "sub": "1",
            "iat": now,
            "exp": now + 600,
            "email": "host@example.com",
        }
        signed = jwt.encode(
            {"alg": "RS256", "kid": "one"}, claims | {"nonce": self._nonce["code"]}, self._key
        )
        return JSONResponse({"access_token": "any", "token_type": "Bearer", "id_token": signed})

    async def keys(self, _request: Request) -> Response:
        """Publish the key that the tokens are signed with."""
        return JSONResponse({"keys": [self._key.as_dict(private=False)]})


@contextmanager
def providing(port: int) -> Iterator[Provider]:
    """Run a provider in a thread until the block ends."""
    provider = Provider(port)
    server = uvicorn.Server(uvicorn.Config(provider.app(), port=port, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    deadline = time.monotonic() + PATIENCE
    while not server.started:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    try:
        yield provider
    finally:
        server.should_exit = True
        thread.join()
