"""Operating models."""

from __future__ import annotations

from mom_sim.scenario.resolved import (
    UNLIMITED,
    Agency,
    Coordination,
    GateRule,
    HandOff,
    OperatingModel,
    TaskForce,
    TeamRule,
    Technology,
    WhoDoesTheWork,
    WipLimit,
)
from mom_sim.scenario.resolving.people import resolve_delay
from mom_sim.scenario.resolving.workflows import resolve_cadence
from mom_sim.scenario.schema.mechanism_forms import settings_of, stated_in
from mom_sim.scenario.schema.operating_model import (
    AgencyForm,
    CoordinationForm,
    GateRuleForm,
    OperatingModelForm,
    TaskForceForm,
    WhoDoesTheWorkForm,
)
from mom_sim.scenario.surroundings import Surroundings

ROUNDS_OF_THE_GATE = -1


def resolve_model(form: OperatingModelForm, surroundings: Surroundings) -> OperatingModel:
    """Resolve an operating model that has passed all checks.

    Parameters
    ----------
    form : OperatingModelForm
    surroundings : Surroundings

    Returns
    -------
    OperatingModel
    """
    reference = surroundings.reference_calendar
    return OperatingModel(
        name=form.name,
        summary=form.summary,
        who_does_the_work=_work(form.who_does_the_work, reference),
        who_decides=tuple(_rule(rule, reference) for rule in form.who_decides),
        coordination=_coordination(form.coordination, surroundings),
        technology=Technology(form.technology.cost),
        pays_with=tuple(form.pays_with),
        mechanisms=tuple(
            settings_of(record, stated, reference) for record, _, stated in stated_in(form)
        ),
    )


def _work(form: WhoDoesTheWorkForm, reference_calendar: str) -> WhoDoesTheWork:
    force = form.task_force
    return WhoDoesTheWork(
        teams=tuple(
            TeamRule(
                name=t.name,
                kinds=tuple(t.kinds),
                roles=tuple(t.roles),
                group=t.group,
                share=t.share,
                types=tuple(t.types),
                tiers=tuple(t.tiers),
            )
            for t in form.teams
        ),
        queue_rule=tuple(form.queue_rule),
        aging=form.aging or 0,
        crew_age_limit=form.crew_age_limit,
        task_force=() if force is None else (_task_force(force),),
        agency=tuple(_agency(agency, reference_calendar) for agency in form.agency),
    )


def _task_force(form: TaskForceForm) -> TaskForce:
    return TaskForce(
        types=tuple(form.types),
        min_effort=form.min_effort or 0,
        skills=tuple(form.skills),
        assembly=form.assembly,
        quorum=form.quorum or UNLIMITED,
        max_forces=form.max_forces or UNLIMITED,
        release=form.release,
        members_per_skill=form.members_per_skill,
        kinds=tuple(form.kinds),
    )


def _agency(form: AgencyForm, reference_calendar: str) -> Agency:
    return Agency(
        name=form.name,
        kinds=tuple(form.kinds),
        skills=tuple(form.skills),
        types=tuple(form.types),
        turnaround=tuple((name, resolve_delay(time)) for name, time in form.turnaround.items()),
        calendar=form.calendar or reference_calendar,
        capacity=form.capacity or UNLIMITED,
        briefing=() if form.briefing is None else (form.briefing,),
        price_per_hour=form.price,
        price_per_piece=form.price_per_piece,
        retainer_per_year=form.retainer,
    )


def _rule(form: GateRuleForm, reference_calendar: str) -> GateRule:
    own = form.cadence if not isinstance(form.cadence, str) else None
    return GateRule(
        gates=tuple(form.gates),
        tiers=tuple(form.tiers),
        deciders=tuple(form.deciders),
        rule=form.rule,
        need=form.need,
        cadence="own" if own is not None else form.cadence,
        own_cadence=() if own is None else (resolve_cadence(own, reference_calendar),),
        sampled=form.sampled,
        delegate_after=form.delegate_after or 0,
        deemed_approved_after=form.deemed_approved_after or 0,
        rounds=ROUNDS_OF_THE_GATE if form.rounds is None else form.rounds,
        escalates_to=form.escalates_to or "",
    )


def _coordination(form: CoordinationForm, surroundings: Surroundings) -> Coordination:
    own, limit = form.hand_off, form.wip_limit
    hand_off: tuple[HandOff, ...] = ()
    if own is not None:
        within = resolve_delay(own.within_team) if own.within_team else None
        between = resolve_delay(own.between_teams) if own.between_teams else None
        hand_off = (HandOff(surroundings.delay(within, False), surroundings.delay(between, True)),)
    return Coordination(
        hand_off=hand_off,
        wip_limit=WipLimit("company", UNLIMITED, "hold")
        if limit is None
        else WipLimit(limit.per, limit.limit, limit.when_full),
    )
