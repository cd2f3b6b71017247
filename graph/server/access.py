"""Access: who is answered, by the name that is asked for, the page that asks and the token; and what every answer says.

A browser sends requests for any page to any address. So whoever asks must know this server by its own name (a name that some
site points at 127.0.0.1 is not), must come from no other site, and writes in a way that no form can.

https://fetch.spec.whatwg.org/#http-cors-protocol, https://www.w3.org/TR/fetch-metadata/, https://www.rfc-editor.org/rfc/rfc6750
"""

import base64
import binascii
import hmac
import logging
import traceback
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from ..safe_text import printable
from .settings import settings
from .workers import WorkerError

__all__ = ["POLICY", "Access", "Guard", "RefusedError", "bare_page", "complain"]

_LOG = logging.getLogger("diplograph")

POLICY = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_OWN_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})
_BARE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{words}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/style.css"></head>
<body><main><h1>{words}</h1><p><a href="/">What the store holds</a></p></main></body>
</html>
"""
_NOT_FROM_OTHERS = ("/query", "/update", "/store")


class RefusedError(WorkerError):
    """A request that is not answered; ``status`` is HTTP's for why."""


@dataclass(frozen=True, slots=True)
class Access:
    """Who may ask: whoever has the ``token``, where there is one; by this machine's own names, or those of ``site``.

    ``site`` is the address by which a reverse proxy is asked ("https://graphs.example").
    """

    token: str | None = None
    site: str | None = None

    def base(self, headers: Headers) -> str:
        """The address of the site as whoever asks knows it."""
        return self.site if self.site is not None else f"http://{headers.get('host', '')}"

    def check(self, method: str, path: str, headers: Headers) -> None:
        """Raise RefusedError where a request is not to be answered."""
        host = headers.get("host", "")
        if not self._knows(host):
            raise RefusedError(421, "This server answers to its own name only.")
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != host:
            raise RefusedError(403, "This server answers no page of another site.")
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            # Somebody follows a link to a page; what asks without being seen is refused.
            is_link = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
            if not (is_link and method == "GET" and path not in _NOT_FROM_OTHERS):
                raise RefusedError(403, "This server answers no page of another site.")
        if self.token is not None and not hmac.compare_digest(_shown(headers.get("authorization", "")), self.token.encode()):
            raise RefusedError(
                401, "Give the token of this server: as password, with any name, or as Authorization: Bearer TOKEN"
            )

    def _knows(self, host: str) -> bool:
        if self.site is not None and host == urlsplit(self.site).netloc:
            return True
        name = host.rpartition(":")[0] if ":" in host.rpartition("]")[2] else host
        return name in _OWN_NAMES if self.token is None or self.site is not None else bool(name)


def _shown(authorization: str) -> bytes:
    """The token that a header shows: of Basic, the password."""
    scheme, _, value = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return value.strip().encode()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(value.strip(), validate=True).partition(b":")[2]
        except (binascii.Error, ValueError):
            return b""
    return b""


class Guard:
    """Stands before an application: refuses, says what every answer says, and tells in one line what went wrong."""

    def __init__(self, application: Any, access: Access) -> None:
        self._application = application
        self._access = access

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        begun = False

        async def tell(message: Any) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in _ALWAYS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Content-Security-Policy", POLICY)
                headers.setdefault("Cache-Control", "private, no-cache")
            await send(message)

        try:
            self._check(scope)
            await self._application(scope, receive, tell)
        except WorkerError as error:
            await complain(error, as_json=scope["path"].startswith("/api/"))(scope, receive, tell)
        except Exception as error:
            # Its kind and place tell what is wrong here; its words may be an article's.
            _LOG.error("%s: %s at %s", printable(scope["path"]), type(error).__name__, _place(error))
            if not begun:
                await complain(WorkerError(500, "this server has failed on that"))(scope, receive, tell)

    def _check(self, scope: Any) -> None:
        if len(scope.get("raw_path", b"")) + len(scope["query_string"]) > settings().address_characters:
            raise RefusedError(414, "The address is too long; send a query by POST.")
        self._access.check(scope["method"], scope["path"], Headers(scope=scope))


def bare_page(words: str) -> str:
    """A page that says no more than these words, made where nobody reads the store."""
    words = escape(words[:1].upper() + words[1:])
    return _BARE.format(words=words)


def complain(error: WorkerError, *, as_json: bool = False, as_page: bool = False) -> Response:
    """Why there is no answer: a line of text, or JSON, or a page for a browser."""
    headers = {}
    if error.status == 401:
        headers["WWW-Authenticate"] = 'Basic realm="diplograph", charset="UTF-8"'
    if error.status == 503:
        headers["Retry-After"] = "2"
    if as_json:
        return JSONResponse({"error": str(error)}, error.status, headers)
    if as_page:
        return HTMLResponse(bare_page(str(error)), error.status, headers)
    return PlainTextResponse(f"{error}\n", error.status, headers)


def _place(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
