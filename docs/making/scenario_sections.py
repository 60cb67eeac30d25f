"""The parts of `docs/scenario.md`: what is said about each, and which keys and forms it shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mom_sim.scenario.schema import campaigns as c
from mom_sim.scenario.schema import operating_model as o
from mom_sim.scenario.schema import people as p
from mom_sim.scenario.schema import surges as s
from mom_sim.scenario.schema import workflows as w
from mom_sim.scenario.schema.base import Form
from mom_sim.scenario.schema.calendars import (
    CalendarForm,
    HolidaysForm,
    SpecialHoursForm,
    UnitForm,
)
from mom_sim.scenario.schema.meetings import MeetingsForm
from mom_sim.scenario.schema.risks import DefectRiskForm, EventRiskForm, FixForm
from mom_sim.scenario.schema.run import RunForm
from mom_sim.scenario.schema.scenario import ScenarioForm
from mom_sim.scenario.schema.sources import SourceForm


@dataclass(frozen=True)
class Section:
    """A part of the page.

    Attributes
    ----------
    title : str
    text : str
        Markdown below the heading.
    keys : tuple of str
        Top-level keys of the example that are shown.
    forms : tuple of type
        Whose keys are listed.
    notes : mapping of type to str
        Markdown below a form's keys.
    """

    title: str
    text: str
    keys: tuple[str, ...]
    forms: tuple[type[Form], ...]
    notes: Mapping[type[Form], str] = field(default_factory=dict)


_RATES = tuple(
    getattr(w, f"{decider}ErrorRatesForm") for decider in ("Expert", "Lead", "Crew", "Automated")
)

TITLES: Mapping[type[Form], str] = {
    ScenarioForm: "The whole file",
    RunForm: "Run",
    CalendarForm: "Calendar",
    HolidaysForm: "Holidays",
    SpecialHoursForm: "Special hours",
    UnitForm: "Unit",
    p.RoleForm: "Role",
    p.AvailableForm: "Availability",
    p.RampForm: "Ramp",
    p.AbsenceForm: "Absence",
    p.TurnoverForm: "Turnover",
    p.HandOffForm: "Hand-off",
    w.WorkflowForm: "Workflow",
    w.StepForm: "Step",
    w.GateForm: "Gate",
    w.ReviseFromForm: "Revise all from a step",
    w.ErrorRatesForm: "Error rates",
    **dict.fromkeys(_RATES, "Error rates"),
    MeetingsForm: "Meetings",
    c.CampaignForm: "Campaign type",
    c.RenewalForm: "Demand at intervals",
    c.SeasonalityForm: "Seasonality",
    c.CycleForm: "Cycle",
    c.ValueForm: "Value",
    c.ClassOfServiceForm: "Class of service",
    c.CampaignCalendarForm: "Campaign calendar",
    c.DatedLaunchForm: "Dated launch",
    c.BacklogForm: "Backlog",
    s.SurgeForm: "Surge",
    s.SurgeResponseForm: "Surge response",
    s.OvertimeForm: "Overtime",
    s.FreelancersForm: "Freelancers",
    s.FreezeForm: "Freeze",
    s.OverflowForm: "Overflow",
    DefectRiskForm: "Defect",
    FixForm: "Fix",
    EventRiskForm: "Event",
    o.OperatingModelForm: "Operating model",
    o.WhoDoesTheWorkForm: "Who does the work",
    o.TeamForm: "Team rule",
    o.TaskForceForm: "Task force",
    o.AgencyForm: "Agency",
    o.GateRuleForm: "Gate rule",
    o.DecisionRightsForm: "Decision rights",
    o.CoordinationForm: "Coordination",
    o.HandOffChangeForm: "Hand-offs of a model",
    o.WipLimitForm: "Limit on work in progress",
    o.TechnologyForm: "Technology",
    SourceForm: "Source",
}
"""The heading that each form stands under."""

SECTIONS = (
    Section(
        "The whole file",
        "The keys at the top, in any order.",
        ("format", "name", "description", "currency"),
        (ScenarioForm,),
    ),
    Section(
        "Run",
        """
Figures about campaigns are of those requested between `warm_up` and `horizon`; figures about
people, queues and money are of the same window. Campaigns of the window are followed, with demand
still arriving, until all have ended or `follow_up` is over.
""",
        ("run",),
        (RunForm,),
    ),
    Section(
        "Calendars and units",
        """
