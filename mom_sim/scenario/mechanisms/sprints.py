"""Sprints: at each start a limited number of campaigns goes into production."""

from mom_sim.scenario.mechanism import Mechanism, Parameter
from mom_sim.scenario.start_parameters import WHO_IS_HELD, every_weeks

MECHANISM = Mechanism(
    name="sprints",
    question="coordination",
    summary="At the start of a sprint as much goes into production as it has capacity for.",
    source="DOMAIN 6 (agile sprints: cadence, limits, pull, carry-over, unplanned work)",
    parameters=(
        every_weeks("Weeks from one start to the next; 0 for none."),
        Parameter(
            "items",
            "count",
            "Campaigns that a sprint takes; what is ready longest comes first, the rest waits.",
            20,
            mark="COMPUTED",
            origin="524 campaigns a year, DOMAIN 7, are 20 in two weeks; state your own",
            range=("5", "60"),
        ),
        Parameter(
            "per",
            "company|unit",
            "Whether the company has one sprint, or every unit its own with as many items.",
            "company",
            origin="the number of items above is that of a whole company",
        ),
        *WHO_IS_HELD,
    ),
)
