"""``mom-sim sensitivity``: real runs of a small study, looked at from all sides."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import click
import pandas as pd
import pytest
from click.testing import CliRunner, Result

from mom_sim.cli.command_group import CommandGroup
from mom_sim.cli.sensitivity_command import KPI, METHODS, sensitivity_command
from mom_sim.cli.sensitivity_verdict import verdict
from mom_sim.errors import RunError, UnworkableError
from mom_sim.experiments.changing import changed
from mom_sim.experiments.sensitivity import measuring as sensitivity_measuring
from mom_sim.experiments.sensitivity import result as sensitivity
from mom_sim.experiments.sensitivity import runs as sensitivity_runs
from mom_sim.experiments.sensitivity.choosing import named_inputs
from mom_sim.experiments.sensitivity.input import input_of
from mom_sim.experiments.sensitivity.methods import NOTHING, SMALLER
from mom_sim.experiments.sensitivity.runs import PointRun
from mom_sim.experiments.sensitivity.tornado import Bar
from mom_sim.experiments.spreading import carry_out
from mom_sim.simulation import Study, simulate
from mom_sim.stats import Interval
from tests.faces.null_reasons import nulls_without_reason
from tests.faces.small_study import TEXT, lines_that_are_too_long, write_study

INPUTS = "hand_off.between_teams=0 working days:4 working days,people.*.cost"
MODELS = "centralized,functional"


@click.group(cls=CommandGroup)
def cli() -> None:
    """As the command line has it."""


cli.add_command(sensitivity_command)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["sensitivity", *map(str, arguments)])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sensitivity")


@pytest.fixture(scope="module")
def ran(folder: Path) -> tuple[Result, dict[str, Any], pd.DataFrame]:
    found = run(
        write_study(folder),
        *("--models", MODELS, "--inputs", INPUTS, "--replications", "2", "--workers", "1"),
        *("--json", folder / "found.json", "--csv", folder / "found.csv"),
    )
    assert (found.exit_code, found.stderr) == (0, "")
    told = json.loads((folder / "found.json").read_text(encoding="utf-8"))
    return found, told, pd.read_csv(folder / "found.csv")


def test_defaults_are_those_of_the_function() -> None:
    assert METHODS == sensitivity.METHODS
    assert KPI == sensitivity_measuring.DEFAULT_KPI


def test_the_text_says_what_decides(ran: tuple[Result, dict[str, Any], pd.DataFrame]) -> None:
    text = ran[0].stdout
    assert lines_that_are_too_long(text) == []
    for words in ("CENTRALIZED: ", "FUNCTIONAL: ", "CENTRALIZED - FUNCTIONAL: ", "RANGES"):
        assert words in text
    # Two replications leave a wide interval, so that it is not said to be sure.
    assert text.splitlines()[-2].startswith(
        "By estimates centralized - functional is changed most by hand_off.between_teams"
    )


def test_figures_are_those_of_single_runs(
    folder: Path, ran: tuple[Result, dict[str, Any], pd.DataFrame]
) -> None:
    results = ran[1]["results"]
    study = Study.of(folder / "small.yaml")
    far = changed(study, {"hand_off.between_teams": "4 working days"})

    def yearly(of: Study) -> list[float]:
        runs = [simulate(of, "functional", replication=number) for number in (1, 2)]
        return [one.kpis.set_index("kpi").loc[KPI, "estimate"] for one in runs]

    base = next(one for one in results["base"] if one["target"] == "functional")
    assert base["estimate"] == pytest.approx(sum(yearly(study)) / 2)
    (effect,) = (
        one
        for one in results["effects"]
        if (one["target"], one["input"]) == ("functional", "hand_off.between_teams")
    )
    assert effect["high"]["estimate"] == pytest.approx(sum(yearly(far)) / 2)
    change = effect["high"]["estimate"] - base["estimate"]
    assert effect["change_high"]["estimate"] == pytest.approx(change)
    assert change > 0


def test_what_cannot_matter_does_not(ran: tuple[Result, dict[str, Any], pd.DataFrame]) -> None:
    of_cost = [one for one in ran[1]["results"]["effects"] if one["input"] == "people.*.cost"]
    assert len(of_cost) == 3  # two models and their difference
    assert {one["swing"]["estimate"] for one in of_cost} == {0.0}


def test_json_and_table_say_the_same(ran: tuple[Result, dict[str, Any], pd.DataFrame]) -> None:
    _, told, table = ran
    assert set(told) == {"provenance", "results", "warnings"}
    assert list(nulls_without_reason(told["results"])) == []
    assert told["provenance"]["runs"] == 2 * 2 * 5
    effects = told["results"]["effects"]
    assert table["swing"].tolist() == pytest.approx([one["swing"]["estimate"] for one in effects])
    assert table["target"].unique().tolist() == [
        "centralized",
        "functional",
        f"{MODELS}".replace(",", " - "),
    ]


def test_without_named_inputs_those_that_change_nothing_are_left_out(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["hand_off.between_teams", "campaigns.*.demand", "people.*.productive_fraction"]
    monkeypatch.setattr(
        sensitivity_measuring,
        "default_inputs",
        lambda study, models, with_money: named_inputs(study, names, models),
    )
    found = sensitivity_measuring.measure_sensitivity(
        write_study(folder), "centralized", replications=1, most=1, workers=1
    )
    assert len(found.inputs) == len(found.effects) == 1
    assert found.provenance["first_replication"] == 2
    left_out = {one.name: reason for one, reason in found.left_out}
    assert left_out.pop("hand_off.between_teams") == NOTHING  # there is one team
    assert list(left_out.values()) == [SMALLER]


@pytest.mark.parametrize(
    ("method", "options", "keys"),
    [
        ("morris", ("--trajectories", "2"), {"mu_star", "mu", "sigma", "noise"}),
        ("sobol", ("--samples", "2"), {"first_order", "total"}),
    ],
)
def test_other_methods(folder: Path, method: str, options: tuple[str, str], keys: set[str]) -> None:
    inputs = INPUTS.replace("people.*.cost", "campaigns.*.demand")
    asked = ("--models", "functional", "--inputs", inputs, "--replications", "2")
    target = folder / f"{method}.json"
    found = run(
        *(write_study(folder), *asked, "--method", method, *options),
        *("--workers", "1", "--json", target),
    )
    assert (found.exit_code, found.stderr) == (0, "")
    results = json.loads(target.read_text(encoding="utf-8"))["results"]
    assert [set(one) - {"target", "input", "reason"} for one in results["effects"]] == [keys] * 2
    assert len(results["spread"]) == (1 if method == "sobol" else 0)
    assert lines_that_are_too_long(found.stdout) == []
    assert ("HOW MUCH IS LUCK" in found.stdout) is (method == "sobol")


def test_interrupted_it_shows_the_inputs_that_are_finished(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def until_interrupted(*given: Any, **named: Any) -> Iterator[Any]:
        yield from islice(carry_out(*given, **named), 4)  # as it is, one input, half of another
        raise KeyboardInterrupt

    monkeypatch.setattr(sensitivity_runs, "carry_out", until_interrupted)
    asked = (write_study(folder), "--models", "functional", "--inputs", INPUTS, "--workers", "1")
    found = run(*asked, "--replications", "2", "--json", "-")
    assert found.exit_code == 130
    told = json.loads(found.stdout)
    assert [one["input"] for one in told["results"]["effects"]] == ["hand_off.between_teams"]
    assert told["warnings"][-1] == sensitivity_runs.STOPPED
    sobol = run(*asked, "--method", "sobol", "--samples", "2", "--json", "-")
    assert (sobol.exit_code, sobol.stdout) == (130, "")  # a part of its design says nothing


def test_interrupted_while_inputs_are_chosen_it_tells_those_that_were_tried(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def until_interrupted(*given: Any, **named: Any) -> Iterator[Any]:
        yield from islice(carry_out(*given, **named), 6)  # as it is, two inputs, half of another
        raise KeyboardInterrupt

    monkeypatch.setattr(sensitivity_runs, "carry_out", until_interrupted)
    asked = ("--models", "functional", "--workers", "1", "--method", "morris")
    found = run(write_study(folder), *asked, "--json", folder / "early.json")
    assert (found.exit_code, found.stderr) == (130, "interrupted\n")
    told = json.loads((folder / "early.json").read_text(encoding="utf-8"))
    results = told["results"]
    assert results["method"] == "tornado" and told["provenance"]["replications"] == 1
    assert len(results["effects"]) == len(results["inputs"]) == 2
    assert results["left_out"]
    assert {one["reason"] for one in results["left_out"]} == {sensitivity_measuring.NOT_YET}
    assert list(nulls_without_reason(results)) == []
    assert "no change can be told from luck" in " ".join(found.stdout.split())
    assert "1 replication a point" in " ".join(found.stdout.split())


def _effect(name: str, low: float, high: float) -> Bar:
    """An input with one interval at the highest, and none that matters at the lowest."""
    nothing = Interval(0.0, 0.0, 0.0)
    at = Interval((low + high) / 2, low, high)
    return Bar("m", input_of(name, "x0.8", "x1.25"), nothing, at, nothing, at, at)


@pytest.mark.parametrize(
    ("effects", "words"),
    [
        ([("a", 5, 7), ("b", -2, 3)], "What changes m most is a, from x0.8 to x1.25."),
        ([("a", 5, 7), ("b", -6, -4)], "that another input does more is not excluded"),
        ([("a", -1, 9), ("b", -2, 3)], "but no change can be told from luck"),
        ([("a", -1, 9), ("b", 2, 3)], "surely changed by something it is by b."),
        ([("a", 0, 0)], "None of these inputs changes m."),
        ([], "Nothing changes"),
    ],
)
def test_what_decides_is_said_as_far_as_the_intervals_allow(
    folder: Path, effects: list[tuple[str, float, float]], words: str
) -> None:
    found = sensitivity_measuring.measure_sensitivity(
        write_study(folder), "functional", inputs=["people.*.cost"], replications=1, workers=1
    )
    bars = tuple(_effect(f"campaigns.{name}.demand", *ends) for name, *ends in effects)
    base = replace(found.bases[0], target="m")
    said = verdict(replace(found, bases=(base,), effects=bars))
    assert words in said.replace("campaigns.", "").replace(".demand", "")


def test_the_tornado_is_drawn_of_every_target(folder: Path) -> None:
    asked = ("--models", MODELS, "--inputs", INPUTS, "--replications", "1", "--workers", "1")
    pictures = [folder / "one.svg", folder / "two.svg"]
    for picture in pictures:
        found = run(write_study(folder), *asked, "--figure", picture)
        assert found.exit_code == 0, found.stderr
    drawn = pictures[0].read_text(encoding="utf-8")
    assert drawn == pictures[1].read_text(encoding="utf-8")
    for words in ("change of centralized", "change of functional"):
        assert words in drawn


@pytest.mark.parametrize(
    ("option", "words"),
    [
        (("--figure", "x.jpg"), "--figure: x.jpg: a picture ends in .svg"),
        (("--figure", "x.svg", "--method", "sobol"), "only a tornado is drawn"),
        (("--figure", "-"), "a picture goes to a file"),
        (("--inputs", "4"), "--inputs: 4=x0.8: nothing is written there"),
        (("--inputs", "campaigns.email.nosuch=1:2"), "mom-sim sources prints all paths"),
        (
            ("--inputs", "people.content.headcount=0:2"),
            "people.content.headcount=0: 0 is too small",
        ),
    ],
)
def test_wrong_options_are_refused_by_their_name(
    folder: Path, option: tuple[str, ...], words: str
) -> None:
    found = run(write_study(folder), *option)
    assert (found.exit_code, found.stdout) == (2, "")
    assert words in found.stderr
    assert found.stderr.count("--inputs: ") <= 1  # both ends of a range are wrong in one way


@pytest.mark.parametrize(
    ("method", "option"), [("morris", ("--trajectories", "3")), ("sobol", ("--samples", "4"))]
)
def test_a_point_that_cannot_be_run_is_told_and_the_others_go_on(
    folder: Path, method: str, option: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second point of the design is made to fail; the first is the scenario as it is."""
    usual, asked = sensitivity_runs._carried_out, 0

    def fails_once(*given: Any) -> PointRun:
        nonlocal asked
        asked += 1
        if asked == 2:
            raise UnworkableError("nobody can do it here")
        return usual(*given)

    monkeypatch.setattr(sensitivity_runs, "_carried_out", fails_once)
    found = run(
        *(write_study(folder), "--models", "functional", "--inputs", INPUTS, "--workers", "1"),
        *("--replications", "2", "--method", method, *option, "--json", "-"),
    )
    assert (found.exit_code, found.stderr) == (0, "")
    told = json.loads(found.stdout)
    (warning,) = [text for text in told["warnings"] if "could not be run" in text]
    assert warning.startswith("1 of ") and warning.endswith("nobody can do it here")
    effects = told["results"]["effects"]
    assert len(effects) == 2
    sized = [one["mu_star" if method == "morris" else "total"]["estimate"] for one in effects]
    assert all(one is not None for one in sized)


