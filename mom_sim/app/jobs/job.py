"""One question that takes its time, and everybody who listens to it."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass, field
from typing import Any

WAITING, RUNNING = "waiting", "running"
DONE, FAILED, CANCELED, INTERRUPTED = "done", "failed", "cancelled", "interrupted"
OVER = (DONE, FAILED, CANCELED, INTERRUPTED)


@dataclass(eq=False)
class Job:
    """A job, as it is now.

    Attributes
    ----------
    id, kind, client : str
    question : dict
        The body of the request.
    title : str
    status : str
    created, finished : float
        Seconds since 1970; 0 while it is not over.
    progress, error : dict or None
    reason : str
        Why it was canceled.
    """

    id: str
    kind: str
    client: str
    question: dict[str, Any]
    title: str = ""
    status: str = WAITING
    created: float = field(default_factory=time.time)
    finished: float = 0.0
    progress: dict[str, Any] | None = None
    error: dict[str, Any] | None = None
    reason: str = ""
    # Of every kind the latest, which is all that somebody who begins to listen has to know.
    _events: dict[str, tuple[int, bytes]] = field(default_factory=dict, repr=False)
    _count: int = 0
    _changed: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self.status in OVER

    def tell(self, event: str, data: dict[str, Any]) -> None:
        """Let everybody know."""
        self._count += 1
        text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        lines = f"id: {self._count}\nevent: {event}\ndata: {text}\n\n"
        self._events[event] = (self._count, lines.encode())
        if event == "progress":
            self.progress = data
        self._changed.set()
        self._changed = asyncio.Event()

    def drop(self, event: str) -> None:
        """Let go of what was told last under a name: nobody needs it any more."""
        self._events.pop(event, None)

    def events_after(self, number: int) -> list[tuple[int, bytes]]:
        """What there is to tell to somebody who knows of events up to a number."""
        return sorted(one for one in self._events.values() if one[0] > number)

    @property
    def changed(self) -> asyncio.Event:
        """Set as soon as something more is told."""
        return self._changed

    def last_event(self) -> bytes:
        """How a job ended, also one that is known from the disk alone."""
        if self._events:
            return max(self._events.values())[1]
        if self.status == DONE:
            self.tell(DONE, {"result": f"/api/jobs/{self.id}/result"})
        elif self.status == FAILED:
            self.tell(FAILED, self.error or {"message": "it failed", "faults": []})
        else:
            self.tell(CANCELED, {"reason": self.reason or self.status})
        return next(iter(self._events.values()))[1]

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "id": self.id,
            "kind": self.kind,
            "client": self.client,
            "title": self.title,
            "status": self.status,
            "created": _instant(self.created),
            "finished": _instant(self.finished) if self.finished else None,
            "progress": self.progress,
            "error": self.error,
            "result": f"/api/jobs/{self.id}/result" if self.status == DONE else None,
        }


def _instant(seconds: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))
