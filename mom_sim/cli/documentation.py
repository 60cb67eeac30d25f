"""The page `docs/command_line.md`, printed from the commands themselves.

Write it anew with ``python -m mom_sim.cli.documentation > docs/command_line.md``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from typing import Any

import click

from mom_sim.cli.claims_keys import CLAIMS_KEYS
from mom_sim.cli.main import cli
from mom_sim.cli.measure_text import MEASURE_KEYS
from mom_sim.cli.surge_keys import SURGE_KEYS
from mom_sim.cli.sweep_keys import SWEEP_STATUS_KEYS, SWEEP_TABLE_KEYS

COMPARE_KEYS: Mapping[str, str] = {
    "provenance": "versions, hashes, seed, replications, resolved scenario, command: all it takes "
    "to run it again",
    "models": "a list in the order of the tables, one entry a model",
    "models[].model": "name",
    "models[].comparison": "`equal_people` or `equal_budget`",
    "models[].kpis": "by name of the figure: `estimate`, `low`, `high` (95%), `unit`, "
    "`definition`; what cannot be had is null with a `reason`. With `--surge` of the calm run, "
    "which leaves out the surge response of the surge's weeks",
    "models[].bottleneck": "`name`, `share` of all waiting, `why`",
    "models[].ends_versus": "how the same campaigns ended, here and then in the model it is "
    "compared with, in calm: counts over all replications",
    "models[].tables": "by name (`by_type`, `by_unit`, `teams`, `gates`, `causes`, `waiting`, "
    "`bottlenecks`) and condition (`as_written` without `--surge`): rows of a breakdown with "
    "intervals",
    "models[].launched": "by condition: share of requests `launched` within `working_days`, two "
    "lists",
    "models[].warnings": "why a figure may not be trusted",
    "models[].doubts": "the same by condition in words for programs: `idle`, `restricted`, "
    "`overloaded`",
    "models[].surge": "with `--surge`: as `kpis`, with `weeks_to_recover` and `peak_backlog` "
    "besides",
    "models[].surge_bottleneck": "with `--surge`: as `bottleneck`",
    "models[].equal_people": "the same model compared the other way, if it buys outside work",
    "models[].equal_budget": "the same model compared the other way, if it buys outside work; its "
    "`budget` says which positions pay, its `differences` are from the same model as the others",
    "differences": "a list of `model`, `versus`, `kpi`, `estimate`, `low`, `high`, paired by "
    "replication; with `--surge` also `condition`, which is `calm` or `surge`. The figure "
    "`time_to_launch_paired_working_days` is of the campaigns that both models launched",
    "winners": "which model is best, by figure and condition, with its probability, or null: "
    "cannot tell",
    "promises": "one entry a `--promise`, condition and model: the figure, and the `probability` "
    "that one year keeps it",
    "precision": "what `--precision` reached, or null",
    "inputs": "how far the answer moves with uncertain inputs, or null without `--inputs`",
    "warnings": "about the study as a whole",
}
"""Keys of ``compare --json`` and what they hold."""

SIMULATE_KEYS: Mapping[str, str] = {
    "provenance": "versions, hashes, seed, replication, command, and the `engine` that ran",
    "model": "operating model",
    "stopped": "`finished` when all measured campaigns were followed to their end, else `limit`",
    "kpis": "as in `compare`; one replication has no interval, so `low` and `high` are null with a "
    "`reason`",
    "outcomes": "number of measured campaigns by how they ended",
    "tables": "by name (`by_type`, `by_unit`, `teams`, `people` with everybody's utilization, "
    "`gates`, `causes`, `waiting`, `bottlenecks`): rows of a breakdown, without intervals; a "
    "`reason` where an estimate is null",
    "warnings": "why figures may not be trusted, and what may not be meant",
}
"""Keys of ``simulate --json`` and what they hold."""

EXPLAIN_KEYS: Mapping[str, str] = {
    "provenance": "as in `compare`, with `first_replication` and one `tape_hash`",
    "models": "the two models, a then b: `model`, `comparison`, `warnings`",
    "results.campaigns": "a list, one entry a campaign that both launched; times in whole "
    "microseconds",
    "results.campaigns[].id": "of the campaign; with several replications followed by `@` and the "
    "replication",
    "results.campaigns[].replication, results.campaigns[].campaign": "the two parts of the id",
    "results.campaigns[].unit, results.campaigns[].type": "who asked for what",
    "results.campaigns[].a, results.campaigns[].b, results.campaigns[].difference": "the "
    "time-to-launch under each model on the wall clock, and b less a",
    "results.campaigns[].causes": "difference by cause; the causes add up to `difference`",
    "results.campaigns[].rework": "the part of each cause in a second or later attempt",
    "results.campaigns[].embargo": "`a`, `b`, `difference` of waiting for an embargo, which is no "
    "part of the time-to-launch",
    "results.campaigns[].working": "`a`, `b`, `difference`, `causes`, `rework` in working time of "
    "the reference calendar",
    "results.ends": "how the same campaigns ended: under a, then under b; counts",
    "results.totals": "sums over `results.campaigns`, of the same form, and their `count`",
    "results.means": "a list of `cause`, `attempts` (`all`, `first`, `later`), `unit`, `a`, `b`, "
    "`difference`, `low`, `high`: mean a campaign, the interval paired by replication; the cause "
    "`time_to_launch` is the whole",
    "results.largest": "ids of the campaigns that differ most, the largest `difference` first",
    "results.lives": "with `--campaign`: what happened under `a` and under `b`, with `outcome`, "
    "`requested`, `until`, `activities`, `pieces`",
    "warnings": "about the study as a whole",
}
"""Keys of ``explain --json`` and what they hold."""

GATES_KEYS: Mapping[str, str] = {
    "provenance": "as in `compare`, with one `model`; `plan_hashes` are of the plans with all "
    "gates and without any",
    "model": "operating model",
    "results.gates": "a list in the order of the scenario, one entry a gate; the figures of the "
    "entries add up to those of `results.total`",
    "results.gates[].gate": "name of the step",
    "results.gates[].days, results.gates[].days_low, results.gates[].days_high": "time-to-launch "
    "that it costs, in calendar days, with its 95% interval: mean over the campaigns that are "
    "launched whatever gates are removed",
    "results.gates[].working_days, results.gates[].working_days_low, "
    "results.gates[].working_days_high": "the same in working days",
    "results.gates[].defects, results.gates[].defects_low, results.gates[].defects_high": "defects "
    "that it keeps from escaping, per 100 measured campaigns",
    "results.gates[].launches_prevented, results.gates[].launches_prevented_low, "
    "results.gates[].launches_prevented_high": "campaigns that are not launched because of it, per "
    "100 measured ones",
    "results.gates[].days_per_defect, results.gates[].days_per_defect_low, "
    "results.gates[].days_per_defect_high": "calendar days of delay, over all campaigns, for each "
    "defect that it stops",
    "results.gates[].exact": "sums over all campaigns of all replications, nothing rounded, as "
    "texts of whole numbers or fractions: `microseconds`, `working_microseconds`, `defects`, "
    "`launches_prevented`",
    "results.gates[].orders_half_width": "only where orders of removal are sampled: by figure, the "
    "half-width of the 95% interval of what that alone leaves open; part of the intervals above",
    "results.gates[].reasons": "only where something is null: why, by name of the figure",
    "results.total": "all gates against none: an entry of the same form, without `gate`",
    "results.with_all_gates, results.without_gates": "`days` and `working_days` from request to "
    "launch, mean over the same campaigns; `defects` that escape and campaigns `launched`, per 100 "
    "measured ones; each with `_low` and `_high`",
    "results.campaigns": "numbers over all replications: `measured`; `same`, launched whatever "
    "gates are removed; `others`; `launched_with_all_gates`; `launched_without_gates`",
    "results.orders": "`all`, or how many orders of removal are sampled in each replication",
    "warnings": "why a figure may not be trusted",
}
"""Keys of ``gates --json`` and what they hold."""

CSV_COLUMNS: Mapping[str, str] = {
    "model, comparison, condition, campaign_type, kpi": "what the row is about; the condition is "
    "`calm`, `surge`, or `as_written` without `--surge`; the campaign type is empty for figures of "
    "all campaigns, and named in further rows where there are several types",
    "estimate, low, high, unit, definition, reason": "as in JSON",
    "versus": "the model that this one is compared with; empty for itself",
    "difference_estimate, difference_low, difference_high, difference_reason": "paired difference",
}
"""Columns of ``compare --csv``."""

_INTRODUCTION = """\
`mom-sim` and `python -m mom_sim` are the same. Results go to standard output, in lines of at most
100 columns without colors; messages and progress go to standard error, and progress shows only in a
terminal. A file is written whole or not at all, and whether it can be written is checked before a
run begins.

