"""How far the answer moves when the uncertain inputs move: draws of all of them at once.

Inputs are drawn by Latin hypercube (McKay, Beckman and Conover 1979, Technometrics 21, 239-245):
every input takes each n-th part of its range once. Half of the draws lie below what is taken, half
above. All draws read the same tapes, so that what differs between them is the inputs and not luck
(common random numbers; Law, Simulation Modeling and Analysis, 5th ed. 2015, section 11.2). These
are the first tapes of the comparison itself, so their luck is known: by how much the figure of all
replications differs from that of these few, every draw's figure is moved (a control variate with
coefficient 1; Law 2015, section 11.4). With the inputs as they are that gives the figure of all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy.stats import qmc

from mom_sim.errors import PlanError, RunError, ScenarioError
from mom_sim.experiments.changing import changed
from mom_sim.experiments.directions import BETTER, MORE
from mom_sim.experiments.input_ranges import UncertainInput, uncertain_inputs
from mom_sim.experiments.input_uncertainty import InputRange, InputUncertainty, InputWins
from mom_sim.experiments.replicating import Question, calm_and_surge, replicate
from mom_sim.experiments.spreading import carry_out
from mom_sim.experiments.variants import main_variants
from mom_sim.metrics.measuring import Measurement
from mom_sim.metrics.registry import METRICS
from mom_sim.metrics.summarizing import interval_of
from mom_sim.simulation import Study
from mom_sim.stats import proportion_interval

REPLICATIONS = 2
"""Of each draw. Few are enough: the draws share their luck, and there are many of them."""

MIDDLE = (0.025, 0.975)
"""Quantiles of the draws between which an input interval reaches."""

Runs = Mapping[tuple[str, str], Sequence[Measurement]]
"""Measurements by (model, condition), one a replication."""

Figures = Mapping[tuple[str, str, str], float | None]
"""Estimates by (model, condition, figure)."""


@dataclass(frozen=True)
class Draws:
    """What a worker needs to know: the same for all draws."""

    study: Study
    inputs: tuple[UncertainInput, ...]
    positions: tuple[tuple[float, ...], ...]
    models: tuple[str, ...]
    surge: float | None
    seed: int
    replications: int
    engine: str


@dataclass(frozen=True)
class Draw:
    """Figures of one draw, or why it could not be run."""

    figures: Figures
    fault: str = ""


def draw_inputs(
    study: Study,
    runs: Runs,
    *,
    draws: int,
    seed: int,
    surge: float | None,
    engine: str,
    workers: int,
    progress: Callable[[int, int], None] | None = None,
) -> InputUncertainty:
    """Run models under draws of the uncertain inputs.

    Parameters
    ----------
    study : Study
    runs : Runs
        Of the models with the inputs as they are, on the same seed.
    draws : int, at least 1
    seed : int
        Of the tapes, and of the design.
    surge : float, optional
    engine, workers
        As of `compare`; the result does not depend on the workers.
    progress : callable, optional
        Called with (done, all) after every draw.

    Returns
    -------
    InputUncertainty
    """
    models = tuple(dict.fromkeys(model for model, _ in runs))
    replications = min(REPLICATIONS, *(len(of) for of in runs.values()))
    inputs = uncertain_inputs(study, models)
    positions = qmc.LatinHypercube(max(len(inputs), 1), seed=np.random.default_rng(seed))
    design = tuple(map(tuple, positions.random(draws).tolist()))
    question = Draws(study, inputs, design, models, surge, seed, replications, engine)
    done = list(
        carry_out(partial(run_draw, question), range(draws), workers=workers, progress=progress)
    )
    moves = shifts(runs, replications)
    used = [shifted(one.figures, moves) for one in done if not one.fault]
    faults = tuple(dict.fromkeys(one.fault for one in done if one.fault))
    return InputUncertainty(
        draws=draws,
        used=len(used),
        replications=replications,
        inputs=inputs,
        ranges=tuple(_ranges(used)),
        wins=tuple(_wins(used, models)),
        faults=faults,
    )


def run_draw(draws: Draws, number: int) -> Draw:
    """Run all models under one draw of the inputs.

    Parameters
    ----------
    draws : Draws
    number : int
        From 0.

    Returns
    -------
    Draw
        Inputs that cannot hold together, such as shares that add up to more than all, are a fault.
    """
    changes = {
        path: one.at(position)
        for one, position in zip(draws.inputs, draws.positions[number], strict=False)
        for path in one.paths
    }
    try:
        study = changed(draws.study, changes)
        variants = main_variants(study, draws.models, draws.surge)
        conditions = calm_and_surge(study.scenario, draws.surge)
        question = Question(study, variants, conditions, draws.seed, draws.engine)
        runs = [replicate(question, one) for one in range(1, draws.replications + 1)]
    except ScenarioError as error:
        first = error.faults[0]
        return Draw({}, f"{first.path}: {first.message}")
    except (PlanError, RunError) as error:
        return Draw({}, str(error))
    return Draw(
        _figures(
            {
                (one.model, condition.name): [
                    run.measurements[one.model, one.comparison, condition.name] for run in runs
                ]
                for one in variants
                for condition in conditions
            }
        )
    )


def _figures(runs: Runs) -> Figures:
    """Estimate every figure that has a better side."""
    return {
        (model, condition, kpi): interval_of(
            METRICS[kpi], [one.figures[kpi] for one in measurements]
        ).estimate
        for (model, condition), measurements in runs.items()
        for kpi in BETTER
        if kpi in measurements[0].figures
    }


def shifts(runs: Runs, replications: int) -> Figures:
    """What all replications say beyond the few that the draws share with them."""
    whole = _figures(runs)
    few = _figures({key: of[:replications] for key, of in runs.items()})
    return {
        key: None if value is None or few[key] is None else value - float(few[key] or 0.0)
        for key, value in whole.items()
    }


def shifted(figures: Figures, moves: Figures) -> Figures:
    """A draw's figures without the luck of its few tapes, within what they can be."""
    found: dict[tuple[str, str, str], float | None] = {}
    for key, value in figures.items():
        shift = moves.get(key)
        if value is None or shift is None:
            found[key] = value
            continue
        lowest, highest = METRICS[key[2]].bounds
        found[key] = min(max(value + shift, lowest), highest)
    return found


def _ranges(used: Sequence[Figures]) -> Iterator[InputRange]:
    for model, condition, kpi in dict.fromkeys(key for one in used for key in one):
        values = [one.get((model, condition, kpi)) for one in used]
        known = [value for value in values if value is not None]
        if not known:
            yield InputRange(model, condition, kpi, None, None, None, 0)
            continue
        low, middle, high = np.quantile(known, [MIDDLE[0], 0.5, MIDDLE[1]])
        yield InputRange(model, condition, kpi, float(middle), float(low), float(high), len(known))


def _wins(used: Sequence[Figures], models: Sequence[str]) -> Iterator[InputWins]:
    for condition, kpi in dict.fromkeys(key[1:] for one in used for key in one):
        sign = -1.0 if BETTER[kpi] == MORE else 1.0
        best: list[str] = []
        judged = 0
        for figures in used:
            known = {
                model: sign * value
                for model in models
                if (value := figures.get((model, condition, kpi))) is not None
            }
            leaders = [one for one, value in known.items() if value == min(known.values())]
            judged += bool(len(known) > 1)
            best += leaders if len(leaders) == 1 and len(known) > 1 else []
        for model in models:
            found = proportion_interval(best.count(model), judged)
            yield InputWins(
                model, condition, kpi, best.count(model), judged,
                found.estimate, found.low, found.high,
            )  # fmt: skip
