"""The order of requests in a team's queue: one record per queue rule."""

from __future__ import annotations

from collections.abc import Callable

from mom_sim.engines.simpy_engine.state import Activity
from mom_sim.plan.plan import Team
from mom_sim.tape.campaigns import Campaigns

CENTS = 100  # money is compared in hundredths
FAIR_SHARE = "fair_share"

_Key = Callable[[Campaigns, Activity, Team], int]


def _class_of_service(campaigns: Campaigns, activity: Activity, team: Team) -> int:
    # Waiting `aging` makes up for one rank: linear aging has the same order at every instant, so
    # the key is fixed at the start.
    rank = activity.campaign.program.rank
    return activity.row.ready + rank * team.aging if team.aging else rank


def _fifo(campaigns: Campaigns, activity: Activity, team: Team) -> int:
    return activity.row.ready


def _due_date(campaigns: Campaigns, activity: Activity, team: Team) -> int:
    return int(campaigns.due[activity.campaign.number])


def _value(campaigns: Campaigns, activity: Activity, team: Team) -> int:
    return -round(CENTS * float(campaigns.value[activity.campaign.number]))


def _cost_of_delay(campaigns: Campaigns, activity: Activity, team: Team) -> int:
    return -round(CENTS * float(campaigns.cost_of_delay[activity.campaign.number]))


def _shortest_first(campaigns: Campaigns, activity: Activity, team: Team) -> int:
    return activity.row.effort


def _fair_share(campaigns: Campaigns, activity: Activity, team: Team) -> int:
    return 0  # the dispatcher puts in what the unit has had so far


RULES: dict[str, _Key] = {
    "class_of_service": _class_of_service,
    "fifo": _fifo,
    "due_date": _due_date,
    "value": _value,
    "cost_of_delay": _cost_of_delay,
    "shortest_first": _shortest_first,
    FAIR_SHARE: _fair_share,
}


def key_of(campaigns: Campaigns, activity: Activity, team: Team) -> tuple[int, ...]:
    """Key of a request: the rule word by word, then arrival at the queue, campaign, node."""
    return (
        *(RULES[word](campaigns, activity, team) for word in team.rule),
        activity.row.ready,
        activity.campaign.number,
        activity.index,
    )
