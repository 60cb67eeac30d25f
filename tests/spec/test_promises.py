"""Promises: what can be said, how it is read, and what becomes of it."""

from dataclasses import replace

import pytest

from mom_sim import ScenarioError, simulate
from mom_sim.experiments.directions import BETTER, MORE
from mom_sim.experiments.promise_grammar import PromiseError, parse_promise
from mom_sim.experiments.promises import outcome_of, read_promises
from mom_sim.metrics.ingredients import Ratio, Sample
from mom_sim.metrics.registry import METRICS
from mom_sim.simulation import Study

TYPES = ("email", "video")


@pytest.mark.parametrize(
    ("text", "kpi", "sign", "limit", "unit", "campaign_type"),
    [
        (
            "p90 time-to-launch <= 20 working days",
            "time_to_launch_p90_working_days",
            "<=",
            20,
            "working days",
            "",
        ),
        (
            "P95 Time-to-launch ≤ 1,000 working days",
            "time_to_launch_p95_working_days",
            "<=",
            1000,
            "working days",
            "",
        ),
        (
            "median time to launch for email < 3 weeks",
            "time_to_launch_p50_calendar_days",
            "<",
            21,
            "calendar days",
            "email",
        ),
        (
            "mean time-to-launch of video<=10.5 calendar days",
            "time_to_launch_mean_calendar_days",
            "<=",
            10.5,
            "calendar days",
            "video",
        ),
        (
            "p99.5 time-to-launch <= 1 working day",
            "time_to_launch_p99.5_working_days",
            "<=",
            1,
            "working days",
            "",
        ),
        ("on-time share >= 90%", "on_time_share", ">=", 0.9, "share", ""),
        ("throughput ≥ 12 launches per week", "throughput_per_week", ">=", 12, "launches/week", ""),
        ("throughput > 12 per week", "throughput_per_week", ">", 12, "launches/week", ""),
        ("cost per launch <= 9000 USD", "cost_per_launch", "<=", 9000, "currency/launch", ""),
        ("wip_peak <= 40", "wip_peak", "<=", 40, "campaigns", ""),
    ],
)
def test_what_is_read(text, kpi, sign, limit, unit, campaign_type):
    promise = parse_promise(text, TYPES)
    assert (promise.kpi, promise.sign, promise.limit) == (kpi, sign, limit)
    assert (promise.unit, promise.campaign_type) == (unit, campaign_type)
    assert promise.is_kept_by(limit) == (len(sign) == 2)
    if promise.kpi in METRICS:
        assert promise.metric.definition == METRICS[promise.kpi].definition
    assert promise.is_kept_by(limit - 0.01) == promise.wants_less
    assert promise.is_kept_by(limit + 0.01) != promise.wants_less


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("p90 time-to-launch 20 working days", "is no promise"),
        ("p90 time-to-launch <= soon", "does not begin with a number"),
        (f"p90 time-to-launch <= {'9' * 400} working days", "too large"),
        ("p90 time-to-launch <= 20 days", "working days, calendar days or weeks"),
        ("p90 time-to-launch <= 20", "working days, calendar days or weeks"),
        ("p0 time-to-launch <= 20 working days", "between p1 and p99"),
        ("p90 time-to-launch <= 0 working days", "within a time above 0"),
        ("p90 time-to-launch <= -3 weeks", "within a time above 0"),
        ("p90 time-to-launch >= 20 working days", 'promise it with "<="'),
        ("throughput < 3", 'promise it with ">="'),
        ("cost per launch <= 9000 EUR", 'is in USD/launch, not in "EUR"'),
        ("cost per launch <= 9000 USD per week", "is in USD/launch"),
        ("p90 time-to-launch for emial <= 20 working days", 'did you mean "email"'),
        ("wip mean for email <= 20", "whole organization"),
        ("on-time share >= 90", "as a percentage"),
        ("throughput >= 90%", "leave out the % sign"),
        ("throughput >= 90 per month", 'not in "per month"'),
        ("thruput per week >= 9", "did you mean throughput_per_week"),
        ("weeks to recover <= 3", "only beside a surge"),
    ],
)
def test_what_cannot_be_read_says_what_to_write(text, message):
    with pytest.raises(PromiseError) as caught:
        parse_promise(text, TYPES, "USD")
    assert message in str(caught.value)


def test_every_figure_can_be_promised_by_its_name():
    for name, metric in METRICS.items():
        if not metric.requires_surge:
            limit = "50%" if metric.unit == "share" else "50"
            unit = metric.unit if name.startswith("time_to_launch") else ""
            sign = ">=" if BETTER.get(name) == MORE else "<="
            assert parse_promise(f"{name} {sign} {limit} {unit}").kpi == name


def test_all_faults_of_all_promises_are_told_at_once():
    study = Study.of("scenarios/minimal.yaml")
    with pytest.raises(ScenarioError) as caught:
        read_promises(study, ["nonsense", "throughput >= 3 per week", "more nonsense"])
    assert len(caught.value.faults) == 2


@pytest.fixture(scope="module")
def measurement():
    return simulate("scenarios/minimal.yaml", "centralized", engine="simpy").measurement


def with_times(measurement, replication, times):
    """A replication in which campaigns took these times."""
    figures = dict(measurement.figures)
    figures["time_to_launch_p50_working_days"] = Sample(times)
    figures["on_time_share"] = Ratio(float(len(times)), 10.0)
    of = replace(measurement.of, replication=replication)
    return replace(measurement, of=of, figures=figures)


def test_the_outcome_follows_from_counts_that_are_known(measurement):
    import numpy as np

    promise = parse_promise("p50 time-to-launch <= 10 working days")
    short, long = np.full(9, 9.0), np.full(9, 11.0)
    runs = [with_times(measurement, n, short if n <= 15 else long) for n in range(1, 21)]
    outcome = outcome_of(promise, runs)
    assert outcome.estimate == 9.0
    assert outcome.probability == 15 / 20
    # Clopper and Pearson for 15 of 20, as tabled: 0.5090 to 0.9134.
    assert outcome.probability_low == pytest.approx(0.5090, abs=5e-5)
    assert outcome.probability_high == pytest.approx(0.9134, abs=5e-5)
    assert outcome.is_kept is (True if outcome.high <= 10 else None)
    all_short = [with_times(measurement, n, short) for n in range(1, 21)]
    assert outcome_of(promise, all_short).is_kept is True
    all_long = [with_times(measurement, n, long) for n in range(1, 21)]
    assert outcome_of(promise, all_long).is_kept is False


def test_a_replication_without_the_figure_does_not_count(measurement):
    import numpy as np

    promise = parse_promise("p50 time-to-launch <= 10 working days")
    empty = with_times(measurement, 2, np.array([]))
    outcome = outcome_of(promise, [with_times(measurement, 1, np.full(3, 9.0)), empty])
    assert (outcome.replications, outcome.probability) == (1, 1.0)
    nothing = outcome_of(promise, [empty])
    assert nothing.probability is None
    assert nothing.reason
    assert nothing.to_json()["reason"] == nothing.reason
