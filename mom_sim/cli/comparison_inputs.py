"""The two uncertainties beside each other: luck, and inputs that may be off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mom_sim.cli.figures import Footnotes, cells, scale_of, unit_text
from mom_sim.cli.headline import COST, SHORT_NAMES, TIME_TO_LAUNCH
from mom_sim.cli.printing import wrapped
from mom_sim.cli.text_table import Group, table_text

if TYPE_CHECKING:
    from mom_sim.experiments.comparison import Comparison, ModelResult
    from mom_sim.experiments.input_uncertainty import InputUncertainty

FIGURES = (
    TIME_TO_LAUNCH,
    "time_to_launch_p90_working_days",
    "throughput_per_week",
    COST,
)


@dataclass(frozen=True)
class _Drawn:
    """A figure whose interval is that of the inputs, for `cells`."""

    estimate: float | None
    low: float | None
    high: float | None
    unit: str
    reason: str | None = None


def input_sections(
    comparison: Comparison, currency: str, notes: Footnotes
) -> Iterator[tuple[str, str]]:
    """Show what luck leaves open beside what the inputs leave open.

    Parameters
    ----------
    comparison : Comparison
    currency : str
    notes : Footnotes

    Yields
    ------
    str, str
        Title and table for each condition; nothing where no inputs were drawn.
    """
    inputs = comparison.inputs
    if inputs is None:
        return
    conditions = [name for name, _ in comparison.results[0].conditions()]
    for condition in conditions:
        title = "Two uncertainties: luck and inputs"
        groups = [
            group
            for kpi in FIGURES
            for group in _groups(comparison, inputs, condition, kpi, currency, notes)
        ]
        labels = [result.model for result in comparison.results]
        table = table_text("model", labels, groups)
        if condition == conditions[-1]:
            table = f"{table}\n\n{wrapped(_legend(inputs))}"
        yield title + (f", {condition}" if len(conditions) > 1 else ""), table


def _groups(
    comparison: Comparison,
    inputs: InputUncertainty,
    condition: str,
    kpi: str,
    currency: str,
    notes: Footnotes,
) -> Iterator[Group]:
    levels = [_level(result, condition, kpi) for result in comparison.results]
    known = [one for one in levels if one is not None]
    if len(known) < len(levels) or all(one.estimate is None for one in known):
        return
    unit = known[0].unit
    drawn = []
    for result in comparison.results:
        found = inputs.range_of(result.model, condition, kpi)
        if found is None or found.middle is None:
            drawn.append(_Drawn(None, None, None, unit, "no draw of the inputs has this figure"))
        else:
            drawn.append(_Drawn(found.middle, found.low, found.high, unit))
    scale = scale_of(known, unit)
    columns = [cells(known, scale, notes), cells(drawn, scale, notes)]
    titles = (SHORT_NAMES[kpi], unit_text(unit, currency))
    yield Group(titles, ("simulation", "inputs"), tuple(zip(*columns, strict=True)))


def _level(result: ModelResult, condition: str, kpi: str) -> _Drawn | None:
    figure = dict(result.conditions())[condition].get(kpi)
    if figure is None:
        return None
    return _Drawn(figure.estimate, figure.low, figure.high, figure.unit, figure.reason)


def _legend(inputs: InputUncertainty) -> str:
    text = (
        f"Simulation: the estimate with its 95% interval, inputs as they are. Inputs: median, and "
        f"where 95% of {inputs.used} draws of {len(inputs.inputs)} uncertain inputs lie, with the "
        f"same luck and {inputs.replications} replications each. The two are never merged."
    )
    if inputs.faults:
        left_out = inputs.draws - inputs.used
        text += f" {left_out} draws could not be run; the first because {inputs.faults[0]}"
    return text