def test_a_scenario_that_cannot_be_run_as_it_is_stops_at_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any) -> PointRun:
        raise RunError("it stands still")

    monkeypatch.setattr(sensitivity_runs, "_carried_out", fails)
    found = run(write_study(folder), "--models", "functional", "--inputs", INPUTS, "--workers", "1")
    assert (found.exit_code, found.stdout) == (1, "")
    assert "it stands still" in found.stderr


def test_who_has_no_slack_is_told_beside_the_figures(folder: Path) -> None:
    text = TEXT.replace("design: {headcount: 2}", "design: {headcount: 1}")
    path = write_study(folder, text.replace("150 per year", "900 per year"))
    found = run(
        *(path, "--models", "functional", "--inputs", "people.brand.headcount=2:3"),
        *("--replications", "2", "--workers", "1"),
    )
    assert (found.exit_code, found.stderr) == (0, "")
    words = " ".join(found.stdout.split())
    assert "functional: no slack somewhere, or work piles up" in words
    assert "at 3 of 3 points, the scenario as it is among them" in words


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--kpi", "time"), '--kpi: there is no figure "time"; allowed: '),
        (("--models", "centralised"), '"centralised" is not an operating model here'),
        (("--inputs", "people.design.headcount=3"), "--inputs: people.design.headcount: "),
        (("--method", "sobol", "--samples", "3"), "--samples: 3 is no power of 2"),
        (("--method", "morris", "--trajectories", "1"), "--trajectories: 1 is too few"),
        (("--method", "guess"), "--method: 'guess' is not one of 'tornado'"),
        (("--inputs", "a,,b"), "expected names with commas between them"),
        (("--inputs", "people.designer.headcount=1:3"), "people.designer"),
        (("--inputs", "hand_off.between_teams=1 working day:-3 working days"), "hand_off"),
    ],
)
def test_bad_input_is_told_and_nothing_is_written(
    folder: Path, options: tuple[str, ...], message: str
) -> None:
    target = folder / "nothing.json"
    found = run(write_study(folder), *options, "--workers", "1", "--json", target)
    assert found.exit_code == 2
    assert message in " ".join(found.stderr.split())
    assert found.stdout == "" and not target.exists()
