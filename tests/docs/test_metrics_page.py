"""The page on figures is printed from the registry, and the registry has every figure."""

from __future__ import annotations

from pathlib import Path

from mom_sim.metrics.documentation import metrics_page
from mom_sim.metrics.registry import BREAKDOWNS, METRICS, SUBJECTS

PAGE = Path(__file__).parents[2] / "docs" / "metrics.md"

PROMISED = (
    "throughput_per_week",
    "time_to_launch_mean_working_days",
    "time_to_launch_p50_working_days",
    "time_to_launch_p90_working_days",
    "on_time_share",
    "flow_efficiency",
    "peak_utilization",
    "cost_per_launch",
    "incident_share",
    "weeks_to_recover",
    "peak_backlog",
)


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == metrics_page(), (
        "write it anew: python -m mom_sim.metrics.documentation > docs/metrics.md"
    )


def test_the_page_names_every_figure_and_column() -> None:
    page = metrics_page()
    for metric in METRICS.values():
        assert f"| `{metric.name}` | {metric.unit} | {metric.definition} |" in page
    for breakdown in BREAKDOWNS.values():
        assert f"### `{breakdown.name}`" in page
        for column in breakdown.columns:
            assert f"| `{column.name}` | {column.unit} | {column.definition} |" in page


def test_every_promised_figure_is_there() -> None:
    assert set(PROMISED) <= set(METRICS)


def test_records_are_complete() -> None:
    assert sum(map(len, SUBJECTS.values())) == len(METRICS)  # no name twice
    for metric in METRICS.values():
        assert metric.unit
        assert metric.definition[0].isupper() and metric.definition.endswith(".")
        assert metric.empty and not metric.empty.endswith(".")
