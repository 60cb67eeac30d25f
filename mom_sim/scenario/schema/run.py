"""``run``: when the study starts, what it measures, how often it is repeated."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from mom_sim.scenario.schema.base import Form, default
from mom_sim.scenario.schema.values import DateOnly, WallTime

MOST_REPLICATIONS = 100_000
LARGEST_SEED = 2**63 - 1


class RunForm(Form):
    """When the study starts, what it measures and how often it is repeated."""

    start: DateOnly = default("run.start")
    """First date; its midnight in the reference calendar's time zone is the start of the clock."""
    horizon: WallTime = default("run.horizon")
    """End of the measured window, counted from the start."""
    warm_up: WallTime = default("run.warm_up")
    """Beginning of the measured window: what comes before fills the system and is not measured."""
    follow_up: WallTime = default("run.follow_up")
    """How long after the horizon campaigns are followed at most."""
    replications: Annotated[int, Field(ge=1, le=MOST_REPLICATIONS)] = default("run.replications")
    """How often the study is repeated with other luck."""
    seed: Annotated[int, Field(ge=0, le=LARGEST_SEED)] = default("run.seed")
    """Where the luck starts from: the same seed gives the same bytes."""
