"""`fit`: everything that a scenario needs, from one event log, by one procedure for all logs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from mom_sim.calibration.event_log import EventLog
from mom_sim.calibration.fitting.arrivals import (
    WEEKS_PER_YEAR,
    fit_arrivals,
    rate_interval,
)
from mom_sim.calibration.fitting.families import Fit, fit_known, known
from mom_sim.calibration.fitting.fitted import (
    Fitted,
    FittedActivity,
    FittedKind,
    FittedStep,
    FittedTeam,
)
from mom_sim.calibration.fitting.hands_on import hands_on_seconds
from mom_sim.calibration.fitting.idle_time import team_idle_time
from mom_sim.calibration.fitting.kinds_of_case import Kind, kinds_of_case
from mom_sim.calibration.fitting.queueing import (
    classes_of,
    due_offsets,
    queue_order,
    values_of_cases,
)
from mom_sim.calibration.fitting.rounds import (
    are_independent,
    by_round,
    chance_of_more,
    chances_by_round,
)
from mom_sim.calibration.fitting.routes import parallel_pairs, routes_of
from mom_sim.calibration.fitting.rows import Floats, Rows, rows_of
from mom_sim.calibration.fitting.samples import OutsideWaits, Place, observe, ready_instants
from mom_sim.calibration.fitting.staffing import Staff, find_staff
from mom_sim.calibration.fitting.time_zones import guess_zone
from mom_sim.calibration.fitting.working_week import fit_week, past_clock
from mom_sim.calibration.step_names import ROUND, WAIT

SHORT_WAIT = 60.0
"""Mean seconds from which a wait for somebody outside is a step."""


def fit(log: EventLog) -> Fitted:
    """Fit everything.

    Parameters
    ----------
    log : EventLog

    Returns
    -------
    Fitted
    """
    rows = rows_of(log)
    notes = list(log.notes)
    instants = np.concatenate((rows.start, rows.end))
    zone = guess_zone(instants, log.time_zone)
    if zone != log.time_zone:
        notes.append(f"working hours follow the daylight saving of {zone}: taken as the time zone")
    week = fit_week(instants, zone)
    edges = np.searchsorted(rows.case, np.arange(len(rows.cases) + 1))
    first_starts = rows.start[edges[:-1]]
    clock = past_clock(week, instants, first_starts)
    staff = find_staff(rows, week, clock, first_starts)
    work, overlapping = hands_on_seconds(
        rows.person, rows.start, rows.end, staff.clock_of_person, clock, rows.is_estimated
    )
    efforts = [
        fit_known(work[rows.activity == one], rows.is_estimated[rows.activity == one])
        for one in range(len(rows.activities))
    ]
    team_of_row = staff.of_activity[rows.activity]
    idle = [
        team_idle_time(*staff.work_of_team(rows, team), staff.clocks[team], zone)
        for team in range(len(staff.clocks))
    ]
    outside = OutsideWaits(rows, team_of_row, idle, clock)
    kinds = _kinds(rows, log.unfinished, notes)
    by_end = np.lexsort((rows.end, rows.case))
    last_rows = by_end[edges[1:] - 1].tolist()
    ends = rows.end[last_rows]
    arrivals = fit_arrivals(first_starts, ends, week, clock)
    names = _kind_names(kinds, rows)
    type_of_case = [""] * len(rows.cases)
    for name, kind in zip(names, kinds, strict=True):
        for member in kind.members:
            type_of_case[member] = name
    order = queue_order(log, rows, outside, team_of_row, work, type_of_case)
    by_case = values_of_cases(log, rows, order.column, type_of_case) if order.column else []
    fitted_kinds = []
    finished = sum(len(kind.members) for kind in kinds)
    counted = arrivals.count / len(rows.cases)
    for name, kind in zip(names, kinds, strict=True):
        places = observe(kind, rows, outside, last_rows)
        members = len(kind.members)
        share = members / finished
        per_year = arrivals.per_week * WEEKS_PER_YEAR * share
        # A random part of a bursty process is the less bursty the smaller it is.
        noise = 1.0 + share * (arrivals.dispersion.noise - 1.0)
        fitted_kinds.append(
            FittedKind(
                name,
                tuple(_steps(places, rows, staff, efforts)),
                members,
                kind.exact,
                per_year,
                *rate_interval(per_year, max(round(members * counted), 1), noise),
                classes_of(np.array(kind.members), by_case, order, per_year, noise, counted)
                if order.column
                else (),
            )
        )
    if sum(max(len(kind.classes), 1) for kind in fitted_kinds) > 1:
        arrivals = replace(arrivals, is_renewal=False)
    hours = (ends - first_starts) / 3600
    first = datetime.fromtimestamp(float(rows.start.min()), UTC).astimezone(ZoneInfo(zone)).date()
    return Fitted(
        log.source,
        log.content_hash,
        Path(log.source).name.split(".")[0],
        first.isoformat(),
        max(int(np.ceil((rows.end.max() - rows.start.min()) / (7 * 86400))), 1),
        zone,
        week,
        tuple(_teams(staff, rows)),
        tuple(fitted_kinds),
        tuple(_activities(rows, staff, efforts, outside)),
        arrivals,
        len(rows.cases),
        rows.count,
        float(hours.mean()),
        float(hours.max()),
        float(np.median(hours)),
        float(np.quantile(hours, 0.9)),
        overlapping,
        order,
        due_offsets(log, rows) if order.rule == "due" else None,
        tuple(notes),
    )


def _kinds(rows: Rows, unfinished: frozenset[str], notes: list[str]) -> list[Kind]:
    """Types of the cases that have ended: the way of the others is not known to its end."""
    routes = routes_of(rows, parallel_pairs(rows))
    ended = [place for place, case in enumerate(rows.cases) if case not in unfinished]
    if not ended:
        notes.append("no case is known to have ended: all count as if they had")
        return kinds_of_case(routes)
    if len(ended) < len(routes):
        notes.append(
            f"{len(routes) - len(ended)} unfinished cases count as arrivals and not for types"
        )
    return [
        replace(kind, members=tuple(ended[member] for member in kind.members))
        for kind in kinds_of_case([routes[place] for place in ended])
    ]


def _activities(
    rows: Rows, staff: Staff, efforts: list[Fit], outside: OutsideWaits
) -> list[FittedActivity]:
    away, queue = outside.split(ready_instants(rows), rows.start)
    found = []
    for one, name in enumerate(rows.activities):
        chosen = rows.activity == one
        chosen = np.flatnonzero(chosen)[known(rows.is_estimated[chosen])]
        team = staff.names[staff.of_activity[one]]
        waits = (float(away[chosen].mean()) / 3600, float(queue[chosen].mean()) / 3600)
        found.append(FittedActivity(name, rows.titles[one], team, efforts[one], *waits))
    return found


def _teams(staff: Staff, rows: Rows) -> list[FittedTeam]:
    found = []
    for team, name in enumerate(staff.names):
        activities = np.flatnonzero(staff.of_activity == team)
        found.append(
            FittedTeam(
                name,
                tuple(rows.people[one] for one in np.flatnonzero(staff.of_person == team)),
                *staff.positions[team],
                tuple(rows.activities[one] for one in activities),
                staff.weeks[team],
                float(staff.share_owned[activities].min()),
            )
        )
    return found


def _kind_names(kinds: list[Kind], rows: Rows) -> list[str]:
    """Number the types, the commonest first, with what tells most about their way: its end."""
    names: list[str] = []
    for number, kind in enumerate(kinds, start=1):
        last = rows.activities[kind.shape[-1][0][0]]
        names.append(f"type_{number:02d}_{last}"[:60])
    return names


def _steps(places: list[Place], rows: Rows, staff: Staff, efforts: list[Fit]) -> list[FittedStep]:
    """Turn what was observed into steps, one behind the other or side by side."""
    steps: list[FittedStep] = []
    count: dict[int, int] = {}
    before: tuple[str, ...] = ()

    def numbered(activity: int) -> str:
        count[activity] = count.get(activity, 0) + 1
        number = count[activity]
        name = rows.activities[activity]
        return name if number == 1 else f"{name}{ROUND}{number}"

    for place in places:
        ends = []
        for activity in place.activities:
            name = numbered(activity)
            after = before
            wait = _wait(place.waits.get(activity, []), place.guessed.get(activity, []))
            if wait is not None:
                steps.append(FittedStep(f"{name}{WAIT}", after, wait=wait))
                after = (f"{name}{WAIT}",)
            team = staff.names[staff.of_activity[activity]]
            steps.append(FittedStep(name, after, team, efforts[activity]))
            ends.append(name)
            if place.is_repeated:
                round_steps = _rounds(
                    place, numbered(activity), ends.pop(), team, efforts[activity]
                )
                steps += round_steps
                ends.append(round_steps[-1].name)
        before = tuple(ends)
    return steps


def _wait(seconds: list[float], is_estimated: list[bool]) -> Fit | None:
    sample: Floats = np.array(seconds)
    guessed = np.array(is_estimated, dtype=bool)
    if sample.size == 0 or sample[known(guessed)].mean() < SHORT_WAIT:
        return None
    return fit_known(sample, guessed, "working hours")


def _rounds(place: Place, name: str, first: str, team: str, effort: Fit) -> list[FittedStep]:
    """Steps of the second and all further rounds.

    Where waits between rounds are not independent of their number, all of them stand before the
    second round.
    """
    independent = are_independent(place)
    wait = (
        _wait(place.again, place.guessed_again)
        if independent
        else _wait(place.sums, place.guessed_sums)
    )
    steps, after, redone = [], first, ""
    if wait is not None:
        after = f"{name}{WAIT}"
        steps.append(FittedStep(after, (first,), wait=wait))
        redone = after if independent else ""
    chance = chance_of_more(place.rounds)
    steps.append(
        FittedStep(
            name,
            (after,),
            team,
            effort,
            None,
            *chance,
            redone,
            *by_round(place.rounds),
            chances_by_round(place.rounds),
        )
    )
    return steps
