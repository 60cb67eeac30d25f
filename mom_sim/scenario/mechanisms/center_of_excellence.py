"""Center of excellence: scarce experts are asked before work that needs them."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="center_of_excellence",
    question="coordination",
    summary="Scarce experts help with some pieces of work, before it begins or beside it.",
    source="DOMAIN 5.7 (center of excellence consulted with or without blocking)",
    repeatable=True,
    parameters=(
        Parameter(
            "probability",
            "share",
            "Share of pieces of work for which an expert is asked.",
            "20%",
            neutral="0%",
            origin="one in five; no published figure, DOMAIN 5.7 names it a parameter",
            range=("5%", "50%"),
        ),
        Parameter(
            "blocking",
            "yes_or_no",
            "Whether the work waits for the expert; if not, the help runs beside it.",
            True,
            origin="expertise is of use before the work; the other case is what to compare",
        ),
        Parameter(
            "effort",
            "effort",
            "Work of the expert.",
            "lognormal(mean=1h, cv=1)",
            origin="between a review of a small and of a medium campaign, DOMAIN 7",
            range=("0.5h", "4h"),
        ),
        Parameter(
            "kinds",
            "kinds",
            "Kinds of role that are the experts: one person of each such role is asked.",
            ["decider"],
            origin="those who decide know the rules; name roles for experts of another kind",
        ),
        Parameter("roles", "roles", "Roles that are the experts, in place of kinds.", None),
        Parameter(
            "before",
            "kinds",
            "Kinds of role whose work it is.",
            ["producer"],
            origin="producers need most advice",
        ),
        Parameter("steps", "steps", "Steps that it is, in place of kinds.", None),
        Parameter("types", "types", "Campaign types that it concerns; none named: all.", None),
    ),
)
