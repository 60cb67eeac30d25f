"""Run cases of queueing theory from a file: ``python -m tests.formula CASES.json --json F``."""

from __future__ import annotations

import json
import os
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import click

from tests.formula.oracles.case import Case, read_cases
from tests.formula.oracles.measuring import SEED
from tests.formula.oracles.profile import DEEP, USUAL
from tests.formula.oracles.table import table_text
from tests.formula.oracles.verdicts import Row, rows_or_reason


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("cases", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write the rows there.")
@click.option("--table", type=click.Path(path_type=Path), help="Write the rows as a page there.")
@click.option("--only", multiple=True, metavar="ID", help="Run this case; may be repeated.")
@click.option("--deep", is_flag=True, help="Half-widths of 2 percent instead of 10; takes hours.")
@click.option("--engine", help="Engine of the simulator; the fastest there is by default.")
@click.option("--seed", default=SEED, show_default=True, help="Where the luck starts from.")
@click.option("--jobs", default=0, help="Processes; as many as there are processors by default.")
def main(
    cases: Path,
    json_file: Path | None,
    table: Path | None,
    only: tuple[str, ...],
    deep: bool,
    engine: str | None,
    seed: int,
    jobs: int,
) -> None:
    """Hold the simulator against the known answers in CASES.

    Every row tells the expected figure, the estimate with its 99% interval, and whether the one
    lies within the other. Of a hundred right figures one does not, by chance, so that it is the
    rows that tell, and not the exit status.
    """
    listed = [case for case in read_cases(cases) if not only or case.id in only]
    profile = DEEP if deep else USUAL
    run = partial(rows_or_reason, profile=profile, engine=engine, seed=seed)
    rows: list[Row] = []
    workers = min(jobs or os.cpu_count() or 1, max(1, len(listed)))
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for case, found in zip(listed, pool.map(run, listed), strict=True):
            rows += found
            _tell(case, found)
    if json_file is not None:
        json_file.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    if table is not None:
        table.write_text(table_text(listed, rows, profile), encoding="utf-8")
    judged = [row["within"] for row in rows if "within" in row]
    click.echo(f"{sum(judged)} of {len(judged)} figures within; {len(rows) - len(judged)} skipped")


def _tell(case: Case, rows: list[Row]) -> None:
    for row in rows:
        place = f"{case.id} {row.get('metric', '')}".ljust(36)
        if "skipped" in row:
            click.echo(f"{place} skipped: {row['skipped']}")
        elif row["estimate"] is None:
            click.echo(f"{place} no estimate")
        else:
            verdict = "within" if row["within"] else "NOT WITHIN"
            figures = "{estimate:12.6g} [{low:.6g}, {high:.6g}]".format(**row)
            click.echo(f"{place} {row['expected']:12.6g} {figures} {verdict}")


if __name__ == "__main__":
    main()
