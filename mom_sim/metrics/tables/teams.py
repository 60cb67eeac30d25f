"""Teams and people: how busy they are, and who the bottleneck is."""

from __future__ import annotations

import numpy as np

from mom_sim.calendars.units import MICROSECONDS_PER_HOUR, MICROSECONDS_PER_WEEK
from mom_sim.metrics.active_periods import bottleneck_time
from mom_sim.metrics.breakdown import Breakdown, Column
from mom_sim.metrics.ingredients import FloatArray, Ratios
from mom_sim.metrics.kpis.capacity import pool_utilization
from mom_sim.metrics.pools import pools_of
from mom_sim.metrics.view import View
from mom_sim.plan.plan import Plan


def _team_rows(plan: Plan) -> tuple[tuple[str, ...], ...]:
    pools = pools_of(plan)
    return tuple(
        (plan.teams[team].name, plan.skills[skill])
        for team, skill in zip(pools.team, pools.skill, strict=True)
    )


def _teams(view: View) -> dict[str, Ratios]:
    facts, pools = view.facts, len(view.facts.pools.names)
    window = facts.log.window
    in_queue = facts.queueing.time_by_pool(window.warm_up, window.horizon, pools)
    sole, shifting, working = bottleneck_time(facts)
    members, staffing = facts.pools.members, facts.staffing
    return {
        "people": Ratios(members.sum(axis=1).astype(np.float64), np.ones(pools)),
        "utilization": pool_utilization(view),
        "seconded_idle_share": Ratios(
            (members @ staffing.idle_seconded_time).astype(np.float64),
            (members @ staffing.scheduled_time).astype(np.float64),
        ),
        "queue_length_mean": Ratios(in_queue, np.full(pools, float(facts.window_length))),
        "sole_bottleneck_share": Ratios(sole, np.full(pools, working)),
        "shifting_bottleneck_share": Ratios(shifting, np.full(pools, working)),
    }


def _people_rows(plan: Plan) -> tuple[tuple[str, ...], ...]:
    return tuple((person.name, person.role, plan.teams[person.team].name) for person in plan.people)


def _people(view: View) -> dict[str, Ratios]:
    staffing = view.facts.staffing
    people = staffing.scheduled_time.size
    weeks = np.full(people, view.facts.window_length / MICROSECONDS_PER_WEEK)
    scheduled = staffing.scheduled_time.astype(np.float64)
    busy = staffing.busy_time.astype(np.float64)

    def hours(time: FloatArray) -> Ratios:
        return Ratios(time / MICROSECONDS_PER_HOUR, weeks)

    return {
        "utilization": Ratios(busy, scheduled),
        "seconded_idle_share": Ratios(staffing.idle_seconded_time.astype(np.float64), scheduled),
        "scheduled_hours_per_week": hours(scheduled),
        "busy_hours_per_week": hours(busy),
        "cost_per_week": Ratios(view.facts.spending.by_person, weeks),
    }


_SECONDED_IDLE = Column(
    "seconded_idle_share", "share", "Time on shift in a task force without work, by time on shift."
)

TEAMS = Breakdown(
    name="teams",
    meaning="a team's queue for one skill, and the pool of people who can serve it",
    keys=("team", "skill"),
    rows=_team_rows,
    columns=(
        Column("people", "people", "Positions that can serve the queue."),
        Column(
            "utilization",
            "share",
            "Hands-on time of these people in the window, on whatever they work, by their time on "
            "shift.",
        ),
        _SECONDED_IDLE,
        Column(
            "queue_length_mean",
            "activities",
            "Mean number over time, in the window, of activities that wait in this queue.",
        ),
        Column(
            "sole_bottleneck_share",
            "share",
            "Share of the window's working time in which all bottlenecks by the active-period "
            "method are of these people; a person counts for the queue that they serve best.",
        ),
        Column(
            "shifting_bottleneck_share",
            "share",
            "Share of the window's working time in which the bottleneck is shifting between these "
            "people and those of other queues; it counts for each of these.",
        ),
    ),
    extract=_teams,
)

PEOPLE = Breakdown(
    name="people",
    meaning="a position, whoever holds it",
    keys=("person", "role", "team"),
    rows=_people_rows,
    columns=(
        Column("utilization", "share", "Hands-on time in the window by time on shift."),
        _SECONDED_IDLE,
        Column("scheduled_hours_per_week", "hours/week", "Hours on shift in the window."),
        Column("busy_hours_per_week", "hours/week", "Hands-on hours in the window."),
        Column("cost_per_week", "currency/week", "Paid hours at the person's rate."),
    ),
    extract=_people,
)
