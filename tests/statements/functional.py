"""What DOMAIN 5.4 says of the functional model."""

from __future__ import annotations

from tests.statements.quantities import lead_ratio, recovered, touch_ratio
from tests.statements.record import Part, SetUp, Statement

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

STATEMENTS = (
    Statement(
        number="5.4 (a)",
        claim="Total touch hours fall while lead time rises when hand-offs exceed a computable "
        "number.",
        arms={"disciplines": "", "center": _CENTER},
        parts=(
            Part(
                "hours of work, disciplines by center", touch_ratio("disciplines", "center"), high=1
            ),
            Part(
                "time to launch with five hand-offs, disciplines by center",
                lead_ratio("disciplines", "center", "relay"),
                low=1,
            ),
            Part(
                "time to launch with one hand-off, disciplines by center",
                lead_ratio("disciplines", "center", "duo"),
                high=1,
            ),
        ),
        holds=SetUp(
            "People are busy for at most 0.6 of their time, and specialists save 15%. A hand-off "
            "between teams takes 0.75 working days longer than one within.",
            "campaigns: {relay: {demand: 150 per year}}",
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
        ),
    ),
    Statement(
        number="5.4 (b)",
        claim="Shared tools or liaison roles recover most of the loss.",
        arms={
            "one team": _SHORT + "operating_model: {coordination: {clarification: none, hand_off: "
            "{between_teams: 0.25 working days}}}",
            "silos": _SHORT,
            "tools": _SHORT + "operating_model: {technology: {shared_tools: {}}}",
            "liaison": _SHORT + "operating_model: {coordination: {liaisons: {}}}",
        },
        parts=(
            Part(
                "share of the days lost at interfaces that tools save",
                recovered("silos", "tools", "one team", "relay"),
                low=0.5,
            ),
            Part(
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
        any_part=True,
    ),
    Statement(
        number="5.4 (c)",
        claim="Desynchronized priorities lengthen campaigns that need all functions (assembly "
        "effect).",
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
        parts=(
            Part(
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
    ),
)
