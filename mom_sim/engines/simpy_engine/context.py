"""What all parts of the engine share."""

from __future__ import annotations

from dataclasses import dataclass

from mom_sim.engines.recording import Recording
from mom_sim.engines.simpy_engine.environment import Environment
from mom_sim.engines.simpy_engine.registers import Registers
from mom_sim.plan.plan import Plan
from mom_sim.tape.tape import Tape


class Draws:
    """The tape's numbers by the plan's draws, looked up by small numbers.

    Parameters
    ----------
    plan : Plan
    tape : Tape
    """

    def __init__(self, plan: Plan, tape: Tape) -> None:
        self._plan, self._tape = plan, tape
        self._blocks: list[dict[int, list[int]]] = [{} for _ in plan.draws]

    def of(self, draw: int, campaign: int, attempt: int) -> int:
        """What chance decides about a campaign: a duration in microseconds, or a chance."""
        block = self._blocks[draw].get(attempt)
        if block is None:
            record = self._plan.draws[draw]
            read = self._tape.chances if record.kind == "chance" else self._tape.durations
            block = self._blocks[draw][attempt] = read(record, attempt)
        return block[campaign]


@dataclass(frozen=True)
class Context:
    """One run: where events are scheduled, what is carried out, what is written and counted."""

    env: Environment
    plan: Plan
    tape: Tape
    recording: Recording
    draws: Draws
    registers: Registers
