"""The order of requests in a team's queue."""

from __future__ import annotations

from collections.abc import Callable

from mom_sim.engines.simpy_engine.state import Activity
from mom_sim.plan.plan import Team
from mom_sim.tape.campaigns import Campaigns

CENTS = 100  # money is compared in hundredths

_Key = Callable[[Campaigns, Activity, Team], int]


def _class_of_service(campaigns: Campaigns, activity: Activity, team: Team) -> int:
    # Waiting `aging` makes up for one rank: linear aging has the same order at every instant, so the key
    # is fixed at the start.
    rank = activity.campaign.program.rank
    return activity.row.ready + rank * team.aging if team.aging else rank


RULES: dict[str, _Key] = {
    "class_of_service": _class_of_service,
    "fifo": lambda campaigns, activity, team: activity.row.ready,
    "due_date": lambda campaigns, activity, team: int(campaigns.due[activity.campaign.number]),
    "value": lambda campaigns, activity, team: (
        -round(CENTS * float(campaigns.value[activity.campaign.number]))
    ),
    "cost_of_delay": lambda campaigns, activity, team: (
        -round(CENTS * float(campaigns.cost_of_delay[activity.campaign.number]))
    ),
    "shortest_first": lambda campaigns, activity, team: activity.row.effort,
    "fair_share": lambda campaigns, activity, team: 0,  # the dispatcher puts in the share had so far
}


def key_of(campaigns: Campaigns, activity: Activity, team: Team) -> tuple[int, ...]:
    """Key of a request: the team's rule word by word, then arrival at the queue, campaign, node."""
    return (
        *(RULES[word](campaigns, activity, team) for word in team.rule),
        activity.row.ready,
        activity.campaign.number,
        activity.index,
    )
