"""Cross-training: people learn a second skill, and help out with it at a lower speed."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="cross_training",
    question="who_does_the_work",
    summary="People learn skills beside their own and take such work when nobody else does.",
    source="DOMAIN 6 (mixed backgrounds, cross-training, redundancy)",
    parameters=(
        Parameter(
            "pattern",
            "none|chain|all",
            "chain: every role learns the main skill of the next in the workflow, the last that of "
            "the first; all: every role learns those of all others.",
            "chain",
            neutral="none",
            origin="chaining is what to compare with full flexibility, DOMAIN 6",
        ),
        Parameter(
            "speed",
            "speed",
            "Speed at which they work with a skill that they have learned.",
            "70%",
            origin="between half and full speed; no published figure",
            range=("50%", "100%"),
        ),
        Parameter(
            "training",
            "number",
            "Hours a year that each trained person spends to keep each learned skill.",
            20,
            origin="half a week; no published figure",
            range=("0", "80"),
        ),
        Parameter(
            "kinds",
            "kinds",
            "Kinds of role that learn, from each other.",
            ["lead", "producer", "platform"],
            origin="deciders keep what they decide",
        ),
    ),
)
