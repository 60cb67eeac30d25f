"""What follows from the log's contract and may surprise a reader of its tables."""

from __future__ import annotations

SURPRISES = (
    "An activity is an execution of a node of the plan, not of a step. One step can leave "
    "several rows: its hand-off, a meeting, the review, the decision. All carry the step's name; "
    "what a row is says `instruction`.",
    "A node whose condition does not hold (another risk tier, a gate that is not needed) leaves "
    "no row. The trigger of what follows is then the last activity that did take place.",
    "Working time is found in `stints` alone. `finish - start` of an activity also holds nights, "
    "weekends, absences and preemptions.",
    "A crew of three leaves three stints over the same interval. Adding up stints gives hours of "
    "people; time-to-launch counts the interval once.",
    "A person who stays at one task over a night has two stints, and the activity waits with "
    "cause `closed` in between, although nobody else could have had it.",
    "Work of no effort has a `start` and a `finish`, but no stint; an agency's work has none "
    "either. `first_start` counts both.",
    "`ended` of a launched campaign is its launch. Its activities can go on after that "
    "(analysis, incidents), and its row does not say when they are over.",
    "Waits of activities off the critical path are in `waits` too. Adding up all waits of a "
    "campaign counts parallel branches twice; `time_by_cause` does not.",
    "Rework is not a cause. Time in a second or later attempt is booked under its own cause, and "
    "`rework_microseconds` says how much of the whole it is. The attempt is the node's own: a "
    "step that a rework reaches for the first time has attempt 1.",
    "Campaigns requested before the warm-up or after the horizon are in the log as well. Who "
    "measures, cuts; the log does not.",
    "A request that is still inside, and an activity that is still open, end with the run at "
    "`window.end`: their times so far are cut off, not short. A stint whose activity is open may "
    "have ended before that, when its person went home.",
    "At one instant, rows of `events` are sorted by the vocabulary of kinds, not by what "
    "happened first: where one shift touches the next, the start stands before the end.",
    "Every interval is half-open, so a shift that ends at five and a task that starts at five do "
    "not meet.",
    "Row numbers of `activities` say nothing about other runs: one more campaign moves them all. "
    "Campaigns keep their `id` in every model and under every surge; join runs by it.",
    "Provenance differs between two engines; the hash of a log and `first_difference` leave it "
    "out.",
)
"""One sentence or a few each; printed in `docs/log.md`."""
