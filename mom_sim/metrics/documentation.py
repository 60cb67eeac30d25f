"""The page `docs/metrics.md`, printed from the registry.

Write it anew with ``python -m mom_sim.metrics.documentation > docs/metrics.md``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from mom_sim.metrics.breakdown import Breakdown
from mom_sim.metrics.metric import Metric
from mom_sim.metrics.registry import BREAKDOWNS, SUBJECTS

_INTRODUCTION = """\
# Figures

Printed from the records in `mom_sim/metrics`; do not edit. Every figure is a function of the log
and of the plan's static tables.

- **Measured campaigns** are those requested between warm-up and horizon, without the backlog at the
  start. They are followed until all have ended or the follow-up is over, with demand still
  arriving. Figures about campaigns are of these.
- **Between warm-up and horizon** throughput, work in progress, queues, utilization and cost are
  taken. Work that reaches over a boundary is divided there; campaigns that are inside already when
  the warm-up ends count.
- **Working days** are those of the one reference calendar, the same for all models.
- **Replications** are pooled, never averaged over only those in which something happened: a ratio
  is a sum by a sum, a quantile is one of all items together, and the interval comes from leaving
  out one replication at a time. Only what has one value a replication is a mean over replications;
  weeks to recover are a median, with an interval by rank, in which a replication that never
  recovers is the longest.
  The interval of a quantile ends where the share of items at or below is surely off (Francisco and
  Fuller 1991), which holds with few items, too; that of a counted share is the exact one for as
  many campaigns as these are worth (Korn and Graubard 1998); skewed values make an interval longer
  on their side (Willink 2005). How often they hold is counted in
  [How often intervals hold](coverage.md).
- **An estimate that cannot be had** is null, with the reason. One that hangs on a single
  replication is given without an interval, with the reason.
- **Intervals** (95%) speak of the uncertainty of the simulation, not of what was put into it. They
  are cut at the bounds of what the figure can be: 0 and 1 for a share (`touch_share`: 0 alone), 1
  from below for `fairness`, none for lateness, 0 from below for everything else.
- **Differences** between models are paired by replication; their intervals are not cut.
- A request is over with its launch; what is done afterwards takes capacity and is in no time.
- With campaigns still inside at the end, times are restricted to the follow-up, a lower bound, and
  the warnings say so; `incidence` gives the Aalen-Johansen estimate of all ways to end over time.
"""

_PATHS = """\
## Over time

Of one replication, `run = mom_sim.simulate(...)`: `run.wip()`, `run.queue(team, skill)` and
`run.utilization(team, skill)` give work in progress, queue lengths and weekly utilization over time
as tidy frames, `run.kpis` the figures, `run.table("people")` everybody's utilization (see
[api.md](api.md#simulation)). `mom_sim.metrics.competing_ends.incidence(measurements)` gives the
share of requests that have ended in each way, by the time since the request.
"""

_TABLES = """\
## Tables

`by_type` and `by_unit` hold the figures marked above, a row each; a campaign's size is its type.
The other tables, by `table(name, measurements)`:
"""

_BOTTLENECKS = """\
## Bottlenecks

The **static bottleneck** is the place with the largest share of all waiting on the critical paths
of launched campaigns, in working time, from the table `waiting`. The critical path goes backward
from the launch along the latest-finishing predecessor.

The **shifting bottleneck** is found by the active-period method (Roser, Nakano and Tanaka, Shifting
bottleneck detection, Proceedings of the 2002 Winter Simulation Conference, 1079-1086): at every
instant the momentary bottleneck is the person with the longest uninterrupted active period. The
choices made here: a person is active while at work; a period goes on over closed hours and ends
when the person is there without work; lengths are in working time of the reference calendar; the
what holds for one of the people of a team's pool for a skill holds for the pool, each person
counting for the queue that they serve best. A member of a task force without work is not active.

Both say in their sentence if the data cannot tell the first from the second. In a comparison
`bottleneck` is the static one. The table `bottlenecks` is the shifting one, the largest share
first:

- `kind`: always `team`, for the shifting bottleneck is among people only,
- `place`: the team, or the team and the skill, whose people are meant,
- `share`, `low`, `high`: share of the working time between warm-up and horizon in which one of them
  has been busy for longest, alone or while it shifts, with its interval; the shares of all can add
  up to more than 1.

The two differ where the waiting is not for people who are always busy: at a gate that meets twice a
week most of the waiting may be, while its deciders have time.
"""


def metrics_page() -> str:
    """Print all figures and tables as Markdown.

    Returns
    -------
    str
        The whole page, from its title to its last line feed.
    """
    sections = [
        _INTRODUCTION,
        *(_subject(name, metrics) for name, metrics in SUBJECTS.items()),
        _TABLES,
        *map(_breakdown, BREAKDOWNS.values()),
        _PATHS,
        _BOTTLENECKS,
    ]
    return "\n".join(sections)


def _subject(name: str, metrics: Iterable[Metric]) -> str:
    rows = (
        (
            f"`{metric.name}`",
            metric.unit,
            metric.definition,
            metric.kind.name,
            "yes" if metric.of_campaigns else "",
        )
        for metric in metrics
    )
    header = ("figure", "unit", "definition", "over replications", "by type and unit")
    return f"## {name}\n\n{_markdown(header, rows)}"


def _breakdown(breakdown: Breakdown) -> str:
    keys = ", ".join(f"`{key}`" for key in breakdown.keys)
    rows = ((f"`{column.name}`", column.unit, column.definition) for column in breakdown.columns)
    table = _markdown(("figure", "unit", "definition"), rows)
    return f"### `{breakdown.name}`\n\nA row is {breakdown.meaning}; keys: {keys}.\n\n{table}"


def _markdown(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [_row(header), _row(("---",) * len(header)), *map(_row, rows)]
    return "\n".join(lines) + "\n"


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    sys.stdout.write(metrics_page())
