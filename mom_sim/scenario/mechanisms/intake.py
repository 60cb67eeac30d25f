"""Intake triage: somebody looks at every brief before work begins."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="intake",
    question="coordination",
    summary="Every request is looked at first; an incomplete brief goes back to who asked.",
    source="DOMAIN 5.1 and 6 (intake discipline and brief quality)",
    parameters=(
        Parameter(
            "effort",
            "effort",
            "Work of who looks at a request.",
            "0.5h",
            neutral="0h",
            grade="B",
            origin="as long as a review, 20 to 37 minutes, Filestage 2023, DOMAIN 1 row 6",
            range=("0.25h", "2h"),
        ),
        Parameter(
            "who",
            "lead|producer|platform|decider",
            "Kind of role that does it.",
            "lead",
            origin="leads plan what becomes of a request",
        ),
        Parameter(
            "meets",
            "meetings",
            "Meetings in which it is done, such as once a week; not stated: as requests come in.",
            None,
        ),
        Parameter(
            "incomplete",
            "share",
            "Share of briefs that go back once.",
            "40%",
            neutral="0%",
            origin="only 2% of creative teams get a complete brief at first, 77% do not always use "
            "formal intake, DOMAIN 2.6; a share of briefs is not published",
            range=("20%", "80%"),
        ),
        Parameter(
            "wait",
            "delay",
            "Time until a brief that went back is complete.",
            "exponential(mean=2 working days)",
            origin="no published figure",
            range=("0.5 working days", "5 working days"),
        ),
        Parameter(
            "again",
            "effort",
            "Work of who looks at a completed brief again.",
            "0.25h",
            origin="half of the first look",
            range=("0h", "1h"),
        ),
        Parameter(
            "clarification",
            "factor",
            "Factor on the probability that somebody has to ask back later.",
            0.5,
            neutral=1,
            origin="no published figure; 1 says that a good brief saves no question",
            range=("0.25", "1"),
        ),
    ),
)
