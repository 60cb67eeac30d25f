"""Asset reuse: campaigns for all units are adapted from what a hub has made."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="asset_reuse",
    question="coordination",
    summary="Global campaigns are adapted from the hub's assets where these are found.",
    source="DOMAIN 5.7",
    parameters=(
        Parameter(
            "found",
            "share",
            "Share of global campaigns for which a fitting asset is found.",
            "48%",
            neutral="0%",
            mark="FOUND",
            grade="C",
            origin="52% of core assets are never used, CreativeX 2024, DOMAIN 1 row 14 and 5.7",
            range=("20%", "80%"),
        ),
        Parameter(
            "adaptation",
            "share",
            "Share of the hands-on work that it takes to adapt one.",
            "40%",
            origin="no published figure; less than half, or it would be made anew",
            range=("20%", "80%"),
        ),
        Parameter(
            "kinds",
            "kinds",
            "Kinds of role whose work it is.",
            ["producer"],
            origin="assets are what producers make",
        ),
        Parameter("steps", "steps", "Steps whose work it is, in place of kinds.", None),
        Parameter("types", "types", "Campaign types; default all.", None),
    ),
)
