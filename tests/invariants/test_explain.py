"""What an explanation says of two models adds up, to the microsecond and for every campaign."""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import mom_sim.experiments.paired_campaigns as paired_campaigns
from mom_sim.errors import ScenarioError
from mom_sim.experiments.explaining import explain
from mom_sim.experiments.explanation import Explanation
from mom_sim.log.accounting import time_by_cause
from mom_sim.log.contract import CAUSES
from mom_sim.log.log import Log
from mom_sim.metrics.measuring import Measurement, measure
from mom_sim.metrics.pairing import cross_table_of_ends, paired_time_difference
from mom_sim.plan.plan import Plan
from mom_sim.scenario.yaml_reader import read_document
from mom_sim.simulation import Simulation, Study, parse_scenario, run_plan, simulate
from mom_sim.tape.tape import Tape

FOLDER = Path(__file__).parents[2] / "scenarios"
SCENARIOS = ("campaign_calendar", "minimal", "reference_company", "surge")
PRESETS = {  # every preset, and another model than the one it works in
    "b2b_software": "decentralized",  # without launches it works as `functional` does
    "bank": "business_lines",
    "digitally_mature": "centralized",
    "hub_and_spoke": "decentralized",
    "outsourced_email": "centralized",
    "pharma": "therapy_areas",
}
TIME = [cause for cause in CAUSES if cause != "embargo"]

SMALL = """
name: Small study
units: [north, south]
people:
  strategy: {headcount: 2}
  content: {headcount: 2}
  design: {headcount: 2}
  brand: {headcount: 1}
campaigns:
  small: {demand: 120 per year}
  large: {demand: 20 per year, effort: {content: 60h, design: 60h}}
models:
  copy: {base: centralized}
run: {horizon: 9 weeks, warm_up: 2 weeks, follow_up: 8 weeks, replications: 3, seed: 5}
"""


@cache
def small(name: str) -> Study:
    """A committed scenario, cut to the requests of two weeks."""
    content = dict(read_document(FOLDER / f"{name}.yaml").data)
    content["run"] = {
        **(content.get("run") or {}),
        **{"warm_up": "1 weeks", "horizon": "3 weeks", "follow_up": "6 weeks"},
    }
    for part in ("surges", "dated_launches", "sources"):  # their dates lie behind the cut
        content.pop(part, None)
    with TemporaryDirectory() as folder:
        for calendar in FOLDER.glob("*.csv"):
            rows = pd.read_csv(calendar, dtype=str, keep_default_na=False)
            first = date.fromisoformat(content["run"].get("start", "2026-01-05"))
            rows = rows[rows["requested"] < (first + timedelta(weeks=8)).isoformat()]
            rows.to_csv(Path(folder) / calendar.name, index=False)
        return Study.of(parse_scenario(yaml.safe_dump(content, sort_keys=False), folder=folder))


@cache
def study() -> Study:
    return Study.of(parse_scenario(SMALL))


@cache
def explained(a: str, b: str, surge: float | None = None) -> Explanation:
    return explain(study(), a, b, surge=surge, workers=1)


