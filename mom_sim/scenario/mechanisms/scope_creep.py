"""Scope creep: while something is produced, more is asked for."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="scope_creep",
    question="coordination",
    summary="Some pieces of work grow while they are produced; milestones damp it and cost time.",
    source="DOMAIN 6 (scope creep)",
    parameters=(
        Parameter(
            "probability",
            "share",
            "Share of pieces of work that grow, without milestones.",
            "25%",
            neutral="0%",
            origin="no published share; 45% report more last-minute changes, Litmus 2021, "
            "DOMAIN 2.6",
            range=("10%", "45%"),
        ),
        Parameter(
            "extra",
            "extra_share",
            "Share of the piece's effort that comes on top when it grows.",
            "25%",
            origin="a quarter of the work; no published figure",
            range=("10%", "100%"),
        ),
        Parameter(
            "kinds",
            "kinds",
            "Kinds of role whose work grows.",
            ["producer"],
            origin="DOMAIN 6: during production",
        ),
        Parameter(
            "milestones",
            "count_up_to_100_or_zero",
            "Milestones of each such piece of work, at which its scope is confirmed.",
            0,
            origin="none unless a model has them",
        ),
        Parameter(
            "damping",
            "share",
            "Share of what would still grow that each milestone prevents.",
            "40%",
            origin="no published figure",
            range=("0%", "80%"),
        ),
        Parameter(
            "milestone_effort",
            "effort",
            "Work of a lead at each milestone, beside the piece of work.",
            "0.5h",
            origin="as long as a review, DOMAIN 1 row 6",
            range=("0.25h", "2h"),
        ),
    ),
)
