"""Paths in ``sources``."""

from __future__ import annotations

from collections.abc import Iterator

from mom_sim.errors import Fault
from mom_sim.scenario.checks.check import reads
from mom_sim.scenario.numbers_of import numbers_of
from mom_sim.scenario.source_pattern import leads_somewhere, tree_of
from mom_sim.scenario.study import Study


@reads()
def sources_are_of_something(study: Study) -> Iterator[Fault]:
    """Every path in ``sources`` is one of numbers of this scenario."""
    if any(path[0] != "sources" for path in study.validated.damaged):
        return  # numbers that could not be read would be missed
    if not study.form.sources:
        return
    paths = [number.path for number in numbers_of(study.form)]
    if study.form.campaign_calendar is not None:
        paths.append(("campaign_calendar", "file"))
    tree = tree_of(paths)
    for pattern in study.form.sources:
        if not leads_somewhere(pattern, tree):
            yield study.fault(
                ("sources", pattern),
                f'no number of this scenario has the path "{pattern}"; write it as in '
                "people.*.turnover, where * stands for any one part",
                at_key=True,
            )


CHECKS = (sources_are_of_something,)
