"""Which figures are better small and which large, where one is better in itself."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

LESS, MORE = "less", "more"

BETTER: Mapping[str, str] = MappingProxyType(
    {
        "time_to_launch_mean_working_days": LESS,
        "time_to_launch_p50_working_days": LESS,
        "time_to_launch_p90_working_days": LESS,
        "throughput_per_week": MORE,
        "on_time_share": MORE,
        "flow_efficiency": MORE,
        "cost_per_launch": LESS,
        "incident_share": LESS,
        "value_captured_share": MORE,
        "cost_of_delay_per_launch": LESS,
        "peak_backlog": LESS,
        "weeks_to_recover": LESS,
    }
)
"""Figures by which models are ranked, in the order in which they are printed."""
