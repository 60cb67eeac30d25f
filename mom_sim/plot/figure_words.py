"""What figures are called for somebody who has not read the documentation."""

from __future__ import annotations

_KPIS = {
    "launched_share": "campaigns launched",
    "time_to_launch_mean_working_days": "time to launch, mean",
    "time_to_launch_p50_working_days": "time to launch, median",
    "time_to_launch_p80_working_days": "time to launch, 8 of 10 within",
    "time_to_launch_p90_working_days": "time to launch, 9 of 10 within",
    "time_to_launch_mean_calendar_days": "time to launch on the calendar, mean",
    "time_to_launch_p50_calendar_days": "time to launch on the calendar, median",
    "time_to_launch_p80_calendar_days": "time to launch on the calendar, 8 of 10 within",
    "time_to_launch_p90_calendar_days": "time to launch on the calendar, 9 of 10 within",
    "on_time_share": "launched on time",
    "throughput_per_week": "launches a week",
    "wip_mean": "campaigns in progress, mean",
    "wip_peak": "campaigns in progress, most",
    "peak_utilization": "how busy the busiest team is",
    "mean_utilization": "how busy people are",
    "handoffs_per_campaign": "hand-offs of a campaign",
    "flow_efficiency": "share of the time that is work",
    "incident_share": "launches with a defect",
    "agency_cost_per_launch": "outside work of a launch",
    "weeks_to_recover": "weeks to recover from the surge",
    "peak_backlog": "largest backlog",
}

_UNITS_LEFT_OUT = ("_working_days", "_calendar_days", "_share")


def kpi_label(name: str) -> str:
    """What a figure is called."""
    if name in _KPIS:
        return _KPIS[name]
    for ending in _UNITS_LEFT_OUT:
        name = name.removesuffix(ending)
    return name.replace("_per_launch", " of a launch").replace("_", " ")
