"""What a lever does beside a planned staffing: in the surge, and to the people that are needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mom_sim.experiments.capacity.asking import Asked
from mom_sim.experiments.capacity.bench import Bench, Order
from mom_sim.experiments.capacity.judging import Judge, outcomes_of
from mom_sim.experiments.capacity.levers import lever_of
from mom_sim.experiments.capacity.plan import LeverEffect
from mom_sim.experiments.capacity.search import search_cheapest
from mom_sim.experiments.capacity.staffing import Counts
from mom_sim.experiments.capacity.values import Setting, gain_of, next_surge, spend_difference
from mom_sim.experiments.capacity.window import Box

TRIES_WITH_LEVER = 15
"""Staffings that are judged with each lever, neighbors excepted."""


def lever_effect(
    name: str, setting: Setting, bottleneck: str, box: Box, asked: Asked
) -> LeverEffect:
    """Compare the plan with a lever on and off.

    Parameters
    ----------
    name : str
        Of the lever.
    setting : Setting
    bottleneck : str
        Role whose work is helped with, where the scenario does not say which.
    box : Box
    asked : Asked

    Returns
    -------
    LeverEffect
    """
    names = [role.name for role in setting.scenario.roles]
    people = setting.plan[names.index(bottleneck)]
    lever = lever_of(name, asked.study, asked.model, bottleneck, people)
    factor, _ = next_surge(setting.scenario)
    main = setting.bench
    # What is not the plan's own state has a bench of its own, with its own count.
    other = Bench(
        replace(main.question, study=lever.off if lever.is_stated else lever.on),
        main.workers,
        main.tally,
    )
    off_bench, on_bench = (other, main) if lever.is_stated else (main, other)
    orders = [Order(setting.plan, setting.replications)]
    off, on = (
        bench.runs(orders, setting.seed, surge=factor, is_whole=True)[0]
        for bench in (off_bench, on_bench)
    )
    judge = Judge(other, asked.promises, asked.seed, asked.replications, asked.level(1))
    found = search_cheapest(
        box, judge, setting.plan, most_tries=TRIES_WITH_LEVER, confirm=judge.confirm
    ).best
    without, with_it = (found, setting.plan) if lever.is_stated else (setting.plan, found)

    def named(counts: Counts | None) -> Mapping[str, int] | None:
        return None if counts is None else dict(zip(names, counts, strict=True))

    return LeverEffect(
        lever=name,
        is_stated=lever.is_stated,
        words=lever.words,
        without=outcomes_of(asked.promises, off, setting.confidence),
        with_it=outcomes_of(asked.promises, on, setting.confidence),
        gain=tuple(gain_of(one, off, on) for one in asked.promises),
        spend=spend_difference(on, off),
        staffing_without=named(without),
        staffing_with=named(with_it),
        cost_without=None if without is None else box.cost(without),
        cost_with=None if with_it is None else box.cost(with_it),
    )
