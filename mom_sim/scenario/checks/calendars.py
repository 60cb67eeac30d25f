"""Run, calendars and units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mom_sim.calendars.calendar_error import CalendarError
from mom_sim.errors import Fault
from mom_sim.scenario.checks.check import reads
from mom_sim.scenario.marked_document import Path
from mom_sim.scenario.resolving.calendars import resolve_calendar, years_of
from mom_sim.scenario.resolving.whole import reference_calendar_of
from mom_sim.scenario.schema.calendars import has_hours
from mom_sim.scenario.study import Study


@reads("run")
def window_is_measured(study: Study) -> Iterator[Fault]:
    """The warm-up ends before the horizon."""
    run = study.form.run
    if run.warm_up >= run.horizon:
        path: Path = ("run", "warm_up" if "warm_up" in run.model_fields_set else "horizon")
        yield study.fault(
            path,
            "the warm-up is not shorter than the horizon, so nothing is measured; the measured "
            "window lies between the two, both counted from the start",
        )


@reads("run")
def calendars_can_be_built(study: Study) -> Iterator[Fault]:
    """Holidays are known, and windows of special hours do not overlap."""
    years = years_of(study.form.run, study.context)
    for name, form in study.form.calendars.items():
        try:
            resolve_calendar(name, form, years)
        except CalendarError as error:
            for fault in error.faults:
                part = "special_hours" if fault.path[:1] == ("windows",) else "holidays"
                yield study.fault(("calendars", name, part), fault.message)


@reads("calendars")
def calendars_exist(study: Study) -> Iterator[Fault]:
    """Every calendar that is named is defined."""
    for path, name in _named_calendars(study):
        yield from study.unknown(path, "calendar", name, study.form.calendars, "calendars")


@reads("calendars", "people", "units")
def calendars_have_hours(study: Study) -> Iterator[Fault]:
    """People work a calendar that has hours."""
    for path, used in _kept_calendars(study):
        calendar = study.form.calendars.get(used)
        if calendar is not None and not has_hours(calendar):
            yield study.fault(
                path,
                f'the calendar "{used}" has no hours, so people of this {_WHOSE[str(path[0])]} '
                "would never work; give it hours, or name another calendar",
            )


_WHOSE = {"people": "role", "units": "unit"}


def _kept_calendars(study: Study) -> Iterator[tuple[Path, str]]:
    """Calendars that people keep: their role's, else that of the unit in which they are at home."""
    form = study.form
    for name, role in form.people.items():
        homes: list[str] = []
        if role.calendar is None and isinstance(role.headcount, Mapping):
            homes = [unit for unit in role.headcount if unit in form.units]
        of_units = {unit: form.units[unit].calendar for unit in homes}
        for unit, calendar in of_units.items():
            if calendar is not None:
                yield ("units", unit, "calendar"), calendar
        if not homes or None in of_units.values():
            yield ("people", name, "calendar"), role.calendar or reference_calendar_of(form)


def _named_calendars(study: Study) -> Iterator[tuple[Path, str]]:
    form = study.form
    if form.reference_calendar is not None:
        yield ("reference_calendar",), form.reference_calendar
    for name, unit in form.units.items():
        if unit.calendar is not None:
            yield ("units", name, "calendar"), unit.calendar
    for name, role in form.people.items():
        if role.calendar is not None:
            yield ("people", name, "calendar"), role.calendar
    for position, overtime in enumerate(form.surge_response.overtime):
        yield ("surge_response", "overtime", position, "calendar"), overtime.calendar
    for workflow, graph in form.workflows.items():
        for name, step in graph.steps.items():
            meets = step.gate.meets if step.gate else None
            if meets is not None and meets.calendar is not None:
                path = ("workflows", workflow, "steps", name, "gate", "meets", "calendar")
                yield path, meets.calendar


CHECKS = (
    window_is_measured,
    calendars_can_be_built,
    calendars_exist,
    calendars_have_hours,
)
