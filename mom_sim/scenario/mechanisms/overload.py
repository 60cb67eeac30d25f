"""Overload: people who have had too much to do for weeks work slower and err more."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="overload",
    question="who_does_the_work",
    summary="Above a load that lasts for weeks, people slow down and make more bad work.",
    source="DOMAIN 3 and 7",
    parameters=(
        Parameter(
            "threshold",
            "share_from_1%",
            "Share of somebody's working time spent on campaigns above which they are overloaded.",
            "93%",
            mark="FOUND",
            grade="A",
            origin="Berry Jaeker and Tucker, 203 hospitals: saturation above 93%, DOMAIN 3",
            range=("85%", "98%"),
        ),
        Parameter(
            "weeks",
            "weeks",
            "Weeks that the load is taken over.",
            4,
            origin="sustained, not a busy day; no published figure for offices",
            range=("1", "12"),
        ),
        Parameter(
            "slow_down",
            "share_up_to_99%",
            "Share of the rate of work that is lost.",
            "10%",
            neutral="0%",
            origin="direction FOUND, KC and Terwiesch 2009, DOMAIN 3; the size is our choice",
            range=("0%", "25%"),
        ),
        Parameter(
            "errors",
            "extra_share",
            "How much more often the work is bad than a first version is.",
            "20%",
            neutral="0%",
            origin="direction FOUND, KC and Terwiesch 2009, DOMAIN 3; the size is our choice",
            range=("0%", "100%"),
        ),
    ),
)
