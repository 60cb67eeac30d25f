"""Release cadence: sprints, months or quarters at whose start approved plans go into work."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="release_cadence",
    question="coordination",
    summary="What is planned goes into production at the next start of a sprint or quarter.",
    source="DOMAIN 6 (agile sprints; cadences: batch release of approved plans)",
    parameters=(
        Parameter(
            "every_weeks",
            "weeks_or_zero",
            "Weeks from one start to the next: 2 for sprints, 13 for quarters, 0 for none.",
            2,
            neutral=0,
            mark="FOUND",
            grade="D",
            origin="80% of agile teams have sprints of two weeks, Agile Genesis 2020, DOMAIN 2.15",
            range=("1", "13"),
        ),
        Parameter(
            "unplanned",
            "share",
            "Share of campaigns that pass in a lane for unplanned work.",
            "20%",
            origin="no published share; 37% of agile teams struggle with unplanned work, "
            "AgileSherpas, DOMAIN 2.15",
            range=("0%", "50%"),
        ),
        Parameter(
            "before",
            "kinds",
            "Kinds of role whose first work a campaign is held before; what comes earlier is "
            "planning.",
            ["producer", "platform"],
            origin="leads plan, the others produce",
        ),
        Parameter("types", "types", "Campaign types that are held; none named: all.", None),
    ),
)
