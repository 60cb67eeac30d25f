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
