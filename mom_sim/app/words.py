"""What things are called for somebody who has not read the documentation."""

from __future__ import annotations

DEFAULT_KPIS = (
    "launched_share",
    "time_to_launch_mean_working_days",
    "time_to_launch_p50_working_days",
    "time_to_launch_p80_working_days",
    "time_to_launch_p90_working_days",
    "on_time_share",
    "throughput_per_week",
    "wip_mean",
    "peak_utilization",
    "handoffs_per_campaign",
    "flow_efficiency",
    "incident_share",
    "cost_per_launch",
    "agency_cost_per_launch",
    "weeks_to_recover",
    "peak_backlog",
)
"""Figures of an answer unless others are asked for."""

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

_CAUSES = {
    "work": "hands-on work",
    "hand_off": "hand-offs",
    "outside": "others outside",
    "agency": "agency",
    "hold": "held back",
    "assembly": "putting a crew together",
    "decision": "waiting for a decision",
    "closed": "nights, weekends, absences",
    "queue": "waiting for people",
    "embargo": "waiting for the date",
}

_UNITS_LEFT_OUT = ("_working_days", "_calendar_days", "_share")


def kpi_label(name: str) -> str:
    """What a figure is called."""
    if name in _KPIS:
        return _KPIS[name]
    for ending in _UNITS_LEFT_OUT:
        name = name.removesuffix(ending)
    return name.replace("_per_launch", " of a launch").replace("_", " ")


def cause_label(name: str) -> str:
    """What a cause of time is called."""
    return _CAUSES.get(name, name.replace("_", " "))


_NAMES = {"self_service": "Self-service", "campaign_centric": "Campaign-centric"}


def name_label(name: str) -> str:
    """A name of a scenario, as a title."""
    if name in _NAMES:
        return _NAMES[name]
    text = name.replace("_", " ").strip()
    return text[:1].upper() + text[1:]
