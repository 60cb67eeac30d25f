"""Specialists: people in a team of one role work faster on that role's main skill."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="specialists",
    question="who_does_the_work",
    summary="People in a team of one role need less time for that role's main skill.",
    source="DOMAIN 5.4",
    parameters=(
        Parameter(
            "speed_up",
            "share_up_to_99%",
            "Share of the time that people save in whose team everybody has the same role.",
            "15%",
            neutral="0%",
            origin="DOMAIN 5.4 and 7; the direction is FOUND (Staats and Gino 2012, DOMAIN 3)",
            range=("10%", "25%"),
        ),
    ),
)
