"""What docs/DOMAIN.md 5.4 says of the functional model."""

from __future__ import annotations

from mom_sim.experiments.claims.claim import Claim, Flip, Measure, SetUp
from mom_sim.experiments.claims.quantities import lead_ratio, recovered, touch_ratio

_CENTER = """\
operating_model:
  base: centralized
  coordination: {local_context: none, intake: none, duplicates: none, shadow_work: none}
"""
_SHORT = "run: {warm_up: 4 weeks, horizon: 18 weeks}\n"
_PARALLEL = """\
workflows:
  duo: ~
  relay: ~
  joint:
    steps:
      content: {skill: content}
      design: {skill: design}
      build: {skill: operations, after: [content, design]}
      launch: {after: build, launch: true}
campaigns:
  relay: ~
  duo: ~
  joint:
    demand: 40 per year
    effort:
      content: "lognormal(mean=30h, cv=0.5)"
      design: "lognormal(mean=6h, cv=0.5)"
      build: 4h
  text:
    demand: 300 per year
    effort: {content: "lognormal(mean=4h, cv=0.5)", design: 0h, build: 2h}
  picture:
    demand: 60 per year
    effort: {content: 0h, design: "lognormal(mean=24h, cv=0.5)", build: 2h}
"""

_MANY_HANDOFFS = "Campaigns have more hand-offs than that number."

CLAIMS = (
    Claim(
        id="5.4a",
        model="functional",
        sentence="In disciplines the hours of work fall and the time to launch rises, once a "
        "campaign has more hand-offs than a number that can be computed.",
        arms={"disciplines": "", "center": _CENTER},
        measures=(
            Measure(
                "hours of work, disciplines by center", touch_ratio("disciplines", "center"), high=1
            ),
            Measure(
                "time to launch with five hand-offs, disciplines by center",
                lead_ratio("disciplines", "center", "relay"),
                low=1,
            ),
            Measure(
                "time to launch with one hand-off, disciplines by center",
                lead_ratio("disciplines", "center", "duo"),
                high=1,
            ),
        ),
        holds=SetUp(
            "People are busy for at most 0.6 of their time, and specialists save 15%. A hand-off "
            "between teams takes 0.75 working days longer than one within.",
            "campaigns: {relay: {demand: 150 per year}}",
            replications=20,
        ),
        fails=SetUp(
            "Specialists save 25%, and a hand-off between teams takes 0.15 working days longer "
            "than one within: five of them add less than the work and the waiting that this "
            "saves. The number that it takes is larger.",
            """\
campaigns: {relay: {demand: 150 per year}}
operating_model:
  who_does_the_work: {specialists: {speed_up: 25%}}
  coordination: {hand_off: {between_teams: 0.4 working days}}
""",
            replications=12,
            breaks=_MANY_HANDOFFS,
        ),
        premises=(_MANY_HANDOFFS,),
        decided_by="The number of hand-offs, and how much longer one between teams takes.",
        theorem="Arithmetic: specialists save a campaign some days of work and of queues, every "
        "hand-off between teams takes it some time more. The number is the first divided by the "
        "second.",
        flips=(
            Flip(
                "working days that a hand-off between teams takes (one within takes 0.25), with "
                "five hand-offs",
                {"operating_model.coordination.hand_off.between_teams": "{x:.4g} working days"},
                0.25,
                1,
                measure=1,
                arms=("disciplines",),
                replications=12,
                points=5,
                words="There the computable number is just five: five times what such a hand-off "
                "takes more than 0.25 is what specialists save.",
            ),
        ),
        traced=("center", "disciplines"),
        traced_types=("relay",),
    ),
    Claim(
        id="5.4b",
        model="functional",
        sentence="Shared tools or people who liaise win back most of what interfaces cost.",
        arms={
            "one team": _SHORT + "operating_model: {coordination: {clarification: none, hand_off: "
            "{between_teams: 0.25 working days}}}",
            "silos": _SHORT,
            "tools": _SHORT + "operating_model: {technology: {shared_tools: {}}}",
            "liaison": _SHORT + "operating_model: {coordination: {liaisons: {}}}",
        },
        measures=(
            Measure(
                "share of the days lost at interfaces that tools save",
                recovered("silos", "tools", "one team", "relay"),
                low=0.5,
            ),
            Measure(
                "share of the days lost at interfaces that a liaison saves",
                recovered("silos", "liaison", "one team", "relay"),
                low=0.5,
            ),
        ),
        holds=SetUp(
            "Tools and a liaison at the strong end of what is plausible: 0.4 of hand-offs and "
            "questions are left.",
            arms={
                "tools": "operating_model: {technology: {shared_tools: {hand_off: 0.4, "
                "clarification: 0.4}}}",
                "liaison": "operating_model: {coordination: {liaisons: {hand_off: 0.4, "
                "clarification: 0.4}}}",
            },
            replications=8,
        ),
        fails=SetUp(
            "Both with their defaults: 0.7 of hand-offs and questions are left.", replications=12
        ),
        any_measure=True,
        decided_by="How much of hand-offs and questions tools and liaisons leave over; of a wait "
        "that nothing else lengthens they save that part.",
        flips=(
            Flip(
                "part of hand-offs and questions that is left with shared tools",
                {
                    "operating_model.technology.shared_tools.hand_off": "{x:.4g}",
                    "operating_model.technology.shared_tools.clarification": "{x:.4g}",
                },
                0.4,
                0.8,
                arms=("tools",),
                words="The package's default is 0.7.",
            ),
        ),
        traced=("silos", "tools"),
        traced_types=("relay",),
    ),
    Claim(
        id="5.4c",
        model="functional",
        sentence="Where every discipline has its own order of work, campaigns that need all of "
        "them take longer.",
        arms={
            "shared": _PARALLEL,
            "local": _PARALLEL
            + """\
operating_model:
  who_does_the_work:
    local_priorities:
      - {roles: [content], rule: shortest_first}
      - {roles: [design], rule: fifo}
""",
        },
        measures=(
            Measure(
                "time to launch of campaigns that need all, local by shared priorities",
                lead_ratio("local", "shared", "joint"),
                low=1,
            ),
        ),
        holds=SetUp(
            "Campaigns that need all have long texts, and writers take short ones first.",
            replications=20,
        ),
        fails=SetUp(
            "Campaigns that need all have short texts among long ones: by their own rule writers "
            "take them sooner than the common rule does.",
            """\
campaigns:
  joint: {demand: 200 per year, effort: {content: "lognormal(mean=4h, cv=0.5)"}}
  text: {demand: 40 per year, effort: {content: "lognormal(mean=30h, cv=0.5)"}}
  picture: {demand: 20 per year}
""",
            replications=20,
        ),
        decided_by="Whether the pieces of these campaigns are those that a discipline's own order "
        "puts last.",
        traced=("shared", "local"),
        traced_types=("joint",),
    ),
)
