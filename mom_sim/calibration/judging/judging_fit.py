"""`judge_fit`: a calibrated scenario against a later part of the log that the fit never saw."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from mom_sim.calendars.units import MICROSECONDS_PER_HOUR
from mom_sim.calibration.event_log import EventLog
from mom_sim.calibration.judging.distances import (
    CYCLE_TIME,
    MEASURES,
    check_library,
    cycle_time_distance,
    distances,
)
from mom_sim.calibration.judging.drift import find_drift
from mom_sim.calibration.judging.judgement import Distance, FitJudgement, PartOfTime
from mom_sim.calibration.judging.replay import replayed
from mom_sim.calibration.judging.simulated import LikeTest, Simulated, comparable
from mom_sim.calibration.judging.unseen import refuse_seen, seen_warnings
from mom_sim.calibration.judging.verdict import Evidence, judge
from mom_sim.calibration.judging.waits import PARTS, WeeklyHours, time_by_cause, weekly_hours
from mom_sim.errors import Fault, ScenarioError
from mom_sim.log.contract import CAUSES
from mom_sim.log.provenance import make_provenance
from mom_sim.scenario.asked_numbers import number_faults
from mom_sim.scenario.loading import LoadedScenario
from mom_sim.simulation import AUTO, Study
from mom_sim.stats import mean_interval

REPLICATIONS = 10
NO_TRAIN = "no training log was given, so there is neither a replay baseline nor a test for drift"
"""What is said where nobody says why there is none."""

Progress = Callable[[int, int], None]


def judge_fit(
    scenario: Study | LoadedScenario | str | Path,
    test: EventLog,
    *,
    train: EventLog | None = None,
    without_train: str = NO_TRAIN,
    model: str | None = None,
    replications: int = REPLICATIONS,
    seed: int | None = None,
    engine: str = AUTO,
    progress: Progress | None = None,
    command: Sequence[str] = (),
) -> FitJudgement:
    """Judge how well a scenario reproduces an event log.

    Parameters
    ----------
    scenario : Study, LoadedScenario, str or Path
        Calibrated, or any whose steps are called like the log's activities.
    test : EventLog
        A part of the log that the fit has not seen, later than what it has seen.
    train : EventLog, optional
        What the scenario was fitted to: for the replay baseline and the test for drift.
    without_train : str
        Why there is none.
    model : str, optional
        Operating model; the scenario's own by default.
    replications : int
        Simulated logs, each with the test's number of cases from the test's first arrival on.
    seed : int, optional
        The scenario's by default.
    engine : str
    progress : callable, optional
        Told (done, all).
    command : sequence of str
        For provenance.

    Returns
    -------
    FitJudgement

    Raises
    ------
    ScenarioError
        If the scenario, a number or the model's name is wrong, starts after the test, sends too
        few cases, has no activity in common with the test, or was fitted on the test itself.
    RunError
        Without the library of distances.
    """
    check_library()
    study = Study.of(scenario)
    faults = number_faults(study.loaded.file, seed=seed, replications=replications)
    if faults:
        raise ScenarioError(faults)
    refuse_seen(study.loaded.file, test, train)
    like = LikeTest(study, test, model=model, seed=seed)
    real, past = comparable(test), None if train is None else comparable(train)
    hours = weekly_hours([real] if past is None else [real, past], test.time_zone)
    runs: list[Simulated] = []
    for number in range(1, replications + 1):
        runs.append(like.simulate(number, engine))
        if number == 1:
            _refuse_strangers(study, real, runs[0].log)
        if progress is not None:
            progress(number, replications)
    logs = [one.log for one in runs]
    found = _distances(real, past, logs)
    drift = () if past is None else tuple(find_drift(past, real, like.seed))
    parts = _time_by_cause(real, past, logs, hours)
    rate = (_per_week(real), float(np.mean([_per_week(one) for one in logs])))
    mean = (_mean_hours(real), float(np.mean([_mean_hours(one) for one in logs])))
    evidence = Evidence(
        cases=like.count,
        mean_cycle_hours=mean[0],
        distance={one.name: one.estimate for one in found if one.estimate is not None},
        replay={one.name: one.replay for one in found if one.replay is not None},
        luck={one.name: one.luck for one in found if one.luck is not None},
        time_test={one.cause: one.test for one in parts},
        time_simulated={one.cause: one.simulated.estimate or 0.0 for one in parts},
        rate_test=rate[0],
        rate_simulated=rate[1],
        drift=drift,
    )
    return FitJudgement(
        scenario=study.scenario.name,
        model=like.model,
        cases=like.count,
        mean_cycle_hours=_by_log(*mean, None if past is None else _mean_hours(past)),
        cases_per_week=_by_log(*rate, None if past is None else _per_week(past)),
        distances=found,
        time_by_cause=parts,
        simulated_waits=_true_waits(runs),
        drift=drift,
        verdicts=judge(evidence),
        without_train=without_train if past is None else None,
        warnings=(*_warnings(study, real, runs), *seen_warnings(test, train)),
        provenance=_provenance(study, like, runs, test, train, command),
    )


def _distances(
    test: EventLog, train: EventLog | None, logs: list[EventLog]
) -> tuple[Distance, ...]:
    measured = [distances(test.frame, log.frame, test.time_zone) for log in logs]
    replay: dict[str, float] = {}
    if train is not None:
        replay = distances(test.frame, replayed(train, test).frame, test.time_zone)
    luck: dict[str, float] = {}
    if len(logs) > 1:
        pairs = [cycle_time_distance(one.frame, other.frame) for one, other in pairwise(logs)]
        luck[CYCLE_TIME] = float(np.mean(pairs))
    found = []
    for measure in MEASURES:
        values = [one[measure.name] for one in measured]
        interval = mean_interval(values).within(0.0, np.inf)
        found.append(
            Distance(
                measure.name,
                measure.title,
                measure.unit,
                measure.definition,
                interval.estimate,
                interval.low,
                interval.high,
                tuple(values),
                replay.get(measure.name),
                luck.get(measure.name),
                interval.reason,
            )
        )
    return tuple(found)


def _time_by_cause(
    test: EventLog, train: EventLog | None, logs: list[EventLog], hours: WeeklyHours
) -> tuple[PartOfTime, ...]:
    of_test = time_by_cause(test, hours)
    of_train = None if train is None else time_by_cause(train, hours)
    of_logs = [time_by_cause(log, hours) for log in logs]
    return tuple(
        PartOfTime(
            part,
            of_test[part],
            mean_interval([one[part] for one in of_logs]).within(0.0, np.inf),
            None if of_train is None else of_train[part],
        )
        for part in PARTS
    )


def _true_waits(runs: list[Simulated]) -> dict[str, float]:
    """Mean hours a case of all waits, by the cause that the simulation knows."""
    totals = np.zeros(len(CAUSES))
    cases = 0
    for run in runs:
        log = run.simulation.log
        activities, waits = log.columns("activities"), log.columns("waits")
        campaign = np.asarray(activities["campaign"])[np.asarray(waits["activity"])]
        is_chosen = np.isin(campaign, run.campaigns)
        finish = np.asarray(waits["finish"], dtype=np.int64)
        finish = np.where(finish < 0, log.window.end, finish)
        length = (finish - np.asarray(waits["start"], dtype=np.int64)) / MICROSECONDS_PER_HOUR
        totals += np.bincount(
            np.asarray(waits["cause"])[is_chosen],
            weights=length[is_chosen],
            minlength=len(CAUSES),
        )
        cases += len(run.campaigns)
    return {
        name: float(total) / cases
        for name, total in zip(CAUSES, totals, strict=True)
        if name != "work"
    }


def _per_week(log: EventLog) -> float:
    starts = log.cases["start"]
    weeks = (starts.iloc[-1] - starts.iloc[0]).total_seconds() / (7 * 24 * 3600)
    return float(len(starts) - 1) / weeks if weeks > 0 else float(len(starts))


def _mean_hours(log: EventLog) -> float:
    return float(log.cases["hours"].mean())


def _by_log(test: float, simulated: float, train: float | None) -> dict[str, float | None]:
    return {"test": test, "simulated": simulated, "train": train}


def _refuse_strangers(study: Study, test: EventLog, simulated: EventLog) -> None:
    """Refuse a test log that is about something else."""
    there, here = set(test.frame["activity"]), set(simulated.frame["activity"])
    if there & here:
        return
    message = (
        f"no step of this scenario is an activity of {test.source}, which has "
        f"{', '.join(sorted(there)[:5])}; the scenario has {', '.join(sorted(here)[:5])}; "
        "calibrate the scenario on a part of the same log"
    )
    raise ScenarioError([Fault(study.loaded.file, 1, 1, "workflows", message)])


def _warnings(study: Study, test: EventLog, runs: list[Simulated]) -> tuple[str, ...]:
    found = list(study.loaded.warnings)
    unfinished = sum(one.unfinished for one in runs)
    if unfinished:
        share = unfinished / sum(len(one.campaigns) for one in runs)
        found.append(
            f"{share:.1%} of the simulated cases had not ended when the runs stopped; they are "
            "left out, so that simulated cycle times look shorter than they are"
        )
    there = set(test.frame["activity"])
    here = {name for one in runs for name in one.log.frame["activity"].unique()}
    if there - here:
        found.append(
            "activities of the test that no simulated case goes through: "
            f"{', '.join(sorted(there - here))}"
        )
    if here - there:
        found.append(
            f"simulated activities that the test does not have: {', '.join(sorted(here - there))}"
        )
    return tuple(found)


def _provenance(
    study: Study,
    like: LikeTest,
    runs: list[Simulated],
    test: EventLog,
    train: EventLog | None,
    command: Sequence[str],
) -> dict[str, Any]:
    logs = [one.simulation.log.provenance for one in runs]
    tapes = "".join(str(one["tape_hash"]) for one in logs)
    record: dict[str, Any] = make_provenance(
        engine=str(logs[0]["engine"]),
        model=like.model,
        seed=like.seed,
        replication=0,
        scenario_hash=study.scenario_hash,
        plan_hash="",
        tape_hash=blake2b(tapes.encode(), digest_size=32).hexdigest(),
        command=command,
    )
    del record["replication"], record["plan_hash"]
    return record | {
        "replications": len(runs),
        "test_log": _named(test),
        "train_log": None if train is None else _named(train),
        "time_zone": test.time_zone,
    }


def _named(log: EventLog) -> dict[str, str]:
    return {"file": log.source, "sha256": log.content_hash}
