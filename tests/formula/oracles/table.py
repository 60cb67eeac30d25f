"""The page of all cases: what is expected, what the simulator gives, what cannot be expressed."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence

from tests.formula.oracles.case import CannotExpress, Case
from tests.formula.oracles.families import experiment_of, variants_of
from tests.formula.oracles.profile import Profile
from tests.formula.oracles.verdicts import Row, allowed_range

LONGEST = 60

HEAD = """\
# Validation against queueing theory

Systems whose figures are known, each written as a scenario and simulated through the public API
like any other. {verdict}

The same cases are tests in `tests/formula/test_oracles.py`. This page is printed by
`python -m tests.formula tests/formula/cases.json --table docs/validation.md`; the same command runs
a file of your own cases, and `--deep` runs them to half-widths of 2%.

## How the figures are got

- One unit of time is an hour. Calendars are open at all hours, nobody is absent, hand-offs take no
  time: nothing is left but the queue. Requests are Poisson or come at intervals of a given law.
- At least 30 independent replications, each from empty. Two relaxation times (those of the busiest
  station) pass before the window in which a figure is measured; they are longer in heavy traffic.
  Whoever comes within the window is followed to the end.
- Replications are run until the half-width of every 99% interval is at most {precision}.
  Intervals are Student's, over replications, by the jackknife for ratios and variances. Where that
  is too wide, means and variances of waits and of numbers inside are corrected for the luck with
  demand and work, whose means the scenario states (control variates); an input that is farther
  from its mean than luck allows is not corrected for, so that an error in it shows.
- For an exact result the expected value has to lie in the interval; by chance one in a hundred
  does not. The tests hold the same estimates against wider intervals, so that all of them together
  raise a false alarm with a probability of 0.1%. Where theory has an approximation or a bound, the
  interval has to reach what that allows, which stands beside the expected value.

`rho` and `utilization` are the busy share of people; `L` and `Lq` the mean numbers inside and
waiting; `W` and `Wq` the mean times inside and waiting; `p_wait`, `p_block` and `p_abandon` the
shares of requests that wait, are turned away and give up; `_q95` is a quantile, `var_` a variance;
a number at the end is that of a class or a station.

"""


def table_text(cases: Sequence[Case], rows: Sequence[Row], profile: Profile) -> str:
    """Markdown of the page."""
    precision = f"{profile.relative:.0%} of the estimate" + (
        f" ({profile.absolute} for probabilities)" if profile.absolute else ""
    )
    by_id = {case.id: case for case in cases}
    measured = [row for row in rows if "skipped" not in row]
    lines = [HEAD.format(precision=precision, verdict=_verdict(measured)) + "## Cases", ""]
    lines += [
        "| Case | System | Figure | Expected | Estimate | 99% interval | Within |",
        "| --- | --- | --- | ---: | ---: | --- | --- |",
    ]
    allowed = {case.id: _allowed(case, profile) for case in cases}
    lines += [_line(by_id[row["id"]], row, allowed[row["id"]]) for row in measured]
    lines += ["", "## Not expressed", "", "| Case | System | Figure | Reason |"]
    lines += ["| --- | --- | --- | --- |"]
    for row in rows:
        if "skipped" in row:
            case = by_id[row["id"]]
            figure = f"`{row['metric']}`" if "metric" in row else "all"
            lines.append(f"| {case.id} | {_cell(case.name)} | {figure} | {_cell(row['skipped'])} |")
    lines += ["", "## Parameters, formulas and sources", ""]
    lines += [
        "| Case | Family | Parameters | Formula | Source |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| {c.id} | {_cell(c.family)} | {_cell(_parameters(c))} | {_cell(c.formula)} | "
        f"{_cell(c.source)} |"
        for c in cases
    ]
    return "\n".join(lines) + "\n"


def _verdict(measured: Sequence[Row]) -> str:
    """How many figures are within, and which are not."""
    outside = [f"`{row['metric']}` of {row['id']}" for row in measured if not row["within"]]
    if not outside:
        return f"All {len(measured)} figures hold."
    return f"Of {len(measured)} figures, all hold but {', '.join(outside)}."


def _allowed(case: Case, profile: Profile) -> dict[str, str]:
    """What an approximation or a bound allows, in words; nothing for what is exact."""
    try:
        experiment = experiment_of(variants_of(case)[0], profile)
    except CannotExpress:
        return {}
    words = {}
    for name in experiment.estimators:
        low, high = allowed_range(case, experiment, name)
        if low == -math.inf:
            words[name] = "at most "
        elif high == math.inf:
            words[name] = "at least "
        elif not experiment.deterministic and high > low:
            words[name] = (
                f"\N{PLUS-MINUS SIGN}{(high - low) / 2 / abs(case.expected[name]):.1%} of "
            )
    return words


def _parameters(case: Case) -> str:
    """Parameters in a line; a table of them stays in the file of cases."""
    told = {name: json.dumps(value) for name, value in case.parameters.items()}
    return ", ".join(
        f"{name} = {text if len(text) <= LONGEST else 'in the file'}" for name, text in told.items()
    )


def shown_figures(page: str) -> list[tuple[str, str]]:
    """Case and figure of every line of the page that has an estimate."""
    return [(cells[0], cells[2].strip("`")) for cells in _lines(page) if len(cells) == 7]


def not_expressed(page: str) -> dict[tuple[str, str], str]:
    """Reason by case and figure of what the page says cannot be had."""
    return {(cells[0], cells[2].strip("`")): cells[3] for cells in _lines(page) if len(cells) == 4}


def _lines(page: str) -> list[list[str]]:
    """Cells of all lines of tables that begin with the id of a case."""
    rows = [line.strip("|").split(" | ") for line in page.splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in row] for row in rows]
    return [row for row in cells if row[0] not in ("Case", "---")]


def _line(case: Case, row: Row, allowed: Mapping[str, str]) -> str:
    figures = [
        "-" if row[key] is None else f"{row[key]:.6g}" for key in ("estimate", "low", "high")
    ]
    return (
        f"| {case.id} | {_cell(case.name)} | `{row['metric']}` | "
        f"{allowed.get(row['metric'], '')}{row['expected']:.6g} | "
        f"{figures[0]} | {figures[1]} to {figures[2]} | {'yes' if row['within'] else 'no'} |"
    )


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
