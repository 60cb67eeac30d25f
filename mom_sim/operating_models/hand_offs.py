"""Hand-offs: time passes where work goes to another skill or another team."""

from __future__ import annotations

from collections.abc import Sequence

from mom_sim.operating_models.draft import Draft, Place, Places
from mom_sim.plan.plan import Condition, Node
from mom_sim.scenario.resolved import Delay, HandOff

NO_DRAW = -1


def add_hand_off(
    draft: Draft,
    step: str,
    before: Sequence[int],
    sources: Places,
    targets: Places,
    *,
    condition: Condition | None = None,
    slot: str = "",
) -> list[int]:
    """Add the delay between two places, if there is one.

    Parameters
    ----------
    draft : Draft
    step : str
        The step that the work is handed to.
    before : sequence of int
        Nodes that come before.
    sources, targets : list of frozenset of Place
        By unit: where the work was and where it goes.
    condition : Condition, optional
    slot : str
        Name of the draw; by default the step's.

    Returns
    -------
    list of int
        The nodes that what follows comes after: the delay, or `before` where nothing is handed
        over.
    """
    tables = draft.tables
    delays = (*tables.model.coordination.hand_off, tables.scenario.hand_off)[0]
    draws: list[tuple[int, int]] = []
    for unit in draft.units:
        delay = between(delays, sources[unit], targets[unit])
        if delay is None:
            draws.append((NO_DRAW, -1))
        else:
            draw = tables.draws.same_duration(f"hand_off:{slot or step}", delay.distribution)
            draws.append((draw, tables.clock(delay)))
    last = list(before)
    # One node per clock: some units may hand over in working time and others in wall-clock time.
    for clock in sorted({clock for draw, clock in draws if draw != NO_DRAW}):
        node = Node(
            "DELAY",
            tables.step(step),
            condition=condition or Condition(),
            draws=tuple(draw if at == clock else NO_DRAW for draw, at in draws),
            clock=clock,
            cause="hand_off",
        )
        last = [draft.graph.add(node, last)]
        draft.again.setdefault(step, []).extend(last)
    return last


def between(delays: HandOff, sources: frozenset[Place], targets: frozenset[Place]) -> Delay | None:
    """Which hand-off lies between places: the farther one counts; none where nothing changes."""
    if not sources or not targets:
        return None
    if any(source[0] != target[0] for source in sources for target in targets):
        found = delays.between_teams
    elif any(source[1] != target[1] for source in sources for target in targets):
        found = delays.within_team
    else:
        return None
    return found if found.distribution.mean() > 0 else None
