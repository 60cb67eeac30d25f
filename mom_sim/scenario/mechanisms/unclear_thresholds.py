"""Unclear thresholds: work that was decided once is decided again by the experts."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="unclear_thresholds",
    question="decision_rights",
    summary="Where it is unclear who decides, what others have passed goes to the experts too.",
    source="DOMAIN 5.7",
    parameters=(
        Parameter(
            "share",
            "share",
            "Share of the campaigns whose decision is not the experts', but reaches them as well.",
            "20%",
            neutral="0%",
            origin="no published share is known; DOMAIN 5.7 (c) asks what double approval does",
            range=("0%", "50%"),
        ),
        Parameter("gates", "gates", "Gates that it concerns; none named: all.", None),
    ),
)
