"""Time buffer: work is planned for a date before the one that was promised."""

from __future__ import annotations

from dataclasses import replace

from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.tables import Tables
from mom_sim.plan.plan import Plan, Program


class TimeBuffer(Effect):
    """Gives campaign types an internal due date.

    Teams that rank by due date rank by it, and work that overflows when it is late overflows by it.
    What counts as late in the results, what a campaign is worth and what an agency calls a rush go
    by the promised date.
    """

    def complete(self, plan: Plan, tables: Tables) -> Plan:
        """Enter the internal dates."""
        share, types = self.settings["share"], self.settings["types"]
        if not share:
            return plan
        if not _asks_for_dates(plan):
            warning = (
                "time_buffer: no team ranks by due date and nothing overflows by it, so it changes "
                "nothing; put due_date into queue_rule"
            )
            return replace(plan, warnings=(*plan.warnings, warning))
        programs = tuple(
            _earlier(program, share) if not types or plan.types[program.type] in types else program
            for program in plan.programs
        )
        return replace(plan, programs=programs)


def _asks_for_dates(plan: Plan) -> bool:
    """Whether a due date decides anything in the plan."""
    nodes = (node for program in plan.programs for node in program.nodes)
    # A team without a queue has an order that nothing is ever put into.
    rules = (plan.teams[queue.team].rule for queue in plan.queues)
    return any("due_date" in rule for rule in rules) or any(node.overflow_late for node in nodes)


def _earlier(program: Program, share: float) -> Program:
    return replace(program, due_share=round(program.due_share * (1.0 - share)))


EFFECT = TimeBuffer