| exit status | meaning |
| --- | --- |
| 0 | done |
| 1 | the run failed, and one line on standard error says why |
| 2 | bad input: each fault on a line, `file:line:column: path: what is wrong`; nothing is written |
| 130 | interrupted |

`mom-sim --debug COMMAND ...` shows the traceback of unexpected trouble, `mom-sim --version` the
version.
"""


def command_line_page() -> str:
    """Print the reference of the command line as Markdown.

    Returns
    -------
    str
        The whole page, from its title to its last line feed.
    """
    sections = [
        "# The command line\n\nPrinted from the commands in `mom_sim/cli`; do not edit.\n",
        _INTRODUCTION,
        *("\n".join(_command(name, command)) for name, command in all_commands(cli)),
        _keys("What `compare --json` holds", "key", COMPARE_KEYS),
        _keys("What `compare --csv` holds", "columns", CSV_COLUMNS),
        _keys("What `simulate --json` holds", "key", SIMULATE_KEYS),
        _keys("What `measure --json` holds", "key", MEASURE_KEYS),
        _keys("What `explain --json` holds", "key", EXPLAIN_KEYS),
        _keys("What `gates --json` holds", "key", GATES_KEYS),
        _keys("What `surge --json` holds", "key", SURGE_KEYS),
        _keys("What `sweep run --json` and `sweep status --json` hold", "key", SWEEP_STATUS_KEYS),
        _keys("What `sweep table --json` holds", "key", SWEEP_TABLE_KEYS),
        _keys("What `claims --json` holds", "key", CLAIMS_KEYS),
    ]
    return "\n".join(sections)


NOT_RUN_BY_TESTS = ("app", "calibrate", "validate-fit")
"""Commands whose examples end only by Ctrl-C, or need a log of somebody's work."""


