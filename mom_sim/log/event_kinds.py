"""One record per kind of event: what it means, what its row must name, what its value is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from mom_sim.log.contract import OUTCOMES


@dataclass(frozen=True)
class EventKind:
    """A word of the vocabulary `event_kind`.

    Parameters
    ----------
    name : str
    meaning : str
    needs : tuple of str
        Columns that must not be null.
    value : str
        What the column `value` holds; empty: nothing is promised.
    words : tuple of str
        The words that `value` is a position in.
    vocabulary : str
        The vocabulary of the run that `value` is a position in.
    """

    name: str
    meaning: str
    needs: tuple[str, ...]
    value: str = ""
    words: tuple[str, ...] = ()
    vocabulary: str = ""


_CAMPAIGN = ("campaign",)
_ACTIVITY = ("campaign", "activity")
_PERSON = ("person",)
_VALUE = ("campaign", "value")

_RECORDS = (
    EventKind("request", "A unit asks for a campaign.", _CAMPAIGN),
    EventKind("launch", "The campaign is launched.", _ACTIVITY),
    EventKind("end", "The request ends without a launch.", _VALUE, "outcome", words=OUTCOMES),
    EventKind(
        "verdict",
        "A gate decides.",
        ("campaign", "activity", "step", "attempt", "value"),
        "verdict",
        words=("approve", "revise", "reject", "escalate"),
    ),
    EventKind(
        "defect_escaped", "Bad work passes its gates.", _VALUE, "defect risk", vocabulary="risk"
    ),
    EventKind(
        "incident", "Bad work that has escaped surfaces.", _VALUE, "defect risk", vocabulary="risk"
    ),
    EventKind(
        "risk_event", "Something happens to a campaign.", _VALUE, "event risk", vocabulary="risk"
    ),
    EventKind("meeting", "A body of deciders meets.", ("value",), "items on the agenda"),
    EventKind(
        "preemption", "More urgent work takes the people.", _ACTIVITY, "campaign of that work"
    ),
    EventKind("hand_over", "Work returns to the queue: its person is away or has left.", _ACTIVITY),
    EventKind("delegated", "Nobody has reviewed in time: the delegate's turn.", _ACTIVITY),
    EventKind("deemed_approved", "Nobody has reviewed in time: approved.", _ACTIVITY),
    EventKind(
        "overflow", "Work goes to an agency: the queue is long, or the due date near.", _ACTIVITY
    ),
    EventKind("withdrawn", "The unit has lost patience.", _CAMPAIGN),
    EventKind("turned_away", "The request is refused: too much is in progress.", _CAMPAIGN),
    EventKind("force_formed", "A task force is ready to begin.", _ACTIVITY),
    EventKind("seconded", "A person joins a task force.", ("campaign", "person"), "skill"),
    EventKind("released", "A person leaves a task force.", ("campaign", "person"), "skill"),
    EventKind("shift_start", "A person is there for work; absences are left out.", _PERSON),
    EventKind("shift_end", "A person is no longer there for work.", _PERSON),
    EventKind(
        "absence_start",
        "A person's absence begins.",
        ("person", "value"),
        "reason",
        words=("vacation", "sickness"),
    ),
    EventKind("absence_end", "A person's absence ends.", _PERSON),
    EventKind("departure", "A person leaves the company.", _PERSON),
    EventKind("hire", "A successor starts.", _PERSON),
    EventKind("forced_approval", "The rounds are used up: approved though refused.", _ACTIVITY),
)

EVENT_KIND_RECORDS: Mapping[str, EventKind] = MappingProxyType({r.name: r for r in _RECORDS})
