"""Agency learning: an agency that is new here does more bad work until it knows the brand."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="agency_learning",
    question="who_does_the_work",
    summary="What an agency delivers is bad more often at first, until it has delivered enough.",
    source="DOMAIN 5.6",
    parameters=(
        Parameter(
            "extra",
            "extra_share",
            "How much more often its work is bad at first than a first version usually is.",
            "100%",
            neutral="0%",
            origin="brand knowledge is a motive of 59% for work inside, WFA 2023, DOMAIN 2.10; the "
            "size is our choice",
            range=("0%", "300%"),
        ),
        Parameter(
            "pieces",
            "count",
            "Deliveries after which its work is no worse than anybody's.",
            50,
            origin="no published figure; about six weeks of onboarding, DOMAIN 2.10, of two a day",
            range=("10", "200"),
        ),
    ),
)
