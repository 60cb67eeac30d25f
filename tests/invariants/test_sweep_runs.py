"""What a sweep computes is what `compare` says, and it does so once, whatever the workers."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import pandas as pd
import pyarrow.parquet
import pytest

from mom_sim.errors import RunError, ScenarioError
from mom_sim.experiments.comparing import compare
from mom_sim.experiments.sweep import running, work
from mom_sim.experiments.sweep.exporting import export_sweep
from mom_sim.experiments.sweep.points import points_of
from mom_sim.experiments.sweep.reading import LoadedSweep, load_sweep, versions
from mom_sim.experiments.sweep.reporting import read_status, read_table
from mom_sim.experiments.sweep.results import DONE, FAILED, Result
from mom_sim.experiments.sweep.running import run_sweep
from mom_sim.experiments.sweep.store import SweepStore
from mom_sim.simulation import Study
from tests.invariants.sweep_case import SWEEP, write_sweep


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the sweep, run by two workers, beside its inputs."""
    folder = tmp_path_factory.mktemp("sweep")
    status = run_sweep(write_sweep(folder), folder / "out", workers=2)
    assert status.states == {"done": 4, "failed": 2, "lost": 0, "waiting": 0}
    assert status.is_over
    return folder


def in_this_process(loaded: LoadedSweep, folder: Path) -> None:
    """Fill a store without any worker, with the functions that workers run, point by point."""
    sweep = loaded.sweep
    with SweepStore.writing(folder) as store:
        store.begin(sweep, running.provenance_of(loaded))
        for point in points_of(sweep):
            resolved = work.resolve(loaded.study, [point.combination])
            row = work.Row(point.request, 0, point.model, point.seed, sweep.replications)
            (resolution,) = work.keys_of(resolved, [row])
            store.keep_resolutions([resolution])
            if resolution.key is not None:
                store.keep_results(work.compute(resolved, [(row, resolution.key)], 1))


@contextmanager
def no_workers(*_: object) -> Iterator[NoReturn]:
    """Stand in the place of the cluster where none may be asked."""
    raise AssertionError("something was to be computed")
    yield


def exported(folder: Path, name: str) -> tuple[bytes, bytes]:
    """Bytes of a store's two exports."""
    files = folder / f"{name}.csv", folder / f"{name}.parquet"
    export_sweep(folder / name, csv_file=files[0], parquet=files[1])
    return files[0].read_bytes(), files[1].read_bytes()


def test_the_export_has_the_same_bytes_with_two_workers_and_without_any(finished: Path) -> None:
    in_this_process(load_sweep(finished / "tiny_sweep.yaml"), finished / "alone")
    assert exported(finished, "out") == exported(finished, "alone")


def test_figures_are_those_of_compare(finished: Path) -> None:
    table = read_table(finished / "out", ["time_to_launch_mean_working_days", "weeks_to_recover"])
    row = next(one for one in table.rows if one.point.number == 5)
    assert row.result is not None
    comparison = compare(finished / "tiny.yaml", ["centralized"], surge=1.5, workers=1)
    (of,) = comparison.results
    assert of.surge is not None
    for name, expected in of.surge.items():
        figure = row.result.figure(name)
        assert figure is not None, name
        assert (figure.estimate, figure.low, figure.high, figure.unit, figure.reason) == (
            expected.estimate,
            expected.low,
            expected.high,
            expected.unit,
            expected.reason,
        )


def test_a_failing_point_has_its_reason_and_the_others_their_figures(finished: Path) -> None:
    status = read_status(finished / "out")
    assert [number for number, _ in status.failures] == [1, 2]
    assert all(why.startswith("people.design.headcount: 0 is too") for _, why in status.failures)
    frame = read_table(finished / "out").frame
    assert frame.loc[frame["state"] == FAILED, "estimate"].isna().all()
    assert (frame.loc[frame["state"] == DONE].groupby("point").size() == 3).all()


