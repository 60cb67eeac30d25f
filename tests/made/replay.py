"""What was going on at an instant, told from what an engine wrote, the plan and the tape alone."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from mom_sim.engines.recording import EVENT_KIND, ActivityRow, Recording, Span
from mom_sim.plan.plan import Node, Plan, Program
from mom_sim.tape.tape import Tape

_SECONDED, _RELEASED = EVENT_KIND["seconded"], EVENT_KIND["released"]


@dataclass(frozen=True)
class Waiting:
    """A piece of hands-on work that nobody has in hand at an instant."""

    row: ActivityRow
    since: int  # it waits, this time


class Replay:
    """One run, to be looked at instant by instant."""

    def __init__(self, plan: Plan, tape: Tape, recording: Recording) -> None:
        self.plan, self.tape, self.recording = plan, tape, recording
        self.unit = tape.campaigns.unit.tolist()
        self.type = tape.campaigns.type.tolist()
        self.clocks = [tape.lives[person.name].clock for person in plan.people]
        self.pools = [{member.person for member in queue.pool} for queue in plan.queues]
        self.own_pools = [
            {member.person for member in queue.pool if not member.lent} for queue in plan.queues
        ]
        self.spans: dict[int, list[Span]] = defaultdict(list)
        for span in recording.spans:
            self.spans[span.activity].append(span)

    def program(self, row: ActivityRow) -> Program:
        return self.plan.programs[self.type[row.campaign]]

    def node(self, row: ActivityRow) -> Node:
        return self.program(row).nodes[row.node]

    def slots(self, row: ActivityRow) -> tuple[int, ...]:
        return self.node(row).queues[self.unit[row.campaign]]

    @cached_property
    def work(self) -> list[ActivityRow]:
        """Every hands-on activity."""
        rows = self.recording.activities
        return [row for row in rows if self.node(row).instruction == "WORK"]

    @cached_property
    def instants(self) -> list[int]:
        """Whenever somebody comes, or work comes or goes, before the run stopped."""
        times = {span.start for span in self.recording.spans}
        times |= {span.finish for span in self.recording.spans}
        times |= {row.ready for row in self.work}
        times |= {event[0] for event in self.recording.events}
        for clock in self.clocks:
            times.update(clock.starts[clock.starts < self.recording.stopped].tolist())
        return sorted(time for time in times if time < self.recording.stopped)

    # ------------------------------------------------------------------ after everything at t

    def waiting(self, t: int) -> list[Waiting]:
        """Work that waits after everything that happens at `t`."""
        found = []
        for row in self.work:
            if row.ready <= t and not 0 <= row.finish <= t:
                spans = self.spans[row.row]
                if not any(span.start <= t < span.finish for span in spans):
                    found.append(Waiting(row, self.since(row, t)))
        return found

    def since(self, row: ActivityRow, t: int) -> int:
        """Since when work waited that waits or was begun at `t`."""
        ends = [span.finish for span in self.spans[row.row] if span.finish <= t]
        return max(ends, default=row.ready)

    def holders(self, t: int) -> dict[int, int]:
        """People with work in hand after everything at `t`, and which activity it is."""
        return {
            person: span.activity
            for span in self.recording.spans
            if span.start <= t < span.finish
            for person in span.people
        }

    def seconded(self, t: int) -> dict[int, int]:
        """People in task forces after everything at `t`, and for which campaign."""
        position = bisect_right(self._seconding_times, t)
        return self._secondings[position - 1] if position else {}

    def on_shift(self, t: int) -> set[int]:
        return {person for person, clock in enumerate(self.clocks) if clock.is_open(t)}

    @cached_property
    def _seconding_events(self) -> list[tuple[int, ...]]:
        return [event for event in self.recording.events if event[1] in (_SECONDED, _RELEASED)]

    @cached_property
    def _seconding_times(self) -> list[int]:
        return [event[0] for event in self._seconding_events]

    @cached_property
    def _secondings(self) -> list[dict[int, int]]:
        states, state = [], {}
        for event in self._seconding_events:
            state = dict(state)
            if event[1] == _SECONDED:
                state[event[6]] = event[2]
            else:
                del state[event[6]]
            states.append(state)
        return states


def crew_among(pools: list[set[int]], people: set[int]) -> bool:
    """Whether different people can fill every pool: tried in every way."""
    if not pools:
        return True
    return any(crew_among(pools[1:], people - {person}) for person in pools[0] & people)
