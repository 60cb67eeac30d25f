"""Agency onboarding: somebody inside spends hours on a new agency in its first weeks."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="agency_onboarding",
    question="who_does_the_work",
    summary="In the first weeks a new agency takes hours of the people inside who manage it.",
    source="DOMAIN 5.6 and 2.10",
    parameters=(
        Parameter(
            "hours",
            "number",
            "Hours inside for each agency.",
            50,
            neutral=0,
            mark="FOUND",
            grade="D",
            origin="40 to 60 h of structured effort over six weeks, Girard Media, DOMAIN 2.10",
            range=("40", "60"),
        ),
        Parameter(
            "length",
            "wall_time_above_0",
            "First weeks of the run over which they are spread.",
            "6 weeks",
            mark="FOUND",
            grade="D",
            origin="40 to 60 h of structured effort over six weeks, Girard Media, DOMAIN 2.10",
            range=("2 weeks", "13 weeks"),
        ),
        Parameter(
            "manager",
            "lead|producer|platform|decider",
            "Kind of role whose first role's people do it, all of them alike.",
            "lead",
            origin="as for agency_management: senior people who know the campaigns",
        ),
    ),
)
