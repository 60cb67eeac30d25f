"""How many campaigns are asked for, and by whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mom_sim.calendars.units import MICROSECONDS_PER_DAY
from mom_sim.errors import Fault
from mom_sim.scenario.checks.check import reads
from mom_sim.scenario.checks.instants import outside
from mom_sim.scenario.marked_document import Path
from mom_sim.scenario.quantities import DAYS_PER_YEAR
from mom_sim.scenario.schema.campaigns import CampaignForm, RenewalForm
from mom_sim.scenario.study import Study

MOST_CAMPAIGNS = 10_000_000


@reads("units")
def units_that_ask_exist(study: Study) -> Iterator[Fault]:
    """Demand comes from units that are defined."""
    units = study.form.units
    for name, campaign in study.form.campaigns.items():
        demand = campaign.demand
        path: Path = ("campaigns", name, "demand")
        if isinstance(demand, Mapping):
            for unit in demand:
                yield from study.unknown((*path, unit), "unit", unit, units, "units")
            if study.document.part(path) == {}:
                yield study.fault(path, "no unit is listed; write a rate such as 400 per year")
        elif isinstance(demand, RenewalForm):
            if demand.unit is not None:
                yield from study.unknown((*path, "unit"), "unit", demand.unit, units, "units")
            elif len(units) > 1:
                yield study.fault(
                    path, f"it is not said who asks; write unit: one of {', '.join(units)}"
                )


@reads("run")
def first_requests_lie_within_the_run(study: Study) -> Iterator[Fault]:
    """The first request of a sequence lies within the run."""
    for name, campaign in study.form.campaigns.items():
        if isinstance(campaign.demand, RenewalForm):
            yield from outside(study, ("campaigns", name, "demand", "first"), campaign.demand.first)


@reads("campaigns", "dated_launches", "campaign_calendar")
def something_is_asked_for(study: Study) -> Iterator[Fault]:
    """There is some demand: rates, dated launches, a campaign calendar or a backlog."""
    form = study.form
    asked = any(campaign.demand is not None for campaign in form.campaigns.values())
    if not (asked or form.campaign_calendar or form.dated_launches or form.backlog):
        yield study.fault(
            ("campaigns",),
            "nobody asks for any campaign; give a type its demand (400 per year), or list "
            "dated_launches or a campaign_calendar",
            at_key=True,
        )


@reads("campaigns", "run", "surges")
def campaigns_can_be_simulated(study: Study) -> Iterator[Fault]:
    """A replication has at most 10 million campaigns."""
    years = study.end / float(DAYS_PER_YEAR * MICROSECONDS_PER_DAY)
    surge = max((1.0, *(s.factor for s in study.form.surges.values())))
    for name, campaign in study.form.campaigns.items():
        expected = _per_year(campaign) * years * surge
        if expected > MOST_CAMPAIGNS:
            yield study.fault(
                ("campaigns", name, "demand"),
                f"about {expected:.3g} campaigns are expected in one replication; at most "
                f"{MOST_CAMPAIGNS:,} can be simulated: ask for fewer, or shorten run.horizon and "
                "run.follow_up",
            )
    for position, backlog in enumerate(study.form.backlog):
        if backlog.count > MOST_CAMPAIGNS:
            yield study.fault(
                ("backlog", position, "count"),
                f"{backlog.count:,} open campaigns; at most {MOST_CAMPAIGNS:,} can be simulated",
            )


def _per_year(campaign: CampaignForm) -> float:
    demand = campaign.demand
    if demand is None:
        return 0.0
    if isinstance(demand, RenewalForm):
        return float(DAYS_PER_YEAR * MICROSECONDS_PER_DAY) / demand.every.mean()
    return sum(demand.values()) if isinstance(demand, Mapping) else float(demand)


CHECKS = (
    units_that_ask_exist,
    first_requests_lie_within_the_run,
    something_is_asked_for,
    campaigns_can_be_simulated,
)
