"""Asking the server as a page does, and listening to what it tells."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx

Event = tuple[str, dict[str, Any]]


@dataclass
class Client:
    """Questions to a running server."""

    http: httpx.Client

    def post(self, kind: str, **body: Any) -> httpx.Response:
        """Ask; a question is about the smallest scenario unless it says otherwise."""
        if "yaml" not in body and "preset" not in body:
            body["preset"] = "minimal"
        return self.http.post(f"/api/{kind}", json=body)

    def ask(self, kind: str, **body: Any) -> str:
        """Ask what becomes a job; its id."""
        response = self.post(kind, **body)
        assert response.status_code == 202, response.text
        found: str = response.json()["job"]
        return found

    def events(self, job: str) -> Iterator[Event]:
        """What a job tells until it is over."""
        with self.http.stream("GET", f"/api/jobs/{job}/events") as stream:
            assert stream.headers["content-type"].startswith("text/event-stream")
            name = ""
            for line in stream.iter_lines():
                if line.startswith("event: "):
                    name = line.removeprefix("event: ")
                elif line.startswith("data: "):
                    yield name, json.loads(line.removeprefix("data: "))

    def result(self, kind: str, **body: Any) -> dict[str, Any]:
        """Ask, wait, and read what came out."""
        job = self.ask(kind, **body)
        told = list(self.events(job))
        assert told[-1][0] == "done", told[-1]
        found: dict[str, Any] = self.http.get(told[-1][1]["result"]).json()
        return found
