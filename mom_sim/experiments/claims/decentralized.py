"""What docs/DOMAIN.md 5.2 says of the decentralized model."""

from __future__ import annotations

from mom_sim.experiments.claims.changing_documents import together
from mom_sim.experiments.claims.claim import FAILS, Claim, Flip, Measure, SetUp
from mom_sim.experiments.claims.quantities import lead_ratio, queue_ratio

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

_UNRECOGNIZED = "Nobody recognizes a duplicate before it is made."

CLAIMS = (
    Claim(
        id="5.2a",
        model="decentralized",
        sentence="At low and moderate load units are faster on their own; with opposite seasons "
        "only if each has people for its own peak.",
        arms={
            "units": together(_UNITS, _TWO),
            "center": together(_CENTER, _TWO),
            "units, seasons": together(_UNITS, _TWO, _SEASONS),
            "center, seasons": together(_CENTER, _TWO, _SEASONS),
            "units, seasons, peak": together(_UNITS, _TWO, _SEASONS, _PEAK),
            "center, seasons, peak": together(_CENTER, _TWO, _SEASONS, _PEAK),
        },
        measures=(
            Measure(
                "time to launch at moderate load, units by center",
                lead_ratio("units", "center"),
                high=1,
            ),
            Measure(
                "the same with seasons, staffed for the year's mean",
                lead_ratio("units, seasons", "center, seasons"),
                low=1,
            ),
            Measure(
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
        decided_by="What units bring beside queues of their own (people who own the work, local "
        "decisions, no intake, nobody who asks back), and how far demand swings. With nothing but "
        "queues of their own they are slower.",
        flips=(
            Flip(
                "percent by which people are faster at work that they own, nothing else differing",
                {"operating_model.who_does_the_work.ownership.speed_up": "{x:.4g}%"},
                0,
                30,
                set_up=FAILS,
                arms=("units",),
                words="Less than that is not worth a queue of one's own at moderate load. What "
                "was measured elsewhere lies between 0 and 17% (docs/DOMAIN.md, section 3).",
            ),
            Flip(
                "percent by which demand rises and falls over the year, staffed for the mean",
                {
                    "campaigns.winter.seasonality.cycle.amplitude": "{x:.3g}%",
                    "campaigns.summer.seasonality.cycle.amplitude": "{x:.3g}%",
                },
                0,
                100,
                measure=1,
                arms=("units, seasons", "center, seasons"),
                points=5,
                words="Up to that swing units stay ahead without people for the peak.",
            ),
        ),
        traced=("center", "units"),
    ),
    Claim(
        id="5.2b",
        model="decentralized",
        sentence="Units on their own lose under a surge that hits one of them.",
        arms={
            "units": _UNITS,
            "center": _CENTER,
        },
        measures=(
            Measure(
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
        decided_by="How large the surge is for the room that the unit's own people have.",
        flips=(
            Flip(
                "factor of the surge in one unit, whose designers are busy for 0.7 of their time "
                "without it",
                {"surges.north.factor": "{x:.4g}"},
                1,
                3,
                words="Up to it what units bring outweighs the queue in one of them.",
            ),
        ),
        traced=("center", "units"),
    ),
    Claim(
        id="5.2c",
        model="decentralized",
        sentence="Where units do a good tenth of the work twice, at a load of 85%, waiting more "
        "than triples.",
        arms={
            "without": together(
                _ORDERLY,
                "operating_model: {coordination: {duplicates: {share: 10.7%, recognized: 100%, "
                "reused: 100%, effort: 0h}}}",
            ),
            "with": _ORDERLY,
        },
        measures=(
            Measure(
                "mean wait for busy people, with by without", queue_ratio("with", "without"), 3
            ),
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
            breaks=_UNRECOGNIZED,
        ),
        premises=(_UNRECOGNIZED,),
        decided_by="Whether somebody recognizes a duplicate before it is made.",
        theorem="In the long run the wait for one person is proportional to ρ/(1-ρ) with ρ the "
        "load (Pollaczek and Khinchine), and near capacity for several as well (Kingman 1961, "
        "Köllerström 1974): from 0.85 to 0.95 it is 3.4 times as long, and more where several "
        "have to be busy before anybody waits.",
        flips=(
            Flip(
                "percent of duplicates that an intake recognizes",
                {
                    "operating_model.coordination.duplicates.share": "10.7%",
                    "operating_model.coordination.duplicates.recognized": "{x:.4g}%",
                    "operating_model.coordination.duplicates.reused": "100%",
                    "operating_model.coordination.duplicates.effort": "0h",
                },
                0,
                80,
                arms=("with",),
                replications=16,
                words="Waiting no longer triples once so many are recognized.",
            ),
        ),
        traced=("without", "with"),
    ),
)
