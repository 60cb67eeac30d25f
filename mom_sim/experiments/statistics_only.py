"""measure_without_log(): replications that keep sums and histograms and write no row.

Memory follows from how much is under way at a time. It grows neither with campaigns nor with
replications, so ten million campaigns are as good as ten thousand. The result depends neither on
the number of threads nor on the size of the blocks in which campaigns are drawn: all that is added
up are whole numbers.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Generator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from os import cpu_count
from threading import Event, Lock
from typing import TYPE_CHECKING, Any

import pandas as pd

from mom_sim.calendars.units import MICROSECONDS_PER_DAY
from mom_sim.engines.compiled_engine.limits import is_installed
from mom_sim.errors import RunError, ScenarioError
from mom_sim.experiments.tallied_ratios import QUANTILES, Ratio, ratios_of
from mom_sim.plan.plan import Plan
from mom_sim.scenario.asked_numbers import number_faults
from mom_sim.simulation import Study
from mom_sim.stats.interval import Interval
from mom_sim.stats.ratio_sums import NOTHING, RatioSums
from mom_sim.tape.blocks import CAMPAIGNS_A_BLOCK, TapeInBlocks

if TYPE_CHECKING:
    from mom_sim.engines.compiled_engine.histograms import Histogram
    from mom_sim.engines.compiled_engine.statistics_run import Tallies


class MeasurementCanceled(RunError):
    """Somebody has canceled a measurement that was under way."""


@dataclass(frozen=True)
class Spread:
    """How a length of time is distributed.

    Attributes
    ----------
    count : int
    mean : float, days
        Exact up to its rounding; NaN of nothing. Days are calendar days of 24 hours.
    quantiles : dict of float to float, days
        By probability, each within 0.1% of the value in the sample; NaN of nothing.
    """

    count: int
    mean: float
    quantiles: dict[float, float]


@dataclass(frozen=True)
class TeamStatistics:
    """What a team did in the window.

    Attributes
    ----------
    team : str
    utilization : float
        Working time of its work by the time in which its people are there; NaN if nobody is.
    mean_queue : float
        Pieces of work that wait for people, averaged over the window.
    wait : Spread
        Time without people, of pieces of work that became ready in the window and were finished.
    """

    team: str
    utilization: float
    mean_queue: float
    wait: Spread


@dataclass(frozen=True)
class Statistics:
    """Result of `measure_without_log`.

    Attributes
    ----------
    model : str
    seed, replications : int
    window_days : float, days
        From warm-up to horizon, of one replication.
    campaigns : int
        That came, in all replications together.
    completions : int
        Pieces of work that were finished, likewise.
    ends : dict of str to float
        Shares of the followed campaigns, by how they ended; `inside` when the run stopped.
    launches_per_week : float
    mean_campaigns_inside : float
        Requested and not ended, averaged over the window.
    time_to_launch, cycle_time : Spread
        Of the followed campaigns that were launched: from the request, and from the first start of
        work. Campaigns without a launch are in `ends`, not here.
    causes : dict of str to float, days
        Mean time to launch by what it was spent on, along the activities that each had to wait for,
        as the log has it.
    teams : tuple of TeamStatistics
    intervals : dict of str to Interval
        95% interval of every estimate above, over the replications, by where it stands: such as
        ``launches_per_week``, ``causes.queue``, ``teams.design.wait.quantiles.0.9``. Without ends,
        and with the reason, of one replication.
    """

    model: str
    seed: int
    replications: int
    window_days: float
    campaigns: int
    completions: int
    ends: dict[str, float]
    launches_per_week: float
    mean_campaigns_inside: float
    time_to_launch: Spread
    cycle_time: Spread
    causes: dict[str, float]
    teams: tuple[TeamStatistics, ...]
    intervals: dict[str, Interval]

    def __repr__(self) -> str:
        return (
            f"<Statistics of {self.model}: {self.replications} replications, "
            f"{self.campaigns:,} campaigns; look at frame, time_to_launch, teams>"
        )

    def to_json(self) -> dict[str, Any]:
        """Plain data; what cannot be told is null, with a reason."""
        found: dict[str, Any] = _plain(asdict(replace(self, intervals={})))
        found["intervals"] = {
            name: {"low": one.low, "high": one.high}
            | ({} if one.reason is None else {"reason": one.reason})
            for name, one in self.intervals.items()
        }
        return found

    @property
    def frame(self) -> pd.DataFrame:
        """One row for each team: utilization, mean queue, and the wait's mean and quantiles."""
        return pd.DataFrame(
            [
                {
                    "team": one.team,
                    "utilization": one.utilization,
                    "mean_queue": one.mean_queue,
                    "pieces": one.wait.count,
                    "wait_mean_days": one.wait.mean,
                    **{f"wait_q{100 * share:g}_days": v for share, v in one.wait.quantiles.items()},
                }
                for one in self.teams
            ]
        )


