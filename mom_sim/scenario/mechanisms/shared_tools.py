"""Shared tools: teams that see the same data and plans hand over faster and ask back less."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="shared_tools",
    question="technology",
    summary="Shared tools shorten hand-offs and save questions; silos do the opposite.",
    source="DOMAIN 5.4",
    parameters=(
        Parameter(
            "hand_off",
            "factor",
            "Factor on the length of every hand-off: below 1 with shared tools, above 1 in silos.",
            0.7,
            neutral=1,
            grade="C",
            origin="30% less, the most that a vendor claims for review times, DOMAIN 2.6",
            range=("0.4", "2"),
        ),
        Parameter(
            "clarification",
            "factor",
            "Factor on the probability that somebody has to ask back.",
            0.7,
            neutral=1,
            origin="as on hand-offs",
            range=("0.4", "2"),
        ),
        Parameter(
            "cost",
            "amount_per_year",
            "What the tools cost.",
            0,
            neutral=0,
            origin="no published figure; state what the tools cost",
        ),
    ),
)
