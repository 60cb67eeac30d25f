"""Where launched campaigns waited on their critical paths: at which team, gate, agency or rule.

The place of a wait follows from its cause: a queue, or the hours at which nobody of it is there, is
the team's with the skill; waiting for a decision is the gate's; the rest is the agency's, the
outside step's, or that of hand-offs, limits and task forces. Work for several people at once waits
for all of them, so its wait is divided evenly among their pools.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from mom_sim.log.contract import CAUSES, SUB_CAUSES
from mom_sim.metrics.ingredients import BoolArray, FloatArray, IntArray
from mom_sim.metrics.pools import pools_of
from mom_sim.metrics.sums import weight_by
from mom_sim.metrics.view import Facts, View
from mom_sim.plan.plan import Plan

_SINGLE = {
    "hand_off": "all hand-offs",
    "hold": "limits, sprints and freezes",
    "assembly": "forming task forces",
}
_IS_TEAM_CAUSE = np.array([cause in ("queue", "closed") for cause in CAUSES])


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
    facts, plan = view.facts, view.facts.plan
    split = facts.split
    chosen = view.launched[split.campaign]
    nodes = facts.nodes

    def by(cause: str, group: IntArray | None, groups: int) -> FloatArray:
        rows = np.flatnonzero(chosen & (split.cause == CAUSES.index(cause)))
        of = np.zeros_like(rows)
        if group is not None:
            of = group[facts.row[split.activity[rows]]]
        return weight_by(of, split.working[rows], groups)

    steps = len(plan.steps)
    return np.concatenate(
        (
            _by_pool(facts, chosen & _IS_TEAM_CAUSE[split.cause]),
            by("decision", nodes.step, steps)[list(gate_steps(plan))],
            by("agency", nodes.agency, len(plan.agencies)),
            by("outside", nodes.step, steps)[list(_outside_steps(plan))],
            *(by(cause, None, 1) for cause in _SINGLE),
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
    facts = view.facts
    split = facts.split
    steps, subs = len(facts.plan.steps), len(SUB_CAUSES)
    rows = np.flatnonzero(view.launched[split.campaign] & (split.cause == CAUSES.index("decision")))
    cell = facts.nodes.step[facts.row[split.activity[rows]]] * subs + split.sub_cause[rows]
    table = weight_by(cell, split.working[rows], steps * subs).reshape(steps, subs)
    return np.asarray(table[list(gate_steps(facts.plan))])


def _by_pool(facts: Facts, chosen: BoolArray) -> FloatArray:
    split, nodes = facts.split, facts.nodes
    rows = np.flatnonzero(chosen)
    row = facts.row[split.activity[rows]]
    unit = facts.log.campaigns["unit"][split.campaign[rows]]
    wait, queue = nodes.queues_of(row, unit)
    shared = split.working[rows[wait]] / nodes.slots[row, unit][wait]
    return weight_by(facts.pools.of_queue[queue], shared, len(facts.pools.names))


@lru_cache(maxsize=64)
def _outside_steps(plan: Plan) -> tuple[int, ...]:
    nodes = (node for program in plan.programs for node in program.nodes)
    # What happens after launch, such as the time until an incident, is on no critical path.
    outside = {
        node.step for node in nodes if node.cause == "outside" and node.announce != "incident"
    }
    return tuple(sorted(outside))
