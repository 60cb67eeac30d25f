"""Risk mitigation: somebody looks ahead, so that fewer of the events of a risk register happen."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="risk_mitigation",
    question="coordination",
    summary="A risk owner looks ahead at every campaign, and a share of events does not happen.",
    source="DOMAIN 6 (risk register: probability, impact, mitigation cost, owner)",
    parameters=(
        Parameter(
            "prevented",
            "share",
            "Share of the risk events that do not happen.",
            "50%",
            neutral="0%",
            origin="no published figure; whether it pays is what to test",
            range=("10%", "90%"),
        ),
        Parameter(
            "effort",
            "effort",
            "Work of the owner on every campaign to which an event can happen.",
            "0.5h",
            origin="as long as a review, 20 to 37 minutes, Filestage 2023, DOMAIN 1 row 6",
            range=("0.25h", "4h"),
        ),
        Parameter(
            "who",
            "lead|producer|platform|decider",
            "Kind of role whose first role owns the risks.",
            "lead",
            origin="leads know the whole campaign",
        ),
    ),
)
