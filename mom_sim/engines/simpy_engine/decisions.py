"""From reviews to a verdict: the tape's quality and verdicts against the deciders' error rates."""

from __future__ import annotations

from mom_sim.engines.bounds import CERTAIN, LOOKS_PER_VERSION
from mom_sim.engines.recording import ACTIVITY_OUTCOME
from mom_sim.engines.simpy_engine.context import Draws
from mom_sim.engines.simpy_engine.curves import value_at
from mom_sim.engines.simpy_engine.registers import Registers
from mom_sim.engines.simpy_engine.state import Campaign
from mom_sim.plan.plan import Decision, Plan, Reviewer

APPROVE, REVISE, REJECT, ESCALATE = range(4)  # value of the verdict event
OUTCOME_OF = ("approved", "revise", "rejected", "escalated")

_AFTER_ROUNDS = {"approve": APPROVE, "reject": REJECT, "escalate": ESCALATE}
_DONE, _TIMED_OUT = ACTIVITY_OUTCOME["done"], ACTIVITY_OUTCOME["timed_out"]


class Judge:
    """Decides, for one replication of a plan.

    Parameters
    ----------
    plan : Plan
    draws : Draws
    registers : Registers
    """

    def __init__(self, plan: Plan, draws: Draws, registers: Registers) -> None:
        self._plan, self._draws, self._registers = plan, draws, registers

    def is_bad(self, campaign: Campaign, risk: int) -> bool:
        """Whether the present version is bad in respect of `risk`: the same in every model."""
        defect = self._plan.defects[risk]
        if defect.exposure_draw >= 0 and not (
            self._draws.of(defect.exposure_draw, campaign.number, 1)
            < defect.exposure[campaign.program.type]
        ):
            return False
        version = campaign.versions.get(risk, 1)
        threshold = defect.first if version == 1 else defect.revised
        if campaign.least:
            threshold = max(threshold, campaign.least.get(risk, 0))
        return self._draws.of(defect.draw, campaign.number, version) < threshold

    def is_settled(self, campaign: Campaign, number: int) -> bool:
        """Whether those who have voted by now are enough for an approval."""
        decision = self._plan.decisions[number]
        approvals, _ = self._approvals(campaign, number, decision)
        return approvals >= decision.need

    def decide(self, campaign: Campaign, number: int, attempt: int) -> tuple[int, str]:
        """Decide at a gate.

        Parameters
        ----------
        campaign : Campaign
        number : int
            Position of the decision.
        attempt : int
            Round of the gate, from 1.

        Returns
        -------
        verdict : int
        why : str
            Kind of event that says why it is an approval though nobody has approved; or empty.
        """
        decision = self._plan.decisions[number]
        approvals, deemed = self._approvals(campaign, number, decision)
        seats = max(campaign.route.seats[number], default=0) + 1
        for risk in decision.risks:
            campaign.looks[risk] = campaign.looks.get(risk, 0) + seats
        again = decision.revise_draw >= 0 and (
            self._draws.of(decision.revise_draw, campaign.number, attempt)
            < self._revise_threshold(decision, attempt)
        )
        if approvals >= decision.need and not again:
            return APPROVE, "deemed_approved" if deemed else ""
        if decision.escalates and not again:
            return ESCALATE, ""
        verdict = self._refuse(campaign, decision, attempt)
        if verdict == REVISE:
            # The work is done again: its quality in every checked respect is drawn anew.
            for risk in decision.risks:
                campaign.renew(risk)
        return verdict, "forced_approval" if verdict == APPROVE else ""

    def _revise_threshold(self, decision: Decision, attempt: int) -> int:
        if decision.revise_curve < 0:
            return decision.revise_threshold
        curve = self._plan.curves[decision.revise_curve]
        if curve.register == "round":
            return value_at(curve, attempt)
        return self._registers.value(decision.revise_curve)

    def _refuse(self, campaign: Campaign, decision: Decision, attempt: int) -> int:
        """What a negative verdict means: the end, another round, or the end of all rounds."""
        if decision.reject_draw >= 0:
            nth = campaign.refusals[decision.step] = campaign.refusals.get(decision.step, 0) + 1
            chance = self._draws.of(decision.reject_draw, campaign.number, nth)
            if chance < decision.reject_threshold:
                return REJECT
        if decision.rounds and attempt >= decision.rounds:
            return _AFTER_ROUNDS[decision.after_rounds]
        return REVISE

    def _approvals(self, campaign: Campaign, number: int, decision: Decision) -> tuple[int, bool]:
        """Votes in favor, and whether one is for want of a review. Who did not look abstains."""
        approvals, deemed = 0, False
        for reviewer, seat in zip(decision.reviewers, campaign.route.seats[number], strict=True):
            outcomes = [campaign.outcomes[node] for node in reviewer.nodes]
            if not outcomes or _DONE in outcomes:
                approvals += self._approves(campaign, decision, reviewer, seat)
            elif outcomes[-1] == _TIMED_OUT and reviewer.deemed_approved:
                approvals, deemed = approvals + 1, True
        return approvals, deemed

    def _approves(
        self, campaign: Campaign, decision: Decision, reviewer: Reviewer, seat: int
    ) -> bool:
        approves = True
        for risk, draw in zip(decision.risks, decision.verdicts, strict=True):
            look = campaign.looks.get(risk, 0) + seat
            version = campaign.versions.get(risk, 1)
            nth = (version - 1) * LOOKS_PER_VERSION + look + 1
            chance = self._draws.of(draw, campaign.number, nth)
            # The same uniform against the model's own rates: a stricter gate rejects a superset.
            if self.is_bad(campaign, risk):
                rejects = chance < CERTAIN - reviewer.false_accept
            else:
                rejects = chance < reviewer.false_reject
            approves = approves and not rejects
        return approves
