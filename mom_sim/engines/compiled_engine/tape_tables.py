"""A tape as the kernel reads it, for one plan."""

from __future__ import annotations

import numpy as np

from mom_sim.engines.bounds import CENTS
from mom_sim.engines.compiled_engine.arrays import Integers, Rows, integers
from mom_sim.engines.following import whom_to_follow
from mom_sim.plan.plan import Plan
from mom_sim.tape.tape import Tape


def tape_tables(plan: Plan, tape: Tape) -> dict[str, Integers]:
    """Lay out requests, clocks, lives and meetings.

    Parameters
    ----------
    plan : Plan
    tape : Tape

    Returns
    -------
    dict of str to ndarray of int64
    """
    return {
        **campaign_columns(plan, tape),
        **_clocks(plan, tape),
        **_lives(plan, tape),
        **_changes(plan, tape),
        **_meetings(plan, tape),
    }


def _column(values: object) -> Integers:
    array = np.ascontiguousarray(values, dtype=np.int64)
    return array if array.size else np.zeros(1, dtype=np.int64)


def campaign_columns(plan: Plan, tape: Tape) -> dict[str, Integers]:
    """Lay out requests: columns by campaign, of length 1 where there are none."""
    of = tape.campaigns
    entry = of.entry_step
    if (entry >= 0).any():
        steps = np.array([plan.steps.index(name) for name in of.steps] or [0], dtype=np.int64)
        entry = np.where(entry >= 0, steps[np.maximum(entry, 0)], -1)
    return {
        "campaign_unit": _column(of.unit),
        "campaign_type": _column(of.type),
        "campaign_tier": _column(of.tier),
        "campaign_requested": _column(of.requested),
        "campaign_due": _column(of.due),
        "campaign_not_before": _column(of.not_before),
        "campaign_value": _column(-np.rint(CENTS * of.value)),
        "campaign_delay_cost": _column(-np.rint(CENTS * of.cost_of_delay)),
        "campaign_entry_step": _column(entry),
        "campaign_followed": _column(whom_to_follow(plan, of)),
    }


def _clocks(plan: Plan, tape: Tape) -> dict[str, Integers]:
    clocks = [*plan.clocks, *(tape.lives[person.name].clock for person in plan.people)]
    nothing = np.zeros(1, dtype=np.int64)  # so that no array is empty
    sizes = np.array([clock.starts.size for clock in clocks], dtype=np.int64)
    return {
        "clock_first": np.concatenate(([0], np.cumsum(sizes))).astype(np.int64),
        "clock_total": integers(clock.total for clock in clocks),
        "open_start": np.concatenate([*(clock.starts for clock in clocks), nothing]),
        "open_end": np.concatenate([*(clock.ends for clock in clocks), nothing]),
        "open_before": np.concatenate([*(clock.worked_before for clock in clocks), nothing]),
    }


def _lives(plan: Plan, tape: Tape) -> dict[str, Integers]:
    spells = Rows("spell_begin", "spell_until", "spell_ramps")
    staffing: list[tuple[int, int, int]] = []
    times, who = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for number, person in enumerate(plan.people):
        life = tape.lives[person.name]
        spells.add(life.spells)
        departures = {time for time, kind, _ in life.events if kind == "departure"}
        staffing += [
            (instant, number, int(instant in departures))
            for instant in {*life.hand_overs, *departures}
            if instant <= plan.limit
        ]
        for edges in (life.clock.starts, life.clock.ends):
            times.append(edges)
            who.append(np.full(edges.size, number, dtype=np.int64))
    staffing.sort()
    time, person_at = np.concatenate(times), np.concatenate(who)
    keep = time <= plan.limit
    time, person_at = time[keep], person_at[keep]
    order = np.argsort(time, kind="stable")
    return {
        **spells.arrays("spell_first"),
        "staffing_time": integers(row[0] for row in staffing),
        "staffing_person": integers(row[1] for row in staffing),
        "staffing_gone": integers(row[2] for row in staffing),
        "staffings": np.array([len(staffing)]),
        "shift_time": _column(time[order]),
        "shift_person": _column(person_at[order]),
        "shifts": np.array([time.size]),
    }


def _changes(plan: Plan, tape: Tape) -> dict[str, Integers]:
    """Instants at which somebody's working time begins, or a vendor's capacity changes."""
    starts = [tape.lives[person.name].clock.starts for person in plan.people]
    openings = np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *starts]))
    changes: list[tuple[int, int, int]] = []
    for number, agency in enumerate(plan.agencies, start=len(plan.limits)):
        for start, end, capacity in agency.windows:
            changes += [(start, number, capacity), (end, number, agency.capacity)]
    times = np.concatenate(
        [np.array([row[0] for row in changes], dtype=np.int64), openings]
    )  # changes were scheduled before any opening
    allowances = np.full(times.size, -1, dtype=np.int64)
    capacities = np.zeros(times.size, dtype=np.int64)
    allowances[: len(changes)] = [row[1] for row in changes]
    capacities[: len(changes)] = [row[2] for row in changes]
    keep = times <= plan.limit
    order = np.argsort(times[keep], kind="stable")
    return {
        "change_time": _column(times[keep][order]),
        "change_allowance": _column(allowances[keep][order]),
        "change_capacity": _column(capacities[keep][order]),
        "changes": np.array([int(keep.sum())]),
    }


def _meetings(plan: Plan, tape: Tape) -> dict[str, Integers]:
    instants = Rows("meeting_instant")
    for meeting in plan.meetings:
        instants.add(tape.meetings(meeting))
    return instants.arrays("meeting_first")
