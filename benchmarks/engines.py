"""Running a workload on an engine by its name."""

from __future__ import annotations

from importlib import import_module

from benchmarks.outcome import Outcome
from benchmarks.workloads import Workload

_PEERS = {
    "simpy_plain": "benchmarks.peers.simpy_plain",
    "ciw": "benchmarks.peers.ciw_network",
    "salabim": "benchmarks.peers.salabim_network",
}
WITHOUT_LOG = "mom_sim_compiled"
_OURS = {"mom_sim_simpy": "simpy", "mom_sim_compiled_log": "compiled"}


def run(engine: str, workload: Workload, campaigns: int, seed: int) -> Outcome:
    """Run a workload once.

    Parameters
    ----------
    engine : str
    workload : Workload
    campaigns : int
        How many arrive; of the reference company, replications of each model.
    seed : int

    Returns
    -------
    Outcome

    Raises
    ------
    ImportError
        If the engine is not installed.
    """
    if engine in _PEERS:
        peer = import_module(_PEERS[engine])
        outcome: Outcome = peer.run(workload.line, campaigns, seed)
        return outcome
    ours = import_module("benchmarks.ours")
    if engine == WITHOUT_LOG:
        if workload.line is None:
            short: Outcome = ours.run_reference_without_log(campaigns, seed)
            return short
        without: Outcome = ours.run_without_log(workload.line, campaigns, seed, workload.units)
        return without
    if workload.line is None:
        reference: Outcome = ours.run_reference(_OURS[engine], campaigns, seed)
        return reference
    line: Outcome = ours.run(_OURS[engine], workload.line, campaigns, seed, workload.units)
    return line
