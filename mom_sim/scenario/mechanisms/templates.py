"""Templates: part of the work is done already when a campaign fits what the platform offers."""

from mom_sim.scenario.adoption_parameters import adoption_parameters
from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="templates",
    question="technology",
    summary="Work that fits a template of the platform takes less time, where units have adopted.",
    source="DOMAIN 5.3",
    repeatable=True,
    parameters=(
        Parameter(
            "coverage",
            "share",
            "Share of campaigns whose work fits a template.",
            "50%",
            neutral="0%",
            origin="DOMAIN 5.3 gives 0.3 to 0.8",
            range=("30%", "80%"),
        ),
        Parameter(
            "reduction",
            "share",
            "Share of the hands-on work that a template saves.",
            "70%",
            mark="FOUND",
            grade="C",
            origin="one case has 90% less development, DOMAIN 2.14; middle of 5.3's range taken",
            range=("50%", "90%"),
        ),
        Parameter(
            "kinds",
            "kinds",
            "Kinds of role whose work it is.",
            ["producer", "platform"],
            origin="DOMAIN 5.3: build work; which of it, a platform's templates say",
        ),
        Parameter("steps", "steps", "Steps whose work it is, in place of kinds.", None),
        Parameter("types", "types", "Campaign types; default all.", None),
        Parameter("tiers", "tiers", "Risk tiers; default all.", None),
        *adoption_parameters(
            ceiling="Share of covered work for which people use the templates when all have "
            "learned to.",
            begin="When the first unit begins; default the start.",
            ramp_origin="DOMAIN 5.3 gives 8 to 26 weeks",
        ),
        Parameter(
            "wave",
            "wall_time",
            "Time from one unit's begin to the next one's, in their order.",
            "0 weeks",
            origin="all units begin at once; DOMAIN 6 names phased roll-out as an alternative",
            range=("0 weeks", "13 weeks"),
        ),
        Parameter(
            "decay",
            "share",
            "Share of the coverage that is lost in a year without any upkeep.",
            "30%",
            neutral="0%",
            origin="no published figure; campaigns change, templates do not",
            range=("0%", "60%"),
        ),
        Parameter(
            "upkeep",
            "work",
            "Hours a week that platform people spend on upkeep, all together.",
            "8h",
            neutral="0h",
            origin="one person a day a week",
            range=("0h", "40h"),
        ),
        Parameter(
            "upkeep_needed",
            "work",
            "Hours a week with which nothing is lost; with half of them, half of the decay is.",
            "8h",
            origin="what is spent by default is enough by default",
            range=("4h", "40h"),
        ),
    ),
)
