"""A scenario judged on its own log, on another one's, and by the command."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from mom_sim.calibration.judging.distances import CYCLE_TIME, MEASURES
from mom_sim.calibration.judging.judgement import FitJudgement
from mom_sim.calibration.judging.judging_fit import judge_fit
from mom_sim.calibration.judging.simulated import LikeTest
from mom_sim.calibration.judging.training_log import find_training_log
from mom_sim.calibration.judging.verdict import NOT_USABLE, USABLE, USES
from mom_sim.cli.main import cli
from mom_sim.errors import ScenarioError
from tests.calibration.simulated_run import TEXT, own_log, study

TRAIN = ("2026-01-05", "2026-04-01")
TEST = ("2026-04-01", "2026-07-15")


@cache
def judged() -> FitJudgement:
    """Replication 3 is somebody's log; the scenario that made it is judged on it."""
    return judge_fit(study(), own_log(3, *TEST), train=own_log(3, *TRAIN), replications=3)


def test_a_scenario_fits_its_own_log() -> None:
    """The luck of the log is another one than that of the simulated logs, the rules the same.

    Seeds are fixed; by other luck the distance exceeds a share of 0.5 in few of a hundred logs.
    """
    found = judged()
    verdicts = {one.use: one.verdict for one in found.verdicts}
    assert set(verdicts) == set(USES)
    assert verdicts["workflow"] == verdicts["hours"] == USABLE
    assert NOT_USABLE not in verdicts.values()


def test_distances_have_intervals_and_baselines() -> None:
    found = judged()
    assert [one.name for one in found.distances] == [one.name for one in MEASURES]
    for one in found.distances:
        assert len(one.by_replication) == 3
        assert one.estimate == pytest.approx(np.mean(one.by_replication))
        assert 0 <= (one.low or 0) <= one.estimate <= (one.high or 0)
        assert one.replay is not None
    assert (found.distance(CYCLE_TIME).luck or 0) > 0


def test_the_cases_are_the_first_ones_from_the_first_arrival_on() -> None:
    test = own_log(3, *TEST)
    like = LikeTest(study(), test)
    run = like.simulate(1)
    campaigns = run.simulation.log.campaigns
    requested = campaigns["requested"].to_numpy()
    wanted = np.sort(requested[requested >= like.first])[: len(test.cases)]
    assert requested[run.campaigns].tolist() == wanted.tolist()
    assert len(run.log.cases) == len(test.cases) - run.unfinished
    assert run.log.cases["start"].iloc[0] >= test.cases["start"].iloc[0]


def test_time_by_cause_adds_up_to_the_cycle_time() -> None:
    found = judged()
    whole = sum(one.test for one in found.time_by_cause)
    assert whole == pytest.approx(found.mean_cycle_hours["test"])
    simulated = sum(one.simulated.estimate or 0 for one in found.time_by_cause)
    assert simulated == pytest.approx(found.mean_cycle_hours["simulated"])
    assert found.simulated_waits["hand_off"] > 0


def test_another_process_is_refused() -> None:
    test = own_log(3, *TEST)
    other = replace(test, frame=test.frame.assign(activity="x" + test.frame["activity"]))
    with pytest.raises(ScenarioError, match=r"no step of this scenario is an activity of own\.csv"):
        judge_fit(study(), other, replications=1)


