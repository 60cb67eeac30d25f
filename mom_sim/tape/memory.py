"""Refusing a run that would not fit, before it starts."""

from __future__ import annotations

import os
from collections.abc import Iterable

from mom_sim.errors import Fault, TooLargeError
from mom_sim.plan.plan import Plan
from mom_sim.scenario.resolved import Scenario
from mom_sim.tape.staging import expected_campaigns
from mom_sim.tape.surges import SurgeChoice

BYTES_PER_ACTIVITY = 900
"""Of one activity while a run is under way and its log is made: row, span, events and waits."""

ROUNDS = 3
"""How often a node is carried out on average when gates send work back: a careful guess."""

SHARE_OF_MEMORY = 0.6
"""Part of the free memory that runs may take together."""


def free_memory() -> int:
    """Memory that can be had now, in bytes; 8 GiB where the system does not say."""
    try:
        with open("/proc/meminfo", encoding="ascii") as file:
            for line in file:
                if line.startswith("MemAvailable:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError, AttributeError):
        return 8 * 2**30


def needed_memory(scenario: Scenario, plans: Iterable[Plan], surge: SurgeChoice) -> int:
    """Estimate a run's memory, in bytes: expected campaigns x nodes x rounds x bytes each."""
    nodes = max(len(program.nodes) for plan in plans for program in plan.programs)
    return int(expected_campaigns(scenario, surge) * nodes * ROUNDS * BYTES_PER_ACTIVITY)


def refuse_too_large(
    scenario: Scenario,
    plans: Iterable[Plan],
    surge: SurgeChoice,
    *,
    file: str,
    workers: int = 1,
) -> None:
    """Stop before the start when the machine's memory would not be enough.

    Parameters
    ----------
    scenario : Scenario
    plans : iterable of Plan
        One of them at a time is run by each worker.
    surge : SurgeChoice
    file : str
        Name under which the fault is reported.
    workers : int

    Raises
    ------
    TooLargeError
        With the estimate and what to change.
    """
    needed = needed_memory(scenario, plans, surge) * workers
    allowed = int(free_memory() * SHARE_OF_MEMORY)
    if needed > allowed:
        campaigns = expected_campaigns(scenario, surge)
        message = (
            f"about {campaigns:,.0f} campaigns need about {needed / 2**30:,.1f} GiB of memory, and "
            f"{allowed / 2**30:,.1f} GiB may be used here; lower the demand or shorten "
            "`run.horizon` or `run.follow_up`"
        )
        raise TooLargeError([Fault(file, 1, 1, "campaigns", message)])
