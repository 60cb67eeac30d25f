"""Coordination meetings: every interface between teams costs the people of both sides time."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="coordination_meetings",
    question="coordination",
    summary="Everybody meets with the teams that their own team exchanges work with.",
    source="DOMAIN 5.4",
    parameters=(
        Parameter(
            "hours",
            "number",
            "Hours a week and person for each team that their own team exchanges work with.",
            1.0,
            neutral=0,
            origin="one weekly hour with each neighbor; no published figure",
            range=("0.25", "3"),
        ),
        Parameter(
            "included",
            "number",
            "Hours a week of such meetings that the productive fraction already leaves out.",
            1.0,
            origin="one meeting a week is part of what the productive fraction of DOMAIN 2.8 omits",
            range=("0", "5"),
        ),
    ),
)
