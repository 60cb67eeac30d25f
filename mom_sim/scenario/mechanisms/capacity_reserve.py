"""Capacity reserve: some people are kept free for the first class of service."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="capacity_reserve",
    question="who_does_the_work",
    summary="Some people of every pool work for the first class of service alone, or wait for it.",
    source="DOMAIN 6 (contingency buffers)",
    parameters=(
        Parameter(
            "share",
            "share",
            "Share of the people of a pool who are kept free, rounded to whole people.",
            "20%",
            neutral="0%",
            origin="no published figure; whether idle reserve pays is what to test",
            range=("5%", "50%"),
        ),
        Parameter(
            "kinds",
            "kinds",
            "Kinds of role that people are kept free from.",
            ["producer", "platform"],
            origin="leads and deciders are scarce",
        ),
    ),
)
