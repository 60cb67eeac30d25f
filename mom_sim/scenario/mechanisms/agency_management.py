"""Agency management: somebody inside spends part of their time on every agency."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="agency_management",
    question="who_does_the_work",
    summary="Managing an agency takes part of one senior person's time.",
    source="DOMAIN 5.6 and 2.10",
    parameters=(
        Parameter(
            "share",
            "share",
            "Share of the person's scheduled time, for each agency.",
            "17.5%",
            neutral="0%",
            mark="FOUND",
            grade="D",
            origin="15 to 20% of one senior marketer, Girard Media, DOMAIN 2.10",
            range=("15%", "20%"),
        ),
        Parameter(
            "manager",
            "lead|producer|platform|decider",
            "Kind of role whose first person does it.",
            "lead",
            origin="a senior person who knows the campaigns",
        ),
    ),
)
