"""``mom-sim sweep``: its commands, what they print, and how they end."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest
from click.testing import CliRunner, Result

import mom_sim.experiments.sweep.cluster
import mom_sim.experiments.sweep.running
from mom_sim.cli.command_group import CommandGroup
from mom_sim.cli.sweep_command import sweep_command
from mom_sim.cli.sweep_keys import SWEEP_STATUS_KEYS, SWEEP_TABLE_KEYS
from mom_sim.experiments.sweep.points import points_of
from mom_sim.experiments.sweep.reading import load_sweep
from mom_sim.experiments.sweep.store import SweepStore
from mom_sim.experiments.sweep.work import Done
from tests.faces.null_reasons import nulls_without_reason
from tests.faces.small_study import lines_that_are_too_long
from tests.invariants.sweep_case import write_sweep
from tests.invariants.test_sweep_runs import in_this_process

KPI = "time_to_launch_mean_working_days"


def sweep(*arguments: str | Path) -> Result:
    """Call ``mom-sim sweep`` in this process."""
    group = CommandGroup("mom-sim", commands={"sweep": sweep_command})
    return CliRunner().invoke(group, ["sweep", *map(str, arguments)])


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a sweep that is over, beside its inputs."""
    folder = tmp_path_factory.mktemp("sweep")
    in_this_process(load_sweep(write_sweep(folder)), folder / "out")
    return folder


def instead_of_running(monkeypatch: pytest.MonkeyPatch, what: Callable[[Any, Any], Any]) -> None:
    """Put something in the place of the workers; it gets the store and the points to carry out."""

    def carry_out(loaded: Any, store: Any, *_: object) -> None:
        what(store, list(points_of(loaded.sweep)))

    monkeypatch.setattr(mom_sim.experiments.sweep.running, "_carry_out", carry_out)


