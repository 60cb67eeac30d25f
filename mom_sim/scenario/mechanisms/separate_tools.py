"""Separate tools: every unit with a team of its own buys tools of its own."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="separate_tools",
    question="technology",
    summary="Every unit that has a team of its own pays for tools of its own.",
    source="DOMAIN 5.2 and 6 (different tools, tool cost per unit, tool sprawl)",
    parameters=(
        Parameter(
            "cost",
            "amount_per_year",
            "What the tools of one such unit cost; what its silo costs in time is shared_tools.",
            "20k USD/year",
            neutral=0,
            origin="no published figure; a few licenses; martech is 25% of a marketing budget, "
            "DOMAIN 2.11",
            range=("0 USD/year", "100k USD/year"),
        ),
    ),
)
