"""Ten ways in which other tools have been wrong without saying so, each with a known answer.

Everything goes through the public API, from the text of a scenario to the figure. All but two tests
leave nothing to chance; the two that do say their false-alarm probability.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from mom_sim import Log, LogError, Simulation, Study, compare, parse_scenario, simulate, write_csv
from mom_sim.draws.distributions import DISTRIBUTION_KINDS
from mom_sim.metrics.measuring import Measurement, measure
from mom_sim.metrics.paths import queue_path, wip_path
from mom_sim.metrics.summarizing import Estimate, summarize
from mom_sim.metrics.tabulating import table
from mom_sim.metrics.view import view_of
from tests.formula.oracles.scenario_text import Window, demand, item, study

HOUR = 3_600_000_000
TABLES = ("campaigns", "activities", "stints", "waits", "events")
WORK = {"work": {"skill": "staff", "launch": True}}


def loaded(text: str) -> Study:
    return Study(parse_scenario(text))


def dated(*requests: tuple[float, float], kind: str = "item") -> list[dict[str, Any]]:
    """Dated launches from pairs of request and due date, in hours."""
    return [
        {
            "id": f"request_{number}",
            "unit": "unit",
            "type": kind,
            "requested": f"{requested}h",
            "due": f"{due}h",
        }
        for number, (requested, due) in enumerate(requests, start=1)
    ]


def by_hand(
    *requests: float, effort: str, window: Window, people: int = 1, **further: Any
) -> Study:
    """A study of dated requests for work of one step."""
    return loaded(
        study(
            people={"staff": people},
            steps=WORK,
            campaigns={"item": item(effort={"work": effort})},
            window=window,
            dated_launches=dated(*((time, time + 1000.0) for time in requests)),
            **further,
        )
    )


def by_chance(rate: float, effort: str, window: Window, **further: Any) -> Study:
    """A study of Poisson requests for work of one step by one person."""
    return loaded(
        study(
            people={"staff": 1},
            steps=WORK,
            campaigns={"item": item(demand=demand(rate), effort={"work": effort}, **further)},
            window=window,
        )
    )


def measured(run: Simulation) -> Measurement:
    return measure(run.log, run.plan)


def figures(run: Simulation) -> dict[str, Estimate]:
    return summarize([measured(run)])


def hours(column: pd.Series) -> list[float]:
    return (column / HOUR).tolist()


def assert_same_log(one: Log, other: Log) -> None:
    for name in TABLES:
        pd.testing.assert_frame_equal(one.table(name), other.table(name))


# 1


def test_a_queue_chart_does_not_saturate() -> None:
    run = simulate(
        by_hand(*[float(n) for n in range(400)], effort="1000h", window=Window(0, 500, 0))
    )
    times, lengths = queue_path(view_of(run.log, run.plan), "team", "staff")
    # The first one is taken at once and keeps the only person; each of the others joins the queue.
    assert times[:-1].tolist() == [n * HOUR for n in range(1, 400)]
    assert lengths[:-1].tolist() == list(range(1, 400))
    assert wip_path(run.log)[1].tolist() == list(range(1, 401))
    assert figures(run)["wip_peak"].estimate == 400


# 2


def test_times_with_an_empty_queue_are_part_of_a_mean() -> None:
    run = simulate(by_hand(10, 10, 10, effort="6h", window=Window(0, 200, 0)))
    # Waits of 0, 6 and 12 hours; for 188 of 200 hours nobody waits.
    assert figures(run)["queue_length_mean"].estimate == pytest.approx(18 / 200)
    teams = table("teams", [measured(run)]).set_index("figure")["estimate"]
    assert teams["queue_length_mean"] == pytest.approx(18 / 200)


# 3


def test_runs_in_which_nothing_happened_count_with_their_nothing() -> None:
    """The mean over the runs in which something happened would be 1.58 times too high.

    The interval of the throughput is one of 99.99%: a false alarm in 1 of 10,000 seeds.
    """
    of = by_chance(1 / 50, "1h", Window(0, 50, 50))  # one request a run on average
    runs = [simulate(of, replication=number) for number in range(1, 101)]
    requests = [len(run.log.campaigns.query("requested < 50 * @HOUR")) for run in runs]
    empty = requests.count(0)
    assert empty > 20  # about 100 / e
    found = summarize([measured(run) for run in runs], confidence=0.9999)
    weeks = 50 / 168
    throughput = found["throughput_per_week"]
    launches = sum(
        int((run.log.campaigns["ended"].between(0, 50 * HOUR - 1)).sum()) for run in runs
    )
    assert throughput.estimate == pytest.approx(launches / (100 * weeks))
    assert throughput.low is not None and throughput.high is not None
    # A request of the last hour is launched after the window: 49 of 50 hours count.
    assert throughput.low < 49 / 50 / weeks < throughput.high
    # A mean over campaigns weighs runs by their campaigns.
    times = np.concatenate(
        [
            (c["ended"] - c["requested"]).to_numpy()
            for c in (run.log.campaigns.query("requested < 50 * @HOUR") for run in runs)
        ]
    )
    days = times.mean() / HOUR / 24  # a working day has 24 hours around the clock
    assert found["time_to_launch_mean_working_days"].estimate == pytest.approx(days)


# 4


def test_campaigns_inside_at_the_end_of_the_warm_up_stay_in() -> None:
    of = loaded(
        study(
            people={"staff": 4},
            steps=WORK,
            campaigns={
                "item": item(demand={"every": "10h", "first": "0h"}, effort={"work": "25h"})
            },
            window=Window(100, 200, 100),
        )
    )
    run = simulate(of)
    found = figures(run)
    # Requests at 0, 10, 20 ... stay 25 hours: 2 or 3 are inside at any time, 2.5 on average.
    assert found["wip_mean"].estimate == pytest.approx(2.5)
    # Those requested at 80 and 90 come out at 105 and 115, and are launches of the window.
    assert found["throughput_per_week"].estimate == pytest.approx(168 / 10)
    assert found["mean_utilization"].estimate == pytest.approx(2.5 / 4)
    assert found["time_to_launch_mean_calendar_days"].estimate == pytest.approx(25 / 24)
    # Nobody is made to start at the warm-up: work begins when it is asked for.
    assert hours(run.log.campaigns["first_start"]) == hours(run.log.campaigns["requested"])


# 5


def test_replications_are_not_blended_into_one_log() -> None:
    of = by_chance(0.5, "exponential(mean=1h)", Window(0, 300, 300))
    runs = [simulate(of, replication=number) for number in range(1, 9)]
    each = [figures(run) for run in runs]
    result = compare(of, [of.own_model], replications=8, workers=1).results[0]
    for name in ("wip_mean", "wip_peak", "mean_utilization"):
        values = [one[name].estimate for one in each]
        assert len(set(values)) > 4  # each has luck of its own
        found = result.kpis[name]
        assert found.estimate == pytest.approx(np.mean(values))
        # The spread is that between replications, with one degree of freedom less than there are;
        # where values are skewed, ends lie further out, at most twice as far.
        half = stats.t.ppf(0.975, 7) * np.std(values, ddof=1) / np.sqrt(8)
        for distance in (found.high - found.estimate, found.estimate - found.low):
            assert half * (1 - 1e-9) <= distance <= 2 * half * (1 + 1e-9)
    # A log is of one replication, and the same one is never counted twice.
    assert [run.log.provenance["replication"] for run in runs] == list(range(1, 9))
    with pytest.raises(LogError, match="twice"):
        summarize([measured(runs[0]), measured(runs[0])])


# 6


def test_demand_that_changes_is_right_at_the_change_and_near_zero() -> None:
    """Against Poisson counts: all checks together raise a false alarm in 1 of 10,000 seeds.

    A generator that draws the next request at the rate of the last one leaps over the busy month
    after the quiet one, and has requests too late after every rise.
    """
    of = by_chance(
        1 / 24,
        "1h",
        Window(0, 24 * 90, 0),
        seasonality={"jan": 1, "feb": 0, "mar": 6},  # from 2026-01-05
    )
    in_hours = np.concatenate(
        [
            simulate(of, replication=number).log.campaigns["requested"].to_numpy() / HOUR
            for number in range(1, 31)
        ]
    )
    days_of_january, february, march = 27, 28, 31
    assert not ((in_hours >= 27 * 24) & (in_hours < 55 * 24)).any()
    last_day, first_days = (26, 27), (55, 57)
    for (begin, end), expected in (
        ((0, 27), days_of_january),
        ((55, 86), 6 * march),
        (last_day, 1),
        (first_days, 12),
        ((55, 56), 6),
    ):
        count = int(((in_hours >= begin * 24) & (in_hours < end * 24)).sum())
        low, high = stats.poisson.interval(1 - 1e-4 / 7, 30 * expected)
        assert low <= count <= high, (begin, end, count, 30 * expected)
    assert february == 28
    # A sine that falls to nothing once a day: uniform after the change of time that it stands for.
    cycle = {"cycle": {"period": "24h", "amplitude": "100%"}}
    daily = by_chance(1.0, "0.1h", Window(0, 24 * 20, 0), seasonality=cycle)
    times = np.concatenate(
        [
            simulate(daily, replication=number).log.campaigns["requested"].to_numpy() / HOUR
            for number in range(1, 6)
        ]
    )
    turns = times % 24 / 24
    cumulative = turns + (1 - np.cos(2 * np.pi * turns)) / (2 * np.pi)
    assert stats.kstest(cumulative, "uniform").pvalue > 1e-4 / 7
    low, high = stats.poisson.interval(1 - 1e-4 / 7, 5 * 480)
    assert low <= times.size <= high


# 7

TEXTS = {
    "exponential": "exponential(mean=2h)",
    "gamma": "gamma(mean=2h, cv=0.5)",
    "lognormal": "lognormal(mean=2h, cv=0.5)",
    "weibull": "weibull(mean=2h, shape=1.5)",
    "uniform": "uniform(low=1h, high=3h)",
    "triangular": "triangular(low=1h, mode=2h, high=3h)",
    "pert": "pert(low=1h, mode=2h, high=3h)",
    "empirical": "empirical(values=[1h, 2h, 3h, 5h])",
    "scipy": "scipy(name=gamma, a=4, scale=0.5h)",
    "constant": "2h",
}


@pytest.mark.parametrize("kind", list(DISTRIBUTION_KINDS))
def test_no_distribution_ignores_its_seed(kind: str) -> None:
    def efforts(seed: int, replication: int = 1) -> list[int]:
        np.random.seed(7)  # noqa: NPY002  (what the whole process shares must not matter)
        of = by_hand(
            *[float(n) for n in range(40)], effort=TEXTS[kind], window=Window(0, 100, 500), people=9
        )
        activities = simulate(of, seed=seed, replication=replication).log.activities
        found: list[int] = activities.loc[activities["effort"] > 0, "effort"].tolist()
        assert len(found) == 40
        return found

    first = efforts(1)
    assert efforts(1) == first
    if kind == "constant":
        assert set(first) == {2 * HOUR}
        return
    assert efforts(2) != first
    assert efforts(1, replication=2) != first
    assert len(set(first)) > (2 if kind == "empirical" else 39)


def test_no_arrival_process_ignores_its_seed() -> None:
    def requests(seed: int, words: Any) -> list[int]:
        of = loaded(
            study(
                people={"staff": 1},
                steps=WORK,
                campaigns={"item": item(demand=words, effort={"work": "1h"})},
                window=Window(0, 100, 0),
            )
        )
        found: list[int] = simulate(of, seed=seed).log.campaigns["requested"].tolist()
        return found

    for words in (demand(0.5), {"every": "gamma(mean=2h, cv=0.5)"}):
        assert requests(1, words) == requests(1, words)
        assert requests(1, words) != requests(2, words)


# 8


@pytest.mark.parametrize("rule", ["due_date", "value", "shortest_first", "cost_of_delay"])
def test_work_that_has_not_arrived_is_not_ranked(rule: str) -> None:
    of = loaded(
        study(
            people={"staff": 1},
            steps=WORK,
            campaigns={
                "plain": item(effort={"work": "10h"}, value="1 USD"),
                "urgent": item(
                    effort={"work": "1h"}, value={"amount": "99 USD", "half_life": "1 days"}
                ),
            },
            window=Window(0, 100, 0),
            queue_rule=(rule, "fifo"),
            dated_launches=[
                {"id": "a", "unit": "unit", "type": "plain", "requested": "0h", "due": "90h"},
                {"id": "b", "unit": "unit", "type": "plain", "requested": "0h", "due": "95h"},
                # First by every rule, once it is there.
                {"id": "c", "unit": "unit", "type": "urgent", "requested": "3h", "due": "5h"},
            ],
        )
    )
    campaigns = simulate(of).log.campaigns.set_index("id")
    assert hours(campaigns["first_start"][["a", "c", "b"]]) == [0, 10, 11]
    assert hours(campaigns["ended"][["a", "c", "b"]]) == [10, 11, 21]


def test_the_unfinished_batch_at_the_end_is_not_dropped() -> None:
    of = loaded(
        study(
            people={"staff": 7, "deciders": 1},
            steps={
                "work": {"skill": "staff", "effort": "1h"},
                "gate": {
                    "skill": "deciders",
                    "effort": "0.5h",
                    "after": "work",
                    "gate": {"meets": {"every": "10h", "agenda": 3}},
                    "launch": True,
                },
            },
            campaigns={"item": item()},
            window=Window(0, 25, 100),  # ends between the second and the third meeting
            dated_launches=dated(*((2.0, 900.0) for _ in range(7))),
        )
    )
    run = simulate(of)
    # Three and three items in the first two meetings; the last one has the third to itself.
    assert hours(run.log.campaigns["ended"]) == [10.5, 11, 11.5, 20.5, 21, 21.5, 30.5]
    assert run.reason == "finished"
    found = figures(run)
    assert found["launched_share"].estimate == 1.0
    assert found["throughput_per_week"].estimate == pytest.approx(6 / (25 / 168))
    mean = (np.mean([10.5, 11, 11.5, 20.5, 21, 21.5, 30.5]) - 2) / 24
    assert found["time_to_launch_mean_calendar_days"].estimate == pytest.approx(mean)


# 9


def test_logging_does_not_change_the_outcome(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    of = by_chance(0.8, "lognormal(mean=1h, cv=1)", Window(10, 200, 100))
    quiet = simulate(of)
    before = figures(quiet)
    write_csv(quiet.log, tmp_path / "log")
    with caplog.at_level(logging.DEBUG):
        noisy = simulate(of, command=["mom-sim", "simulate", "--log", "log"])
    assert_same_log(quiet.log, noisy.log)
    assert figures(noisy) == before
    told: list[tuple[int, int]] = []
    one, other = (
        compare(
            of,
            [of.own_model],
            replications=3,
            workers=1,
            progress=None if silent else lambda done, of_all: told.append((done, of_all)),
        )
        for silent in (True, False)
    )
    assert told[-1] == (3, 3)
    assert one.results[0].kpis == other.results[0].kpis


def test_what_is_measured_does_not_change_what_happens() -> None:
    def campaigns(window: Window) -> pd.DataFrame:
        table = simulate(by_chance(0.8, "lognormal(mean=1h, cv=1)", window)).log.campaigns
        done = (table["ended"] >= 0) & (table["ended"] < 150 * HOUR)
        return table[done].reset_index(drop=True)

    short = campaigns(Window(0, 150, 20))
    assert len(short) > 80
    pd.testing.assert_frame_equal(short, campaigns(Window(100, 300, 50)))


# 10


def test_busy_time_is_booked_to_the_period_in_which_it_is_spent() -> None:
    run = simulate(by_hand(90, 170, effort="20h", window=Window(100, 100, 0)))
    # From 90 to 110 and from 170 to 190: ten and twenty of the window's hundred hours.
    found = figures(run)
    assert found["mean_utilization"].estimate == pytest.approx(30 / 100)
    assert found["peak_utilization"].estimate == pytest.approx(30 / 100)
    people = table("people", [measured(run)]).set_index("figure")["estimate"]
    assert people["busy_hours_per_week"] == pytest.approx(30 / (100 / 168))
    # And at the other end: from 190 to 210 ten hours count, whenever the work is finished.
    late = figures(simulate(by_hand(190, effort="20h", window=Window(100, 100, 100))))
    assert late["mean_utilization"].estimate == pytest.approx(10 / 100)
    assert late["throughput_per_week"].estimate == 0.0
