"""All campaigns of one replication: requests, with what chance decides about each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.errors import RunError
from mom_sim.log.numbered_names import NumberedNames
from mom_sim.scenario.resolved import Scenario, Surge
from mom_sim.tape.arrivals import BASELINE, DemandSource, surge_requests
from mom_sim.tape.baselines import baselines
from mom_sim.tape.calendar_demand import (
    BACKLOG,
    CALENDAR,
    DATED,
    backlog_requests,
    calendar_requests,
    stated_requests,
)
from mom_sim.tape.campaign_draws import (
    due_dates,
    global_flags,
    risk_tiers,
    sizes,
    values,
)
from mom_sim.tape.clocks import time_limit
from mom_sim.tape.luck import Luck
from mom_sim.tape.requests import IntArray, Requests, in_order
from mom_sim.tape.thinning import thinned


@dataclass(frozen=True, eq=False)
class Campaigns:
    """All campaigns of one replication, in order of request.

    Ties are broken by unit, type, stream and index, then by the order of the scenario.

    Parameters
    ----------
    id : sequence of str, n of them
        ``north/small/baseline/17``, ``north/small/backlog design/2``, ``north/small/surge q4 0/3``
        (strip 0, candidate 3); dated launches and rows of the campaign calendar have their own, a
        copy of a row has ``<id>+1``.
    unit, type, stream, index, tier : ndarray of int64, shape (n,)
        Positions in the scenario's units, campaigns and risk tiers and in `streams`; number within
        its source, from 1.
    streams : tuple of str
        ``backlog``, ``baseline``, ``dated``, ``calendar``, and ``surge:<name>`` for each surge in
        force.
    requested, due, not_before : ndarray of int64, shape (n,), microseconds
        `not_before` is -1 where there is no embargo. `due` is `NEVER` where it lies beyond the
        clocks, which reach a year past the run.
    value : ndarray of float64, shape (n,), currency
    cost_of_delay : ndarray of float64, shape (n,), currency a working day
        Value lost by a working day of delay just after the due date; 0 for a value that lasts. A
        working day passes in as much wall-clock time as in the mean week of the reference calendar
        (1.4 days with a week of five).
    is_global : ndarray of bool, shape (n,)
    size : ndarray of float64, shape (n,)
        Factor on every drawn effort of a step.
    entry_step : ndarray of int64, shape (n,)
        Position in `steps` at which a backlog goes in; -1 is the beginning.
    steps : tuple of str
        All steps of all workflows, each once, in the order of the scenario.
    stated_effort : dict of str to ndarray of int64, shape (n,), microseconds
        By step, -1 where the campaign states none.
    entity_class, entity_index : ndarray of uint64, shape (n,)
        Address of every draw about the campaign.
    """

    id: Sequence[str]
    unit: IntArray
    type: IntArray
    stream: IntArray
    index: IntArray
    tier: IntArray
    streams: tuple[str, ...]
    requested: IntArray
    due: IntArray
    not_before: IntArray
    value: npt.NDArray[np.float64]
    cost_of_delay: npt.NDArray[np.float64]
    is_global: npt.NDArray[np.bool_]
    size: npt.NDArray[np.float64]
    entry_step: IntArray
    steps: tuple[str, ...]
    stated_effort: dict[str, IntArray]
    entity_class: npt.NDArray[np.uint64]
    entity_index: npt.NDArray[np.uint64]

    def __len__(self) -> int:
        """Return the number of campaigns."""
        return len(self.id)


def draw_campaigns(
    luck: Luck,
    scenario: Scenario,
    sources: Sequence[DemandSource],
    surges: Sequence[Surge],
    reference_clock: WorkingClock,
) -> Campaigns:
    """Draw all campaigns of a replication.

    Parameters
    ----------
    luck : Luck
    scenario : Scenario
    sources : sequence of DemandSource
    surges : sequence of Surge
        Those in force.
    reference_clock : WorkingClock
        In which due dates in working time are counted.

    Returns
    -------
    Campaigns

    Raises
    ------
    RunError
        If two campaigns have the same id.
    """
    steps = tuple(dict.fromkeys(step.name for flow in scenario.workflows for step in flow.steps))
    streams = (BACKLOG, BASELINE, DATED, CALENDAR, *(f"surge:{surge.name}" for surge in surges))
    batches = list(_all_requests(luck, scenario, sources, surges, steps))
    requests, stream = in_order(batches, streams)
    is_named = isinstance(requests.ids, NumberedNames) and requests.ids.are_different()
    if not is_named and len(set(requests.ids)) < len(requests.ids):
        repeated = [name for name, times in Counter(requests.ids).items() if times > 1]
        raise RunError(
            f"two campaigns are called {repeated[0]!r}; choose other ids in the campaign calendar "
            "or the dated launches"
        )
    value, cost_of_delay = values(scenario, requests)
    return Campaigns(
        id=requests.ids if is_named else tuple(requests.ids),
        unit=requests.unit,
        type=requests.type,
        stream=stream,
        index=requests.index,
        tier=risk_tiers(luck, scenario, requests),
        streams=streams,
        requested=requests.requested,
        due=due_dates(luck, scenario, requests, reference_clock),
        not_before=requests.not_before,
        value=value,
        cost_of_delay=cost_of_delay,
        is_global=global_flags(luck, scenario, requests),
        size=sizes(luck, scenario, requests),
        entry_step=requests.entry_step,
        steps=steps,
        stated_effort=dict(requests.stated_effort),
        entity_class=requests.entity_class,
        entity_index=requests.entity_index,
    )


def _all_requests(
    luck: Luck,
    scenario: Scenario,
    sources: Sequence[DemandSource],
    surges: Sequence[Surge],
    steps: Sequence[str],
) -> Iterator[Requests]:
    yield from backlog_requests(scenario, steps)
    if sources:
        every = baselines(luck, sources, time_limit(scenario))
        yield thinned(luck, scenario, every, surges)
    for source in sources:
        yield from surge_requests(luck, source, surges)
    yield stated_requests(scenario, DATED)
    yield from calendar_requests(luck, scenario, surges)
