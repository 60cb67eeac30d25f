"""Scenarios of a few people and a few campaigns, in whole hours, played on one model.

The clock starts on Monday 2026-01-05 at midnight. Calendars: `always`, `office` (weekdays 9 to 17),
`mornings` (weekdays 8 to 12).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from mom_sim.engines.assembling import assemble
from mom_sim.engines.recording import Recording
from mom_sim.engines.simpy_engine.engine import run
from mom_sim.log.contract import NULL
from mom_sim.log.log import Log
from mom_sim.log.validation import validate
from mom_sim.operating_models.compiling import compile_plan
from mom_sim.plan.checking import check_plan
from mom_sim.plan.instructions import INSTRUCTIONS
from mom_sim.plan.plan import Plan
from mom_sim.scenario.resolved import (
    NEVER,
    Agency,
    CampaignType,
    ClassOfService,
    Coordination,
    DatedCampaign,
    DefectRisk,
    Delay,
    ErrorRates,
    Gate,
    GateRule,
    HandOff,
    OperatingModel,
    Ramp,
    Role,
    Run,
    Scenario,
    Seasonality,
    Step,
    SurgeResponse,
    TeamRule,
    Technology,
    Unit,
    Value,
    WhoDoesTheWork,
    WipLimit,
    Workflow,
)
from mom_sim.tape.tape import Tape, draw_tape
from tests.made.changes import Change
from tests.made.lengths import CALENDARS, HOUR, NO_TIME, WEEK, constant
from tests.made.people import NO_ABSENCE, NO_TURNOVER

Hours = float
NO_RATES = tuple((word, ErrorRates(0.0, 0.0)) for word in ("expert", "lead", "crew", "automated"))
OUTCOMES_OF = {name: record.outcomes for name, record in INSTRUCTIONS.items()}


# ---------------------------------------------------------------------- what a scenario consists of


def people(name: str, count: int = 1, calendar: str = "always", **changes: Any) -> Role:
    """People of one skill, called like their role."""
    made = Role(
        name=name,
        kind="producer",
        headcount=count,
        home=(),
        skills=((name, 1.0),),
        calendar=calendar,
        productive_fraction=1.0,
        cost_per_hour=1.0,
        available_from=0,
        available_until=NEVER,
        ramp=Ramp(1.0, 0),
        absence=NO_ABSENCE,
        turnover=NO_TURNOVER,
        hand_over_after=16 * HOUR,
    )
    return replace(made, **changes)


def work(
    name: str, who: str | Mapping[str, int], hours: Hours, *after: str, **changes: Any
) -> Step:
    """Hands-on work; `who` is a skill, or several with how many of each."""
    skills = ((who, 1),) if isinstance(who, str) else tuple(who.items())
    effort = (("t", constant(hours)),)
    return replace(Step(name, "work", after, skills, effort, (), False, ()), **changes)


def wait(name: str, hours: Hours, *after: str) -> Step:
    delay = Delay(constant(hours), working=False)
    return Step(name, "wait", after, (), (), (("t", delay),), False, ())


def launch(*after: str) -> Step:
    return Step("launch", "automated", after, (), (), (), True, ())


def gate(
    name: str,
    who: str,
    hours: Hours,
    *after: str,
    revise: Mapping[str, float] | None = None,
    **changes: Any,
) -> Step:
    """A gate that looks for `flaw`, makes no mistakes, and sends steps back."""
    made = Gate(
        checks=("flaw",),
        applies=(),
        revise=tuple((revise or {}).items()),
        reject_share=0.0,
        revise_probability=0.0,
        rounds=0,
        after_rounds="approve",
        error_rates=NO_RATES,
        cadence=(),
    )
    effort = (("t", constant(hours)),)
    return Step(name, "gate", after, ((who, 1),), effort, (), False, (replace(made, **changes),))


def flaw(first: float, revised: float = 0.0, **changes: Any) -> DefectRisk:
    return replace(DefectRisk("flaw", first, revised, NO_TIME, (), 0.0), **changes)


def request(name: str, at: Hours = 0, **changes: Any) -> DatedCampaign:
    made = DatedCampaign(
        id=name,
        stream="dated",
        unit="north",
        type="t",
        requested=round(at * HOUR),
        due=round((at + 1000) * HOUR),
        not_before=0,
        value=0.0,
        effort=(),
    )
    return replace(made, **changes)


def campaign_type(name: str = "t", **changes: Any) -> CampaignType:
    made = CampaignType(
        name=name,
        workflow="standard",
        demand=(),
        arrive_in_working_hours=False,
        seasonality=Seasonality((), 0, 0.0, 0),
        due=Delay(constant(1000), working=False),
        value=Value(0.0, "due", 0, 0),
        risk_tiers=(("low", 1.0),),
        global_share=0.0,
        class_of_service="standard",
        patience=(),
    )
    return replace(made, **changes)


def study(
    roles: Sequence[Role], steps: Sequence[Step], requests: Sequence[DatedCampaign], **changes: Any
) -> Scenario:
    """A scenario of one unit and one type `t`, two weeks long."""
    made = Scenario(
        name="small",
        description="",
        currency="USD",
        run=Run(date(2026, 1, 5), 2 * WEEK, 0, WEEK, 1, 1),
        calendars=CALENDARS,
        reference_calendar="always",
        hours_per_day=8.0,
        units=(Unit("north", "always"),),
        skills=tuple(dict.fromkeys(skill for role in roles for skill, _ in role.skills)),
        roles=tuple(roles),
        lead_skill=roles[0].skills[0][0],
        hand_off=HandOff(NO_TIME, NO_TIME),
        workflows=(Workflow("standard", tuple(steps)),),
        campaigns=(campaign_type(),),
        classes_of_service=(
            ClassOfService("urgent", 0, True, 0),
            ClassOfService("standard", 1, False, 0),
        ),
        risk_tiers=("low", "high"),
        dated=tuple(requests),
        backlog=(),
        surges=(),
        surge_response=SurgeResponse((), (), (), ()),
        defect_risks=(flaw(0.0),),
        event_risks=(),
        comparison="equal_people",
    )
    return replace(made, **changes)


def model(*rules: GateRule, **changes: Any) -> OperatingModel:
    """One team for the whole company, first come first served; experts decide at once.

    Changes are those of the model, of who does the work, and of coordination.
    """
    who = WhoDoesTheWork(
        teams=(TeamRule("team", ("all",), (), "company"),),
        queue_rule=("fifo",),
        aging=0,
        crew_age_limit=0,
        task_force=(),
        agency=(),
    )
    coordination = Coordination((), WipLimit("company", 0, "hold"))
    own = {name: changes.pop(name) for name in list(changes) if hasattr(who, name)}
    how = {name: changes.pop(name) for name in list(changes) if hasattr(coordination, name)}
    made = OperatingModel(
        name="small",
        summary="",
        who_does_the_work=replace(who, **own),
        who_decides=rules,
        coordination=replace(coordination, **how),
        technology=Technology(0.0),
        pays_with=(),
    )
    return replace(made, **changes)


def decided_by(*deciders: str, **changes: Any) -> GateRule:
    made = GateRule(
        gates=(),
        tiers=(),
        deciders=deciders,
        rule="serial",
        need=0,
        cadence="scenario",
        own_cadence=(),
        sampled=1.0,
        delegate_after=0,
        deemed_approved_after=0,
        rounds=-1,
    )
    return replace(made, **changes)


def agency(hours: Hours, *skills: str, **changes: Any) -> Agency:
    made = Agency(
        name="agency",
        kinds=(),
        skills=skills,
        types=(),
        turnaround=(("default", Delay(constant(hours), working=True)),),
        calendar="always",
        capacity=0,
        briefing=(),
        price_per_hour=1.0,
        price_per_piece=0.0,
        retainer_per_year=0.0,
    )
    return replace(made, **changes)


# ---------------------------------------------------------------------- what came of it


@dataclass(frozen=True)
class Played:
    """One run, told in hours."""

    plan: Plan
    tape: Tape
    recording: Recording
    log: Log

    def stints(self, step: str) -> list[tuple[str, str, Hours, Hours]]:
        """Who worked on a step, and when: (campaign, person, from, to), by time and person."""
        of = self.log.activities["step"].to_numpy()[self.log.stints["activity"].to_numpy()]
        rows = self.log.stints[of == self.plan.steps.index(step)]
        campaigns = self.log.activities["campaign"].to_numpy()[rows["activity"].to_numpy()]
        found = [
            (self.name(campaign), self.plan.people[row.person].name, _h(row.start), _h(row.finish))
            for campaign, row in zip(campaigns.tolist(), rows.itertuples(), strict=True)
        ]
        return sorted(found, key=lambda stint: (stint[2], stint[1]))

    def activities(
        self, step: str, campaign: str = "", instruction: str = ""
    ) -> list[tuple[Hours, Hours | None, Hours | None, str]]:
        """Executions of a step's nodes: (ready, start, finish, outcome)."""
        words = self.log.vocabularies
        found = []
        for row in self.log.activities.itertuples():
            if (
                self.plan.steps[row.step] == step
                and (not campaign or self.name(row.campaign) == campaign)
                and instruction in ("", words["instruction"][row.instruction])
            ):
                outcome = words["activity_outcome"][row.outcome]
                found.append((_h(row.ready), _h(row.start), _h(row.finish), outcome))
        return found

    def waits(self, campaign: str, step: str = "") -> list[tuple[Hours, Hours, str]]:
        """Waits of a campaign, by time: (from, to, cause and sub-cause)."""
        words = self.log.vocabularies
        found = []
        for row in self.log.waits.itertuples():
            activity = self.log.activities.iloc[row.activity]
            if self.name(activity["campaign"]) == campaign and step in (
                "",
                self.plan.steps[activity["step"]],
            ):
                sub = words["sub_cause"][row.sub_cause]
                cause = words["cause"][row.cause] + ("" if sub == "none" else f" {sub}")
                found.append((_h(row.start), _h(row.finish), cause))
        return sorted(found)

    def events(self, kind: str) -> list[tuple[Hours, str]]:
        """When something happened, and to which campaign."""
        code = self.log.vocabularies["event_kind"].index(kind)
        rows = self.log.events[self.log.events["kind"] == code]
        return [
            (_h(row.time), "" if row.campaign == NULL else self.name(row.campaign))
            for row in rows.itertuples()
        ]

    def launched(self) -> dict[str, Hours]:
        """Launches, by campaign."""
        return {name: hours for hours, name in self.events("launch")}

    def outcome(self, campaign: str) -> str:
        row = next(row for row in self.log.campaigns.itertuples() if row.id == campaign)
        return self.log.vocabularies["outcome"][row.outcome]

    def name(self, campaign: int) -> str:
        return str(self.log.campaigns["id"].iloc[campaign])


def _h(instant: int) -> Hours | None:
    return None if instant == NULL else instant / HOUR


def play(
    scenario: Scenario,
    of: OperatingModel | None = None,
    tape: Tape | None = None,
    change: Change | None = None,
) -> Played:
    """Compile, run and check.

    A tape may be given, to have people away at stated times, and a change of the plan.
    """
    plan = compile_plan(scenario, of or model())
    if change is not None:
        plan = change(plan)
    check_plan(plan)
    drawn = tape or draw_tape(scenario, 1)
    recording, _ = run(plan, drawn)
    log = assemble(plan, drawn, recording, {})
    assert validate(log, OUTCOMES_OF) == []
    return Played(plan, drawn, recording, log)
