"""What the words of the fixed vocabularies mean, for the printed contract."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from mom_sim.log.event_kinds import EVENT_KIND_RECORDS

MEANINGS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "outcome": {
            "inside": "not ended when the run stopped",
            "launched": "launched",
            "rejected": "a gate ended it, or it was turned away",
            "canceled": "withdrawn, or stopped by a risk",
            "shadow": "the unit went ahead outside the organization",
            "reused": "answered with an asset that was there",
        },
        "activity_outcome": {
            "open": "not finished when the run stopped",
            "done": "finished",
            "approved": "a decision: go on",
            "revise": "a decision: do stated steps again",
            "rejected": "a decision: end the campaign",
            "canceled": "the campaign ended, or the review was no longer needed",
            "overflowed": "went to the agency instead",
            "timed_out": "nobody reviewed in time: delegated or deemed approved",
            "escalated": "a decision: refused, and passed on to somebody higher",
        },
        "stint_ending": {
            "open": "still in hand when the run stopped",
            "finished": "the activity is finished",
            "shift_end": "the calendar closed; the same person resumes",
            "preempted": "more urgent work came",
            "handed_over": "the person is away or has left; the work returned to the queue",
            "canceled": "the activity was canceled",
        },
        "cause": {
            "work": "somebody works on it",
            "hand_off": "work passes from one skill to another",
            "outside": "somebody outside the model has it",
            "agency": "an agency has it, or it waits for the agency's capacity",
            "hold": (
                "held back: limit on work in progress, start of a sprint, release cadence, freeze"
            ),
            "assembly": "a task force or a crew forms",
            "decision": "waiting at a gate; the sub-cause says for what",
            "closed": "nobody who could do it is at work at this hour",
            "queue": "the people who could do it are busy, or were preempted",
            "embargo": "the campaign must not start yet; reported apart",
        },
        "sub_cause": {
            "none": "nothing to add",
            "cadence": "decision: the deciders have not met yet",
            "agenda": "decision: the meeting had no room",
            "closed": "decision: the deciders are not at work at this hour",
            "busy": "decision: the deciders are busy",
            "preempted": "queue: after a preemption",
        },
        "event_kind": {name: record.meaning for name, record in EVENT_KIND_RECORDS.items()},
    }
)
"""Meaning of every word of every fixed vocabulary, in the contract's order."""
