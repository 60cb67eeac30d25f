"""What DOMAIN 5.2 says of the decentralized model."""

from __future__ import annotations

from tests.statements.changes import together
from tests.statements.quantities import lead_ratio, queue_ratio
from tests.statements.record import Part, SetUp, Statement

_CENTER = "operating_model: {base: centralized}\n"
_UNITS = "operating_model: {base: decentralized}\n"
_SEASONS = """\
campaigns:
  winter: {seasonality: {cycle: {period: 26 weeks, amplitude: 100%, phase: 0 weeks}}}
  summer: {seasonality: {cycle: {period: 26 weeks, amplitude: 100%, phase: 13 weeks}}}
"""
_TWO = """\
run: {warm_up: 2 weeks, horizon: 28 weeks}
units: [north, south]
people:
  lead: {headcount: {east: ~, west: ~}}
  design: {headcount: {east: ~, west: ~}}
  brand: {headcount: 1}
campaigns:
  winter: {demand: {south: ~}, effort: {design: "lognormal(mean=13h, cv=0.3)"}}
  summer:
    demand: {east: ~, west: ~, south: 125 per year}
    effort: {design: "lognormal(mean=13h, cv=0.3)"}
"""
_PEAK = "people: {design: {headcount: {north: 4, south: 4}}}\n"
_ORDERLY = """\
run: {warm_up: 8 weeks, horizon: 24 weeks}
calendars: {office: {hours: always}}
units: [north, south]
people:
  lead: {headcount: {east: ~, west: ~}}
  design: {headcount: {north: 10, south: 10, east: ~, west: ~}}
  brand: ~
workflows: {standard: {steps: {brief: ~, review: ~, launch: ~, design: {after: ~, launch: true}}}}
campaigns:
  winter:
    demand: {every: "gamma(mean=5.2h, cv=0.3)", unit: north, north: ~, south: ~}
    effort: {brief: ~, review: ~, design: 30h}
  summer:
    demand: {every: "gamma(mean=5.2h, cv=0.3)", unit: south, east: ~, west: ~}
    effort: {brief: ~, review: ~, design: 30h}
operating_model: {base: decentralized, who_does_the_work: {ownership: none}}
"""
_NEUTRAL = """\
operating_model:
  who_does_the_work: {ownership: none, specialists: none}
  who_decides: [{deciders: [expert]}]
  coordination:
    clarification: none
    local_context: none
    coordination_meetings: none
    intake: none
    duplicates: none
    shadow_work: none
    hand_off: {within_team: 0h, between_teams: 0h}
"""

STATEMENTS = (
    Statement(
        number="5.2 (a)",
        claim="Faster at low to moderate load and with asymmetric seasons only if each unit is "
        "staffed for its own peak.",
        arms={
            "units": together(_UNITS, _TWO),
            "center": together(_CENTER, _TWO),
            "units, seasons": together(_UNITS, _TWO, _SEASONS),
            "center, seasons": together(_CENTER, _TWO, _SEASONS),
            "units, seasons, peak": together(_UNITS, _TWO, _SEASONS, _PEAK),
            "center, seasons, peak": together(_CENTER, _TWO, _SEASONS, _PEAK),
        },
        parts=(
            Part(
                "time to launch at moderate load, units by center",
                lead_ratio("units", "center"),
                high=1,
            ),
            Part(
                "the same with seasons, staffed for the year's mean",
                lead_ratio("units, seasons", "center, seasons"),
                low=1,
            ),
            Part(
                "the same with seasons, each unit staffed for its own peak",
                lead_ratio("units, seasons, peak", "center, seasons, peak"),
                high=1,
            ),
        ),
        holds=SetUp(
            "Both models as they are packaged; designers are busy for 0.67 of their time, in the "
            "season of a unit for more than it has; for the peak there are twice as many.",
            replications=14,
        ),
        fails=SetUp(
            "Nothing but the queues differs: no ownership, no intake, nobody asks back, the same "
            "experts decide, and hand-offs take no time.",
            _NEUTRAL,
            replications=8,
        ),
    ),
    Statement(
        number="5.2 (b)",
        claim="Loses under a surge confined to one unit.",
        arms={
            "units": _UNITS,
            "center": _CENTER,
        },
        parts=(
            Part(
                "time to launch under the surge, units by center", lead_ratio("units", "center"), 1
            ),
        ),
        holds=SetUp(
            "Three times as many requests in the north for twelve weeks, where designers are busy "
            "for 0.7 of their time otherwise.",
            """\
run: {horizon: 24 weeks}
surges: {north: {start: 6 weeks, weeks: 12, factor: 3, units: [north]}}
campaigns:
  winter: {effort: {design: "lognormal(mean=13.5h, cv=0.5)"}}
  summer: {effort: {design: "lognormal(mean=13.5h, cv=0.5)"}}
""",
            replications=12,
        ),
        fails=SetUp(
            "Twice as many requests in the north for twelve weeks, where designers are busy for "
            "0.35 of their time otherwise: the north has the room for it.",
            """\
run: {horizon: 28 weeks}
surges: {north: {start: 6 weeks, weeks: 12, factor: 2, units: [north]}}
campaigns:
  winter: {effort: {design: "lognormal(mean=7h, cv=0.5)"}}
  summer: {effort: {design: "lognormal(mean=7h, cv=0.5)"}}
""",
            replications=10,
        ),
    ),
    Statement(
        number="5.2 (c)",
        claim="Duplication of 12% at 85% load more than triples waiting.",
        arms={
            "without": together(
                _ORDERLY,
                "operating_model: {coordination: {duplicates: {share: 10.7%, recognized: 100%, "
                "reused: 100%, effort: 0h}}}",
            ),
            "with": _ORDERLY,
        },
        parts=(
            Part("mean wait for busy people, with by without", queue_ratio("with", "without"), 3),
        ),
        holds=SetUp(
            "12 duplicates on 100 requests (10.7% of all). Without them ten designers in each unit "
            "are busy for 0.86 of their time; nobody recognizes one. Pieces are of one size and "
            "requests come evenly, so that the queue soon is as long as such a load makes it.",
            replications=20,
        ),
        fails=SetUp(
            "The same, but an intake recognizes 80% of the duplicates and answers them with what "
            "is there.",
            arms={
                "with": "operating_model: {coordination: {duplicates: {share: 10.7%, "
                "recognized: 80%, reused: 100%, effort: 0h}}}"
            },
            replications=8,
        ),
    ),
)
