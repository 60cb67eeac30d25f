"""judge_claims(): what the literature claims of operating models, put to the test."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from hashlib import blake2b

from mom_sim.engines.compiled_engine.limits import is_installed
from mom_sim.errors import RunError, ScenarioError
from mom_sim.experiments.claims.claim import Claim
from mom_sim.experiments.claims.finding import ClaimFinding, ClaimFindings
from mom_sim.experiments.claims.judging_one import Question, judge
from mom_sim.experiments.claims.library import chosen_claims
from mom_sim.experiments.spreading import carry_out
from mom_sim.log.provenance import make_provenance
from mom_sim.scenario.asked_numbers import number_faults
from mom_sim.simulation import AUTO, ENGINES

SEED = 2026
"""Where none is asked for; the page docs/claims.md is made with it."""

Progress = Callable[[int, int], None]


def judge_claims(
    ids: Sequence[str] | str = (),
    *,
    replications: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    engine: str = AUTO,
    flips: bool = True,
    progress: Progress | None = None,
    command: Sequence[str] = (),
) -> ClaimFindings:
    """Put claims about operating models to the test, each in its own small companies.

    Parameters
    ----------
    ids : sequence of str, or str
        Such as ``5.1a``; ``5.1`` is all of a section. All claims by default.
    replications : int, optional
        In place of each claim's own number.
    seed : int, optional
        `SEED` by default.
    workers : int, optional
        Processes; as many as there are processors by default. The result does not depend on it.
    engine : str
        The compiled one by default where it is installed: it is loaded once for many small runs.
    flips : bool
        Whether to look for the values of inputs that turn a claim.
    progress : callable, optional
        Called with (done, all): claims, or with one process the set-ups and values that are run.
    command : sequence of str
        For provenance.

    Returns
    -------
    ClaimFindings
        Of the claims that are done, with a warning, if the work is interrupted by a
        `KeyboardInterrupt` after the first.

    Raises
    ------
    ScenarioError
        If there is no such claim, or a number is wrong.
    RunError
        If the engine is unknown or had to stop.
    """
    faults = number_faults("claims", replications=replications, seed=seed, workers=workers)
    try:
        claims = chosen_claims([ids] if isinstance(ids, str) else ids)
    except ScenarioError as error:
        raise ScenarioError([*error.faults, *faults]) from None
    if faults:
        raise ScenarioError(faults)
    question = Question(
        seed=SEED if seed is None else int(seed),
        engine=_engine(engine),
        replications=None if replications is None else int(replications),
        flips=flips,
    )
    processes = min(len(claims), (os.cpu_count() or 1) if workers is None else int(workers))
    found, was_interrupted = [], False
    try:
        for one in _judged(claims, question, processes, progress):
            found.append(one)
    except KeyboardInterrupt:
        if not found:
            raise
        was_interrupted = True
    return ClaimFindings(
        claims=tuple(found),
        provenance=_provenance(question, found, command),
        warnings=tuple(_warnings(found, len(claims))),
        was_interrupted=was_interrupted,
    )


def _judged(
    claims: Sequence[Claim], question: Question, processes: int, progress: Progress | None
) -> Iterator[ClaimFinding]:
    if processes > 1:
        work = partial(_judge_by_id, question)
        ids = [one.id for one in claims]
        yield from carry_out(work, ids, workers=processes, progress=progress)
    else:
        yield from _one_by_one(claims, question, progress)


def _engine(name: str) -> str:
    if name == AUTO:
        return "compiled" if is_installed() else "simpy"
    if name not in ENGINES:
        raise RunError(f'there is no engine "{name}"; allowed: {", ".join((AUTO, *ENGINES))}')
    return name


def _one_by_one(
    claims: Sequence[Claim], question: Question, progress: Progress | None
) -> Iterator[ClaimFinding]:
    """Judge in this process, and tell of every set-up and value that is run."""
    total = sum(_stages(one, question) for one in claims)
    done = 0
    for claim in claims:
        before = done

        def tick() -> None:
            nonlocal done
            if progress is not None:
                progress(done, total)
            done += 1

        yield judge(claim, question, tick)
        done = before + _stages(claim, question)  # a search may need fewer values
    if progress is not None:
        progress(total, total)


def _stages(claim: Claim, question: Question) -> int:
    return 2 + (sum(flip.points for flip in claim.flips) if question.flips else 0)


def _judge_by_id(question: Question, claim: str) -> ClaimFinding:
    (found,) = chosen_claims([claim])
    return judge(found, question, lambda: None)


def _warnings(found: Sequence[ClaimFinding], asked: int) -> Iterator[str]:
    if len(found) < asked:
        done = f"{len(found)} of {asked} claims"
        yield f"the work was interrupted after {done}; the others are missing"
    for one in found:
        for set_up in one.set_ups:
            if set_up.outcome != set_up.expected or not set_up.premises_hold:
                what = "its premises are not clear" if not set_up.premises_hold else set_up.outcome
                yield (
                    f"{one.claim.id}: where it {set_up.expected} by its record, the verdict is "
                    f'"{what}"; more replications may make it clear'
                )


def _provenance(
    question: Question, found: Sequence[ClaimFinding], command: Sequence[str]
) -> dict[str, object]:
    hashes = "".join(text for one in found for text in one.run_hashes)
    record: dict[str, object] = dict(
        make_provenance(
            engine=question.engine,
            model="",
            seed=question.seed,
            replication=0,
            scenario_hash=blake2b(hashes.encode(), digest_size=32).hexdigest(),
            plan_hash="",
            tape_hash="",
            command=command,
        )
    )
    for key in ("model", "replication", "plan_hash", "tape_hash"):
        del record[key]
    return record | {"replications": question.replications or "each claim's own"}
