"""Ownership: people who work for their own unit alone work faster."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="ownership",
    question="who_does_the_work",
    summary="People in a unit's own team know its market, and need less time for its work.",
    source="DOMAIN 5.2",
    parameters=(
        Parameter(
            "speed_up",
            "share",
            "Share of the time that a person in a unit's own team saves.",
            "10%",
            neutral="0%",
            mark="FOUND",
            grade="A",
            origin="Song et al., dedicated against pooled queues, 17% at most; 10% taken, DOMAIN 7",
            range=("0%", "17%"),
        ),
    ),
)
