"""Raw rows as an engine writes them; `assembling` makes the log from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from mom_sim.log.contract import ACTIVITY_OUTCOMES, EVENT_KINDS, NULL, OUTCOMES, STINT_ENDINGS

OUTCOME = {word: code for code, word in enumerate(OUTCOMES)}
ACTIVITY_OUTCOME = {word: code for code, word in enumerate(ACTIVITY_OUTCOMES)}
STINT_ENDING = {word: code for code, word in enumerate(STINT_ENDINGS)}
EVENT_KIND = {word: code for code, word in enumerate(EVENT_KINDS)}


@dataclass(slots=True, eq=False)
class ActivityRow:
    """One execution of a node. `start` is when the first person, vendor or meeting was at hand."""

    row: int
    campaign: int
    node: int
    attempt: int
    ready: int
    trigger: int
    start: int = NULL
    finish: int = NULL
    team: int = NULL
    outcome: int = 0
    effort: int = 0
    place: int = -1  # where the work is from then on; -1 = nowhere yet
    crew: tuple[tuple[int, ...], ...] = ()  # inside a task force: who could do it, by slot


class Span(NamedTuple):
    """Somebody, or a crew, holds an activity; breaks of their calendars are included."""

    activity: int
    people: tuple[int, ...]
    team: int
    start: int
    finish: int
    ended_by: int


@dataclass(slots=True, eq=False)
class CampaignEnd:
    """How a request has ended, if it has."""

    outcome: int = 0
    ended: int = NULL
    launch_activity: int = NULL
    first_start: int = NULL


@dataclass
class Recording:
    """Everything that one run has written."""

    activities: list[ActivityRow] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    events: list[tuple[int, int, int, int, int, int, int, int]] = field(default_factory=list)
    ends: dict[int, CampaignEnd] = field(default_factory=dict)  # campaigns that have arrived
    stopped: int = 0

    def event(
        self,
        time: int,
        kind: str,
        *,
        campaign: int = NULL,
        activity: int = NULL,
        step: int = NULL,
        attempt: int = NULL,
        person: int = NULL,
        value: int = NULL,
    ) -> None:
        """Write one row of the events table."""
        self.events.append(
            (time, EVENT_KIND[kind], campaign, activity, step, attempt, person, value)
        )
