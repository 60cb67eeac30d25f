"""One replication as a person reads it, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mom_sim.cli.figures import Footnotes, cells, scale_of, unit_text
from mom_sim.cli.headline import SECTIONS
from mom_sim.cli.printing import clean, wrapped
from mom_sim.cli.text_table import padded
from mom_sim.cli.warning_lines import warning_lines

if TYPE_CHECKING:
    from mom_sim.metrics.measuring import Measurement
    from mom_sim.metrics.summarizing import Estimate
    from mom_sim.scenario.resolved import Scenario
    from mom_sim.simulation import Simulation

_LABEL_WIDTH = 34
_FIGURE_WIDTH = 12
_WORK, _WAIT, _DAYS = "work_working_days", "wait_", "_working_days"
_EMBARGO = "wait_embargo_working_days"
"""Reported apart, and no part of the time-to-launch."""


def outcomes_of(measurement: Measurement) -> dict[str, int]:
    """How many measured campaigns ended in which way.

    Parameters
    ----------
    measurement : Measurement

    Returns
    -------
    dict of str to int
        Every way in which a request can end, the ones that did not occur too.
    """
    from mom_sim.log.contract import OUTCOMES
    from mom_sim.metrics.measured_campaigns import number_of

    return {outcome: number_of(outcome, [measurement.measured]) for outcome in OUTCOMES}


def simulation_json(
    simulation: Simulation,
    kpis: Mapping[str, Estimate],
    outcomes: Mapping[str, int],
    warnings: Sequence[str],
) -> dict[str, Any]:
    """Return plain data for ``simulate --json``.

    Parameters
    ----------
    simulation : Simulation
    kpis : mapping of str to Estimate
    outcomes : mapping of str to int
    warnings : sequence of str

    Returns
    -------
    dict
    """
    from mom_sim.metrics.all_tables import TABLES, plain_rows

    return {
        "provenance": dict(simulation.log.provenance),
        "model": simulation.model,
        "stopped": simulation.reason,
        "kpis": {name: estimate.to_json() for name, estimate in kpis.items()},
        "outcomes": dict(outcomes),
        "tables": {
            name: plain_rows(simulation.table(name).drop(columns=["definition"], errors="ignore"))
            for name in TABLES
        },
        "warnings": list(dict.fromkeys(warnings)),
    }


def simulation_text(
    simulation: Simulation,
    kpis: Mapping[str, Estimate],
    outcomes: Mapping[str, int],
    scenario: Scenario,
    warnings: Sequence[str],
) -> str:
    """Put one replication into words and figures.

    Parameters
    ----------
    simulation : Simulation
    kpis : mapping of str to Estimate
    outcomes : mapping of str to int
    scenario : Scenario
    warnings : sequence of str
        What a reader of the figures should know.

    Returns
    -------
    str
        Lines of at most 100 columns.
    """
    return clean("\n\n".join(_sections(simulation, kpis, outcomes, scenario, warnings))) + "\n"


def _sections(
    simulation: Simulation,
    kpis: Mapping[str, Estimate],
    outcomes: Mapping[str, int],
    scenario: Scenario,
    warnings: Sequence[str],
) -> Iterator[str]:
    of = simulation.log.provenance
    notes = Footnotes()
    yield wrapped(
        f"{scenario.name}: {simulation.model}, replication {of['replication']}, seed {of['seed']}, "
        f"engine {of['engine']}. One replication: figures are without intervals."
    )
    ends = ", ".join(f"{count:,} {outcome}" for outcome, count in outcomes.items() if count)
    yield f"HOW REQUESTS END\n{wrapped(ends or 'no campaign was requested in the measured window')}"
    for title, headlines in SECTIONS:
        shown = [
            (one.title, kpis[one.kpi])
            for one in headlines
            if one.kpi in kpis and (not one.only_with or kpis[one.only_with].estimate is not None)
        ]
        if shown:
            yield "\n".join([title.upper(), *_figures(shown, scenario.currency, notes)])
    parts = [(_cause(name), kpis[name]) for name in kpis if _is_part(name) and kpis[name].estimate]
    if parts:
        lines = _figures(parts, scenario.currency, notes)
        yield "\n".join(["WHERE THE TIME-TO-LAUNCH GOES, ON AVERAGE", *lines])
    if notes.reasons:
        yield "\n".join(
            ["NOTES", *(wrapped(line, rest="    ") for line in notes.lines()[: len(notes.reasons)])]
        )
    told = list(warning_lines(warnings, (), ()))
    if told:
        yield "\n".join(["WARNINGS", *told])


def _figures(shown: list[tuple[str, Estimate]], currency: str, notes: Footnotes) -> Iterator[str]:
    for title, estimate in shown:
        (figure,) = cells([estimate], scale_of([estimate], estimate.unit), notes)
        unit = unit_text(estimate.unit, currency)
        yield f"{padded(title, _LABEL_WIDTH)}{figure:>{_FIGURE_WIDTH}}  {unit}"


def _is_part(name: str) -> bool:
    return name == _WORK or (name.startswith(_WAIT) and name.endswith(_DAYS) and name != _EMBARGO)


def _cause(name: str) -> str:
    if name == _WORK:
        return "work"
    return f"waiting: {name.removeprefix(_WAIT).removesuffix(_DAYS).replace('_', ' ')}"
