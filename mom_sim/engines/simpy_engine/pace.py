"""How fast people work who learn, tire and have to get used to things: curves on their rates.

Read when work is taken, and kept until the crew gives it back. For each of the crew, in this order,
each factor rounded down (`curves.scaled`):

1. the rate in the queue's pool, with the ramp of a newcomer;
2. the node's `rate_curves`, in their order;
3. the plan's `load_curve`, for everybody.

The crew's rate is that of its slowest member. Whoever takes work while the load curve has a value
below PARTS is overloaded for this piece of work, and the present version of the campaign is then
bad at least as often as each defect's `tired` says: in every respect, until that respect's next
version. A review makes nothing, so it tires no version.
"""

from __future__ import annotations

from mom_sim.engines.simpy_engine.context import Context
from mom_sim.engines.simpy_engine.curves import scaled
from mom_sim.engines.simpy_engine.staff import Staff
from mom_sim.engines.simpy_engine.state import Activity, Worker
from mom_sim.plan.plan import PARTS


class Pace:
    """Rates of work that depend on registers.

    Parameters
    ----------
    context : Context
    staff : Staff

    Attributes
    ----------
    minds_load : bool
        Whether everybody's load counts, at whatever work.
    """

    def __init__(self, context: Context, staff: Staff) -> None:
        self._env, self._registers, self._staff = context.env, context.registers, staff
        self._load_curve = context.plan.load_curve
        self.minds_load = self._load_curve >= 0
        self._tired = [
            (risk, defect.tired)
            for risk, defect in enumerate(context.plan.defects)
            if defect.tired >= 0
        ]

    def take(self, activity: Activity, people: tuple[Worker, ...], slots: tuple[int, ...]) -> int:
        """Rate at which a crew works off what it takes now; marks the version if it is tired.

        Parameters
        ----------
        activity : Activity
        people : tuple of Worker
            In the order of the slots.
        slots : tuple of int

        Returns
        -------
        int, parts per million
        """
        now, of_type = self._env.now, activity.campaign.program.type
        registers, is_tired = self._registers, False
        rates = []
        for worker, queue in zip(people, slots, strict=True):
            rate = worker.rate(self._staff.rates[queue][worker.number], now)
            for curve in activity.node.rate_curves:
                rate = scaled(rate, registers.value_for(curve, worker.number, of_type))
            if self.minds_load:
                factor = registers.value_for(self._load_curve, worker.number, of_type)
                rate = scaled(rate, factor)
                is_tired = is_tired or factor < PARTS
            rates.append(rate)
        if is_tired and not activity.node.review:
            for risk, threshold in self._tired:
                activity.campaign.worsen(risk, threshold)
        return min(rates)
