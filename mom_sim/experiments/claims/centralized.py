"""What docs/DOMAIN.md 5.1 says of the centralized model."""

from __future__ import annotations

from mom_sim.experiments.claims.claim import FAILS, Claim, Flip, Measure, SetUp
from mom_sim.experiments.claims.quantities import (
    lead_difference,
    mean_queue,
    more_waiting,
    queue_ratio,
)

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
_GATE_SHARE = Measure(
    "share of all waiting that is before the gate, less that for designers, points",
    more_waiting("center", _GATE, _DESIGN),
    low=0,
)

_MAY_INTERRUPT = "Whoever is first in the queue may interrupt work in hand."

CLAIMS = (
    Claim(
        id="5.1a",
        model="centralized",
        sentence="At equal penalties one pool waits a fourth to a sixth as long as queues of each "
        "unit do.",
        arms={
            "split": _POOL + "operating_model: {base: decentralized}",
            "pooled": _POOL,
        },
        measures=(
            Measure(
                "mean wait for a designer, split by pooled", queue_ratio("split", "pooled"), 4, 6
            ),
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
        decided_by="The load and the number of units that are pooled; Erlang's formula for "
        "waiting in a pool gives how both turn it. That a pool waits no longer than its parts "
        "holds at any load.",
        flips=(
            Flip(
                "requests a year (2,140 are 0.57 of the designers' time)",
                {"campaigns.small.demand": "{x:.0f} per year"},
                1300,
                2140,
                bound=6,
                points=5,
                words="At less load a pool hardly has a queue: it waits a sixth as long, or less.",
            ),
            Flip(
                "requests a year (2,140 are 0.57 of the designers' time)",
                {"campaigns.small.demand": "{x:.0f} per year"},
                2140,
                3200,
                bound=4,
                points=5,
                words="At more load pooling counts for less: both queues are always there.",
            ),
        ),
        traced=("split", "pooled"),
    ),
    Claim(
        id="5.1b",
        model="centralized",
        sentence="Near the gate's capacity the gate is the bottleneck, and production is not.",
        arms={"center": ""},
        measures=(_GATE_SHARE,),
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
        decided_by="How near production is to its own capacity: what is nearer is the bottleneck.",
        flips=(
            Flip(
                "hours of design in a small campaign",
                {"campaigns.small.effort.design": "exponential(mean={x:.4g}h)"},
                4,
                8,
                set_up=FAILS,
                replications=10,
                words="Beyond it designers lack time more than the approver does.",
            ),
        ),
        traced=("center", "center"),
    ),
    Claim(
        id="5.1c",
        model="centralized",
        sentence="Small urgent items wait behind large ones, unless they are put first.",
        arms={
            "one queue": "",
            "prioritized": """\
campaigns: {small: {class_of_service: expedite}}
operating_model: {who_does_the_work: {queue_rule: [class_of_service, fifo]}}
""",
        },
        measures=(
            Measure(
                "working days that a small item waits, one queue",
                mean_queue("one queue", "small"),
                0.5,
            ),
            Measure(
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
            breaks=_MAY_INTERRUPT,
        ),
        reading="Waiting behind large ones is to wait for designers for more than half a working "
        "day "
        "on average.",
        premises=(_MAY_INTERRUPT,),
        decided_by="Whether who is first in the queue may interrupt work in hand.",
        theorem="In one queue an item waits for all that came before it, whatever its size. Items "
        "of the first class that interrupt work in hand wait for their like alone, however large "
        "what they interrupt is: priority with preemption (White and Christie 1958, Operations "
        "Research 6, 79-95).",
        flips=(
            Flip(
                "hours of design in a large campaign, work in hand being finished first",
                {"campaigns.large.effort.design": "{x:.4g}h"},
                2,
                40,
                set_up=FAILS,
                measure=1,
                points=5,
                words="Up to it being first is enough, also without interrupting.",
            ),
        ),
        traced=("one queue", "prioritized"),
        traced_types=("small",),
    ),
    Claim(
        id="5.1d",
        model="centralized",
        sentence="When the gate is the bottleneck, one more approver helps more than one more "
        "designer.",
        arms={
            "center": "",
            "approver": "people: {brand: {headcount: 2}}",
            "designer": "people: {design: {headcount: 5}}",
        },
        measures=(
            Measure(_GATE_SHARE.what, _GATE_SHARE.sample, low=0, is_premise=True),
            Measure(
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
        decided_by="Whether the gate lacks hours of approvers or dates of meetings, and how near "
        "its capacity it is.",
        flips=(
            Flip(
                "hours of review in a small campaign",
                {"campaigns.small.effort.review": "lognormal(mean={x:.4g}h, cv=0.5)"},
                1,
                2.3,
                measure=1,
                words="There the gate is hardly the bottleneck any more: the premise is about to "
                "break as well.",
            ),
        ),
        traced=("designer", "approver"),
    ),
)
