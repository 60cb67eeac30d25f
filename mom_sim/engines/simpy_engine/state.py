"""What the engine remembers of campaigns, activities and people while it runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.engines.recording import ActivityRow, CampaignEnd
from mom_sim.plan.plan import PARTS, Node, Person, Program

if TYPE_CHECKING:
    from simpy.events import Process

    from mom_sim.engines.simpy_engine.team import Request
    from mom_sim.tape.lives import PersonLife


@dataclass
class Campaign:
    """One campaign on its way through its program; lists are indexed by node."""

    number: int
    unit: int
    tier: int
    program: Program
    end: CampaignEnd
    predecessors: tuple[tuple[int, ...], ...]
    attempts: list[int] = field(default_factory=list)
    shares: list[int] = field(default_factory=list)
    arrived: list[set[int]] = field(default_factory=list)  # predecessors that have finished
    finished: list[int] = field(default_factory=list)  # instant of the last finish
    rows: list[int] = field(default_factory=list)  # its activity row
    outcomes: list[int] = field(default_factory=list)
    live: dict[int, Activity] = field(default_factory=dict)
    versions: dict[int, int] = field(default_factory=dict)  # of the work, per defect risk
    looks: dict[int, int] = field(default_factory=dict)  # reviews of the version, per defect risk
    escaped: set[int] = field(default_factory=set)
    crew: dict[int, list[Worker]] = field(default_factory=dict)  # seconded people by skill
    entry: int = -1  # node where a backlog campaign goes on after the prelude
    admitted: int = -1  # WIP limit that it counts under
    force: int = -1  # kind of task force that it has formed
    assembly: Activity | None = None  # that formed it
    over: bool = False  # ended otherwise than by launch: nothing more is done
    closed: bool = False

    def __post_init__(self) -> None:
        nodes = self.program.nodes
        self.attempts = [0] * len(nodes)
        self.shares = [node.share for node in nodes]
        self.arrived = [set() for _ in nodes]
        self.finished = [-1] * len(nodes)
        self.rows = [-1] * len(nodes)
        self.outcomes = [-1] * len(nodes)


@dataclass(eq=False)
class Activity:
    """One execution of a node that takes time."""

    campaign: Campaign
    index: int
    node: Node
    row: ActivityRow
    process: Process | None = None
    request: Request | None = None
    crew: tuple[Worker, ...] = ()
    held_since: int = -1  # the present crew took it over
    duration: int = 0  # working time the crew needs for the rest
    rate: int = PARTS
    remaining: int = 0  # effort
    requests: list[Request] = field(default_factory=list)  # a task force's open places


@dataclass(eq=False)
class Worker:
    """A person while the engine runs."""

    number: int
    record: Person
    life: PersonLife
    clock: WorkingClock
    activity: Activity | None = None
    seconded_to: Campaign | None = None
    seconded_as: int = -1  # skill
    _pointer: int = 0
    _starts: list[int] = field(default_factory=list)
    _ends: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._starts = self.clock.starts.tolist()
        self._ends = self.clock.ends.tolist()

    def on_shift(self, now: int) -> bool:
        """Whether the person is at work at `now`; calls must come in the order of time."""
        pointer, ends = self._pointer, self._ends
        while pointer < len(ends) and ends[pointer] <= now:
            pointer += 1
        self._pointer = pointer
        return pointer < len(ends) and self._starts[pointer] <= now

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
