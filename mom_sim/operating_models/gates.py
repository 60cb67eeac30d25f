"""A gate under one operating model: who decides for which risk tier, when they meet, what a verdict does.

    marker (tier, share of campaigns, sample) -> [hand-off] -> [meeting] -> review -> [delegate] -> decide

One chain per rule of `who_decides`; tiers that a chain is not for pass over it. Serial deciders have one chain
behind the other; `all`, `any` and `k_of_n` have parallel reviews and one decision.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mom_sim.draws.address import threshold
from mom_sim.log.contract import ACTIVITY_OUTCOMES
from mom_sim.plan.plan import ALL_TIERS, PARTS, Condition, Decision, Node, Reviewer, Rework
from mom_sim.scenario.resolved import Cadence, ErrorRates, Gate, GateRule, Step

if TYPE_CHECKING:
    from mom_sim.operating_models.program import Place, ProgramBuilder

_DONE = ACTIVITY_OUTCOMES.index("done")
_TIMED_OUT = ACTIVITY_OUTCOMES.index("timed_out")
_NO_REWORK = Rework((), (), ())
EVERYTHING = threshold(1.0)


@dataclass(eq=False)
class _Decider:
    word: str  # expert, lead, crew, automated
    skills: tuple[tuple[str, int], ...]
    in_force: bool


class GateBuilder:
    """Adds one gate to a program."""

    def __init__(self, program: ProgramBuilder, step: Step) -> None:
        self._program, self._step = program, step
        self._gate: Gate = step.gate[0]
        self._tables = program.tables
        self._graph = program.graph
        self._number = program.tables.step(step.name)
        self._applies = dict(self._gate.applies).get(program.kind.name, 1.0)
        # Nodes that a new round of this gate does again, from the first serial chain on.
        self._chain: list[int] = []

    def build(self, before: list[int]) -> None:
        """Add the chains; the gate's exit becomes the program's."""
        program, step = self._program, self._step
        program.places[step.name] = program._places_before(step)
        if self._applies > 0:
            for rule, tiers in self._rules():
                before = self._chain_of(rule, tiers, before)
        exit_node = before[0] if len(before) == 1 else None
        if exit_node is None or step.launch or exit_node in program.exits.values():
            exit_node = self._graph.add(Node("PASS", self._number, launch=step.launch), before)
        program.exits[step.name] = exit_node

    def _rules(self) -> list[tuple[GateRule, int]]:
        """Rules that apply, each with the mask of the tiers it is the first to fit."""
        tiers = self._tables.scenario.risk_tiers
        possible = [
            number for number, tier in enumerate(tiers) if dict(self._program.kind.risk_tiers).get(tier, 0)
        ]
        found: dict[int, tuple[GateRule, int]] = {}
        for number in possible:
            for position, rule in enumerate(self._tables.model.who_decides):
                if (not rule.gates or self._step.name in rule.gates) and (
                    not rule.tiers or tiers[number] in rule.tiers
                ):
                    mask = found.get(position, (rule, 0))[1] | 1 << number
                    found[position] = (rule, mask)
                    break
            else:
                default = _EXPERT_ALWAYS
                mask = found.get(-1, (default, 0))[1] | 1 << number
                found[-1] = (default, mask)
        whole = sum(1 << number for number in possible)
        return [
            (rule, ALL_TIERS if mask == whole else mask) for _, (rule, mask) in sorted(found.items())
        ]

    # ------------------------------------------------------------------ one rule's chain

    def _chain_of(self, rule: GateRule, tiers: int, before: list[int]) -> list[int]:
        condition, before = self._marker(rule, tiers, before)
        self._chain = []
        deciders = [self._decider(word) for word in rule.deciders]
        groups = [[one] for one in deciders] if rule.rule == "serial" else [deciders]
        for group in groups:
            reviews = [
                self._review(rule, decider, deciders.index(decider), condition, before)
                for decider in group
            ]
            ends = [end for _, review_ends in reviews for end in review_ends] or before
            need = {"any": 1, "k_of_n": rule.need}.get(rule.rule, len(group))
            before = [self._decide(rule, [reviewer for reviewer, _ in reviews], need, condition, ends)]
        return before

    def _marker(
        self, rule: GateRule, tiers: int, before: list[int]
    ) -> tuple[Condition, list[int]]:
        """Nodes that know whether the chain is for this campaign; the condition that asks them."""
        condition = Condition(tiers=tiers)
        for name, share in (("applies", self._applies), ("sampled", rule.sampled)):
            if share < 1:
                chance = self._tables.draws.chance(f"{name}:{self._step.name}")
                marker = Node(
                    "PASS",
                    self._number,
                    condition=replace(condition, chance=chance, threshold=threshold(share)),
                )
                before = [self._graph.add(marker, before)]
                condition = Condition(after_node=before[0], after_outcome=_DONE)
        return condition, before

    def _decider(self, word: str) -> _Decider:
        step, program = self._step, self._program
        if self._gate.experts_only:
            word = "expert"
        if word == "crew" and program.force:
            lead = self._tables.scenario.lead_skill
            skill = lead if lead in program.force else program.force[0]
            return _Decider("crew", ((skill, 1),), True)
        if word == "lead":
            return _Decider("lead", ((self._tables.scenario.lead_skill, 1),), False)
        if word == "automated":
            return _Decider("automated", (), False)
        return _Decider("expert", step.skills, False)  # also for a crew where no force is formed

    def _review(
        self,
        rule: GateRule,
        decider: _Decider,
        position: int,
        condition: Condition,
        before: list[int],
    ) -> tuple[Reviewer, list[int]]:
        rates = dict(self._gate.error_rates).get(decider.word, ErrorRates(0.0, 0.0))
        nodes: tuple[int, ...] = ()
        ends: list[int] = []
        if decider.word != "automated" and self._program.takes_work(self._step):
            nodes = self._hands_on(rule, decider, position, condition, before)
            ends = [nodes[-1]]
        reviewer = Reviewer(
            nodes,
            decider.word,
            threshold(rates.false_reject),
            threshold(rates.false_accept),
            rule.deemed_approved_after > 0,
        )
        return reviewer, ends

    def _hands_on(
        self,
        rule: GateRule,
        decider: _Decider,
        position: int,
        condition: Condition,
        before: list[int],
    ) -> tuple[int, ...]:
        program, graph, step = self._program, self._graph, self._step
        places = self._places(decider)
        name = step.name
        known = len(program.again[name])
        before = program.hand_off(name, before, program._places_before(step), places, condition)
        self._chain += program.again[name][known:]
        for cadence in self._cadence(rule):
            bodies = tuple(
                self._tables.meetings.body(self._body_name(decider, unit), cadence)
                for unit in program.units
            )
            meet = Node("MEET", self._number, condition=condition, meetings=bodies)
            before = [graph.add(meet, before)]
            self._chain += before
        slot = f"effort:{name}" if position == 0 else f"effort:{name}:{position + 1}"
        draw = self._tables.draws.duration(slot, dict(step.effort), name)
        review = Node(
            "WORK",
            self._number,
            condition=condition,
            draws=(draw,) * len(program.units),
            queues=program.queues(decider.skills),
            in_force=decider.in_force,
            review=True,
            timeout=rule.delegate_after or rule.deemed_approved_after,
        )
        nodes = [graph.add(review, before)]
        if rule.delegate_after:
            nodes.append(self._delegate(rule, review, nodes[0]))
        self._chain += nodes
        program.places[name] = [
            have | new for have, new in zip(program.places[name], places, strict=True)
        ]
        return tuple(nodes)

    def _delegate(self, rule: GateRule, review: Node, asked: int) -> int:
        """The lead reviews in place of somebody who did not find the time."""
        left = max(0, rule.deemed_approved_after - rule.delegate_after)
        return self._graph.add(
            replace(
                review,
                condition=Condition(after_node=asked, after_outcome=_TIMED_OUT),
                queues=self._program.queues(((self._tables.scenario.lead_skill, 1),)),
                in_force=False,
                timeout=left,
                announce="delegated",
            ),
            [asked],
        )

    def _decide(
        self,
        rule: GateRule,
        reviewers: list[Reviewer],
        need: int,
        condition: Condition,
        before: list[int],
    ) -> int:
        gate, tables, name = self._gate, self._tables, self._step.name
        risks = [risk.name for risk in tables.scenario.defect_risks]
        checks = tuple(risks.index(check) for check in gate.checks)
        coin = gate.revise_probability
        decision = Decision(
            step=self._number,
            reviewers=tuple(reviewers),
            need=need,
            risks=checks,
            verdicts=tuple(tables.draws.chance(f"verdict:{risks[check]}") for check in checks),
            revise_draw=tables.draws.chance(f"revise:{name}") if coin else -1,
            revise_threshold=threshold(coin),
            reject_draw=tables.draws.chance(f"reject:{name}") if gate.reject_share else -1,
            reject_threshold=threshold(gate.reject_share),
            rounds=gate.rounds if rule.rounds < 0 else rule.rounds,
            after_rounds=gate.after_rounds,
            rework=_NO_REWORK,
        )
        number = len(tables.decisions)
        tables.decisions.append(decision)
        node = self._graph.add(
            Node("DECIDE", self._number, condition=condition, decision=number), before
        )
        again = dict.fromkeys(self._chain, PARTS)
        for step, share in gate.revise:
            for redone in self._program.again.get(step, ()):
                again[redone] = round(share * PARTS)
        tables.decisions[number] = replace(decision, rework=self._graph.rework(again, node))
        self._chain.append(node)
        # A later gate may ask for this one again.
        self._program.again[self._step.name] = [
            *dict.fromkeys([*self._program.again[self._step.name], *self._chain])
        ]
        return node

    # ------------------------------------------------------------------ small helpers

    def _cadence(self, rule: GateRule) -> tuple[Cadence, ...]:
        if rule.cadence == "scenario":
            return self._gate.cadence
        return rule.own_cadence if rule.cadence == "own" else ()

    def _places(self, decider: _Decider) -> list[frozenset[Place]]:
        program = self._program
        if decider.in_force:
            return [frozenset() for _ in program.units]
        skill = decider.skills[0][0]
        return [frozenset({(program.team_of(unit, skill), skill)}) for unit in program.units]

    def _body_name(self, decider: _Decider, unit: int) -> str:
        if decider.in_force:
            return f"{self._step.name}: task force of {self._tables.scenario.units[unit].name}"
        place = next(iter(self._places(decider)[unit]))
        team = self._tables.staffing.queues[
            self._tables.staffing.queue(unit, place[1])
        ].team
        return f"{self._step.name}: {decider.word} of team {team + 1}"


_EXPERT_ALWAYS = GateRule(
    gates=(),
    tiers=(),
    deciders=("expert",),
    rule="serial",
    need=0,
    cadence="scenario",
    own_cadence=(),
    sampled=1.0,
    delegate_after=0,
    deemed_approved_after=0,
    rounds=-1,
)
