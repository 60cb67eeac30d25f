"""Duplicates: what another unit has asked for, or what exists, is recognized when it is asked."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="duplicates",
    question="coordination",
    summary="At intake some requests are recognized as duplicates, and answered with less work.",
    source="DOMAIN 5.2; DOMAIN 1 row 13",
    parameters=(
        Parameter(
            "share",
            "share",
            "Share of requests that duplicate what exists or what another unit has asked for; the "
            "requests are the same in every model, and what is not recognized is done in full.",
            "12%",
            neutral="0%",
            mark="COMPUTED",
            grade="C",
            origin="58 min of duplicated work a day, Asana, DOMAIN 1 row 13 and 5.2",
            range=("0%", "25%"),
        ),
        Parameter(
            "recognized",
            "share",
            "Share of the duplicates that are recognized.",
            "60%",
            neutral="0%",
            origin="no published figure; 63% have no central content hub, DOMAIN 2.13",
            range=("20%", "95%"),
        ),
        Parameter(
            "reused",
            "share",
            "Share of the recognized ones that are answered with what exists; others are adapted.",
            "30%",
            origin="no published figure; most need their own figures and dates",
            range=("0%", "100%"),
        ),
        Parameter(
            "adaptation",
            "share",
            "Share of the hands-on work that it takes to adapt what exists.",
            "40%",
            origin="no published figure; less than half, or it would be made anew",
            range=("20%", "80%"),
        ),
        Parameter("types", "types", "Campaign types; default all.", None),
        Parameter(
            "checked_by",
            "lead|producer|platform|decider",
            "Kind of role whose first role looks at every request.",
            "lead",
            origin="intake is a lead's work, DOMAIN 6",
        ),
        Parameter(
            "effort",
            "effort",
            "Work of looking at a request; 0h: none.",
            "15 min",
            origin="a search and a question; a review takes 20 to 37 min, DOMAIN 1 row 6",
            range=("5 min", "60 min"),
        ),
    ),
)
