"""Small numbers that stand for words in the kernel."""

from __future__ import annotations

from mom_sim.calendars.units import MICROSECONDS_PER_WEEK
from mom_sim.calendars.units import NEVER as _NEVER
from mom_sim.draws.tables import UNDRAWN
from mom_sim.engines.bounds import (
    ACTIVITIES_AT_ONCE,
    CERTAIN,
    EVENTS_PER_RUN,
    LOOKS_PER_VERSION,
    ROUNDS_PER_INSTANT,
)
from mom_sim.engines.order import KINDS, rank
from mom_sim.engines.recording import ACTIVITY_OUTCOME, EVENT_KIND, OUTCOME, STINT_ENDING
from mom_sim.log.contract import CAUSES
from mom_sim.plan.instructions import CODES
from mom_sim.plan.plan import PARTS, PASS_OVER

# Read here by the kernel, so that its digest sees them.
__all__ = [
    "ACTIVITIES_AT_ONCE",
    "CERTAIN",
    "EVENTS_PER_RUN",
    "LOOKS_PER_VERSION",
    "PARTS",
    "PASS_OVER",
    "ROUNDS_PER_INSTANT",
    "UNDRAWN",
]

NEVER = int(_NEVER)
FOREVER = (1 << 63) - 1
WEEK = int(MICROSECONDS_PER_WEEK)

# Instructions
PASS, ADMIT, FREEZE, EMBARGO = CODES["PASS"], CODES["ADMIT"], CODES["FREEZE"], CODES["EMBARGO"]
ASSEMBLE, DISBAND, WORK, DELAY = CODES["ASSEMBLE"], CODES["DISBAND"], CODES["WORK"], CODES["DELAY"]
AGENCY, MEET, DECIDE = CODES["AGENCY"], CODES["MEET"], CODES["DECIDE"]
CANCEL, END = CODES["CANCEL"], CODES["END"]

# Outcomes of activities
OPEN, DONE, APPROVED = (
    ACTIVITY_OUTCOME["open"],
    ACTIVITY_OUTCOME["done"],
    ACTIVITY_OUTCOME["approved"],
)
REVISE, REJECTED = ACTIVITY_OUTCOME["revise"], ACTIVITY_OUTCOME["rejected"]
CANCELED, OVERFLOWED = ACTIVITY_OUTCOME["canceled"], ACTIVITY_OUTCOME["overflowed"]
TIMED_OUT, ESCALATED = ACTIVITY_OUTCOME["timed_out"], ACTIVITY_OUTCOME["escalated"]

# Outcomes of requests
OUT_LAUNCHED, OUT_REJECTED = OUTCOME["launched"], OUTCOME["rejected"]

# Endings of stints
BY_FINISH, BY_PREEMPTION = STINT_ENDING["finished"], STINT_ENDING["preempted"]
BY_HAND_OVER, BY_CANCELLATION = STINT_ENDING["handed_over"], STINT_ENDING["canceled"]

# Kinds of events in the log
LOG_REQUEST, LOG_LAUNCH, LOG_END = EVENT_KIND["request"], EVENT_KIND["launch"], EVENT_KIND["end"]
LOG_VERDICT, LOG_ESCAPED = EVENT_KIND["verdict"], EVENT_KIND["defect_escaped"]
LOG_MEETING, LOG_PREEMPTION = EVENT_KIND["meeting"], EVENT_KIND["preemption"]
LOG_HAND_OVER, LOG_DEEMED = EVENT_KIND["hand_over"], EVENT_KIND["deemed_approved"]
LOG_OVERFLOW, LOG_WITHDRAWN = EVENT_KIND["overflow"], EVENT_KIND["withdrawn"]
LOG_TURNED_AWAY, LOG_FORMED = EVENT_KIND["turned_away"], EVENT_KIND["force_formed"]
LOG_FORCED = EVENT_KIND["forced_approval"]
LOG_SECONDED, LOG_RELEASED = EVENT_KIND["seconded"], EVENT_KIND["released"]

