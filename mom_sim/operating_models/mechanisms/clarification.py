"""Clarification: after a hand-off, whoever receives the work may have to ask back."""

from mom_sim.draws.address import threshold
from mom_sim.log.contract import ACTIVITY_OUTCOMES
from mom_sim.operating_models.draft import Draft, Places
from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.hand_offs import FAR, NEAR, places_at
from mom_sim.operating_models.nodes import wait_node, work_node
from mom_sim.operating_models.task_forces import in_force
from mom_sim.plan.plan import Condition, Node
from mom_sim.scenario.mechanism import Settings
from mom_sim.scenario.resolved import OperatingModel, Scenario, Step

_DONE = ACTIVITY_OUTCOMES.index("done")
_SHARES = {FAR: "probability", NEAR: "within_team"}


class Clarification(Effect):
    """Adds, with a probability, a wait for the answer and work before the step itself.

    Whether a campaign's step needs it is one draw, the same in every model: a model in which people
    ask back more often has all the loops of one in which they ask back less. It comes once a
    campaign and step, when the work first comes from somebody else; the wait is a hand-off's.
    """

    def __init__(self, settings: Settings, scenario: Scenario, model: OperatingModel) -> None:
        super().__init__(settings, scenario, model)
        self._markers: list[int] = []

    def before_hand_off(
        self, draft: Draft, step: Step, before: list[int], targets: Places
    ) -> list[int]:
        """Note, while it is known where the work comes from, whether somebody will ask back."""
        tables = draft.tables
        self._markers = []
        factor = tables.effects.clarification_factor()
        for distance, name in _SHARES.items():
            share = min(1.0, self.settings[name] * factor)
            if share:
                asks = Condition(
                    chance=tables.draws.chance(f"clarification:{step.name}"),
                    threshold=threshold(share),
                    distance=distance,
                    toward=places_at(draft, targets),
                )
                before = [draft.graph.add(Node("PASS", tables.step(step.name), asks), before)]
                self._markers += before
        return before

    def after_hand_off(self, draft: Draft, step: Step, before: list[int]) -> list[int]:
        """Add the wait and the work where somebody asks back."""
        name, wait, effort = step.name, self.settings["wait"], self.settings["effort"]
        for marker in self._markers:
            asked = Condition(after_node=marker, after_outcome=_DONE)
            waits = wait_node(draft, name, f"clarification_wait:{name}", wait, "hand_off", asked)
            works = work_node(
                draft,
                name,
                f"clarification_effort:{name}",
                effort,
                step.skills,
                asked,
                in_force=in_force(draft, step),
            )
            before = [draft.graph.add(works, [draft.graph.add(waits, before)])]
        return before


EFFECT = Clarification
