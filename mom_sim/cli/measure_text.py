"""Statistics without a log as a person reads them, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mom_sim.cli.figures import Footnotes, cells, scale_of, unit_text
from mom_sim.cli.printing import clean, wrapped
from mom_sim.cli.text_table import Group, padded, table_text
from mom_sim.cli.warning_lines import warning_lines

if TYPE_CHECKING:
    from mom_sim.experiments.statistics_only import Statistics
    from mom_sim.scenario.resolved import Scenario
    from mom_sim.stats.interval import Interval

_LABEL_WIDTH = 34
_FIGURE_WIDTH = 22
_DAYS, _SHARE = "calendar days", "share"
_SHOWN = (0.5, 0.75, 0.9, 0.95)
"""Quantiles that are printed; JSON has more."""

MEASURE_KEYS: Mapping[str, str] = {
    "provenance": "as in `compare`, with one `model` and its `plan_hash`",
    "statistics.model, statistics.seed, statistics.replications": "what was run",
    "statistics.window_days": "from warm-up to horizon, of one replication",
    "statistics.campaigns, statistics.completions": "campaigns that came and pieces of work that "
    "were finished, in all replications together",
    "statistics.ends": "shares of the measured campaigns by how they ended; `inside` when the run "
    "stopped",
    "statistics.launches_per_week, statistics.mean_campaigns_inside": "in the measured window",
    "statistics.time_to_launch, statistics.cycle_time": "of the measured campaigns that were "
    "launched, from the request and from the first start of work: `count`, `mean` and `quantiles` "
    "by probability, in calendar days; quantiles are within 0.1%",
    "statistics.causes": "mean time to launch by what it was spent on, in calendar days",
    "statistics.teams": "a list of `team`, `utilization`, `mean_queue`, and `wait` (as "
    "`time_to_launch`) of pieces of work that became ready in the window",
    "statistics.intervals": "`low` and `high` (95%) of every figure, by where it stands, such as "
    "`teams.design.wait.quantiles.0.9`; null with a `reason` where there is none",
    "warnings": "why figures may not be trusted, and what may not be meant",
}
"""Keys of ``measure --json`` and what they hold."""


def measure_json(
    found: Statistics, provenance: Mapping[str, Any], warnings: Sequence[str]
) -> dict[str, Any]:
    """Return plain data for ``measure --json``.

    Parameters
    ----------
    found : Statistics
    provenance : mapping
    warnings : sequence of str

    Returns
    -------
    dict
    """
    return {
        "provenance": dict(provenance),
        "statistics": found.to_json(),
        "warnings": list(dict.fromkeys(warnings)),
    }


def measure_text(found: Statistics, scenario: Scenario, warnings: Sequence[str]) -> str:
    """Put statistics into words and figures.

    Parameters
    ----------
    found : Statistics
    scenario : Scenario
    warnings : sequence of str

    Returns
    -------
    str
        Lines of at most 100 columns.
    """
    return clean("\n\n".join(_sections(found, scenario, warnings))) + "\n"


def _sections(found: Statistics, scenario: Scenario, warnings: Sequence[str]) -> Iterator[str]:
    runs = "1 replication" if found.replications == 1 else f"{found.replications:,} replications"
    notes, of = Footnotes(), found.intervals
    yield wrapped(
        f"{scenario.name}: {found.model}, {runs} of {found.window_days:,.0f} measured days, seed "
        f"{found.seed}. {found.campaigns:,} campaigns came, {found.completions:,} pieces of work "
        "were finished. Intervals are of 95%, over the replications."
    )
    ends = [(word, of[f"ends.{word}"]) for word, share in found.ends.items() if share > 0.0]
    if ends:
        yield _section("how requests end", ends, _SHARE, notes)
    launched = found.time_to_launch.count
    if launched:
        for title, name in (
            ("time-to-launch: from request to launch", "time_to_launch"),
            ("cycle time: from the first start of work to launch", "cycle_time"),
        ):
            yield _section(title, list(_times(of, name)), _DAYS, notes)
    yield "\n".join(
        [
            "FLOW",
            *_lines([("launches", of["launches_per_week"])], "per week", notes),
            *_lines([("campaigns inside", of["mean_campaigns_inside"])], "on average", notes),
        ]
    )
    causes = [(_cause(word), of[f"causes.{word}"]) for word, days in found.causes.items() if days]
    if launched:
        yield _section("where the time-to-launch goes, on average", causes, _DAYS, notes)
    yield _teams(found, notes)
    if lines := notes.lines():
        yield "\n".join(["NOTES", *(wrapped(line, rest="    ") for line in lines)])
    told = list(warning_lines(warnings, (), ()))
    if told:
        yield "\n".join(["WARNINGS", *told])


def _times(of: Mapping[str, Interval], name: str) -> Iterator[tuple[str, Interval]]:
    yield "mean", of[f"{name}.mean"]
    for share in _SHOWN:
        yield f"{share:.0%} take at most", of[f"{name}.quantiles.{share:g}"]


def _cause(word: str) -> str:
    return word if word == "work" else f"waiting: {word.replace('_', ' ')}"


def _section(title: str, shown: Sequence[tuple[str, Interval]], unit: str, notes: Footnotes) -> str:
    return "\n".join([title.upper(), *_lines(shown, unit, notes)])


def _lines(shown: Sequence[tuple[str, Interval]], unit: str, notes: Footnotes) -> Iterator[str]:
    figures = [figure for _, figure in shown]
    written = cells(figures, scale_of(figures, unit), notes)
    word = unit_text(unit, "")
    for (title, _), text in zip(shown, written, strict=True):
        yield f"{padded(title, _LABEL_WIDTH)}{padded(text, _FIGURE_WIDTH)}  {word}".rstrip()


def _teams(found: Statistics, notes: Footnotes) -> str:
    names = [team.team for team in found.teams]

    def column(titles: tuple[str, ...], name: str, unit: str) -> Group:
        figures = [found.intervals[f"teams.{team}.{name}"] for team in names]
        written = cells(figures, scale_of(figures, unit), notes)
        return Group(titles, ("",), tuple((text,) for text in written))

    return "TEAMS\n" + table_text(
        "",
        names,
        [
            column(("utilization", "percent"), "utilization", _SHARE),
            column(("queue", "pieces of work"), "mean_queue", "pieces"),
            column(("wait, mean", _DAYS), "wait.mean", _DAYS),
            column(("wait, 90% at most", _DAYS), "wait.quantiles.0.9", _DAYS),
        ],
    )
