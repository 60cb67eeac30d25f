"""Activities in time: their order, what made them ready, how they ended."""

from __future__ import annotations

import numpy as np

from mom_sim.errors import LogError
from mom_sim.log.accounting import critical_path
from mom_sim.log.arrays import BoolArray, IntArray
from mom_sim.log.contract import ACTIVITY_OUTCOMES, NULL
from mom_sim.log.invariants.invariant import Invariant, Tables, code, first_offense, offender

_OPEN = code("activity_outcome", "open")
_ALWAYS_ALLOWED = ("open", "canceled")


def _times(tables: Tables) -> str | None:
    campaigns, activities = tables.campaigns, tables.activities
    stints, waits = tables.stints, tables.waits
    ready, start, finish = (activities[name] for name in ("ready", "start", "finish"))
    requested = campaigns["requested"][activities["campaign"]]

    def falls(table: str, earlier: IntArray, later: IntArray, what: str) -> str | None:
        wrong: BoolArray = (earlier > later) & (earlier != NULL) & (later != NULL)
        return offender(table, wrong, lambda row: f"{what}: {earlier[row]} and {later[row]}")

    return first_offense(
        falls("campaigns", campaigns["requested"], campaigns["ended"], "ended before requested"),
        falls("activities", requested, ready, "ready before requested"),
        falls("activities", ready, start, "started before ready"),
        falls("activities", ready, finish, "finished before ready"),
        falls("activities", start, finish, "finished before started"),
        falls("stints", stints["start"], stints["finish"], "finished before started"),
        offender(
            "waits",
            waits["start"] >= waits["finish"],
            lambda row: f"takes no time: {waits['start'][row]} to {waits['finish'][row]}",
        ),
    )


def _inside_the_run(tables: Tables) -> str | None:
    window = tables.log.window
    if not 0 <= window.start <= window.warm_up <= window.horizon <= window.end:
        return f"window: needs 0 <= start <= warm_up <= horizon <= end, not {window}"

    def late(table: str, column: str) -> str | None:
        instants = tables[table][column]
        return offender(
            table,
            instants > window.end,
            lambda row: f"{column} {instants[row]} is after the end of the run, {window.end}",
        )

    return first_offense(
        *(late("campaigns", name) for name in ("requested", "ended", "first_start")),
        *(late("activities", name) for name in ("ready", "start", "finish")),
        *(late(table, name) for table in ("stints", "waits") for name in ("start", "finish")),
        late("events", "time"),
    )


def _outcomes(tables: Tables) -> str | None:
    activities = tables.activities
    outcome, instruction = activities["outcome"], activities["instruction"]
    offense = offender(
        "activities",
        (outcome == _OPEN) != (activities["finish"] == NULL),
        lambda row: (
            "is open exactly if it has no finish, but it is "
            f"{ACTIVITY_OUTCOMES[outcome[row]]!r} with finish {activities['finish'][row]}"
        ),
    )
    if offense is not None or tables.outcomes_of is None:
        return offense
    names = tables.log.vocabularies["instruction"]
    allowed = np.array(
        [
            [
                word in _ALWAYS_ALLOWED or word in tables.outcomes_of.get(name, ())
                for word in ACTIVITY_OUTCOMES
            ]
            for name in names
        ],
        dtype=np.bool_,
    ).reshape(len(names), len(ACTIVITY_OUTCOMES))
    return offender(
        "activities",
        ~allowed[instruction, outcome],
        lambda row: f"{names[instruction[row]]} cannot end {ACTIVITY_OUTCOMES[outcome[row]]!r}",
    )


def _triggers(tables: Tables) -> str | None:
    activities = tables.activities
    trigger, ready, campaign = (activities[name] for name in ("trigger", "ready", "campaign"))
    requested = tables.campaigns["requested"][campaign]
    rows = np.flatnonzero(trigger != NULL)
    before = trigger[rows]
    return first_offense(
        offender(
            "activities",
            (trigger == NULL) & (ready != requested),
            lambda row: (
                f"has no trigger and is ready at {ready[row]}, but its campaign is "
                f"requested at {requested[row]}"
            ),
        ),
        offender(
            "activities",
            campaign[before] != campaign[rows],
            lambda i: f"its trigger {before[i]} belongs to campaign {campaign[before[i]]}",
            rows,
        ),
        offender(
            "activities",
            activities["finish"][before] != ready[rows],
            lambda i: (
                f"ready at {ready[rows[i]]}, but its trigger {before[i]} finished at "
                f"{activities['finish'][before[i]]}"
            ),
            rows,
        ),
    )


def _critical_path(tables: Tables) -> str | None:
    try:
        path = critical_path(tables.log)
    except LogError as error:
        return str(error)
    campaign, activity = path["campaign"].to_numpy(), path["activity"].to_numpy()
    ready, finish = tables.activities["ready"][activity], tables.activities["finish"][activity]
    is_first = path["order"].to_numpy() == 0
    is_last = np.append(is_first[1:], True)[: is_first.size]
    before = np.where(is_first, tables.campaigns["requested"][campaign], np.roll(finish, 1))
    ended = tables.campaigns["ended"][campaign]
    return first_offense(
        offender(
            "campaigns",
            ready != before,
            lambda i: (
                f"on its critical path, activity {activity[i]} is ready at {ready[i]}, but "
                f"what comes before it ends at {before[i]}"
            ),
            campaign,
        ),
        offender(
            "campaigns",
            is_last & (finish != ended),
            lambda i: f"its critical path ends at {finish[i]}, the launch is at {ended[i]}",
            campaign,
        ),
    )


INVARIANTS = (
    Invariant(
        "times_are_in_order",
        "requested <= ready <= start <= finish, and requested <= ended, nulls aside; no stint "
        "finishes before it starts, and every wait takes time.",
        _times,
    ),
    Invariant(
        "nothing_happens_outside_the_run",
        "0 <= start <= warm-up <= horizon <= end of the run, and nothing happens after the end.",
        _inside_the_run,
    ),
    Invariant(
        "outcomes_fit",
        "An activity is open exactly if it has no finish, and ends as its instruction can.",
        _outcomes,
    ),
    Invariant(
        "triggers_finish_when_ready",
        "An activity is ready when its trigger, of the same campaign, finishes; without a trigger, "
        "at the request.",
        _triggers,
    ),
    Invariant(
        "critical_path_tiles_time_to_launch",
        "From the launch activity back along the triggers, [ready, finish] tile [requested, "
        "launch].",
        _critical_path,
    ),
)
