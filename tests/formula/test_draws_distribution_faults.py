"""What is no distribution is refused with all its faults, each saying what is allowed."""

from __future__ import annotations

import math
import pickle

import numpy as np
import pytest

from mom_sim.draws.distributions import (
    DISTRIBUTION_KINDS,
    Distribution,
    DistributionError,
    distribution,
    durations,
)

NUMBERS = [
    (kind.name, parameter.name)
    for kind in DISTRIBUTION_KINDS.values()
    for parameter in kind.parameters
]


def faults_of(kind, **parameters):
    with pytest.raises(DistributionError) as caught:
        distribution(kind, **parameters)
    return caught.value.faults


@pytest.mark.parametrize(("kind", "parameter"), NUMBERS)
@pytest.mark.parametrize(
    "bad", [math.nan, math.inf, -math.inf, "6h", None, True, [], [math.nan], 1e101]
)
def test_every_parameter_is_checked(kind, parameter, bad):
    good = DISTRIBUTION_KINDS[kind].examples[0]
    (fault,) = [
        fault for fault in faults_of(kind, **{**good, parameter: bad}) if f"{parameter} is" in fault
    ]
    assert fault.startswith(f"{kind}: {parameter} is {bad!r}; it has to be ")


@pytest.mark.parametrize(("kind", "parameter"), NUMBERS)
def test_every_needed_parameter_is_missed(kind, parameter):
    record = {p.name: p for p in DISTRIBUTION_KINDS[kind].parameters}[parameter]
    given = {
        name: value
        for name, value in DISTRIBUTION_KINDS[kind].examples[0].items()
        if name != parameter
    }
    if record.optional or record.default is not None:
        assert dict(distribution(kind, **given).parameters).get(parameter) == record.default
    else:
        assert any(
            f"{kind}: {parameter} ({record.meaning}) is missing; it has to be" in fault
            for fault in faults_of(kind, **given)
        )


@pytest.mark.parametrize("kind", DISTRIBUTION_KINDS)
def test_unknown_parameters_are_refused(kind):
    good = DISTRIBUTION_KINDS[kind].examples[0]
    (fault,) = faults_of(kind, **good, likely=3.0)
    assert fault.startswith(f"{kind}: unknown parameter 'likely'; allowed are ")


@pytest.mark.parametrize(
    ("kind", "parameters", "expected"),
    [
        ("lognorml", {}, "unknown distribution 'lognorml'; allowed are constant, exponential"),
        ("lognorml", {}, "did you mean 'lognormal'?"),
        (
            "lognormal",
            {"men": 1, "cv": 1},
            "unknown parameter 'men'; allowed are mean, cv; did you mean 'mean'?",
        ),
        ("exponential", {"mean": 0}, "mean is 0; it has to be a number above 0"),
        ("exponential", {"mean": -1.5}, "mean is -1.5; it has to be a number above 0"),
        ("gamma", {"mean": 1, "cv": 0}, "for no variation use constant"),
        ("lognormal", {"mean": 1, "cv": -0.2}, "cv is -0.2; it has to be a number above 0"),
        ("weibull", {"mean": 1, "shape": 0.05}, "it has to be a number from 0.1 to 1000"),
        (
            "uniform",
            {"low": 2, "high": 1},
            "low = 2.0, high = 1.0; it has to hold that low <= high",
        ),
        ("triangular", {"low": 1, "mode": 9, "high": 3}, "it has to hold that low <= mode <= high"),
        ("pert", {"low": 4, "mode": 3, "high": 5}, "low = 4.0, mode = 3.0, high = 5.0"),
        ("empirical", {"values": []}, "a list of one or more finite numbers"),
        ("empirical", {"values": "123"}, "a list of one or more finite numbers"),
        ("empirical", {"values": [1, 2], "weights": [1]}, "2 values but 1 weights"),
        ("empirical", {"values": [1, 2], "weights": [0, 0]}, "none below 0 and not all 0"),
        ("empirical", {"values": [1, 2], "weights": [2, -1]}, "none below 0 and not all 0"),
        ("scipy", {"name": "lognrom"}, "did you mean 'lognorm'?"),
        ("scipy", {"name": "kstest"}, "continuous or discrete distribution of scipy.stats"),
        ("scipy", {"name": "beta", "a": 2}, "b (shape of scipy.stats.beta) is missing"),
        ("scipy", {"name": "beta", "a": 2, "b": -1}, "a = 2.0, b = -1.0 is not allowed by scipy"),
        ("scipy", {"name": "beta", "a": 2, "b": [1, 2]}, "is not allowed by scipy.stats.beta"),
        ("scipy", {"name": "erlang", "a": 2.5}, "is not allowed by scipy.stats.erlang"),
        ("scipy", {"name": "norm", "scale": 0}, "scale is 0; it has to be a number above 0"),
        ("scipy", {"name": "norm", "args": (1, 2)}, "2 values in args, but norm has 0 shapes"),
        ("scipy", {"name": "beta", "args": (1, 2), "a": 1}, "a given both in args and by name"),
        ("scipy", {"name": "beta", "args": 3}, "args is 3; it has to be a list"),
    ],
)
def test_messages(kind, parameters, expected):
    assert any(expected in fault for fault in faults_of(kind, **parameters))


