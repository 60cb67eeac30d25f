"""Batches of points on Dask's workers: sized to two seconds of work, few at a time, none lost.

Each batch of combinations takes three kinds of tasks. The first puts the values into the scenario;
its result stays on the worker. The second says the points' keys, and this process then knows which
of them have a result already. The third carries out the others, where the first one's result is.
A worker that is killed takes nothing with it: Dask starts its tasks again elsewhere, and a batch
that has lost several workers is taken apart, down to the point at which they end.
"""

from __future__ import annotations

import queue
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from math import ceil
from time import monotonic
from typing import Any

from mom_sim.errors import RunError
from mom_sim.experiments.sweep.cluster import PATIENCE
from mom_sim.experiments.sweep.design import Combination
from mom_sim.experiments.sweep.points import Point
from mom_sim.experiments.sweep.store import SweepStore
from mom_sim.experiments.sweep.work import (
    Done,
    Resolution,
    Row,
    compute,
    keys_of,
    load_base,
    resolve,
)
from mom_sim.simulation import Study

BATCH_SECONDS = 2.0
"""Work that a task holds at least, as far as can be told from the points before. What a batch costs
Dask itself, some 45 ms, is then a fortieth of it."""

MOST_COMBINATIONS, MOST_ROWS = 50, 1000
"""Of a task."""

LOOK_SECONDS = 5.0
"""How often the workers are counted; asking takes some milliseconds of the scheduler's time."""

WAIT_SECONDS = 1.0
"""For a task that is finished, before something else is looked at."""

ATTEMPTS = 2
"""How often a point alone is given to workers before it is said to be lost; each time Dask itself
tries three more workers."""


@dataclass
class _Batch:
    """Combinations that go to a worker together, and the rows that are asked of them."""

    combinations: list[Combination]
    rows: list[Row]
    studies: Any = None
    attempts: int = 0


@dataclass
class _Task:
    """What a future is of."""

    batch: _Batch
    rows: list[tuple[Row, str]] = field(default_factory=list)  # empty: keys are asked for
    attempts: int = 0


@dataclass
class _Spent:
    """Processor time of points so far."""

    seconds: float = 0.0
    points: int = 0

    def add(self, seconds: Iterable[float]) -> None:
        """Count points by what each took."""
        for one in seconds:
            self.seconds += one
            self.points += 1

    @property
    def each(self) -> float:
        """Mean of a point."""
        return self.seconds / self.points if self.points else 0.0


