"""How often campaigns will do work again: so that later attempts are drawn for those alone.

Whether a gate sends a campaign back is mostly on its tape: chances, held against numbers of the
plan. Going through the gates of a campaign in the order of its program says how often each will ask
for a revision, and so which attempts of which draws it comes to. What depends on more than that
(who is overloaded, what a curve says, who does not look) is taken for what draws more. This decides
about speed alone: a campaign that comes further than was thought asks for its numbers.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from mom_sim.draws.address import hashes_of_names, key_words
from mom_sim.engines.bounds import LOOKS_PER_VERSION
from mom_sim.engines.compiled_engine.arrays import Integers
from mom_sim.engines.seats import seats_of
from mom_sim.log.contract import ACTIVITY_OUTCOMES
from mom_sim.plan.plan import PASS_OVER, Condition, Decision, Plan, Program
from mom_sim.tape.draw_sheet import Whom
from mom_sim.tape.tape import Tape

FURTHEST = 64
"""Attempts beyond are not foretold, and as many decisions of each campaign are gone through."""

_MOST_GATES = 62
_DONE = ACTIVITY_OUTCOMES.index("done")

# Columns of `_Gates`, as `foresight_machine_code` reads them:
#   gates  revise draw, its bound, rounds (0 = no end), gates of the program that are gone through
#          again (bits), looks that it takes, draw and bound of its condition, first and last check,
#          first and last vote, risk tiers (bits)
#   votes  seat, false reject, false accept
#   checks verdict draw, quality draw, bounds of the first and of later versions, exposure draw and
#          bound, place of the risk's version in the state


class Foresight:
    """What of a plan says how often campaigns are sent back.

    Parameters
    ----------
    plan : Plan
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._names = hashes_of_names([draw.name for draw in plan.draws])
        found = [
            [node for node in program.nodes if node.decision >= 0] for program in plan.programs
        ]
        self._most = max(map(len, found), default=0)
        self._first = np.cumsum([0, *map(len, found)])
        gates: list[list[int]] = []
        votes: list[list[int]] = []
        checks: list[list[int]] = []
        for program in plan.programs:
            for index, node in enumerate(program.nodes):
                if node.decision >= 0:
                    self._add(program, index, gates, votes, checks)
        self._tables = [
            np.array(rows, dtype=np.int64).reshape(-1, width)
            for rows, width in ((gates, 12), (votes, 3), (checks, 7))
        ]
        self._groups: dict[bytes, int] = {}
        self._needs: dict[tuple[int, int], tuple[int, int]] = {}
        self.weights: list[npt.NDArray[np.bool_]] = []
        self._by_draw()
        self._risks = len(plan.defects)
        del self._plan  # this is kept for as long as the plan is there, and not the other way round

    @property
    def is_of_use(self) -> bool:
        """Whether there is anything that is done again."""
        return 0 < self._most <= _MOST_GATES

    def of(self, tape: Tape) -> Foreseen:
        """Look at the campaigns of a tape."""
        from mom_sim.engines.compiled_engine.foresight_machine_code import send_back

        of = tape.campaigns
        revisions = np.zeros((self._most, of.type.size), dtype=np.int64)
        send_back(
            self._names,
            *self._tables,
            self._first,
            of.type,
            of.tier,
            of.entity_class,
            of.entity_index,
            *map(np.uint64, key_words(tape.seed, tape.replication)),
            FURTHEST,
            np.zeros(self._most + 2 * max(1, self._risks), dtype=np.int64),
            revisions,
        )
        return Foreseen(self, revisions, of.type)

    def needs(self, pairs: Sequence[tuple[int, int]]) -> Integers:
        """Tell what leads to attempts of draws, for `Foreseen.whom`.

        Parameters
        ----------
        pairs : sequence of (int, int)
            Numbers of draws, with an attempt.

        Returns
        -------
        ndarray of int64, shape (2, n)
            A group of gates, and how many revisions it takes of them: 0 where all campaigns come to
            it, or nothing is foretold.
        """
        for pair in pairs:
            if pair not in self._needs:
                group, attempt = self._found_needs(*pair)
                self._needs[pair] = group, attempt - 1 if 1 < attempt <= FURTHEST else 0
        return np.array([self._needs[pair] for pair in pairs], dtype=np.int64).reshape(-1, 2).T

    def _found_needs(self, draw: int, attempt: int) -> tuple[int, int]:
        """Tell which revisions lead to an attempt of a draw, and from how many on, plus one."""
        looks = self._looks.get(draw)
        if looks is None:
            return self._group[draw], attempt
        version, look = divmod(attempt - 1, LOOKS_PER_VERSION)
        # More looks than there are seats: the campaign was sent back by who checks something else.
        return (self._group[draw], version + 1) if look < looks else (self._all, version + 2)

    # ------------------------------------------------------------------ what the walk reads

    def _add(
        self,
        program: Program,
        index: int,
        gates: list[list[int]],
        votes: list[list[int]],
        checks: list[list[int]],
    ) -> None:
        plan, node = self._plan, program.nodes[index]
        decision = plan.decisions[node.decision]
        seats = seats_of(program.nodes, decision)
        draw, bound, tiers = self._applies(program, node.condition)
        counts = [len(checks), 0, len(votes), 0]
        # A refusal that goes on to somebody higher sends nothing back.
        for risk, verdict in () if decision.escalates else self._checked(decision):
            defect = plan.defects[risk]
            least = max([defect.tired, *self._highest(defect.agency_curves)])
            checks.append(
                [
                    verdict,
                    defect.draw,
                    max(defect.first, least),
                    max(defect.revised, least),
                    defect.exposure_draw,
                    defect.exposure[program.type] if defect.exposure_draw >= 0 else 0,
                    self._most + 2 * risk,
                ]
            )
        votes += [
            [seat, one.false_reject, one.false_accept]
            for seat, one in zip(seats, decision.reviewers, strict=True)
        ]
        counts[1], counts[3] = len(checks), len(votes)
        curve = decision.revise_curve
        gates.append(
            [
                decision.revise_draw,
                decision.revise_threshold if curve < 0 else max(plan.curves[curve].values),
                decision.rounds,
                self._gates_again(program, decision),
                max(seats, default=0) + 1,
                draw,
                bound,
                *counts,
                tiers,
            ]
        )

    def _checked(self, decision: Decision) -> list[tuple[int, int]]:
        return list(zip(decision.risks, decision.verdicts, strict=True))

    def _highest(self, curves: Sequence[int]) -> list[int]:
        return [max(self._plan.curves[curve].values) for curve in curves]

    def _applies(self, program: Program, condition: Condition) -> tuple[int, int, int]:
        """What decides whether a gate is there for a campaign: a draw, its bound, risk tiers.

        The draw is -1 where chance has no part in it.
        """
        tiers, draw, bound = condition.tiers, condition.chance, condition.threshold
        if condition.chance >= 0 and condition.curve >= 0:
            bound = max(self._plan.curves[condition.curve].values)
        if condition.after_node >= 0 and condition.after_outcome == _DONE:
            before = self._applies(program, program.nodes[condition.after_node].condition)
            tiers &= before[2]
            if draw < 0:
                draw, bound = before[:2]
        return draw, bound, tiers

    def _gates_again(self, program: Program, decision: Decision) -> int:
        again = _nodes_again(decision)
        places = [index for index, node in enumerate(program.nodes) if node.decision >= 0]
        return sum(1 << place for place, index in enumerate(places) if index in again)

    # ------------------------------------------------------------------ what the rows of draws need

    def _by_draw(self) -> None:
        """By draw and type, the gates whose revisions lead to later attempts of it."""
        plan = self._plan
        shape = len(plan.draws), len(plan.programs), max(1, self._most)
        by = np.zeros(shape, dtype=np.bool_)
        self._looks: dict[int, int] = {}
        for number, program in enumerate(plan.programs):
            decisions = [plan.decisions[one.decision] for one in program.nodes if one.decision >= 0]
            again = [_nodes_again(one) for one in decisions]
            for index, node in enumerate(program.nodes):
                draws = {*node.draws, node.effort_draw}
                if node.decision >= 0:
                    draws.add(plan.decisions[node.decision].revise_draw)
                leads = np.array([index in nodes for nodes in again], dtype=np.bool_)
                for draw in draws - {-1}:
                    by[draw, number, : leads.size] |= leads
            seats: dict[int, int] = {}
            for place, decision in enumerate(decisions):
                if decision.reject_draw >= 0:
                    by[decision.reject_draw, number, : len(decisions)] = True
                count = max(seats_of(program.nodes, decision), default=0) + 1
                for risk, verdict in self._checked(decision):
                    seats[verdict] = seats.get(verdict, 0) + count
                    by[verdict, number, place] = True
                    by[plan.defects[risk].draw, number, place] = True
            for verdict, count in seats.items():
                self._looks[verdict] = max(count, self._looks.get(verdict, 0))
        self._group = [self._group_of(one) for one in by]
        self._all = self._group_of(np.ones(shape[1:], dtype=np.bool_))

    def _group_of(self, weights: npt.NDArray[np.bool_]) -> int:
        key = weights.tobytes()
        if key not in self._groups:
            self._groups[key] = len(self.weights)
            self.weights.append(weights)
        return self._groups[key]


