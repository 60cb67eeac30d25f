"""Tickets: what no template covers needs something from the platform's people first."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="tickets",
    question="technology",
    summary="Before work that no template covers, the platform's people have to do something.",
    source="DOMAIN 5.3",
    parameters=(
        Parameter(
            "share",
            "share",
            "Share of campaigns that need a ticket for a step that no template covers; without "
            "templates in the model, of all campaigns.",
            "50%",
            neutral="0%",
            origin="no published figure; in between never and always",
            range=("10%", "100%"),
        ),
        Parameter(
            "kinds",
            "kinds",
            "Kinds of role whose steps may need one.",
            ["producer"],
            origin="who executes on the platform and does not build it, DOMAIN 5.3",
        ),
        Parameter("steps", "steps", "Steps that may need one, in place of kinds.", None),
        Parameter("types", "types", "Campaign types; default all.", None),
        Parameter(
            "answered_by",
            "lead|producer|platform|decider",
            "Kind of role whose first role answers tickets, in its own queue.",
            "platform",
            origin="DOMAIN 5.3: the platform team handles tickets",
        ),
        Parameter(
            "effort",
            "effort",
            "Work that a ticket takes.",
            "lognormal(mean=2h, cv=1)",
            origin="about a task of an email's build, DOMAIN 1 row 1; cv as for reviews, 2.4",
            range=("0.5h", "8h"),
        ),
    ),
)
