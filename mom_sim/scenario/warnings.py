"""What a scenario may say, and may still not mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mom_sim.scenario.defaults import default_value
from mom_sim.scenario.graph import steps_of
from mom_sim.scenario.resolved import DatedCampaign
from mom_sim.scenario.resolving.whole import reference_calendar_of
from mom_sim.scenario.study import Study


def warnings_of(study: Study, dated: Sequence[DatedCampaign]) -> tuple[str, ...]:
    """Return one sentence for each thing that deserves a second look.

    Parameters
    ----------
    study : Study
        Without faults.
    dated : sequence of DatedCampaign
        Dated launches and rows of the campaign calendar.

    Returns
    -------
    tuple of str
    """
    return (
        *_foreign_costs(study),
        *_unused_skills(study),
        *_calendars_of_units(study),
        *_gates_without_end(study),
        *_late_embargoes(dated),
    )


def _foreign_costs(study: Study) -> list[str]:
    """Costs by default are US figures."""
    form = study.form
    roles = [name for name, role in form.people.items() if "cost" not in role.model_fields_set]
    if form.currency == default_value("currency") or not roles:
        return []
    return [
        f"people: cost is left out for {', '.join(roles)}; the default is a US figure, taken one "
        f"to one in {form.currency}: state your own"
    ]


def _unused_skills(study: Study) -> list[str]:
    """Skills that some have and no step asks for."""
    steps = [s for w in study.form.workflows.values() for s in w.steps.values()]
    asked = {step.skill for step in steps} | {
        skill for step in steps for skill in step.skills or ()
    }
    idle = [name for name, role in study.form.people.items() if not asked.intersection(role.skills)]
    return [
        f"people.{name}: no step asks for a skill of this role; its people idle" for name in idle
    ]


def _calendars_of_units(study: Study) -> list[str]:
    """Calendars of units that nobody keeps."""
    form = study.form
    reference = reference_calendar_of(form)
    at_home = {
        unit
        for role in form.people.values()
        if role.calendar is None and isinstance(role.headcount, Mapping)
        for unit, count in role.headcount.items()
        if count
    }
    return [
        f"units.{name}.calendar: nobody is at home in {name} by a headcount such as {{{name}: 2}} "
        f"in a role without a calendar of its own, so nobody works by {unit.calendar}"
        for name, unit in form.units.items()
        if unit.calendar not in (None, reference) and name not in at_home
    ]


def _late_embargoes(dated: Sequence[DatedCampaign]) -> list[str]:
    """Campaigns that must not be launched before they are late."""
    late = [campaign.id for campaign in dated if campaign.not_before > campaign.due]
    if not late:
        return []
    more = f" and {len(late) - 1:,} more" if len(late) > 1 else ""
    return [
        f"not_before is after due for {late[0]}{more}: such a campaign is late in every model; see "
        "dated_launches and the campaign calendar"
    ]


def _gates_without_end(study: Study) -> list[str]:
    """Gates that send back every version, and that for ever."""
    return [
        f"workflows.{workflow}.steps.{name}.gate: every version {which}is sent back and the rounds "
        f"have no limit, so no campaign that {who} this gate can pass it, unless an operating "
        "model limits its rounds: state rounds, or a revise_probability below 100%"
        for workflow, name, step in steps_of(study.form.workflows)
        if step.gate is not None and not step.gate.rounds
        for which, who in _never_passed(step.gate.revise_probability)
    ]


def _never_passed(coin: float | list[float]) -> list[tuple[str, str]]:
    """Which versions never pass, and who brings them; nothing where all can."""
    by_round = coin if isinstance(coin, list) else [coin]
    if by_round[-1] < 1:
        return []
    from_round = 1 + max((number for number, one in enumerate(by_round, 1) if one < 1), default=0)
    if from_round == 1:
        return [("", "needs")]
    return [(f"from round {from_round} on ", f"has come to round {from_round} of")]
