"""Work that is held before production until a start that comes again every few weeks."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from datetime import timedelta
from typing import ClassVar

from mom_sim.calendars.local_time import instant_of
from mom_sim.calendars.units import NEVER
from mom_sim.draws.address import threshold
from mom_sim.operating_models.draft import Draft
from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.kinds import is_done_by
from mom_sim.operating_models.tables import Tables
from mom_sim.plan.plan import Condition, Node, Plan
from mom_sim.scenario.resolved import Scenario, Step
from mom_sim.tape.clocks import calendar_position, reference_calendar, time_limit
from mom_sim.tape.staging import stage_of


class HeldForStarts(Effect, ABC):
    """Holds a campaign once, before its first producing step, until a start takes it.

    The producing steps that do not come after each other go into work at the same start. Settings
    are `every_weeks` (0: no starts), `unplanned`, `before` and `types`.
    """

    word: ClassVar[str]
    """Name of the step that it is logged under."""

    @abstractmethod
    def hold(self, draft: Draft, condition: Condition) -> Node:
        """Make the node in which a campaign waits.

        Parameters
        ----------
        draft : Draft
        condition : Condition
            Of campaigns that do not pass in the lane for unplanned work.
        """

    def extra_steps(self) -> tuple[str, ...]:
        """The step that it is logged under."""
        return (self.step,) if self.settings["every_weeks"] else ()

    def before_step(self, draft: Draft, step: Step, before: list[int]) -> list[int]:
        """Add the hold before the first producing step; others wait for the same."""
        settings, tables, types = self.settings, draft.tables, self.settings["types"]
        if (
            not settings["every_weeks"]
            or (types and draft.kind.name not in types)
            or step.name in draft.after_launch
            or not draft.takes_work(step)
            or not is_done_by(tables.scenario, step, settings["before"])
        ):
            return before
        key = f"{self.step} "  # no step of a workflow has a space in its name
        if key in draft.exits:
            held = draft.exits[key]
            return before if _comes_after(draft, before, held) else [*before, held]
        condition = Condition()
        if settings["unplanned"]:
            # More unplanned work includes all of less: those with the highest draws pass.
            condition = Condition(
                chance=tables.draws.chance("unplanned"),
                threshold=threshold(1.0 - settings["unplanned"]),
            )
        draft.exits[key] = draft.graph.add(self.hold(draft, condition), before)
        return [draft.exits[key]]

    def complete(self, plan: Plan, tables: Tables) -> Plan:
        """Say so where there is no second start within the run."""
        run, weeks = tables.scenario.run, self.settings["every_weeks"]
        end = run.horizon + run.follow_up
        if not weeks or sum(one < end for one in starts_of(tables.scenario, weeks)) > 1:
            return plan
        warning = (
            f"{self.settings.mechanism}: a start every {weeks} weeks has no second one within the "
            "run, so whatever is held is never made; state fewer every_weeks, or a longer run"
        )
        return replace(plan, warnings=(*plan.warnings, warning))

    @property
    def step(self) -> str:
        """A name that no step of the scenario has."""
        taken = {step.name for flow in self.original.workflows for step in flow.steps}
        return self.word if self.word not in taken else f"{self.word} date"


def _comes_after(draft: Draft, nodes: list[int], held: int) -> bool:
    """Whether a way leads from the hold to one of some nodes."""
    waiting, seen = list(nodes), set(nodes)
    while waiting:
        for node in draft.graph.predecessors[waiting.pop()]:
            if node not in seen:
                seen.add(node)
                waiting.append(node)
    return held in seen


def starts_of(scenario: Scenario, weeks: int) -> tuple[int, ...]:
    """First open instants of the reference calendar in every nth week.

    Parameters
    ----------
    scenario : Scenario
    weeks : int
        At least 1; counted from the week in which the run starts.

    Returns
    -------
    tuple of int, microseconds
        Ascending, up to the first one at or after the end of what a run can reach.
    """
    run, calendar = scenario.run, reference_calendar(scenario)
    position = calendar_position(scenario, scenario.reference_calendar)
    clock = stage_of(scenario).clocks_without_overtime[position]
    monday = run.start - timedelta(days=run.start.weekday())
    starts: list[int] = []
    while not starts or starts[-1] < time_limit(scenario):
        midnight = instant_of(monday, 0, calendar.time_zone, run.start, calendar.time_zone)
        start = clock.next_open(max(0, midnight))
        if start >= NEVER:
            break
        if not starts or start > starts[-1]:
            starts.append(start)
        monday += timedelta(weeks=weeks)
    return tuple(starts)
