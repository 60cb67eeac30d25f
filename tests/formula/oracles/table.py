"""The page of all cases: what is expected, what the simulator gives, what cannot be expressed."""

from __future__ import annotations

from collections.abc import Sequence

from tests.formula.oracles.case import Case
from tests.formula.oracles.profile import Profile
from tests.formula.oracles.verdicts import Row

HEAD = """\
# Validation against queueing theory

Made by `python -m tests.formula tests/formula/cases.json --table docs/validation.md`; the same
cases are tests in `tests/formula/test_oracles.py`. Every case is a scenario that goes through the
public API. {precision}

For an exact result the expected value has to lie in the 99% interval of the estimate; by chance
about one in a hundred does not. The tests hold the same estimates against wider intervals, so that
all of them together raise a false alarm with a probability of 0.1%. For an approximation or a
bound the interval has to reach what the approximation allows.
"""


def table_text(cases: Sequence[Case], rows: Sequence[Row], profile: Profile) -> str:
    """Markdown of the page."""
    precision = (
        f"Replications are run until the half-width of every 99% interval is at most "
        f"{profile.relative:.0%} of the estimate"
        + (f" ({profile.absolute} for probabilities)." if profile.absolute else ".")
    )
    lines = [HEAD.format(precision=precision)]
    lines += ["## Cases", ""]
    lines += [
        "| Case | System | Figure | Expected | Estimate | 99% interval | Within |",
        "| --- | --- | --- | ---: | ---: | --- | --- |",
    ]
    by_id = {case.id: case for case in cases}
    lines += [_line(by_id[row["id"]], row) for row in rows if "skipped" not in row]
    lines += ["", "## Not expressed", "", "| Case | System | Figure | Reason |"]
    lines += ["| --- | --- | --- | --- |"]
    for row in rows:
        if "skipped" in row:
            case = by_id[row["id"]]
            figure = f"`{row['metric']}`" if "metric" in row else "all"
            lines.append(f"| {case.id} | {_cell(case.name)} | {figure} | {_cell(row['skipped'])} |")
    lines += ["", "## Sources", "", "| Case | Formula | Source |", "| --- | --- | --- |"]
    lines += [f"| {c.id} | {_cell(c.formula)} | {_cell(c.source)} |" for c in cases]
    return "\n".join(lines) + "\n"


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


def _line(case: Case, row: Row) -> str:
    figures = [
        "-" if row[key] is None else f"{row[key]:.6g}" for key in ("estimate", "low", "high")
    ]
    return (
        f"| {case.id} | {_cell(case.name)} | `{row['metric']}` | {row['expected']:.6g} | "
        f"{figures[0]} | {figures[1]} to {figures[2]} | {'yes' if row['within'] else 'no'} |"
    )


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
