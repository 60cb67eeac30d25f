"""How campaigns go through their programs: from node to node, back at a revise, and to their end.

A node becomes ready when all its predecessors have finished. What becomes ready at the same moment
is carried out in plan order; a node that takes no time makes the next ones ready at once. What
takes time is an `Activity`, which whoever carries it out hands back to `finish`.
"""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush

from mom_sim.engines.bounds import ACTIVITIES_AT_ONCE
from mom_sim.engines.order import WITHDRAW, rank
from mom_sim.engines.reasons import ZERO_TIME_LOOP
from mom_sim.engines.recording import ACTIVITY_OUTCOME, OUTCOME, ActivityRow, CampaignEnd
from mom_sim.engines.simpy_engine.context import Context
from mom_sim.engines.simpy_engine.decisions import Judge
from mom_sim.engines.simpy_engine.routes import route_of
from mom_sim.engines.simpy_engine.state import Activity, Campaign
from mom_sim.errors import RunError
from mom_sim.plan.plan import ALL_TIERS, PASS_OVER, Condition, Node

Begin = Callable[[Campaign, int, Node, ActivityRow], str | None]
"""Carries a node out: the outcome at once, or None for one that an activity will bring."""

NOWHERE = -1  # where the work is before anybody has had it

_REVISE = ACTIVITY_OUTCOME["revise"]


