"""Clarification: after a hand-off, whoever receives the work may have to ask back."""

from mom_sim.draws.address import threshold
from mom_sim.log.contract import ACTIVITY_OUTCOMES
from mom_sim.operating_models.draft import Draft, Places
from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.hand_offs import BETWEEN_TEAMS, WITHIN_TEAM, distance
from mom_sim.operating_models.task_forces import in_force
from mom_sim.plan.plan import Condition, Node
from mom_sim.scenario.resolved import Step

_DONE = ACTIVITY_OUTCOMES.index("done")


class Clarification(Effect):
    """Adds, with a probability, a wait for the answer and work before the step itself.

    Whether a campaign's step needs it is one draw, the same in every model: a model in which people
    ask back more often has all the loops of one in which they ask back less. The wait is a
    hand-off's.
    """

    def after_hand_off(
        self, draft: Draft, step: Step, before: list[int], sources: Places, targets: Places
    ) -> list[int]:
        """Add the loop where the work has come from somebody else."""
        tables = draft.tables
        factor = tables.effects.clarification_factor()
        distances = [distance(sources[unit], targets[unit]) for unit in draft.units]
        shares = {BETWEEN_TEAMS: "probability", WITHIN_TEAM: "within_team"}
        number = tables.step(step.name)
        wait = self.settings["wait"]
        for far, name in shares.items():
            here = [unit for unit in draft.units if distances[unit] == far]
            share = min(1.0, self.settings[name] * factor)
            if not share or not here:
                continue
            chance = tables.draws.chance(f"clarification:{step.name}")
            delay = tables.draws.same_duration(f"clarification_wait:{step.name}", wait.distribution)
            work = tables.draws.same_duration(
                f"clarification_effort:{step.name}", self.settings["effort"]
            )
            asks = Condition(chance=chance, threshold=threshold(share))
            draws = tuple(delay if unit in here else -1 for unit in draft.units)
            waits = Node(
                "DELAY", number, asks, draws=draws, clock=tables.clock(wait), cause="hand_off"
            )
            asked = draft.graph.add(waits, before)
            works = Node(
                "WORK",
                number,
                Condition(after_node=asked, after_outcome=_DONE),
                draws=(work,) * len(draft.units),
                queues=draft.queues(step.skills),
                in_force=in_force(draft, step),
            )
            before = [draft.graph.add(works, [asked])]
        return before


EFFECT = Clarification
