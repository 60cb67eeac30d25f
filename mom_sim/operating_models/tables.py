"""What all programs of a plan share while it is compiled."""

from __future__ import annotations

from dataclasses import dataclass, field

from mom_sim.operating_models.draw_table import DrawTable
from mom_sim.operating_models.effect import Effects
from mom_sim.operating_models.meetings import MeetingTable
from mom_sim.operating_models.staffing import Staffing
from mom_sim.plan.plan import AgencyRecord, Curve, Decision, Limit, Place
from mom_sim.scenario.resolved import Delay, OperatingModel, Scenario


@dataclass
class Tables:
    """Tables of a plan that grow while its programs are made.

    Attributes
    ----------
    scenario : Scenario
    model : OperatingModel
    draws : DrawTable
    staffing : Staffing
    meetings : MeetingTable
    agencies : tuple of AgencyRecord
        In the order of the model.
    steps : tuple of str
        Vocabulary of the steps.
    limits : tuple of Limit
    effects : Effects
        Of the model's mechanisms.
    curves : list of Curve
    places : list of Place
    decisions : list of Decision
    warnings : list of str
    """

    scenario: Scenario
    model: OperatingModel
    draws: DrawTable
    staffing: Staffing
    meetings: MeetingTable
    agencies: tuple[AgencyRecord, ...]
    steps: tuple[str, ...]
    limits: tuple[Limit, ...]
    effects: Effects = field(default_factory=Effects)
    curves: list[Curve] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    _places: dict[tuple[int, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Number the steps."""
        self._steps = {name: number for number, name in enumerate(self.steps)}

    def step(self, name: str) -> int:
        """Position of a step's name."""
        return self._steps[name]

    def place(self, team: int, skill: str) -> int:
        """Position of a place, entered once; team -1 is the inside of a task force."""
        position = self._places.setdefault((team, skill), len(self.places))
        if position == len(self.places):
            number = self.scenario.skills.index(skill) if skill else -1
            self.places.append(Place(team, number))
        return position

    def curve(self, curve: Curve) -> int:
        """Position of a curve, entered once."""
        if curve not in self.curves:
            self.curves.append(curve)
        return self.curves.index(curve)

    def clock(self, delay: Delay) -> int:
        """Clock on which a delay passes: the reference calendar's, or none for wall-clock time."""
        names = [calendar.name for calendar in self.scenario.calendars]
        return names.index(self.scenario.reference_calendar) if delay.working else -1

    def risk(self, name: str) -> int:
        """Position of a risk: defects first, then events."""
        scenario = self.scenario
        names = [risk.name for risk in scenario.defect_risks]
        names += [risk.name for risk in scenario.event_risks]
        return names.index(name)


def briefing_step(agency: str) -> str:
    """Step under which the briefing of an agency is logged."""
    return f"briefing {agency}"


def repair_step(risk: str) -> str:
    """Step under which the repair of an incident is logged."""
    return f"repair {risk}"
