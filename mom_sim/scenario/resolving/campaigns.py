"""Campaign types, classes of service, dated launches, backlog."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mom_sim.calendars.days_of_week import DAY_NAMES
from mom_sim.scenario.resolved import (
    Backlog,
    CampaignType,
    ClassOfService,
    DatedCampaign,
    Demand,
    Seasonality,
    Value,
)
from mom_sim.scenario.resolving.people import resolve_delay
from mom_sim.scenario.schema.campaigns import (
    HOURS,
    MONTHS,
    BacklogForm,
    CampaignForm,
    ClassOfServiceForm,
    DatedLaunchForm,
    RenewalForm,
    SeasonalityForm,
    ValueForm,
)


def resolve_campaign(
    name: str, form: CampaignForm, workflow: str, units: Sequence[str], tiers: Sequence[str]
) -> CampaignType:
    """Resolve a campaign type.

    Parameters
    ----------
    name : str
    form : CampaignForm
    workflow : str
        That it goes through.
    units, tiers : sequence of str
        Of the scenario.

    Returns
    -------
    CampaignType
    """
    tier = form.risk_tier or tiers[0]
    share_of = tier if isinstance(tier, Mapping) else {tier: 1.0}
    return CampaignType(
        name=name,
        workflow=workflow,
        demand=resolve_demand(form, units),
        arrive_in_working_hours=form.arrive == "working hours",
        seasonality=_seasonality(form.seasonality),
        due=resolve_delay(form.due),
        value=_value(form.value),
        risk_tiers=tuple((t, share_of[t]) for t in tiers if t in share_of),
        global_share=form.global_share,
        class_of_service=form.class_of_service,
        patience=() if form.patience is None else (form.patience,),
        size=form.size,
    )


def resolve_demand(form: CampaignForm, units: Sequence[str]) -> tuple[Demand, ...]:
    """Resolve who asks for a campaign type and how often; a bare rate is split evenly."""
    demand = form.demand
    if demand is None:
        return ()
    if isinstance(demand, RenewalForm):
        at_once = demand.first is not None
        unit = demand.unit or units[0]
        return (Demand(unit, 0.0, (demand.every,), demand.first or 0, at_once),)
    rates = demand if isinstance(demand, Mapping) else {u: demand / len(units) for u in units}
    return tuple(Demand(u, rates[u], (), 0, False) for u in units if u in rates)


def resolve_class(name: str, form: ClassOfServiceForm) -> ClassOfService:
    """Resolve a class of service."""
    return ClassOfService(
        name, form.rank, form.preempts, form.switching_cost, form.preempts_task_forces
    )


def resolve_dated_launch(form: DatedLaunchForm, types: Mapping[str, CampaignForm]) -> DatedCampaign:
    """Resolve a dated launch; its worth is that of its type unless stated."""
    return DatedCampaign(
        id=form.id,
        stream="dated",
        unit=form.unit,
        type=form.type,
        requested=form.requested,
        due=form.due,
        not_before=form.not_before or 0,
        value=types[form.type].value.amount if form.value is None else form.value,
        effort=(),
    )


def resolve_backlog(form: BacklogForm) -> Backlog:
    """Resolve open campaigns at the start."""
    return Backlog(form.unit, form.type, form.step, form.count)


def _seasonality(form: SeasonalityForm) -> Seasonality:
    months = tuple(getattr(form, month) for month in MONTHS)
    stated = form.model_fields_set.intersection(MONTHS)
    cycle = form.cycle
    return Seasonality(
        months=months if stated else (),
        cycle_period=cycle.period if cycle else 0,
        cycle_amplitude=cycle.amplitude if cycle else 0.0,
        cycle_phase=cycle.phase if cycle else 0,
        weekdays=_factors(form.weekdays, DAY_NAMES),
        hours=_factors(form.hours, HOURS),
    )


def _factors(written: Mapping[str, float] | None, names: Sequence[str]) -> tuple[float, ...]:
    """One factor for each name, or none at all where all are 1."""
    factors = tuple((written or {}).get(name, 1.0) for name in names)
    return factors if any(factor != 1.0 for factor in factors) else ()


def _value(form: ValueForm) -> Value:
    return Value(form.amount, form.after, form.half_life or 0, form.gone_after or 0)
