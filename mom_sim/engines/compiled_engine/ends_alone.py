"""One replication of which nothing is kept but how each request ended, and when.

Rows of activities are left where the kernel has written them: nothing is sorted, cut or numbered.
What is kept is the table of campaigns of the log that the same run would have made, without the
columns that refer to activities; and, where there are embargoes, the waits for their dates that a
time-to-launch leaves out.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from mom_sim.engines.compiled_engine.arrays import Integers
from mom_sim.engines.compiled_engine.codes import OUT_LAUNCHED
from mom_sim.engines.compiled_engine.engine import run_raw
from mom_sim.engines.compiled_engine.memory import Memory
from mom_sim.engines.compiled_engine.plan_tables import plan_tables
from mom_sim.engines.finishing import vocabularies_and_window
from mom_sim.engines.internal_dates import with_internal_dates
from mom_sim.log.contract import CAUSES
from mom_sim.log.log import Log
from mom_sim.plan.plan import Plan
from mom_sim.tape.tape import Tape

EMBARGO = CAUSES.index("embargo")

COLUMNS = ("unit", "type", "stream", "index", "tier", "requested", "due", "not_before", "value")


def run_ends(
    plan: Plan,
    tape: Tape,
    observe_until: int = 0,
    check: Callable[[], None] | None = None,
) -> Log:
    """Carry out one replication for the ends of its campaigns.

    Parameters
    ----------
    plan : Plan
    tape : Tape
        As it was drawn, with the promised dates.
    observe_until : int, microseconds
        The run goes on at least until then.
    check : callable, optional
        Called every few milliseconds; may raise to cancel the run.

    Returns
    -------
    Log
        Of the table of campaigns all but `id`, `launch_activity` and `first_start`. Waits for an
        embargo alone, of launched campaigns only those on the critical path; and the activities
        that they belong to, of which `campaign` alone. Without provenance.

    Raises
    ------
    RunError
        When the run cannot go on; the message says why and what to do.
    """
    memory, _ = run_raw(plan, with_internal_dates(plan, tape), observe_until, check)
    count = memory["arrived_count"]
    campaigns = {
        "campaign": np.arange(count),
        **{name: getattr(tape.campaigns, name)[:count] for name in COLUMNS},
        **{name: memory.array(f"end_{name}")[:count] for name in ("outcome", "ended")},
    }
    words, window = vocabularies_and_window(plan, tape, memory["stop_at"])
    tables = {"campaigns": campaigns, **_embargoes(memory, plan)}
    return Log.of_columns(tables, words, window, {})


def _embargoes(memory: Memory, plan: Plan) -> dict[str, dict[str, Integers]]:
    """Waits for embargo dates that count, and their activities."""
    row = _rows_of_embargoes(memory, plan)
    columns = {name: memory.array(f"row_{name}")[row] for name in ("campaign", "ready", "finish")}
    finish = np.where(columns["finish"] >= 0, columns["finish"], memory["stop_at"])
    waits = {
        "activity": np.arange(row.size),
        "start": columns["ready"],
        "finish": np.maximum(finish, columns["ready"]),
        "cause": np.full(row.size, EMBARGO),
    }
    return {"activities": {"campaign": columns["campaign"]}, "waits": waits}


def _rows_of_embargoes(memory: Memory, plan: Plan) -> Integers:
    tables = plan_tables(plan).arrays
    waits = tables["node_cause"] == EMBARGO
    if not waits.any():
        return np.zeros(0, dtype=np.int64)
    count = memory["row_count"]
    campaign = memory.array("row_campaign")[:count]
    program = memory.array("campaign_type")[campaign]
    row = np.flatnonzero(waits[tables["program_first"][program] + memory.array("row_node")[:count]])
    of = np.unique(campaign[row])
    launched = of[memory.array("end_outcome")[of] == OUT_LAUNCHED]
    # Back from the launches, trigger by trigger: each was written before what it has triggered.
    counts = np.ones(count, dtype=np.bool_)
    counts[row] = ~np.isin(campaign[row], launched)
    trigger, at = memory.array("row_trigger"), memory.array("end_launch")[launched]
    while (at := at[at >= 0]).size:
        counts[at] = True
        at = trigger[at]
    return row[counts[row]]
