"""One pool against a team in every unit, with nothing else between them; and one gate's load.

With all penalties at zero (no hand-offs, no absences, no gates) the archetypes `centralized` and
`decentralized` are an M/M/c queue for the company against one for every unit, so that their waits
are Erlang's. The figures are those of the table in `docs/DOMAIN.md`, section 3.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from mom_sim import Simulation, Study, parse_scenario, simulate
from mom_sim.metrics.measuring import measure as measured
from mom_sim.metrics.paths import queue_path
from mom_sim.metrics.summarizing import summarize
from mom_sim.metrics.tabulating import table
from mom_sim.metrics.view import view_of
from tests.formula.oracles.estimators import Smooth
from tests.formula.oracles.experiment import Experiment
from tests.formula.oracles.flow_metrics import Place, flow_metric
from tests.formula.oracles.inputs import Inputs
from tests.formula.oracles.measuring import fastest_engine, measure
from tests.formula.oracles.profile import Profile
from tests.formula.oracles.scenario_text import Window, demand, item, relaxation_time, study
from tests.formula.oracles.view import Floats, Views

UNITS = 4
SERVE = "serve"
MODELS = ("decentralized", "centralized")
WEEK = 7 * 24 * 3_600_000_000


@dataclass(frozen=True)
class Row:
    """Servers of a unit, utilization, mean waits of split queues and of one pool, their ratio."""

    servers: int
    load: float
    split: float
    pooled: float
    ratio: float


TABLE = (
    Row(1, 0.80, 4.00, 0.75, 5.4),
    Row(1, 0.85, 5.67, 1.15, 4.9),
    Row(1, 0.90, 9.00, 1.97, 4.6),
    Row(2, 0.80, 1.78, 0.29, 6.2),
    Row(2, 0.85, 2.60, 0.48, 5.5),
    Row(2, 0.90, 4.26, 0.88, 4.9),
    Row(2, 0.95, 9.26, 2.11, 4.4),
    Row(3, 0.85, 1.62, 0.27, 5.9),
    Row(3, 0.90, 2.72, 0.53, 5.1),
)
FAMILY_WISE = 0.001
CONFIDENCE = 1.0 - FAMILY_WISE / (3 * len(TABLE))
COARSE = Profile("coarse", 0.35, 0.0, 0.99, 900_000)
FINE = Profile("fine", 0.03, 0.0, 0.99, 300_000_000)


def erlang_c_wait(servers: int, load: float) -> float:
    """Mean wait in units of mean service time.

    Source: Erlang (1917), by the recursion of the loss formula.
    """
    offered, blocking = servers * load, 1.0
    for number in range(1, servers + 1):
        blocking = offered * blocking / (number + offered * blocking)
    delayed = blocking / (1.0 - load * (1.0 - blocking))
    return delayed / (servers * (1.0 - load))


def experiment(row: Row) -> Experiment:
    """Both models from the same scenario, the pool for as many of its own, shorter memories."""
    rate = UNITS * row.servers * row.load
    relaxation = relaxation_time(1.0, row.servers, row.load)

    def scenario(memory: float, measured: float) -> str:
        return study(
            units=[f"unit{number + 1}" for number in range(UNITS)],
            people={"station": UNITS * row.servers},
            steps={SERVE: {"skill": "station", "effort": "exponential(mean=1h)", "launch": True}},
            campaigns={"item": item(demand=demand(rate))},
            window=Window(2.0 * memory, measured, 30.0 * memory),
        )

    # Four queues side by side are four samples.
    scenarios = (
        scenario(relaxation, 2.0 * relaxation),
        scenario(relaxation / UNITS, 2.0 * relaxation),
    )
    waits = [flow_metric("Wq", Place(SERVE, run=run)) for run in range(len(MODELS))]
    split, pooled = waits
    assert split is not None and pooled is not None
    return Experiment(
        scenarios,
        {"split": split, "pooled": pooled, "ratio": Smooth(_both, _ratio, corrected_by=(0, 1))},
        models=MODELS,
        inputs=tuple(Inputs(SERVE, {"item": 1.0}, {"item": rate}, run) for run in (0, 1)),
        least_replications=12,
    )


def _both(views: Views) -> list[float]:
    waits = [Place(SERVE, run=run).waits(views) for run in (0, 1)]
    return [float(of.sum()) for of in waits] + [float(of.size) for of in waits]


def _ratio(total: Floats) -> float:
    return float(total[0] / total[2] / (total[1] / total[3]))


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_the_table_is_erlangs(row: Row) -> None:
    split = erlang_c_wait(row.servers, row.load)
    pooled = erlang_c_wait(UNITS * row.servers, row.load)
    assert (round(split, 2), round(pooled, 2)) == (row.split, row.pooled)
    assert split / pooled == pytest.approx(row.ratio, abs=0.06)


def check(row: Row, profile: Profile) -> None:
    measurement = measure(experiment(row), profile)
    split = erlang_c_wait(row.servers, row.load)
    pooled = erlang_c_wait(UNITS * row.servers, row.load)
    expected = {"split": split, "pooled": pooled, "ratio": split / pooled}
    for name, value in expected.items():
        interval = measurement.interval(name, CONFIDENCE)
        assert interval.low is not None and interval.high is not None
        assert interval.low <= value <= interval.high, (row, name, interval)
        reported = measurement.interval(name)
        assert reported.low is not None and reported.high is not None
        assert (reported.high - reported.low) / 2.0 <= profile.relative * value, (row, name)


@pytest.mark.usefixtures("bare_archetypes")
@pytest.mark.parametrize("row", TABLE, ids=str)
def test_pooled_against_split_waits(row: Row) -> None:
    """Half-widths of at most 35%; all rows together raise a false alarm in 1 of 1000 seeds."""
    check(row, COARSE)


@pytest.mark.deep
@pytest.mark.usefixtures("bare_archetypes")
@pytest.mark.parametrize("row", TABLE, ids=str)
def test_pooled_against_split_waits_closely(row: Row) -> None:
    """Half-widths of at most 3%; all rows together raise a false alarm in 1 of 1000 seeds."""
    check(row, FINE)


# ---------------------------------------------------------------------- the gate of the reference


def reference_runs(approvers: int, replications: int) -> list[Simulation]:
    text = Path("scenarios/reference_company.yaml").read_text(encoding="utf-8")
    two = "brand: {headcount: 2, kind: decider}"
    assert two in text
    changed = text.replace(two, f"brand: {{headcount: {approvers}, kind: decider}}")
    of = Study(parse_scenario(changed))
    return [
        simulate(of, "centralized", replication=number, engine=fastest_engine())
        for number in range(1, replications + 1)
    ]


def queue_in_weeks(run: Simulation, *weeks: int) -> list[int]:
    """Reviews waiting at the end of some weeks."""
    times, lengths = queue_path(view_of(run.log, run.plan), run.plan.teams[0].name, "brand")
    before = np.searchsorted(times, np.array(weeks) * WEEK, side="right")
    return [int(lengths[number - 1]) if number else 0 for number in before]


def utilizations(runs: list[Simulation]) -> list[float]:
    found = []
    for run in runs:
        teams = table("teams", [measured(run.log, run.plan)])
        of_gate = teams[(teams["skill"] == "brand") & (teams["figure"] == "utilization")]
        found.append(float(of_gate["estimate"].iloc[0]))
    return found


def test_two_approvers_are_busy_for_six_tenths_of_their_time() -> None:
    """Load by hand: 1,331 hours of review a year (3.2 versions of each campaign), of two people
    with 0.6 of 1,785 hours (2,088 less 11 holidays, 20 days of vacation, 3% sickness): 0.62.

    A 99.9% t interval over the replications: a false alarm in 1 of 1000 seeds.
    """
    runs = reference_runs(2, 5)
    values = utilizations(runs)
    half = stats.t.ppf(0.9995, len(runs) - 1) * np.std(values, ddof=1) / len(runs) ** 0.5
    assert abs(np.mean(values) - 1331 / 0.6 / (2 * 1785)) < half
    assert 0.5 < np.mean(values) < 0.75
    # The queue comes and goes: at the end of a quarter it is at times empty.
    assert any(0 in queue_in_weeks(run, 26, 39, 52, 65) for run in runs)
    found = summarize([measured(run.log, run.plan) for run in runs])
    assert found["inside_share"].estimate == pytest.approx(0.0, abs=0.01)


def test_one_approver_is_overloaded() -> None:
    """A load of 1.24: in most years there is always work, and the queue grows through the year.

    Years differ by a fifth in the hours that they ask for, so that one in four may keep up.
    """
    runs = reference_runs(1, 8)
    assert np.mean(utilizations(runs)) > 0.92
    first, last = zip(*(queue_in_weeks(run, 13, 65) for run in runs), strict=True)
    assert np.mean(last) > 60 + np.mean(first)
    grown = [after > before for before, after in zip(first, last, strict=True)]
    assert sum(grown) >= 6
