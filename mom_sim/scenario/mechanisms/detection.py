"""Detection: bad work that was launched is not always noticed, and not always soon."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="detection",
    question="coordination",
    summary="Of bad work that was launched a share is never noticed; the rest sooner or later.",
    source="DOMAIN 5.2 (detection probability and lag)",
    parameters=(
        Parameter(
            "noticed",
            "share",
            "Share of bad work that is noticed after the launch, taken down and repaired.",
            "70%",
            neutral="100%",
            origin="no published figure; 95% have guidelines and 25% enforce them, Demand Metric, "
            "DOMAIN 1 row 15",
            range=("25%", "100%"),
        ),
        Parameter(
            "lag",
            "factor",
            "Factor on the time until it is noticed, which the risk states.",
            1,
            neutral=1,
            origin="as soon as anywhere unless a model says otherwise",
            range=("0.25", "4"),
        ),
    ),
)
