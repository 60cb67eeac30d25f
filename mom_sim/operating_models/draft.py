"""A program in the making: its graph, and what its builders have to know of each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from mom_sim.operating_models.graph import Graph
from mom_sim.operating_models.tables import Tables
from mom_sim.scenario.resolved import CampaignType, Step

Place = tuple[int, str]
"""Team and skill of who does a step last."""

Places = list[Place]
"""Places by unit."""

IN_FORCE: Place = (-1, "")
"""The place of everything that a task force does: inside it, nothing is handed over."""


@dataclass
class Draft:
    """The program of one campaign type while it is built.

    Attributes
    ----------
    tables : Tables
    kind : CampaignType
    steps : tuple of Step
        So that every step stands behind those it comes after; ties in the order of the file.
    force : tuple of str
        Skills of the campaign's task force; none is formed if empty.
    graph : Graph
    body : int
        Last node of what precedes all steps.
    opening : int
        Last node before all steps that an open campaign of a backlog goes through as well.
    exits : dict of str to int
        Node at which a step is done.
    entries : dict of int to int
        By position of the step: the node at which a backlog goes in.
    again : dict of str to list of int
        Nodes that a rework of the step does again.
    briefings : dict of str to int
        By agency: the node after which it can start.
    force_steps : dict of str to set of str
        By skill: the steps in which a task force's people of this skill work.
    tier : str
        Risk tier that is built for, while only that is; otherwise empty.
    """

    tables: Tables
    kind: CampaignType
    steps: tuple[Step, ...]
    force: tuple[str, ...] = ()
    graph: Graph = field(default_factory=Graph)
    body: int = 0
    opening: int = 0
    exits: dict[str, int] = field(default_factory=dict)
    entries: dict[int, int] = field(default_factory=dict)
    again: dict[str, list[int]] = field(default_factory=dict)
    briefings: dict[str, int] = field(default_factory=dict)
    force_steps: dict[str, set[str]] = field(default_factory=dict)
    tier: str = ""
    _takes_work: dict[str, bool] = field(default_factory=dict)

    @property
    def units(self) -> range:
        """Positions of the units."""
        return range(len(self.tables.scenario.units))

    @cached_property
    def after_launch(self) -> set[str]:
        """Steps that come after the launch."""
        found: set[str] = set()
        launches = {step.name for step in self.steps if step.launch}
        for step in self.steps:
            if any(name in found or name in launches for name in step.after):
                found.add(step.name)
        return found

    def takes_work(self, step: Step) -> bool:
        """Whether campaigns of this type need hands-on work in a step: `0h` says they do not."""
        if step.name not in self._takes_work:
            effort = dict(step.effort).get(self.kind.name)
            self._takes_work[step.name] = effort is not None and effort.mean() > 0
        return self._takes_work[step.name]

    def effort_draw(self, step: Step) -> int:
        """Draw of a step's effort: the same slot in every model."""
        return self.tables.draws.duration(f"effort:{step.name}", dict(step.effort), step.name)

    def queues(self, skills: tuple[tuple[str, int], ...]) -> tuple[tuple[int, ...], ...]:
        """For each unit, the queues that a crew of these skills is drawn from.

        Raises
        ------
        PlanError
            If there can be no such crew.
        """
        return self.tables.staffing.crews(skills, self.kind.name, self.tier)

    def team_of(self, unit: int, skill: str) -> int:
        """Team whose queue takes a unit's requests for a skill."""
        staffing = self.tables.staffing
        return staffing.queues[staffing.queue(unit, skill, self.kind.name, self.tier)].team

    def places_of(self, skill: str) -> Places:
        """Where people of a skill work, each unit's own."""
        return [(self.team_of(unit, skill), skill) for unit in self.units]

    def places_in_force(self) -> Places:
        """The inside of the campaign's task force."""
        return [IN_FORCE for _ in self.units]


def in_order(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Steps so that every step stands behind those it comes after; ties in file order."""
    done: dict[str, Step] = {}
    waiting = list(steps)
    while waiting:
        step = next(one for one in waiting if all(name in done for name in one.after))
        done[step.name] = step
        waiting.remove(step)
    return tuple(done.values())
