"""The figures that the tables show, in words that need no manual."""

from __future__ import annotations

from dataclasses import dataclass

from mom_sim.experiments.directions import BETTER


@dataclass(frozen=True)
class Headline:
    """One figure of the tables.

    Attributes
    ----------
    kpi : str
        Its name in JSON and CSV.
    title : str
    surge_only : bool
    only_with : str
        Figure without which this one says nothing; neither is shown where no model has it.
    """

    kpi: str
    title: str
    surge_only: bool = False
    only_with: str = ""

    @property
    def better(self) -> str:
        """``less``, ``more``, or empty where neither is better in itself."""
        return BETTER.get(self.kpi, "")


TIME_TO_LAUNCH = "time_to_launch_mean_working_days"
COST = "cost_per_launch"
LAUNCHED = "launched_share"
ON_TIME = "on_time_share"
VALUE = "value_captured_share"

SECTIONS: tuple[tuple[str, tuple[Headline, ...]], ...] = (
    (
        "Time-to-launch: from request to launch",
        (
            Headline(TIME_TO_LAUNCH, "mean"),
            Headline("time_to_launch_p50_working_days", "half are within"),
            Headline("time_to_launch_p90_working_days", "9 of 10 are within"),
        ),
    ),
    (
        "Flow",
        (
            Headline("throughput_per_week", "throughput"),
            Headline(ON_TIME, "launched on time"),
            Headline("flow_efficiency", "flow efficiency"),
        ),
    ),
    (
        "Load, cost, mistakes",
        (
            Headline("peak_utilization", "peak utilization"),
            Headline(COST, "cost per launch"),
            Headline("incident_share", "launches with a defect"),
        ),
    ),
    (
        "Value",
        (
            Headline(VALUE, "value captured", only_with=VALUE),
            Headline("cost_of_delay_per_launch", "cost of delay", only_with=VALUE),
        ),
    ),
    (
        "Surge",
        (
            Headline("peak_backlog", "peak backlog", surge_only=True),
            Headline("weeks_to_recover", "time to recover", surge_only=True),
        ),
    ),
)
"""Sections of the comparison's tables."""

BY_TYPE = (
    Headline(TIME_TO_LAUNCH, "Mean time-to-launch"),
    Headline(ON_TIME, "Launched on time"),
)
"""Figures that are shown for each campaign type."""

ENDS = (
    Headline(LAUNCHED, "launched"),
    Headline("rejected_share", "rejected"),
    Headline("canceled_share", "canceled"),
    Headline("shadow_share", "done outside"),
    Headline("reused_share", "reused"),
    Headline("inside_share", "still inside"),
)
"""How requests end."""

SHORT_NAMES: dict[str, str] = {
    TIME_TO_LAUNCH: "mean time-to-launch",
    "time_to_launch_p50_working_days": "half are launched within",
    "time_to_launch_p90_working_days": "9 of 10 are launched within",
    **{one.kpi: one.title for _, headlines in SECTIONS[1:] for one in headlines},
}
"""What a figure is called where its section is not there to say what it is about."""