def test_nothing_is_computed_twice(finished: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "connected", no_workers)
    told: list[tuple[int, int]] = []
    path = finished / "tiny_sweep.yaml"
    status = run_sweep(path, finished / "out", progress=lambda *one: told.append(one))
    assert status.is_over
    assert told[-1] == (6, 6)
    with pytest.raises(AssertionError, match="something was to be computed"):
        other = write_sweep(finished, SWEEP.replace("[0, 1, 2]", "[0, 3]"), "other.yaml")
        run_sweep(other, finished / "out")
    # The folder is for the other sweep now; the first one's results are still there.
    assert run_sweep(path, finished / "out").is_over


def test_what_resolves_to_the_same_scenario_has_the_same_key(finished: Path) -> None:
    study = Study.of(finished / "tiny.yaml")
    ways = [(("people.design.headcount", value),) for value in (3, "+1", "x1.5")]
    ways += [(("people.design.headcount", 3), ("surge", 1.5))]
    resolved = work.resolve(study, ways)
    rows = [work.Row(str(place), place, None, None, None) for place in range(4)]
    keys = [one.key for one in work.keys_of(resolved, rows)]
    assert keys[0] == keys[1] == keys[2]
    others = [
        work.Row("model", 0, "functional", None, None),
        work.Row("seed", 0, None, 99, None),
        work.Row("replications", 0, None, None, 2),
    ]
    keys += [one.key for one in work.keys_of(resolved, others)]
    assert None not in keys
    assert len(set(keys)) == 5


