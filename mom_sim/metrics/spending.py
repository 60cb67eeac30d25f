"""What the measured window cost: people, agencies, technology, and what went wrong."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mom_sim.calendars.units import MICROSECONDS_PER_DAY, MICROSECONDS_PER_HOUR, NEVER
from mom_sim.log.contract import ACTIVITY_OUTCOMES, NULL, OUTCOMES
from mom_sim.metrics.ingredients import BoolArray, FloatArray, IntArray
from mom_sim.metrics.log_arrays import LogArrays
from mom_sim.metrics.node_table import NodeTable
from mom_sim.metrics.paid_time import paid_time_of
from mom_sim.metrics.staffing import Staffing
from mom_sim.plan.instructions import CODES
from mom_sim.plan.plan import Plan

DAYS_PER_YEAR = 365.25


@dataclass(frozen=True, eq=False)
class Spending:
    """Costs of the window from warm-up to horizon, in the scenario's currency.

    Attributes
    ----------
    by_person : float64 array, shape (people,)
        Hours that are paid (see `paid_time`), busy or idle, at the person's rate.
    people : float
    agency : float
        Deliveries of the window by hour and piece, and its part of the retainers.
    technology : float
        The window's part of a year's cost.
    incidents : float
        Incidents and risk events that happen in the window.
    shadow : float
        What units spend on the requests that they withdraw in the window and do themselves.
    """

    by_person: FloatArray
    people: float
    agency: float
    technology: float
    incidents: float
    shadow: float = 0.0

    @property
    def total(self) -> float:
        """Everything together."""
        return self.people + self.agency + self.technology + self.incidents + self.shadow


def spending_of(
    log: LogArrays, plan: Plan, nodes: NodeTable, row: IntArray, staffing: Staffing
) -> Spending:
    """Add up what a run cost in its measured window.

    Parameters
    ----------
    log : LogArrays
    plan : Plan
    nodes : NodeTable
    row : int64 array, shape (activities,)
        Row in `nodes` of each activity.
    staffing : Staffing

    Returns
    -------
    Spending
    """
    rates = np.array([person.cost_per_hour for person in plan.people], dtype=np.float64)
    by_person = paid_time_of(log, plan, staffing) / MICROSECONDS_PER_HOUR * rates
    window = log.window.horizon - log.window.warm_up
    years = window / (DAYS_PER_YEAR * MICROSECONDS_PER_DAY)
    retainers = sum(agency.retainer_per_year for agency in plan.agencies) * years
    delivered = _delivered(log, nodes, row)
    return Spending(
        by_person=by_person,
        people=float(by_person.sum()),
        agency=_deliveries(log, plan, nodes.agency[row[delivered]], delivered, years) + retainers,
        technology=plan.technology_cost_per_year * years,
        incidents=_occurrences(log, plan),
        shadow=_shadow(log, plan),
    )


def _delivered(log: LogArrays, nodes: NodeTable, row: IntArray) -> IntArray:
    """Activities in which agencies deliver inside the window."""
    is_agency = nodes.instruction == CODES["AGENCY"]
    if not is_agency.any():
        return np.zeros(0, dtype=np.int64)
    finish, outcome = (log.activities[name] for name in ("finish", "outcome"))
    return np.flatnonzero(
        is_agency[row] & (outcome == ACTIVITY_OUTCOMES.index("done")) & _in_window(log, finish)
    )


def _deliveries(
    log: LogArrays, plan: Plan, agency: IntArray, delivered: IntArray, years: float
) -> float:
    """Price of the window's deliveries, of which `agency` holds whose they are."""
    per_hour = np.array([record.price_per_hour for record in plan.agencies], dtype=np.float64)
    per_piece = np.array([record.price_per_piece for record in plan.agencies], dtype=np.float64)
    hours = log.activities["effort"][delivered] / MICROSECONDS_PER_HOUR
    prices = hours * per_hour[agency] + per_piece[agency]
    if not plan.agency_terms:
        return float(prices.sum())
    terms = plan.agency_terms
    worked = np.bincount(agency, weights=hours, minlength=len(terms))
    included = np.array([one.included_hours_per_year for one in terms]) * years
    over = np.array([one.price_per_hour_over for one in terms])
    premium = np.array([one.rush_premium for one in terms])[agency]
    rushed = premium * prices * _is_rushed(log, plan, agency, delivered)
    charged = np.maximum(0.0, worked - included) * over
    return float(charged.sum() + per_piece[agency].sum() + rushed.sum())


def _is_rushed(log: LogArrays, plan: Plan, agency: IntArray, delivered: IntArray) -> BoolArray:
    """Whether pieces were ordered with too little working time to their due dates."""
    within = np.array([one.rush_within for one in plan.agency_terms], dtype=np.int64)[agency]
    due = log.campaigns["due"][log.activities["campaign"][delivered]]
    ordered = log.activities["ready"][delivered]
    clock = plan.clocks[plan.reference_clock]
    is_dated = due < NEVER
    left = clock.work_array(np.where(is_dated, due, ordered)) - clock.work_array(ordered)
    return np.asarray(is_dated & (left < within))


def _shadow(log: LogArrays, plan: Plan) -> float:
    """What requests cost that end shadow inside the window: an amount by type."""
    if not plan.shadow_costs:
        return 0.0
    outcome, ended, kind = (log.campaigns[name] for name in ("outcome", "ended", "type"))
    gone = (outcome == OUTCOMES.index("shadow")) & _in_window(log, ended)
    return float(np.array(plan.shadow_costs, dtype=np.float64)[kind[gone]].sum())


def _occurrences(log: LogArrays, plan: Plan) -> float:
    rows = np.concatenate([log.event_rows(kind) for kind in ("incident", "risk_event")])
    rows = np.sort(rows)  # floats are added up in the log's order
    value, time = (log.events[name][rows] for name in ("value", "time"))
    happened = _in_window(log, time) & (value != NULL)
    costs = np.array(plan.event_costs, dtype=np.float64)
    return float(costs[value[happened]].sum())


def _in_window(log: LogArrays, instant: IntArray) -> BoolArray:
    return np.asarray((instant >= log.window.warm_up) & (instant < log.window.horizon))
