"""Demand that is stated: the campaign calendar and its copies in a surge, dated launches, backlog.

Dated launches are single events: no surge copies them and none drops them. Rows of the campaign
calendar stand for demand, and a surge multiplies demand: above factor 1 copy j = 0, 1, 2, ...
of a row stays when j + mark < factor - 1, with the row's own request and due date; below factor 1
a row stays when its mark is below the factor.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from mom_sim.draws.address import stable_hash
from mom_sim.scenario.resolved import DatedCampaign, Scenario, Surge
from mom_sim.tape.luck import Luck
from mom_sim.tape.requests import NO_TIME, IntArray, Requests, numbered_requests
from mom_sim.tape.thinning import affected, thinned

BACKLOG, DATED, CALENDAR = "backlog", "dated", "calendar"


def backlog_requests(scenario: Scenario, steps: Sequence[str]) -> Iterator[Requests]:
    """Campaigns that are open at the start: requested at 0, ready for a step.

    Parameters
    ----------
    scenario : Scenario
    steps : sequence of str
        The vocabulary of steps.

    Yields
    ------
    Requests
        One for each entry, numbered from 1 within unit, type and step.
    """
    units = {unit.name: position for position, unit in enumerate(scenario.units)}
    types = {kind.name: position for position, kind in enumerate(scenario.campaigns)}
    seen: Counter[tuple[str, str, str]] = Counter()
    for entry in scenario.backlog:
        key = (entry.unit, entry.type, entry.step)
        first = seen[key] + 1
        seen[key] += entry.count
        yield numbered_requests(
            stream=BACKLOG,
            entity_class=f"{entry.unit}/{entry.type}/{BACKLOG}:{entry.step}",
            label=f"{entry.unit}/{entry.type}/{BACKLOG} {entry.step}/",
            unit=units[entry.unit],
            type=types[entry.type],
            index=np.arange(first, first + entry.count, dtype=np.int64),
            requested=np.zeros(entry.count, dtype=np.int64),
            entry_step=steps.index(entry.step),
        )


def stated_requests(scenario: Scenario, stream: str) -> Requests:
    """Campaigns at stated times, without any surge.

    Parameters
    ----------
    scenario : Scenario
    stream : str
        ``dated`` or ``calendar``.

    Returns
    -------
    Requests
        In the order of the scenario; `index` counts from 1 within unit and type. Draws are
        addressed by the id, so that a further row disturbs no other.
    """
    rows = [row for row in scenario.dated if row.stream == stream]
    units = {unit.name: position for position, unit in enumerate(scenario.units)}
    types = {kind.name: position for position, kind in enumerate(scenario.campaigns)}
    seen: Counter[tuple[str, str]] = Counter()
    numbers = []
    for row in rows:
        seen[row.unit, row.type] += 1
        numbers.append(seen[row.unit, row.type])
    return Requests(
        stream,
        [row.id for row in rows],
        np.array([units[row.unit] for row in rows], dtype=np.int64),
        np.array([types[row.type] for row in rows], dtype=np.int64),
        np.array(numbers, dtype=np.int64),
        np.array([row.requested for row in rows], dtype=np.int64),
        np.array([stable_hash(f"{row.unit}/{row.type}/{stream}") for row in rows], dtype=np.uint64),
        np.array([stable_hash(row.id) for row in rows], dtype=np.uint64),
        np.array([row.due for row in rows], dtype=np.int64),
        np.array([row.not_before or NO_TIME for row in rows], dtype=np.int64),
        np.array([row.value for row in rows], dtype=np.float64),
        np.full(len(rows), -1, dtype=np.int64),
        _stated_effort(rows),
    )


def calendar_requests(
    luck: Luck, scenario: Scenario, surges: Sequence[Surge]
) -> Iterator[Requests]:
    """Rows of the campaign calendar under surges: those that stay, then the copies.

    Parameters
    ----------
    luck : Luck
    scenario : Scenario
    surges : sequence of Surge

    Yields
    ------
    Requests
        The rows first, then the copies of each surge. Copy j of row ``r`` has the id ``r+1`` for
        j = 0; where a second surge covers the same row, its copies are ``r+<surge>+1``.
    """
    rows = stated_requests(scenario, CALENDAR)
    if not rows.ids:
        return
    yield thinned(luck, scenario, rows, surges)
    copied_before = np.zeros(len(rows.ids), dtype=np.bool_)
    for surge in surges:
        covered = affected(scenario, rows, surge)
        for copy in range(math.ceil(surge.factor - 1.0)):
            copies = _copies(scenario, rows, surge, copy, copied_before)
            marks_below = surge.factor - 1.0 - copy
            yield copies.taken(
                covered
                & luck.happens(
                    "arrival:mark", copies.entity_class, copies.entity_index, marks_below
                )
            )
        copied_before |= covered


def _copies(
    scenario: Scenario,
    rows: Requests,
    surge: Surge,
    copy: int,
    copied_before: npt.NDArray[np.bool_],
) -> Requests:
    """Make one copy of every row, with an id and an address of its own."""
    classes = np.array(
        [
            [
                stable_hash(f"{unit.name}/{kind.name}/{CALENDAR}:copy:{surge.name}:{copy}")
                for kind in scenario.campaigns
            ]
            for unit in scenario.units
        ],
        dtype=np.uint64,
    )
    return replace(
        rows,
        stream=f"surge:{surge.name}",
        ids=[
            f"{name}+{surge.name}+{copy + 1}" if before else f"{name}+{copy + 1}"
            for name, before in zip(rows.ids, copied_before.tolist(), strict=True)
        ],
        entity_class=classes[rows.unit, rows.type],
    )


def _stated_effort(rows: Sequence[DatedCampaign]) -> dict[str, IntArray]:
    """Arrays by step of the efforts that some row states, -1 where it does not."""
    efforts: dict[str, IntArray] = {}
    for position, row in enumerate(rows):
        for step, effort in row.effort:
            if step not in efforts:
                efforts[step] = np.full(len(rows), -1, dtype=np.int64)
            efforts[step][position] = effort
    return efforts
