"""Decisions as the kernel reads them: one row for every node that decides.

Seats and edges depend on the program in which the node stands.
"""

from __future__ import annotations

from mom_sim.engines.compiled_engine.arrays import Integers, Rows, integers
from mom_sim.engines.compiled_engine.codes import APPROVE, ESCALATION, REJECTION
from mom_sim.engines.seats import seats_of
from mom_sim.plan.plan import Decision, Program


class DecisionTables:
    """The arrays of a plan's decisions.

    Parameters
    ----------
    programs : tuple of Program
    decisions : tuple of Decision
        Of the plan.
    first : list of int
        First node of each program, among all nodes.
    edge_first : list of int
        First edge of each program, among all edges.
    edge_of : list of dict
        By program: the number of an edge, among all edges.

    Attributes
    ----------
    arrays : dict of str to ndarray of int64
    refusal_count : int
        Gates at which refusals are counted.
    """

    def __init__(
        self,
        programs: tuple[Program, ...],
        decisions: tuple[Decision, ...],
        first: list[int],
        edge_first: list[int],
        edge_of: list[dict[tuple[int, int], int]],
    ) -> None:
        self._programs, self._all, self._first = programs, decisions, first
        self._edge_first, self._edge_of = edge_first, edge_of
        self.arrays: dict[str, Integers] = {}
        self._decisions()

    def _put(self, **arrays: list[int]) -> None:
        for name, values in arrays.items():
            self.arrays[name] = integers(values)

    def _decisions(self) -> None:
        """One row for every node that decides: seats and edges depend on its program."""
        deciding = [-1] * self._first[-1]
        sites: list[int] = []
        found: list[tuple[int, Decision]] = []
        for number, program in enumerate(self._programs):
            for index, node in enumerate(program.nodes):
                sites.append(len(found) if node.decision >= 0 else -1)
                if node.decision < 0:
                    continue
                decision = self._all[node.decision]
                found.append((number, decision))
                if decision.need <= max(seats_of(program.nodes, decision), default=0):
                    for reviewer in decision.reviewers:
                        for review in reviewer.nodes:
                            deciding[self._first[number] + review] = index
        self._put(node_decision=sites, node_deciding=deciding)
        gates = list(dict.fromkeys(decision.step for decision in self._all))
        self.refusal_count = len(gates)
        decisions = [decision for _, decision in found]
        after = {"approve": APPROVE, "reject": REJECTION, "escalate": ESCALATION}
        self._put(
            decision_step=[one.step for one in decisions],
            decision_need=[one.need for one in decisions],
            decision_revise_draw=[one.revise_draw for one in decisions],
            decision_revise_threshold=[one.revise_threshold for one in decisions],
            decision_revise_curve=[one.revise_curve for one in decisions],
            decision_reject_draw=[one.reject_draw for one in decisions],
            decision_reject_threshold=[one.reject_threshold for one in decisions],
            decision_rounds=[one.rounds for one in decisions],
            decision_after=[after[one.after_rounds] for one in decisions],
            decision_escalates=[one.escalates for one in decisions],
            decision_refusal=[gates.index(one.step) for one in decisions],
        )
        self._votes(found)
        self._reworks(found)

    def _votes(self, found: list[tuple[int, Decision]]) -> None:
        reviewers = Rows(
            "reviewer_false_reject", "reviewer_false_accept", "reviewer_deemed", "reviewer_seat"
        )
        nodes, checked = Rows("reviewer_node"), Rows("checked_risk", "checked_verdict")
        count: list[int] = []
        for number, decision in found:
            seats = seats_of(self._programs[number].nodes, decision)
            count.append(max(seats, default=0) + 1)
            reviewers.add(
                [
                    (one.false_reject, one.false_accept, one.deemed_approved, seat)
                    for one, seat in zip(decision.reviewers, seats, strict=True)
                ]
            )
            for one in decision.reviewers:
                nodes.add(one.nodes)
            checked.add(list(zip(decision.risks, decision.verdicts, strict=True)))
        self._put(decision_seats=count)
        self.arrays |= reviewers.arrays("reviewer_first")
        self.arrays |= nodes.arrays("reviewer_node_first")
        self.arrays |= checked.arrays("checked_first")

    def _reworks(self, found: list[tuple[int, Decision]]) -> None:
        nodes = Rows("rework_node", "rework_share")
        edges, entries = Rows("reopened_edge", "reopened_target"), Rows("again_node")
        for number, decision in found:
            nodes.add(decision.rework.nodes)
            edge_of, first = self._edge_of[number], self._edge_first[number]
            edges.add([(edge_of[edge] - first, edge[1]) for edge in decision.rework.edges])
            entries.add(decision.rework.entry)
        self.arrays |= nodes.arrays("rework_first")
        self.arrays |= edges.arrays("reopened_first")
        self.arrays |= entries.arrays("again_first")
