"""Provenance: what a run was made from, so that it can be made again.

Same inputs, same bytes: no time stamp, no name of a machine or a person, no absolute path.
"""

from __future__ import annotations

import platform
import shlex
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import metadata
from pathlib import PurePosixPath, PureWindowsPath
from types import MappingProxyType

from mom_sim.errors import LogError
from mom_sim.log.contract import SCHEMA_VERSION

ENGINE_SEMANTICS = 2
"""Version of the rules by which a plan and a tape become a log; both engines have the same one."""

PROVENANCE_KEYS = MappingProxyType(
    {
        "package_version": "version of mom_sim",
        "engine_semantics": "version of the rules by which plan and tape become a log",
        "log_schema": "version of the log's contract",
        "engine": "engine that ran",
        "model": "operating model",
        "seed": "seed of the run",
        "replication": "number of the replication",
        "scenario_hash": "of the resolved scenario",
        "plan_hash": "of the compiled plan",
        "tape_hash": "of everything that chance decided: seed, replication, campaigns, lives, and "
        "the draws that the plan asks for, with their distributions",
        "python": "version of Python",
        "numpy": "version of NumPy",
        "scipy": "version of SciPy",
        "simpy": "version of SimPy",
        "command": "command line without what only says where results go and how fast; absolute "
        "paths are cut down to the last part",
    }
)
"""Every key of a provenance, in the order in which it is written, with its meaning."""


def make_provenance(
    *,
    engine: str,
    model: str,
    seed: int,
    replication: int,
    scenario_hash: str,
    plan_hash: str,
    tape_hash: str,
    command: Sequence[str] = (),
) -> dict[str, str | int]:
    """Say what a run was made from.

    Parameters
    ----------
    engine : str
        Name of the engine.
    model : str
        Name of the operating model.
    seed, replication : int
    scenario_hash, plan_hash, tape_hash : str
        Of the resolved scenario, the compiled plan and the tape.
    command : sequence of str
        Arguments of the command line; empty when called from Python.

    Returns
    -------
    dict
        Exactly the keys of `PROVENANCE_KEYS`, in their order.
    """
    return {
        "package_version": _version("mom-sim"),
        "engine_semantics": ENGINE_SEMANTICS,
        "log_schema": SCHEMA_VERSION,
        "engine": engine,
        "model": model,
        "seed": seed,
        "replication": replication,
        "scenario_hash": scenario_hash,
        "plan_hash": plan_hash,
        "tape_hash": tape_hash,
        "python": platform.python_version(),
        "numpy": _version("numpy"),
        "scipy": _version("scipy"),
        "simpy": _version("simpy"),
        "command": shlex.join(map(_without_folder, command)),
    }


@cache
def _version(package: str) -> str:
    """Version of an installed package; looking it up means reading files."""
    return metadata.version(package)


def check_provenance(provenance: object) -> None:
    """Check that a provenance has exactly the documented keys.

    Raises
    ------
    LogError
        If keys are missing or unknown.
    """
    keys = set(provenance) if isinstance(provenance, Mapping) else set()
    missing = [key for key in PROVENANCE_KEYS if key not in keys]
    unknown = sorted(keys - set(PROVENANCE_KEYS))
    if missing or unknown:
        raise LogError(f"provenance: missing are {missing}, unknown are {unknown}")


def _without_folder(argument: str) -> str:
    """Cut an absolute path, also behind an equals sign, down to its last part."""
    option, equals, value = argument.rpartition("=")
    for path in (PurePosixPath(value), PureWindowsPath(value)):
        if path.is_absolute() and path.name:
            return option + equals + path.name
    return argument
