"""What gates are worth, as a person reads it in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mom_sim.cli.figures import Footnotes, Scale, cells, excludes_zero, scale_of
from mom_sim.cli.printing import clean, wrapped
from mom_sim.cli.surge_words import surge_words
from mom_sim.cli.text_table import Group, table_text
from mom_sim.cli.warning_lines import warning_lines

if TYPE_CHECKING:
    from mom_sim.experiments.gates.analysis import GateAnalysis, GateWorth, Level
    from mom_sim.scenario.resolved import Scenario
    from mom_sim.stats import Interval

_COSTS = (("days", "calendar days"), ("working_days", "working days"))
_STOPS = (("defects", "defects"), ("launches_prevented", "launches"))
_LEVELS = (
    ("days", ("time-to-launch", "calendar days")),
    ("working_days", ("time-to-launch", "working days")),
    ("defects", ("defects out", "per 100 campaigns")),
    ("launched", ("launched", "per 100 campaigns")),
)
_LEGEND = (
    "What a gate adds to the time-to-launch of a campaign, and what it keeps from getting out: "
    "taken away under the same luck, averaged over {orders}. The gates add up to the last line. "
    "Delay per defect: calendar days, over all campaigns, for each defect stopped. * marks a "
    "figure whose 95% interval leaves 0 out."
)


def gates_text(analysis: GateAnalysis, scenario: Scenario) -> str:
    """Put the worth of gates into words and tables.

    Parameters
    ----------
    analysis : GateAnalysis
    scenario : Scenario
        For its dates.

    Returns
    -------
    str
        Lines of at most 100 columns, without colors.
    """
    return clean("\n\n".join(_sections(analysis, scenario))) + "\n"


def _sections(analysis: GateAnalysis, scenario: Scenario) -> Iterator[str]:
    notes = Footnotes()
    yield _heading(analysis, scenario)
    sampled = analysis.sampled_orders
    orders = (
        f"{sampled} random orders of removal a replication"
        if sampled
        else ("all orders of removal")
    )
    yield f"WHAT EACH GATE IS WORTH\n{wrapped(_LEGEND.format(orders=orders))}\n\n" + _worths(
        [*analysis.gates, analysis.total], notes
    )
    yield f"WITH AND WITHOUT GATES\n{_levels(analysis, notes)}\n\n{wrapped(_campaigns(analysis))}"
    if sampled:
        yield wrapped(_noise(analysis))
    warnings = list(warning_lines(analysis.warnings, [], []))
    if warnings:
        yield "\n".join(["WARNINGS", *warnings])
    if notes.lines():
        yield "\n".join(["NOTES", *(wrapped(line, rest="    ") for line in notes.lines())])
    yield wrapped(_verdict(analysis))


def _heading(analysis: GateAnalysis, scenario: Scenario) -> str:
    of = analysis.provenance
    count = of["replications"]
    first = (
        f"{analysis.scenario}: the gates of {analysis.model}, {count} "
        f"replication{'' if count == 1 else 's'}, seed {of['seed']}."
    )
    second = "Figures with their 95% intervals."
    if analysis.surge_factor is not None:
        second = f"With {surge_words(scenario, analysis.surge_factor)}. {second}"
    elif scenario.surges:
        second = f"With the scenario's surges as written. {second}"
    return f"{wrapped(first)}\n{wrapped(second)}"


def _worths(worths: Sequence[GateWorth], notes: Footnotes) -> str:
    groups = [
        Group(("costs per campaign",), *_columns(worths, _COSTS, notes)),
        Group(("stops per 100 campaigns",), *_columns(worths, _STOPS, notes)),
        Group(("delay per defect",), ("days",), _column(worths, "days_per_defect", notes)),
    ]
    return table_text("gate", [worth.gate for worth in worths], groups)


def _columns(
    worths: Sequence[GateWorth], columns: Sequence[tuple[str, str]], notes: Footnotes
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Heads, and the cells row by row."""
    written = [_column(worths, name, notes, signed=True) for name, _ in columns]
    rows = tuple(tuple(cell for (cell,) in row) for row in zip(*written, strict=True))
    return tuple(head for _, head in columns), rows


def _column(
    rows: Sequence[GateWorth | Level], name: str, notes: Footnotes, *, signed: bool = False
) -> tuple[tuple[str], ...]:
    figures: list[Interval] = [getattr(row, name) for row in rows]
    scale = scale_of(figures, "")
    if signed:  # with a decimal at least, so that a reader sees them add up
        scale = Scale(scale.factor, max(scale.decimals, 1), signed=True)
    return tuple((cell,) for cell in cells(figures, scale, notes))


def _levels(analysis: GateAnalysis, notes: Footnotes) -> str:
    rows = [analysis.with_all_gates, analysis.without_gates]
    groups = [Group(titles, ("",), _column(rows, name, notes)) for name, titles in _LEVELS]
    return table_text("", ["with all gates", "without any"], groups)


def _campaigns(analysis: GateAnalysis) -> str:
    counts = analysis.campaigns
    others = counts.measured - counts.same
    if not others:
        return (
            f"Times are of all {counts.measured:,} campaigns requested: all of them are launched, "
            "whatever gates are removed."
        )
    return (
        f"Times are of the {counts.same:,} campaigns that are launched whatever gates are removed, "
        f"of {counts.measured:,} requested; {others:,} {'is' if others == 1 else 'are'} not "
        f"launched in at least one of the runs ({counts.launched_with_all_gates:,} are launched "
        f"with all gates, {counts.launched_without_gates:,} without any)."
    )


def _noise(analysis: GateAnalysis) -> str:
    """How much of the uncertainty comes from the sampled orders."""
    half = {
        name: max((worth.noise.get(name, 0.0) for worth in analysis.gates), default=0.0)
        for name in ("days", "defects")
    }
    return (
        f"Of the intervals, sampling {analysis.sampled_orders} orders of removal a replication "
        f"accounts for at most ±{half['days']:.2g} days and ±{half['defects']:.2g} defects a gate; "
        "that part shrinks with more replications, since each has orders of its own."
    )


def _verdict(analysis: GateAnalysis) -> str:
    total = analysis.total
    if total.days.estimate is None:
        return "What the gates cost cannot be said: the figures are missing."
    days = f"{total.days.estimate:,.1f} days of time-to-launch a campaign"
    defects = 0.0 if total.defects.estimate is None else total.defects.estimate
    told = f"All gates together cost {days} and stop {defects:,.1f} defects per 100 campaigns"
    unsure = [
        name
        for name, figure in (("days", total.days), ("defects", total.defects))
        if not excludes_zero(figure) and figure.estimate
    ]
    if unsure:
        return f"{told}, but the data cannot tell the {' and the '.join(unsure)} from none."
    if total.days_per_defect.estimate is None:
        return f"{told}."
    return f"{told}: {total.days_per_defect.estimate:,.0f} days of delay for each defect stopped."
