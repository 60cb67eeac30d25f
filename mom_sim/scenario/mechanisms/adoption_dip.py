"""Adoption dip: after a change people are slower for a time, all at once or one role at a time."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="adoption_dip",
    question="technology",
    summary="From a change on people work slower, and recover evenly over some weeks.",
    source="DOMAIN 2.14 and 6 (technology adoption; change management; phased roll-out)",
    repeatable=True,
    parameters=(
        Parameter(
            "dip",
            "share_up_to_99%",
            "Share of the rate of work that is lost just after the change.",
            "15%",
            neutral="0%",
            origin="no quantified source; DOMAIN 2.14 assumes a dip of 15%",
            range=("0%", "40%"),
        ),
        Parameter(
            "recovery",
            "wall_time",
            "Time until the full rate is reached again, in even weekly steps; 0 weeks: no dip.",
            "8 weeks",
            origin="no quantified source; DOMAIN 2.14 assumes a recovery of 8 weeks",
            range=("2 weeks", "26 weeks"),
        ),
        Parameter(
            "kinds",
            "kinds",
            "Kinds of role whose work changes.",
            ["lead", "producer", "platform"],
            origin="everybody who does campaign work; deciders read what they are given",
        ),
        Parameter("begin", "instant", "When the first of them change; default the start.", None),
        Parameter(
            "wave",
            "wall_time",
            "Time from one role's change to the next one's, in the order of the scenario.",
            "0 weeks",
            origin="all at once; DOMAIN 6 names a roll-out in waves as the alternative",
            range=("0 weeks", "13 weeks"),
        ),
    ),
)
