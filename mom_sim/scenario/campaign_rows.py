"""The rows of a scenario's campaign calendar, if it names one."""

from __future__ import annotations

from pathlib import Path as FilePath

from mom_sim.errors import Fault
from mom_sim.scenario.campaign_calendar import CalendarRules, calendar_path, read_campaign_calendar
from mom_sim.scenario.resolved import DatedCampaign
from mom_sim.scenario.resolving.workflows import kind_of_step, workflow_of
from mom_sim.scenario.study import Study

PATH = ("campaign_calendar", "file")


def read_rows(
    study: Study, folder: FilePath | None
) -> tuple[tuple[DatedCampaign, ...], list[Fault]]:
    """Read the campaign calendar that a study names.

    Parameters
    ----------
    study : Study
    folder : path or None
        Of the scenario; None if it came from no file.

    Returns
    -------
    tuple of DatedCampaign, list of Fault
    """
    form = study.form
    if form.campaign_calendar is None:
        return (), []
    name = form.campaign_calendar.file
    if folder is None:
        message = "a campaign calendar can be read only for a scenario that is a file itself"
        return (), [study.fault(PATH, message)]
    try:
        path = calendar_path(name, folder)
    except ValueError as error:
        return (), [study.fault(PATH, str(error))]
    damaged = study.validated.is_damaged
    if damaged("units") or damaged("campaigns") or damaged("workflows") or damaged("run"):
        return (), []  # rows cannot be judged by what could not be read
    return read_campaign_calendar(
        path, str(FilePath(study.document.file).parent / name), rules_of(study)
    )


def rules_of(study: Study) -> CalendarRules:
    """Return what the rows of a study's campaign calendar may say."""
    form = study.form
    steps_by_type = {}
    for name, campaign in form.campaigns.items():
        workflow = form.workflows.get(workflow_of(campaign, form.workflows))
        steps = workflow.steps if workflow else {}
        steps_by_type[name] = tuple(
            step for step, s in steps.items() if kind_of_step(s) in ("work", "gate")
        )
    return CalendarRules(
        context=study.context,
        units=tuple(form.units),
        steps_by_type=steps_by_type,
        end=study.end,
        ids=frozenset(launch.id for launch in form.dated_launches),
    )
