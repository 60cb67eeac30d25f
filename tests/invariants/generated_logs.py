"""Logs that keep their contract, at random: chains and branches of activities."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from random import Random
from typing import Any

from hypothesis import strategies as st

from mom_sim.log.contract import (
    ACTIVITY_OUTCOMES,
    CAUSES,
    EVENT_KINDS,
    NULL,
    OUTCOMES,
    STINT_ENDINGS,
    SUB_CAUSES,
    TABLES,
)
from mom_sim.log.log import Log, Window, make_log

END = 200
_PEOPLE = 200


@dataclass
class _Writer:
    """Rows of all tables, as they are thought up."""

    random: Random
    rows: dict[str, list[tuple[Any, ...]]] = field(
        default_factory=lambda: {table.name: [] for table in TABLES}
    )
    people: int = 0

    def pick(self, low: int, high: int) -> int:
        return self.random.randint(low, high)

    def event(self, time: int, kind: str, campaign: int, activity: int, person: int) -> None:
        value = 2 if kind == "end" else NULL
        row = (time, EVENT_KINDS.index(kind), campaign, activity, NULL, NULL, person, value)
        self.rows["events"].append(row)

    def activity(
        self, campaign: int, node: int, attempt: int, ready: int, finish: int, trigger: int
    ) -> int:
        """An activity from `ready` to `finish`, -1 for open, cut into waits and crews' stints."""
        number = len(self.rows["activities"])
        until = END if finish == NULL else finish
        cuts = sorted({ready, until, *(self.pick(ready, until) for _ in range(self.pick(0, 4)))})
        start = NULL
        for left, right in pairwise(cuts):
            crew = self.pick(0, 2)
            if crew and start == NULL:
                start = left
            for _ in range(crew):
                person, self.people = self.people, self.people + 1
                ending = STINT_ENDINGS.index("shift_end")
                self.rows["stints"].append((number, person, 0, left, right, ending))
                self.event(left, "shift_start", NULL, NULL, person)
                if self.pick(0, 1):
                    self.event(right, "shift_end", NULL, NULL, person)
            if not crew:
                cause = self.pick(1, len(CAUSES) - 1)
                sub_cause = self.pick(0, len(SUB_CAUSES) - 1)
                self.rows["waits"].append((number, left, right, cause, sub_cause))
        outcome = ACTIVITY_OUTCOMES.index("open" if finish == NULL else "done")
        team = NULL if start == NULL else 0
        self.rows["activities"].append(
            (
                *(number, campaign, node, 0, 0, attempt),
                *(ready, start, finish, team, outcome, trigger, 0),
            )
        )
        return number

    def campaign(self, number: int, requested: int) -> None:
        """A chain of activities with side branches; launched, rejected or still inside."""
        outcome = self.random.choice(("launched", "rejected", "inside"))
        first, at, trigger, launch = len(self.rows["activities"]), requested, NULL, NULL
        self.event(requested, "request", number, NULL, NULL)
        length = self.pick(1, 4)
        for node in range(length):
            finish = min(END, at + self.pick(0, 25))
            is_open = outcome == "inside" and node == length - 1
            if self.pick(0, 1):
                self.activity(number, node + 10, 1, at, self.pick(at, finish), trigger)
            attempt = self.pick(1, 3)
            last = self.activity(number, node, attempt, at, NULL if is_open else finish, trigger)
            at, trigger, launch = finish, last, last
        starts = [
            row[7] for row in self.rows["activities"][first:] if row[7] != NULL and row[9] != NULL
        ]
        ended = NULL if outcome == "inside" else at
        if outcome != "inside":
            kind = "launch" if outcome == "launched" else "end"
            self.event(at, kind, number, launch, NULL)
        self.rows["campaigns"].append(
            (
                *(number, f"campaign {number}", 0, 0, 0, number + 1, 0, requested, 0, NULL, 1.5),
                *(OUTCOMES.index(outcome), ended, launch if outcome == "launched" else NULL),
                min(starts, default=NULL),
            )
        )


def columns_of(campaigns: int, seed: int) -> dict[str, dict[str, list[Any]]]:
    """Columns of a log, activities in the order in which they were thought up."""
    writer = _Writer(Random(seed))
    requested = 0
    for number in range(campaigns):
        requested += writer.pick(0, 10)
        writer.campaign(number, requested)
    return {
        table.name: {
            column.name: [row[position] for row in writer.rows[table.name]]
            for position, column in enumerate(table.columns)
        }
        for table in TABLES
    }


def log_of(columns: dict[str, dict[str, list[Any]]]) -> Log:
    """Make the log of generated columns."""
    return make_log(
        columns,
        {
            "unit": ("north",),
            "type": ("small",),
            "stream": ("baseline",),
            "tier": ("low",),
            "step": ("design",),
            "instruction": ("WORK",),
            "team": ("studio",),
            "person": tuple(f"design/{number}" for number in range(_PEOPLE)),
            "risk": (),
        },
        Window(start=0, warm_up=0, horizon=END, end=END),
        {},
    )


def raw_logs() -> st.SearchStrategy[dict[str, dict[str, list[Any]]]]:
    """Columns of logs; one seed a log, because hypothesis is slow at many small choices."""
    return st.builds(columns_of, st.integers(0, 6), st.integers(0, 2**32 - 1))


def logs() -> st.SearchStrategy[Log]:
    """Logs that keep every invariant."""
    return raw_logs().map(log_of)