def examples() -> dict[str, str]:
    """Example of every command.

    Returns
    -------
    dict of str to str
        Command line by name of the command.
    """
    return {
        name: (command.epilog or "").removeprefix("Example: ")
        for name, command in all_commands(cli)
    }


def all_commands(group: click.Group) -> Iterator[tuple[str, click.Command]]:
    """Go through the commands of a group, those of groups in it included.

    Parameters
    ----------
    group : click.Group

    Yields
    ------
    tuple of str and click.Command
        Name, with that of the group before it, and the command.
    """
    for name, command in group.commands.items():
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {below}", one) for below, one in all_commands(command))


def _command(name: str, command: click.Command) -> Iterator[str]:
    context = click.Context(command, info_name=f"mom-sim {name}")
    usage = " ".join(command.collect_usage_pieces(context))
    yield f"## {name}\n"
    yield f"```text\nmom-sim {name} {usage}\n```\n".replace(" \n", "\n")
    yield f"{_paragraphs(command.help or '')}\n"
    options = [one for one in command.params if isinstance(one, click.Option)]
    if options:
        yield "| option | meaning | default |\n| --- | --- | --- |"
        yield from map(_option, options)
        yield ""
    if name in NOT_RUN_BY_TESTS:
        yield f"```text\n{examples()[name]}\n```\n"
    else:
        yield f"```console\n$ {examples()[name]}\n```\n"


def _option(option: click.Option) -> str:
    choices = "|".join(map(str, getattr(option.type, "choices", ())))
    takes = option.metavar or choices
    meaning, default = _split(option)
    return f"| `{', '.join(option.opts)} {_cell(takes)}` | {_cell(meaning)} | {_cell(default)} |"


def _split(option: click.Option) -> tuple[str, str]:
    """Separate the default, where the help tells it in words."""
    text = option.help or ""
    told = re.search(r"\s*\[default: (.*)\]$", text)
    if told:
        return text[: told.start()], told[1]
    return text, f"`{option.default}`" if option.show_default else ""


def _paragraphs(text: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))


def _keys(title: str, head: str, keys: Mapping[str, str]) -> str:
    rows = "\n".join(f"| {_code(key)} | {_cell(meaning)} |" for key, meaning in keys.items())
    return f"## {title}\n\n| {head} | holds |\n| --- | --- |\n{rows}\n"


def _code(names: str) -> str:
    return ", ".join(f"`{name}`" for name in names.split(", "))


def _cell(text: Any) -> str:
    return str(text).replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(command_line_page())
