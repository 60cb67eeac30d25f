"""What a comparison of operating models found, as objects, tidy frames and JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from mom_sim.experiments.comparison_json import (
    bottleneck_json,
    budget_json,
    difference_json,
    kpis_json,
    launched_json,
    table_json,
)
from mom_sim.experiments.notebook_table import notebook_table
from mom_sim.metrics.all_tables import table_named
from mom_sim.metrics.launch_curve import launched_by
from mom_sim.metrics.measuring import Measurement
from mom_sim.metrics.summarizing import Estimate, difference
from mom_sim.metrics.tabulating import estimates_by_type

if TYPE_CHECKING:
    from mom_sim.experiments.input_uncertainty import InputUncertainty
    from mom_sim.experiments.precision import Precision
    from mom_sim.experiments.promises import PromiseOutcome
    from mom_sim.experiments.winning import Winner

CALM, SURGE = "calm", "surge"

AS_WRITTEN = "as_written"
"""In tables: the only run when no surge was asked for, with whatever surges the scenario states."""

JSON_TABLES = ("by_type", "by_unit", "teams", "gates", "causes", "waiting", "bottlenecks")
"""Those that go into the JSON; the others are made by `Comparison.table`."""


@dataclass(frozen=True)
class Bottleneck:
    """Where the most waiting is: `name`, its share of all waiting, and why in one sentence."""

    name: str
    share: float | None
    why: str


@dataclass(frozen=True)
class BudgetNote:
    """What an equal budget took away.

    Attributes
    ----------
    removed : tuple of (str, int)
        Role and positions.
    outside_spend_per_year, saved_per_year, residual_per_year : float, currency a year
    """

    removed: tuple[tuple[str, int], ...]
    outside_spend_per_year: float
    saved_per_year: float
    residual_per_year: float


@dataclass(frozen=True)
class Difference:
    """A model's figure less the figure of the model it is compared with, paired by replication."""

    model: str
    versus: str
    kpi: str
    condition: str
    estimate: float | None
    low: float | None
    high: float | None
    reason: str | None

    def reversed(self) -> Difference:
        """The same difference, seen from the other model."""
        estimate, low, high = (
            None if value is None else -value for value in (self.estimate, self.high, self.low)
        )
        return replace(
            self, model=self.versus, versus=self.model, estimate=estimate, low=low, high=high
        )


@dataclass(frozen=True)
class ModelResult:
    """One operating model's figures.

    Attributes
    ----------
    model : str
    comparison : str
        ``equal_people`` or ``equal_budget``.
    kpis : dict of str to Estimate
        Calm, or as the scenario is written when no surge was asked for.
    surge : dict of str to Estimate, or None
        The same under the surge, with ``weeks_to_recover`` and ``peak_backlog``.
    bottleneck : Bottleneck
    surge_bottleneck : Bottleneck or None
    warnings : tuple of str
        Why a figure may not be trusted.
    budget : BudgetNote or None
        With an equal budget.
    measurements : mapping of str to tuple of Measurement
        By condition, one a replication: what every table is made of.
    ends : dict of str to dict of str to int
        How the same campaigns ended: in this model, then in the model that it is compared with.
    differences : tuple of Difference
        From the model that it is compared with; empty for that model itself.
    doubts : mapping of str to tuple of str
        By condition: ``idle``, ``restricted``, ``overloaded``; see `mom_sim.metrics.trust`.
    """

    model: str
    comparison: str
    kpis: Mapping[str, Estimate]
    surge: Mapping[str, Estimate] | None
    bottleneck: Bottleneck
    surge_bottleneck: Bottleneck | None
    warnings: tuple[str, ...]
    budget: BudgetNote | None = None
    measurements: Mapping[str, Sequence[Measurement]] = field(default_factory=dict, repr=False)
    ends: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()
    doubts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<ModelResult {self.model} ({self.comparison}): {len(self.kpis)} figures in kpis>"

    def by_type(self, kpi: str) -> dict[str, dict[str, Estimate]]:
        """One figure about campaigns, by condition, then by campaign type."""
        return {
            condition: estimates_by_type(kpi, measurements)
            for condition, measurements in self.measurements.items()
        }

    def conditions(self) -> Iterator[tuple[str, Mapping[str, Estimate]]]:
        """Calm, and surge where there is one."""
        yield CALM, self.kpis
        if self.surge is not None:
            yield SURGE, self.surge


