"""explain(): why one of two operating models is faster, campaign by campaign."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Any

from mom_sim.calendars.units import MICROSECONDS_PER_HOUR
from mom_sim.errors import Fault, ScenarioError
from mom_sim.experiments.cause_means import cause_means
from mom_sim.experiments.equal_terms import EQUAL_BUDGET, EQUAL_PEOPLE, budget_of
from mom_sim.experiments.explained_frames import campaign_frame, cause_frame, ends_table
from mom_sim.experiments.explanation import Explanation, Lives, Side
from mom_sim.experiments.paired_campaigns import Pair, PairedCampaigns, pair_one
from mom_sim.experiments.provenance_of_runs import digest_of_tapes, record_of_runs
from mom_sim.experiments.spreading import carry_out
from mom_sim.log.contract import OUTCOMES
from mom_sim.metrics.trust import warnings_of
from mom_sim.plan.plan import Plan
from mom_sim.scenario.asked_numbers import number_faults
from mom_sim.scenario.loading import LoadedScenario
from mom_sim.simulation import AUTO, Study, engine_for_runs, unknown_model
from mom_sim.tape.memory import bytes_per_explanation, refuse_too_large
from mom_sim.tape.surges import AS_WRITTEN, SurgeChoice
from mom_sim.tape.tape import Tape, draw_tape

USUAL_REPLICATIONS = 5
"""Replications where nothing is said, or the scenario's if those are fewer: enough for intervals of
means, and every campaign of theirs is looked at."""

_WITH_REPLICATION = re.compile(r"(?P<id>.+)@(?P<replication>[1-9][0-9]{0,6})", re.DOTALL)


def explain(
    scenario: Study | LoadedScenario | str | Path,
    a: str,
    b: str,
    *,
    campaign: str | None = None,
    replication: int | None = None,
    replications: int | None = None,
    seed: int | None = None,
    surge: float | None = None,
    workers: int | None = None,
    engine: str = AUTO,
    progress: Callable[[int, int], None] | None = None,
    command: Sequence[str] = (),
) -> Explanation:
    """Explain why two operating models differ on the same campaigns with the same luck.

    Parameters
    ----------
    scenario : Study, LoadedScenario, str or Path
    a, b : str
        Names of the models; differences are b less a. They may be the same one.
    campaign : str, optional
        Id of the only campaign to look at, as it stands in the log, or with ``@`` and its
        replication, as in an explanation of several. All that are requested in the measured window
        by default.
    replication : int, optional
        Run this one only, from 1.
    replications : int, optional
        Run so many, from the first. `USUAL_REPLICATIONS` by default, or the scenario's number if
        that is less; one where one campaign is asked for.
    seed : int, optional
        The scenario's by default.
    surge : float, optional
        Factor in place of that of every surge. Without it the scenario runs as it is written.
    workers : int, optional
        Processes; as many as there are processors by default. The result does not depend on it.
    engine : str
    progress : callable, optional
        Called with (done, all) after every replication.
    command : sequence of str
        For provenance.

    Returns
    -------
    Explanation

    Raises
    ------
    ScenarioError
        If the scenario, a model's name, the campaign or a number is wrong, or the run would not fit
        into memory.
    RunError
        If a run had to stop.
    """
    study = Study.of(scenario)
    _check(study, (a, b), campaign, replication, replications, seed, surge, workers)
    choice: SurgeChoice = AS_WRITTEN if surge is None else surge
    refuse_too_large(study.scenario, [], choice, file=study.loaded.file)
    sides, plans = zip(*(_side(study, name) for name in (a, b)), strict=True)
    number = study.scenario.run.seed if seed is None else int(seed)
    row = None
    if campaign is not None:
        replication, campaign, row = _find(study, campaign, replication, number, choice)
    chosen = _replications(study, replication, replications)
    processes = min(len(chosen), os.cpu_count() or 1) if workers is None else workers
    refuse_too_large(
        study.scenario,
        plans,
        choice,
        file=study.loaded.file,
        workers=min(processes, len(chosen)),
        # Of a single campaign no measurements are kept.
        replications=len(chosen) if campaign is None else 0,
        kept_beside=bytes_per_explanation(study.scenario, choice),
    )
    engine = engine_for_runs(engine, study, plans, choice, len(chosen))
    pair = Pair(study, plans, number, choice, engine, row)
    work = partial(pair_one, pair)
    pairs = list(carry_out(work, chosen, workers=processes, progress=progress))
    working_day = plans[0].hours_per_day * MICROSECONDS_PER_HOUR
    ids = [
        name if len(chosen) == 1 else f"{name}@{one.replication}"
        for one in pairs
        for name in one.launched["campaign"]
    ]
    return Explanation(
        scenario=study.scenario.name,
        a=sides[0],
        b=sides[1],
        surge_factor=surge,
        campaigns=campaign_frame(pairs, ids),
        causes=cause_frame(pairs, ids),
        means=cause_means(pairs, working_day),
        ends=ends_table(pairs, OUTCOMES),
        campaign=campaign,
        lives=_lives(pairs[0], plans[0], working_day),
        working_day=working_day,
        warnings=study.loaded.warnings,
        model_warnings=_model_warnings(plans, pairs, has_surge=surge is not None),
        provenance=_provenance(study, sides, plans, pairs, number, surge, engine, command),
    )


def _check(
    study: Study,
    models: tuple[str, str],
    campaign: str | None,
    replication: int | None,
    replications: int | None,
    seed: int | None,
    surge: float | None,
    workers: int | None,
) -> None:
    file = study.loaded.file
    faults = [
        unknown_model(name, list(study.models), file)
        for name in dict.fromkeys(models)
        if name not in study.models
    ]
    faults += number_faults(
        file,
        replication=replication,
        replications=replications,
        seed=seed,
        surge=surge,
        workers=workers,
    )
    if replications is not None and (campaign is not None or replication is not None):
        other = "replication" if campaign is None else "campaign"
        message = f"cannot go with {other}, which is about a single replication; leave it out" + (
            ", or name the replication" if campaign is not None else ""
        )
        faults.append(Fault(file, 1, 1, "replications", message))
    if faults:
        raise ScenarioError(faults)


def _side(study: Study, name: str) -> tuple[Side, Plan]:
    """A model as the scenario compares it."""
    if study.scenario.comparison == EQUAL_BUDGET:
        budget = budget_of(study, name)
        if budget is not None:
            return Side(name, EQUAL_BUDGET), study.plan(name, budget.scenario)
    return Side(name, EQUAL_PEOPLE), study.plan(name)


def _replications(study: Study, one: int | None, several: int | None) -> list[int]:
    if one is not None:
        return [one]
    usual = min(study.scenario.run.replications, USUAL_REPLICATIONS)
    return list(range(1, (usual if several is None else several) + 1))


def _find(
    study: Study, campaign: str, replication: int | None, seed: int, surge: SurgeChoice
) -> tuple[int, str, int]:
    """Replication, id and row of a campaign, before anything runs."""
    asked = 1 if replication is None else replication
    tape = draw_tape(study.scenario, asked, seed=seed, surge=surge)
    wanted, named = campaign, _WITH_REPLICATION.fullmatch(campaign)
    if named is not None and campaign not in tape.campaigns.id:
        wanted, other = named["id"], int(named["replication"])
        if replication not in (None, other):
            message = f'"{campaign}" is of replication {other}, not of {replication}; leave one out'
            raise ScenarioError([Fault(study.loaded.file, 1, 1, "replication", message)])
        if other != asked:
            asked, tape = other, draw_tape(study.scenario, other, seed=seed, surge=surge)
    return asked, wanted, _row(study, tape, wanted)


def _row(study: Study, tape: Tape, campaign: str) -> int:
    # What is requested after the horizon may be in one log and not in the other.
    horizon = study.scenario.run.horizon
    ids = [
        name
        for name, requested in zip(
            tape.campaigns.id, tape.campaigns.requested.tolist(), strict=True
        )
        if requested < horizon
    ]
    if campaign in ids:
        return ids.index(campaign)
    if campaign in tape.campaigns.id:
        message = (
            f'"{campaign}" is requested after the horizon of the run, where campaigns are no '
            "longer followed to their end; name an earlier one"
        )
    elif not ids:
        message = f"nothing is requested in replication {tape.replication}; name another one"
    else:
        near = get_close_matches(campaign, ids, n=1)
        hint = f'did you mean "{near[0]}"?' if near else f'they are named like "{ids[0]}"'
        message = (
            f'"{campaign}" is none of the {len(ids):,} campaigns of replication '
            f"{tape.replication}; {hint}"
        )
    raise ScenarioError([Fault(study.loaded.file, 1, 1, "campaign", message)])


def _lives(pair: PairedCampaigns, plan: Plan, working_day: float) -> Lives | None:
    if pair.lives is None:
        return None
    a, b = pair.lives
    return Lives(a, b, plan.clocks[plan.reference_clock], working_day)


def _model_warnings(
    plans: Sequence[Plan], pairs: Sequence[PairedCampaigns], *, has_surge: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    found = []
    for side, plan in enumerate(plans):
        measured = [one.measurements[side] for one in pairs if one.measurements is not None]
        figures = warnings_of(measured, surge=has_surge) if measured else []
        found.append(tuple(dict.fromkeys([*plan.warnings, *figures])))
    return found[0], found[1]


def _provenance(
    study: Study,
    sides: Sequence[Side],
    plans: Sequence[Plan],
    pairs: Sequence[PairedCampaigns],
    seed: int,
    surge: float | None,
    engine: str,
    command: Sequence[str],
) -> dict[str, Any]:
    details = {
        "models": [side.model for side in sides],
        "replications": len(pairs),
        "first_replication": pairs[0].replication,
        "surge": surge,
        "plan_hashes": {
            f"{side.model}, {side.comparison}": study.plan_hash(plan)
            for side, plan in zip(sides, plans, strict=True)
        },
    }
    return record_of_runs(
        study,
        details,
        engine=engine,
        seed=seed,
        command=command,
        tape_hash=digest_of_tapes(one.tape_hash for one in pairs),
    )