A calendar maps the clock on the wall to working time. Hours are local time of its zone; a day on
which daylight saving begins or ends has the hours that really pass. Several people at once work
where their calendars overlap. Working days, in which results are given, are those of the reference
calendar, the same for all models.
""",
        ("calendars", "reference_calendar", "hours_per_day", "units"),
        (CalendarForm, HolidaysForm, SpecialHoursForm, UnitForm),
        {
            CalendarForm: """
Days are `mon` to `sun`, ranges such as `mon-fri`, or several with commas; hours may pass midnight
(`"22:00-06:00"`), and then belong to the day on which they begin. Of the rules for one date the
first of these counts: hours of its own, a closure or public holiday, special hours, the weekly
hours.
""",
            UnitForm: """
A unit's calendar is that of the people who are at home in it by `headcount: {north: 2}`, in every
operating model and wherever it places them, unless their role names a calendar. Nobody else keeps
it: people without a home work by the reference calendar, whatever unit they serve. A role whose
people work in two countries needs a home for each of them, or two roles.
""",
        },
    ),
    Section(
        "People",
        """
A role is a number of people of one kind. Every operating model gets the same people and groups them
in its own way; `headcount` by unit says where they are at home when a model groups by unit.
Otherwise people are shared out over the units in proportion to the units' work, by largest
remainder, and a role with fewer people than units is shared between neighbors, with a warning.
""",
        ("skills", "lead_skill", "people"),
        (p.RoleForm, p.AvailableForm, p.RampForm, p.AbsenceForm, p.TurnoverForm),
    ),
    Section(
        "Hand-offs",
        """
Time that passes when the work of a campaign goes on to people with another skill. It is the same in
all models; what differs between them is how often the next person sits in another team.
""",
        ("hand_off",),
        (p.HandOffForm,),
    ),
    Section(
        "Workflows",
        """
A workflow is a graph of steps. A step starts when all steps in `after` have finished. There are
four kinds: **work** has `skill` or `skills` (several people at the same time) and an effort;
**wait** is for somebody outside the model; a **gate** decides; a step with none of these is
**automated** and takes no time. Exactly one step has `launch: true`; steps after it still take
capacity, and no longer count in the time-to-launch. Two gates that can run at the same time must
not send back the same steps.

Without `workflows`, one is made from the roles: leads side by side, then producers side by side,
then platform roles side by side, then a gate `<role>_review` for each decider role, one behind the
other, then `launch`. Such a gate sends all producers' work back with a share of the effort.
""",
        ("workflows",),
        (
            w.WorkflowForm,
            w.StepForm,
            w.GateForm,
            w.ReviseFromForm,
            w.ErrorRatesForm,
            MeetingsForm,
        ),
        {
            w.GateForm: """
At a review every defect risk in `checks` is looked for: good work is sent back with the decider's
`false_reject`, bad work passes with its `false_accept`. Beside that, `revise_probability` is a coin
that no named risk explains: the same in every round, or by round, as in `[60%, 30%, 10%]` (the
first round, the second, and the third with all further ones). Whoever decides is said by the
operating model.
""",
            MeetingsForm: """
Give either `on` or `every`. Who is ready at the instant of a meeting is on its agenda; who becomes
ready later at the same instant waits for the next one.
""",
        },
    ),
    Section(
        "Campaigns",
        """
A campaign type says how often it is asked for, what work it takes, when it is due and what it is
worth. Requests are a Poisson process with the stated rate, unless `demand` has `every`.
""",
        ("risk_tiers", "classes_of_service", "campaigns"),
        (
            c.CampaignForm,
            c.RenewalForm,
            c.SeasonalityForm,
            c.CycleForm,
            c.ValueForm,
            c.ClassOfServiceForm,
        ),
        {
            c.CampaignForm: """
The efforts of the steps vary independently of each other; `size` makes them large or small
together. It is drawn once a campaign, is the same under every model, and multiplies every drawn
effort of the campaign's steps, reviews and attempts, in the house and at an agency. Its mean is 1,
so that it adds no work; numbers in it have no unit. An effort stated in a campaign calendar stays
as it is stated.
""",
            c.SeasonalityForm: """
The factors are taken as they are: with a mean above 1 the year has more requests than `demand`
says. Those by month or cycle, by weekday and by hour multiply each other:
`seasonality: {weekdays: {mon: 1.4, sun: 0}, hours: {8: 0.5, 9: 1.8}}`. Months, weekdays and hours
are those of local time in the time zone of the reference calendar; an hour that daylight saving
repeats counts as one long one. With `arrive: working hours` factors apply inside the weekly hours
only: outside them nothing is asked for whatever they say. Demand with `every` does not follow
weekdays and hours, and may not have them.
""",
            c.ValueForm: """
