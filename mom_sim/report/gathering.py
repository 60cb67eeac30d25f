"""results_of(): runs what a report of a scenario shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from mom_sim.errors import Fault, ScenarioError
from mom_sim.experiments.comparing import compare
from mom_sim.experiments.comparison import Comparison
from mom_sim.experiments.explaining import explain
from mom_sim.experiments.explanation import Explanation
from mom_sim.experiments.typical_campaign import typical_campaign
from mom_sim.report.material import CHOSEN_BY, IN_THE_MIDDLE, Result, focus_of
from mom_sim.scenario.loading import LoadedScenario
from mom_sim.simulation import Simulation, Study, simulate
from mom_sim.tape.surges import AS_WRITTEN

EXTRAS = ("surge", "plan", "map")
"""What can be asked for beside the comparison."""

MAP_AXES = ("campaigns.*.demand=x0.8:x1.4:4", "hand_off.between_teams=x0.5:x2:4")
"""Inputs that every scenario has: how much is asked for, and how long work lies between teams."""

_MAP_REPLICATIONS = 3

Progress = Callable[[int, int], None]


def results_of(
    scenario: Study | LoadedScenario | str | Path,
    *,
    models: Sequence[str] | str | None = None,
    replications: int | None = None,
    seed: int | None = None,
    extras: Sequence[str] = (),
    promises: Sequence[str] = (),
    axes: tuple[str, str] = MAP_AXES,
    workers: int | None = None,
    progress: Progress | None = None,
    command: Sequence[str] = (),
) -> list[Result]:
    """Run the comparison, the runs beside it, and whatever is asked for.

    Parameters
    ----------
    scenario : Study, LoadedScenario, str or Path
    models : sequence of str, optional
        All that the scenario knows by default.
    replications : int, optional
        Of the comparison, and at most of everything else; the scenario's by default.
    seed : int, optional
    extras : sequence of str
        Among ``surge``, ``plan``, ``map``.
    promises : sequence of str
        For surge and plan; the usual due time by default.
    axes : tuple of str
        Of the map.
    workers : int, optional
    progress : callable, optional
        Called with (done, all) of the part that is under way.
    command : sequence of str
        For provenance.

    Returns
    -------
    list of Result
        For `make_report`. A scenario with surges is compared in calm and with them.

    Raises
    ------
    ScenarioError
        If the scenario or what is asked for is wrong.
    RunError
        If a run had to stop.
    """
    study = Study.of(scenario)
    unknown = [one for one in extras if one not in EXTRAS]
    if unknown:
        message = f'"{unknown[0]}" is no part of a report; allowed: {", ".join(EXTRAS)}'
        raise ScenarioError([Fault(study.loaded.file, 1, 1, "with", message)])
    comparison = compare(
        study,
        models,
        replications=replications,
        seed=seed,
        surge=_stated_surge(study),
        workers=workers,
        progress=progress,
        command=command,
    )
    results: list[Result] = [comparison, *runs_beside(study, comparison, seed=seed)]
    count = int(comparison.provenance["replications"])
    if "surge" in extras:
        from mom_sim.experiments.surge.default import MOST_REPLICATIONS
        from mom_sim.experiments.surge.measuring import measure_surges

        results.append(
            measure_surges(
                study,
                models,
                promises=promises,
                replications=min(count, MOST_REPLICATIONS),
                seed=seed,
                workers=workers,
                progress=progress,
                command=command,
            )
        )
    if "plan" in extras:
        from mom_sim.experiments.capacity.planning import plan_capacity
        from mom_sim.experiments.surge.default import default_promise

        results.append(
            plan_capacity(
                study,
                promises=promises or [default_promise(study.scenario)],
                seed=seed,
                workers=workers,
                progress=progress,
                command=command,
            )
        )
    if "map" in extras:
        from mom_sim.experiments.decision_map.making import make_decision_map

        results.append(
            make_decision_map(
                study,
                *axes,
                models,
                replications=min(count, _MAP_REPLICATIONS) if count > 1 else None,
                seed=seed,
                workers=workers,
                progress=progress,
                command=command,
            )
        )
    return results


def runs_beside(
    study: Study, comparison: Comparison, *, seed: int | None = None
) -> list[Simulation | Explanation]:
    """Run what a comparison does not keep: a year week by week, and a campaign's two lives.

    Parameters
    ----------
    study : Study
    comparison : Comparison
        Of that study.
    seed : int, optional
        The comparison's by default.

    Returns
    -------
    list of Simulation or Explanation
        The first replication of today's model and of the one ahead, with the surge where the
        comparison has one; and the life of one campaign under both.
    """
    number = int(comparison.provenance["seed"]) if seed is None else seed
    factor = comparison.surge_factor
    models = focus_of(comparison)
    found: list[Simulation | Explanation] = [
        simulate(study, model, seed=number, surge=AS_WRITTEN if factor is None else factor)
        for model in models
    ]
    if len(models) == 2:
        twin = _twin(study, models, number, factor)
        if twin is not None:
            found.append(twin)
    return found


def _twin(
    study: Study, models: Sequence[str], seed: int, surge: float | None
) -> Explanation | None:
    a, b = models
    everything = explain(study, a, b, replications=1, seed=seed, surge=surge, workers=1)
    campaign = typical_campaign(everything)
    if campaign is None:
        return None
    found = explain(study, a, b, campaign=campaign, seed=seed, surge=surge, workers=1)
    return replace(found, provenance={**found.provenance, CHOSEN_BY: IN_THE_MIDDLE})


def _stated_surge(study: Study) -> float | None:
    """Factor of the scenario's surges; None where it has none, or they differ: as it is written."""
    factors = {one.factor for one in study.scenario.surges if one.factor > 1}
    return factors.pop() if len(factors) == 1 else None
