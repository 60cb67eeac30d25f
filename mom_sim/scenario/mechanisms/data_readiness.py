"""Data readiness: the data of some campaigns are not there when platform work is to begin."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="data_readiness",
    question="coordination",
    summary="Before platform work the data of some campaigns are missing or wrong, and are fixed.",
    source="DOMAIN 6 (data quality and governance)",
    parameters=(
        Parameter(
            "not_ready",
            "share",
            "Share of campaigns whose data are not ready, without a steward.",
            "20%",
            neutral="0%",
            origin="22% of contact records are inaccurate, Experian, DOMAIN 2.16; a share of "
            "campaigns is not published",
            range=("5%", "40%"),
        ),
        Parameter(
            "wait",
            "delay",
            "Time until whoever owns the data, outside, has delivered them.",
            "exponential(mean=2 working days)",
            origin="no published figure",
            range=("0.5 working days", "5 working days"),
        ),
        Parameter(
            "effort",
            "effort",
            "Work of fixing them.",
            "2.38h",
            origin="as long as an email's data pull and logic (Litmus 2017, DOMAIN 1 row 1)",
            range=("1h", "6h"),
        ),
        Parameter(
            "who",
            "lead|producer|platform|decider",
            "Kind of role that fixes them, and that a steward comes from.",
            "platform",
            origin="who works with the data",
        ),
        Parameter(
            "before",
            "kinds",
            "Kinds of role before whose first work the data are needed.",
            ["platform"],
            origin="platform people build with the data",
        ),
        Parameter(
            "steward",
            "share",
            "Share of the scheduled time that one person gives as a data steward; 0: none.",
            "0%",
            origin="none unless a model has one",
        ),
        Parameter(
            "with_steward",
            "factor",
            "Factor that a steward brings on the share of campaigns whose data are not ready.",
            0.5,
            origin="no published figure; the value of a steward is what DOMAIN 6 asks for",
            range=("0.25", "1"),
        ),
    ),
)