# Events of the engine: keys that order them within an instant
KEY_OF_KIND = tuple(rank(kind) for kind in range(len(KINDS)))
KIND_SHIFT = 52
NODE_BITS = 16
NODE_MASK = (1 << NODE_BITS) - 1
CAMPAIGN_MASK = (1 << 36) - 1
FIRST_KEY = rank(0)
(
    KIND_ARRIVE,
    KIND_FINISH,
    KIND_DELAYED,
    KIND_STAFFING,
    KIND_TIMEOUT,
    KIND_WITHDRAW,
    KIND_MEETING,
    KIND_OPENING,
    KIND_DISPATCH,
) = range(9)
KEY_STAFFING = rank(KIND_STAFFING)
KEY_MEETING = rank(KIND_MEETING)
KEY_OPENING = rank(KIND_OPENING)
KEY_DISPATCH = rank(KIND_DISPATCH)

NODE_SHIFT = 2
NODE_WORDS = 1 << NODE_SHIFT  # that are kept of a node of a campaign

WORD_SHIFT = 6  # bits in a number, as a power of two
WORD_MASK = (1 << WORD_SHIFT) - 1

# Stages of an activity
UNDER_WAY, ASKING, GRANTED, STARTED = range(4)

# Answers to be given after a dispatch
ANSWER_LIMIT, ANSWER_AGENCY, ANSWER_PERMIT, ANSWER_MEMBERS = range(4)

# Queue rules
CLASS_OF_SERVICE, FIFO, DUE_DATE, VALUE, COST_OF_DELAY = range(5)
SHORTEST_FIRST, FAIR_SHARE, LATEST_FIRST = range(5, 8)
RULE_CODES = {
    "class_of_service": CLASS_OF_SERVICE,
    "fifo": FIFO,
    "due_date": DUE_DATE,
    "value": VALUE,
    "cost_of_delay": COST_OF_DELAY,
    "shortest_first": SHORTEST_FIRST,
    "fair_share": FAIR_SHARE,
    "latest_first": LATEST_FIRST,
}
NO_WORD = -(1 << 63) + 1  # below every word of a key: the shorter of two keys comes first

# Registers of curves
TIME, PRACTICE, LOAD, DELIVERIES, ROUND = range(5)
REGISTER_CODES = {
    "time": TIME,
    "practice": PRACTICE,
    "load": LOAD,
    "deliveries": DELIVERIES,
    "round": ROUND,
}

# Conditions
ANYWHERE, NEAR, FAR = range(3)
DISTANCE_CODES = {"": ANYWHERE, "near": NEAR, "far": FAR}
NOWHERE, AS_BEFORE = -1, -2
ASKS_TIERS, ASKS_DISTANCE, ASKS_OUTCOME, ASKS_ESCAPED, ASKS_CHANCE, ASKS_TIME = (
    1 << bit for bit in range(6)
)

# Verdicts
APPROVE, REVISION, REJECTION, ESCALATION = range(4)

# Draws
DIRECT = 8  # attempts below this are looked up without a search

# Agenda: node and trigger in one number
TRIGGER_BITS = 40
TRIGGER_MASK = (1 << TRIGGER_BITS) - 1

# Why the kernel returned
GO_ON, STOPPED, NEED_DRAW, FULL, LOOP, TOO_MANY_EVENTS, NEED_CAMPAIGNS = range(7)
(
    FULL_ROWS,
    FULL_SPANS,
    FULL_EVENTS,
    FULL_INSIDE,
    FULL_HEAP,
    FULL_REQUESTS,
    FULL_FRESH,
    FULL_ANSWERS,
    FULL_SLOTS,
    FULL_RECORDS,
) = range(1, 11)

# Statistics without a log
BUCKET_BITS = 10
BUCKETS = (64 - BUCKET_BITS) << BUCKET_BITS
WORKING, WHILE_CLOSED = CAUSES.index("work"), CAUSES.index("closed")
UNTIL_A_CREW = CAUSES.index("assembly")
IN_QUEUE, UNTIL_DECIDED = CAUSES.index("queue"), CAUSES.index("decision")
TALLY_WIP, TALLY_LAUNCHED_IN_WINDOW, TALLY_TIME, TALLY_CYCLE, TALLY_COMPLETIONS = range(5)
TALLIES = 5

LEVELS = 4  # of links that pass over others in a lane
LEVEL_BITS = 3  # each level has one link where the one below it has eight
