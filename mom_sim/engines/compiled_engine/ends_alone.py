"""One replication of which nothing is kept but how each request ended, and when.

Rows of activities are left where the kernel has written them: nothing is sorted, cut or numbered.
What is kept is the table of campaigns of the log that the same run would have made, without the
columns that refer to activities.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from mom_sim.engines.compiled_engine.engine import run_raw
from mom_sim.engines.finishing import vocabularies_and_window
from mom_sim.engines.internal_dates import with_internal_dates
from mom_sim.log.log import Log
from mom_sim.plan.plan import Plan
from mom_sim.tape.tape import Tape

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
        With the table of campaigns alone, of it without `id` and `launch_activity`, and without
        provenance.

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
    return Log.of_columns({"campaigns": campaigns}, words, window, {})
