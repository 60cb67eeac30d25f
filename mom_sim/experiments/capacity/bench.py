"""All runs of a capacity plan: each is carried out once, kept, and counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from mom_sim.experiments.capacity.runs import CapacityQuestion, CapacityRunner, StaffingRun, Task
from mom_sim.experiments.capacity.staffing import Counts
from mom_sim.experiments.spreading import carry_out
from mom_sim.tape.surges import AS_WRITTEN, SurgeChoice

Progress = Callable[[int, int], None]


@dataclass
class Tally:
    """How many runs are done, and how many there will be as far as one can tell.

    Attributes
    ----------
    done, expected : int
    progress : callable or None
        Called with both.
    """

    expected: int = 0
    progress: Progress | None = None
    done: int = 0

    def begin(self) -> None:
        """Say how much there is to do."""
        self.add(0)

    def add(self, runs: int) -> None:
        """Count runs that are done."""
        self.done += runs
        self.expected = max(self.expected, self.done)
        if self.progress is not None:
            self.progress(self.done, self.expected)


@dataclass(frozen=True)
class Order:
    """Replications 1 to n of one staffing.

    Attributes
    ----------
    counts : tuple of int
    replications : int
    """

    counts: Counts
    replications: int


@dataclass
class Bench:
    """Carries out the runs of one scenario and model.

    Attributes
    ----------
    question : CapacityQuestion
    workers : int
    tally : Tally
    """

    question: CapacityQuestion
    workers: int = 1
    tally: Tally = field(default_factory=Tally)
    _found: dict[Task, StaffingRun] = field(default_factory=dict)
    _runner: CapacityRunner | None = None

    @property
    def simulations(self) -> int:
        """Runs that were carried out so far."""
        return len(self._found)

    def runs(
        self,
        orders: Sequence[Order],
        seed: int,
        *,
        surge: SurgeChoice = AS_WRITTEN,
        is_whole: bool = False,
    ) -> list[list[StaffingRun]]:
        """Have runs, those that are not there yet carried out together.

        Parameters
        ----------
        orders : sequence of Order
        seed : int
        surge : SurgeChoice
        is_whole : bool
            Whether everything is measured.

        Returns
        -------
        list of list of StaffingRun
            By order, then by replication.
        """
        wanted = [
            [
                Task(order.counts, seed, replication, surge, is_whole)
                for replication in range(1, order.replications + 1)
            ]
            for order in orders
        ]
        missing = [
            task
            for task in dict.fromkeys(one for row in wanted for one in row)
            if task not in self._found
        ]
        if self._runner is None:
            self._runner = CapacityRunner(self.question)
        for run in carry_out(self._runner.run, missing, workers=self.workers):
            self._found[run.task] = run
            self.tally.add(1)
        return [[self._found[task] for task in row] for row in wanted]

    def known(self, counts: Counts, seed: int) -> list[StaffingRun]:
        """Runs of a staffing that are there, from replication 1 on without a gap.

        Parameters
        ----------
        counts : tuple of int
        seed : int

        Returns
        -------
        list of StaffingRun
        """
        found: list[StaffingRun] = []
        while (task := Task(counts, seed, len(found) + 1)) in self._found:
            found.append(self._found[task])
        return found