class Foreseen:
    """How often some campaigns will be sent back.

    Parameters
    ----------
    by : Foresight
    revisions : ndarray of int64, shape (gates, n)
        By place among the gates of the campaign's program.
    kind : ndarray of int64, shape (n,)
        Type of each campaign.
    """

    def __init__(self, by: Foresight, revisions: Integers, kind: Integers) -> None:
        self._by, self._revisions, self._kind = by, revisions, kind
        self._ranked: dict[int, tuple[Integers, Integers]] = {}

    def whom(self, needs: Integers) -> Whom:
        """Find the campaigns that will come to each of some attempts of draws.

        Parameters
        ----------
        needs : ndarray of int64, shape (2, n)
            As `Foresight.needs` gives them.
        """
        group, revisions = needs
        count = self._kind.size
        who, first, last = [np.arange(count)], np.zeros_like(group), np.full_like(group, count)
        for one in np.unique(group[revisions > 0]).tolist():
            order, at_least = self._rank(one)
            rows = np.flatnonzero((group == one) & (revisions > 0))
            first[rows] = len(who) * count
            last[rows] = first[rows] + at_least[revisions[rows]]
            who.append(order)
        return np.concatenate(who), first, last

    def _rank(self, group: int) -> tuple[Integers, Integers]:
        """Campaigns, those with most revisions first; how many have so many or more."""
        from mom_sim.engines.compiled_engine.foresight_machine_code import rank

        found = self._ranked.get(group)
        if found is None:
            at_least = np.zeros(FURTHEST + 1, dtype=np.int64)
            levels, order = np.empty_like(self._kind), np.empty_like(self._kind)
            weights = self._by.weights[group]
            rank(self._revisions, weights, self._kind, levels, order, at_least)
            found = self._ranked[group] = order, at_least
        return found


def _nodes_again(decision: Decision) -> set[int]:
    return {node for node, share in decision.rework.nodes if share != PASS_OVER}