class Flow:
    """Carries campaigns through their programs.

    Parameters
    ----------
    context : Context
    judge : Judge
    closed : callable
        Is told the number of every campaign for which nothing is left to do.
    """

    def __init__(self, context: Context, judge: Judge, closed: Callable[[int], None]) -> None:
        self._context, self._judge, self._tell_closed = context, judge, closed
        self._env, self._recording = context.env, context.recording
        self._reference = context.plan.clocks[context.plan.reference_clock]
        self._begin: dict[str, Begin] = {}
        self._when_out: list[Callable[[Campaign], None]] = []
        self._when_closed: list[Callable[[Campaign], None]] = []
        self._routes = [route_of(context.plan, program) for program in context.plan.programs]
        self.open: dict[int, Campaign] = {}
        campaigns = context.tape.campaigns
        self._units = campaigns.unit.tolist()
        self._types = campaigns.type.tolist()
        self._tiers = campaigns.tier.tolist()
        self._entries = campaigns.entry_step.tolist()

    def connect(
        self,
        begin: dict[str, Begin],
        when_out: list[Callable[[Campaign], None]],
        when_closed: list[Callable[[Campaign], None]],
    ) -> None:
        """Say who carries out which instruction, and who wants to know about campaigns.

        Parameters
        ----------
        begin : dict of str to callable
            By instruction.
        when_out, when_closed : list of callable
            Called with a campaign when it is launched or ended, and when nothing is left to do.
        """
        self._begin, self._when_out, self._when_closed = begin, when_out, when_closed

    # ------------------------------------------------------------------ begin and end of activities

    def arrive(self, number: int) -> None:
        """A request is made."""
        context = self._context
        end = self._recording.ends[number] = CampaignEnd()
        route = self._routes[self._types[number]]
        campaign = Campaign(number, self._units[number], self._tiers[number], route, end)
        self.open[number] = campaign
        now = self._env.now
        self._recording.event(now, "request", campaign=number)
        if self._entries[number] >= 0:
            name = context.tape.campaigns.steps[self._entries[number]]
            campaign.entry_step = context.plan.steps.index(name)
            campaign.entry = dict(route.program.entries)[campaign.entry_step]
        elif route.program.patience >= 0:
            # A backlog is in work already: nobody withdraws it for want of a start.
            patience = context.draws.of(route.program.patience, number, 1)
            self._env.at(
                now + patience, rank(WITHDRAW, number), lambda _: self._lose_patience(campaign)
            )
        heappush(campaign.agenda, (0, -1))
        self._walk(campaign)

    def begin(
        self,
        campaign: Campaign,
        index: int,
        node: Node,
        row: ActivityRow,
        undo: Callable[[Activity], None] | None = None,
    ) -> Activity:
        """Make an activity of a node that takes time."""
        activity = Activity(campaign, index, node, row)
        if undo is not None:
            activity.undo = undo
        campaign.live[index] = activity
        return activity

    def finish(self, activity: Activity, outcome: str) -> None:
        """End an activity, and go on behind it."""
        campaign, index = activity.campaign, activity.index
        del campaign.live[index]
        decision = campaign.route.deciding.get(index, -1)
        round_before = campaign.attempts[decision]
        self._done(campaign, index, activity.node, activity.row, outcome)
        self._walk(campaign)
        if decision >= 0 and campaign.attempts[decision] == round_before:
            self._decide_early(campaign, decision, activity.row.row)

    def deadline(self, campaign: Campaign, node: Node) -> int:
        """Instant at which a node that is ready now has waited for its timeout, or NEVER."""
        begun = self._env.now
        if node.timeout_from >= 0:
            begun = self._recording.activities[campaign.rows[node.timeout_from]].ready
        return max(self._env.now, self._reference.finish(begun, node.timeout))

    def first_start(self, campaign: Campaign) -> None:
        """Note that a team or an agency has begun to work for a campaign."""
        if campaign.end.first_start < 0:
            campaign.end.first_start = self._env.now

    # ------------------------------------------------------------------ from node to node

    def _walk(self, campaign: Campaign) -> None:
        """Carry out everything that is ready, until only activities are left."""
        agenda, nodes, conditional = (
            campaign.agenda,
            campaign.route.nodes,
            campaign.route.conditional,
        )
        rows, now = self._recording.activities, self._env.now
        while agenda:
            if campaign.over:
                agenda.clear()
                return
            index, trigger = heappop(agenda)
            if campaign.shares[index] == PASS_OVER:
                self._pass_on(campaign, index, trigger)
                continue
            node = nodes[index]
            campaign.attempts[index] += 1
            attempt = campaign.attempts[index]
            place = rows[trigger].place if trigger >= 0 else NOWHERE
            if conditional[index] and not self._applies(campaign, node, attempt, place):
                campaign.outcomes[index] = -1
                self._pass_on(campaign, index, trigger)
                continue
            self._count(campaign, now)
            row = ActivityRow(len(rows), campaign.number, index, attempt, now, trigger)
            row.place = node.places[campaign.unit] if node.places else place
            rows.append(row)
            outcome = self._begin[node.instruction](campaign, index, node, row)
            if outcome is not None:
                row.start = now
                self._done(campaign, index, node, row, outcome)

    def _done(
        self, campaign: Campaign, index: int, node: Node, row: ActivityRow, outcome: str
    ) -> None:
        now = self._env.now
        row.finish = now
        row.outcome = campaign.outcomes[index] = ACTIVITY_OUTCOME[outcome]
        if node.announce:
            self._recording.event(
                now,
                node.announce,
                campaign=campaign.number,
                activity=row.row,
                step=node.step,
                attempt=row.attempt,
                value=node.announce_value,
            )
        if campaign.over:
            return
        if node.launch and row.outcome != _REVISE:
            self._launch(campaign, node, row)
        if row.outcome == _REVISE:
            self._work_again(campaign, index, node, row)
        else:
            self._pass_on(campaign, index, row.row)

    def _pass_on(self, campaign: Campaign, index: int, row: int) -> None:
        """Tell the successors of a node that it has finished, or was passed over."""
        campaign.finished[index] = self._env.now
        campaign.rows[index] = row
        if campaign.entry >= 0 and index == campaign.route.program.body:
            self._enter(campaign, row)
            return
        arrived, complete = campaign.arrived, campaign.route.complete
        for successor, bit in campaign.route.successors[index]:
            if arrived[successor] & bit:
                continue  # done before this rework, and not asked for again
            arrived[successor] |= bit
            if complete[successor] == bit:  # the only one it has waited for
                heappush(campaign.agenda, (successor, row))
            elif arrived[successor] == complete[successor]:
                self._make_ready(campaign, successor)

    def _make_ready(self, campaign: Campaign, index: int) -> None:
        """Put a node on the agenda; its trigger is the latest-finishing predecessor."""
        last = max(  # ties by plan order
            campaign.route.predecessors[index], key=lambda node: (campaign.finished[node], node)
        )
        heappush(campaign.agenda, (index, campaign.rows[last]))

    def _work_again(self, campaign: Campaign, index: int, node: Node, row: ActivityRow) -> None:
        rework = self._context.plan.decisions[node.decision].rework
        campaign.finished[index] = self._env.now
        campaign.rows[index] = row.row
        for redone, share in rework.nodes:
            campaign.shares[redone] = share
            if share != PASS_OVER:
                campaign.outcomes[redone] = -1
        for waiting, bits in campaign.route.reopened[node.decision]:
            campaign.arrived[waiting] &= ~bits
        for entry in rework.entry:
            heappush(campaign.agenda, (entry, row.row))

    def _enter(self, campaign: Campaign, row: int) -> None:
        """Let a backlog go on at its step: all that does not come after it counts as done."""
        nodes, route = campaign.route.nodes, campaign.route
        after = {campaign.entry}
        for index in range(campaign.entry, len(nodes)):
            if index in after:
                after.update(nodes[index].successors)
        now = self._env.now
        for index, node in enumerate(nodes):
            if index not in after:
                campaign.finished[index] = now
                campaign.rows[index] = row
                for successor, bit in route.successors[index]:
                    campaign.arrived[successor] |= bit
                if node.instruction == "DISBAND":  # nothing is left to do for these people
                    heappush(campaign.agenda, (index, row))
        heappush(campaign.agenda, (campaign.entry, row))
        campaign.entry = -1

    def _applies(self, campaign: Campaign, node: Node, attempt: int, place: int) -> bool:
        """Whether a node is carried out, with the work at `place`; otherwise it is passed over."""
        condition: Condition = node.condition
        draws = self._context.draws
        if condition.tiers != ALL_TIERS and not condition.tiers >> campaign.tier & 1:
            return False
        if condition.distance and not self._is_as_far(campaign, condition, place):
            return False
        if condition.chance >= 0 and not (
            draws.of(condition.chance, campaign.number, 1) < self._threshold(condition)
        ):
            return False
        if condition.escaped >= 0 and condition.escaped not in campaign.escaped:
            return False
        if (
            condition.after_node >= 0
            and campaign.outcomes[condition.after_node] != condition.after_outcome
        ):
            return False
        if node.instruction in ("DELAY", "AGENCY"):
            draw = node.draws[campaign.unit]
            return draw >= 0 and draws.of(draw, campaign.number, attempt) >= 0
        return True

    def _threshold(self, condition: Condition) -> int:
        if condition.curve < 0:
            return condition.threshold
        return self._context.registers.value(condition.curve)

    def _is_as_far(self, campaign: Campaign, condition: Condition, place: int) -> bool:
        """Whether work at `place` is near to, or far from, where it is to go."""
        target = condition.toward[campaign.unit]
        if place in (NOWHERE, target):
            return False
        places = self._context.plan.places
        return (places[place].team == places[target].team) is (condition.distance == "near")

    def _count(self, campaign: Campaign, now: int) -> None:
        if campaign.instant != now:
            campaign.instant, campaign.at_instant = now, 0
        campaign.at_instant += 1
        if campaign.at_instant > ACTIVITIES_AT_ONCE:
            raise RunError(ZERO_TIME_LOOP.message.format(time=now / 3_600_000_000))

    def _decide_early(self, campaign: Campaign, decision: int, row: int) -> None:
        """Decide as soon as enough approve: the other reviews are no longer needed."""
        route = campaign.route
        node = route.nodes[decision]
        if campaign.over or not self._judge.is_settled(campaign, node.decision):
            return
        step = node.step
        for index in sorted(campaign.live):
            if route.nodes[index].step == step:
                self._cancel(campaign.live.pop(index))
        now = self._env.now
        for index in route.predecessors[decision]:
            if not campaign.arrived[decision] & _bit(route.successors[index], decision):
                campaign.finished[index] = now
                campaign.rows[index] = row
        campaign.arrived[decision] = route.complete[decision]
        self._make_ready(campaign, decision)
        self._walk(campaign)

    # ------------------------------------------------------------------ how campaigns end

    def _launch(self, campaign: Campaign, node: Node, row: ActivityRow) -> None:
        if campaign.end.ended >= 0:
            return  # a gate behind the launch had the launch done again
        now = self._env.now
        campaign.end.outcome = OUTCOME["launched"]
        campaign.end.ended = now
        campaign.end.launch_activity = row.row
        self._recording.event(
            now, "launch", campaign=campaign.number, activity=row.row, step=node.step
        )
        for tell in self._when_out:
            tell(campaign)
        for risk in range(len(self._context.plan.defects)):
            if self._judge.is_bad(campaign, risk):
                campaign.escaped.add(risk)
                self._recording.event(now, "defect_escaped", campaign=campaign.number, value=risk)

    def end(self, campaign: Campaign, outcome: str) -> None:
        """End a campaign: everything under way is stopped. A launched one stays launched."""
        campaign.over = True
        if campaign.end.ended < 0:
            now = self._env.now
            campaign.end.outcome = OUTCOME[outcome]
            campaign.end.ended = now
            self._recording.event(now, "end", campaign=campaign.number, value=OUTCOME[outcome])
            for tell in self._when_out:
                tell(campaign)
        for index in sorted(campaign.live):
            self._cancel(campaign.live[index])
        campaign.live.clear()
        self.close(campaign)

    def close(self, campaign: Campaign) -> None:
        """Note that nothing is left to do for a campaign."""
        if campaign.closed:
            return
        campaign.closed = True
        for tell in self._when_closed:
            tell(campaign)
        del self.open[campaign.number]
        self._tell_closed(campaign.number)

    def _cancel(self, activity: Activity) -> None:
        activity.undo(activity)
        activity.row.finish = self._env.now
        outcome = ACTIVITY_OUTCOME["canceled"]
        activity.row.outcome = activity.campaign.outcomes[activity.index] = outcome

    def _lose_patience(self, campaign: Campaign) -> None:
        if campaign.end.first_start < 0 and campaign.end.ended < 0:
            now = self._env.now
            self._recording.event(now, "withdrawn", campaign=campaign.number)
            self.end(campaign, campaign.program.impatient)


def _bit(successors: tuple[tuple[int, int], ...], target: int) -> int:
    return next(bit for successor, bit in successors if successor == target)
