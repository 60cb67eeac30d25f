"""Dask's workers: a cluster on this machine, or one that runs already, by its address."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from typing import Any

from mom_sim.errors import RunError

MISSING = 'sweeps run on Dask, which is not installed: pip install "mom-sim[sweep]"'

PATIENCE = 60.0
"""Seconds to wait for a worker, or for an answer of the scheduler, before giving up."""

STARTS = 3
"""How often workers are started: one that is killed while it starts ends all the others."""

_IGNORES_INTERRUPTS = "mom_sim.experiments.sweep.quiet_worker"

_SETTINGS = {
    "distributed.worker.daemon": True,
    # A point's memory is estimated and refused before it runs; Dask's own limits would end workers.
    "distributed.worker.memory.target": False,
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.pause": False,
    "distributed.worker.memory.terminate": False,
    # What Dask watches many times a second would take some percent of every processor.
    "distributed.admin.system-monitor.gil.enabled": False,
    "distributed.admin.system-monitor.disk": False,
    "distributed.admin.system-monitor.interval": "10s",
    "distributed.admin.tick.interval": "500ms",
    "distributed.worker.memory.monitor-interval": "10s",
    "distributed.worker.profile.enabled": False,
    "distributed.comm.timeouts.connect": "20s",
    "distributed.scheduler.active-memory-manager.start": False,
}


def is_installed() -> bool:
    """Whether Dask is there."""
    return find_spec("distributed") is not None


@contextmanager
def connected(workers: int | None, scheduler: str | None) -> Iterator[Any]:
    """Connect to workers.

    Parameters
    ----------
    workers : int, optional
        Processes on this machine; one per processor by default. Not used with a scheduler.
    scheduler : str, optional
        Address of one that runs already, such as ``tcp://10.0.0.5:8786``.

    Yields
    ------
    distributed.Client

    Raises
    ------
    RunError
        If Dask is missing, nobody answers at the address, or workers end while they start.
    """
    if not is_installed():
        raise RunError(MISSING)
    import dask.config
    from distributed import Client

    with ExitStack() as stack:
        stack.enter_context(dask.config.set(_SETTINGS))
        stack.enter_context(_quiet())
        where: Any = scheduler
        if scheduler is None:
            where = stack.enter_context(_on_this_machine(workers or os.cpu_count() or 1))
        try:
            client = stack.enter_context(Client(where, timeout=PATIENCE, set_as_default=False))
        except (OSError, TimeoutError, ValueError) as error:
            what = " ".join(str(error).split()) or type(error).__name__
            raise RunError(
                f"no scheduler answers at {scheduler} ({what}); start one with `dask scheduler`, "
                "or leave --scheduler out to use this machine"
            ) from None
        yield client


def _on_this_machine(workers: int) -> Any:
    """Start worker processes; once they run, Dask itself replaces one that ends."""
    from distributed import LocalCluster

    for attempt in range(STARTS):
        try:
            return LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                processes=True,
                host="127.0.0.1",
                dashboard_address=None,
                worker_dashboard_address=None,
                memory_limit=0,
                preload=[_IGNORES_INTERRUPTS],
                silence_logs=logging.CRITICAL,
            )
        except RuntimeError as error:
            if attempt == STARTS - 1:
                what = " ".join(str(error).split())
                raise RunError(
                    f"{STARTS} times a worker process ended while it was starting ({what}); is "
                    "there memory for so many? What is finished is kept: ask for fewer workers"
                ) from None
    raise AssertionError("unreachable")


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep to ourselves what Dask says while workers come and go; what matters is raised."""
    loggers = [logging.getLogger(name) for name in ("distributed", "tornado", "asyncio")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
