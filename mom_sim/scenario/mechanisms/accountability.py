"""Accountability: where nobody owns a decision, it lies there until somebody takes it."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="accountability",
    question="decision_rights",
    summary="At times nobody is accountable for a decision: it stalls until it is clear who is.",
    source="DOMAIN 6 (RACI)",
    parameters=(
        Parameter(
            "missing",
            "share",
            "Share of a gate's decisions that nobody owns.",
            "10%",
            neutral="0%",
            origin="no published share is known; put it through a sensitivity study",
            range=("0%", "30%"),
        ),
        Parameter(
            "stall",
            "delay",
            "Time until somebody takes the decision on.",
            "exponential(mean=3 working days)",
            origin="the reported 3.1 days a version, DOMAIN 7, as the time of one more loop",
            range=("1 working days", "10 working days"),
        ),
        Parameter("gates", "gates", "Gates that it concerns; none named: all.", None),
    ),
)
