"""Agency prices: what a retainer includes, what hours beyond it cost, and what a rush costs."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="agency_prices",
    question="who_does_the_work",
    summary="A retainer includes hours, hours beyond it have a price, and rushed pieces cost more.",
    source="DOMAIN 5.6 and 2.10",
    parameters=(
        Parameter(
            "included",
            "work",
            "Hours a year that an agency's retainer pays for, in each agency's contract.",
            "0h",
            neutral="0h",
            origin="agencies are paid by the hour unless the model states a retainer",
        ),
        Parameter(
            "overage",
            "price_per_hour",
            "Price of an hour beyond those; default the agency's hourly price.",
            None,
        ),
        Parameter(
            "rush_premium",
            "share",
            "What a rushed piece costs on top of its price.",
            "35%",
            neutral="0%",
            origin="25 to 50% REMEMBERED, DOMAIN 2.10 and 2.11",
            range=("25%", "50%"),
        ),
        Parameter(
            "rush_within",
            "working_time",
            "Working time to the due date below which a piece that is ordered is rushed.",
            "5 working days",
            origin="no published figure; about the turnaround of a small or medium piece",
            range=("2 working days", "10 working days"),
        ),
    ),
)