def test_run_says_what_is_done_and_exits_0_though_points_fail(
    finished: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    instead_of_running(monkeypatch, lambda store, points: None)
    result = sweep("run", finished / "tiny_sweep.yaml", "--out", finished / "out")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("tiny_sweep: 6 points: 4 done, 2 failed.\n")
    assert "1: people.design.headcount: 0 is too small" in result.stdout
    assert result.stderr.startswith("warning: 1 replications are too few")
    assert lines_that_are_too_long(result.stdout) == []


def test_run_exits_1_where_points_were_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(store: SweepStore, points: list[Any]) -> None:
        store.keep_results([Done(one.request, None, "gone", 0.0) for one in points])

    instead_of_running(monkeypatch, lose)
    result = sweep("run", write_sweep(tmp_path), "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "6 lost" in result.stdout
    assert "the same command tries them again" in result.stderr


def test_an_interrupt_leaves_what_is_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(store: SweepStore, points: list[Any]) -> NoReturn:
        store.keep_results([Done(points[0].request, None, "gone", 0.0)])
        raise KeyboardInterrupt

    instead_of_running(monkeypatch, interrupted)
    result = sweep("run", write_sweep(tmp_path), "--out", tmp_path / "out")
    assert result.exit_code == 130
    assert "what is finished is kept" in result.stderr
    assert "1 lost, 5 waiting" in sweep("status", tmp_path / "out").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--out", "out", "--workers", "0"), "--workers"),
        (("--out", "out", "--workers", "2", "--scheduler", "tcp://x:1"), "leave it out with"),
        (("--out", "."), "is read by this study; name another place"),
        (("--out", "others"), "--out: others: holds 'notes.txt' and no sweep"),
        (("--out", "tiny.yaml"), "--out"),
        (("--out", "out", "--json", "absent/x.json"), "there is no folder absent"),
        ((), "--out: missing"),
    ],
)
def test_bad_input_is_refused_before_anything_is_written(
    arguments: tuple[str, ...], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_sweep(tmp_path)
    (tmp_path / "others").mkdir()
    (tmp_path / "others" / "notes.txt").write_text("mine", encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    monkeypatch.chdir(tmp_path)
    result = sweep("run", path.name, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert sorted(tmp_path.iterdir()) == before


def test_without_dask_the_way_to_get_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mom_sim.experiments.sweep.cluster, "is_installed", lambda: False)
    result = sweep("run", write_sweep(tmp_path), "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert 'pip install "mom-sim[sweep]"' in result.stderr


@pytest.mark.parametrize("command", ["status", "table", "plot", "export"])
def test_a_folder_without_a_sweep_is_bad_input(command: str, tmp_path: Path) -> None:
    more = ("--csv", str(tmp_path / "x.csv")) if command == "export" else ()
    more = ("--out", str(tmp_path / "x.svg")) if command == "plot" else more
    result = sweep(command, tmp_path, *more)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "holds no sweep" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_table_shows_fields_figures_and_failures(finished: Path) -> None:
    result = sweep("table", finished / "out", "--kpi", f"{KPI},weeks_to_recover", "--rows", "3")
    assert result.exit_code == 0, result.stderr
    assert "people.design.headcount" in result.stdout
    assert KPI in result.stdout
    assert "3 more points" in result.stdout
    assert "POINTS WITHOUT FIGURES" in result.stdout
    assert lines_that_are_too_long(result.stdout) == []


def test_table_as_json_has_every_point(finished: Path) -> None:
    result = sweep("table", finished / "out", "--json", "-")
    content = json.loads(result.stdout)
    assert list(content) == ["provenance", "results", "warnings"]
    assert [one["point"] for one in content["results"]["points"]] == [1, 2, 3, 4, 5, 6]
    assert content["provenance"]["command"] == "mom-sim sweep run tiny_sweep.yaml"
    assert list(nulls_without_reason(content["results"])) == []


@pytest.mark.parametrize(
    ("command", "documented"), [("status", SWEEP_STATUS_KEYS), ("table", SWEEP_TABLE_KEYS)]
)
def test_the_documented_keys_are_those_of_the_output(
    command: str, documented: dict[str, str], finished: Path
) -> None:
    content = json.loads(sweep(command, finished / "out", "--json", "-").stdout)
    results = content["results"]
    found = {*content} - {"results"}
    for key, value in results.items():
        is_list = isinstance(value, list) and value and isinstance(value[0], dict)
        inner = {f"results.{key}[].{name}" for one in value for name in one} if is_list else set()
        found |= inner or {f"results.{key}"}
    assert found == {name for names in documented for name in names.split(", ")}


def test_an_unknown_figure_is_told_with_the_nearest(finished: Path) -> None:
    result = sweep("table", finished / "out", "--kpi", "throughput_per_wek")
    assert result.exit_code == 2
    assert 'did you mean "throughput_per_week"' in result.stderr


@pytest.mark.parametrize("field", ["surge", "people.design.headcount"])
def test_plot_draws_the_same_picture_every_time(field: str, finished: Path) -> None:
    pictures = [finished / f"{name}.svg" for name in ("first", "second")]
    for picture in pictures:
        result = sweep("plot", finished / "out", "--x", field, "--out", picture)
        assert result.exit_code == 0, result.stderr
    first, second = (picture.read_bytes() for picture in pictures)
    assert first == second
    for word in ("centralized", "functional", field, "working days"):
        assert word in first.decode()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--x", "surges"), 'did you mean "surge"'),
        (("--kpi", "wip"), '"wip" is no figure'),
        (("--out", "picture.txt"), "expected .svg, .png or .pdf"),
    ],
)
def test_a_picture_that_cannot_be_drawn_is_refused(
    arguments: tuple[str, ...], message: str, finished: Path, tmp_path: Path
) -> None:
    out = () if "--out" in arguments else ("--out", str(tmp_path / "x.svg"))
    result = sweep("plot", finished / "out", *arguments, *out)
    assert result.exit_code == 2
    assert message in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_export_needs_a_target_and_says_what_it_left_out(
    finished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sweep("export", finished / "out").exit_code == 2
    instead_of_running(monkeypatch, lambda store, points: None)
    sweep("run", write_sweep(tmp_path), "--out", tmp_path / "empty")
    result = sweep("export", tmp_path / "empty", "--csv", tmp_path / "x.csv")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "6 of 6 points have no result yet" in result.stderr
    assert len((tmp_path / "x.csv").read_text(encoding="utf-8").splitlines()) == 1