def test_a_worse_fit_is_seen() -> None:
    """Half the people are missing: distances grow, and the rules notice."""
    from mom_sim.simulation import Study, parse_scenario

    slow = TEXT.replace("content: {headcount: 2}", "content: {headcount: 1}")
    slow = slow.replace("design: {headcount: 2}", "design: {headcount: 1}")
    worse = judge_fit(Study(parse_scenario(slow)), own_log(3, *TEST), replications=2)
    one, other = judged().distance(CYCLE_TIME).estimate, worse.distance(CYCLE_TIME).estimate
    assert (other or 0) > 2 * (one or 0)
    assert worse.verdicts[0].verdict != USABLE
    assert worse.drift == ()
    assert "no training log" in (worse.without_train or "")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A scenario that names its log, that log, and a later one."""
    for name, span in (("earlier.csv", TRAIN), ("later.csv", TEST)):
        frame = own_log(3, *span).frame.drop(columns="start_estimated")
        frame.to_csv(tmp_path / name, index=False)
    digest = hashlib.sha256((tmp_path / "earlier.csv").read_bytes()).hexdigest()
    line = f"# Fitted on: earlier.csv (sha256 {digest})\n"
    (tmp_path / "fitted.yaml").write_text(line + TEXT, encoding="utf-8")
    return tmp_path


def command(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["validate-fit", *map(str, arguments)])
    return result.exit_code, result.output


def test_the_command_prints_and_writes_the_same(folder: Path) -> None:
    arguments = (folder / "fitted.yaml", folder / "later.csv", "--replications", 2)
    status, text = command(*arguments, "--json", folder / "fit.json")
    assert status == 0, text
    assert "DISTANCES TO THE TEST" in text
    assert "never below the change of the mean" in " ".join(text.split())
    assert "WHAT HAS CHANGED SINCE THE TRAINING" in text  # found beside the scenario
    assert max(map(len, text.splitlines())) <= 100
    content = json.loads((folder / "fit.json").read_text(encoding="utf-8"))
    assert set(content) == {"provenance", "results", "warnings"}
    results = content["results"]
    assert results["cycle_time_distance_hours"] > 0
    assert results["cycle_time_distance_hours_replay"] > 0
    assert f"{results['cycle_time_distance_hours']:.2f}"[:4] in text
    assert content["provenance"]["test_log"]["file"] == "later.csv"
    assert {one["use"] for one in results["verdicts"]} == set(USES)
    status, printed = command(*arguments, "--json", "-")
    again = json.loads(printed)
    assert again["results"] == results


def test_a_log_that_has_changed_is_not_taken_for_the_training_log(folder: Path) -> None:
    path, reason = find_training_log(folder / "fitted.yaml", [])
    assert (path, reason) == (folder / "earlier.csv", "")
    (folder / "earlier.csv").write_text("something else\n", encoding="utf-8")
    path, reason = find_training_log(folder / "fitted.yaml", [])
    assert path is None
    assert "has another content" in reason
    (folder / "earlier.csv").unlink()
    assert "was not found" in find_training_log(folder / "fitted.yaml", [])[1]
    (folder / "plain.yaml").write_text(TEXT, encoding="utf-8")
    assert "does not say" in find_training_log(folder / "plain.yaml", [])[1]
    outside = "# Fitted on: ../../etc/passwd (sha256 " + "0" * 64 + ")\n"
    (folder / "evil.yaml").write_text(outside + TEXT, encoding="utf-8")
    assert "passwd, was not found" in find_training_log(folder / "evil.yaml", [])[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("fitted.yaml", "nowhere.csv"), "cannot be read"),
        (("fitted.yaml", "later.csv", "--train", "nowhere.csv"), "cannot be read"),
        (("fitted.yaml", "later.csv", "--model", "nope"), "is not an operating model"),
        (("fitted.yaml", "later.csv", "--replications", "0"), "--replications"),
        (("fitted.yaml", "later.csv", "--json", "later.csv"), "is read by this study"),
        (("late.yaml", "later.csv"), "the scenario starts on 2026-08-03, after the first case"),
        (("quiet.yaml", "later.csv"), "check the demand of its campaigns"),
    ],
)
def test_bad_input_is_told_and_nothing_is_written(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    said: str,
) -> None:
    late = TEXT.replace("start: 2026-01-05", "start: 2026-08-03")
    (folder / "late.yaml").write_text(late, encoding="utf-8")
    (folder / "quiet.yaml").write_text(TEXT.replace("120 per year", "1 per year"), encoding="utf-8")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    monkeypatch.chdir(folder)
    status, text = command(*arguments, *(() if "--json" in arguments else ("--json", "fit.json")))
    assert status == 2
    assert said in text
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
