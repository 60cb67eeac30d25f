"""What launches cost, and what their time is worth."""

from __future__ import annotations

from collections.abc import Callable

from mom_sim.metrics.ingredients import Ratio
from mom_sim.metrics.kinds import RATIO
from mom_sim.metrics.kpis.flow import launches_in_window
from mom_sim.metrics.kpis.waits import NO_LAUNCH
from mom_sim.metrics.metric import Metric
from mom_sim.metrics.spending import Spending
from mom_sim.metrics.view import View

NO_LAUNCH_IN_WINDOW = "nothing was launched between warm-up and horizon"


def _cost(name: str, definition: str, amount: Callable[[Spending], float]) -> Metric:
    def extract(view: View) -> Ratio:
        return Ratio(amount(view.facts.spending), float(launches_in_window(view)))

    return Metric(
        name,
        "currency/launch",
        f"{definition}, by the number of launches between warm-up and horizon.",
        RATIO,
        extract,
        NO_LAUNCH_IN_WINDOW,
        of_campaigns=False,
    )


def _captured(view: View) -> Ratio:
    _, at_end = view.facts.worth
    value, served = view.facts.log.campaigns["value"], view.campaigns & view.facts.served
    return Ratio(float(at_end[served].sum()), float(value[view.campaigns].sum()))


def _cost_of_delay(view: View) -> Ratio:
    return Ratio(float(view.facts.lost_worth[view.launched].sum()), float(view.launches))


METRICS = (
    _cost(
        "cost_per_launch",
        "People (paid hours, busy, idle or absent, at their rates), agencies (deliveries by hour "
        "and piece, and retainers), technology, incidents, risk events, and what units spend on "
        "shadow work between warm-up and horizon",
        lambda spending: spending.total,
    ),
    _cost(
        "people_cost_per_launch",
        "Hours between warm-up and horizon that people's calendars schedule, vacation and sickness "
        "included, and overtime on shift, at their rates; vacancies are not paid, freelancers are "
        "for their hours on shift",
        lambda spending: spending.people,
    ),
    _cost(
        "agency_cost_per_launch",
        "What agencies deliver between warm-up and horizon, by hour of effort and by piece, with "
        "premiums for a rush, and the window's part of their retainers and of the hours these "
        "include",
        lambda spending: spending.agency,
    ),
    _cost(
        "technology_cost_per_launch",
        "The part of a year's technology cost that falls between warm-up and horizon",
        lambda spending: spending.technology,
    ),
    _cost(
        "incident_cost_per_launch",
        "Cost of incidents and risk events that happen between warm-up and horizon, without the "
        "hours of repair, which are people's; a defect that is never noticed (mechanism detection) "
        "causes no incident, and its damage is in no cost",
        lambda spending: spending.incidents,
    ),
    _cost(
        "shadow_cost_per_launch",
        "What units spend on the requests that they take back between warm-up and horizon to do "
        "them on their own: hours, and the expected cost of bad work that nobody notices",
        lambda spending: spending.shadow,
    ),
    Metric(
        "value_captured_share",
        "share",
        "Worth, when they were launched or answered with an asset that was there, of the measured "
        "campaigns, by the worth that all measured campaigns would have had in time without any "
        "local relevance; other ends and campaigns still inside capture nothing.",
        RATIO,
        _captured,
        "no campaign of any worth was requested in the measured window",
    ),
    Metric(
        "cost_of_delay_per_launch",
        "currency/launch",
        "Mean worth that the measured campaigns that were launched had lost when they were.",
        RATIO,
        _cost_of_delay,
        NO_LAUNCH,
    ),
)
