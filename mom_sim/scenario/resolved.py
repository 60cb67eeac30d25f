"""The resolved scenario: every default applied, one unit of time, nothing left to guess.

This is what `mom-sim resolve` prints and what is compiled, hashed and stored with results. All
times are
int64 microseconds: instants count from the start of the scenario, durations say whether they
advance in
wall-clock time or in working time. An absent thing is an empty tuple or a stated word, never a
null.

The order of entries is the order in the file: it is the stated tie-break of everything that
follows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from mom_sim.calendars.calendar import Calendar
from mom_sim.draws.distributions import Distribution, distribution
from mom_sim.draws.kept_hash import KeptHash
from mom_sim.scenario.mechanism import Settings

UNLIMITED = 0  # spelling of "no limit" in counts
NEVER = 2**62  # spelling of "no such instant"
SAME_SIZE = distribution("constant", value=1.0)  # spelling of "all campaigns of a type are alike"
IF_GIVEN = "if_given"
PRINTED_IF_GIVEN = {IF_GIVEN: True}
"""Of a field that is left out of the printed form at its default: hashes of scenarios that do not
use it stay what they were."""


@dataclass(frozen=True)
class Delay:
    """A random length of time, in microseconds, and whether it passes in working time."""

    distribution: Distribution
    working: bool


@dataclass(frozen=True)
class Run:
    """When the study starts, what it measures and how often it is repeated.

    Measured window: [warm_up, horizon); campaigns of that window are followed until horizon +
    follow_up.
    """

    start: date
    horizon: int
    warm_up: int
    follow_up: int
    replications: int
    seed: int


@dataclass(frozen=True)
class Unit:
    """A business unit, market or region that asks for campaigns."""

    name: str
    calendar: str


@dataclass(frozen=True)
class Absence:
    """Vacation in working days a year, in blocks; sickness as a share of working time."""

    vacation_days: float
    vacation_block_days: float
    sickness_share: float
    sickness_spell_days: Distribution  # working days


@dataclass(frozen=True)
class Turnover:
    """Departures a year per person (a hazard), the delay until the successor starts."""

    per_year: float
    hire_delay: Distribution  # microseconds, wall clock


@dataclass(frozen=True)
class Ramp:
    """A newcomer works at share `start` of full speed, rising in a straight line over `length`."""

    start: float
    length: int  # microseconds, wall clock; 0 = none


@dataclass(frozen=True)
class Role:
    """People of one kind. Identity of a person: role name and position number from 1."""

    name: str
    kind: str  # lead | producer | platform | decider: what archetypes refer to
    headcount: int
    home: tuple[tuple[str, int], ...]  # (unit, how many); empty: the operating model places them
    skills: tuple[tuple[str, float], ...]  # (skill, speed), the first is the main one
    calendar: str
    productive_fraction: float
    cost_per_hour: float  # currency per scheduled hour, busy or not
    available_from: int
    available_until: int  # NEVER = stays
    ramp: Ramp
    absence: Absence
    turnover: Turnover
    hand_over_after: int  # working microseconds of absence after which work in hand is returned
    # (unit, calendar): people at home there keep this one instead of `calendar`, in every model
    home_calendars: tuple[tuple[str, str], ...] = ()

    def calendar_at(self, home: str) -> str:
        """Calendar of the people at home in a unit; an empty text is no home."""
        return dict(self.home_calendars).get(home, self.calendar)


@dataclass(frozen=True)
class ErrorRates:
    """How often a decider errs."""

    false_reject: float  # good work rejected
    false_accept: float  # bad work passed


@dataclass(frozen=True)
class Cadence:
    """When deciders meet: weekly (weekday 0 = Monday, minute of day) or at random intervals."""

    weekly: tuple[tuple[int, int], ...]  # in the calendar's local time; empty when by interval
    calendar: str
    interval: tuple[Distribution, ...]  # zero or one: renewal intervals, wall clock
    agenda: int  # items a meeting, UNLIMITED = all
    every_weeks: int  # 1 = each week, 2 = every other


@dataclass(frozen=True)
class Gate:
    """A step that decides: approve, revise or reject."""

    checks: tuple[str, ...]  # defect risks it looks for
    applies: tuple[tuple[str, float], ...]  # (campaign type, share of campaigns that need it)
    revise: tuple[tuple[str, float], ...]  # (step to do again, share of its effort)
    reject_share: float  # of rejecting verdicts, the share that ends the campaign
    revise_probability: float  # plain coin beside the checks (rework that no named risk explains)
    rounds: int  # UNLIMITED or the most rounds
    after_rounds: str  # approve | reject | escalate: what happens when the rounds are used up
    error_rates: tuple[tuple[str, ErrorRates], ...]  # by decider: expert, lead, crew, automated
    cadence: tuple[Cadence, ...]  # zero or one
    experts_only: bool = False  # no operating model may give this decision to anybody else
    # The same in the second round, the third, ...; the last one in all further ones.
    revise_later: tuple[float, ...] = field(default=(), metadata=PRINTED_IF_GIVEN)


@dataclass(frozen=True)
class Step:
    """One step of a workflow."""

    name: str
    kind: str  # work | gate | wait (somebody outside) | automated (nobody)
    after: tuple[str, ...]
    skills: tuple[tuple[str, int], ...]  # who must be there at the same time: (skill, how many)
    effort: tuple[tuple[str, Distribution], ...]  # (campaign type, microseconds of hands-on work)
    wait: tuple[tuple[str, Delay], ...]  # (campaign type, wait for somebody outside), kind wait
    launch: bool
    gate: tuple[Gate, ...]  # zero or one


@dataclass(frozen=True)
class Workflow:
    """A graph of steps."""

    name: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Demand:
    """Demand of one unit for one type: Poisson with a rate, or a renewal process of intervals."""

    unit: str
    per_year: float  # of 365.25 days; 0 when `interval` is given
    interval: tuple[Distribution, ...]  # zero or one, microseconds wall clock
    # instant from which it starts; a renewal process has its first request here if first_at_once
    first: int
    first_at_once: bool


@dataclass(frozen=True)
class Seasonality:
    """Factors on the rate, multiplied with each other.

    Twelve months or 1 + amplitude sin(2 pi (t - phase) / period); days of the week, Monday first;
    hours of the day by the local time of the reference calendar.
    """

    months: tuple[float, ...]  # empty or 12
    cycle_period: int  # 0 = none
    cycle_amplitude: float
    cycle_phase: int
    weekdays: tuple[float, ...] = field(default=(), metadata=PRINTED_IF_GIVEN)  # empty or 7
    hours: tuple[float, ...] = field(default=(), metadata=PRINTED_IF_GIVEN)  # empty or 24


@dataclass(frozen=True)
class Value:
    """Worth of a campaign launched in time, and how it decays after its due date or request."""

    amount: float  # currency
    after: str  # due | request
    half_life: int  # microseconds wall clock; 0 = not exponential
    gone_after: int  # microseconds wall clock; 0 = not linear


@dataclass(frozen=True)
class CampaignType:
    """A type of campaign: its demand, workflow, worth and risk."""

    name: str
    workflow: str
    demand: tuple[Demand, ...]
    arrive_in_working_hours: bool
    seasonality: Seasonality
    due: Delay  # from the request
    value: Value
    risk_tiers: tuple[tuple[str, float], ...]  # (tier, probability), adds up to 1
    global_share: float
    class_of_service: str
    # zero or one: withdrawn when no work has started by then, wall clock
    patience: tuple[Distribution, ...]
    size: Distribution = SAME_SIZE  # factor of mean 1 on all drawn efforts of one campaign's steps


@dataclass(frozen=True)
class ClassOfService:
    """A lane of urgency."""

    name: str
    rank: int  # 0 first
    preempts: bool
    switching_cost: int  # microseconds of effort added to work it interrupts
    preempts_task_forces: bool = False  # it interrupts people inside task forces, too


@dataclass(frozen=True)
class DatedCampaign:
    """A campaign at a stated time: a dated launch, or a row of the campaign calendar."""

    id: str
    stream: str  # dated | calendar
    unit: str
    type: str
    requested: int
    due: int
    not_before: int  # embargo; 0 = none
    value: float
    effort: tuple[tuple[str, int], ...]  # (step, microseconds) in place of the draw


@dataclass(frozen=True)
class Backlog:
    """Open campaigns at the start: `count` of one unit and type that are ready for `step`."""

    unit: str
    type: str
    step: str
    count: int


@dataclass(frozen=True)
class Surge:
    """Demand times `factor` in a window, for some units and types."""

    name: str
    start: int
    end: int
    factor: float
    units: tuple[str, ...]
    types: tuple[str, ...]


@dataclass(frozen=True)
class Overtime:
    """Longer working days in a window."""

    calendar: str
    start: int
    end: int
    hours_factor: float  # 1.25: every working day is longer by a quarter, at its end


@dataclass(frozen=True)
class Freelancers:
    """Additional people of a role in a window."""

    role: str
    count: int
    start: int
    end: int
    cost_per_hour: float


@dataclass(frozen=True)
class Freeze:
    """Requests of these types made in the window are held until its end."""

    types: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True)
class Overflow:
    """Work of a skill goes to the agency while `queue` or more wait for that skill in the team."""

    skill: str
    queue: int


@dataclass(frozen=True)
class SurgeResponse:
    """What is done when demand surges."""

    overtime: tuple[Overtime, ...]
    freelancers: tuple[Freelancers, ...]
    freeze: tuple[Freeze, ...]
    overflow: tuple[Overflow, ...]


@dataclass(frozen=True)
class DefectRisk:
    """Work can be bad in this respect; a gate may catch it; what escapes surfaces after launch."""

    name: str
    first: float  # probability in the first version
    revised: float  # probability in each later version
    surfaces_after: Delay
    fix: tuple[tuple[str, Distribution], ...]  # (skill, effort) of takedown and repair; zero or one
    cost: float  # currency an incident
    where: str = ""  # gate: only campaigns that need it can be bad in this respect; empty = all


@dataclass(frozen=True)
class EventRisk:
    """Something that happens to a campaign before a step: a delay, more effort, or the end."""

    name: str
    probability: float
    step: str
    delay: tuple[Delay, ...]  # zero or one
    extra_effort: float  # share of the step's effort on top
    cancels: bool
    types: tuple[str, ...]
    cost: float


@dataclass(frozen=True)
class HandOff:
    """Delay when work passes from one skill to another, by whether the team changes."""

    within_team: Delay
    between_teams: Delay


@dataclass(frozen=True)
class TeamRule:
    """Which people form teams: one for the company, one a unit, one a role, or one for both."""

    name: str
    kinds: tuple[str, ...]  # kinds of role; ("all",) or ("rest",)
    roles: tuple[str, ...]  # names of roles, beside kinds
    group: str  # company | unit | role | unit_and_role
    share: float = 1.0  # of each role's people, the last positions; the others go on to later rules
    types: tuple[str, ...] = ()  # campaign types that are theirs alone; empty: what is left
    tiers: tuple[str, ...] = ()  # risk tiers that are theirs alone; empty: what is left


@dataclass(frozen=True)
class TaskForce:
    """People taken out of their teams for one campaign."""

    types: tuple[str, ...]  # empty: by min_effort
    # expected effort of the type from which a force is formed, microseconds; 0 = by types only
    min_effort: int
    skills: tuple[str, ...]  # empty: every skill of the workflow's work steps
    assembly: str  # reserve | wait
    quorum: int  # members needed to begin; UNLIMITED = whole crew
    max_forces: int  # UNLIMITED or the most at a time
    release: str  # end | steps
    members_per_skill: int
    kinds: tuple[str, ...] = ()  # kinds of role whose main skills are taken, beside `skills`


@dataclass(frozen=True)
class Agency:
    """Outside capacity: what it does, how fast, at what price."""

    name: str
    kinds: tuple[str, ...]  # kinds of role whose skills it does
    skills: tuple[str, ...]  # or skills by name
    types: tuple[str, ...]  # campaign types; empty: all
    turnaround: tuple[tuple[str, Delay], ...]  # (campaign type or "default", turnaround)
    calendar: str
    capacity: int  # pieces at the same time; UNLIMITED
    # zero or one: effort of whoever owns the order inside, before each first piece
    briefing: tuple[Distribution, ...]
    price_per_hour: float
    price_per_piece: float
    retainer_per_year: float


@dataclass(frozen=True)
class WhoDoesTheWork:
    """How people are grouped, and what leaves the house."""

    teams: tuple[TeamRule, ...]
    # lexicographic: class_of_service, fifo, due_date, value, cost_of_delay, ...
    queue_rule: tuple[str, ...]
    aging: int  # microseconds of waiting that make up for one rank of class; 0 = none
    # working together: after this wait nobody overtakes; microseconds wall clock
    crew_age_limit: int
    task_force: tuple[TaskForce, ...]  # zero or one
    agency: tuple[Agency, ...]  # zero or more


@dataclass(frozen=True)
class GateRule:
    """Who decides at a gate for some risk tiers; of several rules the first that fits counts."""

    gates: tuple[str, ...]  # step names; empty: all gates
    tiers: tuple[str, ...]  # empty: all tiers
    deciders: tuple[str, ...]  # expert, lead, crew, automated; several: see rule
    rule: str  # serial | all | any | k_of_n
    need: int  # for k_of_n
    cadence: str  # scenario | continuous | own
    own_cadence: tuple[Cadence, ...]
    sampled: float  # share of campaigns that are looked at
    delegate_after: int  # working microseconds without a review, then the lead decides; 0 = never
    # working microseconds without a review, then it counts as approved; 0 = never
    deemed_approved_after: int
    rounds: int  # -1: as the scenario's gate says
    escalates_to: str = ""  # who decides what these refuse, without rework; empty: it is revised


@dataclass(frozen=True)
class WipLimit:
    """How many campaigns may be under way at a time."""

    scope: str  # company | unit
    limit: int  # UNLIMITED = none
    when_full: str  # hold | reject


@dataclass(frozen=True)
class Coordination:
    """How teams work together."""

    hand_off: tuple[HandOff, ...]  # zero (the scenario's) or one
    wip_limit: WipLimit


@dataclass(frozen=True)
class Technology:
    """What technology costs."""

    cost_per_year: float  # platform and licenses


@dataclass(frozen=True)
class OperatingModel(KeptHash):
    """The four questions, answered."""

    __hash__ = KeptHash.__hash__

    name: str
    summary: str
    who_does_the_work: WhoDoesTheWork
    who_decides: tuple[GateRule, ...]
    coordination: Coordination
    technology: Technology
    pays_with: tuple[str, ...]  # kinds of role whose positions pay for outside work, in this order
    mechanisms: tuple[Settings, ...] = ()  # in the order of their records


@dataclass(frozen=True)
class Scenario(KeptHash):
    """A whole study, resolved."""

    __hash__ = KeptHash.__hash__

    name: str
    description: str
    currency: str
    run: Run
    calendars: tuple[Calendar, ...]
    reference_calendar: str
    hours_per_day: float  # working hours of a working day of the reference calendar
    units: tuple[Unit, ...]
    skills: tuple[str, ...]
    roles: tuple[Role, ...]
    lead_skill: str
    hand_off: HandOff
    workflows: tuple[Workflow, ...]
    campaigns: tuple[CampaignType, ...]
    classes_of_service: tuple[ClassOfService, ...]
    risk_tiers: tuple[str, ...]
    dated: tuple[DatedCampaign, ...]
    backlog: tuple[Backlog, ...]
    surges: tuple[Surge, ...]
    surge_response: SurgeResponse
    defect_risks: tuple[DefectRisk, ...]
    event_risks: tuple[EventRisk, ...]
    comparison: str  # equal_people | equal_budget
