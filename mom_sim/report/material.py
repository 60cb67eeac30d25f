"""What a report is made of, and what follows from it for every section."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mom_sim.errors import Fault, ScenarioError
from mom_sim.experiments.capacity.plan import CapacityPlan
from mom_sim.experiments.comparison import CALM, SURGE, Comparison
from mom_sim.experiments.decision_map.result import DecisionMap
from mom_sim.experiments.explanation import Explanation
from mom_sim.experiments.sensitivity.result import Sensitivity
from mom_sim.experiments.surge.study import SurgeStudy
from mom_sim.experiments.winning import Winner
from mom_sim.metrics.summarizing import Estimate
from mom_sim.simulation import Simulation, Study

CHOSEN_BY, IN_THE_MIDDLE = "campaign_chosen_by", "middle_difference"
"""Key and value in the provenance of a twin campaign that `typical_campaign` chose."""

TIME, COST = "time_to_launch_mean_working_days", "cost_per_launch"

Result = (
    Comparison | SurgeStudy | CapacityPlan | DecisionMap | Sensitivity | Explanation | Simulation
)

_KINDS: Mapping[type, str] = {
    Comparison: "comparison",
    SurgeStudy: "surge",
    CapacityPlan: "plan",
    DecisionMap: "decision_map",
    Sensitivity: "sensitivity",
    Explanation: "explanation",
}


@dataclass(frozen=True, eq=False)
class Material:
    """Results of one scenario.

    Attributes
    ----------
    comparison : Comparison or None
    surge : SurgeStudy or None
    plan : CapacityPlan or None
    decision_map : DecisionMap or None
    sensitivity : Sensitivity or None
    explanation : Explanation or None
        Of one campaign: its two lives.
    runs : tuple of Simulation
        A replication of each model that is looked at over its weeks.
    study : Study or None
        Where the numbers come from.
    command : tuple of str
        What makes the report again.
    notes : tuple of str
        How it was made, where a reader should know.
    """

    comparison: Comparison | None = None
    surge: SurgeStudy | None = None
    plan: CapacityPlan | None = None
    decision_map: DecisionMap | None = None
    sensitivity: Sensitivity | None = None
    explanation: Explanation | None = None
    runs: tuple[Simulation, ...] = ()
    study: Study | None = None
    command: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def results(self) -> tuple[Any, ...]:
        """Everything with a provenance, in the order of the sections."""
        found = (getattr(self, kind) for kind in _KINDS.values())
        return tuple(one for one in found if one is not None)

    @property
    def scenario(self) -> str:
        """Name of the scenario."""
        if self.results:
            return str(self.results[0].scenario)
        return "" if self.study is None else self.study.scenario.name

    @property
    def provenance(self) -> Mapping[str, Any]:
        """Of the first result."""
        first: Mapping[str, Any] = self.results[0].provenance
        return first

    @property
    def resolved(self) -> Mapping[str, Any]:
        """The resolved scenario that a result carries along."""
        found: Mapping[str, Any] = self.provenance.get("resolved_scenario", {})
        return found

    @property
    def conditions(self) -> tuple[tuple[str, str], ...]:
        """Of the comparison: each condition, and the words for it."""
        if self.comparison is None:
            return ()
        if self.comparison.surge_factor is None:
            return ((CALM, ""),)
        return (
            (CALM, "in calm"),
            (SURGE, f"with surges of factor {self.comparison.surge_factor:g}"),
        )

    def winner(self, kpi: str, condition: str) -> Winner | None:
        """Who is best by a figure, as the comparison has it."""
        if self.comparison is None:
            return None
        wanted = (kpi, condition)
        return next(
            (one for one in self.comparison.winners if (one.kpi, one.condition) == wanted), None
        )

    def figure(self, model: str, kpi: str, condition: str = CALM) -> Estimate | None:
        """One figure of a model, as it is mainly compared."""
        if self.comparison is None:
            return None
        for one in self.comparison.results:
            if one.model == model:
                return dict(one.conditions()).get(condition, {}).get(kpi)
        return None

    @property
    def focus(self) -> tuple[str, ...]:
        """Models that are looked at closely: today's, and the one ahead by time-to-launch."""
        return focus_of(self.comparison)


def focus_of(comparison: Comparison | None) -> tuple[str, ...]:
    """Today's model where it was compared, and the one ahead by mean time-to-launch.

    Parameters
    ----------
    comparison : Comparison or None

    Returns
    -------
    tuple of str
        Two models where there are two; where today's is ahead, the other is the next in the order
        of the comparison.
    """
    if comparison is None:
        return ()
    models = [one.model for one in comparison.results]
    leads = [one.leader for one in comparison.winners if one.kpi == TIME and one.condition == CALM]
    wanted = [comparison.own_model, *leads, *models]
    return tuple(dict.fromkeys(one for one in wanted if one is not None and one in models))[:2]


def gather(
    results: Iterable[Result],
    *,
    study: Study | None = None,
    command: Sequence[str] = (),
    notes: Sequence[str] = (),
) -> Material:
    """Sort results by what they are.

    Parameters
    ----------
    results : iterable of Result
        At most one of a kind, but for simulations.
    study : Study, optional
    command, notes : sequence of str

    Returns
    -------
    Material

    Raises
    ------
    ScenarioError
        If there is none, two are of one kind, or they are of different scenarios.
    TypeError
        If one is no result.
    """
    found: dict[str, Any] = {}
    runs = []
    faults = []
    for one in results:
        if isinstance(one, Simulation):
            runs.append(one)
            continue
        kind = next((name for of, name in _KINDS.items() if isinstance(one, of)), None)
        if kind is None:
            raise TypeError(f"a report is made of results, not of {type(one).__name__}")
        if kind in found:
            words = kind.replace("_", " ")
            faults.append(f"two results are a {words}; give one of each kind")
        found[kind] = one
    hashes = {kind: one.provenance.get("scenario_hash") for kind, one in found.items()}
    if study is not None:
        hashes["scenario"] = study.scenario_hash
    known = {kind: one for kind, one in hashes.items() if one}
    if len(set(known.values())) > 1:
        names = ", ".join(f"{kind.replace('_', ' ')} {one[:12]}" for kind, one in known.items())
        faults.append(
            f"the results are of different scenarios (hashes: {names}); give results of one "
            "scenario, or make a report of each"
        )
    if not found:
        faults.append("there is no result to report; give a comparison, a surge study or a plan")
    if faults:
        raise ScenarioError(
            [Fault("results", 1, 1, "report", text) for text in dict.fromkeys(faults)]
        )
    return Material(
        **found, runs=tuple(runs), study=study, command=tuple(command), notes=tuple(notes)
    )