Give `half_life`, `gone_after`, or neither for worth that lasts.
""",
        },
    ),
    Section(
        "Campaigns with dates",
        """
In place of random demand, or beside it. Every row of a campaign calendar and every dated launch is
one campaign, the same in every replication; chance decides only about its work.
""",
        ("campaign_calendar", "dated_launches", "backlog"),
        (c.CampaignCalendarForm, c.DatedLaunchForm, c.BacklogForm),
        {
            c.CampaignCalendarForm: """
The CSV file is UTF-8, separated by commas, with a first line that names the columns:

```csv
id,unit,type,requested,due,value,not_before,effort:design,effort:content
easter,north,standard,2026-02-02,2026-03-20,60000,,12h,
spring_sale,south,standard,2026-02-09,2026-04-06,80k USD,2026-04-06,,9h
mothers_day,north,standard,2026-03-16 09:30,2026-05-01,60000,,,
```

`id`, `unit`, `type`, `requested`, `due` and `value` have to be there and filled in. `not_before` is
an embargo; `effort:<step>` replaces the drawn effort of a step, whatever the campaign's size. Cells
of these may be empty. A due date includes its day; `value` is a number or money. Faults in it are
reported with line and column of the CSV. A surge over a campaign calendar adds marked copies of its
rows, `x+1` of `x`; so no id may begin with that of another row and `+`. Dated launches are never
copied.
""",
        },
    ),
    Section(
        "Surges",
        """
A surge adds campaigns and moves none: every campaign of the calm run is there with the same request
and the same luck. `mom-sim compare --surge 1.35` runs the scenario's windows with that factor
beside a run without; a scenario without a surge then gets one of eight weeks in the middle of the
measured window. A window with a factor of at most 1 is no surge but a slump, a part of the demand:
it stays as it is written in both runs, whatever the factor of `--surge`.

`surge_response` says what is done about it. With `--surge` the calm run leaves out the overtime,
freelancers and freezes whose windows meet one of the surge's, for without a surge nobody would pay
for them. What is planned for another time stays, and so does overflow, which answers queues
whenever they are long. Without `--surge` everything runs as it is written.
""",
        ("surges", "surge_response"),
        (
            s.SurgeForm,
            s.SurgeResponseForm,
            s.OvertimeForm,
            s.FreelancersForm,
            s.FreezeForm,
            s.OverflowForm,
        ),
        {s.SurgeForm: "\nGive either `weeks` or `length`. A factor below 1 thins the demand.\n"},
    ),
    Section(
        "Risks",
        """
A **defect** is drawn for every version of a campaign's work; gates that check it may catch it; what
escapes surfaces after launch as an incident, with its repair and cost. An **event** happens to a
campaign before a step.
""",
        ("risks",),
        (DefectRiskForm, FixForm, EventRiskForm),
    ),
    Section(
        "Operating models",
        """
`operating_model` is what the company works in today; others are compared with it. It is the name of
an archetype ([the seven](operating_models.md)), changes to one (`base` and the keys that differ),
or a whole one. `models` adds further ones under names of their own, which may be bases, too. A
mapping in the changes goes into the mapping of the base key by key; a list or a value takes the
place of the one in the base.
Changes that name `kinds` or `skills` of an `agency` or a `task_force` say whole whose work it does:
neither `kinds` nor `skills` of the base hold on.
""",
        ("operating_model", "models", "comparison"),
        (
            o.OperatingModelForm,
            o.WhoDoesTheWorkForm,
            o.TeamForm,
            o.TaskForceForm,
            o.AgencyForm,
            o.GateRuleForm,
            o.DecisionRightsForm,
            o.CoordinationForm,
            o.HandOffChangeForm,
            o.WipLimitForm,
            o.TechnologyForm,
        ),
        {
            o.TeamForm: """
People who fit no rule are a fault: everybody has exactly one place in every model.
""",
            o.AgencyForm: """
An agency has either the work of `kinds` of role or that of `skills`. A model that buys outside work
is compared twice: with equal people, the spend shown on top, and with an equal budget, where whole
positions of the kinds in `pays_with` are taken away until they pay for it.
""",
        },
    ),
    Section(
        "Sources",
        """
Where your numbers come from, by path. `*` stands for any one part; a path also covers everything
below it; of several that fit, the longest counts. A number that is written without a source has the
mark STATED.
""",
        ("sources",),
        (SourceForm,),
    ),
)
"""The page, from top to bottom."""
