"""What every request has to pass and every response carries, without any worker process."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from mom_sim.app.security import CONTENT_SECURITY_POLICY, HEADERS, LOOPBACK_NAMES, Guard

PORT, BODY = 8321, 1000


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    body = await Request(scope, receive).body()
    await PlainTextResponse(f"reached with {len(body)}")(scope, receive, send)


def ask(method: str = "GET", *, body: bytes = b"", **headers: str) -> httpx.Response:
    """Send one request through the guard."""
    sent = {"Host": f"127.0.0.1:{PORT}", **{k.replace("_", "-"): v for k, v in headers.items()}}

    async def asked() -> httpx.Response:
        guard = Guard(echo, names=LOOPBACK_NAMES, port=PORT, body_bytes=BODY)
        transport = httpx.ASGITransport(guard)
        async with httpx.AsyncClient(transport=transport, base_url="http://any") as client:
            return await client.request(method, "/", content=body, headers=sent)

    return asyncio.run(asked())


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8321", "localhost:8321", "[::1]:8321", "LOCALHOST:8321"]
)
def test_own_addresses_are_answered(host: str) -> None:
    assert ask(Host=host).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example:8321",
        "127.0.0.1",
        "127.0.0.1:80",
        "127.0.0.1.evil.example:8321",
        "",
        "0.0.0.0:8321",
    ],
)
def test_a_name_that_points_here_is_refused(host: str) -> None:
    """DNS rebinding: another site's name resolves to this machine."""
    response = ask(Host=host)
    assert response.status_code == 403
    assert response.json() == {
        "message": "this server answers only under its own address",
        "faults": [],
    }


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "null",
        "https://127.0.0.1:8321",
        "http://127.0.0.1:9999",
        "http://127.0.0.1",
        "http://[",
    ],
)
def test_another_sites_page_is_refused(method: str, origin: str) -> None:
    assert ask(method, Origin=origin, Content_Type="application/json").status_code == 403


def test_own_page_is_answered() -> None:
    own = f"http://127.0.0.1:{PORT}"
    assert ask("POST", Origin=own, Content_Type="application/json").status_code == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_changes_that_another_site_sets_off_are_refused(site: str) -> None:
    response = ask("POST", Sec_Fetch_Site=site, Content_Type="application/json")
    assert response.status_code == 403


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_a_form_cannot_ask(kind: str) -> None:
    """What a browser sends without asking first is no JSON."""
    assert ask("POST", body=b"{}", Content_Type=kind).status_code == 415


def test_large_bodies_are_refused_by_their_stated_length() -> None:
    response = ask("POST", body=b"x" * (BODY + 1), Content_Type="application/json")
    assert response.status_code == 413
    assert "1,000 bytes" in response.json()["message"]
    assert ask("POST", body=b"x" * BODY, Content_Type="application/json").text.endswith("1000")


def test_large_bodies_without_a_length_are_cut_off() -> None:
    async def parts() -> Any:
        for _ in range(5):
            yield b"x" * 300

    async def careless(scope: Scope, receive: Receive, send: Send) -> None:
        """Takes whatever goes wrong with a body for a fault in it, as a framework does."""
        try:
            await Request(scope, receive).body()
        except Exception:
            await PlainTextResponse("no JSON", 400)(scope, receive, send)

    async def asked(app: ASGIApp) -> httpx.Response:
        guard = Guard(app, names=LOOPBACK_NAMES, port=PORT, body_bytes=BODY)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(guard)) as client:
            return await client.post(
                f"http://127.0.0.1:{PORT}/",
                content=parts(),
                headers={"Content-Type": "application/json"},
            )

    for app in (echo, careless):
        response = asyncio.run(asked(app))
        assert response.status_code == 413
        assert "1,000 bytes" in response.json()["message"]
        assert response.headers["x-frame-options"] == "DENY"


def responses() -> Iterator[httpx.Response]:
    yield ask()
    yield ask(Host="evil.example")
    yield ask("POST")


def test_every_response_carries_the_headers() -> None:
    for response in responses():
        for name, value in HEADERS.items():
            assert response.headers[name] == value
        assert response.headers["cache-control"] == "no-store"


def test_policy_lets_no_script_but_own_files_run() -> None:
    parts = dict(part.split(" ", 1) for part in CONTENT_SECURITY_POLICY.split("; "))
    assert parts["default-src"] == "'none'"
    assert parts["script-src"] == "'self'"
    assert parts["frame-ancestors"] == "'none'"
    assert parts["connect-src"] == "'self'"
    assert not any("http" in part or "*" in part for part in parts.values())
