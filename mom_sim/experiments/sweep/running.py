"""run_sweep(): everything of a sweep that has no result yet, whatever happened before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from mom_sim.errors import Fault, RunError, ScenarioError
from mom_sim.experiments.sweep.cluster import MISSING, connected, is_installed
from mom_sim.experiments.sweep.dispatching import Dispatcher
from mom_sim.experiments.sweep.points import Point, number_of_points, points_of
from mom_sim.experiments.sweep.reading import LoadedSweep, load_sweep, versions
from mom_sim.experiments.sweep.reporting import SweepStatus, status_in
from mom_sim.experiments.sweep.store import FILES, SweepStore
from mom_sim.log.provenance import make_provenance
from mom_sim.scenario.asked_numbers import number_faults
from mom_sim.scenario.printing import plain
from mom_sim.tape import expected_campaigns
from mom_sim.tape.surges import AS_WRITTEN

Progress = Callable[[int, int], None]


def run_sweep(
    sweep: LoadedSweep | str | Path,
    out: str | Path,
    *,
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
) -> SweepStatus:
    """Carry out every point of a sweep that has no result yet.

    Workers are processes that start anew: a script calls this below ``if __name__ == "__main__":``.

    Parameters
    ----------
    sweep : LoadedSweep, str or Path
    out : str or Path
        Folder of the results; made if it is not there. The results of whatever sweep was run into
        it before are kept and used.
    workers : int, optional
        Processes on this machine; one per processor by default. The results do not depend on it.
    scheduler : str, optional
        Address of a Dask scheduler whose workers are used instead.
    progress : callable, optional
        Called with (settled, all) points.

    Returns
    -------
    SweepStatus

    Raises
    ------
    ScenarioError
        If the sweep, its scenario, the folder or a number is wrong.
    RunError
        If Dask is missing, another run writes to the folder, or the workers are gone; what is
        finished by then is kept, and the same call goes on from there.
    """
    loaded = sweep if isinstance(sweep, LoadedSweep) else load_sweep(sweep)
    folder = Path(out)
    faults = [*number_faults(loaded.file, workers=workers), *folder_faults(folder)]
    if faults:
        raise ScenarioError(faults)
    if not is_installed():
        raise RunError(MISSING)
    with SweepStore.writing(folder) as store:
        store.begin(loaded.sweep, provenance_of(loaded))
        _carry_out(loaded, store, workers, scheduler, progress)
        return status_in(store)


def folder_faults(folder: Path) -> list[Fault]:
    """Find why a sweep's results could not go to a folder."""
    message = ""
    if folder.is_dir():
        foreign = sorted({path.name for path in folder.iterdir()} - FILES)
        holds_sweep = (folder / "sweep.sqlite").exists()
        if foreign and not holds_sweep:
            message = f"holds {foreign[0]!r} and no sweep; name another folder"
    elif folder.exists():
        message = "is a file; name a folder"
    return [Fault(str(folder), 1, 1, "out", f"{folder}: {message}")] if message else []


def _carry_out(
    loaded: LoadedSweep,
    store: SweepStore,
    workers: int | None,
    scheduler: str | None,
    progress: Progress | None,
) -> None:
    sweep, study = loaded.sweep, loaded.study
    total, settled = number_of_points(sweep), 0

    def told(more: int) -> None:
        nonlocal settled
        settled += more
        if progress is not None:
            progress(settled, total)

    def missing() -> Iterator[Point]:
        for point in points_of(sweep):
            if store.is_settled(point.request):
                told(1)
            else:
                yield point

    points = missing()
    first = next(points, None)
    if first is None:
        return
    told(0)
    replications = sweep.replications or study.scenario.run.replications
    campaigns = round(total * replications * expected_campaigns(study.scenario, AS_WRITTEN))
    with connected(workers, scheduler) as client:
        dispatcher = Dispatcher(client, store, study, sweep.replications, campaigns, versions())
        for more in dispatcher.carry_out(_chained(first, points)):
            told(more)


def _chained(first: Point, others: Iterator[Point]) -> Iterator[Point]:
    yield first
    yield from others


def provenance_of(loaded: LoadedSweep) -> dict[str, Any]:
    """Say what the whole sweep is made from; each result says the rest of itself."""
    record: dict[str, Any] = make_provenance(
        engine="",
        model="",
        seed=0,
        replication=0,
        scenario_hash=loaded.study.scenario_hash,
        plan_hash="",
        tape_hash="",
        command=("mom-sim", "sweep", "run", Path(loaded.file).name),
    )
    for key in ("engine", "model", "seed", "replication", "plan_hash", "tape_hash"):
        del record[key]
    return record | {
        "sweep": loaded.sweep.text,
        "resolved_scenario": plain(loaded.study.scenario),
    }
