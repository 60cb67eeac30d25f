"""Overflow when late: work that would wait and is due soon goes to an agency."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="overflow_when_late",
    question="who_does_the_work",
    summary="Work that finds nobody free and is due soon goes to the agency at once.",
    source="DOMAIN 5.6 and 6",
    parameters=(
        Parameter(
            "within",
            "working_time",
            "Working time to the due date below which work goes out; work overdue does as well.",
            "5 working days",
            neutral="0 working days",
            origin="no published figure; DOMAIN 6 names predicted lateness as a trigger",
            range=("2 working days", "15 working days"),
        ),
        Parameter(
            "kinds",
            "kinds",
            "Kinds of role whose work it is.",
            ["producer"],
            origin="what agencies do in the outsourced archetype",
        ),
        Parameter("skills", "skills", "Skills whose work it is, in place of kinds.", None),
        Parameter("types", "types", "Campaign types; default all.", None),
    ),
)
