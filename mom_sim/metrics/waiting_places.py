"""Where launched campaigns waited on their critical paths: at which team, gate, agency or rule.

The place of a wait follows from its cause: a queue, or the hours at which nobody of it is there, is
the team's with the skill; waiting for a decision is the gate's; the rest is the agency's, the
outside step's, or that of hand-offs, limits and task forces. Work for several people at once waits
for all of them, so its wait is divided evenly among their pools.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from mom_sim.log.contract import CAUSES, NULL, SUB_CAUSES
from mom_sim.metrics.cause_split import TEAM_CAUSES, Waited
from mom_sim.metrics.ingredients import BoolArray, FloatArray, IntArray
from mom_sim.metrics.pools import pools_of
from mom_sim.metrics.sums import sum_by, weight_by
from mom_sim.metrics.view import Facts, View
from mom_sim.plan.plan import Plan

_SINGLE = {
    "hand_off": "all hand-offs",
    "hold": "limits, sprints and freezes",
    "assembly": "forming task forces",
}


def places_of(plan: Plan) -> tuple[tuple[str, str], ...]:
    """Every place at which a campaign of this plan can wait.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    tuple of (str, str)
        Kind of place (team, gate, agency, outside, hand_off, hold, assembly) and its name. Steps
        stand for gates and for waits outside.
    """
    return (
        *(("team", name) for name in pools_of(plan).names),
        *(("gate", plan.steps[step]) for step in gate_steps(plan)),
        *(("agency", agency.name) for agency in plan.agencies),
        *(("outside", plan.steps[step]) for step in _outside_steps(plan)),
        *_SINGLE.items(),
    )


@lru_cache(maxsize=64)
def gate_steps(plan: Plan) -> tuple[int, ...]:
    """Steps at which something is decided, in the order of the plan."""
    return tuple(sorted({decision.step for decision in plan.decisions if decision.need}))


def waiting_by_place(view: View) -> FloatArray:
    """Time that the view's launched campaigns waited, by place.

    Parameters
    ----------
    view : View

    Returns
    -------
    float64 array, shape (places,), working microseconds
        In the order of `places_of`; embargoes are no waiting.
    """
    facts, plan, nodes = view.facts, view.facts.plan, view.facts.nodes
    waited = _waited(view)

    def by(cause: str, group: IntArray, groups: int) -> FloatArray:
        return weight_by(group, waited.by_cause[:, CAUSES.index(cause)], groups)

    steps = len(plan.steps)
    # Whoever neither is nor has an agency does not wait for one.
    agency = np.where(nodes.agency == NULL, len(plan.agencies), nodes.agency)
    return np.concatenate(
        (
            _by_pool(facts, waited.in_teams),
            by("decision", nodes.step, steps)[list(gate_steps(plan))],
            by("agency", agency, len(plan.agencies) + 1)[:-1],
            by("outside", nodes.step, steps)[list(_outside_steps(plan))],
            *(by(cause, np.zeros_like(nodes.step), 1) for cause in _SINGLE),
        )
    )


def deciding_by_sub_cause(view: View) -> FloatArray:
    """Time that the view's launched campaigns waited for decisions, by gate and by what for.

    Parameters
    ----------
    view : View

    Returns
    -------
    float64 array, shape (gates, sub-causes), working microseconds
        Gates in the order of `gate_steps`.
    """
    facts, subs = view.facts, len(SUB_CAUSES)
    cell = facts.nodes.step[:, None] * subs + np.arange(subs)
    steps = len(facts.plan.steps)
    table = weight_by(cell.ravel(), _waited(view).deciding.ravel(), steps * subs)
    return np.asarray(table.reshape(steps, subs)[list(gate_steps(facts.plan))])


def _waited(view: View) -> Waited:
    """Waits of the view's launched campaigns by node."""
    facts = view.facts
    found = facts.split.waited
    if found is not None and view.campaigns is facts.times.measured:
        return found
    pieces, nodes = facts.split.pieces, facts.nodes.step.size
    units, causes, subs = len(facts.plan.units), len(CAUSES), len(SUB_CAUSES)
    rows = np.flatnonzero(view.launched[pieces.campaign])
    row, cause = facts.row[pieces.activity[rows]], pieces.cause[rows]
    unit = facts.log.campaigns["unit"][pieces.campaign[rows]]

    def table(mask: BoolArray, column: IntArray, columns: int) -> IntArray:
        cell = row[mask] * columns + column[mask]
        return sum_by(cell, pieces.working[rows][mask], nodes * columns).reshape(nodes, columns)

    return Waited(
        by_cause=table(np.ones(rows.size, dtype=np.bool_), cause, causes),
        in_teams=table(TEAM_CAUSES[cause], unit, units),
        deciding=table(cause == CAUSES.index("decision"), pieces.sub_cause[rows], subs),
    )


def _by_pool(facts: Facts, in_teams: IntArray) -> FloatArray:
    nodes = facts.nodes
    row, unit = np.nonzero(in_teams)
    wait, queue = nodes.queues_of(row, unit)
    shared = in_teams[row, unit][wait] / nodes.slots[row, unit][wait]
    return weight_by(facts.pools.of_queue[queue], shared, len(facts.pools.names))


@lru_cache(maxsize=64)
def _outside_steps(plan: Plan) -> tuple[int, ...]:
    nodes = (node for program in plan.programs for node in program.nodes)
    # What happens after launch, such as the time until an incident, is on no critical path.
    outside = {
        node.step for node in nodes if node.cause == "outside" and node.announce != "incident"
    }
    return tuple(sorted(outside))