@pytest.fixture
def runs_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the same plan run on the same luck once only: every pair of models needs it again."""
    runs: dict[tuple[str, str, int, int], Simulation] = {}

    def once(of: Study, plan: Plan, tape: Tape, *, engine: str) -> Simulation:
        key = (of.plan_hash(plan), of.scenario_hash, tape.seed, tape.replication)
        if key not in runs:
            runs[key] = run_plan(of, plan, tape, engine=engine)
        return runs[key]

    monkeypatch.setattr(paired_campaigns, "run_plan", once)


@pytest.mark.usefixtures("runs_once")
@pytest.mark.parametrize("name", SCENARIOS)
def test_causes_add_up_for_every_campaign_in_every_pair_of_models(name: str) -> None:
    models = list(small(name).models)
    launched = 0
    for place, a in enumerate(models):
        for b in models[place + 1 :]:
            explanation = explain(small(name), a, b, replications=1, workers=1)
            launched += len(explanation.campaigns)
            check_sums(explanation)
    assert launched > 0


@pytest.mark.usefixtures("runs_once")
@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_differs_from_another_model_in_parts_that_add_up(name: str) -> None:
    own = small(name).own_model
    found = explain(small(name), own, PRESETS[name], replications=1, workers=1)
    check_sums(found)
    assert found.campaigns["difference"].any()


@pytest.mark.usefixtures("runs_once")
@pytest.mark.parametrize("name", [*SCENARIOS, *PRESETS])
def test_a_model_and_itself_differ_nowhere(name: str) -> None:
    own = small(name).own_model
    found = explain(small(name), own, own, replications=1, workers=1)
    assert len(found.campaigns)
    assert not found.campaigns.filter(like="difference").to_numpy().any()
    assert not found.causes.filter(like="difference").to_numpy().any()


def check_sums(explanation: Explanation) -> None:
    """Everything in an explanation that has to add up, in the frames and in the JSON."""
    results = explanation.to_json()["results"]
    assert len({entry["id"] for entry in results["campaigns"]}) == len(results["campaigns"])
    for entry in results["campaigns"]:
        for times in (entry, entry["working"]):
            assert times["difference"] == times["b"] - times["a"]
            assert list(times["causes"]) == TIME == list(times["rework"])
            assert all(type(value) is int for value in times["causes"].values())
            assert sum(times["causes"].values()) == times["difference"]
    totals = results["totals"]
    assert totals["count"] == len(results["campaigns"])
    assert totals["difference"] == sum(entry["difference"] for entry in results["campaigns"])
    assert totals["causes"] == {
        cause: sum(entry["causes"][cause] for entry in results["campaigns"]) for cause in TIME
    }
    if len(explanation.campaigns):
        by_campaign = explanation.causes.groupby("id", sort=False)[["a", "b", "difference"]].sum()
        own = explanation.campaigns.set_index("id")[["a", "b", "difference"]]
        pd.testing.assert_frame_equal(by_campaign, own, check_names=False)
    ends = results["ends"]
    assert totals["count"] == ends.get("launched", {}).get("launched", 0)


@settings(max_examples=6)
@given(
    pair=st.permutations(["centralized", "decentralized", "campaign_centric", "outsourced"]),
    seed=st.integers(0, 2**63 - 1),
    replication=st.integers(1, 1_000),
    surge=st.sampled_from([None, 0.0, 1.0, 2.5]),
)
def test_causes_add_up_whatever_the_luck(
    pair: list[str], seed: int, replication: int, surge: float | None
) -> None:
    found = explain(
        study(), pair[0], pair[1], seed=seed, replication=replication, surge=surge, workers=1
    )
    check_sums(found)


@pytest.mark.parametrize("surge", [None, 1.5])
def test_an_exact_copy_differs_nowhere(surge: float | None) -> None:
    for a, b in (("centralized", "copy"), ("centralized", "centralized")):
        found = explained(a, b, surge)
        assert len(found.campaigns) > 20
        assert not found.campaigns.filter(like="difference").to_numpy().any()
        assert not found.causes.filter(like="difference").to_numpy().any()
        assert np.array_equal(found.ends, np.diag(np.diag(found.ends)))
        means = found.means[["difference", "low", "high"]]
        assert (means == 0).all().all()
        assert found.largest().empty


def test_the_other_way_round_has_the_other_sign() -> None:
    one, other = explained("centralized", "outsourced"), explained("outsourced", "centralized")
    assert one.campaigns["difference"].any()
    for name in ("difference", "working_difference"):
        assert np.array_equal(one.causes[name], -other.causes[name])
    assert np.array_equal(one.ends, other.ends.T)


def test_every_part_is_what_the_accounting_of_the_log_says() -> None:
    found = explained("decentralized", "outsourced")
    clock = study().plan("outsourced").clocks[study().plan("outsourced").reference_clock]
    for replication in (1, 2, 3):
        split = {}
        for side, model in (("a", "decentralized"), ("b", "outsourced")):
            log = simulate(study(), model, replication=replication).log
            ids = log.campaigns["id"]
            for prefix, unit in (("", None), ("working_", clock.work_array)):
                split[prefix + side] = time_by_cause(log, unit).set_index("campaign").rename(ids)
        rows = found.campaigns[found.campaigns["replication"] == replication]
        assert len(rows) > 10
        for name, by_cause in split.items():
            wanted = by_cause.loc[rows["campaign"]]
            assert wanted[TIME].sum(axis=1).tolist() == rows[name].tolist()
            causes = found.causes[found.causes["id"].isin(rows["id"])]
            booked = causes.pivot_table(name, "id", "cause", "sum", sort=False)
            assert np.array_equal(booked[TIME], wanted[TIME])
            later = causes[causes["attempts"] == "later"].groupby("id", sort=False)[name].sum()
            assert later.tolist() == wanted["rework_microseconds"].tolist()


def test_an_embargo_stands_apart() -> None:
    embargoed = Study.of(
        parse_scenario(
            SMALL
            + "dated_launches:\n"
            + "  - {id: fair, unit: north, type: small, requested: 2026-01-26, due: 2026-04-06, "
            + "not_before: 2026-04-06, value: 10k USD}\n"
        )
    )
    found = explain(embargoed, "centralized", "decentralized", campaign="fair")
    (entry,) = found.to_json()["results"]["campaigns"]
    check_sums(found)
    assert found.lives is not None and found.lives.a.until == found.lives.b.until
    assert entry["embargo"]["a"] > 0 and entry["embargo"]["b"] > 0
    assert entry["difference"] == -entry["embargo"]["difference"] != 0


def measured(model: str) -> list[Measurement]:
    runs = [simulate(study(), model, replication=number) for number in (1, 2, 3)]
    return [measure(run.log, run.plan) for run in runs]


def test_means_are_those_of_a_comparison_and_add_up() -> None:
    found = explained("centralized", "decentralized")
    mine, theirs = measured("centralized"), measured("decentralized")
    for unit in ("working_days", "calendar_days"):
        rows = found.means[found.means["unit"] == unit.replace("_", " ")]
        whole = rows[(rows["cause"] == "time_to_launch") & (rows["attempts"] == "all")].iloc[0]
        paired = paired_time_difference(theirs, mine, unit=unit)
        assert whole["difference"] == pytest.approx(paired.estimate, rel=1e-9)
        assert whole["low"] == pytest.approx(paired.low, rel=1e-9)
        assert whole["high"] == pytest.approx(paired.high, rel=1e-9)
        parts = rows[~rows["cause"].isin(["time_to_launch", "embargo"])]
        for name in ("a", "b", "difference"):
            by_attempts = parts.groupby("attempts")[name].sum()
            assert by_attempts["all"] == pytest.approx(whole[name])
            assert by_attempts["first"] + by_attempts["later"] == pytest.approx(whole[name])
    assert np.array_equal(found.ends, cross_table_of_ends(mine, theirs))


def test_the_largest_differences_come_first() -> None:
    found = explained("centralized", "outsourced")
    sizes = found.campaigns["difference"].abs().sort_values(ascending=False).tolist()
    assert found.largest()["difference"].abs().tolist() == sizes[:5]
    assert found.to_json()["results"]["largest"] == found.largest()["id"].tolist()


def test_one_campaign_is_told_as_among_all_of_them() -> None:
    among = explained("centralized", "outsourced")
    entries = {entry["id"]: entry for entry in among.to_json()["results"]["campaigns"]}
    wanted = among.largest(1)["id"].iloc[0]
    alone = explain(study(), "centralized", "outsourced", campaign=wanted)
    (entry,) = alone.to_json()["results"]["campaigns"]
    assert entry == {**entries[wanted], "id": entries[wanted]["campaign"]}
    assert alone.to_json()["results"]["ends"] == {"launched": {"launched": 1}}
    named = explain(
        study(),
        "centralized",
        "outsourced",
        campaign=entry["campaign"],
        replication=entry["replication"],
    )
    assert named.to_json() == alone.to_json()


def test_a_life_has_no_gap_and_its_pieces_are_the_causes() -> None:
    ids = explained("centralized", "outsourced").campaigns["id"]
    for wanted in ids.iloc[[0, len(ids) // 2, -1]]:
        found = explain(study(), "centralized", "outsourced", campaign=wanted)
        assert found.lives is not None
        (entry,) = found.to_json()["results"]["campaigns"]
        for side, life in (("a", found.lives.a), ("b", found.lives.b)):
            pieces = life.pieces
            assert [life.requested, *pieces["finish"]] == [*pieces["start"], life.until]
            assert pieces["working_start"].iloc[0] == 0
            assert pieces["working_finish"].tolist()[:-1] == pieces["working_start"].tolist()[1:]
            assert life.until - life.requested == entry[side] + entry["embargo"][side]
            by_cause = found.causes.groupby("cause")[side].sum()
            length = (pieces["finish"] - pieces["start"]).groupby(pieces["cause"]).sum()
            assert (
                by_cause[by_cause > 0].to_dict()
                == length.drop("embargo", errors="ignore").to_dict()
            )
            path = life.activities[life.activities["on_critical_path"]]
            assert set(zip(pieces["step"], pieces["attempt"], strict=True)) <= set(
                zip(path["step"], path["attempt"], strict=True)
            )


def test_a_life_that_did_not_end_is_told_too() -> None:
    log: Log = simulate(study(), "outsourced", surge=2.5).log
    rows = log.campaigns[log.campaigns["requested"] < log.window.horizon]
    inside = rows[rows["outcome"] == 0]["id"]
    assert len(inside)
    found = explain(study(), "centralized", "outsourced", surge=2.5, campaign=inside.iloc[0])
    assert found.lives is not None and found.lives.b.outcome == "inside"
    assert found.lives.b.until == log.window.end
    assert len(found.lives.b.pieces) and found.campaigns.empty
    results = found.to_json()["results"]
    assert results["campaigns"] == [] and results["totals"]["count"] == 0
    json.dumps(found.to_json(), allow_nan=False)


def test_the_result_does_not_depend_on_the_workers() -> None:
    one, two = (
        explain(study(), "centralized", "hybrid", replications=2, workers=workers).to_json()
        for workers in (1, 2)
    )
    assert json.dumps(one, allow_nan=False) == json.dumps(two, allow_nan=False)


@pytest.mark.parametrize(
    ("arguments", "path", "words"),
    [
        ({"a": "centralised"}, "models", 'did you mean "centralized"?'),
        (
            {"campaign": "north/smal/baseline/1"},
            "campaign",
            'did you mean "north/small/baseline/1"',
        ),
        ({"campaign": "???"}, "campaign", "they are named like "),
        ({"campaign": "north/small/baseline/1@0"}, "campaign", "did you mean"),
        ({"campaign": "north/small/baseline/1@2", "replication": 3}, "replication", "leave one"),
        ({"campaign": "north/small/baseline/1", "replications": 3}, "replications", "cannot go"),
        ({"replication": 1, "replications": 3}, "replications", "cannot go with replication"),
        ({"replication": 0}, "replication", "from 1 to 1,000,000, got 0"),
        ({"replications": 0}, "replications", "from 1 to 1,000,000, got 0"),
        ({"surge": -1.0}, "surge", "from 0 to 100"),
        ({"surge": float("nan")}, "surge", "from 0 to 100"),
    ],
)
def test_bad_arguments_are_named(arguments: dict[str, object], path: str, words: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        explain(study(), **{"a": "centralized", "b": "hybrid", **arguments})  # type: ignore[arg-type]
    (fault,) = caught.value.faults
    assert fault.path == path and words in fault.message


def test_a_campaign_after_the_horizon_is_refused() -> None:
    log = simulate(study(), "centralized").log
    late = log.campaigns[log.campaigns["requested"] >= log.window.horizon]["id"].iloc[0]
    with pytest.raises(ScenarioError, match="requested after the horizon"):
        explain(study(), "centralized", "hybrid", campaign=late)
