"""Liaisons: people who give time to connect teams, so that hand-offs go faster."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="liaisons",
    question="coordination",
    summary="Some people give part of their week to connect teams: hand-offs and questions shrink.",
    source="DOMAIN 5.4 and 6 (cross-functional bridges)",
    parameters=(
        Parameter(
            "people",
            "count_or_zero",
            "Number of liaisons: the first people of the kind.",
            1,
            neutral=0,
            origin="DOMAIN 6 asks for the value of one liaison against one producer",
        ),
        Parameter(
            "who",
            "lead|producer|platform|decider",
            "Kind of role that the liaisons are taken from.",
            "lead",
            origin="leads know the whole campaign",
        ),
        Parameter(
            "time",
            "share",
            "Share of the scheduled time that each liaison gives.",
            "20%",
            origin="a day a week",
            range=("10%", "50%"),
        ),
        Parameter(
            "hand_off",
            "factor",
            "Factor that each liaison brings on the length of every hand-off.",
            0.7,
            origin="as shared tools; no published figure, DOMAIN 5.4 (b) is what to test",
            range=("0.4", "1"),
        ),
        Parameter(
            "clarification",
            "factor",
            "Factor that each liaison brings on the probability that somebody has to ask back.",
            0.7,
            origin="as on hand-offs",
            range=("0.4", "1"),
        ),
    ),
)
