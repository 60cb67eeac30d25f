"""What DOMAIN 5.7 says of the hybrid model."""

from __future__ import annotations

from tests.statements.changes import together
from tests.statements.quantities import lead_ratio, loss_ratio, recovered
from tests.statements.record import Part, SetUp, Statement

_CENTRAL = "operating_model: {who_decides: [{deciders: [expert]}]}"
_LOCAL = "operating_model: {who_decides: [{deciders: [lead], cadence: continuous}]}"
_MIXES = {
    "60% low": "campaigns: {standard: {risk_tier: {low: 60%, high: 40%}}}",
    "40% low": "campaigns: {standard: {risk_tier: {low: 40%, high: 60%}}}",
}
_POOL = (
    "operating_model: {who_does_the_work: {teams: [{name: center, kinds: all, group: company}]}}"
)
_UNEVEN = """\
people:
  lead: {headcount: {north: 1, south: 1, east: 1, west: 1}}
  design: {headcount: {north: 2, south: 2, east: 2, west: 2}}
  brand: {headcount: 3}
campaigns:
  standard:
    demand: {north: 230 per year, south: 50 per year, east: 50 per year, west: 50 per year}
"""

STATEMENTS = (
    Statement(
        number="5.7 (a)",
        claim="A tiered gate dominates both pure forms over a range of risk mixes.",
        arms={
            f"{name}, {mix}": together(gate, tiers)
            for mix, tiers in _MIXES.items()
            for name, gate in {"tiered": "", "central": _CENTRAL, "local": _LOCAL}.items()
        },
        parts=tuple(
            Part(
                f"loss per launch with {mix} risk, tiered by {name}",
                loss_ratio(f"tiered, {mix}", f"{name}, {mix}"),
                high=1,
            )
            for mix in _MIXES
            for name in ("central", "local")
        ),
        holds=SetUp(
            "One approver, who would have more work than time if everything came to the center; "
            "experts let 10% of bad work pass, leads 60%.",
            replications=10,
        ),
        fails=SetUp(
            "Leads are as good judges as experts, and at hand; experts decide in a weekly meeting: "
            "what leads decide is as good and sooner.",
            """\
workflows:
  standard:
    steps:
      review: {gate: {meets: {"on": {tue: "10:00"}}, error_rates: {lead: {false_accept: 10%}}}}
""",
            replications=8,
        ),
        note="What both time and bad work cost: worth that launches lose until they are made, and "
        "incidents.",
    ),
    Statement(
        number="5.7 (b)",
        claim="A little flexibility (loaning a few people) captures most of the pooling gain.",
        arms={
            "split": "",
            "lending": "operating_model: {who_does_the_work: {lending: {people: 37%, lenders: "
            "units, travel: 10%}}}",
            "pooled": _POOL,
        },
        parts=(
            Part(
                "share of the days that pooling saves which lending saves",
                recovered("split", "lending", "pooled"),
                low=0.5,
            ),
        ),
        holds=SetUp(
            "The north has work for 1.15 of its two designers' time, each other unit for 0.25. "
            "Three designers of eight may be lent, the north's two and one of the south, and lose "
            "10% of their time on the way: the one of the south is what the north lacks.",
            _UNEVEN,
            replications=8,
        ),
        fails=SetUp(
            "The same, but only the north's two designers may be lent, who have no time to spare: "
            "a little flexibility does nothing if it is not where the idle people are.",
            _UNEVEN,
            arms={"lending": "operating_model: {who_does_the_work: {lending: {people: 25%}}}"},
            replications=8,
        ),
    ),
    Statement(
        number="5.7 (c)",
        claim="Unclear thresholds create the worst of both (double approval).",
        arms={
            "unclear": "operating_model: {decision_rights: {unclear_thresholds: {share: 50%}}}",
            "central": _CENTRAL,
            "local": _LOCAL,
        },
        parts=(
            Part("time to launch, unclear by central", lead_ratio("unclear", "central"), low=1),
            Part("time to launch, unclear by local", lead_ratio("unclear", "local"), low=1),
        ),
        holds=SetUp(
            "Eight leads and four approvers have time, so that a decision takes as long as its "
            "review, of four hours, wherever it is made: half of what leads decide takes it twice.",
            """\
people: {lead: {headcount: 8}, brand: {headcount: 4}}
campaigns:
  standard:
    effort: {design: "lognormal(mean=6h, cv=0.5)", review: "lognormal(mean=4h, cv=0.5)"}
""",
        ),
        fails=SetUp(
            "One approver, who would have more work than time if everything came to the center: "
            "half of it twice is less than all of it there.",
            replications=8,
        ),
        note="The worst of both is later than each of the pure forms.",
    ),
)
