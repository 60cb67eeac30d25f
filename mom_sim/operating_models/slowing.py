"""Work that goes slower for a while, by the skill that it needs: curves of time on its rate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mom_sim.errors import UnworkableError
from mom_sim.operating_models.staffing import LEAST_PRODUCTIVE
from mom_sim.operating_models.tables import Tables
from mom_sim.plan.plan import PARTS, Node, Plan
from mom_sim.scenario.resolved import Role


def share_left(tables: Tables, role: Role, taken: float, what: str, advice: str) -> int:
    """Share of a role's time for campaigns that is left while something else takes time.

    Parameters
    ----------
    tables : Tables
    role : Role
    taken : float
        Share of the scheduled time.
    what, advice : str
        For the message: `technology.training: 400 hours`, and what to do.

    Returns
    -------
    int, parts per million

    Raises
    ------
    UnworkableError
        If nothing is left.
    """
    left = role.productive_fraction - tables.effects.time_taken(f"{role.name}/1", role)
    if left - taken < LEAST_PRODUCTIVE:
        raise UnworkableError(
            f"operating model {tables.model.name}: {what} leave {role.name} no time for campaigns "
            f"while it lasts: they are {taken:.1%} of the scheduled time, and at most "
            f"{max(0.0, left - LEAST_PRODUCTIVE):.1%} can go; state {advice}"
        )
    return round(PARTS * (left - taken) / left)


def slowed(plan: Plan, tables: Tables, curves: Mapping[int, int]) -> Plan:
    """Put curves on all hands-on work that needs a skill.

    Parameters
    ----------
    plan : Plan
    tables : Tables
        With the curves.
    curves : mapping of int to int
        By skill: position of a curve of time, parts per million of the rate.

    Returns
    -------
    Plan
        People of other skills who help out in such work are slowed with the others.
    """
    programs = tuple(
        replace(program, nodes=tuple(_slowed(plan, node, curves) for node in program.nodes))
        for program in plan.programs
    )
    return replace(plan, programs=programs, curves=tuple(tables.curves))


def _slowed(plan: Plan, node: Node, curves: Mapping[int, int]) -> Node:
    if node.instruction != "WORK":
        return node
    skills = {plan.queues[queue].skill for slots in node.queues for queue in slots}
    mine = tuple(curves[skill] for skill in sorted(skills & curves.keys()))
    return replace(node, rate_curves=(*node.rate_curves, *mine)) if mine else node
