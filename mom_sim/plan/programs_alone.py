"""A plan without all that a check of its programs does not read: equal ones are checked once.

Other people, other lengths of time or other prices change no program. What is left out here a check
cannot read, so that nothing else has to say what it depends on.
"""

from __future__ import annotations

from dataclasses import replace

from mom_sim.draws.distributions import distribution
from mom_sim.plan.plan import Draw, Meeting, Member, Plan, Queue, Team

_SOME_TIME = distribution("constant", value=0.0)
_A_TEAM = Team("", (), 0)
_A_MEETING = Meeting("", (), None, 0)


def with_programs_alone(plan: Plan) -> Plan:
    """Leave programs, decisions and curves, and of what they point to how much there is.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    Plan
        Of draws the name, the kind and the types that have a distribution; of queues how many
        people serve them, at most as many as the largest crew needs.
    """
    nodes = (node for program in plan.programs for node in program.nodes)
    most = max((len(slots) for node in nodes for slots in node.queues), default=0)
    return replace(
        plan,
        model="",
        clocks=(),
        reference_clock=0,
        hours_per_day=0.0,
        start=0,
        warm_up=0,
        horizon=0,
        limit=0,
        teams=(_A_TEAM,) * len(plan.teams),
        people=(),
        queues=tuple(_filled(queue, most) for queue in plan.queues),
        draws=tuple(_without_lengths(draw) for draw in plan.draws),
        meetings=(_A_MEETING,) * len(plan.meetings),
        crew_age_limit=0,
        technology_cost_per_year=0.0,
        event_costs=(),
        value_rules=(),
        load_curve=-1,
        agency_terms=(),
        shadow_costs=(),
        warnings=(),
    )


def _filled(queue: Queue, most: int) -> Queue:
    people = len({member.person for member in queue.pool})
    return Queue(0, 0, tuple(Member(number, 0) for number in range(min(people, most))))


def _without_lengths(draw: Draw) -> Draw:
    by_type = tuple(None if one is None else _SOME_TIME for one in draw.by_type)
    return Draw(draw.name, draw.kind, by_type)
