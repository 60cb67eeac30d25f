"""Surges, and what is done about them."""

from __future__ import annotations

from collections.abc import Iterator

from mom_sim.errors import Fault
from mom_sim.scenario.checks.check import reads
from mom_sim.scenario.checks.instants import window_is_sound
from mom_sim.scenario.checks.people import MOST_PEOPLE
from mom_sim.scenario.marked_document import Path
from mom_sim.scenario.resolving.surges import surge_end
from mom_sim.scenario.study import Study


@reads("units", "campaigns")
def surges_name_units_and_types(study: Study) -> Iterator[Fault]:
    """Surges and freezes are of units and campaign types that are defined."""
    units, types = study.form.units, study.form.campaigns
    for name, surge in study.form.surges.items():
        for i, unit in enumerate(surge.units or ()):
            yield from study.unknown(("surges", name, "units", i), "unit", unit, units, "units")
        for i, type_ in enumerate(surge.types or ()):
            path: Path = ("surges", name, "types", i)
            yield from study.unknown(path, "campaign type", type_, types, "campaigns")
    for position, freeze in enumerate(study.form.surge_response.freeze):
        for i, type_ in enumerate(freeze.types):
            path = ("surge_response", "freeze", position, "types", i)
            yield from study.unknown(path, "campaign type", type_, types, "campaigns")


@reads("people")
def freelancers_have_a_role(study: Study) -> Iterator[Fault]:
    """Freelancers do the work of a role that is defined, and there are at most 100,000."""
    for position, entry in enumerate(study.form.surge_response.freelancers):
        path: Path = ("surge_response", "freelancers", position)
        known = study.form.people
        yield from study.unknown((*path, "role"), "role", entry.role, known, "people")
        if entry.count > MOST_PEOPLE:
            yield study.fault(
                (*path, "count"),
                f"{entry.count:,} people; at most {MOST_PEOPLE:,} can be simulated",
            )


@reads("run")
def surges_lie_within_the_run(study: Study) -> Iterator[Fault]:
    """A surge has a length, begins before the horizon and ends before the follow-up does."""
    for name, surge in study.form.surges.items():
        path: Path = ("surges", name)
        if study.validated.is_damaged("surges", name):
            continue
        if surge.weeks is None and surge.length is None:
            yield study.fault(path, "it is not said how long it lasts; write weeks: 8", at_key=True)
            continue
        if surge.weeks is not None and surge.length is not None:
            yield study.fault((*path, "length"), "weeks and length both stand here; give one")
            continue
        if surge.length == 0:
            yield study.fault((*path, "length"), "no time at all; write one above zero")
        begins_inside = 0 <= surge.start < study.form.run.horizon
        if not begins_inside or surge_end(surge, study.context) > study.end:
            yield study.fault(
                (*path, "start"),
                f"this surge lies outside of the run, which starts on {study.context.start}; it "
                "has to begin before run.horizon and to end before the follow-up does",
            )


@reads("run")
def responses_lie_within_the_run(study: Study) -> Iterator[Fault]:
    """Overtime, freelancers and freezes have windows within the run."""
    response = study.form.surge_response
    for kind in ("overtime", "freelancers", "freeze"):
        for position, entry in enumerate(getattr(response, kind)):
            path: Path = ("surge_response", kind, position)
            yield from window_is_sound(study, path, entry.start, entry.end)


CHECKS = (
    surges_name_units_and_types,
    freelancers_have_a_role,
    surges_lie_within_the_run,
    responses_lie_within_the_run,
)
