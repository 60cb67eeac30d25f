"""Hand-offs: time passes where work goes to another skill or another team."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mom_sim.operating_models.draft import Draft, Place, Places
from mom_sim.plan.plan import Condition, Node
from mom_sim.scenario.resolved import Delay, HandOff

NO_DRAW = -1
BETWEEN_TEAMS, WITHIN_TEAM = "between_teams", "within_team"


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
    factor = tables.effects.hand_off_factor()
    draws: list[tuple[int, int]] = []
    for unit in draft.units:
        delay = between(delays, sources[unit], targets[unit], factor)
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


def distance(sources: frozenset[Place], targets: frozenset[Place]) -> str:
    """How far apart places are: the farther ones count; an empty word where nothing changes."""
    if any(source[0] != target[0] for source in sources for target in targets):
        return BETWEEN_TEAMS
    if any(source[1] != target[1] for source in sources for target in targets):
        return WITHIN_TEAM
    return ""


def between(
    delays: HandOff, sources: frozenset[Place], targets: frozenset[Place], factor: float = 1.0
) -> Delay | None:
    """Which hand-off lies between places, `factor` times as long; none where nothing changes."""
    found = {BETWEEN_TEAMS: delays.between_teams, WITHIN_TEAM: delays.within_team}.get(
        distance(sources, targets)
    )
    if found is None or found.distribution.mean() * factor <= 0:
        return None
    return found if factor == 1 else replace(found, distribution=found.distribution.scaled(factor))
