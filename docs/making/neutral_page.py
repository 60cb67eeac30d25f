"""The page `docs/neutral.md`: every model-specific default, and the comparison without it.

Write it anew with ``python -m docs.making.neutral_page``: that makes the runs that are missing in
`docs/neutral.json` (minutes), and prints the page from it. ``--replications N``: so many of each
run; ``--only MODEL``: those of one model; ``--again``: also those that are there, after a change to
the engine or to a figure.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from docs.making.neutral_defaults import ALL_MECHANISMS
from docs.making.neutral_runs import TIME, Findings, Row, gather, read_findings
from docs.making.neutral_tables import Tables, leaves_zero_out, signed, with_positions
from mom_sim.operating_models.library import ARCHETYPES

DOCS = Path(__file__).parents[1]
CACHE = DOCS / "neutral.json"
PAGE = DOCS / "neutral.md"
SCENARIO = DOCS.parent / "scenarios" / "reference_company.yaml"

REPLICATIONS = 5

_INTRODUCTION = """\
# Every default at neutral

Printed from `docs/neutral.json`; do not edit. Write it anew with
`python -m docs.making.neutral_page`.

An operating model is compared by what it states: how people are grouped, who decides, and the
[mechanisms](mechanisms.md) that it has. Does one of these numbers decree the result? Here each
thing that an archetype states is put at neutral, one at a time: a mechanism at `none`, a limit at
no limit, a price at 0, whoever decides at the expert. Everything else stays, and the tapes are the
same: the same campaigns with the same luck. The company is the
[reference company](../scenarios/reference_company.yaml), in calm times and with equal people.

**How to read it.** A difference is the model with the default at neutral *less* the model as it is:
−2 days means that the model launches two working days sooner without it. In brackets stands the 95%
interval of the paired difference over the replications (`runs`); the difference is **bold** where
the interval leaves 0 out. Intervals hold one at a time: of a hundred that are looked at, five miss
by luck alone. *Place* says whether the model is faster or slower than the company's own, {own}, in
mean time-to-launch, or whether the data cannot tell; in brackets is the difference in working days.
It is bold where neutral changes the word. *Same plan*: the default changes nothing here, for it
asks about a structure that the model does not have, or is what would hold anyway. Points are
percentage points; costs are in {currency}. † More than 1% of the requests were still inside at the
end of the runs: means leave them out, and are lower bounds. A request that is answered with what
exists, or taken back by its unit, is no launch: without `duplicates` there are more launches, which
makes each look cheaper.

What every archetype states is at neutral in all of them at once, since nobody would take it
out of one model alone. What the own model alone states can change the place of every other.
"""

_WITHOUT = """\
## What has no neutral

These say what the model *is*, or belong to something else that has a row.

| model | default | as it is | why it has no neutral |
| --- | --- | --- | --- |"""

_ALL_WORDS = """\
Every mechanism of every model at `none` at once: what is left are teams, queues, task forces,
agencies, deciders and costs. So this is what the structures say alone.
"""


def neutral_page(findings: Findings) -> str:
    """Print the page.

    Parameters
    ----------
    findings : Findings

    Returns
    -------
    str
    """
    tables = Tables(findings)
    lines = [_INTRODUCTION.format(own=findings.own_model, currency=findings.currency)]
    lines += ["## As they are", "", *tables.archetypes(), ""]
    lines += ["## Which matter most", "", *_most(tables), ""]
    lines += ["## Stated by all", ""]
    for path, rows in tables.common_rows.items():
        if path == ALL_MECHANISMS:
            continue
        written = "; or ".join(dict.fromkeys(row.written for row in rows))
        lines += [
            f"### {_name(path)}",
            "",
            f"`{with_positions(path)}`: {written}. Neutral: {rows[0].neutral}.",
        ]
        lines += ["", *tables.common_table(path), ""]
    for model in ARCHETYPES:
        lines += [f"## {model}", ""]
        if any(row.model == model for row in tables.own_rows):
            lines += [*tables.own_table(model), ""]
        else:
            lines += ["It states nothing with a neutral beside what all state.", ""]
    lines += ["## All mechanisms at once", "", _ALL_WORDS]
    lines += [*tables.common_table(ALL_MECHANISMS), "", _WITHOUT]
    for row in findings.rows:
        if not row.neutral:
            lines.append(
                f"| {row.model} | `{with_positions(row.path)}` | {row.written} | {row.why_none} |"
            )
    return "\n".join(lines).rstrip() + "\n"


def _most(tables: Tables) -> Iterator[str]:
    """Which defaults move the times most, and which change a place."""
    single = [*tables.own_rows]
    single += [row for rows in tables.common_rows.values() for row in rows]
    single = [row for row in single if row.path != ALL_MECHANISMS]
    same = sum(row.as_is == row.at_neutral for row in single)
    yield (
        f"Of {len(single)} defaults with a neutral (what all state counts once a model), "
        f"{same} change nothing in the plan of their model."
    )
    yield ""
    moving = [row for row in single if _moves(tables, row)]
    moving.sort(key=lambda row: abs(_days(tables, row)), reverse=True)
    if moving:
        yield "They move the mean time-to-launch of their model most when they are at neutral:"
        yield ""
        for position, row in enumerate(moving[:3], 1):
            days = _days(tables, row)
            yield f"{position}. `{_name(row.path)}` of {row.model}: {signed(days, 1)} working days."
        yield ""
    else:
        yield "Of none can it be said that it moves the mean time-to-launch of its model."
        yield ""
    changes = [
        f"- `{_name(row.path)}`{' in all models' if row.common else f' of {row.model}'}: "
        f"{model} {before} → {after}."
        for row in single
        for model, (before, after) in tables.changed_places(row).items()
    ]
    if changes:
        yield "At neutral, these change whether a model is faster or slower than the own one:"
        yield ""
        yield from changes
    else:
        yield "None of them, at neutral, changes whether a model is faster or slower than the own."


def _moves(tables: Tables, row: Row) -> bool:
    return leaves_zero_out(tables.difference(row.at_neutral, row.as_is, TIME))


def _days(tables: Tables, row: Row) -> float:
    return tables.difference(row.at_neutral, row.as_is, TIME).estimate or 0.0


def _name(path: str) -> str:
    """The last words of a path, enough to know it by."""
    first, _, rest = path.partition(".")
    return path if first == "who_decides" else rest or first


def main(arguments: list[str] | None = None) -> None:
    """Make the runs that are missing, and write the page.

    Parameters
    ----------
    arguments : list of str, optional
        Those of the command line by default.
    """
    parser = argparse.ArgumentParser(prog="python -m docs.making.neutral_page")
    parser.add_argument("--replications", type=int, default=REPLICATIONS, metavar="N")
    parser.add_argument("--only", choices=ARCHETYPES, metavar="MODEL")
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--cache", type=Path, default=CACHE)
    parser.add_argument("--page", type=Path, default=PAGE)
    asked = parser.parse_args(arguments)
    gather(
        SCENARIO, asked.cache, replications=asked.replications, only=asked.only, again=asked.again
    )
    asked.page.write_text(neutral_page(read_findings(asked.cache)), encoding="utf-8")
    sys.stderr.write(f"wrote {asked.page}\n")


if __name__ == "__main__":
    main()
