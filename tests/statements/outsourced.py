"""What DOMAIN 5.6 says of the outsourced model."""

from __future__ import annotations

from tests.statements.changes import together
from tests.statements.quantities import INSIDE, REST, figure_ratio, lead_ratio, more_waiting
from tests.statements.record import Part, SetUp, Statement

_INSIDE = """\
operating_model:
  base: centralized
  coordination: {local_context: none, intake: none, duplicates: none, shadow_work: none}
"""
_AGENCY = """\
operating_model:
  base: outsourced
  who_does_the_work: {agency: {briefing: 2h, turnaround: {default: 3 working days}}}
"""
_TURNAROUND = """\
operating_model: {{who_does_the_work: {{agency: {{turnaround: {{default: {} working days}}}}}}}}
"""
_CALM = "run: {horizon: 26 weeks, follow_up: 1 weeks}\npeople: {lead: {headcount: 1}}\n"
_LOW = _CALM + "campaigns: {standard: {demand: {every: 9 days}}}"
_STEADY = _CALM + "campaigns: {standard: {demand: 170 per year}}"
_SPIKY = (
    _CALM + "campaigns: {standard: {demand: 170 per year, "
    "seasonality: {cycle: {period: 10 weeks, amplitude: 90%}}}}"
)
_ONE, _TWO, _FOUR = (f"people: {{design: {{headcount: {count}}}}}" for count in (1, 2, 4))
_SURGE = """\
run: {horizon: 14 weeks}
people: {design: {headcount: 3}}
surges: {quarter: {start: 6 weeks, weeks: 8, factor: 3}}
"""

STATEMENTS = (
    Statement(
        number="5.6 (a)",
        claim="Variable cost wins at low or spiky volume, fixed cost at steady volume (a "
        "break-even utilization can be located).",
        arms={
            "inside, low": together(_INSIDE, _LOW, _TWO),
            "agency, low": together(_AGENCY, _LOW, _ONE),
            "inside, spiky": together(_INSIDE, _SPIKY, _FOUR),
            "agency, spiky": together(_AGENCY, _SPIKY, _ONE),
            "inside, steady": together(_INSIDE, _STEADY, _TWO),
            "agency, steady": together(_AGENCY, _STEADY, _ONE),
        },
        parts=(
            Part(
                "cost per launch of a campaign every nine days, agency by inside",
                figure_ratio("cost_per_launch", "agency, low", "inside, low"),
                high=1,
            ),
            Part(
                "cost per launch at 170 a year that come in spikes, agency by inside",
                figure_ratio("cost_per_launch", "agency, spiky", "inside, spiky"),
                high=1,
            ),
            Part(
                "cost per launch at 170 a year that come steadily, agency by inside",
                figure_ratio("cost_per_launch", "agency, steady", "inside, steady"),
                low=1,
            ),
        ),
        holds=SetUp(
            "All people cost 85 USD an hour, busy or not, and the agency 140. Inside are as many "
            "designers as the peak needs: two for one in nine days (busy for 0.2 of their time), "
            "four where spikes nearly double 170 a year (0.42), two where these come steadily "
            "(0.85). With an agency one is enough, who briefs it and looks at what it delivers. "
            "Break-even is between the second and the third.",
        ),
        fails=SetUp(
            "The same with a studio at 50 USD an hour, the lowest price that was found, which "
            "knows the brand: it is cheaper at any volume.",
            arms=dict.fromkeys(
                ("agency, low", "agency, spiky", "agency, steady"),
                "operating_model: {who_does_the_work: {agency: {price: 50 USD/hour}, "
                "agency_revisions: {first_pass: 80%, experienced: 80%}}}",
            ),
        ),
    ),
    Statement(
        number="5.6 (b)",
        claim="Poor briefs erase the elasticity (33% waste anchor).",
        arms={
            "inside": _INSIDE,
            "good briefs": together(
                _AGENCY,
                "operating_model: {who_does_the_work: {agency_revisions: {first_pass: 80%, "
                "experienced: 80%, rounds: 6}}}",
            ),
            "poor briefs": together(
                _AGENCY,
                "operating_model: {who_does_the_work: {agency_revisions: {first_pass: 20%, "
                "experienced: 20%, rounds: 6}}}",
            ),
        },
        parts=(
            Part(
                "time to launch in a surge, agency with good briefs by inside",
                lead_ratio("good briefs", "inside"),
                high=1,
                is_premise=True,
            ),
            Part(
                "time to launch in a surge, agency with poor briefs by inside",
                lead_ratio("poor briefs", "inside"),
                low=1,
            ),
        ),
        holds=SetUp(
            "Three times the requests for eight weeks; three designers inside have work for 2.4 "
            "times their time. The agency delivers in ten working days; four deliveries in five "
            "pass where briefs are good, and one in five where they are poor.",
            _SURGE,
            arms=dict.fromkeys(("good briefs", "poor briefs"), _TURNAROUND.format(10)),
            replications=16,
        ),
        fails=SetUp(
            "The same with an agency that delivers in three working days: even many rounds are "
            "shorter than the queue inside.",
            _SURGE,
            arms=dict.fromkeys(("good briefs", "poor briefs"), _TURNAROUND.format(3)),
            replications=8,
        ),
        note="A poor brief is one after which few first deliveries pass; each round costs a "
        "turnaround.",
    ),
    Statement(
        number="5.6 (c)",
        claim="In a surge outsourcing protects lead time but moves the bottleneck to internal "
        "briefing and approval.",
        arms={
            "inside": _INSIDE,
            "agency": together(
                _AGENCY,
                _TURNAROUND.format(1),
                "operating_model: {who_does_the_work: {agency_revisions: {first_pass: 80%, "
                "experienced: 80%}}}",
            ),
        },
        parts=(
            Part(
                "time to launch in a surge, agency by inside",
                lead_ratio("agency", "inside"),
                high=1,
            ),
            Part(
                "inside: share of all waiting that is for designers, less that for leads and "
                "approvers, points",
                more_waiting("inside", ("team", "design of"), REST),
                low=0,
            ),
            Part(
                "agency: share of all waiting that is for leads, approvers and who briefs, less "
                "that for the agency, points",
                more_waiting("agency", INSIDE, ("agency",)),
                low=0,
            ),
        ),
        holds=SetUp(
            "Three times the requests for eight weeks. Three designers have work for 2.4 times "
            "their time, the agency delivers in a working day; then one approver has work for 1.4 "
            "times the time.",
            _SURGE + "campaigns: {standard: {effort: {review: 'lognormal(mean=2h, cv=0.5)'}}}",
            replications=8,
        ),
        fails=SetUp(
            "The same, but reviews take half as long, so that the approver has time, and the "
            "agency has room for six pieces, in the surge, when others ask it as well, for four.",
            _SURGE,
            arms={"agency": "operating_model: {who_does_the_work: {agency: {capacity: 6}}}"},
            replications=8,
        ),
    ),
)
