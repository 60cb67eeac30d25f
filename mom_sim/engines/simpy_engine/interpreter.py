"""The parts of the engine put together: who carries out which instruction."""

from __future__ import annotations

from collections.abc import Callable

from mom_sim.engines.simpy_engine.admission import Admission
from mom_sim.engines.simpy_engine.agencies import Agencies
from mom_sim.engines.simpy_engine.context import Context
from mom_sim.engines.simpy_engine.deciding import AtOnce
from mom_sim.engines.simpy_engine.decisions import Judge
from mom_sim.engines.simpy_engine.dispatcher import Dispatcher
from mom_sim.engines.simpy_engine.efforts import Efforts
from mom_sim.engines.simpy_engine.flow import Begin, Flow
from mom_sim.engines.simpy_engine.forces import Forces
from mom_sim.engines.simpy_engine.pace import Pace
from mom_sim.engines.simpy_engine.staff import Staff
from mom_sim.engines.simpy_engine.state import Worker
from mom_sim.engines.simpy_engine.team import Team
from mom_sim.engines.simpy_engine.waiting import Waiting
from mom_sim.engines.simpy_engine.work import Work


class Interpreter:
    """Carries campaigns through their programs.

    Parameters
    ----------
    context : Context
    closed : callable
        Is told the number of every campaign for which nothing is left to do.

    Attributes
    ----------
    staff : Staff
    instructions : set of str
        What it can carry out.
    """

    def __init__(self, context: Context, closed: Callable[[int], None]) -> None:
        plan = context.plan
        self._env, self._registers = context.env, context.registers
        self.staff = Staff(plan, context.tape)
        lends = self.staff.lends
        teams = [Team(context.env, len(plan.units), lends=lends) for _ in plan.teams]
        judge = Judge(plan, context.draws, context.registers)
        self._flow = Flow(context, judge, closed)
        at_once = AtOnce(context, self._flow, judge)
        waiting = Waiting(context, self._flow)
        self._admission = Admission(context, self._flow)
        self._forces = Forces(context, self._flow, self.staff, teams)
        efforts, pace = Efforts(context), Pace(context, self.staff)
        self._agencies = Agencies(context, self._flow, waiting, efforts)
        self._work = Work(context, self._flow, self.staff, teams, efforts, pace)
        self._dispatcher = Dispatcher(
            context.env, plan, teams, self.staff, self._work.preempt, self._forces.claims
        )
        begin: dict[str, Begin] = {
            "PASS": at_once.do_pass,
            "DECIDE": at_once.do_decide,
            "CANCEL": at_once.do_cancel,
            "END": at_once.do_end,
            "ADMIT": self._admission.do_admit,
            "FREEZE": waiting.do_freeze,
            "EMBARGO": waiting.do_embargo,
            "DELAY": waiting.do_delay,
            "MEET": waiting.do_meet,
            "AGENCY": self._agencies.do_agency,
            "WORK": self._work.do_work,
            "ASSEMBLE": self._forces.do_assemble,
            "DISBAND": self._forces.do_disband,
        }
        self.instructions = set(begin)
        self._flow.connect(
            begin=begin,
            when_out=[self._admission.leave],
            when_closed=[self._forces.close],
        )

    def arrive(self, number: int) -> None:
        """A request is made."""
        self._flow.arrive(number)

    def dispatch(self) -> None:
        """Match idle capacity to waiting work."""
        self._admission.serve()
        self._agencies.serve()
        self._forces.serve()
        self._dispatcher.match()
        self._work.spill()

    def away(self, worker: Worker, *, gone: bool) -> None:
        """Somebody has been away for too long, or leaves for good: work in hand goes back."""
        if worker.activity is not None:
            self._work.hand_over(worker.activity, worker.number)
        if gone:
            self._registers.forget(worker.number)
            self._forces.leave(worker)

    def flush(self) -> None:
        """Write what is under way when the run stops."""
        for number in sorted(self._flow.open):
            live = self._flow.open[number].live
            for index in sorted(live):
                if live[index].crew:
                    self._work.write_span(live[index], "open")
