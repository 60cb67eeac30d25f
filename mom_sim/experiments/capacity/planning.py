"""plan_capacity(): the cheapest whole-number staffing that keeps every promise."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from mom_sim.experiments.capacity.asking import Asked, ask
from mom_sim.experiments.capacity.bench import Bench, Tally
from mom_sim.experiments.capacity.carrying import with_more_people
from mom_sim.experiments.capacity.formula import box_of, start_of
from mom_sim.experiments.capacity.judging import Judge, outcomes_of
from mom_sim.experiments.capacity.lever_effects import lever_effect
from mom_sim.experiments.capacity.levers import LEVERS, stated_levers
from mom_sim.experiments.capacity.load import workload_of
from mom_sim.experiments.capacity.plan import CapacityPlan, Effort, RoleStaffing
from mom_sim.experiments.capacity.reasons import too_dear, why_none
from mom_sim.experiments.capacity.runs import CapacityQuestion, StaffingRun
from mom_sim.experiments.capacity.search import MOST_TRIES, Found, search_cheapest
from mom_sim.experiments.capacity.staffing import Counts, counts_of
from mom_sim.experiments.capacity.unfinished import UNVERIFIED, front_so_far, so_far
from mom_sim.experiments.capacity.values import (
    Setting,
    front_of,
    marginal_values,
    surge_effect,
)
from mom_sim.experiments.capacity.verifying import Verified, Verifier
from mom_sim.experiments.capacity.warnings import capacity_warnings, doubts_of_runs
from mom_sim.experiments.capacity.window import Window
from mom_sim.experiments.provenance_of_runs import digest_of_tapes, record_of_runs
from mom_sim.scenario.loading import LoadedScenario
from mom_sim.simulation import AUTO, Study

MOST_ATTEMPTS = 4
"""Staffings that are verified, each on a seed of its own, before the search gives up."""

MOST_TRIES_AGAIN = 20
"""Staffings that a search after a failed verification judges, with more replications each."""

MOST_UNDECIDED = 2
"""Cheaper staffings of which the search could not tell, that are verified beside its answer."""

MOST_MORE = 4
"""Times the replications that are asked for, at most, in a search after verifications failed."""


def plan_capacity(
    scenario: Study | LoadedScenario | str | Path,
    model: str | None = None,
    promises: Sequence[str] = (),
    *,
    budget: float | str | None = None,
    roles: Sequence[str] | None = None,
    levers: Sequence[str] = (),
    confidence: float = 0.9,
    replications: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    engine: str = AUTO,
    progress: Callable[[int, int], None] | None = None,
    command: Sequence[str] = (),
) -> CapacityPlan:
    """Find the cheapest headcounts that keep every promise, and verify them on fresh seeds.

    Parameters
    ----------
    scenario : Study, LoadedScenario, str or Path
    model : str, optional
        Operating model; the scenario's own by default.
    promises : sequence of str
        At least one, such as ``p90 time-to-launch <= 20 working days`` (`parse_promise`).
    budget : float or str, optional, currency a year
        That the positions may cost; as a text ``1.2M`` or ``850k USD``.
    roles : sequence of str, optional
        Whose headcount may change; all by default.
    levers : sequence of str
        Among ``agency``, ``overtime``, ``freelancers``: compared on and off, beside those that the
        scenario's surge response states.
    confidence : float
        With which every promise is kept: at look k at fresh runs each has an interval of confidence
        1 - 2 (1 - confidence) / (promises x k (k + 1)) that lies on the right side of its limit as
        a whole.
    replications : int, optional
        Of a first look at fresh runs, and at most of each staffing in the search; the scenario's by
        default, within 10 to 20.
    seed : int, optional
        Of the search; the scenario's by default. Verifications have others.
    workers : int, optional
        Processes; as many as there are processors by default. The result does not depend on it.
    engine : str
    progress : callable, optional
        Called with (done, expected) after every run.
    command : sequence of str
        For provenance.

    Returns
    -------
    CapacityPlan
        Without a staffing, and with the reason, where none is found.

    Raises
    ------
    ScenarioError
        If the scenario or what is asked for is wrong.
    UnworkableError
        If the model cannot do its work with today's people.
    RunError
        If a run had to stop.
    KeyboardInterrupt
        If it comes before any staffing has a figure. After that the result has no staffing before
        one is verified, but the one that comes closest so far, and later what is finished.

    Source: methods and sources stand at `search_cheapest`, `Judge`, `workload_of` and in
    ``docs/capacity.md``.
    """
    asked = ask(
        Study.of(scenario),
        model,
        promises,
        budget=budget,
        roles=roles,
        levers=levers,
        confidence=confidence,
        replications=replications,
        seed=seed,
        workers=workers,
        engine=engine,
    )
    processes = (os.cpu_count() or 1) if workers is None else workers
    return _Planner(asked, processes, progress, command).plan()


class _Planner:
    def __init__(
        self,
        asked: Asked,
        workers: int,
        progress: Callable[[int, int], None] | None,
        command: Sequence[str],
    ) -> None:
        self._asked, self._command = asked, command
        study = asked.study
        self._question = CapacityQuestion(study, asked.model, asked.promises, asked.engine)
        tally = Tally(asked.replications * (2 * len(study.scenario.roles) + 14), progress)
        self._bench = Bench(self._question, workers, tally)
        self._workload = workload_of(study.scenario, study.plan(asked.model))
        free = tuple(role.name in asked.roles for role in study.scenario.roles)
        self._box = box_of(study.scenario, self._workload, free)
        self._today = counts_of(study.scenario)
        self._tried: list[Counts] = []
        self._contradictions: list[tuple[Counts, Counts]] = []
        self._verifier = Verifier(self._bench, asked)
        self._is_stopped = False

    def plan(self) -> CapacityPlan:
        self._bench.tally.begin()
        asked, level = self._asked, self._asked.level(1)
        judge = Judge(self._bench, asked.promises, asked.seed, asked.replications, level)
        failed: list[Verified] = []
        try:
            best, found, reason = self._searched(judge, failed)
            searched = self._bench.simulations - self._verifier.simulations
            shown = best if best is not None else self._closest_of(judge, failed)
        except KeyboardInterrupt:
            return self._stopped(judge)
        return self._tell(shown, found, reason, searched, len(failed))

    def _searched(
        self, judge: Judge, failed: list[Verified]
    ) -> tuple[Verified | None, Found, str | None]:
        """Search and verify in turn: what is verified, the last search, or why there is nothing."""
        best, found, reason = None, Found(), None
        for attempt in range(MOST_ATTEMPTS):
            found = self._search(judge, MOST_TRIES if attempt == 0 else MOST_TRIES_AGAIN)
            if found.best is None:
                reason = why_none(self._asked, self._box, judge, len(failed))
                break
            if (dear := too_dear(self._asked, self._box.cost(found.best))) is not None:
                reason = dear
                break
            verified = self._verifier.verify(found.best)
            if verified.keeps:
                best = self._cheaper(judge, verified)
                break
            judge.banned.add(found.best)
            failed.append(verified)
            judge.ask_for_more(min(2 * judge.replications, MOST_MORE * self._asked.replications))
        else:
            reason = (
                f"what kept the promises in the search did not do so on fresh seeds, {len(failed)} "
                "times: ask for more replications"
            )
        return best, found, reason

    def _stopped(self, judge: Judge) -> CapacityPlan:
        """Tell what comes closest so far, as the search saw it; nothing more is run."""
        asked, scenario = self._asked, self._asked.study.scenario
        found = so_far(judge, self._tried, self._box.costs)
        if found is None:
            raise KeyboardInterrupt
        self._tried = list(found.runs)
        runs, today = found.runs[found.counts], found.runs.get(self._today)
        return CapacityPlan(
            scenario=scenario.name,
            model=asked.model,
            currency=scenario.currency,
            confidence=asked.confidence,
            budget=asked.budget,
            staffing=None,
            reason=found.reason,
            closest=self._staffing(found.counts),
            today=() if today is None else outcomes_of(asked.promises, today, judge.confidence),
            promises=outcomes_of(asked.promises, runs, judge.confidence),
            marginal_values=(),
            front=front_so_far(found, self._box.costs, scenario, self._today),
            capability_gap=self._workload.skills,
            surge=None,
            levers=(),
            effort=self._effort(Found(), self._bench.simulations - self._verifier.simulations),
            search_seeds=(asked.seed,),
            verification_seeds=tuple(self._verifier.seeds),
            warnings=(*asked.study.loaded.warnings, UNVERIFIED),
            provenance=self._provenance(runs, is_verified=False),
            was_interrupted=True,
        )

    def _cheaper(self, judge: Judge, verified: Verified) -> Verified:
        """Verify cheaper staffings, too, of which the search could not tell; the first that does.

        A rare year among those of the search leaves staffings undecided that keep the promises.
        """
        most = self._box.cost(verified.counts)
        undecided = sorted(
            (self._box.cost(one.counts), one.counts)
            for one in judge.judged.values()
            if not one.keeps and one.excess < 0 and one.counts not in judge.banned
        )
        try:
            for cost, counts in undecided[:MOST_UNDECIDED]:
                if cost < most and (other := self._verifier.verify(counts)).keeps:
                    return other
        except KeyboardInterrupt:
            self._is_stopped = True
        return verified

    def _search(self, judge: Judge, most_tries: int) -> Found:
        start, known = start_of(self._workload, self._box), [self._today]
        found = search_cheapest(
            self._box, judge, start, known=known, most_tries=most_tries, confirm=judge.confirm
        )
        self._tried += [counts for counts in found.tried if counts not in self._tried]
        self._contradictions += found.contradictions
        return found

    def _closest_of(self, judge: Judge, failed: Sequence[Verified]) -> Verified:
        """What to tell of where no staffing is found."""
        if failed and self._asked.budget is None:
            return failed[-1]
        closest = self._closest(judge)
        known = [one for one in failed if one.counts == closest]
        return known[-1] if known else self._verifier.measure(closest)

    def _closest(self, judge: Judge) -> Counts:
        """The staffing, within the budget, that misses the promises least."""
        budget = math.inf if self._asked.budget is None else self._asked.budget
        if self._box.cost(self._box.lowest) > budget:
            return self._box.lowest
        if budget < math.inf:
            around = min(self._tried, key=lambda one: abs(self._box.cost(one) - budget))
            judge(Window(self._box, self._box.clipped(around)).least_wait(budget))
        within = [one for one in judge.judged.values() if self._box.cost(one.counts) <= budget]
        # The most people are the answer only where nothing else comes as close.
        best = min(within, key=lambda one: (one.excess, self._box.cost(one.counts)), default=None)
        return self._today if best is None else best.counts

    def _tell(
        self,
        shown: Verified,
        found: Found,
        reason: str | None,
        searched: int,
        failed: int,
    ) -> CapacityPlan:
        asked, study = self._asked, self._asked.study
        runs, level = shown.runs, shown.level
        setting = Setting(
            bench=self._bench,
            plan=shown.counts,
            today=self._today,
            seed=shown.seed,
            replications=len(runs),
            confidence=level,
            costs=self._box.costs,
        )
        result = CapacityPlan(
            scenario=study.scenario.name,
            model=asked.model,
            currency=study.scenario.currency,
            confidence=asked.confidence,
            budget=asked.budget,
            staffing=self._staffing(shown.counts) if reason is None else None,
            reason=reason,
            closest=None if reason is None else self._staffing(shown.counts),
            today=(),
            promises=outcomes_of(asked.promises, runs, level),
            marginal_values=(),
            front=(),
            capability_gap=self._workload.skills,
            surge=None,
            levers=(),
            effort=self._effort(found, searched),
            search_seeds=(asked.seed,),
            verification_seeds=tuple(self._verifier.seeds),
            warnings=capacity_warnings(
                self._question, shown.counts, runs, self._contradictions, found, failed
            ),
            provenance=self._provenance(runs),
            doubts=doubts_of_runs(runs),
        )
        result = self._surrounded(result, setting)
        return replace(result, effort=self._effort(found, searched))

    def _surrounded(self, result: CapacityPlan, setting: Setting) -> CapacityPlan:
        """Add what surrounds the plan; who stops the runs keeps what is there."""
        try:
            if self._is_stopped:
                raise KeyboardInterrupt
            (today,) = setting.runs([self._today])
            outcomes = outcomes_of(self._asked.promises, today, setting.confidence)
            result = replace(result, today=outcomes)
            values = marginal_values(setting)
            result = replace(result, marginal_values=values)
            result = replace(result, front=front_of(setting, self._tried, self._asked.seed))
            surge = surge_effect(setting)
            result = replace(result, surge=surge)
            if result.staffing is not None:
                surge = with_more_people(surge, setting, self._workload, self._asked)
                result = replace(result, surge=surge)
            stated = stated_levers(self._asked.study.scenario)
            for name in LEVERS:
                if name in stated or name in self._asked.levers:
                    effect = lever_effect(name, setting, values[0].role, self._box, self._asked)
                    result = replace(result, levers=(*result.levers, effect))
        except KeyboardInterrupt:
            warning = "stopped before all of marginal values, front, surge and levers were measured"
            result = replace(result, was_interrupted=True, warnings=(*result.warnings, warning))
        return result

    def _staffing(self, counts: Counts) -> tuple[RoleStaffing, ...]:
        roles, costs = self._asked.study.scenario.roles, self._box.costs
        return tuple(
            RoleStaffing(role.name, today, planned, cost)
            for role, today, planned, cost in zip(roles, self._today, counts, costs, strict=True)
        )

    def _effort(self, found: Found, searched: int) -> Effort:
        everything = self._bench.tally.done
        sizes = zip(self._box.lowest, self._box.highest, strict=True)
        return Effort(
            staffings=math.prod(high - low + 1 for low, high in sizes),
            judged=len(self._tried),
            search=searched,
            verification=self._verifier.simulations,
            others=everything - searched - self._verifier.simulations,
            is_exhaustive=found.is_exhaustive,
        )

    def _provenance(
        self, runs: Sequence[StaffingRun], *, is_verified: bool = True
    ) -> dict[str, Any]:
        asked = self._asked
        details = {
            "replications": asked.replications,
            "replications_of_verification": len(runs) if is_verified else 0,
            "confidence": asked.confidence,
            "promises": [one.text for one in asked.promises],
            "budget": asked.budget,
            "roles": list(asked.roles),
            "levers": list(asked.levers),
            "seeds_of_verification": list(self._verifier.seeds),
            "surges": "as written",
            "tape_hashes": {"as_written": digest_of_tapes(one.tape_hash for one in runs)},
        }
        return record_of_runs(
            asked.study,
            details,
            engine=asked.engine,
            seed=asked.seed,
            command=self._command,
            model=asked.model,
        )
