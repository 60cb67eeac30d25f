"""What a reader of a capacity plan should know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mom_sim.errors import PlanError
from mom_sim.experiments.capacity.runs import CapacityQuestion, StaffingRun
from mom_sim.experiments.capacity.search import Found
from mom_sim.experiments.capacity.staffing import Counts, staffed
from mom_sim.metrics.trust import doubts_of, warnings_of
from mom_sim.operating_models.compiling import compile_plan

FEW_REPLICATIONS = 5


def capacity_warnings(
    question: CapacityQuestion,
    counts: Counts,
    runs: Sequence[StaffingRun],
    contradictions: Sequence[tuple[Counts, Counts]],
    found: Found,
    failed: int,
) -> tuple[str, ...]:
    """Say why the plan may not be trusted, or what it is not about.

    Parameters
    ----------
    question : CapacityQuestion
    counts : tuple of int
        The plan, or what comes closest.
    runs : sequence of StaffingRun
        Of it, measured whole.
    contradictions : sequence of (tuple of int, tuple of int)
        Staffings that keep the promises below one that does not.
    found : Found
    failed : int
        Staffings that failed their verification.

    Returns
    -------
    tuple of str
        Sentences, each once.
    """
    study = question.study
    measured = [run.measurement for run in runs if run.measurement is not None]
    found_texts = [
        *study.loaded.warnings,
        *_of_plan(question, counts),
        *(warnings_of(measured) if measured else ()),
        *_of_search([role.name for role in study.scenario.roles], contradictions, found, failed),
    ]
    if len(runs) < FEW_REPLICATIONS:
        found_texts.append(
            f"{len(runs)} replications are too few for a reliable interval; ask for at least "
            f"{FEW_REPLICATIONS}"
        )
    return tuple(dict.fromkeys(found_texts))


def doubts_of_runs(runs: Sequence[StaffingRun]) -> tuple[str, ...]:
    """Why not to trust the figures of a staffing, in words for programs (`doubts_of`)."""
    measured = [run.measurement for run in runs if run.measurement is not None]
    return doubts_of(measured) if measured else ()


def _of_plan(question: CapacityQuestion, counts: Counts) -> Sequence[str]:
    try:
        scenario = staffed(question.study.scenario, counts)
        return compile_plan(scenario, question.study.model(question.model)).warnings
    except PlanError as error:
        return [str(error)]


def _of_search(
    names: Sequence[str],
    contradictions: Sequence[tuple[Counts, Counts]],
    found: Found,
    failed: int,
) -> Iterator[str]:
    for small, large in list(dict.fromkeys(contradictions))[:1]:
        yield (
            f"more people do not always help here: {_words(names, small)} keep every promise and "
            f"{_words(names, large)} do not (by chance near the limit, or because they take up "
            "each other's time), so a cheaper staffing may have been overlooked; the neighbors of "
            "the plan were judged for themselves"
        )
    if found.best is not None and not found.is_exhaustive:
        yield (
            "the plan is the cheapest among its neighbors (one person fewer, or one exchanged) and "
            "what else was judged; there are too many staffings to exclude every cheaper one"
        )
    if failed:
        times = "once" if failed == 1 else f"{failed} times"
        yield (
            f"what kept the promises in the search did not do so on fresh seeds, {times}: "
            "the plan is close to a limit"
        )


def _words(names: Sequence[str], counts: Counts) -> str:
    return ", ".join(f"{count} {name}" for count, name in zip(counts, names, strict=True))
