"""Variants: personalized campaigns are made, and reviewed, several times over."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="variants",
    question="coordination",
    summary="A campaign is made in several variants: more to produce, and more to review.",
    source="DOMAIN 6 (tailoring, personalization: variants multiply assets and review items)",
    repeatable=True,
    parameters=(
        Parameter(
            "count",
            "count_up_to_100",
            "Variants of a campaign.",
            3,
            neutral=1,
            origin="no published figure; at which number a model breaks is what to test",
            range=("1", "20"),
        ),
        Parameter(
            "extra",
            "extra_share",
            "Share of the work that every variant after the first takes.",
            "25%",
            origin="between a correction and a third, as adaptations in agency_revisions",
            range=("10%", "100%"),
        ),
        Parameter(
            "review",
            "extra_share",
            "Share of a review that every variant after the first takes.",
            "25%",
            origin="as the work; every variant is an item to look at",
            range=("0%", "100%"),
        ),
        Parameter(
            "kinds",
            "kinds",
            "Kinds of role whose work multiplies.",
            ["producer"],
            origin="assets are what producers make",
        ),
        Parameter("types", "types", "Campaign types; default all.", None),
    ),
)
