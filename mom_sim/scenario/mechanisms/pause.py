"""Pause: some campaigns are put on ice for a time and taken up again."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="pause",
    question="coordination",
    summary="Somebody puts a campaign on ice for a time; then it goes on where it was.",
    source="DOMAIN 6 (pause, pivot or stop decisions)",
    repeatable=True,
    parameters=(
        Parameter(
            "probability",
            "share",
            "Share of campaigns that are paused.",
            "5%",
            neutral="0%",
            origin="no published share; 33% of agile teams say that plans change too often, "
            "AgileSherpas, DOMAIN 2.15",
            range=("0%", "20%"),
        ),
        Parameter(
            "length",
            "delay",
            "How long it rests.",
            "exponential(mean=2 weeks)",
            origin="no published figure",
            range=("1 weeks", "8 weeks"),
        ),
        Parameter(
            "restart",
            "effort",
            "Work of a lead to take it up again.",
            "1h",
            origin="as a clarification; no published figure",
            range=("0h", "4h"),
        ),
        Parameter(
            "steps",
            "steps",
            "Steps before which it can happen, once a campaign and step; none named: before the "
            "first work of a producer.",
            None,
        ),
        Parameter("types", "types", "Campaign types that it concerns; none named: all.", None),
    ),
)
