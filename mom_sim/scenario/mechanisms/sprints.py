"""Sprints: at each start a limited number of campaigns goes into production."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="sprints",
    question="coordination",
    summary="At the start of a sprint as much goes into production as it has capacity for.",
    source="DOMAIN 6 (agile sprints: cadence, limits, pull, carry-over, unplanned work)",
    parameters=(
        Parameter(
            "every_weeks",
            "weeks_or_zero",
            "Weeks from one start to the next; 0 for none.",
            2,
            neutral=0,
            mark="FOUND",
            grade="D",
            origin="80% of agile teams have sprints of two weeks, Agile Genesis 2020, DOMAIN 2.15",
            range=("1", "13"),
        ),
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
        Parameter(
            "unplanned",
            "share",
            "Share of campaigns that pass at once in a lane for unplanned work.",
            "20%",
            origin="no published share; 37% of agile teams struggle with unplanned work, "
            "AgileSherpas, DOMAIN 2.15",
            range=("0%", "50%"),
        ),
        Parameter(
            "before",
            "kinds",
            "Kinds of role whose first work a campaign is held before; what comes earlier is "
            "planning.",
            ["producer", "platform"],
            origin="leads plan, the others produce",
        ),
        Parameter("types", "types", "Campaign types that are held; none named: all.", None),
    ),
)
