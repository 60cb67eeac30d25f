"""What the compiled engine cannot do, and when it is worth its loading."""

from __future__ import annotations

from importlib.util import find_spec

from mom_sim.plan.plan import PARTS, Plan

ROWS_WORTH_LOADING = 20_000
"""Activities for which SimPy takes about as long as it takes to load the compiled kernel (2 s)."""

MOST_NODES, MOST_CAMPAIGNS = 1 << 16, 1 << 36
"""What fits into the key of an event (`mom_sim.engines.order`)."""

MOST_SHARE = MOST_RANK = (1 << 31) - 1
"""What fits into the kernel's memory of a node and of a request (`fields.BITS`); shares of an
effort are in parts per million."""

CARRIED_OUT = frozenset(
    {
        "PASS",
        "ADMIT",
        "FREEZE",
        "EMBARGO",
        "ASSEMBLE",
        "DISBAND",
        "WORK",
        "DELAY",
        "AGENCY",
        "MEET",
        "DECIDE",
        "CANCEL",
        "END",
    }
)
"""Instructions that the kernel has a branch for (`walking.begin_node`), or that do nothing."""


def is_installed() -> bool:
    """Whether the library that compiles it is installed."""
    return find_spec("numba") is not None


def what_it_cannot_do(plan: Plan) -> list[str]:
    """Say what of a plan the compiled engine cannot carry out, by name.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    list of str
        Empty for everything that is compiled from a scenario.
    """
    faults = []
    shares = [share for one in plan.decisions for _, share in one.rework.nodes]
    shares += [node.share for program in plan.programs for node in program.nodes]
    if max(shares, default=0) > MOST_SHARE:
        times = max(shares) // PARTS
        faults.append(f"{times:,} times an effort; at most {MOST_SHARE // PARTS:,}")
    for program in plan.programs:
        if program.rank > MOST_RANK:
            faults.append(f"a class of service of rank {program.rank:,}; at most {MOST_RANK:,}")
        if len(program.nodes) > MOST_NODES:
            faults.append(f"{len(program.nodes):,} nodes in a program; at most {MOST_NODES:,}")
        faults += [
            f"the instruction {node.instruction}"
            for node in program.nodes
            if node.instruction not in CARRIED_OUT
        ]
    return list(dict.fromkeys(faults))


def is_worth_it(plan: Plan, campaigns: int) -> bool:
    """Whether a run is so large that it pays to load the compiled engine.

    Parameters
    ----------
    plan : Plan
    campaigns : int

    Returns
    -------
    bool
    """
    nodes = max((len(program.nodes) for program in plan.programs), default=0)
    return campaigns * nodes >= ROWS_WORTH_LOADING
