"""What is run for a case: scenarios, the figures to take from them, and how often."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.formula.oracles.estimators import Estimator
from tests.formula.oracles.inputs import Inputs


@dataclass(frozen=True)
class Experiment:
    """Scenarios that are run side by side in every replication.

    Parameters
    ----------
    scenarios : tuple of str
        YAML. All runs of a replication share their luck where their campaigns are the same.
    models : tuple of str
        Operating model of each run, by name; every scenario's own if there are none.
    estimators : mapping of metric to Estimator
    skipped : mapping of metric to str
        Metrics that cannot be had, with the reason.
    tolerances : mapping of metric to float
        How far from the expected value the true one may lie; by default the case's own.
    inputs : tuple of Inputs
        Demand and work that chance changes and whose means are known.
    least_replications : int
    deterministic : bool
        True if nothing is left to chance: one replication says all.
    """

    scenarios: tuple[str, ...]
    estimators: Mapping[str, Estimator]
    skipped: Mapping[str, str] = field(default_factory=dict)
    tolerances: Mapping[str, float] = field(default_factory=dict)
    inputs: tuple[Inputs, ...] = ()
    least_replications: int = 30
    deterministic: bool = False
    models: tuple[str, ...] = ()

    def runs(self) -> tuple[tuple[str, str | None], ...]:
        """Scenario and operating model of each run of a replication."""
        models = self.models or (None,) * len(self.scenarios)
        return tuple(zip(self.scenarios, models, strict=True))
