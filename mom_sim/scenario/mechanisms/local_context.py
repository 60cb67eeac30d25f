"""Local context: people outside a unit's own team know its market less."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="local_context",
    question="coordination",
    summary="People who do not sit in a unit's own team need more time, or have to ask the unit.",
    source="DOMAIN 5.1",
    parameters=(
        Parameter(
            "penalty",
            "extra_share",
            "Share of the effort that comes on top for people outside; the mirror of ownership.",
            "0%",
            neutral="0%",
            origin="0 to 15% in DOMAIN 5.1; 0 here, for ownership has the same evidence from the "
            "other side, and both at once would count it twice",
            range=("0%", "15%"),
        ),
        Parameter(
            "probability",
            "share",
            "Share of pieces of work for which people outside have to ask the unit.",
            "15%",
            neutral="0%",
            origin="the upper penalty of DOMAIN 5.1, as loops in place of effort",
            range=("0%", "40%"),
        ),
        Parameter(
            "wait",
            "delay",
            "Time until the unit has answered.",
            "exponential(mean=0.5 working days)",
            origin="as for clarification",
            range=("0.25 working days", "2 working days"),
        ),
        Parameter(
            "effort",
            "effort",
            "Work of who has asked, before they can begin.",
            "0.5h",
            origin="half of a clarification between teams",
            range=("0.25h", "2h"),
        ),
        Parameter(
            "kinds",
            "kinds",
            "Kinds of role that have to know the market.",
            ["lead", "producer"],
            origin="those who decide what a campaign says",
        ),
    ),
)
