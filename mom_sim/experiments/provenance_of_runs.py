"""Provenance of many runs that are told together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any

from mom_sim.log.provenance import make_provenance
from mom_sim.scenario.printing import plain
from mom_sim.simulation import Study


def record_of_runs(
    study: Study,
    details: Mapping[str, Any],
    *,
    engine: str,
    seed: int,
    command: Sequence[str],
    model: str = "",
    tape_hash: str = "",
) -> dict[str, Any]:
    """Say what many runs were made from.

    Parameters
    ----------
    study : Study
    details : mapping
        What is said in place of what differs from run to run.
    engine : str
    seed : int
    command : sequence of str
    model, tape_hash : str
        Where one stands for all runs.

    Returns
    -------
    dict
        The keys of a single run's provenance without those that differ from run to run, then the
        details and the resolved scenario.
    """
    record: dict[str, Any] = make_provenance(
        engine=engine,
        model=model,
        seed=seed,
        replication=0,
        scenario_hash=study.scenario_hash,
        plan_hash="",
        tape_hash=tape_hash,
        command=command,
    )
    for key in ("model", "replication", "plan_hash", "tape_hash"):
        if not record[key]:
            del record[key]
    return record | dict(details) | {"resolved_scenario": plain(study.scenario)}


def digest_of_tapes(hashes: Iterable[str]) -> str:
    """Make one digest of the tapes of all replications.

    Parameters
    ----------
    hashes : iterable of str
        Of each replication's tape, in their order.

    Returns
    -------
    str
        Hexadecimal.
    """
    return blake2b("".join(hashes).encode(), digest_size=32).hexdigest()
