"""Bad work that went out with campaigns, and how much of it nobody ever notices."""

from __future__ import annotations

import numpy as np

from mom_sim.metrics.view import View


def escaped_defects(view: View) -> tuple[int, int]:
    """Count defects that went out, and those that will never surface.

    Parameters
    ----------
    view : View

    Returns
    -------
    escaped, unnoticed : int
        Of the view's launched campaigns. What surfaces only after the run has stopped is not
        unnoticed: the wait for it had begun.
    """
    log, plan = view.facts.log, view.facts.plan
    of_escapes = log.events["campaign"][log.event_rows("defect_escaped")]
    escaped = int(np.count_nonzero(view.launched[of_escapes]))
    nodes = [node for program in plan.programs for node in program.nodes]
    surfaces = np.array([node.announce == "incident" for node in nodes], dtype=np.bool_)
    if not any(node.announce == "incident" and node.condition.chance >= 0 for node in nodes):
        return escaped, 0
    of = log.activities["campaign"][surfaces[view.facts.row]]
    return escaped, escaped - int(np.count_nonzero(view.launched[of]))
