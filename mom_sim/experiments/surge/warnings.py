"""What a reader of a surge study should know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from mom_sim.experiments.comparing import FEW_REPLICATIONS
from mom_sim.experiments.surge.rounds import SurgeRounds
from mom_sim.experiments.surge.study import CurvePoint
from mom_sim.metrics.trust import warnings_of
from mom_sim.tape.surges import surge_windows


def study_warnings(rounds: SurgeRounds) -> tuple[str, ...]:
    """Say what holds for all models.

    Parameters
    ----------
    rounds : SurgeRounds

    Returns
    -------
    tuple of str
        Sentences, each once.
    """
    study = rounds.question.study
    told = list(study.loaded.warnings)
    windows = sorted(surge_windows(study.scenario), key=lambda one: one.start)
    if any(a.end < b.start for a, b in pairwise(windows)):
        told.append(
            f"the scenario has {len(windows)} surge windows with weeks between them: all get the "
            "same factor, and figures are about everything requested from the first beginning to "
            "the last end"
        )
    if rounds.is_cut_short:
        told.append(
            f"the work was interrupted after {_count(rounds)} of {rounds.replications} "
            "replications of the curve, or while breaking points were searched for: what is told "
            "is of the runs that are complete"
        )
    if _count(rounds) < FEW_REPLICATIONS:
        count = _count(rounds)
        told.append(
            f"{count} replication{'s are' if count > 1 else ' is'} too few for a reliable "
            f"interval; ask for at least {FEW_REPLICATIONS}"
        )
    return tuple(dict.fromkeys(told))


def model_warnings(rounds: SurgeRounds, model: str, curve: Sequence[CurvePoint]) -> tuple[str, ...]:
    """Say what holds for one model.

    Parameters
    ----------
    rounds : SurgeRounds
    model : str
    curve : sequence of CurvePoint

    Returns
    -------
    tuple of str
        Sentences, each once.
    """
    question = rounds.question
    setting = next(iter(question.settings.values()))
    told = [*question.plan(model, setting).warnings, *_in_calm(rounds, model)]
    told += [*_inside(curve), *_back_again(rounds, model)]
    return tuple(dict.fromkeys(told))


def _in_calm(rounds: SurgeRounds, model: str) -> list[str]:
    """The usual warnings of a year without a surge."""
    name = next(n for n, one in rounds.question.settings.items() if one.weeks is None)
    measurements = [one.measurement for one in rounds.runs(model, name, 1.0)]
    return [f"in calm: {text}" for text in warnings_of(measurements)]


def _inside(curve: Sequence[CurvePoint]) -> Iterator[str]:
    """From which factor on campaigns of the surge have not ended when the runs stop."""
    some = [one for one in curve if (one.kpis["inside_share"].estimate or 0.0) > 0]
    if not some:
        return
    first = min(some, key=lambda one: (one.factor, one.weeks))
    worst = max(some, key=lambda one: one.kpis["inside_share"].estimate or 0.0)
    yield (
        f"from factor {first.factor:g} ({first.weeks:g} weeks) on, campaigns of the surge were "
        f"still inside when the runs stopped, up to {worst.kpis['inside_share'].estimate:.1%} of "
        f"them at factor {worst.factor:g}: they count with their time so far, so that times there "
        "are lower bounds"
    )


def _back_again(rounds: SurgeRounds, model: str) -> Iterator[str]:
    """Promises that break, hold at a larger factor, and break again: the first break is told."""
    for promise in rounds.question.promises:
        for name, setting in rounds.question.settings.items():
            known = rounds.figures(model, name, promise)
            kept = [
                promise.is_kept_by(figure.estimate)
                for _, figure in sorted(known.items())
                if figure.estimate is not None
            ]
            if False in kept and True in kept[kept.index(False) :]:
                what = "a permanent rise" if setting.weeks is None else f"{name} weeks"
                yield (
                    f'"{promise.text}" breaks and then holds again at a larger factor ({what}): '
                    "the breaking point is the first one; more replications tell whether it is "
                    "chance"
                )


def _count(rounds: SurgeRounds) -> int:
    name = next(iter(rounds.question.settings))
    return len(rounds.runs(rounds.models[0], name, rounds.factors[-1]))
