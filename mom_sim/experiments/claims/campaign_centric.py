"""What docs/DOMAIN.md 5.5 says of the campaign-centric model."""

from __future__ import annotations

from mom_sim.experiments.claims.changing_documents import together
from mom_sim.experiments.claims.claim import Claim, Flip, Measure, SetUp
from mom_sim.experiments.claims.quantities import (
    figure_difference,
    figure_ratio,
    lead_ratio,
    recovered,
    wait_difference,
)

_DISCIPLINES = "operating_model: {base: functional}"
_FORCES = "operating_model: {who_does_the_work: {task_force: {min_effort: 100h}}}"
_MANY = "run: {follow_up: 1 weeks}\ncampaigns: {large: {demand: {every: 10 days}}}\n"


def _forces(settings: str) -> str:
    """Forces for every large campaign, and something else about them."""
    return together(
        _FORCES, f"operating_model: {{who_does_the_work: {{task_force: {{{settings}}}}}}}"
    )


CLAIMS = (
    Claim(
        id="5.5a",
        model="campaign_centric",
        sentence="Task forces make flagship campaigns faster and small ones slower.",
        arms={"disciplines": _DISCIPLINES, "forces": _FORCES},
        measures=(
            Measure(
                "time to launch of large campaigns, with forces by without",
                lead_ratio("forces", "disciplines", "large"),
                high=1,
            ),
            Measure(
                "time to launch of small campaigns, with forces by without",
                lead_ratio("forces", "disciplines", "small"),
                low=1,
            ),
        ),
        holds=SetUp(
            "A hand-off between teams takes a day and a half, and crews begin at 95% of their "
            "pace: what a force saves is more than what it loses. Its people stay to its end, idle "
            "or not, and small campaigns wait for the writers and designers who are left.",
            """\
campaigns: {small: {demand: 150 per year}}
hand_off: {between_teams: 1.5 working days}
operating_model: {who_does_the_work: {familiarity: {start: 95%}}}
""",
            arms={"forces": "operating_model: {who_does_the_work: {task_force: {release: end}}}"},
            replications=16,
        ),
        fails=SetUp(
            "A third of the small work: a large campaign finds hardly any queue without a force "
            "either, and in a force people begin at 60% of their pace, for their first 300 hours.",
            """\
campaigns: {small: {demand: 60 per year}}
operating_model: {who_does_the_work: {familiarity: {start: 60%, full_after: 300h}}}
""",
        ),
        decided_by="What hand-offs between teams cost, which a force saves, against what a crew "
        "that is new to each other loses; and how many people small campaigns are left with.",
        flips=(
            Flip(
                "working days that a hand-off between teams takes",
                {"hand_off.between_teams": "{x:.4g} working days"},
                0,
                1.5,
                points=5,
                words="With quicker ones a force does not make large campaigns faster.",
            ),
        ),
        traced=("disciplines", "forces"),
        traced_types=("large", "small"),
    ),
    Claim(
        id="5.5b",
        model="campaign_centric",
        sentence="Beyond some number of forces at the same time less gets launched: crews wait to "
        "be complete and people sit in forces without work.",
        arms={
            "k": _forces("max_forces: 1, release: end"),
            "beyond": _forces("max_forces: 3, release: end"),
        },
        measures=(
            Measure(
                "launches a week, three forces at most by one",
                figure_ratio("throughput_per_week", "beyond", "k"),
                high=0.9,
            ),
            Measure(
                "time on shift in a force without work, three forces at most less one, points",
                figure_difference("seconded_idle_share", "beyond", "k", scale=100),
                low=3,
            ),
            Measure(
                "working days that a large campaign waits for its crew to be complete, three "
                "forces at most less one",
                wait_difference("assembly", "beyond", "k", "large"),
                low=0.5,
            ),
        ),
        holds=SetUp(
            "Three large campaigns a month and two leads; k is 1. The second force takes the last "
            "lead, and all stay to the end: nobody is left to begin small campaigns.",
            _MANY + "people: {strategy: {headcount: 2}}",
            replications=8,
        ),
        fails=SetUp(
            "The same with six leads, writers and designers: three forces leave half of them to "
            "the small campaigns, and do more large ones, though many of their people are idle.",
            _MANY + "people: {strategy: {headcount: 6}, content: {headcount: 6}, "
            "design: {headcount: 6}}",
            replications=8,
        ),
        reading="Throughput collapses where it is a tenth lower than with k forces at most.",
        decided_by="Whether somebody is left for everything else when one force more has taken "
        "its people.",
        flips=(
            Flip(
                "days between two large campaigns, with two leads",
                {"campaigns.large.demand.every": "{x:.0f} days"},
                10,
                60,
                points=5,
                words="Where large campaigns are rarer, forces seldom meet.",
            ),
        ),
        shown=("throughput_per_week", "inside_share", "seconded_idle_share"),
    ),
    Claim(
        id="5.5c",
        model="campaign_centric",
        sentence="Letting people go from a force as soon as their step is done wins back most of "
        "what small campaigns lose.",
        arms={
            "disciplines": _DISCIPLINES,
            "to the end": _forces("release: end"),
            "early": _forces("release: steps"),
        },
        measures=(
            Measure(
                "share of the days that small campaigns lose to forces which early release saves",
                recovered("to the end", "early", "disciplines", "small"),
                low=0.5,
            ),
        ),
        holds=SetUp(
            "The gate sends back what the platform people build, so writers and designers go when "
            "their step is done. Six leads are enough for all forces.",
            "people: {strategy: {headcount: 6}}",
        ),
        fails=SetUp(
            "The gate may send back the design as well. Designers, who are scarce, stay until it "
            "has passed; only writers go early, and of these there are enough.",
            """\
people: {strategy: {headcount: 6}, content: {headcount: 4}}
workflows: {standard: {steps: {review: {gate: {revise: {design: 10%}}}}}}
""",
            replications=8,
        ),
        decided_by="Whether those who are scarce can go: a gate that may send their step back "
        "keeps them to the end. No number turns it, but that choice does.",
        traced=("to the end", "early"),
        traced_types=("small",),
    ),
)
