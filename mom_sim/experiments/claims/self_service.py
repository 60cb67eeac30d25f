"""What docs/DOMAIN.md 5.3 says of the self-service model."""

from __future__ import annotations

from mom_sim.experiments.claims.changing_documents import together
from mom_sim.experiments.claims.claim import Claim, Flip, Measure, SetUp
from mom_sim.experiments.claims.quantities import REST, figure_difference, lead_ratio, more_waiting

_CENTER = """\
operating_model:
  base: centralized
  coordination: {local_context: none, intake: none, duplicates: none, shadow_work: none}
"""
_SELF_SERVICE = """\
operating_model:
  base: self_service
  who_does_the_work: {ownership: none}
  technology:
    templates: {coverage: 50%, ceiling: 50%, ramp: 0 weeks}
    training: none
"""
_ERROR_RATES = "workflows.standard.steps.review.gate.error_rates"
_LITTLE = """\
operating_model: {technology: {templates: {coverage: 30%, ceiling: 33%, reduction: 50%}}}
"""
_TICKETS = """\
operating_model: {technology: {tickets: {share: 100%, effort: "lognormal(mean=2.4h, cv=0.5)"}}}
"""
_MUCH = """\
operating_model: {technology: {templates: {coverage: 80%, ceiling: 58%, reduction: 50%}}}
"""


CLAIMS = (
    Claim(
        id="5.3a",
        model="self_service",
        sentence="Self-service is faster than the center only where enough is covered by "
        "templates and enough people use them.",
        arms={
            "center": _CENTER,
            "little": together(_SELF_SERVICE, _LITTLE),
            "much": together(_SELF_SERVICE, _MUCH),
        },
        measures=(
            Measure(
                "time to launch, self-service by center, 30% covered and 33% adopted",
                lead_ratio("little", "center"),
                low=1,
            ),
            Measure("the same, 80% covered and 58% adopted", lead_ratio("much", "center"), high=1),
        ),
        holds=SetUp(
            "Designers are busy for 0.73 of their time, and two approvers have time: what the "
            "center gains from one queue has to be made up by templates.",
            """\
people: {brand: {headcount: 2}}
campaigns:
  standard:
    risk_tier: {low: 40%, high: 60%}
    effort: {design: "lognormal(mean=14h, cv=0.3)"}
""",
            replications=14,
        ),
        fails=SetUp(
            "The one approver has more to review than time: the guardrail alone makes "
            "self-service faster, whatever the templates.",
            "campaigns: {standard: {effort: {review: 'lognormal(mean=2.2h, cv=0.5)'}}}",
            replications=6,
        ),
        decided_by="What templates save, which is the share that they cover times the share of "
        "people who use them, against what the center gains by one queue; and whether the gate is "
        "overloaded, which a guardrail relieves without any template.",
        flips=(
            Flip(
                "percent of design that templates cover, with 58% of people using them",
                {"operating_model.technology.templates.coverage": "{x:.4g}%"},
                10,
                80,
                measure=1,
                arms=("much",),
                replications=12,
                words="The threshold is that share times 58%.",
            ),
        ),
        traced=("center", "much"),
    ),
    Claim(
        id="5.3b",
        model="self_service",
        sentence="Self-service moves the bottleneck from the brand gate to the platform's tickets.",
        arms={"center": _CENTER, "self-service": _SELF_SERVICE},
        measures=(
            Measure(
                "center: share of all waiting that is before the gate, less that for people, "
                "points",
                more_waiting("center", ("gate",), ("team",)),
                low=0,
            ),
            Measure(
                "self-service: share of all waiting that is for the platform's people, less that "
                "before the gate and for designers, points",
                more_waiting("self-service", ("team", "operations of"), REST),
                low=0,
            ),
        ),
        holds=SetUp(
            "One approver, busy for 0.94 of the time in the center; one platform person, busy for "
            "about three quarters with tickets of 2.4 h for whatever is done without a template.",
            """\
campaigns:
  standard:
    effort: {design: "lognormal(mean=10h, cv=0.5)", review: "lognormal(mean=1.8h, cv=0.5)"}
""",
            arms={"self-service": _TICKETS},
            replications=10,
        ),
        fails=SetUp(
            "The same with three platform people: nobody waits for them.",
            """\
people: {operations: {headcount: 3}}
campaigns:
  standard:
    effort: {design: "lognormal(mean=10h, cv=0.5)", review: "lognormal(mean=1.8h, cv=0.5)"}
""",
            arms={"self-service": _TICKETS},
            replications=6,
        ),
        decided_by="How much work tickets are for the people of the platform.",
        flips=(
            Flip(
                "hours of work on a ticket, with one platform person",
                {"operating_model.technology.tickets.effort": "lognormal(mean={x:.4g}h, cv=0.5)"},
                0.6,
                2.4,
                measure=1,
                arms=("self-service",),
                words="With shorter tickets more time is spent waiting elsewhere.",
            ),
        ),
        traced=("center", "self-service"),
    ),
    Claim(
        id="5.3c",
        model="self_service",
        sentence="A guardrail that misses much turns speed into incidents.",
        arms={"center": _CENTER, "self-service": together(_SELF_SERVICE, _MUCH)},
        measures=(
            Measure(
                "time to launch, self-service by center",
                lead_ratio("self-service", "center"),
                high=1,
            ),
            Measure(
                "launches that were bad, self-service less center, per 100",
                figure_difference("incident_share", "self-service", "center", scale=100),
                low=3,
            ),
        ),
        holds=SetUp(
            "The guardrail lets 65% of bad work pass; 20% of the work is bad.",
            "workflows: {standard: {steps: {review: {gate: {error_rates: {automated: "
            "{false_accept: 65%}}}}}}}",
        ),
        fails=SetUp(
            "The guardrail is no better, but only 2% of the work is bad.",
            "risks: {off_brand: {probability: 2%}}\n"
            "workflows: {standard: {steps: {review: {gate: {error_rates: {automated: "
            "{false_accept: 65%}}}}}}}",
        ),
        reading="Incidents are turned into where there are 3 bad launches in 100 more than in the "
        "center.",
        decided_by="How much of the work is bad and how much of that the guardrail lets pass.",
        flips=(
            Flip(
                "percent of bad work that the guardrail lets pass, where 20% of the work is bad",
                {f"{_ERROR_RATES}.automated.false_accept": "{x:.4g}%"},
                5,
                65,
                measure=1,
                arms=("self-service",),
                replications=12,
                words="Beyond it self-service launches 3 more bad campaigns in 100 than the "
                "center.",
            ),
        ),
        traced=("center", "self-service"),
    ),
)
