"""Clarification: who receives work has to ask back."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="clarification",
    question="coordination",
    summary="After a hand-off the receiver may have to ask back: time passes, and both sides work.",
    source="DOMAIN 5.4",
    parameters=(
        Parameter(
            "probability",
            "share",
            "Share of hand-offs between teams after which somebody has to ask back.",
            "20%",
            neutral="0%",
            origin="DOMAIN 5.4 gives 0.1 to 0.4; only 2% of requests arrive complete, DOMAIN 2.6",
            range=("10%", "40%"),
        ),
        Parameter(
            "within_team",
            "share",
            "The same for work that changes hands inside a team.",
            "0%",
            neutral="0%",
            origin="nobody asks back inside a team unless it is stated",
        ),
        Parameter(
            "wait",
            "delay",
            "Time until the answer is there.",
            "exponential(mean=0.5 working days)",
            origin="half of the hand-off delay of a day in DOMAIN 5.4",
            range=("0.25 working days", "2 working days"),
        ),
        Parameter(
            "effort",
            "effort",
            "Work of whoever receives the work, before they can begin.",
            "1h",
            origin="reading, asking and starting again",
            range=("0.25h", "4h"),
        ),
    ),
)
