"""The instruction table: one record per instruction.

Validation, printing, documentation and tests read it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Instruction:
    """What a node of the plan can do.

    Parameters
    ----------
    name : str
        Upper-case word; an engine's method is ``do_<name in lower case>``.
    columns : tuple of str
        Node columns it reads beside the ones every node has.
    does : str
        One sentence.
    cause : str
        Cause of waiting that its time is booked under; empty when the node's own column says it, or
        when it takes no time.
    emits : tuple of str
        Event kinds it can write to the log.
    outcomes : tuple of str
        Activity outcomes it can end with.
    optional : tuple of str
        Columns that it does without, though other instructions need them.
    """

    name: str
    columns: tuple[str, ...]
    does: str
    cause: str
    emits: tuple[str, ...]
    outcomes: tuple[str, ...]
    optional: tuple[str, ...] = ()


_RECORDS = (
    Instruction(
        "PASS",
        (),
        "Does nothing and takes no time: the begin of a program, and where branches meet.",
        "",
        (),
        ("done",),
    ),
    Instruction(
        "ADMIT",
        ("limit",),
        "Waits until work in progress is below a limit; or turns the request away.",
        "hold",
        ("turned_away", "end"),
        ("done", "canceled"),
    ),
    Instruction(
        "FREEZE",
        ("windows",),
        "Holds a request made inside a window until the window's end.",
        "hold",
        (),
        ("done",),
    ),
    Instruction(
        "EMBARGO",
        (),
        "Waits for the campaign's not-before date.",
        "embargo",
        (),
        ("done",),
    ),
    Instruction(
        "ASSEMBLE",
        ("force", "queues"),
        "Takes people out of their teams for the campaign, one of each named queue.",
        "assembly",
        ("force_formed", "seconded"),
        ("done",),
    ),
    Instruction(
        "DISBAND",
        ("skills",),
        "Sends seconded people of some skills back to their teams.",
        "",
        ("released",),
        ("done",),
    ),
    Instruction(
        "WORK",
        (
            "draw",
            "share",
            "reliefs",
            "rate_curves",
            "queues",
            "in_force",
            "timeout",
            "timeout_from",
            "overflow",
            "overflow_late",
        ),
        "Hands-on work by one person, or by several at the same time.",
        "",
        ("preemption", "hand_over", "overflow", "delegated", "deemed_approved"),
        ("done", "overflowed", "timed_out"),
    ),
    Instruction(
        "DELAY",
        ("draw", "clock", "cause"),
        "Time passes, in wall-clock or in working time: a hand-off, or somebody outside the model.",
        "",
        (),
        ("done",),
    ),
    Instruction(
        "AGENCY",
        ("draw", "share", "reliefs", "effort_draw", "agency"),
        "An agency delivers after its turnaround, as soon as the vendor has capacity.",
        "agency",
        (),
        ("done",),
    ),
    Instruction(
        "MEET",
        ("meetings", "timeout", "cause"),
        "Waits for the next meeting of the deciders that has room on its agenda; or, if its own "
        "cause says so, for another instant at which a limited number of items goes on.",
        "decision",
        ("meeting",),
        ("done", "timed_out"),
        optional=("cause",),
    ),
    Instruction(
        "DECIDE",
        ("decision",),
        "Turns reviews into a verdict: go on, do again, ask somebody higher, or end the campaign.",
        "",
        ("verdict", "forced_approval", "end"),
        ("approved", "revise", "rejected", "escalated"),
    ),
    Instruction(
        "CANCEL",
        ("ends",),
        "Ends the campaign: something happened that makes it pointless, or there is another way.",
        "",
        ("end",),
        ("done",),
    ),
    Instruction(
        "END",
        (),
        "Nothing is left to do for the campaign.",
        "",
        (),
        ("done",),
    ),
)

INSTRUCTIONS: dict[str, Instruction] = {record.name: record for record in _RECORDS}
NAMES: tuple[str, ...] = tuple(INSTRUCTIONS)
CODES: dict[str, int] = {name: code for code, name in enumerate(NAMES)}
