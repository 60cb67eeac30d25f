"""Familiarity: people who have not yet worked on a type of campaign are slower."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="familiarity",
    question="who_does_the_work",
    summary="People begin slowly on a type of campaign, and get faster with the hours they give.",
    source="DOMAIN 5.5 and 3",
    parameters=(
        Parameter(
            "start",
            "share_from_1%",
            "Rate of work of who has no practice, as a share of their own full rate.",
            "80%",
            neutral="100%",
            origin="direction FOUND, Huckman et al. 2009, without a size; DOMAIN 3 and 5.5",
            range=("60%", "95%"),
        ),
        Parameter(
            "full_after",
            "work",
            "Hours of work on campaigns of the type after which the full rate is reached.",
            "80h",
            origin="no published figure; two weeks of a force's work",
            range=("20h", "300h"),
        ),
        Parameter(
            "inside",
            "task_forces|everywhere",
            "Whether it holds for work inside task forces only.",
            "task_forces",
            origin="DOMAIN 5.5: a task force starts slower, and reuse of its people earns it back",
        ),
        Parameter("types", "types", "Campaign types; default all.", None),
    ),
)