@dataclass(frozen=True)
class ModelPromise:
    """How one model does against one promise, compared in one way under one condition."""

    model: str
    comparison: str
    condition: str
    outcome: PromiseOutcome


@dataclass(frozen=True)
class Comparison:
    """Operating models side by side.

    Attributes
    ----------
    scenario : str
        Name of the scenario.
    own_model : str
        The model that the others are compared with.
    surge_factor : float or None
    results : tuple of ModelResult
        In the order asked for, with the scenario's own way of comparing.
    others : tuple of ModelResult
        The other way of comparing, for models that buy outside work.
    differences : tuple of Difference
    warnings : tuple of str
        About the study as a whole.
    provenance : dict
    currency : str
        Code of the scenario's currency, as in the units of figures.
    winners : tuple of Winner
        Who is best by each figure that has a better side, or that the data cannot tell.
    promises : tuple of ModelPromise
    precision : Precision or None
        What was reached, where a precision was asked for.
    inputs : InputUncertainty or None
        How far the answer moves with the inputs, where draws were asked for.
    """

    scenario: str
    own_model: str
    surge_factor: float | None
    results: tuple[ModelResult, ...]
    others: tuple[ModelResult, ...]
    differences: tuple[Difference, ...]
    warnings: tuple[str, ...]
    provenance: Mapping[str, Any]
    currency: str = "currency"
    winners: tuple[Winner, ...] = ()
    promises: tuple[ModelPromise, ...] = ()
    precision: Precision | None = None
    inputs: InputUncertainty | None = None

    def __repr__(self) -> str:
        names = ", ".join(result.model for result in self.results)
        replications = self.provenance.get("replications", "unknown")
        return (
            f'<Comparison "{self.scenario}": {names}; replications: {replications}; '
            "look at kpis, winners, paired_differences, table(name)>"
        )

    def _repr_html_(self) -> str:
        """Show the main figures in a notebook."""
        return notebook_table(self)

    @property
    def kpis(self) -> pd.DataFrame:
        """One row per model, way of comparing, condition and figure."""
        rows = [
            {
                "model": result.model,
                "comparison": result.comparison,
                "condition": self._word(condition),
                "kpi": name,
                "estimate": estimate.estimate,
                "low": estimate.low,
                "high": estimate.high,
                "unit": estimate.unit,
                "definition": estimate.definition,
                "reason": estimate.reason,
            }
            for result in (*self.results, *self.others)
            for condition, kpis in result.conditions()
            for name, estimate in kpis.items()
        ]
        return pd.DataFrame(rows)

    @property
    def paired_differences(self) -> pd.DataFrame:
        """One row per model, way of comparing, condition and figure."""
        names = ("versus", "kpi", "estimate", "low", "high", "reason")
        rows = [
            {
                "model": one.model,
                "comparison": result.comparison,
                "condition": self._word(one.condition),
                **{name: getattr(one, name) for name in names},
            }
            for result in (*self.results, *self.others)
            for one in result.differences
        ]
        return pd.DataFrame(rows, columns=["model", "comparison", "condition", *names])

    def _word(self, condition: str) -> str:
        return AS_WRITTEN if self.surge_factor is None else condition

    def difference(
        self, model: str, versus: str, kpi: str, condition: str = CALM
    ) -> Difference | None:
        """Paired difference between any two models, with the scenario's own way of comparing.

        Parameters
        ----------
        model, versus : str
        kpi : str
        condition : str
            ``calm`` (also for the only run when no surge was asked for) or ``surge``.

        Returns
        -------
        Difference or None
            None where one of the two was not compared.
        """
        for one in self.differences:
            if (one.kpi, one.condition) == (kpi, condition):
                if (one.model, one.versus) == (model, versus):
                    return one
                if (one.model, one.versus) == (versus, model):
                    return one.reversed()
        sides = {one.model: one.measurements.get(condition) for one in self.results}
        mine, theirs = sides.get(model), sides.get(versus)
        if not mine or not theirs:
            return None
        found = difference(mine, theirs, kpi)
        return Difference(
            model, versus, kpi, condition, found.estimate, found.low, found.high, found.reason
        )

    def table(self, name: str) -> pd.DataFrame:
        """One breakdown of all models side by side.

        Parameters
        ----------
        name : str
            One of ``by_type``, ``by_unit``, ``teams``, ``people``, ``gates``, ``causes``,
            ``waiting``, ``bottlenecks`` (by the active-period method).

        Returns
        -------
        DataFrame
            Columns `model`, `comparison`, `condition`, then those of the breakdown.

        Raises
        ------
        ValueError
            If there is no such table.
        """
        parts = []
        for result in (*self.results, *self.others):
            for condition, measurements in result.measurements.items():
                part = table_named(name, measurements, self.currency)
                part.insert(0, "condition", self._word(condition))
                part.insert(0, "comparison", result.comparison)
                part.insert(0, "model", result.model)
                parts.append(part)
        return pd.concat(parts, ignore_index=True)

    def launch_curve(self, model: str, condition: str = CALM) -> pd.DataFrame | None:
        """Share of a model's requests launched over time, with the scenario's way of comparing.

        Parameters
        ----------
        model : str
        condition : str
            ``calm`` (also for the only run when no surge was asked for) or ``surge``.

        Returns
        -------
        DataFrame or None
            Columns `working_days` and `launched`, see `mom_sim.metrics.launch_curve`; None where
            the model was not compared under that condition.
        """
        for one in self.results:
            if one.model == model and (measurements := one.measurements.get(condition)):
                return launched_by(measurements)
        return None

    def to_json(self) -> dict[str, Any]:
        """Plain data for ``compare --json``; the keys are documented in ``docs/formats.md``."""
        others = {result.model: result for result in self.others}
        words = {condition: self._word(condition) for condition in (CALM, SURGE)}
        return {
            "provenance": dict(self.provenance),
            "models": [
                self._model_json(result, others.get(result.model)) for result in self.results
            ],
            "differences": [
                difference_json(one, self.surge_factor is not None) for one in self.differences
            ],
            "winners": [one.to_json(words[one.condition]) for one in self.winners],
            "promises": [
                {
                    "model": one.model,
                    "comparison": one.comparison,
                    "condition": words[one.condition],
                    **one.outcome.to_json(),
                }
                for one in self.promises
            ],
            "precision": None if self.precision is None else self.precision.to_json(words),
            "inputs": None if self.inputs is None else self.inputs.to_json(words),
            "warnings": list(self.warnings),
        }

    def _model_json(self, result: ModelResult, other: ModelResult | None) -> dict[str, Any]:
        with_surge = self.surge_factor is not None
        found: dict[str, Any] = {
            "model": result.model,
            "comparison": result.comparison,
            "kpis": kpis_json(result.kpis),
            "bottleneck": bottleneck_json(result.bottleneck),
            "warnings": list(result.warnings),
            "doubts": {self._word(name): list(words) for name, words in result.doubts.items()},
        }
        if with_surge and result.surge is not None:
            found["surge"] = kpis_json(result.surge)
            found["surge_bottleneck"] = bottleneck_json(result.surge_bottleneck)
        if result.budget is not None:
            found["budget"] = budget_json(result.budget)
        found["ends_versus"] = {end: dict(row) for end, row in result.ends.items()}
        runs = {self._word(condition): of for condition, of in result.measurements.items()}
        found["tables"] = {name: table_json(name, runs, self.currency) for name in JSON_TABLES}
        found["launched"] = launched_json(runs)
        if other is not None:
            found[other.comparison] = {
                **self._model_json(other, None),
                "differences": [difference_json(one, with_surge) for one in other.differences],
            }
        return found
