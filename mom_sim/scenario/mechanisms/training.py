"""Training: hours that people spend on learning in place of campaign work."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="training",
    question="technology",
    summary="People of some kinds spend hours on learning: all year round, or in the first weeks.",
    source="DOMAIN 5.3",
    repeatable=True,
    parameters=(
        Parameter(
            "hours",
            "number",
            "Hours per person: a year, or in all if a length is stated.",
            16,
            neutral=0,
            origin="two days; no published figure",
            range=("8", "80"),
        ),
        Parameter(
            "kinds",
            "kinds",
            "Kinds of role that are trained.",
            ["lead", "producer"],
            origin="who is to work with what the platform people provide",
        ),
        Parameter(
            "length",
            "wall_time",
            "First weeks of the run over which the hours are spread; not stated: all year round.",
            None,
        ),
    ),
)
