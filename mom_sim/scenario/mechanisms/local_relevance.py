"""Local relevance: campaigns that a unit's own people make fit its market better."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="local_relevance",
    question="who_does_the_work",
    summary="A campaign is worth more the more of it is done by the unit's own team.",
    source="DOMAIN 5.2 (relevance bonus on value)",
    parameters=(
        Parameter(
            "bonus",
            "extra_share",
            "What a campaign is worth on top when all of this work is done in the unit's own team.",
            "5%",
            neutral="0%",
            origin="no published figure; a knob of the study, not a result: compare at 0%, too",
            range=("0%", "20%"),
        ),
        Parameter(
            "kinds",
            "kinds",
            "Kinds of role whose work makes a campaign relevant.",
            ["lead", "producer"],
            origin="those who decide what a campaign says, as for local_context",
        ),
        Parameter("types", "types", "Campaign types; default all.", None),
    ),
)
