"""Agency breach: at times an agency delivers later than agreed."""

from __future__ import annotations

from mom_sim.draws.address import threshold
from mom_sim.log.contract import ACTIVITY_OUTCOMES
from mom_sim.operating_models.draft import Draft
from mom_sim.operating_models.effect import Effect
from mom_sim.plan.plan import Condition, Node
from mom_sim.scenario.resolved import Agency, Step

_DONE = ACTIVITY_OUTCOMES.index("done")


class AgencyBreach(Effect):
    """Adds a delay behind a delivery, for some campaigns: time with the agency.

    Whether a campaign's step is hit is one draw, the same in every model and for every round; by
    how much is drawn in each round anew. The delay passes in the reference calendar.
    """

    def after_delivery(
        self, draft: Draft, step: Step, agency: Agency, order: int, last: int
    ) -> int:
        """Add the delay."""
        probability, delay = self.settings["probability"], self.settings["delay"]
        if not probability or delay.distribution.mean() <= 0:
            return last
        tables = draft.tables
        breached = Condition(
            chance=tables.draws.chance(f"breach:{step.name}"),
            threshold=threshold(probability),
            after_node=order,
            after_outcome=_DONE,
        )
        draw = tables.draws.same_duration(f"breach_delay:{step.name}", delay.distribution)
        node = Node(
            "DELAY",
            tables.step(step.name),
            breached,
            draws=(draw,) * len(draft.units),
            clock=tables.clock(delay),
            cause="agency",
        )
        late = draft.graph.add(node, [last])
        draft.again[step.name].append(late)
        return late


EFFECT = AgencyBreach
