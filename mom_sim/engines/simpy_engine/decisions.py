"""From reviews to a verdict: the tape's quality and verdict draws against the deciders' error rates."""

from __future__ import annotations

from mom_sim.engines.recording import ACTIVITY_OUTCOME
from mom_sim.engines.simpy_engine.state import Campaign
from mom_sim.plan.plan import Decision, Plan, Reviewer
from mom_sim.tape.tape import Tape

APPROVE, REVISE, REJECT = range(3)  # value of the verdict event
OUTCOME_OF = ("approved", "revise", "rejected")

LOOKS_PER_VERSION = 64  # reviews of one version of the work that have an address of their own
_TIMED_OUT = ACTIVITY_OUTCOME["timed_out"]


class Judge:
    """Decides, for one replication of a plan."""

    def __init__(self, plan: Plan, tape: Tape) -> None:
        self._plan = plan
        self._tape = tape

    def is_bad(self, campaign: Campaign, risk: int) -> bool:
        """Whether the present version of the work is bad in respect of `risk`: the same in every model."""
        defect = self._plan.defects[risk]
        if defect.exposure_draw >= 0 and not (
            self._chance(defect.exposure_draw, campaign, 1)
            < defect.exposure[campaign.program.type]
        ):
            return False
        version = campaign.versions.get(risk, 1)
        threshold = defect.first if version == 1 else defect.revised
        return self._chance(defect.draw, campaign, version) < threshold

    def verdict(self, campaign: Campaign, decision: Decision, attempt: int) -> tuple[int, bool]:
        """Verdict of a gate's round, and whether it was only deemed approved."""
        approvals, deemed = 0, False
        for reviewer in decision.reviewers:
            if reviewer.deemed_approved and self._nobody_looked(campaign, reviewer):
                approvals, deemed = approvals + 1, True
            elif self._approves(campaign, decision, reviewer):
                approvals += 1
        positive = approvals >= decision.need and not (
            decision.revise_draw >= 0
            and self._chance(decision.revise_draw, campaign, attempt) < decision.revise_threshold
        )
        if positive:
            return APPROVE, deemed
        if decision.rounds and attempt >= decision.rounds:
            return (APPROVE if decision.after_rounds == "approve" else REJECT), False
        if (
            decision.reject_draw >= 0
            and self._chance(decision.reject_draw, campaign, attempt) < decision.reject_threshold
        ):
            return REJECT, False
        return REVISE, False

    def new_version(self, campaign: Campaign, decision: Decision) -> None:
        """The work is done again: its quality in every respect the gate checks is drawn anew."""
        for risk in decision.risks:
            campaign.versions[risk] = campaign.versions.get(risk, 1) + 1
            campaign.looks[risk] = 0

    def _approves(self, campaign: Campaign, decision: Decision, reviewer: Reviewer) -> bool:
        approves = True
        for risk, draw in zip(decision.risks, decision.verdicts, strict=True):
            look = campaign.looks.get(risk, 0)
            campaign.looks[risk] = look + 1
            version = campaign.versions.get(risk, 1)
            chance = self._chance(draw, campaign, (version - 1) * LOOKS_PER_VERSION + look + 1)
            # The same uniform against the model's own rates: a stricter gate rejects a superset.
            if self.is_bad(campaign, risk):
                rejects = chance < (1 << 52) - reviewer.false_accept
            else:
                rejects = chance < reviewer.false_reject
            approves = approves and not rejects
        return approves

    def _nobody_looked(self, campaign: Campaign, reviewer: Reviewer) -> bool:
        outcomes = [campaign.outcomes[node] for node in reviewer.nodes]
        return bool(outcomes) and all(outcome in (_TIMED_OUT, -1) for outcome in outcomes)

    def _chance(self, draw: int, campaign: Campaign, attempt: int) -> int:
        return self._tape.chances(self._plan.draws[draw], attempt)[campaign.number]
