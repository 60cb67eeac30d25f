"""What a reader of the gates' figures should know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mom_sim.experiments.comparing import FEW_REPLICATIONS
from mom_sim.experiments.gates.runs import GateQuestion, GateRun
from mom_sim.experiments.gates.shares import ReplicationShares
from mom_sim.metrics.measuring import Measurement
from mom_sim.metrics.trust import warnings_of
from mom_sim.tape.surges import AS_WRITTEN

FEW_SAME = 0.9
"""Share of the launches with all gates below which those that take place anyway are a selection."""


def gate_warnings(
    question: GateQuestion,
    gates: Sequence[str],
    found: Sequence[ReplicationShares],
    ends: Sequence[tuple[GateRun, GateRun]],
) -> tuple[str, ...]:
    """Say why a figure may not be trusted, or what it is not about.

    Parameters
    ----------
    question : GateQuestion
    gates : sequence of str
        All gates of the scenario.
    found : sequence of ReplicationShares
    ends : sequence of (GateRun, GateRun)
        Of each replication, the runs with all gates and with none.

    Returns
    -------
    tuple of str
        Sentences, each once.
    """
    return tuple(
        dict.fromkeys(
            [
                *question.study.loaded.warnings,
                *question.study.plan(question.model).warnings,
                *_about_the_question(question, gates),
                *_about_the_runs(question, ends),
                *_about_the_campaigns(found),
            ]
        )
    )


def _about_the_question(question: GateQuestion, gates: Sequence[str]) -> Iterator[str]:
    idle = [gate for gate in gates if gate not in question.gates]
    if idle:
        yield (
            f"{question.model} asks nobody at {', '.join(idle)}, whatever the campaign: to remove "
            f"{'it' if len(idle) == 1 else 'them'} changes nothing"
        )
    if not question.study.scenario.defect_risks:
        yield (
            "the scenario states no risk of bad work, so no gate can stop any: add `risks` of kind "
            "defect"
        )


def _about_the_runs(
    question: GateQuestion, ends: Sequence[tuple[GateRun, GateRun]]
) -> Iterator[str]:
    is_surge = question.surge is not AS_WRITTEN
    usual = warnings_of(_measurements(ends, 0), surge=is_surge)
    yield from usual
    for text in warnings_of(_measurements(ends, 1), surge=is_surge):
        if text not in usual:
            yield f"without any gate: {text}"


def _about_the_campaigns(found: Sequence[ReplicationShares]) -> Iterator[str]:
    same = sum(one.same for one in found)
    launched = sum(one.launched_with_all for one in found)
    if same < FEW_SAME * launched:
        yield (
            f"only {same:,} of {launched:,} launches take place whatever gates are removed, and "
            "days are about those alone: which campaigns get out depends on the gates"
        )
    if len(found) < FEW_REPLICATIONS:
        yield (
            f"{len(found)} replication{'s are' if len(found) > 1 else ' is'} too few for a "
            f"reliable interval; ask for at least {FEW_REPLICATIONS}"
        )


def _measurements(ends: Sequence[tuple[GateRun, GateRun]], which: int) -> list[Measurement]:
    return [one for pair in ends if (one := pair[which].measurement) is not None]
