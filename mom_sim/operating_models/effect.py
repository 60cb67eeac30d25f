"""What mechanisms do to a plan while it is compiled.

An `Effect` is asked at the places below; what it does not override changes nothing. `Effects` asks
all of a model's, in the order of the mechanisms' records. Factors multiply, shares of time add up,
nodes are added one behind the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, ClassVar

from mom_sim.plan.plan import Node, Person, Plan, Program, Queue
from mom_sim.scenario.mechanism import Settings
from mom_sim.scenario.mechanisms import MECHANISMS
from mom_sim.scenario.resolved import Agency, OperatingModel, Role, Scenario, Step

if TYPE_CHECKING:
    from mom_sim.operating_models.draft import Draft, Places
    from mom_sim.operating_models.placement import Placement
    from mom_sim.operating_models.tables import Tables


@dataclass(frozen=True)
class Seat:
    """A person in the pool of a queue.

    Attributes
    ----------
    person : str
    role : Role
    unit : int
        Whose requests the queue takes.
    skill : str
    group : str
        How the team is grouped: company, unit, role, unit_and_role.
    units_served : int
        Number of units that the person works for.
    """

    person: str
    role: Role
    unit: int
    skill: str
    group: str
    units_served: int


@dataclass(frozen=True)
class SecondDecision:
    """The experts decide as well, for a share of what is not theirs to decide.

    Attributes
    ----------
    slot : str
        Name of the draw that says for which campaigns.
    share : float
    """

    slot: str
    share: float


class Effect:
    """What one mechanism does; the base changes nothing.

    Parameters
    ----------
    settings : Settings
    scenario : Scenario
        Before anything is rewritten; without what no plan depends on (`needs.needed_of`).
    model : OperatingModel
    """

    asks_for_seats: ClassVar[bool] = False
    """Whether it reads `seating`."""

    asks_for_surges: ClassVar[bool] = False
    """Whether it reads when surges are; for others there are none."""

    seating: Placement
    """Where everybody sits before anything is rewritten, with the teams of people alone."""

    def __init__(self, settings: Settings, scenario: Scenario, model: OperatingModel) -> None:
        self.settings, self.original, self.model = settings, scenario, model

    @property
    def path(self) -> str:
        """Where the mechanism stands in an operating model."""
        return MECHANISMS[self.settings.mechanism].path

    def rewrite(self, scenario: Scenario) -> Scenario:
        """Change the scenario that is compiled: its workflows, what its people can do.

        Demand, people, calendars and the definition of risks stay, for they are on the tape.
        """
        return scenario

    def extra_steps(self) -> tuple[str, ...]:
        """Names of steps that activities are logged under, beside those of the workflows."""
        return ()

    def rate(self, seat: Seat) -> float:
        """Factor on the rate at which somebody works."""
        return 1.0

    def lent_rate(self, seat: Seat) -> float:
        """Factor on the rate of somebody who does not belong to a queue's team but helps there.

        0 means that this person does not.
        """
        return 0.0

    def time_taken(self, person: str, role: Role) -> float:
        """Share of somebody's scheduled time that the mechanism takes from campaign work."""
        return 0.0

    def hand_off_factor(self) -> float:
        """Factor on the length of every hand-off."""
        return 1.0

    def clarification_factor(self) -> float:
        """Factor on the probability that somebody has to ask back."""
        return 1.0

    def effort_share(self, draft: Draft, step: Step) -> float:
        """Factor on the effort of a step's hands-on work."""
        return 1.0

    def work(self, draft: Draft, step: Step, node: Node) -> tuple[Node, ...]:
        """Change a step's hands-on work, whether people inside or an agency do it.

        Several nodes are carried out one behind the other; their conditions have to leave every
        campaign exactly one of them.
        """
        return (node,)

    def review(self, draft: Draft, step: Step, node: Node) -> Node:
        """Change the hands-on work of a decider at a gate."""
        return node

    def after_delivery(
        self, draft: Draft, step: Step, agency: Agency, order: int, last: int
    ) -> int:
        """Add nodes behind an agency's delivery; `order` is its own node, `last` what follows."""
        return last

    def overflow_late(self, draft: Draft, step: Step) -> int:
        """Working time to the due date below which a step's work overflows, microseconds."""
        return 0

    def queue_rule(self, team: str, rule: tuple[str, ...]) -> tuple[str, ...]:
        """How a team ranks its work."""
        return rule

    def cost_per_year(self) -> float:
        """What it costs, currency per year."""
        return 0.0

    def prelude(self, draft: Draft, before: list[int]) -> list[int]:
        """Add nodes behind admission and before all steps; those that what follows is behind."""
        return before

    def before_step(self, draft: Draft, step: Step, before: list[int]) -> list[int]:
        """Add nodes before a step's hand-off."""
        return before

    def before_hand_off(
        self, draft: Draft, step: Step, before: list[int], targets: Places
    ) -> list[int]:
        """Add nodes before the hand-off of a work step to who does it."""
        return before

    def after_hand_off(self, draft: Draft, step: Step, before: list[int]) -> list[int]:
        """Add nodes between a work step's hand-off and its work."""
        return before

    def second_decisions(self, draft: Draft, step: Step) -> tuple[SecondDecision, ...]:
        """Decisions of the experts behind those of others at a gate."""
        return ()

    def after_step(self, draft: Draft, step: Step, last: int) -> int:
        """Add nodes behind a step's work."""
        return last

    def acquaint(
        self, programs: Sequence[Program], people: Sequence[Person], queues: Sequence[Queue]
    ) -> bool:
        """Look at who works with whom; whether that takes time that was not taken before.

        The one place at which an effect may change what `time_taken` says.
        """
        return False

    def complete(self, plan: Plan, tables: Tables) -> Plan:
        """Change the finished plan."""
        return plan


