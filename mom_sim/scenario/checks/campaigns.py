"""Campaign types, one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mom_sim.errors import Fault
from mom_sim.scenario.checks.check import reads
from mom_sim.scenario.marked_document import Path
from mom_sim.scenario.resolving.workflows import kind_of_step, workflow_of
from mom_sim.scenario.schema.campaigns import MONTHS, RenewalForm
from mom_sim.scenario.study import Study

TOLERANCE = 1e-9  # of shares that have to add up to 1


@reads("workflows")
def campaign_workflows_exist(study: Study) -> Iterator[Fault]:
    """Campaign types go through workflows that are defined."""
    for name, campaign in study.form.campaigns.items():
        if campaign.workflow is not None:
            path: Path = ("campaigns", name, "workflow")
            known = study.form.workflows
            yield from study.unknown(path, "workflow", campaign.workflow, known, "workflows")


@reads("workflows")
def efforts_belong_to_steps(study: Study) -> Iterator[Fault]:
    """Efforts of a campaign type are of steps with people in its workflow."""
    for name, campaign in study.form.campaigns.items():
        workflow = study.form.workflows.get(workflow_of(campaign, study.form.workflows))
        if workflow is None:
            continue
        for step in campaign.effort:
            path: Path = ("campaigns", name, "effort", step)
            form = workflow.steps.get(step)
            if form is None:
                yield from study.unknown(path, "step", step, workflow.steps)
            elif kind_of_step(form) not in ("work", "gate"):
                yield study.fault(path, f"nobody works in the step {step}; leave its effort out")


@reads("classes_of_service")
def interruptions_are_of_who_interrupts(study: Study) -> Iterator[Fault]:
    """Only a class of service that interrupts work can interrupt it inside task forces."""
    for name, service in study.form.classes_of_service.items():
        if service.preempts_task_forces and not service.preempts:
            yield study.fault(
                ("classes_of_service", name, "preempts_task_forces"),
                "this class does not interrupt any work, so it cannot interrupt that of task "
                "forces; write preempts: true, too, or leave preempts_task_forces out",
            )


@reads("risk_tiers")
def tiers_add_up(study: Study) -> Iterator[Fault]:
    """Risk tiers are defined, and the shares of a campaign type add up to 100%."""
    for name, campaign in study.form.campaigns.items():
        tier = campaign.risk_tier
        if tier is None or study.validated.is_damaged("campaigns", name, "risk_tier"):
            continue
        path: Path = ("campaigns", name, "risk_tier")
        shares = tier if isinstance(tier, Mapping) else {tier: 1.0}
        for key in shares:
            place = (*path, key) if isinstance(tier, Mapping) else path
            yield from study.unknown(place, "risk tier", key, study.form.risk_tiers, "risk_tiers")
        total = sum(shares.values())
        if abs(total - 1.0) > TOLERANCE:
            yield study.fault(path, f"the shares add up to {total:.6g}; they have to add up to 1")


@reads("risk_tiers")
def tiers_are_different(study: Study) -> Iterator[Fault]:
    """Each risk tier is listed once."""
    tiers = study.form.risk_tiers
    for position, tier in enumerate(tiers):
        if tier in tiers[:position]:
            yield study.fault(
                ("risk_tiers", position), f'the tier "{tier}" stands here twice; name it once'
            )


@reads("classes_of_service")
def classes_are_defined(study: Study) -> Iterator[Fault]:
    """Campaign types queue in a class of service that is defined."""
    for name, campaign in study.form.campaigns.items():
        path: Path = ("campaigns", name, "class_of_service")
        known = study.form.classes_of_service
        yield from study.unknown(
            path, "class of service", campaign.class_of_service, known, "classes_of_service"
        )


@reads()
def value_decays_in_one_way(study: Study) -> Iterator[Fault]:
    """Worth decays by half-lives or in a straight line, in a time above zero."""
    for name, campaign in study.form.campaigns.items():
        value = campaign.value
        path: Path = ("campaigns", name, "value")
        if value.half_life is not None and value.gone_after is not None:
            yield study.fault(
                (*path, "gone_after"), "half_life and gone_after both stand here; give one"
            )
        for key in ("half_life", "gone_after"):
            if getattr(value, key) == 0:
                yield study.fault((*path, key), "no time at all; write one above zero")


@reads()
def season_is_of_one_kind(study: Study) -> Iterator[Fault]:
    """A season is given by months or by a cycle, and leaves some demand."""
    for name, campaign in study.form.campaigns.items():
        season = campaign.seasonality
        path: Path = ("campaigns", name, "seasonality")
        if season.cycle is not None:
            if season.model_fields_set.intersection(MONTHS):
                yield study.fault(
                    (*path, "cycle"), "months and a cycle both stand here; give one of the two"
                )
            if season.cycle.period == 0:
                yield study.fault(
                    (*path, "cycle", "period"), "no time at all; write one above zero"
                )
        elif not any(getattr(season, month) for month in MONTHS):
            yield study.fault(path, "every month has the factor 0; leave some demand")
        for key, factors, count in (("weekdays", season.weekdays, 7), ("hours", season.hours, 24)):
            if factors is not None and len(factors) == count and not any(factors.values()):
                yield study.fault(
                    (*path, key), f"all {count} {key} have the factor 0; leave some demand"
                )
            if factors and isinstance(campaign.demand, RenewalForm):
                yield study.fault(
                    (*path, key),
                    "demand at intervals does not follow them; write demand as a rate such as "
                    "400 per year, or leave them out",
                )


CHECKS = (
    campaign_workflows_exist,
    efforts_belong_to_steps,
    interruptions_are_of_who_interrupts,
    tiers_add_up,
    tiers_are_different,
    classes_are_defined,
    value_decays_in_one_way,
    season_is_of_one_kind,
)
