"""What is asked of a capacity plan, checked: every fault at once, before anything is run."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from mom_sim.errors import Fault, ScenarioError
from mom_sim.experiments.capacity.levers import LEVERS
from mom_sim.experiments.promise_grammar import EXAMPLE, Promise
from mom_sim.experiments.promises import read_promises
from mom_sim.scenario.asked_numbers import number_faults
from mom_sim.scenario.quantities import did_you_mean
from mom_sim.simulation import Study, engine_for_runs, unknown_model
from mom_sim.tape.memory import refuse_too_large
from mom_sim.tape.surges import AS_WRITTEN

FEWEST_BY_DEFAULT, MOST_BY_DEFAULT = 10, 20
"""Replications where none are asked for: the scenario's, but within these."""

_BUDGET = re.compile(
    r"([0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+)\s*([kM]?)(?:\s*([A-Za-z]{3}))?", re.ASCII
)
_MULTIPLES = {"": 1.0, "k": 1e3, "M": 1e6}


@dataclass(frozen=True)
class Asked:
    """A question that can be answered.

    Attributes
    ----------
    study : Study
    model : str
    promises : tuple of Promise
    budget : float or None, currency a year
    roles : tuple of str
        Whose headcount may change.
    levers : tuple of str
    confidence : float
    replications, seed : int
    engine : str
    """

    study: Study
    model: str
    promises: tuple[Promise, ...]
    budget: float | None
    roles: tuple[str, ...]
    levers: tuple[str, ...]
    confidence: float
    replications: int
    seed: int
    engine: str

    def level(self, look: int) -> float:
        """Confidence of each promise's interval at a look at a staffing's fresh runs, from 1.

        All promises at all looks together err with at most 1 - `confidence` (Bonferroni): look k
        has the share 1 / (k (k + 1)) of the risk, which adds up to 1 over all k; and an interval
        errs on the side of broken promises in half of its cases.
        """
        share = 2.0 / (look * (look + 1))
        return 1.0 - (1.0 - self.confidence) * share / len(self.promises)


def ask(
    study: Study,
    model: str | None,
    promises: Sequence[str],
    *,
    budget: float | str | None,
    roles: Sequence[str] | None,
    levers: Sequence[str],
    confidence: float,
    replications: int | None,
    seed: int | None,
    workers: int | None,
    engine: str,
) -> Asked:
    """Check what is asked for; see `plan_capacity`.

    Raises
    ------
    ScenarioError
        With every fault.
    """
    file, scenario = study.loaded.file, study.scenario
    told: list[tuple[str, str]] = []
    if model is not None and model not in study.models:
        told.append(("model", unknown_model(model, list(study.models), file).message))
    names = [role.name for role in scenario.roles]
    for name in roles or ():
        if name not in names:
            told.append(("roles", _unknown("role", name, names)))
    if roles is not None and not roles:
        told.append(("roles", f"no role is named; there are {', '.join(names)}"))
    for name in levers:
        if name not in LEVERS:
            told.append(("levers", _unknown("lever", name, LEVERS)))
    if not 0.5 <= confidence < 1:
        told.append(("confidence", f"expected a share from 50% to below 100%, got {confidence:g}"))
    amount, trouble = _amount(budget, scenario.currency)
    if trouble:
        told.append(("budget", trouble))
    if not promises:
        told.append(("promise", f'nothing is promised; ask for at least one, such as "{EXAMPLE}"'))
    faults = [Fault(file, 1, 1, path, message) for path, message in told]
    faults += number_faults(file, replications=replications, seed=seed, workers=workers)
    if replications == 1:
        message = "one replication has no interval; ask for 2 or more"
        faults.append(Fault(file, 1, 1, "replications", message))
    read: tuple[Promise, ...] = ()
    try:
        read = read_promises(study, promises)
    except ScenarioError as error:
        faults += error.faults
    if faults:
        raise ScenarioError(faults)
    usual = min(max(scenario.run.replications, FEWEST_BY_DEFAULT), MOST_BY_DEFAULT)
    count = usual if replications is None else int(replications)
    refuse_too_large(scenario, [], AS_WRITTEN, file=file)
    plan = study.plan(model)
    refuse_too_large(
        scenario, [plan], AS_WRITTEN, file=file, workers=workers or 1, replications=count
    )
    return Asked(
        study=study,
        model=plan.model,
        promises=read,
        budget=amount,
        roles=tuple(names if roles is None else dict.fromkeys(roles)),
        levers=tuple(name for name in LEVERS if name in levers),
        confidence=float(confidence),
        replications=count,
        seed=scenario.run.seed if seed is None else int(seed),
        engine=engine_for_runs(engine, study, (plan,), AS_WRITTEN, 10 * count),
    )


def _unknown(what: str, name: str, known: Sequence[str]) -> str:
    return f'"{name}" is no {what} here; there are {", ".join(known)}{did_you_mean(name, known)}'


def _amount(budget: float | str | None, currency: str) -> tuple[float | None, str]:
    """The budget as a number, or what is wrong with it."""
    if budget is None:
        return None, ""
    if not isinstance(budget, str):
        if budget > 0 and math.isfinite(budget):
            return float(budget), ""
        return None, f"expected an amount above 0, got {budget:g}"
    found = _BUDGET.fullmatch(budget.strip())
    amount = float(found[1].replace(",", "")) * _MULTIPLES[found[2]] if found else 0.0
    if found is None or not amount or not math.isfinite(amount):
        return None, f'expected an amount a year such as 1.2M or 850k {currency}, got "{budget}"'
    if found[3] and found[3] != currency:
        return None, f'"{budget}" is in {found[3]}; this scenario counts in {currency}'
    return amount, ""
