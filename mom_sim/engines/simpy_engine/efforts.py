"""Effort of an activity: what is drawn, the share of it that is asked for, and what relieves it."""

from __future__ import annotations

from mom_sim.engines.arithmetic import part_of
from mom_sim.engines.simpy_engine.context import Context
from mom_sim.engines.simpy_engine.state import Campaign
from mom_sim.plan.plan import Node


class Efforts:
    """Fixes efforts, each once: when its activity becomes ready.

    The share comes first, then the node's reliefs in their order; each rounds half to even. A
    relief holds for a campaign if its draw (the first attempt, whatever the activity's) is below
    the present value of the curve of the campaign's unit. At an agency it relieves what is charged
    for, not the turnaround.

    Parameters
    ----------
    context : Context
    """

    def __init__(self, context: Context) -> None:
        self._draws, self._registers = context.draws, context.registers

    def of(self, campaign: Campaign, index: int, draw: int, attempt: int) -> int:
        """Effort of a node at an attempt that becomes ready now.

        Parameters
        ----------
        campaign : Campaign
        index : int
            The node.
        draw : int
            Its effort.
        attempt : int
            From 1.

        Returns
        -------
        int, microseconds
        """
        effort = part_of(self._draws.of(draw, campaign.number, attempt), campaign.shares[index])
        node = campaign.route.nodes[index]
        return self._relieved(effort, campaign, node) if node.reliefs else effort

    def _relieved(self, effort: int, campaign: Campaign, node: Node) -> int:
        for relief in node.reliefs:
            chance = self._draws.of(relief.chance, campaign.number, 1)
            if chance < self._registers.value(relief.curves[campaign.unit]):
                effort = part_of(effort, relief.share)
        return effort
