"""Release cadence: sprints, months or quarters at whose start approved plans go into work."""

from __future__ import annotations

from datetime import timedelta

from mom_sim.calendars.local_time import instant_of
from mom_sim.calendars.units import NEVER
from mom_sim.draws.address import threshold
from mom_sim.operating_models.draft import Draft
from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.kinds import is_done_by
from mom_sim.plan.plan import Condition, Node
from mom_sim.scenario.resolved import Scenario, Step
from mom_sim.tape.clocks import calendar_position, reference_calendar, time_limit
from mom_sim.tape.staging import stage_of

STEP = "release"


class ReleaseCadence(Effect):
    """Holds a campaign before its first producing step until the next start.

    A start is the first open instant of the reference calendar in every nth week, counted from the
    week in which the run starts; what is ready at that instant goes with it. A campaign is held
    once: the producing steps that do not come after each other go into work at the same start. The
    wait is a hold. Open campaigns of a backlog that are past their planning are in work already.
    """

    def extra_steps(self) -> tuple[str, ...]:
        """The step that it is logged under."""
        return (self._step,) if self.settings["every_weeks"] else ()

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
        key = f"{self._step} "  # no step of a workflow has a space in its name
        if key in draft.exits:
            hold = draft.exits[key]
            return before if _comes_after(draft, before, hold) else [*before, hold]
        condition = Condition()
        if settings["unplanned"]:
            # More unplanned work includes all of less: those with the highest draws pass.
            condition = Condition(
                chance=tables.draws.chance("unplanned"),
                threshold=threshold(1.0 - settings["unplanned"]),
            )
        windows = _between_starts(tables.scenario, settings["every_weeks"])
        node = Node("FREEZE", tables.step(self._step), condition, windows=windows)
        draft.exits[key] = draft.graph.add(node, before)
        return [draft.exits[key]]

    @property
    def _step(self) -> str:
        """A name that no step of the scenario has."""
        taken = {step.name for flow in self.original.workflows for step in flow.steps}
        return STEP if STEP not in taken else f"{STEP} date"


def _comes_after(draft: Draft, nodes: list[int], hold: int) -> bool:
    """Whether a way leads from the hold to one of some nodes."""
    waiting, seen = list(nodes), set(nodes)
    while waiting:
        for node in draft.graph.predecessors[waiting.pop()]:
            if node not in seen:
                seen.add(node)
                waiting.append(node)
    return hold in seen


def _between_starts(scenario: Scenario, weeks: int) -> tuple[tuple[int, int], ...]:
    """Windows in which what becomes ready is held until their end, the next start."""
    run, calendar = scenario.run, reference_calendar(scenario)
    position = calendar_position(scenario, scenario.reference_calendar)
    clock = stage_of(scenario).clocks_without_overtime[position]
    monday = run.start - timedelta(days=run.start.weekday())
    windows: list[tuple[int, int]] = []
    last = -1
    while last < time_limit(scenario):
        midnight = instant_of(monday, 0, calendar.time_zone, run.start, calendar.time_zone)
        start = clock.next_open(max(0, midnight))
        if start >= NEVER:
            break
        if start > last + 1:
            windows.append((last + 1, start))
        last = max(last, start)
        monday += timedelta(weeks=weeks)
    return tuple(windows)


EFFECT = ReleaseCadence
