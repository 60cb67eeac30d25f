"""What DOMAIN 5.1 says of the centralized model."""

from __future__ import annotations

from tests.statements.quantities import (
    lead_difference,
    mean_queue,
    more_waiting,
    queue_ratio,
)
from tests.statements.record import Part, SetUp, Statement

_POOL = """\
run: {warm_up: 1 week, horizon: 27 weeks}
units: [north, south, east]
people: {design: {headcount: 3}}
workflows: {standard: {steps: {design: {launch: true}, review: ~, launch: ~}}}
campaigns: {large: ~, small: {effort: {design: 1h, review: ~}}}
"""
_PIECES = """\
run: {horizon: 58 weeks}
people: {design: {headcount: 1}}
campaigns:
  small: {demand: 100 per year, effort: {design: "lognormal(mean=3h, cv=0.5)", review: 1h}}
  large: {demand: {every: 5 weeks, unit: north}, effort: {design: 60h, review: 1h}}
"""
_BUNCHES = """\
run: {warm_up: 2 weeks, horizon: 38 weeks}
people: {design: {headcount: 1}}
workflows:
  standard:
    steps: {review: {gate: {meets: {"on": {tue: "10:00"}, every_weeks: 2, agenda: 10}}}}
campaigns:
  small: &small
    demand: {every: 9 days, unit: north}
    effort: {design: "lognormal(mean=6h, cv=0.5)", review: 0.25h}
  second: *small
  third: *small
  fourth: *small
  large: ~
"""
_GATE = ("gate", "review")
_DESIGN = ("team", "design of")
_GATE_SHARE = Part(
    "share of all waiting that is before the gate, less that for designers, points",
    more_waiting("center", _GATE, _DESIGN),
    low=0,
)

STATEMENTS = (
    Statement(
        number="5.1 (a)",
        claim="At equal penalties waits are 4 to 6 times shorter than split queues.",
        arms={
            "split": _POOL + "operating_model: {base: decentralized}",
            "pooled": _POOL,
        },
        parts=(
            Part("mean wait for a designer, split by pooled", queue_ratio("split", "pooled"), 4, 6),
        ),
        holds=SetUp(
            "One designer in each of three units against a pool of three, pieces of one hour, "
            "designers busy for 0.57 of their time.",
            "campaigns: {small: {demand: 2140 per year}}",
            replications=20,
        ),
        fails=SetUp(
            "Six units in place of three: a pool of six, equally busy, hardly has a queue, so that "
            "waits are far more than 6 times shorter.",
            """\
run: {horizon: 14 weeks}
units: [north, south, east, west, upper, lower]
people: {design: {headcount: 6}}
campaigns: {small: {demand: 4280 per year}}
""",
            replications=12,
        ),
    ),
    Statement(
        number="5.1 (b)",
        claim="With gate demand near its capacity the gate, not production, is the bottleneck.",
        arms={"center": ""},
        parts=(_GATE_SHARE,),
        holds=SetUp(
            "One approver, busy for 0.98 of the time; designers for 0.69.",
            "campaigns: {small: {effort: {review: 'lognormal(mean=2.45h, cv=0.5)'}}}",
            replications=16,
        ),
        fails=SetUp(
            "The approver is busy for 0.9 of the time, and near capacity as well; but three "
            "designers have work for 1.12 of theirs.",
            """\
people: {design: {headcount: 3}}
campaigns:
  small: {effort: {design: exponential(mean=8h), review: "lognormal(mean=2.2h, cv=0.5)"}}
""",
            replications=16,
        ),
    ),
    Statement(
        number="5.1 (c)",
        claim="Urgent small items wait behind large ones unless prioritized.",
        arms={
            "one queue": "",
            "prioritized": """\
campaigns: {small: {class_of_service: expedite}}
operating_model: {who_does_the_work: {queue_rule: [class_of_service, fifo]}}
""",
        },
        parts=(
            Part(
                "working days that a small item waits, one queue",
                mean_queue("one queue", "small"),
                0.5,
            ),
            Part(
                "working days that a small item waits, prioritized",
                mean_queue("prioritized", "small"),
                high=0.5,
            ),
        ),
        holds=SetUp(
            "One designer, busy for 0.8 of the time, with a large piece of two and a half weeks "
            "every five weeks; small ones come first and interrupt it.",
            _PIECES,
            replications=8,
        ),
        fails=SetUp(
            "The same, but work in hand is finished first: who is prioritized still waits for a "
            "large piece to end.",
            _PIECES
            + "classes_of_service: {expedite: {rank: 0, preempts: false}, standard: {rank: 1}}\n",
            replications=8,
        ),
        note="Waiting behind large ones is to wait for designers for more than half a working day "
        "on average.",
    ),
    Statement(
        number="5.1 (d)",
        claim="Adding one gate approver beats adding one designer when (b) holds.",
        arms={
            "center": "",
            "approver": "people: {brand: {headcount: 2}}",
            "designer": "people: {design: {headcount: 5}}",
        },
        parts=(
            Part(_GATE_SHARE.what, _GATE_SHARE.sample, low=0, is_premise=True),
            Part(
                "working days to launch, one designer more less one approver more",
                lead_difference("designer", "approver"),
                low=0,
            ),
        ),
        holds=SetUp(
            "One approver, busy for 0.93 of the time, with the queue of 30 reviews that such a "
            "load leaves behind; designers for 0.69.",
            """\
run: {warm_up: 0 weeks, horizon: 20 weeks}
campaigns: {small: {effort: {review: "lognormal(mean=2.3h, cv=0.5)"}}}
backlog: [{unit: north, type: small, step: review, count: 30}]
""",
            replications=10,
        ),
        fails=SetUp(
            "The gate is near its capacity, but that is the agenda of a fortnightly meeting, of "
            "which 0.8 is filled, not the hours of an approver. One designer, busy for 0.8 of the "
            "time, gets requests in bunches of four.",
            _BUNCHES,
            arms={"designer": "people: {design: {headcount: 2}}"},
            replications=10,
        ),
    ),
)
