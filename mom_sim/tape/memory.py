"""Refusing a run that would not fit, before it starts.

The sizes are of CPython on a 64-bit machine, measured with tracemalloc and rounded up.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mom_sim.errors import Fault, TooLargeError
from mom_sim.plan.plan import Plan
from mom_sim.scenario.resolved import Role, Scenario
from mom_sim.tape.clocks import MICROSECONDS_PER_YEAR, time_limit
from mom_sim.tape.staging import expected_campaigns, stage_of
from mom_sim.tape.surges import SurgeChoice

BYTES_PER_ACTIVITY = 1200
"""Of one activity while a run is under way and its log is made: row, span, events and waits."""

ROUNDS = 3
"""How often a node is carried out on average when gates send work back: a careful guess."""

BYTES_PER_PERSON = 8_000
"""Of a person in plan, tape and engine, beside what changes with time."""

BYTES_PER_SHIFT_CHANGE = 320
"""Of one coming or going of a person: clock, event, and the log while it is made."""

BITS_PER_DIGIT, BYTES_PER_DIGIT = 30, 4
"""Of Python's whole numbers: who is on shift is one, with a bit a person, at every change."""

BYTES_PER_MEASUREMENT = 80_000
"""Of what is kept of one run of one model, beside the parts that grow."""

BYTES_PER_GROUP, BYTES_PER_MEASURED_PERSON, BYTES_PER_MEASURED_CAMPAIGN = 9_000, 250, 330
"""Of a type or unit, a person, and a campaign in it."""

BYTES_PER_EXPLANATION, BYTES_PER_EXPLAINED_CAMPAIGN = 120_000, 4_500
"""Of what is kept of two runs beside the part that grows, and of a campaign in them: the parts of
its time-to-launch, and their table."""

WORKING_DAYS_PER_YEAR, SHORTEST_SPELL = 261, 0.01
"""For the number of absences; days."""

SHARE_OF_MEMORY = 0.6
"""Part of the free memory that runs may take together."""

_sharing = {"processes": 1}


@dataclass(frozen=True)
class MemoryNeed:
    """Estimated memory in bytes, by what it is for.

    Attributes
    ----------
    campaigns, people : int
        Of a run.
    replications : int
        Of what is kept of all runs.
    """

    campaigns: int
    people: int
    replications: int = 0

    @property
    def total(self) -> int:
        """All of it."""
        return self.campaigns + self.people + self.replications


