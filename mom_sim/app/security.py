"""What every request has to pass, and every response carries."""

from __future__ import annotations

import json
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mom_sim.app.faults import error_json

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",  # pictures and the editor set styles of their own
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")

_SAFE = ("GET", "HEAD")
_TRUSTED_SITES = ("same-origin", "none")


class Guard:
    """Refuse what does not come from the app's own pages, and set the headers of every response.

    A page of another site can neither read nor ask anything here: its requests carry its own
    `Origin`; a name that it lets point to this machine (DNS rebinding) stands in `Host`.

    Parameters
    ----------
    app : ASGI application
    names : iterable of str
        Host names that requests may be sent to.
    port : int
    body_bytes : int
    """

    def __init__(self, app: ASGIApp, *, names: Iterable[str], port: int, body_bytes: int) -> None:
        self._app, self._body_bytes = app, body_bytes
        self._hosts = {
            host for name in names for host in (f"{name.lower()}:{port}", _without_80(name, port))
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)

        body = _Bounded(receive, self._body_bytes)
        has_begun = False

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                outgoing = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    outgoing[name] = value
                if "Cache-Control" not in outgoing:
                    outgoing["Cache-Control"] = "no-store"
            await send(message)

        refusal = self._refusal(scope["method"], headers)
        if refusal is not None:
            await _refuse(send_guarded, *refusal)
            return

        async def send_unless_too_large(message: Message) -> None:
            """What is made of a body that was cut off is not sent."""
            nonlocal has_begun
            if body.is_too_large and not has_begun:
                raise BodyTooLarge
            has_begun = True
            await send_guarded(message)

        try:
            await self._app(scope, body, send_unless_too_large)
        except BodyTooLarge:
            if has_begun:
                raise
            await _refuse(send_guarded, 413, self._most())

    def _refusal(self, method: str, headers: Headers) -> tuple[int, str] | None:
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            return 403, "this server answers only under its own address"
        origin = headers.get("origin")
        if origin is not None and not self._is_own(origin):
            return 403, "requests of other sites are refused"
        site = headers.get("sec-fetch-site")
        if site is not None and site not in _TRUSTED_SITES and method not in _SAFE:
            return 403, "requests of other sites are refused"
        if (length := headers.get("content-length")) is not None and (
            not length.isdigit() or int(length) > self._body_bytes
        ):
            return 413, self._most()
        if method == "POST":
            kind = headers.get("content-type", "").partition(";")[0].strip().lower()
            if kind != "application/json":
                return 415, "send the body as application/json"
        return None

    def _most(self) -> str:
        return f"the body may have {self._body_bytes:,} bytes at most"

    def _is_own(self, origin: str) -> bool:
        try:
            parts = urlsplit(origin)
        except ValueError:  # no address at all
            return False
        return parts.scheme == "http" and parts.netloc.lower() in self._hosts


class BodyTooLarge(Exception):
    """A body without a stated length went on for too long."""


class _Bounded:
    """The body of a request, cut off where it becomes too large."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive, self._left = receive, most

    @property
    def is_too_large(self) -> bool:
        return self._left < 0

    async def __call__(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
            if self.is_too_large:
                raise BodyTooLarge
        return message


def _without_80(name: str, port: int) -> str:
    return name.lower() if port == 80 else f"{name.lower()}:{port}"


async def _refuse(send: Send, status: int, message: str) -> None:
    body = json.dumps(error_json(message)).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
