"""How many more people would carry the next surge: searched among those added to the plan."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from mom_sim.experiments.capacity.asking import Asked
from mom_sim.experiments.capacity.formula import bounds_of, expected_wait
from mom_sim.experiments.capacity.judging import Judge
from mom_sim.experiments.capacity.load import Workload
from mom_sim.experiments.capacity.plan import SurgeEffect
from mom_sim.experiments.capacity.search import search_cheapest
from mom_sim.experiments.capacity.values import Setting
from mom_sim.experiments.capacity.window import Box

TRIES_UNDER_SURGE = 15
"""Staffings that are judged under the surge, neighbors excepted."""


def with_more_people(
    effect: SurgeEffect, setting: Setting, workload: Workload, asked: Asked
) -> SurgeEffect:
    """Say which staffing keeps the promises in spite of the surge.

    Parameters
    ----------
    effect : SurgeEffect
        Of the plan.
    setting : Setting
    workload : Workload
        Without a surge.
    asked : Asked

    Returns
    -------
    SurgeEffect
        With the cheapest staffing found that has no fewer people than the plan in any role; the
        plan itself where it keeps the promises anyway.
    """
    names = [role.name for role in setting.scenario.roles]
    found = setting.plan if all(one.is_kept for one in effect.surge) else None
    if found is None:
        box = _box(setting, workload, asked, effect.factor)
        judge = Judge(
            setting.bench,
            asked.promises,
            setting.seed,  # the runs that the effect on the plan itself is told of
            setting.replications,
            setting.confidence,
            surge=effect.factor,
        )
        found = search_cheapest(
            box, judge, setting.plan, most_tries=TRIES_UNDER_SURGE, confirm=judge.confirm
        ).best
        if found is None:
            most = ", ".join(map("{} {}".format, box.highest, names))
            reason = f"no staffing up to {most} is found to keep every promise in the surge"
            return replace(effect, reason=reason)
    cost = sum(each * count for each, count in zip(setting.costs, found, strict=True))
    return replace(effect, staffing=dict(zip(names, found, strict=True)), cost=cost)


def _box(setting: Setting, workload: Workload, asked: Asked, factor: float) -> Box:
    """From the plan up to so many that hardly anybody waits in the surge."""
    # Less time for each of the usual campaigns is as good as more campaigns.
    loads = [replace(load, hours_each=load.hours_each / factor) for load in workload.roles]
    run = setting.scenario.run
    weeks = (run.horizon - run.warm_up) / (7 * 24 * 3_600_000_000)
    highest = tuple(
        max(bounds_of(load, count)[1], count) if role.name in asked.roles else count
        for load, count, role in zip(loads, setting.plan, setting.scenario.roles, strict=True)
    )
    waits = tuple(
        np.array([expected_wait(load, n, workload, weeks) for n in range(low, high + 1)])
        for load, low, high in zip(loads, setting.plan, highest, strict=True)
    )
    return Box(setting.plan, highest, setting.costs, waits)
