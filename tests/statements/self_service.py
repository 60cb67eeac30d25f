"""What DOMAIN 5.3 says of the self-service model."""

from __future__ import annotations

from tests.statements.changes import together
from tests.statements.quantities import REST, figure_difference, lead_ratio, more_waiting
from tests.statements.record import Part, SetUp, Statement

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
_LITTLE = """\
operating_model: {technology: {templates: {coverage: 30%, ceiling: 33%, reduction: 50%}}}
"""
_TICKETS = """\
operating_model: {technology: {tickets: {share: 100%, effort: "lognormal(mean=2.4h, cv=0.5)"}}}
"""
_MUCH = """\
operating_model: {technology: {templates: {coverage: 80%, ceiling: 58%, reduction: 50%}}}
"""

STATEMENTS = (
    Statement(
        number="5.3 (a)",
        claim="Beats centralized on lead time only above an adoption-times-coverage threshold.",
        arms={
            "center": _CENTER,
            "little": together(_SELF_SERVICE, _LITTLE),
            "much": together(_SELF_SERVICE, _MUCH),
        },
        parts=(
            Part(
                "time to launch, self-service by center, 30% covered and 33% adopted",
                lead_ratio("little", "center"),
                low=1,
            ),
            Part("the same, 80% covered and 58% adopted", lead_ratio("much", "center"), high=1),
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
    ),
    Statement(
        number="5.3 (b)",
        claim="The bottleneck moves from brand gate to platform tickets.",
        arms={"center": _CENTER, "self-service": _SELF_SERVICE},
        parts=(
            Part(
                "center: share of all waiting that is before the gate, less that for people, "
                "points",
                more_waiting("center", ("gate",), ("team",)),
                low=0,
            ),
            Part(
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
    ),
    Statement(
        number="5.3 (c)",
        claim="Low guardrail recall turns speed into incidents.",
        arms={"center": _CENTER, "self-service": together(_SELF_SERVICE, _MUCH)},
        parts=(
            Part(
                "time to launch, self-service by center",
                lead_ratio("self-service", "center"),
                high=1,
            ),
            Part(
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
        note="Incidents are turned into where there are 3 bad launches in 100 more than in the "
        "center.",
    ),
)
