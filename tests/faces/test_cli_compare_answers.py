"""``mom-sim compare``: winners, promises, precision, and the uncertainty of the inputs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from mom_sim.experiments.comparing import compare
from mom_sim.experiments.input_draws import Draws, run_draw, shifted, shifts
from mom_sim.experiments.input_ranges import uncertain_inputs
from mom_sim.simulation import Study
from tests.faces.small_study import lines_that_are_too_long, run, write_study

PROMISE = "p90 time-to-launch <= 12 working days"
ASKED = (
    *("--models", "centralized,self_service,functional", "--replications", "3"),
    *("--precision", "25%", "--at-most", "7", "--promise", PROMISE),
    *("--promise", "on-time share >= 5%", "--inputs", "4", "--seed", "3"),
)


@dataclass(frozen=True)
class Ran:
    text: str
    json: dict[str, Any]
    bytes: bytes


def ran_with(folder: Path, workers: int) -> Ran:
    result = run(
        "compare", write_study(folder), *ASKED, "--workers", workers, "--json", folder / "o"
    )
    assert result.exit_code == 0, result.output
    content = (folder / "o").read_bytes()
    return Ran(result.stdout, json.loads(content), content)


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    return ran_with(tmp_path_factory.mktemp("answers"), 1)


def test_the_number_of_workers_changes_nothing(
    ran: Ran, tmp_path_factory: pytest.TempPathFactory
) -> None:
    again = ran_with(tmp_path_factory.mktemp("again"), 2)
    assert again.bytes == ran.bytes
    assert again.text == ran.text


def test_every_figure_with_a_better_side_has_a_winner_or_why_not(ran: Ran) -> None:
    models = {one["model"]: one for one in ran.json["models"]}
    winners = {one["kpi"]: one for one in ran.json["winners"]}
    assert {"time_to_launch_mean_working_days", "throughput_per_week", "cost_per_launch"} <= set(
        winners
    )
    for kpi, one in winners.items():
        estimates = {name: of["kpis"][kpi]["estimate"] for name, of in models.items()}
        known = [value for value in estimates.values() if value is not None]
        if one["leader"] is not None:
            best = min(known) if one["better"] == "less" else max(known)
            assert estimates[one["leader"]] == one["estimate"] == best
        assert (one["winner"] is None) == ("reason" in one)
        if one["winner"] is not None:
            assert one["winner"] == one["leader"] and one["probability"] >= 0.95
        elif one["probability"] is not None:
            assert one["probability"] < 0.95 and one["not_told_from"]
    same = winners["cost_of_delay_per_launch"]  # nothing is said about worth
    assert (same["winner"], same["leader"]) == (None, None)
    assert same["reason"] == "the figure is the same in all models"


def test_a_promise_has_a_probability_with_its_interval(ran: Ran) -> None:
    found = [one for one in ran.json["promises"] if one["comparison"] == "equal_people"]
    assert [one["model"] for one in found if one["promise"] == PROMISE] == [
        "centralized",
        "self_service",
        "functional",
    ]
    for one in found:
        assert one["replications"] == ran.json["provenance"]["replications"]
        assert 0 <= one["probability_low"] <= one["probability"] <= one["probability_high"] <= 1
        kept = one["probability"] * one["replications"]
        assert kept == pytest.approx(round(kept))
    assert f"PROMISE: {PROMISE.upper()}" in ran.text


def test_replications_are_added_until_it_is_precise_or_at_the_cap(ran: Ran) -> None:
    precision = ran.json["precision"]
    assert precision["goal"] == 0.25 and precision["at_most"] == 7
    assert precision["rounds"][0] == 3 and precision["rounds"] == sorted(set(precision["rounds"]))
    assert precision["replications"] == precision["rounds"][-1]
    assert precision["replications"] == ran.json["provenance"]["replications"]
    widths = [one["relative"] for one in precision["half_widths"]]
    assert precision["is_reached"] == all(one is not None and one <= 0.25 for one in widths)
    assert precision["is_reached"] or precision["replications"] == 7
    pairs = [(one["model"], one["versus"]) for one in precision["half_widths"]]
    assert pairs.count(("centralized", None)) == 2 == pairs.count(("functional", "centralized"))
    assert "Half-widths of at most 25%" in ran.text


def test_rounds_give_what_as_many_at_once_give(ran: Ran, tmp_path: Path) -> None:
    count, out = ran.json["precision"]["replications"], tmp_path / "out.json"
    result = run(
        *("compare", write_study(tmp_path), *ASKED[:2], "--replications", count, "--seed", "3"),
        *("--workers", "1", "--json", out),
    )
    assert result.exit_code == 0, result.output
    once = json.loads(out.read_text(encoding="utf-8"))
    for key in ("models", "differences", "winners"):
        assert once[key] == ran.json[key], key
    assert once["provenance"]["tape_hashes"] == ran.json["provenance"]["tape_hashes"]


def test_the_half_width_is_that_of_the_interval(ran: Ran) -> None:
    models = {one["model"]: one["kpis"] for one in ran.json["models"]}
    differences = {(one["model"], one["kpi"]): one for one in ran.json["differences"]}
    for one in ran.json["precision"]["half_widths"]:
        level = models[one["versus"] or one["model"]][one["kpi"]]
        of = differences[one["model"], one["kpi"]] if one["versus"] else level
        if one["relative"] is not None and of["low"] > 0:  # where no end is cut at 0
            width = max(of["high"] - of["estimate"], of["estimate"] - of["low"])
            assert one["relative"] == pytest.approx(width / level["estimate"])


def test_inputs_have_an_interval_and_winners_of_their_own(ran: Ran) -> None:
    inputs = ran.json["inputs"]
    assert inputs["draws"] == 4 and inputs["used"] + len(inputs["left_out"]) >= 1
    names = {one["name"] for one in inputs["inputs"]}
    assert {"people.*.productive_fraction", "hand_off.between_teams"} <= names
    assert not any(name.startswith(("run", "calendars")) for name in names)
    assert "people.*.headcount" not in names
    for one in inputs["ranges"]:
        assert one["low"] is None or one["low"] <= one["median"] <= one["high"]
    for kpi in {one["kpi"] for one in inputs["wins"]}:
        wins = [one for one in inputs["wins"] if one["kpi"] == kpi]
        assert sum(one["wins"] for one in wins) <= inputs["used"]
    assert "TWO UNCERTAINTIES: LUCK AND INPUTS" in ran.text
    assert "input draws won" in ran.text


def test_a_draw_of_the_inputs_as_they_are_gives_the_estimate(tmp_path: Path) -> None:
    study = Study.of(write_study(tmp_path))
    whole = compare(study, ["centralized", "functional"], replications=4, workers=1)
    runs = {(one.model, "calm"): one.measurements["calm"] for one in whole.results}
    inputs = uncertain_inputs(study, ["centralized", "functional"])
    middle = Draws(
        study, inputs, ((0.5,) * len(inputs),), ("centralized", "functional"), None, 1, 2, "simpy"
    )
    draw = run_draw(middle, 0)
    assert draw.fault == ""
    moved = shifted(draw.figures, shifts(runs, 2))
    for one in whole.results:
        for kpi in ("time_to_launch_p90_working_days", "throughput_per_week"):
            assert moved[one.model, "calm", kpi] == pytest.approx(one.kpis[kpi].estimate)


def test_the_text_keeps_to_the_width(ran: Ran) -> None:
    assert lines_that_are_too_long(ran.text) == []


def test_without_asking_there_are_no_promises_and_inputs(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    result = run(
        *("compare", write_study(tmp_path), "--models", "centralized", "--replications", "2"),
        *("--workers", "1", "--json", out),
    )
    assert result.exit_code == 0
    found = json.loads(out.read_text(encoding="utf-8"))
    assert (found["winners"], found["promises"]) == ([], [])
    assert (found["precision"], found["inputs"]) == (None, None)


@pytest.mark.parametrize(
    ("options", "messages"),
    [
        (("--precision", "soon"), ["--precision: expected a share above 0%"]),
        (("--precision", "0%"), ["--precision: expected a share above 0%"]),
        (
            ("--precision", "5%", "--kpi", "happiness", "--at-most", "5"),
            ['--kpi: there is no figure "happiness"', "--at-most: expected at least the 10"],
        ),
        (("--at-most", "5"), ["--at-most: says how --precision is meant"]),
        (("--promise", "soon"), ["--promise: ", '"soon" is no promise']),
        (
            ("--promise", "p90 time-to-launch <= 2 parsecs", "--models", "acme"),
            ["--promise: ", '--models: "acme" is not an operating model'],
        ),
        (("--inputs", "-1"), ["--inputs: expected a whole number from 0, got -1"]),
    ],
)
def test_bad_answers_are_refused(
    tmp_path: Path, options: tuple[str, ...], messages: list[str]
) -> None:
    result = run("compare", write_study(tmp_path), *options, "--json", tmp_path / "out.json")
    assert result.exit_code == 2
    for message in messages:
        assert message in result.stderr, result.stderr
    assert not (tmp_path / "out.json").exists()
