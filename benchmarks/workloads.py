"""One record per workload: what is simulated, by whom, and how much of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from benchmarks.stations import NETWORK, NETWORK_MEAN_10_000, SINGLE, SINGLE_RATE, Line

OURS = ("mom_sim_simpy", "mom_sim_compiled_log", "mom_sim_compiled")
PEERS = ("simpy_plain", "ciw", "salabim")
ENGINES = (*PEERS, *OURS)
"""All engines, in the order of the table."""


@dataclass(frozen=True)
class Workload:
    """Something to simulate.

    Attributes
    ----------
    name, what : str
    line : Line, optional
        A line of stations; without one, the reference company.
    campaigns : int
        That arrive; of the reference company, replications of each model.
    quick : int
        The same in a quick run.
    engines : tuple of str
    units : int
    expected : float, hours
        Mean time in the line that is known; 0 if none is.
    rounds : int
        Times that it is run; 0 for as often as is asked for.
    """

    name: str
    what: str
    line: Line | None
    campaigns: int
    quick: int
    engines: tuple[str, ...] = ENGINES
    units: int = 1
    expected: float = 0.0
    rounds: int = 0


_NETWORK = Workload(
    "network",
    "seven stations in series at a load of 0.85 with two gates, from empty",
    Line(NETWORK, 1.0),
    10_000,
    1_000,
    expected=NETWORK_MEAN_10_000,
)
LONG = 1_000_000
"""Campaigns from which on only statistics are kept: their log would not fit."""
QUICKER = 60.0
"""How much quicker the line of the growing workloads is: ten million hours are 1,141 years."""


def _growth(campaigns: int, units: int) -> Workload:
    log = ("mom_sim_compiled_log",) if campaigns < LONG else ()
    return replace(
        _NETWORK,
        name=f"growth_{campaigns}_campaigns_{units}_units",
        what=f"the network with {campaigns:,} campaigns and {units} units, in minutes for hours",
        line=Line(NETWORK, 1.0).quicker(QUICKER),
        campaigns=campaigns,
        quick=campaigns // 10,
        engines=(*log, "mom_sim_compiled"),
        units=units,
        expected=0.0,
        rounds=1 if campaigns >= LONG else 0,
    )


_GROWTH = tuple(
    _growth(campaigns, units)
    for campaigns, units in (
        (10_000, 1),
        (100_000, 1),
        (1_000_000, 1),
        (9_850_000, 1),  # no more than ten million may be expected until all have left
        (10_000, 10),
        (10_000, 50),
    )
)

_RECORDS = (
    _NETWORK,
    Workload(
        "single",
        "one station with four people at a load of 0.85",
        Line(SINGLE, SINGLE_RATE),
        100_000,
        5_000,
        expected=2.1489,
    ),
    Workload(
        "overload",
        "the network with four times the arrivals",
        Line(NETWORK, 4.0),
        10_000,
        1_000,
        engines=("simpy_plain", *OURS),
    ),
    Workload(
        "reference",
        "the reference company under six models, as compare runs it",
        None,
        3,
        1,
        engines=OURS,
    ),
    *_GROWTH,
)

WORKLOADS: dict[str, Workload] = {record.name: record for record in _RECORDS}
