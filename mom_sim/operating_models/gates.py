"""A gate under one operating model: who is asked, when they meet, what follows from a verdict.

    [marker] -> [hand-off] -> [meeting] -> review -> [delegate's review] -> decision
             -> [the same for whom a refusal is passed on to]

One chain per rule of `who_decides`; tiers that a chain is not for pass over it. Serial deciders
have one chain behind the other; `all`, `any` and `k_of_n` have parallel reviews and one decision.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from mom_sim.draws.address import threshold
from mom_sim.log.contract import ACTIVITY_OUTCOMES
from mom_sim.operating_models.deciders import (
    AUTOMATED,
    EXPERT_ALWAYS,
    Decider,
    decider_of,
    rules_by_tier,
)
from mom_sim.operating_models.draft import Draft
from mom_sim.operating_models.gate_need import in_need, share_in_need
from mom_sim.operating_models.hand_offs import add_hand_off
from mom_sim.operating_models.nodes import some_campaigns
from mom_sim.operating_models.task_forces import use_force
from mom_sim.plan.plan import Condition, Curve, Decision, Node, Reviewer, Rework
from mom_sim.scenario.resolved import Cadence, ErrorRates, Gate, GateRule, Step

_TIMED_OUT = ACTIVITY_OUTCOMES.index("timed_out")
_ESCALATED = ACTIVITY_OUTCOMES.index("escalated")
_NO_REWORK = Rework((), (), ())


@dataclass
class _Panel:
    """Deciders whose votes make one decision."""

    reviewers: list[Reviewer] = field(default_factory=list)
    delegates: list[Reviewer] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)  # nodes that the decision waits for


class GateBuilder:
    """Adds one gate to a program.

    Parameters
    ----------
    draft : Draft
        With all steps that the gate comes after.
    step : Step
        Of kind gate.
    """

    def __init__(self, draft: Draft, step: Step) -> None:
        self._draft, self._step = draft, step
        self._gate: Gate = step.gate[0]
        self._number = draft.tables.step(step.name)
        # Nodes that a new round does again, from a rule's first decider on.
        self._chain: list[int] = []

    def build(self, before: list[int]) -> int:
        """Add the chains behind `before`; the node at which the gate is passed."""
        draft, step = self._draft, self._step
        if share_in_need(draft, step) > 0:
            for rule, tiers in rules_by_tier(draft, step):
                before = [self._chain_of(rule, tiers, before)]
                if rule.deciders != ("expert",) and not self._gate.experts_only:
                    for second in draft.tables.effects.second_decisions(draft, step):
                        again = replace(EXPERT_ALWAYS, sampled=second.share)
                        before = [self._chain_of(again, tiers, before, second.slot)]
        return before[0] if len(before) == 1 else self._add(Node("PASS", self._number), before)

    def _add(self, node: Node, before: Sequence[int]) -> int:
        return self._draft.graph.add(node, before)

    def _chain_of(
        self, rule: GateRule, tiers: int, before: list[int], slot: str = "sampled"
    ) -> int:
        """Add one rule's deciders; the node of the last decision. `slot` names who is looked at."""
        draft, step = self._draft, self._step
        condition, before = self._marker(rule, tiers, before, slot)
        self._chain = []
        words = ("expert",) if self._gate.experts_only else rule.deciders
        deciders = [decider_of(draft, step, word) for word in words]
        groups = [[one] for one in deciders] if rule.rule == "serial" else [deciders]
        position = 0
        for group in groups:
            panel = _Panel()
            for decider in group:
                self._ask(panel, rule, decider, position, condition, before)
                position += 1
            need = {"any": 1, "k_of_n": min(rule.need, len(group))}.get(rule.rule, len(group))
            last = self._decide(rule, panel, need, condition, before, coin=group is groups[-1])
            before = [self._escalation(rule, words, position, last)]
        return before[0]

    def _escalation(
        self, rule: GateRule, words: tuple[str, ...], position: int, decision: int
    ) -> int:
        """Add whom a decision passes its refusals on to, if anybody; the node behind.

        Refusals that a rule passes on are decided like any others. Those that are left when the
        rounds are used up are decided once and for all.
        """
        decisions = self._draft.tables.decisions
        made = decisions[self._draft.graph.nodes[decision].decision]
        if not made.escalates and made.after_rounds != "escalate":
            return decision
        word = rule.escalates_to if made.escalates else "lead" if "expert" in words else "expert"
        decider = decider_of(self._draft, self._step, word)
        condition = Condition(after_node=decision, after_outcome=_ESCALATED)
        once = replace(rule, delegate_after=0, cadence="scenario", escalates_to="")
        if not made.escalates:
            once = replace(once, rounds=1)
        panel = _Panel()
        asked_before = 0 if words == (AUTOMATED,) else position
        self._ask(panel, once, decider, asked_before, condition, [decision])
        last = self._decide(once, panel, 1, condition, [decision], coin=False)
        number = self._draft.graph.nodes[last].decision
        if decisions[number].after_rounds == "escalate":  # nobody is higher
            decisions[number] = replace(decisions[number], after_rounds="reject")
        return last

    def _marker(
        self, rule: GateRule, tiers: int, before: list[int], slot: str
    ) -> tuple[Condition, list[int]]:
        """Nodes that know whether the chain is for a campaign; the condition that asks them."""
        condition, before = in_need(self._draft, self._step, Condition(tiers=tiers), before)
        slot, name = f"{slot}:{self._step.name}", self._step.name
        return some_campaigns(self._draft, name, slot, rule.sampled, condition, before)

    # ------------------------------------------------------------------ one decider

    def _ask(
        self,
        panel: _Panel,
        rule: GateRule,
        decider: Decider,
        position: int,
        condition: Condition,
        before: list[int],
    ) -> None:
        """Add what it takes to have one decider's vote."""
        delegate_after, approved_after = self._timeouts(rule)
        is_deemed = approved_after > 0
        cadence = () if decider.word == AUTOMATED else self._cadence(rule)
        has_work = decider.word != AUTOMATED and self._draft.takes_work(self._step)
        if not has_work and not cadence:
            panel.reviewers.append(self._reviewer(decider.word, (), False))
            return
        timeout = delegate_after or approved_after
        before, meeting = self._reach(decider, position, condition, before, cadence, timeout)
        review = Node("PASS", self._number, condition=condition)
        if has_work:
            review = self._review(decider, position, condition, timeout)
            if timeout:
                review = replace(review, timeout_from=meeting)
            before = [self._add(review, before)]
            self._chain += before
        nodes = (before[0],) if has_work or timeout else ()
        panel.reviewers.append(
            self._reviewer(decider.word, nodes, is_deemed and not delegate_after)
        )
        if delegate_after:
            left = approved_after - delegate_after if is_deemed else 0
            before = [self._delegate(review, before[0], left)]
            panel.delegates.append(self._reviewer("lead", (before[0],), is_deemed))
        panel.ends += before

    def _timeouts(self, rule: GateRule) -> tuple[int, int]:
        """Working time after which the lead is asked, and after which silence is consent."""
        delegate_after, approved_after = rule.delegate_after, rule.deemed_approved_after
        if self._gate.experts_only or 0 < approved_after <= delegate_after:
            delegate_after = 0
        return delegate_after, approved_after

    def _reach(
        self,
        decider: Decider,
        position: int,
        condition: Condition,
        before: list[int],
        cadence: tuple[Cadence, ...],
        timeout: int,
    ) -> tuple[list[int], int]:
        """Add the way to a decider: the hand-off and the meeting, whose node comes second or -1.

        Who is asked has been asked when the work is there, and not when they meet: the timeout
        counts from then.
        """
        draft, name = self._draft, self._step.name
        known = len(draft.again[name])
        slot = name if position == 0 else f"{name}:{position + 1}"
        before = add_hand_off(
            draft, name, before, decider.places(draft), condition=condition, slot=slot
        )
        self._chain += draft.again[name][known:]
        meeting = -1
        for one in cadence:
            bodies = tuple(
                draft.tables.meetings.body(self._body_name(decider, unit), one)
                for unit in draft.units
            )
            meet = Node("MEET", self._number, condition=condition, meetings=bodies, timeout=timeout)
            meeting = self._add(meet, before)
            before = [meeting]
            self._chain += before
        return before, meeting

    def _review(self, decider: Decider, position: int, condition: Condition, timeout: int) -> Node:
        """Hands-on work of a decider."""
        draft, step = self._draft, self._step
        slot = f"effort:{step.name}" if position == 0 else f"effort:{step.name}:{position + 1}"
        draw = draft.tables.draws.duration(slot, dict(step.effort), step.name)
        if decider.in_force:
            use_force(draft, decider.skills, step)
        node = Node(
            "WORK",
            self._number,
            condition=condition,
            draws=(draw,) * len(draft.units),
            queues=draft.queues(decider.skills),
            in_force=decider.in_force,
            review=True,
            timeout=timeout,
        )
        return draft.tables.effects.review(draft, step, node)

    def _delegate(self, review: Node, asked: int, timeout: int) -> int:
        """The lead reviews in place of somebody who did not find the time."""
        draft = self._draft
        condition = Condition(after_node=asked, after_outcome=_TIMED_OUT)
        passes = Node("PASS", self._number, condition=condition, announce="delegated")
        delegated = self._add(passes, [asked])
        if review.instruction == "PASS":
            self._chain.append(delegated)
            return delegated
        node = replace(
            review,
            condition=condition,
            queues=draft.queues(((draft.tables.scenario.lead_skill, 1),)),
            in_force=False,
            timeout=timeout,
            timeout_from=-1,
        )
        last = self._add(node, [delegated])
        self._chain += [delegated, last]
        return last

    def _reviewer(self, word: str, nodes: tuple[int, ...], is_deemed: bool) -> Reviewer:
        rates = dict(self._gate.error_rates).get(word, ErrorRates(0.0, 0.0))
        return Reviewer(
            nodes, word, threshold(rates.false_reject), threshold(rates.false_accept), is_deemed
        )

    def _cadence(self, rule: GateRule) -> tuple[Cadence, ...]:
        if rule.cadence == "scenario":
            return self._gate.cadence
        return rule.own_cadence if rule.cadence == "own" else ()

    def _body_name(self, decider: Decider, unit: int) -> str:
        tables = self._draft.tables
        if decider.in_force:
            return f"{self._step.name}: task force of {tables.scenario.units[unit].name}"
        team = tables.staffing.team_name(self._draft.team_of(unit, decider.skills[0][0]))
        return f"{self._step.name}: {decider.word} of {team}"

    # ------------------------------------------------------------------ the decision

    def _decide(
        self,
        rule: GateRule,
        panel: _Panel,
        need: int,
        condition: Condition,
        before: list[int],
        *,
        coin: bool,
    ) -> int:
        """Add the decision of a panel; `coin`: rework that no risk explains is tossed for here."""
        gate, draft, name = self._gate, self._draft, self._step.name
        tables = draft.tables
        risks = [risk.name for risk in tables.scenario.defect_risks]
        checks = tuple(risks.index(check) for check in gate.checks)
        probability = gate.revise_probability if coin else 0.0
        tossed = coin and any((gate.revise_probability, *gate.revise_later))
        decision = Decision(
            step=self._number,
            reviewers=(*panel.reviewers, *panel.delegates),
            need=need,
            risks=checks,
            verdicts=tuple(tables.draws.chance(f"verdict:{risks[check]}") for check in checks),
            revise_draw=tables.draws.chance(f"revise:{name}") if tossed else -1,
            revise_threshold=threshold(probability),
            reject_draw=tables.draws.chance(f"reject:{name}") if gate.reject_share else -1,
            reject_threshold=threshold(gate.reject_share),
            rounds=gate.rounds if rule.rounds < 0 else rule.rounds,
            after_rounds=gate.after_rounds,
            rework=_NO_REWORK,
            revise_curve=self._coin_by_round() if tossed and gate.revise_later else -1,
            escalates=bool(rule.escalates_to) and not gate.experts_only,
        )
        number = len(tables.decisions)
        tables.decisions.append(decision)
        node = self._add(
            Node("DECIDE", self._number, condition=condition, decision=number),
            panel.ends or before,
        )
        again = {one: draft.graph.nodes[one].share for one in self._chain}
        for step, share in gate.revise:
            for redone in draft.again.get(step, ()):
                again[redone] = round(share * draft.graph.nodes[redone].share)
        tables.decisions[number] = replace(decision, rework=draft.graph.rework(again, node))
        self._chain.append(node)
        # A later gate may ask for this one again.
        draft.again[name] = [*dict.fromkeys([*draft.again[name], *self._chain])]
        return node

    def _coin_by_round(self) -> int:
        """Add the curve of the chance by round of rework that no risk explains."""
        gate = self._gate
        chances = (gate.revise_probability, *gate.revise_later)
        at = (0, *range(2, len(chances) + 1))
        name = f"revisions at {self._step.name}"
        return self._draft.tables.curve(Curve(name, "round", at, tuple(map(threshold, chances))))
