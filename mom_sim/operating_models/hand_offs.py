"""Hand-offs: time passes where work goes to another skill or another team.

Where the work comes from is known only while it goes on: whoever finished last before the step, or
the gate that sends it back. A node therefore says where it leads, and its condition asks how far
that is from where the work is (see `plan.Condition`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mom_sim.operating_models.draft import Draft, Places
from mom_sim.plan.plan import Condition, Node, with_fields
from mom_sim.scenario.resolved import Delay

NEAR, FAR = "near", "far"
"""To another skill of the same team; to another team."""


def add_hand_off(
    draft: Draft,
    step: str,
    before: Sequence[int],
    targets: Places,
    *,
    condition: Condition | None = None,
    slot: str = "",
) -> list[int]:
    """Add the delays on the way to a place, of which at most one passes.

    Parameters
    ----------
    draft : Draft
    step : str
        The step that the work is handed to.
    before : sequence of int
        Nodes that come before.
    targets : list of Place
        By unit: where the work goes.
    condition : Condition, optional
    slot : str
        Name of the draw; by default the step's.

    Returns
    -------
    list of int
        The nodes that what follows comes after.
    """
    tables = draft.tables
    delays = (*tables.model.coordination.hand_off, tables.scenario.hand_off)[0]
    factor = tables.effects.hand_off_factor()
    last = list(before)
    places = places_at(draft, targets)
    for distance, delay in ((NEAR, delays.within_team), (FAR, delays.between_teams)):
        if delay.distribution.mean() * factor <= 0:
            continue
        scaled = _scaled(delay, factor)
        draw = tables.draws.same_duration(f"hand_off:{slot or step}", scaled.distribution)
        node = Node(
            "DELAY",
            tables.step(step),
            with_fields(condition or Condition(), distance=distance, toward=places),
            draws=(draw,) * len(draft.units),
            clock=tables.clock(scaled),
            cause="hand_off",
            places=places,
        )
        last = [draft.graph.add(node, last)]
        draft.again.setdefault(step, []).extend(last)
    return last


def places_at(draft: Draft, targets: Places) -> tuple[int, ...]:
    """Positions of places in the plan's table, one per unit."""
    return tuple(draft.tables.place(team, skill) for team, skill in targets)


def _scaled(delay: Delay, factor: float) -> Delay:
    if factor == 1:
        return delay
    return replace(delay, distribution=delay.distribution.scaled(factor))
