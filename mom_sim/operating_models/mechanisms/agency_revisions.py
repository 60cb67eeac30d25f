"""Agency revisions: what an agency delivers goes back to it until somebody inside accepts it."""

from __future__ import annotations

from dataclasses import replace

from mom_sim.draws.address import threshold
from mom_sim.log.contract import ACTIVITY_OUTCOMES
from mom_sim.operating_models.draft import Draft
from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.learning import delivery_curve
from mom_sim.operating_models.nodes import work_node
from mom_sim.operating_models.tables import Tables
from mom_sim.plan.plan import Condition, Decision, Node, Rework
from mom_sim.scenario.resolved import Agency, Step

_DONE = ACTIVITY_OUTCOMES.index("done")


class AgencyRevisions(Effect):
    """Adds a look inside behind a delivery, and a decision that may order it again.

    Nobody's error rates are asked: the decision is a plain coin and needs no approval, by which it
    can be told from a gate's. Each round is a turnaround of its own. When a gate behind it sends
    the step back, what comes is looked at again; rounds are counted over the campaign's life.
    """

    def after_delivery(
        self, draft: Draft, step: Step, agency: Agency, order: int, last: int
    ) -> int:
        """Add the look and the decision."""
        settings, tables = self.settings, draft.tables
        number, delivered = tables.step(step.name), Condition(after_node=order, after_outcome=_DONE)
        if settings["look"].mean() > 0:
            slot = f"agency_look:{step.name}"
            look = work_node(draft, step.name, slot, settings["look"], step.skills, delivered)
            last = draft.graph.add(look, [last])
            draft.again[step.name].append(last)
        if settings["first_pass"] == 1:
            return last
        decision = len(tables.decisions)
        tables.decisions.append(self._decision(tables, step, agency))
        decide = draft.graph.add(Node("DECIDE", number, delivered, decision=decision), [last])
        again = {
            node: draft.graph.nodes[node].share for node in draft.again[step.name] if node >= order
        }
        again[order] = round(settings["effort"] * draft.graph.nodes[order].share)
        tables.decisions[decision] = replace(
            tables.decisions[decision], rework=draft.graph.rework(again, decide)
        )
        draft.again[step.name].append(decide)
        return decide

    def _decision(self, tables: Tables, step: Step, agency: Agency) -> Decision:
        settings = self.settings
        first, experienced = settings["first_pass"], settings["experienced"]
        curve = -1
        if experienced > first:
            vendor = [record.name for record in tables.agencies].index(agency.name)
            name, sent_back = f"revisions by {agency.name}", 1.0 - experienced
            curve = tables.curve(
                delivery_curve(name, vendor, 1.0 - first, sent_back, settings["pieces"], sent_back)
            )
        return Decision(
            step=tables.step(step.name),
            reviewers=(),
            need=0,
            risks=(),
            verdicts=(),
            revise_draw=tables.draws.chance(f"agency_revision:{step.name}"),
            revise_threshold=threshold(1.0 - experienced),
            reject_draw=-1,
            reject_threshold=0,
            rounds=settings["rounds"],
            after_rounds="approve",
            rework=Rework((), (), ()),
            revise_curve=curve,
        )


EFFECT = AgencyRevisions
