"""Why an engine stopped, and what to tell the user."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """A way for a run to end; `message` says what to do about it, if anything."""

    name: str
    message: str


FINISHED = Reason("finished", "")
LIMIT = Reason("limit", "")  # open campaigns are left; the log says which
ZERO_TIME_LOOP = Reason(
    "zero_time_loop",
    "work goes round at {time:.3f} h without time passing: a rework loop, a wait or a gate of zero "
    "length sends campaigns back for ever. Give one of its steps an effort, or limit the rounds.",
)
EVENT_LIMIT = Reason(
    "event_limit",
    "more than {events:,} events: the backlog grows without bound or the study is too large. Lower "
    "the demand, add people, or shorten the horizon or `follow_up`.",
)
