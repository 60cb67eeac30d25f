"""Every known answer of `cases.json` that the scenario format can express, through the public API.

Each case is run until the 95% interval of each of its figures has a half-width of at most 10% of
the estimate; for the deep tests, until the 99% interval has one of 2%. The expected value then has
to lie in an interval of the same estimate that is wide enough for all figures of all cases together
to raise a false alarm with a probability of 0.1%, over seeds; the seed is fixed. The compiled
engine runs all of them; the SimPy engine the smaller ones, and all of them in the deep profile.
`docs/validation.md` has the figures and what cannot be expressed.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from mom_sim import Study, parse_scenario
from tests.formula.oracles.case import CannotExpress, Case, read_cases
from tests.formula.oracles.experiment import Experiment
from tests.formula.oracles.families import FAMILIES, experiment_of, variants_of
from tests.formula.oracles.measuring import measure
from tests.formula.oracles.profile import CI, DEEP, USUAL, Profile
from tests.formula.oracles.table import not_expressed, shown_figures
from tests.formula.oracles.verdicts import allowed_range, is_within

CASES = read_cases(Path(__file__).with_name("cases.json"))
PAGE = Path(__file__).parents[2] / "docs" / "validation.md"
FIGURES = sum(len(case.expected) * len(variants_of(case)) for case in CASES)
CONFIDENCE = 1.0 - 0.001 / FIGURES


SMALL = ("O08", "O11", "O17", "O19", "O33", "O34", "O35", "O41")
"""Cases that the SimPy engine runs whenever tests are run: at most 60,000 activities each."""


def check(case: Case, profile: Profile, engine: str | None = None) -> None:
    experiment = experiment_of(case, profile)
    measurement = measure(experiment, profile, engine=engine)
    assert measurement.experiment.estimators
    for name in experiment.estimators:
        interval = measurement.interval(name, CONFIDENCE)
        allowed = allowed_range(case, experiment, name)
        assert is_within(interval, allowed), (case.id, name, case.expected[name], interval)
        if experiment.deterministic:
            assert interval.low == interval.estimate == interval.high
            continue
        reported = measurement.interval(name, profile.confidence)
        assert reported.low is not None and reported.high is not None
        half = (reported.high - reported.low) / 2.0
        assert half <= profile.widest(name, reported), (case.id, name, reported)


VARIANTS = [(case, one) for case in CASES for one in variants_of(case)]
NAMES = [
    case.id if one is case else f"{case.id}-{one.parameters['distribution']}"
    for case, one in VARIANTS
]


@pytest.mark.parametrize("case", [one for _, one in VARIANTS], ids=NAMES)
def test_known_answer(case: Case) -> None:
    """Half-widths of 10% at 95%; a false alarm of all cases together in 1 of 1000 seeds."""
    check(case, CI)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(one, id=name, marks=() if case.id in SMALL else pytest.mark.deep)
        for (case, one), name in zip(VARIANTS, NAMES, strict=True)
    ],
)
def test_known_answer_by_the_readable_engine(case: Case) -> None:
    """As `test_known_answer`, with the same seeds; so false alarms come together with its own."""
    check(case, CI, engine="simpy")


@pytest.mark.deep
@pytest.mark.parametrize("case", [one for _, one in VARIANTS], ids=NAMES)
def test_known_answer_closely(case: Case) -> None:
    """Half-widths of 2% at 99%, or 0.005 for probabilities; a false alarm in 1 of 1000 seeds."""
    check(case, DEEP)


# ---------------------------------------------------------------------- the page


def experiments() -> dict[str, Experiment]:
    return {case.id: experiment_of(variants_of(case)[0], USUAL) for case in CASES}


def test_the_page_has_every_figure() -> None:
    known = experiments()
    expected = [(case.id, name) for case in CASES for name in known[case.id].estimators]
    assert sorted(shown_figures(PAGE.read_text(encoding="utf-8"))) == sorted(expected)


def test_the_page_says_what_cannot_be_expressed() -> None:
    known = experiments()
    expected = {
        (case.id, name): reason for case in CASES for name, reason in known[case.id].skipped.items()
    }
    assert not_expressed(PAGE.read_text(encoding="utf-8")) == expected
    # Little enough to be said here, too.
    assert {name for _, name in expected if not name.startswith("alpha")} == {
        "makespan_MWKR",
        "erlangC_c1000_beta0.5",
    }


# ---------------------------------------------------------------------- the runner


def run(cases: list[dict[str, object]], folder: Path) -> list[dict[str, object]]:
    asked, answer = folder / "cases.json", folder / "rows.json"
    asked.write_text(json.dumps(cases), encoding="utf-8")
    command = [sys.executable, "-m", "tests.formula", str(asked), "--json", str(answer)]
    done = subprocess.run(
        [*command, "--jobs", "1"], cwd=PAGE.parents[1], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    rows: list[dict[str, object]] = json.loads(answer.read_text(encoding="utf-8"))
    return rows


def test_the_runner_tells_right_from_wrong(tmp_path: Path) -> None:
    """The intervals are of 99%; the seed is fixed."""
    finite = {
        "id": "A",
        "family": "finite buffer",
        "name": "M/M/1/2",
        "parameters": {"lam": 1, "mu": 1, "c": 1, "K": 2},
        "exact": True,
    }
    rows = run([{**finite, "expected": {"p_block": 1 / 3, "L": 1.0}}], tmp_path)
    assert [list(row) for row in rows] == [
        ["id", "metric", "expected", "estimate", "low", "high", "within"]
    ] * 2
    assert [(row["id"], row["metric"], row["within"]) for row in rows] == [
        ("A", "p_block", True),
        ("A", "L", True),
    ]
    for row in rows:
        assert row["low"] < row["expected"] < row["high"]  # type: ignore[operator]
    wrong = run([{**finite, "expected": {"p_block": 0.25, "L": 1.0}}], tmp_path)
    assert [row["within"] for row in wrong] == [False, True]
    # The same seed and the same figures, whatever is expected.
    assert [row["estimate"] for row in wrong] == [row["estimate"] for row in rows]


def test_the_runner_says_why_it_skips(tmp_path: Path) -> None:
    rows = run(
        [
            {"id": "A", "family": "astrology", "expected": {"luck": 1}},
            {"id": "B", "family": "M/M/c", "parameters": {"lam": 2, "mu": 1}, "expected": {"L": 1}},
            {"id": "C", "family": "M/M/c", "parameters": {"mu": 1}, "expected": {"L": 1}},
            {
                "id": "D",
                "family": "deterministic",
                "parameters": {"interarrival": 1, "service": 1},
                "expected": {"wait_item_3": 0.0, "color": 1.0},
            },
        ],
        tmp_path,
    )
    assert rows[0]["id"] == "A" and str(rows[0]["skipped"]).startswith("no family 'astrology'")
    assert rows[1] == {"id": "B", "skipped": "with a load of 2 there is no steady state"}
    assert rows[2] == {"id": "C", "skipped": "the parameter lam or arrival_rate is missing"}
    assert rows[3]["within"] is True
    assert rows[4] == {
        "id": "D",
        "metric": "color",
        "skipped": "this runner knows no such figure of this family",
    }


# ---------------------------------------------------------------------- other parameters


def case(family: str, *figures: str, words: str = "", **parameters: object) -> Case:
    return Case("X", family, words, "", parameters, dict.fromkeys(figures, 1.0))


OTHER_PARAMETERS = [
    case("M/M/c", "L", "W_q90", "P_wait_gt_0.5", "p_empty", "var_N", lam=3, mu=0.5, c=8),
    case("M/G/1", "Wq", lam=0.5, service="uniform(0.5, 2.5)"),
    case("M/G/1", "Wq", lam=0.5, service_mean=1.2, service_scv=0.25, distribution="weibull"),
    case("M/G/1", "Wq", lam=0.5, mean=1.2, distribution="erlang3"),
    case("GI/M/1", "sigma", "Wq", mean_interarrival=2, scv=0.3, mu=0.7),
    case("GI/M/1", "sigma", "Wq", mean_interarrival=2, k=3, mu=0.7),
    case("loss", "p_block", lam=3, service="lognormal(mean=2, scv=3)", c=7),
    case("finite buffer", "p_block", "utilisation", lam=3, mu=2, c=2, K=9),
    case("abandonment", "p_abandon", "Wq_all", lam=3, mu=1, c=2, theta=2),
    case("priority", "Wq_1", "Wq_3", "sum_rho_Wq", lam=[0.1, 0.2, 0.3], mu=[1, 1.5, 2]),
    case("priority", "W_1", "W_2", words="Preemptive-resume", lam=[0.5, 0.5], mu=2, c=1),
    case("priority", "Wq_2", lam=[0.1, 0.2], mean=[1, 2], scv=[0, 2]),
    case("network", "W_total", "L_1", "L_3", lam=0.5, mu=[1, 2, 3]),
    case("network", "L_total", lam=0.5, mu=[1, 2, 0.4], c=[1, 1, 2]),
    case("network", "mean_visits", "W_total", gamma=0.2, mu=1, p_reject=0.5),
    # Back to an earlier station, out early, and arrivals from outside at two stations.
    case(
        "network",
        "L_0",
        "L_2",
        "W_total",
        gamma=[0.5, 0.2, 0],
        routing=[[0.1, 0.8, 0], [0, 0.2, 0.5], [0, 0.3, 0]],
        mu=[2, 3, 2],
        c=[1, 1, 1],
    ),
    # Forward by chance: a type for every path.
    case(
        "network",
        "L_1",
        "W_total",
        gamma=[0.5, 0, 0],
        routing=[[0.2, 0.3, 0.5], [0, 0, 1], [0, 0, 0]],
        mu=[2, 3, 2],
    ),
    case("infinite server", "L", "p_N_le_3", lam=2, mean=1.5, scv=2),
    case("fork-join", "W_forkjoin_approx", lam=0.4, mu=1, branches=6),
    case("fork-join", "mean_join", rates=[2, 1, 0.5, 0.3]),
    case("cadence", "mean_wait", "W_q50", "var_batch", T=3, lam=2),
    case("cadence", "mean_wait", mean_interval=3, scv=1.5),
    case("cadence", "mean_gate_cycle", "mean_reviews", T=4, d=4, p_reject=0.5),
    case("finite source", "mean_up", "W_down", N=5, lam=0.3, mu=1, c=1),
    case("closed network", "throughput", "cycle_time", stations=3, mu=2, wip=4),
    case("closed network", "throughput", mu=[1, 2, 3], wip=5, stations=3),
    case("pooling", "Wq_1x6", "ratio_3x2", total_lam=4, mu=1, splits=["1x6", "3x2"]),
    case("pooling", "Wq_1", "Wq_avg", lam=[0.3, 0.2], service=[1, 2]),
    case("staffing", "erlangC_c20_beta1.0", beta=[1]),
    case("approximation", "Wq_approx", lam=2, mu=1, c=3, ca2=0.3, cs2=2),
    case("time-varying", "m_t3", "lag_of_peak", lam_bar=5, rel_amp=0.3, period=8, mu=1),
    case("time-varying", "queue_at_end", c=20, mu=1, lam_base=10, lam_surge=40, duration=4),
    case("deterministic", "finish_item_7", "completed_by_9", interarrival=2, service=2.5),
    case("transient", "mean_clear_time", n0=20, lam=0.3, mean=2, scv=0.5),
    case("invariant", "little_relative_error_max"),
]


@pytest.mark.parametrize("other", OTHER_PARAMETERS, ids=lambda one: one.family)
def test_other_parameters_can_be_expressed(other: Case) -> None:
    other = replace(other, exact=False, tolerance="within +-10%")
    experiment = experiment_of(other, CI)
    assert experiment.skipped == {}
    assert set(experiment.estimators) == set(other.expected)
    for text in experiment.scenarios:
        assert Study(parse_scenario(text)).plan().programs


def test_routing_forward_and_back_by_chance_cannot_be_expressed() -> None:
    both = [[0, 0.5, 0.5], [0.2, 0, 0.8], [0, 0, 0]]
    with pytest.raises(CannotExpress, match="forward by chance and back again"):
        experiment_of(case("network", "W", gamma=[1, 0, 0], routing=both, mu=[9, 9, 9]), CI)


def test_every_family_has_a_case() -> None:
    assert {one.family.lower() for one in CASES} <= set(FAMILIES)


@pytest.mark.parametrize(
    "arrival",
    [{"scv": 2}, {"cv": 2**0.5}, {"scv": 2, "distribution": "gamma"}, {"k": 0.5}],
    ids=str,
)
def test_what_varies_before_exponential_service_are_the_intervals(arrival: dict[str, Any]) -> None:
    renewal = case("GI/M/1", "Wq", mean_interarrival=2, mu=0.8, **arrival)
    (text,) = experiment_of(renewal, CI).scenarios
    document = yaml.safe_load(text)
    assert document["workflows"]["line"]["steps"]["serve"]["effort"] == "exponential(mean=1.25h)"
    assert document["campaigns"]["item"]["demand"]["every"].startswith("gamma(mean=2.0h, cv=1.41")


def test_what_varies_after_poisson_arrivals_is_the_service() -> None:
    (text,) = experiment_of(case("M/G/1", "Wq", lam=0.5, service_mean=1, scv=2), CI).scenarios
    document = yaml.safe_load(text)
    effort = document["workflows"]["line"]["steps"]["serve"]["effort"]
    assert effort.startswith("gamma(mean=1.0h, cv=1.41")
    assert "every" not in document["campaigns"]["item"]["demand"]
