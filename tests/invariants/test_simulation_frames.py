"""What one replication says of itself: figures, tables, and courses over time."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from mom_sim.errors import LogError
from mom_sim.log.contract import NULL
from mom_sim.metrics.measuring import measure
from mom_sim.metrics.summarizing import summarize
from mom_sim.simulation import Simulation, Study, parse_scenario, simulate
from tests.faces.small_study import TEXT, run, write_study


@pytest.fixture(scope="module")
def simulation() -> Simulation:
    return simulate(Study.of(parse_scenario(TEXT)), "functional", replication=2)


def test_figures_are_those_of_the_summary(simulation: Simulation) -> None:
    frame = simulation.kpis
    assert list(frame.columns) == ["kpi", "estimate", "unit", "definition", "reason"]
    expected = summarize([measure(simulation.log, simulation.plan)])
    assert frame["kpi"].tolist() == list(expected)
    for row in frame.itertuples():
        found = expected[row.kpi].estimate
        assert (pd.isna(row.estimate) and row.reason) if found is None else row.estimate == found
    assert frame.set_index("kpi")["unit"]["cost_per_launch"] == "USD/launch"
    has_figure = frame["estimate"].notna()
    assert has_figure.any() and frame["reason"][has_figure].isna().all()


def test_what_is_done_to_a_table_of_figures_does_not_last(simulation: Simulation) -> None:
    frame, untouched = simulation.kpis, simulation.kpis
    for name in frame.columns:
        frame[name] = "changed"
    changed = simulation.kpis
    changed.loc[:, "definition"] = "changed"
    changed.rename(columns={"kpi": "figure"}, inplace=True)
    pd.testing.assert_frame_equal(simulation.kpis, untouched)


def test_work_in_progress_is_the_count_of_campaigns(simulation: Simulation) -> None:
    frame, campaigns = simulation.wip(), simulation.log.campaigns
    assert list(frame.columns) == ["time", "days", "campaigns"]
    assert frame["time"].is_monotonic_increasing and frame["campaigns"].max() > 1
    ended = campaigns["ended"].replace(NULL, np.iinfo(np.int64).max)
    for row in frame.itertuples():
        inside = (campaigns["requested"] <= row.time) & (ended > row.time)
        assert row.campaigns == inside.sum()
        assert row.days == row.time / 86_400e6


def test_queues_of_a_team_are_those_of_its_skills(simulation: Simulation) -> None:
    teams = simulation.table("teams")[["team", "skill"]].drop_duplicates()
    longest = []
    for team, skill in teams.itertuples(index=False):
        frame = simulation.queue(team, skill)
        assert list(frame.columns) == ["time", "days", "waiting"]
        assert (frame["waiting"] >= 0).all()
        longest.append(frame["waiting"].max() if len(frame) else 0)
        assert len(simulation.queue(team)) >= len(frame)
    assert max(longest) > 0
    with pytest.raises(LogError, match="nothing waits for nobody; there are queues for"):
        simulation.queue("nobody")


def test_utilization_over_time_adds_up_to_that_of_the_window(simulation: Simulation) -> None:
    team = simulation.table("teams")["team"].iloc[0]
    frame = simulation.utilization(team)
    assert list(frame.columns) == ["start", "scheduled_hours", "busy_hours", "utilization"]
    people = simulation.table("people")
    hours = people[(people["team"] == team) & (people["figure"] == "busy_hours_per_week")]
    window = frame.iloc[1:5]  # weeks of the measured window
    assert window["busy_hours"].sum() / 4 == pytest.approx(hours["estimate"].sum())


def test_tables_are_tidy(simulation: Simulation) -> None:
    for name in ("by_type", "by_unit", "teams", "people", "gates", "causes", "waiting"):
        assert {"figure", "estimate", "unit"} <= set(simulation.table(name).columns), name
    with pytest.raises(ValueError, match="there is no table 'colors'; there are by_type"):
        simulation.table("colors")


def test_json_of_one_replication_has_everybodys_utilization(tmp_path: Path) -> None:
    result = run("simulate", write_study(tmp_path), "--model", "functional", "--json", "-")
    content = json.loads(result.stdout)
    rows = [one for one in content["tables"]["people"] if one["figure"] == "utilization"]
    assert len(rows) == 8 and len({one["person"] for one in rows}) == 8
    assert all(0 <= one["estimate"] <= 1 for one in rows)
    assert set(rows[0]) == {"person", "role", "team", "figure", "estimate", "unit", "reason"}
    busiest = max(
        one["estimate"] for one in content["tables"]["teams"] if one["figure"] == "utilization"
    )
    assert busiest == pytest.approx(content["kpis"]["peak_utilization"]["estimate"])
