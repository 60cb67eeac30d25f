"""Agency market: in a surge that everybody has, vendors have less room for one customer."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="agency_market",
    question="who_does_the_work",
    summary="In the windows of the scenario's surges agencies have less capacity for this company.",
    source="DOMAIN 5.6",
    parameters=(
        Parameter(
            "capacity",
            "share",
            "Share of an agency's capacity that is left in a surge.",
            "70%",
            neutral="100%",
            origin="no published figure; what others ask for at x1.35, DOMAIN 2.12, is not there",
            range=("50%", "100%"),
        ),
    ),
)
