"""What docs/DOMAIN.md 5.7 says of the hybrid model."""

from __future__ import annotations

from mom_sim.experiments.claims.changing_documents import together
from mom_sim.experiments.claims.claim import FAILS, Claim, Flip, Measure, SetUp
from mom_sim.experiments.claims.quantities import lead_ratio, loss_ratio, recovered

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

_TIME_TO_DECIDE = "Those who decide have time: hardly anybody waits for them."

CLAIMS = (
    Claim(
        id="5.7a",
        model="hybrid",
        sentence="Local sign-off for low risk and the center for high risk beats both pure forms, "
        "over a range of mixes.",
        arms={
            f"{name}, {mix}": together(gate, tiers)
            for mix, tiers in _MIXES.items()
            for name, gate in {"tiered": "", "central": _CENTRAL, "local": _LOCAL}.items()
        },
        measures=tuple(
            Measure(
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
        reading="What both time and bad work cost: worth that launches lose until they are made, "
        "and "
        "incidents.",
        decided_by="How much worse local leads judge than the center's experts, and how long the "
        "center takes.",
        flips=(
            Flip(
                "thousand USD that an incident costs, experts deciding weekly and leads letting "
                "60% of bad work pass",
                {
                    "risks.off_brand.cost": "{x:.4g}k USD",
                    "workflows.standard.steps.review.gate.error_rates.lead.false_accept": "60%",
                },
                1,
                25,
                set_up=FAILS,
                measure=1,
                words="Where bad work costs less, the experts' better judgment is not worth the "
                "wait for their meeting, and deciding everything locally is best.",
            ),
        ),
        traced=("local, 60% low", "tiered, 60% low"),
        shown=("cost_of_delay_per_launch", "incident_cost_per_launch"),
    ),
    Claim(
        id="5.7b",
        model="hybrid",
        sentence="Lending a few people brings most of what pooling all of them would.",
        arms={
            "split": "",
            "lending": "operating_model: {who_does_the_work: {lending: {people: 37%, lenders: "
            "units, travel: 10%}}}",
            "pooled": _POOL,
        },
        measures=(
            Measure(
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
        decided_by="Whether those who may be lent have time, and how much of it they lose on the "
        "way.",
        flips=(
            Flip(
                "percent of their time that lent people lose",
                {"operating_model.who_does_the_work.lending.travel": "{x:.4g}%"},
                10,
                90,
                arms=("lending",),
                words="Beyond it most of the gain takes a pool.",
            ),
        ),
        traced=("split", "lending"),
    ),
    Claim(
        id="5.7c",
        model="hybrid",
        sentence="Thresholds that are unclear give the worst of both: things are decided twice.",
        arms={
            "unclear": "operating_model: {decision_rights: {unclear_thresholds: {share: 50%}}}",
            "central": _CENTRAL,
            "local": _LOCAL,
        },
        measures=(
            Measure("time to launch, unclear by central", lead_ratio("unclear", "central"), low=1),
            Measure("time to launch, unclear by local", lead_ratio("unclear", "local"), low=1),
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
            breaks=_TIME_TO_DECIDE,
        ),
        reading="The worst of both is later than each of the pure forms.",
        premises=(_TIME_TO_DECIDE,),
        decided_by="Whether those who decide have time.",
        theorem="Who decides after another adds a review and takes none away. Where nobody waits "
        "for who decides, twice is later than once, be it here or there.",
        flips=(
            Flip(
                "campaigns a year, with one approver",
                {"campaigns.standard.demand": "{x:.0f} per year"},
                120,
                480,
                set_up=FAILS,
                words="Beyond it the center is so overloaded that deciding half of what is low in "
                "risk twice is better than all of it there.",
            ),
        ),
        traced=("central", "unclear"),
    ),
)
