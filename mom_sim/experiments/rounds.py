"""Replications in rounds: as many as asked for, or until the figures are precise."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from mom_sim.experiments.precision import (
    HalfWidth,
    Precision,
    PrecisionGoal,
    half_widths,
    replications_next,
)
from mom_sim.experiments.replicating import Question, Replicated, Variant, replicate
from mom_sim.experiments.spreading import Progress, carry_out


def run_rounds(
    question: Question,
    first: int,
    goal: PrecisionGoal | None,
    main: Mapping[str, Variant],
    base: str,
    *,
    workers: int,
    progress: Progress | None = None,
) -> tuple[list[Replicated], Precision | None]:
    """Run replications until there are enough.

    Parameters
    ----------
    question : Question
    first : int
        Replications of the first round, which is the only one without a goal.
    goal : PrecisionGoal, optional
    main : mapping of str to Variant
        By model: the one whose figures have to be precise.
    base : str
        The model that the others are compared with.
    workers : int
        The result does not depend on it: rounds are settled by replications, not by time.
    progress : callable, optional
        Called with (done, all so far called for).

    Returns
    -------
    list of Replicated
        In the order of replications.
    Precision or None
        None without a goal.
    """
    done: list[Replicated] = []
    rounds: list[int] = []
    widths: tuple[HalfWidth, ...] = ()
    wanted = first
    while wanted > len(done):
        items = range(len(done) + 1, wanted + 1)
        work = partial(replicate, question)
        done += carry_out(work, items, workers=workers, progress=_after(len(done), progress))
        rounds.append(wanted)
        if goal is not None:
            runs = {
                (model, condition.name): [
                    one.measurements[model, variant.comparison, condition.name] for one in done
                ]
                for model, variant in main.items()
                for condition in question.conditions
            }
            widths = half_widths(goal, runs, base)
            wanted = replications_next(goal, len(done), widths)
    if goal is None:
        return done, None
    return done, Precision(goal, len(done), tuple(rounds), widths)


def _after(before: int, progress: Progress | None) -> Progress | None:
    if progress is None:
        return None
    return lambda done, total: progress(before + done, before + total)