class Effects:
    """All effects of a model.

    Parameters
    ----------
    effects : iterable of Effect
        In the order in which they take effect.
    """

    def __init__(self, effects: Iterable[Effect] = ()) -> None:
        self._all = tuple(effects)
        self._of: dict[str, tuple[Effect, ...]] = {}

    def _that(self, place: str) -> tuple[Effect, ...]:
        """Effects that say something at a place; what the others say changes nothing."""
        if place not in self._of:
            base = getattr(Effect, place)
            self._of[place] = tuple(
                effect for effect in self._all if getattr(type(effect), place) is not base
            )
        return self._of[place]

    @property
    def ask_for_seats(self) -> bool:
        """Whether one of them reads where everybody sits before anything is rewritten."""
        return any(effect.asks_for_seats for effect in self._all)

    @property
    def ask_for_surges(self) -> bool:
        """Whether one of them reads when surges are."""
        return any(effect.asks_for_surges for effect in self._all)

    def seat(self, placement: Placement) -> None:
        """Say where everybody sits before anything is rewritten."""
        for effect in self._all:
            effect.seating = placement

    def acquaint(
        self, programs: Sequence[Program], people: Sequence[Person], queues: Sequence[Queue]
    ) -> bool:
        """Have all look at who works with whom; whether that takes more of people's time."""
        takes = [one.acquaint(programs, people, queues) for one in self._that("acquaint")]
        return any(takes)

    def rewrite(self, scenario: Scenario) -> Scenario:
        """Change the scenario that is compiled."""
        for effect in self._that("rewrite"):
            scenario = effect.rewrite(scenario)
        return scenario

    def extra_steps(self) -> tuple[str, ...]:
        """Names of steps beside those of the workflows."""
        return tuple(name for effect in self._that("extra_steps") for name in effect.extra_steps())

    def rate(self, seat: Seat) -> float:
        """Factor on the rate at which somebody works."""
        return prod((effect.rate(seat) for effect in self._that("rate")), start=1.0)

    @property
    def lend(self) -> bool:
        """Whether an effect has people help where they do not belong."""
        return bool(self._that("lent_rate"))

    def lent_rate(self, seat: Seat) -> float:
        """Factor on the rate of somebody who is lent; the highest that an effect gives."""
        return max((effect.lent_rate(seat) for effect in self._that("lent_rate")), default=0.0)

    def time_taken(self, person: str, role: Role) -> float:
        """Share of somebody's scheduled time that is taken from campaign work."""
        return sum(effect.time_taken(person, role) for effect in self._that("time_taken"))

    def takers(self, person: str, role: Role) -> str:
        """Paths of the mechanisms that take some of somebody's time, with the share of it."""
        shares = [(effect.path, effect.time_taken(person, role)) for effect in self._all]
        return ", ".join(f"{path} {share:.1%}" for path, share in shares if share > 0)

    def hand_off_factor(self) -> float:
        """Factor on the length of every hand-off."""
        return prod(effect.hand_off_factor() for effect in self._that("hand_off_factor"))

    def clarification_factor(self) -> float:
        """Factor on the probability that somebody has to ask back."""
        return prod(effect.clarification_factor() for effect in self._that("clarification_factor"))

    def effort_share(self, draft: Draft, step: Step) -> float:
        """Factor on the effort of a step's hands-on work."""
        return prod(effect.effort_share(draft, step) for effect in self._that("effort_share"))

    def work(self, draft: Draft, step: Step, node: Node) -> tuple[Node, ...]:
        """Nodes of a step's hands-on work, one behind the other."""
        nodes: tuple[Node, ...] = (node,)
        for effect in self._that("work"):
            nodes = tuple(one for before in nodes for one in effect.work(draft, step, before))
        return nodes

    def review(self, draft: Draft, step: Step, node: Node) -> Node:
        """Change the hands-on work of a decider at a gate."""
        for effect in self._that("review"):
            node = effect.review(draft, step, node)
        return node

    def after_delivery(self, draft: Draft, step: Step, agency: Agency, order: int) -> int:
        """Add nodes behind the node in which an agency delivers."""
        last = order
        for effect in self._that("after_delivery"):
            last = effect.after_delivery(draft, step, agency, order, last)
        return last

    def overflow_late(self, draft: Draft, step: Step) -> int:
        """The longest time to the due date below which a step's work overflows."""
        return max(
            (effect.overflow_late(draft, step) for effect in self._that("overflow_late")), default=0
        )

    def queue_rule(self, team: str, rule: tuple[str, ...]) -> tuple[str, ...]:
        """How a team ranks its work."""
        for effect in self._that("queue_rule"):
            rule = effect.queue_rule(team, rule)
        return rule

    def cost_per_year(self) -> float:
        """What all of them cost, currency per year."""
        return sum(effect.cost_per_year() for effect in self._that("cost_per_year"))

    def prelude(self, draft: Draft, before: list[int]) -> list[int]:
        """Add nodes before all steps."""
        for effect in self._that("prelude"):
            before = effect.prelude(draft, before)
        return before

    def before_step(self, draft: Draft, step: Step, before: list[int]) -> list[int]:
        """Add nodes before a step."""
        for effect in self._that("before_step"):
            before = effect.before_step(draft, step, before)
        return before

    def before_hand_off(
        self, draft: Draft, step: Step, before: list[int], targets: Places
    ) -> list[int]:
        """Add nodes before a hand-off."""
        for effect in self._that("before_hand_off"):
            before = effect.before_hand_off(draft, step, before, targets)
        return before

    def after_hand_off(self, draft: Draft, step: Step, before: list[int]) -> list[int]:
        """Add nodes between a hand-off and the work."""
        for effect in self._that("after_hand_off"):
            before = effect.after_hand_off(draft, step, before)
        return before

    def second_decisions(self, draft: Draft, step: Step) -> tuple[SecondDecision, ...]:
        """Decisions of the experts behind those of others at a gate."""
        return tuple(
            one
            for effect in self._that("second_decisions")
            for one in effect.second_decisions(draft, step)
        )

    def after_step(self, draft: Draft, step: Step, last: int) -> int:
        """Add nodes behind a step's work."""
        for effect in self._that("after_step"):
            last = effect.after_step(draft, step, last)
        return last

    def complete(self, plan: Plan, tables: Tables) -> Plan:
        """Change the finished plan."""
        for effect in self._that("complete"):
            plan = effect.complete(plan, tables)
        return plan