class Dispatcher:
    """Carries out points and keeps what they come to.

    Parameters
    ----------
    client : distributed.Client
    store : SweepStore
    study : Study
        The scenario as written.
    replications : int or None
    campaigns : int
        How many the sweep sends through in all.
    versions : tuple of str and int
        That every worker has to have.
    """

    def __init__(
        self,
        client: Any,
        store: SweepStore,
        study: Study,
        replications: int | None,
        campaigns: int,
        versions: tuple[str, int],
    ) -> None:
        self._client = client
        self._store = store
        self._replications = replications
        self._campaigns = campaigns
        self._numbers = count()
        self._finished: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._tasks: dict[str, _Task] = {}
        self._futures: dict[str, Any] = {}
        self._under_way: set[str] = set()
        self._resolving, self._computing = _Spent(), _Spent()
        self._last_seen = monotonic()
        self._look_for_workers()
        self._base = self._submit(load_base, study, versions)

    def carry_out(self, points: Iterator[Point]) -> Iterator[int]:
        """Carry out points in whatever order suits.

        Parameters
        ----------
        points : iterator of Point
            Those without a result, in their order.

        Yields
        ------
        int
            How many more points are settled, as their results have been kept.

        Raises
        ------
        RunError
            If the workers are gone, or cannot work at all.
        """
        batches = self._batches(points)
        is_over = False
        while True:
            while not is_over and len(self._tasks) < 2 * self._threads + 2:
                batch = next(batches, None)
                is_over = batch is None
                if batch is not None:
                    self._ask_keys(batch)
            if not self._tasks:
                return
            if monotonic() - self._last_look >= LOOK_SECONDS:
                self._look_for_workers()
            try:
                name = self._finished.get(timeout=WAIT_SECONDS)
            except queue.Empty:
                continue
            yield self._handle(name)

    def _batches(self, points: Iterator[Point]) -> Iterator[_Batch]:
        """Group points that follow each other; those of one combination stay together."""
        batch = _Batch([], [])
        for point in points:
            if not batch.combinations or batch.combinations[-1] != point.combination:
                if batch.rows and self._is_full(batch):
                    yield batch
                    batch = _Batch([], [])
                batch.combinations.append(point.combination)
            elif len(batch.rows) >= MOST_ROWS:
                yield batch
                batch = _Batch([point.combination], [])
            place = len(batch.combinations) - 1
            row = Row(point.request, place, point.model, point.seed, self._replications)
            batch.rows.append(row)
        if batch.rows:
            yield batch

    def _is_full(self, batch: _Batch) -> bool:
        return (
            len(batch.rows) >= self._rows_of_a_task()
            or len(batch.combinations) >= MOST_COMBINATIONS
        )

    def _rows_of_a_task(self) -> int:
        """As many as take two seconds, from what the points so far took; at first one."""
        if not self._computing.points:
            return 1
        each = self._computing.each + self._resolving.each
        return ceil(BATCH_SECONDS / max(each, BATCH_SECONDS / MOST_ROWS))

    @property
    def work_seconds(self) -> float:
        """Processor time of the workers on the points themselves: resolving and carrying out."""
        return self._resolving.seconds + self._computing.seconds

    def _ask_keys(self, batch: _Batch) -> None:
        batch.studies = self._submit(resolve, self._base, batch.combinations)
        self._watch(self._submit(keys_of, batch.studies, batch.rows), _Task(batch))

    def _submit(self, work: Any, *arguments: Any) -> Any:
        key = f"{work.__name__}-{next(self._numbers)}"
        return self._client.submit(work, *arguments, key=key, pure=False)

    def _watch(self, future: Any, task: _Task) -> None:
        self._tasks[future.key] = task
        self._futures[future.key] = future
        future.add_done_callback(lambda one: self._finished.put(one.key))

    def _handle(self, name: str) -> int:
        future, task = self._futures.pop(name), self._tasks.pop(name)
        if future.status == "finished":
            found = future.result(timeout=PATIENCE)
            return self._keep(found) if task.rows else self._go_on(task.batch, found)
        return self._recover(future, task)

    def _go_on(self, batch: _Batch, found: Sequence[Resolution]) -> int:
        """Keep keys, and carry out the rows whose key has no result and is not under way."""
        self._store.keep_resolutions(found)
        self._resolving.add(one.seconds for one in found)
        settled, needed = 0, []
        for row, resolution in zip(batch.rows, found, strict=True):
            key = resolution.key
            if key is None or self._store.has(key):
                settled += 1
            elif key in self._under_way:
                settled += 1  # by the time that the other one has its result
            else:
                self._under_way.add(key)
                needed.append((row, key))
        size = self._rows_of_a_task()
        for start in range(0, len(needed), size):
            self._compute(_Task(batch, needed[start : start + size]))
        return settled

    def _compute(self, task: _Task) -> None:
        future = self._submit(compute, task.batch.studies, task.rows, self._campaigns)
        self._watch(future, task)

    def _keep(self, done: Sequence[Done]) -> int:
        self._store.keep_results(done)
        self._computing.add(one.seconds for one in done)
        self._under_way.difference_update(one.result.key for one in done if one.result is not None)
        return len(done)

    def _recover(self, future: Any, task: _Task) -> int:
        """Try again what took its workers down; give up a point that does so alone."""
        from distributed import KilledWorker

        error = future.exception(timeout=PATIENCE) if future.status == "error" else None
        if isinstance(error, RunError):
            raise error
        if not isinstance(error, KilledWorker):
            what = f"{type(error).__name__}: {error}" if error else f"task {future.status}"
            raise RunError(
                f"the workers cannot go on ({what}); what is finished is kept, and the same "
                "command goes on from there"
            )
        return self._compute_again(task) if task.rows else self._ask_again(task.batch)

    def _compute_again(self, task: _Task) -> int:
        if len(task.rows) > 1:
            for one in task.rows:
                self._compute(_Task(task.batch, [one], task.attempts))
            return 0
        if task.attempts + 1 < ATTEMPTS:
            self._compute(_Task(task.batch, task.rows, task.attempts + 1))
            return 0
        ((row, key),) = task.rows
        self._under_way.discard(key)
        return self._lose([row])

    def _ask_again(self, batch: _Batch) -> int:
        if len(batch.combinations) > 1:
            for place, combination in enumerate(batch.combinations):
                rows = [
                    Row(row.request, 0, row.model, row.seed, row.replications)
                    for row in batch.rows
                    if row.place == place
                ]
                self._ask_keys(_Batch([combination], rows))
            return 0
        if batch.attempts + 1 < ATTEMPTS:
            self._ask_keys(_Batch(batch.combinations, batch.rows, attempts=batch.attempts + 1))
            return 0
        return self._lose(batch.rows)

    def _lose(self, rows: Sequence[Row]) -> int:
        reason = (
            "the workers that were given this point ended before they were done, again and again; "
            "most likely their memory was not enough: use fewer workers, or smaller points"
        )
        self._store.keep_results([Done(row.request, None, reason, 0.0) for row in rows])
        return len(rows)

    def _look_for_workers(self) -> None:
        """See how many there are; stop when nobody is there to work, or to tell."""
        self._last_look = monotonic()
        is_connected = self._client.status == "running"
        found = self._client.scheduler_info(n_workers=-1)["workers"] if is_connected else {}
        self._threads = max(sum(worker["nthreads"] for worker in found.values()), 1)
        if found:
            self._last_seen = monotonic()
        elif monotonic() - self._last_seen > PATIENCE:
            who = "no worker is there" if is_connected else "the scheduler does not answer"
            raise RunError(
                f"{who} for {PATIENCE:g} seconds; what is finished is kept, and the same command "
                "goes on from there"
            )
