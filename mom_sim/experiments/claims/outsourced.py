"""What docs/DOMAIN.md 5.6 says of the outsourced model."""

from __future__ import annotations

from mom_sim.experiments.claims.changing_documents import together
from mom_sim.experiments.claims.claim import Claim, Flip, Measure, SetUp
from mom_sim.experiments.claims.quantities import (
    INSIDE,
    REST,
    figure_ratio,
    lead_ratio,
    more_waiting,
)

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
_AGENCY_PATH = "operating_model.who_does_the_work.agency"
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

_DEARER = "An hour of the agency costs more than one of a person inside."

CLAIMS = (
    Claim(
        id="5.6a",
        model="outsourced",
        sentence="An agency is cheaper at low and at spiky volume, people of one's own at steady "
        "volume; in between is a break-even.",
        arms={
            "inside, low": together(_INSIDE, _LOW, _TWO),
            "agency, low": together(_AGENCY, _LOW, _ONE),
            "inside, spiky": together(_INSIDE, _SPIKY, _FOUR),
            "agency, spiky": together(_AGENCY, _SPIKY, _ONE),
            "inside, steady": together(_INSIDE, _STEADY, _TWO),
            "agency, steady": together(_AGENCY, _STEADY, _ONE),
        },
        measures=(
            Measure(
                "cost per launch of a campaign every nine days, agency by inside",
                figure_ratio("cost_per_launch", "agency, low", "inside, low"),
                high=1,
            ),
            Measure(
                "cost per launch at 170 a year that come in spikes, agency by inside",
                figure_ratio("cost_per_launch", "agency, spiky", "inside, spiky"),
                high=1,
            ),
            Measure(
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
            breaks=_DEARER,
        ),
        premises=(_DEARER,),
        decided_by="The share of their time for which people inside would be busy, and the "
        "agency's price.",
        theorem="Arithmetic: people inside cost the same whatever they do, an agency by what it "
        "does. Inside is cheaper where people are busy for more than their cost an hour divided "
        "by the agency's price for what they do in an hour, rounds and briefing included. If an "
        "agency's hour costs less than one inside, that share is above 1 and never reached.",
        flips=(
            Flip(
                "campaigns a year that come steadily, against two designers inside (170 are 0.85 "
                "of their time)",
                {"campaigns.standard.demand": "{x:.0f} per year"},
                50,
                170,
                measure=2,
                arms=("inside, steady", "agency, steady"),
                words="The break-even.",
            ),
        ),
        shown=("people_cost_per_launch", "agency_cost_per_launch"),
    ),
    Claim(
        id="5.6b",
        model="outsourced",
        sentence="Poor briefs take away what makes an agency elastic.",
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
        measures=(
            Measure(
                "time to launch in a surge, agency with good briefs by inside",
                lead_ratio("good briefs", "inside"),
                high=1,
                is_premise=True,
            ),
            Measure(
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
        reading="A poor brief is one after which few first deliveries pass; each round costs a "
        "turnaround.",
        decided_by="How long a turnaround takes, of which poor briefs cost several, against the "
        "queue that a surge would make inside.",
        flips=(
            Flip(
                "working days in which the agency delivers",
                {f"{_AGENCY_PATH}.turnaround.default": "{x:.4g} working days"},
                3,
                10,
                measure=1,
                arms=("good briefs", "poor briefs"),
                words="With a quicker agency even many rounds are shorter than the queue.",
            ),
        ),
        traced=("inside", "poor briefs"),
    ),
    Claim(
        id="5.6c",
        model="outsourced",
        sentence="In a surge an agency keeps campaigns fast, and the bottleneck moves to who "
        "briefs and approves inside.",
        arms={
            "inside": _INSIDE,
            "agency": together(
                _AGENCY,
                _TURNAROUND.format(1),
                "operating_model: {who_does_the_work: {agency_revisions: {first_pass: 80%, "
                "experienced: 80%}}}",
            ),
        },
        measures=(
            Measure(
                "time to launch in a surge, agency by inside",
                lead_ratio("agency", "inside"),
                high=1,
            ),
            Measure(
                "inside: share of all waiting that is for designers, less that for leads and "
                "approvers, points",
                more_waiting("inside", ("team", "design of"), REST),
                low=0,
            ),
            Measure(
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
        decided_by="Whether those who brief and approve run out of time before the agency runs "
        "out of room.",
        flips=(
            Flip(
                "hours of review in a campaign",
                {"campaigns.standard.effort.review": "lognormal(mean={x:.4g}h, cv=0.5)"},
                0.4,
                2,
                measure=2,
                words="With shorter reviews most of the waiting is for the agency.",
            ),
        ),
        traced=("inside", "agency"),
    ),
)
