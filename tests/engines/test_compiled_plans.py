"""Plans that nobody has thought of: both engines write the same, and without a log causes add up.

Their times lie on a coarse grid (`tests.strategies`), so that arrivals, finishes, meetings and the
ends of shifts fall on the same instants.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace

from hypothesis import given, settings

from mom_sim.engines.assembling import assemble
from mom_sim.engines.compiled_engine import engine as compiled_engine
from mom_sim.engines.compiled_engine.limits import what_it_cannot_do
from mom_sim.engines.compiled_engine.log_making import assemble_columns
from mom_sim.engines.recording import ActivityRow, Recording
from mom_sim.engines.simpy_engine import engine as simpy_engine
from tests.engines.log_difference import assert_same, where_they_part
from tests.engines.no_provenance import PROVENANCE
from tests.engines.tallied_causes import causes_in_log, causes_without_log
from tests.strategies import Case, cases

PLANS = 2 * settings.default.max_examples
TABLES = ("activities", "spans", "events", "ends")


def first_difference_of_rows(one: Recording, other: Recording) -> str | None:
    """The first row that differs, with what the engines wrote in its place.

    Of events of one instant, and of who could have done something in a task force, the order means
    nothing; the log sorts them.
    """
    for name, mine, theirs in zip(TABLES, _rows(one), _rows(other), strict=True):
        for number, (row, twin) in enumerate(zip(mine, theirs, strict=False)):
            if row != twin:
                return f"{name} {number}: {row} against {twin}"
        if len(mine) != len(theirs):
            return f"{name}: {len(mine)} rows against {len(theirs)}"
    return None if one.stopped == other.stopped else "they stop at different instants"


def _rows(recording: Recording) -> tuple[Sequence[object], ...]:
    activities = [(asdict(replace(row, crew=())), _able(row)) for row in recording.activities]
    ends = [(number, asdict(end)) for number, end in sorted(recording.ends.items())]
    return activities, recording.spans, sorted(recording.events), ends


def _able(row: ActivityRow) -> set[tuple[int, int]]:
    return {(slot, person) for slot, people in enumerate(row.crew) for person in people}


def told(case: Case, difference: str, *recordings: Recording) -> str:
    """A difference of rows, with both queues at the instant at which the logs part."""
    logs = [assemble(case.plan, case.tape, recording, PROVENANCE) for recording in recordings]
    return f"{difference}\n{where_they_part(*logs) or 'the logs are the same'}"


@settings(max_examples=PLANS)
@given(cases())
def test_both_engines_write_the_same(case: Case) -> None:
    assert what_it_cannot_do(case.plan) == []
    of_simpy, why = simpy_engine.run(case.plan, case.tape)
    of_compiled, why_compiled = compiled_engine.run(case.plan, case.tape)
    difference = first_difference_of_rows(of_simpy, of_compiled)
    assert difference is None, told(case, difference, of_simpy, of_compiled)
    assert why == why_compiled


@settings(max_examples=PLANS // 2)
@given(cases())
def test_both_make_the_same_log(case: Case) -> None:
    tape = case.tape
    of_simpy, _ = simpy_engine.run(case.plan, tape)
    raw, _ = compiled_engine.run_columns(case.plan, case.tape)
    logs = (
        assemble(case.plan, tape, of_simpy, PROVENANCE),
        assemble_columns(case.plan, tape, raw, PROVENANCE),
    )
    assert_same(*logs)
    without_log = causes_without_log(case.plan, case.scenario, 1)
    assert without_log == causes_in_log(case.plan, tape, logs[1])
