"""Agency breach: at times an agency delivers later than agreed."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="agency_breach",
    question="who_does_the_work",
    summary="An agency misses a turnaround with a probability, and delivers later by some days.",
    source="DOMAIN 5.6",
    parameters=(
        Parameter(
            "probability",
            "share",
            "Share of pieces that come late.",
            "15%",
            neutral="0%",
            origin="no survey of agencies; 15% of deadlines are missed, Asana 2022, DOMAIN 2.8",
            range=("0%", "40%"),
        ),
        Parameter(
            "delay",
            "delay",
            "Time by which they are late.",
            "exponential(mean=3 working days)",
            origin="no published figure; a small piece's turnaround, DOMAIN 2.10",
            range=("1 working days", "10 working days"),
        ),
    ),
)
