"""What the engine remembers of campaigns, activities and people while it runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.engines.recording import ActivityRow, CampaignEnd
from mom_sim.engines.simpy_engine.routes import Route
from mom_sim.plan.plan import PARTS, Node, Person, Program

if TYPE_CHECKING:
    from simpy.events import Event

    from mom_sim.engines.simpy_engine.team import Request
    from mom_sim.tape.lives import PersonLife


@dataclass(slots=True, eq=False)
class Campaign:
    """One campaign on its way through its program; lists are indexed by node."""

    number: int
    unit: int
    tier: int
    route: Route
    end: CampaignEnd
    attempts: list[int] = field(default_factory=list)
    shares: list[int] = field(default_factory=list)
    arrived: list[int] = field(default_factory=list)  # bits of the predecessors that have finished
    finished: list[int] = field(default_factory=list)  # instant of the last finish
    rows: list[int] = field(default_factory=list)  # its activity row
    outcomes: list[int] = field(default_factory=list)
    agenda: list[tuple[int, int]] = field(default_factory=list)  # heap of (ready node, trigger)
    live: dict[int, Activity] = field(default_factory=dict)
    versions: dict[int, int] = field(default_factory=dict)  # of the work, per defect risk
    looks: dict[int, int] = field(default_factory=dict)  # reviews of the version, per defect risk
    least: dict[int, int] = field(default_factory=dict)  # threshold of the version, per risk
    refusals: dict[int, int] = field(default_factory=dict)  # negative verdicts, per gate
    escaped: set[int] = field(default_factory=set)
    crew: dict[int, list[Worker]] = field(default_factory=dict)  # seconded people by skill
    crew_bits: int = 0  # the same people as bits
    entry: int = -1  # node where a backlog campaign goes on after the prelude
    entry_step: int = -1
    admitted: int = -1  # WIP limit that it counts under
    over: bool = False  # ended otherwise than by launch: nothing more is done
    closed: bool = False
    instant: int = -1  # of its latest activity ...
    at_instant: int = 0  # ... and how many have become ready then

    def __post_init__(self) -> None:
        nodes = self.route.nodes
        count = len(nodes)
        self.attempts = [0] * count
        self.shares = [node.share for node in nodes]
        self.arrived = [0] * count
        self.finished = [-1] * count
        self.rows = [-1] * count
        self.outcomes = [-1] * count

    @property
    def program(self) -> Program:
        """The program of its type."""
        return self.route.program

    def worsen(self, risk: int, threshold: int) -> None:
        """Let the present version be bad at least as often as the threshold says."""
        self.least[risk] = max(threshold, self.least.get(risk, 0))

    def renew(self, risk: int) -> None:
        """Go on to the next version in respect of `risk`: its quality is drawn anew."""
        self.versions[risk] = self.versions.get(risk, 1) + 1
        self.looks[risk] = 0
        self.least.pop(risk, None)


def _nothing(_: Activity) -> None:
    """Nothing has to be undone."""


@dataclass(slots=True, eq=False)
class Activity:
    """One execution of a node that takes time."""

    campaign: Campaign
    index: int
    node: Node
    row: ActivityRow
    undo: Callable[[Activity], None] = _nothing  # what gives everything back when it is canceled
    due: Event | None = None  # at which it is over, if nothing comes between
    request: Request | None = None  # the latest: open, or the one its crew was given for
    crew: tuple[Worker, ...] = ()
    held_since: int = -1  # the present crew took it over
    duration: int = 0  # working time the crew needs for the rest
    rate: int = PARTS
    remaining: int = 0  # effort

    @property
    def is_over(self) -> bool:
        """Whether it has finished, one way or the other."""
        return self.row.finish >= 0


@dataclass(slots=True, eq=False)
class Worker:
    """A person while the engine runs."""

    number: int
    record: Person
    life: PersonLife
    clock: WorkingClock
    activity: Activity | None = None
    seconded_to: Campaign | None = None
    seconded_as: int = -1  # skill

    def rate(self, nominal: int, now: int) -> int:
        """Rate at `now`, with the ramp of a newcomer; parts per million, at least 1."""
        for begin, until, ramps in self.life.spells:
            if begin <= now < until:
                length = self.record.ramp_length
                if ramps and now - begin < length:
                    start = self.record.ramp_start
                    factor = start + (PARTS - start) * (now - begin) // length
                    return max(1, nominal * factor // PARTS)
                break
        return nominal
