"""From the names of the expected figures to their estimators."""

from __future__ import annotations

from collections.abc import Callable

from tests.formula.oracles.case import Case
from tests.formula.oracles.estimators import Estimator
from tests.formula.oracles.experiment import Experiment
from tests.formula.oracles.flow_metrics import Place, flow_metric

UNKNOWN = "this runner knows no such figure of this family"
Resolve = Callable[[str], Estimator | None]


def experiment(
    case: Case, scenarios: tuple[str, ...], resolve: Resolve, **further: object
) -> Experiment:
    """Experiment with an estimator for every expected figure that `resolve` knows."""
    found = {name: resolve(name) for name in case.expected}
    return Experiment(
        scenarios,
        {name: one for name, one in found.items() if one is not None},
        {name: UNKNOWN for name, one in found.items() if one is None},
        **further,  # type: ignore[arg-type]
    )


def usual(place: Place) -> Resolve:
    """Resolve the usual figures of one place."""
    return lambda name: flow_metric(name, place)
