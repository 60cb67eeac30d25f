"""Automation: a machine does part of the hands-on work, and people look at more of it."""

from mom_sim.scenario.adoption_parameters import adoption_parameters
from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="automation",
    question="technology",
    summary="Some work takes less time by machine, fails at times, and makes more to review.",
    source="DOMAIN 2.14 and 6; the defaults are those of generative AI",
    repeatable=True,
    parameters=(
        Parameter(
            "touch",
            "share",
            "Share of the hands-on work that is left; 60% is generative AI on writing.",
            "60%",
            neutral="100%",
            mark="FOUND",
            grade="A",
            origin="writing tasks take 40% less time, Noy and Zhang, Science 2023, DOMAIN 1 row 20",
            range=("25%", "80%"),
        ),
        Parameter(
            "kinds",
            "kinds",
            "Kinds of role whose work it is.",
            ["producer"],
            origin="content and concept, DOMAIN 6; name skills where only some of it is meant",
        ),
        Parameter("skills", "skills", "Skills whose work it is, in place of kinds.", None),
        Parameter("steps", "steps", "Steps whose work it is, in place of kinds.", None),
        Parameter("types", "types", "Campaign types; default all.", None),
        *adoption_parameters(
            ceiling="Share of the work for which it is used when all have learned to.",
            begin="When it is introduced; default the start.",
            ramp_origin="as for templates, DOMAIN 5.3: 8 to 26 weeks",
        ),
        Parameter(
            "failure",
            "share",
            "Share of the pieces where it fails, so that all is done by hand.",
            "10%",
            origin="no published figure; DOMAIN 6 names the failure rate",
            range=("0%", "30%"),
        ),
        Parameter(
            "review",
            "factor",
            "Factor on the reviewers' work for a campaign in which it was used: more variants.",
            1.25,
            neutral=1,
            origin="no published figure; DOMAIN 6: more variants raise review load",
            range=("1", "2"),
        ),
        Parameter(
            "cost",
            "amount_per_year",
            "Licenses and set-up, per year.",
            "30k {currency}/year",
            neutral=0,
            origin="no published figure; a third of a salary",
            range=("0 {currency}/year", "150k {currency}/year"),
        ),
    ),
)