def free_memory() -> int:
    """Memory that can be had now, in bytes; 8 GiB where the system does not say."""
    try:
        with open("/proc/meminfo", encoding="ascii") as file:
            for line in file:
                if line.startswith("MemAvailable:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError, AttributeError):
        return 8 * 2**30


def share_memory(processes: int) -> None:
    """Have every run of this process keep to its part of the free memory.

    Parameters
    ----------
    processes : int
        That may run something at the same time, this one among them.
    """
    _sharing["processes"] = processes


def usable_memory() -> int:
    """Memory that a run of this process may take now, in bytes."""
    return int(free_memory() * SHARE_OF_MEMORY / _sharing["processes"])


def needed_memory(scenario: Scenario, plans: Iterable[Plan], surge: SurgeChoice) -> MemoryNeed:
    """Estimate the memory of a run.

    Parameters
    ----------
    scenario : Scenario
    plans : iterable of Plan
        The largest counts; without any, people alone.
    surge : SurgeChoice

    Returns
    -------
    MemoryNeed
        Expected campaigns x nodes x rounds x bytes each; and for every person the changes of shift
        until the run's limit, with, at each change that is a person's own, who is on shift.
    """
    nodes = max((len(program.nodes) for plan in plans for program in plan.programs), default=0)
    campaigns = expected_campaigns(scenario, surge) * nodes * ROUNDS * BYTES_PER_ACTIVITY
    stage, limit = stage_of(scenario), time_limit(scenario)
    everybody = len(stage.people)
    shifts = [int((clock.starts < limit).sum()) for clock in stage.clocks]
    changes = sum(2 * shifts[person.calendar] for person in stage.people)
    own = sum(role.headcount * _own_changes(role, limit) for role in scenario.roles)
    bits = BYTES_PER_DIGIT * everybody / BITS_PER_DIGIT
    people = everybody * BYTES_PER_PERSON + changes * BYTES_PER_SHIFT_CHANGE
    return MemoryNeed(int(campaigns), int(people + own * (BYTES_PER_SHIFT_CHANGE + bits)))


def bytes_per_measurement(scenario: Scenario, plan: Plan, surge: SurgeChoice) -> int:
    """Estimate the memory of what a comparison keeps of one run of one model.

    Parameters
    ----------
    scenario : Scenario
    plan : Plan
    surge : SurgeChoice

    Returns
    -------
    int, bytes
    """
    groups = len(plan.types) + len(plan.units)
    return int(
        BYTES_PER_MEASUREMENT
        + groups * BYTES_PER_GROUP
        + len(plan.people) * BYTES_PER_MEASURED_PERSON
        + expected_campaigns(scenario, surge) * BYTES_PER_MEASURED_CAMPAIGN
    )


def bytes_per_explanation(scenario: Scenario, surge: SurgeChoice) -> int:
    """Estimate the memory of what an explanation keeps of one replication beside measurements.

    Parameters
    ----------
    scenario : Scenario
    surge : SurgeChoice

    Returns
    -------
    int, bytes
    """
    campaigns = expected_campaigns(scenario, surge)
    return int(BYTES_PER_EXPLANATION + campaigns * BYTES_PER_EXPLAINED_CAMPAIGN)


def refuse_too_large(
    scenario: Scenario,
    plans: Sequence[Plan],
    surge: SurgeChoice,
    *,
    file: str,
    workers: int = 1,
    replications: int = 0,
    kept_beside: int = 0,
) -> None:
    """Stop before the start when the machine's memory would not be enough.

    Parameters
    ----------
    scenario : Scenario
    plans : sequence of Plan
        One of them at a time is run by each worker. Without any, people alone are judged: so many
        that the plans would take long to compile need not be compiled.
    surge : SurgeChoice
    file : str
        Name under which the fault is reported.
    workers : int
        Processes that this one starts for it.
    replications : int
        Of which the measurements of all plans are kept.
    kept_beside : int, bytes
        What else is kept of each of them.

    Raises
    ------
    TooLargeError
        With the estimate and what to change.
    """
    run = needed_memory(scenario, plans, surge)
    measured = sum(bytes_per_measurement(scenario, plan, surge) for plan in plans)
    kept = replications * (measured + kept_beside)
    need = MemoryNeed(run.campaigns * workers, run.people * workers, kept)
    allowed = usable_memory()
    if need.total <= allowed:
        return
    campaigns, people = expected_campaigns(scenario, surge), len(stage_of(scenario).people)
    of_runs = f" in {replications:,} replications of {len(plans)} runs" if replications else ""
    path, advice = max(
        (need.campaigns, "campaigns", "lower the demand"),
        (need.people, "people", "have fewer people"),
        (need.replications, "replications", "ask for fewer replications or models"),
    )[1:]
    message = (
        f"about {campaigns:,.0f} campaigns and {people:,} people{of_runs} need about "
        f"{need.total / 2**30:,.1f} GiB of memory, and {allowed / 2**30:,.1f} GiB may be used "
        f"here; {advice}, or shorten `run.horizon` or `run.follow_up`"
    )
    raise TooLargeError([Fault(file, 1, 1, path, message)])


def _own_changes(role: Role, limit: int) -> float:
    """Comings and goings that each person of a role is expected to have beside the calendar's."""
    absence, spells = role.absence, role.turnover.per_year
    if absence.vacation_days:
        spells += absence.vacation_days / absence.vacation_block_days
    if absence.sickness_share:
        length = absence.sickness_spell_days.mean()
        spells += absence.sickness_share * WORKING_DAYS_PER_YEAR / max(length, SHORTEST_SPELL)
    return 2 * spells * limit / MICROSECONDS_PER_YEAR
