"""What DOMAIN 5.5 says of the campaign-centric model."""

from __future__ import annotations

from tests.statements.changes import together
from tests.statements.quantities import (
    figure_difference,
    figure_ratio,
    lead_ratio,
    recovered,
)
from tests.statements.record import Part, SetUp, Statement

_DISCIPLINES = "operating_model: {base: functional}"
_FORCES = "operating_model: {who_does_the_work: {task_force: {min_effort: 100h}}}"
_MANY = "run: {follow_up: 1 weeks}\ncampaigns: {large: {demand: {every: 10 days}}}\n"


def _forces(settings: str) -> str:
    """Forces for every large campaign, and something else about them."""
    return together(
        _FORCES, f"operating_model: {{who_does_the_work: {{task_force: {{{settings}}}}}}}"
    )


STATEMENTS = (
    Statement(
        number="5.5 (a)",
        claim="Flagship lead time falls, small-work lead time rises.",
        arms={"disciplines": _DISCIPLINES, "forces": _FORCES},
        parts=(
            Part(
                "time to launch of large campaigns, with forces by without",
                lead_ratio("forces", "disciplines", "large"),
                high=1,
            ),
            Part(
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
    ),
    Statement(
        number="5.5 (b)",
        claim="Beyond k simultaneous forces throughput collapses through assembly waits and idle "
        "seconded staff.",
        arms={
            "k": _forces("max_forces: 1, release: end"),
            "beyond": _forces("max_forces: 3, release: end"),
        },
        parts=(
            Part(
                "launches a week, three forces at most by one",
                figure_ratio("throughput_per_week", "beyond", "k"),
                high=0.9,
            ),
            Part(
                "time on shift in a force without work, three forces at most less one, points",
                figure_difference("seconded_idle_share", "beyond", "k", scale=100),
                low=3,
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
        note="Throughput collapses where it is a tenth lower than with k forces at most.",
    ),
    Statement(
        number="5.5 (c)",
        claim="Early release recovers most of the loss.",
        arms={
            "disciplines": _DISCIPLINES,
            "to the end": _forces("release: end"),
            "early": _forces("release: steps"),
        },
        parts=(
            Part(
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
    ),
)