def test_all_faults_at_once():
    faults = faults_of("lognormal", mean=-1, cv="wide", sigma=3)
    assert len(faults) == 3
    with pytest.raises(DistributionError, match=r"sigma.*; .*mean is -1.*; .*cv is 'wide'"):
        distribution("lognormal", mean=-1, cv="wide", sigma=3)


def test_a_name_that_scipy_does_not_have_is_the_only_fault():
    assert len(faults_of("scipy", name="no such name", a=1, b=2)) == 1


def test_a_distribution_made_by_hand_is_checked_too():
    with pytest.raises(DistributionError, match="cv is 0"):
        Distribution("gamma", (("mean", 1.0), ("cv", 0.0)))


def test_errors_are_value_errors_and_travel_between_processes():
    error = DistributionError("one", "two")
    copy = pickle.loads(pickle.dumps(error))
    assert isinstance(copy, ValueError)
    assert copy.faults == ("one", "two")
    assert str(copy) == "one; two"


@pytest.mark.parametrize("bad", [-0.1, 1.1, math.nan, [0.5, math.inf]])
def test_quantile_refuses_what_is_no_probability(bad):
    with pytest.raises(ValueError, match="allowed are numbers from 0 to 1"):
        distribution("constant", value=1).quantile(bad)


@pytest.mark.parametrize("bad", [0, -2, math.nan, math.inf, "2", True])
def test_scaled_refuses_what_is_no_factor(bad):
    with pytest.raises(DistributionError, match="scaled: factor is"):
        distribution("exponential", mean=1).scaled(bad)


def test_scaling_out_of_the_domain_is_refused():
    with pytest.raises(DistributionError, match="at most 1e100"):
        distribution("exponential", mean=1e99).scaled(1e99)


def test_durations_round_half_to_even():
    for value, expected in [(0.5, 0), (1.5, 2), (2.5, 2), (2.51, 3), (0.0, 0)]:
        drawn = durations(distribution("constant", value=value), [0.5])
        assert drawn.dtype == np.int64
        assert drawn.tolist() == [expected]
    largest = np.nextafter(2.0**62, 0)
    assert durations(distribution("constant", value=largest), 0.5) == int(largest)


@pytest.mark.parametrize("value", [-1.0, -1e-9, 2.0**62, 1e30])
def test_durations_refuse_what_is_no_duration(value):
    with pytest.raises(DistributionError, match="at least 0 and below"):
        durations(distribution("empirical", values=[1, value]), [0.1, 0.9])


def test_durations_refuse_what_is_not_finite():
    with pytest.raises(DistributionError, match=r"exponential\(mean=1\) gives a duration of inf"):
        durations(distribution("exponential", mean=1), [0.5, 1.0])
