"""A tape as the kernel reads it, for one plan."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np

from mom_sim.calendars.clock_table import ClockTable
from mom_sim.engines.bounds import CENTS
from mom_sim.engines.compiled_engine.arrays import Integers, Rows, sorted_with_tags
from mom_sim.engines.following import whom_to_follow
from mom_sim.plan.plan import Plan
from mom_sim.tape.campaigns import Campaigns
from mom_sim.tape.drawn_lives import HandOvers
from mom_sim.tape.employment import Spells
from mom_sim.tape.life_columns import columns_of
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
    clocks, spells, hand_overs = columns_of([tape.lives[one.name] for one in plan.people])
    shifts, openings = _shifts(plan.limit, clocks)
    return {
        **campaign_columns(plan, tape),
        **_clocks(plan, clocks),
        **_spells(len(plan.people), spells),
        **_staffing(plan, hand_overs),
        **shifts,
        **_changes(plan, openings),
        **_meetings(plan, tape),
    }


def _column(values: object) -> Integers:
    array = np.ascontiguousarray(values, dtype=np.int64)
    return array if array.size else np.zeros(1, dtype=np.int64)


def campaign_columns(plan: Plan, tape: Tape) -> dict[str, Integers]:
    """Lay out requests: columns by campaign, of length 1 where there are none."""
    of = tape.campaigns
    return {
        "campaign_unit": _column(of.unit),
        "campaign_type": _column(of.type),
        "campaign_tier": _column(of.tier),
        "campaign_requested": _column(of.requested),
        "campaign_due": _column(of.due),
        "campaign_not_before": _column(of.not_before),
        "campaign_value": _column(-np.rint(CENTS * of.value)),
        "campaign_delay_cost": _column(-np.rint(CENTS * of.cost_of_delay)),
        "campaign_entry_step": _column(entry_steps(plan, of)),
        "campaign_followed": _column(whom_to_follow(plan, of)),
    }


def entry_steps(plan: Plan, campaigns: Campaigns) -> Integers:
    """Steps of the plan at which campaigns go in; -1 is the beginning."""
    entry = campaigns.entry_step
    if (entry >= 0).any():
        steps = [plan.steps.index(name) for name in campaigns.steps] or [0]
        entry = np.where(entry >= 0, np.array(steps)[np.maximum(entry, 0)], -1)
    return entry


def _clocks(plan: Plan, table: ClockTable) -> dict[str, Integers]:
    """Clocks of the plan, then those of its people."""
    ahead = [clock.starts.size for clock in plan.clocks]
    first = np.cumsum([0, *ahead])
    total = np.array([clock.total for clock in plan.clocks], dtype=np.int64)
    end = np.zeros(1, dtype=np.int64)  # so that no array is empty
    return {
        "clock_first": np.concatenate((first[:-1], first[-1] + table.first)),
        "clock_total": np.concatenate((total, table.total, end)),
        "open_start": np.concatenate([*(one.starts for one in plan.clocks), table.starts, end]),
        "open_end": np.concatenate([*(one.ends for one in plan.clocks), table.ends, end]),
        "open_before": np.concatenate(
            [*(one.worked_before for one in plan.clocks), table.worked_before, end]
        ),
    }


def _spells(people: int, spells: Spells) -> dict[str, Integers]:
    return {
        "spell_first": np.searchsorted(spells.person, np.arange(people + 1)),
        "spell_begin": _column(spells.begin),
        "spell_until": _column(spells.until),
        "spell_ramps": _column(spells.ramps),
    }


def _staffing(plan: Plan, hand_overs: HandOvers) -> dict[str, Integers]:
    """Instants at which somebody gives work back, in the order in which they happen."""
    order = np.lexsort((hand_overs.person, hand_overs.time))
    order = order[hand_overs.time[order] <= plan.limit]
    return {
        "staffing_time": _column(hand_overs.time[order]),
        "staffing_person": _column(hand_overs.person[order]),
        "staffing_gone": _column(hand_overs.leaves[order]),
        "staffings": np.array([order.size]),
    }


_KEPT: WeakKeyDictionary[ClockTable, tuple[int, dict[str, Integers], Integers]] = (
    WeakKeyDictionary()
)
"""Of the people's clocks, the limit, what follows from both, and the openings: the same for all
models that run on a tape."""


def _shifts(limit: int, table: ClockTable) -> tuple[dict[str, Integers], Integers]:
    """When people come and go; and the instants at which anybody comes."""
    kept = _KEPT.get(table)
    if kept is not None and kept[0] == limit:
        return kept[1:]
    person = np.repeat(np.arange(table.total.size), np.diff(table.first))
    # Of who comes twice the number, of who goes one more.
    tags = np.concatenate((2 * person, 2 * person + 1))
    bits = (2 * table.total.size).bit_length()
    times = np.concatenate((table.starts, table.ends))
    time, tag = sorted_with_tags(times, tags, bits, limit)
    openings = time[(tag & 1) == 0]
    is_first = np.ones(openings.size, dtype=np.bool_)
    is_first[1:] = openings[1:] != openings[:-1]
    shifts = {
        "shift_time": _column(time),
        "shift_person": _column(tag >> 1),
        "shifts": np.array([time.size]),
    }
    found = shifts, openings[is_first]
    _KEPT[table] = limit, *found
    return found


def _changes(plan: Plan, openings: Integers) -> dict[str, Integers]:
    """Instants at which somebody's working time begins, or a vendor's capacity changes."""
    changes: list[tuple[int, int, int]] = []
    for number, agency in enumerate(plan.agencies, start=len(plan.limits)):
        for start, end, capacity in agency.windows:
            changes += [(start, number, capacity), (end, number, agency.capacity)]
    of_vendors = np.array(changes, dtype=np.int64).reshape(-1, 3)
    of_vendors = of_vendors[of_vendors[:, 0] <= plan.limit]
    size = len(of_vendors) + openings.size
    # Changes were scheduled before any opening.
    times = np.concatenate((of_vendors[:, 0], openings))
    allowances, capacities = np.full(size, -1, dtype=np.int64), np.zeros(size, dtype=np.int64)
    allowances[: len(of_vendors)] = of_vendors[:, 1]
    capacities[: len(of_vendors)] = of_vendors[:, 2]
    order = np.argsort(times, kind="stable")
    return {
        "change_time": _column(times[order]),
        "change_allowance": _column(allowances[order]),
        "change_capacity": _column(capacities[order]),
        "changes": np.array([size]),
    }


def _meetings(plan: Plan, tape: Tape) -> dict[str, Integers]:
    instants = Rows("meeting_instant")
    for meeting in plan.meetings:
        instants.add(tape.meetings(meeting))
    return instants.arrays("meeting_first")
