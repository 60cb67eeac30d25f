"""The contract of the log: every table, every column, every word that may stand in it.

Times are int64 microseconds of wall clock since the start of the scenario; `-1` is the null of
every whole number. A coded column holds the position of a word in a vocabulary: a fixed one of this
module, or one of the run's own (units, steps, teams, people ...) that travels with the log.
"""

from __future__ import annotations

from dataclasses import dataclass

SCHEMA_VERSION = 1
NULL = -1


@dataclass(frozen=True)
class Column:
    """One column: name, NumPy dtype, unit, vocabulary (empty: plain number or text), meaning."""

    name: str
    dtype: str
    unit: str
    vocabulary: str
    meaning: str
    nullable: bool = False


@dataclass(frozen=True)
class Table:
    """One table: its name, what a row is, its columns, and by which of them rows are sorted."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    order: tuple[str, ...]  # rows are sorted by these columns


OUTCOMES = ("inside", "launched", "rejected", "canceled", "shadow", "reused")
ACTIVITY_OUTCOMES = (
    "open",  # not finished when the run stopped
    "done",
    "approved",
    "revise",
    "rejected",
    "canceled",  # the campaign ended, or the review was no longer needed
    "overflowed",  # went to the agency instead
    "timed_out",  # nobody reviewed in time: delegated or deemed approved
    "escalated",  # a refusal that goes on to somebody higher
)
STINT_ENDINGS = ("open", "finished", "shift_end", "preempted", "handed_over", "canceled")
CAUSES = (
    "work",
    "hand_off",
    "outside",
    "agency",
    "hold",
    "assembly",
    "decision",
    "closed",
    "queue",
    "embargo",
)
SUB_CAUSES = ("none", "cadence", "agenda", "closed", "busy", "preempted")
EVENT_KINDS = (
    "request",
    "launch",
    "end",
    "verdict",  # value: 0 approve, 1 revise, 2 reject, 3 escalate
    "defect_escaped",  # value: risk
    "incident",  # value: risk
    "risk_event",  # value: risk
    "meeting",  # value: items on the agenda
    "preemption",
    "hand_over",
    "delegated",
    "deemed_approved",
    "overflow",
    "withdrawn",
    "turned_away",
    "force_formed",
    "seconded",  # a person joins a task force
    "released",
    "shift_start",
    "shift_end",
    "absence_start",  # value: 0 vacation, 1 sickness
    "absence_end",
    "departure",
    "hire",
    "forced_approval",
)

_TIME = "microseconds"

CAMPAIGNS = Table(
    "campaigns",
    "One row a request.",
    (
        Column("campaign", "int64", "", "", "row number: order of request, then identity"),
        Column("id", "str", "", "", "identity: unit/type/stream/index, or the id of the calendar"),
        Column("unit", "int64", "", "unit", "unit that asks"),
        Column("type", "int64", "", "type", "campaign type"),
        Column("stream", "int64", "", "stream", "where the request comes from"),
        Column("index", "int64", "", "", "number within unit, type and stream, from 1"),
        Column("tier", "int64", "", "tier", "risk tier"),
        Column("requested", "int64", _TIME, "", "instant of the request"),
        Column("due", "int64", _TIME, "", "instant by which it is to be launched"),
        Column("not_before", "int64", _TIME, "", "embargo", True),
        Column("value", "float64", "currency", "", "worth when launched in time"),
        Column("outcome", "int64", "", "outcome", "how the request ended"),
        Column("ended", "int64", _TIME, "", "launch, or the other end", True),
        Column("launch_activity", "int64", "", "", "activity that launched it", True),
        Column("first_start", "int64", _TIME, "", "first hands-on work", True),
    ),
    ("campaign",),
)

ACTIVITIES = Table(
    "activities",
    "One execution of one node of the plan: a step, or the hand-off, meeting or agency before it.",
    (
        Column("activity", "int64", "", "", "row number"),
        Column("campaign", "int64", "", "", "its campaign"),
        Column("node", "int64", "", "", "position in the plan"),
        Column("step", "int64", "", "step", "step of the workflow"),
        Column("instruction", "int64", "", "instruction", "what the node does"),
        Column("attempt", "int64", "", "", "the nth execution, from 1"),
        Column("ready", "int64", _TIME, "", "predecessors finished"),
        Column("start", "int64", _TIME, "", "first person, vendor or clock began", True),
        Column("finish", "int64", _TIME, "", "finished", True),
        Column("team", "int64", "", "team", "team or agency", True),
        Column("outcome", "int64", "", "activity_outcome", "how it ended"),
        Column("trigger", "int64", "", "", "the latest-finishing predecessor activity", True),
        Column("effort", "int64", _TIME, "", "hands-on work it takes at speed 1"),
    ),
    ("ready", "campaign", "node", "attempt"),
)

STINTS = Table(
    "stints",
    "One person at work on one activity without a break.",
    (
        Column("activity", "int64", "", "", "activity"),
        Column("person", "int64", "", "person", "who"),
        Column("team", "int64", "", "team", "for which team"),
        Column("start", "int64", _TIME, "", "from"),
        Column("finish", "int64", _TIME, "", "to"),
        Column("ended_by", "int64", "", "stint_ending", "why it ended"),
    ),
    ("start", "person", "activity"),
)

WAITS = Table(
    "waits",
    "One interval of an activity in which nobody works on it, by cause.",
    (
        Column("activity", "int64", "", "", "activity"),
        Column("start", "int64", _TIME, "", "from"),
        Column("finish", "int64", _TIME, "", "to"),
        Column("cause", "int64", "", "cause", "the first cause that holds"),
        Column("sub_cause", "int64", "", "sub_cause", "of a decision, or a preempted queue"),
    ),
    ("activity", "start"),
)

EVENTS = Table(
    "events",
    "What happens at an instant.",
    (
        Column("time", "int64", _TIME, "", "instant"),
        Column("kind", "int64", "", "event_kind", "what"),
        Column("campaign", "int64", "", "", "campaign", True),
        Column("activity", "int64", "", "", "activity", True),
        Column("step", "int64", "", "step", "step or gate", True),
        Column("attempt", "int64", "", "", "attempt", True),
        Column("person", "int64", "", "person", "person", True),
        Column("value", "int64", "", "", "see the kind", True),
    ),
    ("time", "kind", "campaign", "step", "attempt", "person", "value"),
)

TABLES = (CAMPAIGNS, ACTIVITIES, STINTS, WAITS, EVENTS)

FIXED_VOCABULARIES = {
    "outcome": OUTCOMES,
    "activity_outcome": ACTIVITY_OUTCOMES,
    "stint_ending": STINT_ENDINGS,
    "cause": CAUSES,
    "sub_cause": SUB_CAUSES,
    "event_kind": EVENT_KINDS,
}
RUN_VOCABULARIES = (
    "unit",
    "type",
    "stream",
    "tier",
    "step",
    "instruction",
    "team",
    "person",
    "risk",
)