def test_another_version_of_the_package_has_other_keys(
    finished: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolved = work.resolve(Study.of(finished / "tiny.yaml"), [()])
    rows = [work.Row("0", 0, None, None, None)]
    (before,) = work.keys_of(resolved, rows)
    monkeypatch.setattr(work, "versions", lambda: ("0.0.1", 1))
    (after,) = work.keys_of(resolved, rows)
    assert before.key != after.key
    with pytest.raises(RunError, match="install the same version everywhere"):
        work.check_versions(versions())


def test_trouble_of_the_machine_is_no_result(
    finished: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_large(*_: object, **__: object) -> NoReturn:
        raise MemoryError("not enough")

    resolved = work.resolve(Study.of(finished / "tiny.yaml"), [()])
    monkeypatch.setattr(work, "_question", too_large)
    (done,) = work.compute(resolved, [(work.Row("0", 0, None, None, None), "key")], 1)
    assert (done.result, done.trouble) == (None, "not enough")


def test_trouble_of_a_point_is_its_result(finished: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> NoReturn:
        raise ValueError("of no kind that is known")

    resolved = work.resolve(Study.of(finished / "tiny.yaml"), [()])
    monkeypatch.setattr(work, "_figures", broken)
    (done,) = work.compute(resolved, [(work.Row("0", 0, None, None, None), "key")], 1)
    assert done.result is not None
    assert done.result.state == FAILED
    assert done.result.reason == "ValueError: of no kind that is known"


def test_a_lost_point_is_tried_again_by_the_next_run(tmp_path: Path) -> None:
    loaded = load_sweep(write_sweep(tmp_path))
    points = list(points_of(loaded.sweep))
    with SweepStore.writing(tmp_path / "out") as store:
        store.begin(loaded.sweep, {})
        store.keep_results([work.Done(points[2].request, None, "its workers ended", 0.0)])
    status = read_status(tmp_path / "out")
    assert status.states == {"done": 0, "failed": 0, "lost": 1, "waiting": 5}
    assert status.failures == ((3, "its workers ended"),)
    with SweepStore.writing(tmp_path / "out") as store:
        store.begin(loaded.sweep, {})
        assert store.state_of(points[2].request) == ("waiting", "")


def test_one_run_at_a_time_writes_to_a_folder_and_others_read(tmp_path: Path) -> None:
    loaded = load_sweep(write_sweep(tmp_path))
    with SweepStore.writing(tmp_path / "out") as store:
        store.begin(loaded.sweep, {})
        with pytest.raises(RunError, match="another run writes to out"):
            run_sweep(loaded, tmp_path / "out", workers=1)
        assert read_status(tmp_path / "out").is_running
        assert read_status(tmp_path / "out").states["waiting"] == 6
    assert not read_status(tmp_path / "out").is_running


def test_the_store_is_in_wal_mode(finished: Path) -> None:
    connection = sqlite3.connect(finished / "out" / "sweep.sqlite")
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_a_result_is_kept_exactly(finished: Path) -> None:
    with SweepStore.reading(finished / "out") as store:
        result = store.result_of(list(points_of(store.sweep()))[3].request)
    assert result is not None
    assert Result.from_text(result.key, result.state, result.to_text()) == result
    assert result.provenance is not None
    assert {
        "package_version",
        "engine_semantics",
        "scenario_hash",
        "plan_hash",
        "tape_hash",
    } <= set(result.provenance)


def test_csv_and_parquet_say_the_same_with_typed_columns(finished: Path) -> None:
    exported(finished, "out")
    with (finished / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    table = pyarrow.parquet.read_table(finished / "out.parquet")
    assert table.column_names == rows[0]
    assert table.num_rows == len(rows) - 1
    types = {name: str(table.schema.field(name).type) for name in rows[0]}
    assert types["people.design.headcount"] == types["point"] == types["seed"] == "int64"
    assert types["surge"] == types["estimate"] == "double"
    frame = table.to_pandas()
    text = pd.read_csv(finished / "out.csv")
    pd.testing.assert_series_equal(frame["estimate"], text["estimate"])
    provenance = json.loads(table.schema.metadata[b"provenance"])
    assert provenance["resolved_scenario"]["name"] == "Tiny study"
    assert provenance["sweep"] == SWEEP


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    path = write_sweep(tmp_path)
    with pytest.raises(ScenarioError, match=r"holds 'tiny.yaml' and no sweep; name another folder"):
        run_sweep(path, tmp_path)
    with pytest.raises(ScenarioError, match="is a file"):
        run_sweep(path, path)


def test_without_dask_the_way_to_get_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "is_installed", lambda: False)
    with pytest.raises(RunError, match=r'pip install "mom-sim\[sweep\]"'):
        run_sweep(write_sweep(tmp_path), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_json_has_its_envelope(finished: Path) -> None:
    table: dict[str, Any] = read_table(finished / "out").to_json()
    assert list(table) == ["provenance", "results", "warnings"]
    failed, *_, done = table["results"]["points"]
    assert failed["values"] == {"people.design.headcount": 0, "surge": 1.5}
    assert "headcount: 0" in failed["reason"]
    assert set(done["figures"]) == {
        "time_to_launch_mean_working_days",
        "throughput_per_week",
        "cost_per_launch",
    }
    json.dumps(table, allow_nan=False)


@pytest.mark.deep
def test_workers_read_a_campaign_calendar_as_this_process_does(tmp_path: Path) -> None:
    """Two points on two workers: the calendar's file stands beside the scenario."""
    path = write_sweep(
        tmp_path, "scenario: tiny.yaml\nvary:\n  people.design.headcount: [1, 2]\n", "dated.yaml"
    )
    text = (tmp_path / "tiny.yaml").read_text(encoding="utf-8")
    dated = text.replace("email: {demand: 100 per year}", "email: {}")
    (tmp_path / "tiny.yaml").write_text(
        dated.replace("horizon", "start: 2026-01-05, horizon") + "campaign_calendar: dates.csv\n",
        encoding="utf-8",
    )
    rows = [f"c{day},north,email,2026-01-{day:02},2026-02-20,100" for day in range(12, 24)]
    (tmp_path / "dates.csv").write_text(
        "\n".join(["id,unit,type,requested,due,value", *rows]) + "\n", encoding="utf-8"
    )
    status = run_sweep(path, tmp_path / "out", workers=2)
    assert status.states == {"done": 2, "failed": 0, "lost": 0, "waiting": 0}
    in_this_process(load_sweep(path), tmp_path / "alone")
    assert exported(tmp_path, "out") == exported(tmp_path, "alone")
