"""Agency revisions: what an agency delivers goes back to it until somebody inside accepts it."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="agency_revisions",
    question="who_does_the_work",
    summary="Somebody inside looks at what an agency delivers, and may send it back for a round.",
    source="DOMAIN 5.6",
    parameters=(
        Parameter(
            "first_pass",
            "share",
            "Share of deliveries of an agency that is new here which are accepted.",
            "20%",
            neutral="100%",
            origin="DOMAIN 5.6 gives 0.2 to 0.5",
            range=("20%", "50%"),
        ),
        Parameter(
            "experienced",
            "share",
            "The same for an agency that knows the brand.",
            "50%",
            neutral="100%",
            origin="DOMAIN 5.6 gives 0.2 to 0.5",
            range=("20%", "80%"),
        ),
        Parameter(
            "pieces",
            "count",
            "Deliveries after which it does.",
            50,
            origin="no published figure; about six weeks of onboarding, DOMAIN 2.10, of two a day",
            range=("10", "200"),
        ),
        Parameter(
            "rounds",
            "count",
            "Deliveries after which a piece is accepted as it is.",
            3,
            mark="REMEMBERED",
            origin="2 to 3 rounds are in an agency's scope, DOMAIN 2.10",
            range=("2", "5"),
        ),
        Parameter(
            "effort",
            "share",
            "Share of the piece's work that a further round takes the agency, and is charged for.",
            "25%",
            origin="no published figure; between a correction and a third, DOMAIN 7",
            range=("10%", "50%"),
        ),
        Parameter(
            "look",
            "effort",
            "Work of who looks at a delivery: people inside of the skill; 0h: nobody has to.",
            "20 min",
            neutral="0h",
            mark="FOUND",
            grade="B",
            origin="a marketer's review, Filestage 2023, DOMAIN 1 row 6",
            range=("20 min", "37 min"),
        ),
    ),
)
