"""Consultation: people who are asked before a gate, whether or not it waits for them."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="consultation",
    question="decision_rights",
    summary="Before a gate, people who do not decide are asked for their opinion.",
    source="DOMAIN 6 (RACI)",
    repeatable=True,
    parameters=(
        Parameter(
            "who",
            "kinds",
            "Kinds of role that are asked: one person of every role of these kinds.",
            ["lead"],
            origin="leads are asked first",
        ),
        Parameter(
            "share",
            "share",
            "Share of campaigns for which they are asked.",
            "100%",
            neutral="0%",
            origin="everybody who is named is asked every time",
        ),
        Parameter(
            "effort",
            "effort",
            "Work of each who is asked.",
            "0.5h",
            origin="as long as the review of a small campaign, DOMAIN 7",
            range=("0.25h", "2h"),
        ),
        Parameter(
            "blocks",
            "yes_or_no",
            "Whether the gate waits for the answers.",
            True,
            origin="consulted people are waited for unless a model says otherwise",
        ),
        Parameter("gates", "gates", "Gates that it concerns; none named: all.", None),
        Parameter("tiers", "tiers", "Risk tiers that it concerns; none named: all.", None),
    ),
)
