"""The order of requests in a team's queue: one record per queue rule."""

from __future__ import annotations

from collections.abc import Callable

from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.engines.bounds import CENTS
from mom_sim.engines.simpy_engine.state import Activity
from mom_sim.plan.plan import Plan, Team
from mom_sim.tape.campaigns import Campaigns

FAIR_SHARE = "fair_share"

_Word = Callable[[Activity], int]
_Rule = Callable[[Campaigns, Team, WorkingClock], _Word]
"""From campaigns, a team and the reference clock to what a word of a rule asks of an activity."""


def _class_of_service(campaigns: Campaigns, team: Team, clock: WorkingClock) -> _Word:
    aging = team.aging
    if not aging:
        return lambda activity: activity.campaign.program.rank
    # Waiting `aging` makes up for one rank: linear aging has the same order at every instant, so
    # the key is fixed at the start.
    return lambda activity: clock.work(activity.row.ready) + activity.campaign.program.rank * aging


def _fifo(campaigns: Campaigns, team: Team, clock: WorkingClock) -> _Word:
    return lambda activity: activity.row.ready


def _due_date(campaigns: Campaigns, team: Team, clock: WorkingClock) -> _Word:
    due = campaigns.due.tolist()
    return lambda activity: due[activity.campaign.number]


def _value(campaigns: Campaigns, team: Team, clock: WorkingClock) -> _Word:
    cents = [-round(CENTS * value) for value in campaigns.value.tolist()]
    return lambda activity: cents[activity.campaign.number]


def _cost_of_delay(campaigns: Campaigns, team: Team, clock: WorkingClock) -> _Word:
    cents = [-round(CENTS * cost) for cost in campaigns.cost_of_delay.tolist()]
    return lambda activity: cents[activity.campaign.number]


def _shortest_first(campaigns: Campaigns, team: Team, clock: WorkingClock) -> _Word:
    return lambda activity: activity.row.effort


def _latest_first(campaigns: Campaigns, team: Team, clock: WorkingClock) -> _Word:
    return lambda activity: -activity.row.ready


def _fair_share(campaigns: Campaigns, team: Team, clock: WorkingClock) -> _Word:
    return lambda activity: 0  # the dispatcher puts in what the unit has had so far


RULES: dict[str, _Rule] = {
    "class_of_service": _class_of_service,
    "fifo": _fifo,
    "due_date": _due_date,
    "value": _value,
    "cost_of_delay": _cost_of_delay,
    "shortest_first": _shortest_first,
    "latest_first": _latest_first,
    FAIR_SHARE: _fair_share,
}


class Keys:
    """Keys of requests: a team's rule word by word, then arrival at the queue, campaign, node.

    Parameters
    ----------
    campaigns : Campaigns
    plan : Plan
    """

    def __init__(self, campaigns: Campaigns, plan: Plan) -> None:
        clock = plan.clocks[plan.reference_clock]
        self._words = [
            tuple(RULES[word](campaigns, team, clock) for word in team.rule) for team in plan.teams
        ]

    def of(self, activity: Activity, team: int) -> tuple[int, ...]:
        """Key of a request to a team."""
        return (
            *[word(activity) for word in self._words[team]],
            activity.row.ready,
            activity.campaign.number,
            activity.index,
        )