def measure_without_log(
    study: Study,
    model: str | None = None,
    *,
    seed: int | None = None,
    replications: int = 1,
    threads: int | None = None,
    cancel: Event | None = None,
    progress: Callable[[float], None] | None = None,
    campaigns_a_block: float = CAMPAIGNS_A_BLOCK,
) -> Statistics:
    """Simulate replications of one model and keep statistics alone.

    Parameters
    ----------
    study : Study
    model : str, optional
        The scenario's own by default.
    seed : int, optional
        The scenario's by default.
    replications : int
        From 1; their numbers are 1, 2, 3, ..., as elsewhere.
    threads : int, optional
        How many run at a time; one for each processor by default. The result is the same.
    cancel : threading.Event, optional
        Set it to stop: it is noticed within some 20 milliseconds.
    progress : callable, optional
        Is told the share that is done, from 0 to 1, every few milliseconds and from any thread,
        never from two at a time.
    campaigns_a_block : float
        Expected number of campaigns that are drawn at a time. The result is the same.

    Returns
    -------
    Statistics

    Raises
    ------
    ScenarioError
        If the model's name or a number is wrong.
    RunError
        If the compiled engine is missing or cannot do it, or had to stop.
    MeasurementCanceled
        If `cancel` was set.
    """
    faults = number_faults(study.loaded.file, seed=seed, replications=replications, workers=threads)
    if faults:
        raise ScenarioError(faults)
    if not is_installed():
        raise RunError('statistics without a log need numba: pip install "mom-sim[compiled]"')
    from mom_sim.engines.compiled_engine.compiling import kernel

    kernel()  # once, before there are threads
    plan = study.plan(model)
    number = study.scenario.run.seed if seed is None else int(seed)
    work = _Work(study, plan, number, replications, campaigns_a_block, cancel, progress)
    done = work.done_by(min(replications, threads or cpu_count() or 1))
    return _statistics(plan, number, *done)


class _Work:
    def __init__(
        self,
        study: Study,
        plan: Plan,
        seed: int,
        replications: int,
        block: float,
        cancel: Event | None,
        progress: Callable[[float], None] | None,
    ) -> None:
        self._study, self._plan, self._seed, self._block = study, plan, seed, block
        self._cancel, self._progress = cancel, progress
        self._replications = replications
        self._stop = Event()
        self._lock = Lock()
        self._under_way: dict[int, float] = {}
        self._done = 0

    def done_by(self, threads: int) -> tuple[Tallies, dict[str, Ratio], dict[str, RatioSums]]:
        """Tallies of all replications together, the figures, and what intervals follow from."""
        found: Tallies | None = None
        ratios: dict[str, Ratio] = {}
        sums: dict[str, RatioSums] = {}
        with closing(self._each(threads)) as each:  # whatever happens here, no thread goes on
            for tallies in each:
                found = tallies if found is None else found + tallies
                ratios = ratios_of(self._plan, tallies)
                for name, ratio in ratios.items():
                    mine = ratio.sums
                    sums[name] = sums[name] + mine if name in sums else mine
        assert found is not None
        return found, ratios if found.runs == 1 else ratios_of(self._plan, found), sums

    def _each(self, threads: int) -> Generator[Tallies]:
        """Tallies of each replication, in the order in which they are done."""
        left = iter(range(1, self._replications + 1))
        if threads == 1:
            yield from map(self._run, left)
            return
        running: set[Future[Tallies]] = set()
        with ThreadPoolExecutor(threads) as pool:
            try:
                while True:
                    # No more at a time than there are threads: what is done is added at once.
                    for replication in left:
                        running.add(pool.submit(self._run, replication))
                        if len(running) == threads:
                            break
                    if not running:
                        break
                    finished, running = wait(running, return_when=FIRST_COMPLETED)
                    for one in finished:
                        yield one.result()
            except BaseException:
                self._stop.set()
                raise

    def _run(self, replication: int) -> Tallies:
        from mom_sim.engines.compiled_engine.statistics_run import run_statistics

        def check(share: float) -> None:
            if self._stop.is_set() or (self._cancel is not None and self._cancel.is_set()):
                raise MeasurementCanceled("canceled")
            if self._progress is not None:
                with self._lock:
                    self._under_way[replication] = share
                    done = self._done + math.fsum(self._under_way.values())
                    self._progress(min(1.0, done / self._replications))

        check(0.0)
        source = TapeInBlocks(
            self._study.scenario,
            replication,
            seed=self._seed,
            campaigns_a_block=self._block,
        )
        tallies = run_statistics(self._plan, source, check)
        with self._lock:
            self._done += 1
            self._under_way.pop(replication, None)
            if self._progress is not None:
                done = self._done + math.fsum(self._under_way.values())
                self._progress(min(1.0, done / self._replications))
        return tallies


def _statistics(
    plan: Plan,
    seed: int,
    tallies: Tallies,
    ratios: dict[str, Ratio],
    sums: dict[str, RatioSums],
) -> Statistics:
    values = {name: ratio.value for name, ratio in ratios.items()}

    def spread(name: str, histogram: Histogram) -> Spread:
        quantiles = {share: values[f"{name}.quantiles.{share:g}"] for share in QUANTILES}
        return Spread(histogram.count, values[f"{name}.mean"], quantiles)

    return Statistics(
        model=plan.model,
        seed=seed,
        replications=tallies.runs,
        window_days=(plan.horizon - plan.warm_up) / MICROSECONDS_PER_DAY,
        campaigns=tallies.arrivals,
        completions=tallies.completions,
        ends={word: values[f"ends.{word}"] for word in tallies.ends},
        launches_per_week=values["launches_per_week"],
        mean_campaigns_inside=values["mean_campaigns_inside"],
        time_to_launch=spread("time_to_launch", tallies.time_to_launch),
        cycle_time=spread("cycle_time", tallies.cycle_time),
        causes={cause: values[f"causes.{cause}"] for cause in tallies.causes},
        teams=tuple(
            TeamStatistics(
                team.name,
                values[f"teams.{team.name}.utilization"],
                values[f"teams.{team.name}.mean_queue"],
                spread(f"teams.{team.name}.wait", tallies.waits[number]),
            )
            for number, team in enumerate(plan.teams)
        ),
        intervals={name: ratio.interval(sums[name]) for name, ratio in ratios.items()},
    )


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        found = {str(name): _plain(one) for name, one in value.items()}
        if any(one is None for one in found.values()):
            found["reason"] = NOTHING
        return found
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return None if isinstance(value, float) and math.isnan(value) else value
