"""``python -m benchmarks``: time the engines, print a table, write JSON."""

from __future__ import annotations

import json
from pathlib import Path

import click

from benchmarks.measuring import measure
from benchmarks.reporting import as_json, as_table
from benchmarks.workloads import WORKLOADS

QUICK = ("network", "single", "overload", "reference", "growth_100000_campaigns_1_units")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--workload", "names", multiple=True, type=click.Choice(list(WORKLOADS)))
@click.option("--quick", is_flag=True, help="Small runs, under a minute.")
@click.option("--rounds", type=click.IntRange(1), default=None, help="Runs of each engine.")
@click.option("--json", "path", type=click.Path(dir_okay=False, path_type=Path))
def main(names: tuple[str, ...], quick: bool, rounds: int | None, path: Path | None) -> None:
    """Time the simulator beside others, interleaved in one run, by CPU time."""
    chosen = names or (QUICK if quick else tuple(WORKLOADS))
    results = as_json(
        {
            name: measure(
                WORKLOADS[name],
                rounds or WORKLOADS[name].rounds or (1 if quick else 5),
                quick=quick,
                tell=lambda text: click.echo(text, err=True),
            )
            for name in chosen
        }
    )
    if path is not None:
        path.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    for line in as_table(results):
        click.echo(line)


if __name__ == "__main__":
    main()
