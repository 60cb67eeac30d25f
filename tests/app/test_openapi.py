"""The API against its own description: whatever is sent, no server error and no other answer.

What is generated follows from a fixed seed: a failure is a fault, never chance.
"""

from __future__ import annotations

from typing import Any

import httpx
import hypothesis
import pytest
import schemathesis
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from mom_sim.app.server import make_api
from mom_sim.app.settings import Settings
from tests.app.conftest import RunningServer

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
EVENTS = "/api/jobs/{identity}/events"
"""Left out: a stream of events ends when its job does."""

OPERATIONS = {
    found.ok().label: found.ok()
    for found in schemathesis.openapi.from_dict(make_api(Settings()).openapi()).get_all_operations()
    if found.ok().path != EVENTS
}


def send_many(operation: Any, server: RunningServer, examples: int) -> None:
    """Send generated requests of one operation; jobs that they open are ended."""

    @hypothesis.settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(case=operation.as_strategy())
    def sent(case: Any) -> None:
        response = case.call(base_url=server.address, timeout=60)
        case.validate_response(response, checks=CHECKS)
        if response.status_code == 202:
            httpx.delete(f"{server.address}/api/jobs/{response.json()['job']}", timeout=60)

    sent()


def test_the_description_is_complete() -> None:
    kinds = ("compare", "surge", "plan", "map", "sweep", "explain", "replay", "report")
    assert {f"POST /api/{kind}" for kind in kinds} <= set(OPERATIONS)


@pytest.mark.parametrize("name", OPERATIONS)
def test_some_requests(name: str, server: RunningServer) -> None:
    send_many(OPERATIONS[name], server, 3)


@pytest.mark.deep
@pytest.mark.parametrize("name", OPERATIONS)
def test_many_requests(name: str, server: RunningServer) -> None:
    send_many(OPERATIONS[name], server, 100)
