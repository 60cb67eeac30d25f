"""A small company with two teams for the same skill, and logs of it written by hand, in hours.

Days have 8 working hours, from hour 9 to hour 17 of every day; a working day is 8 hours. Ann and
Bob design in the studio, for the north; Cem designs in the shop, for the south; Dee reviews.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from mom_sim.calendars.units import MICROSECONDS_PER_HOUR
from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.log.contract import (
    ACTIVITY_OUTCOMES,
    CAUSES,
    EVENT_KINDS,
    NULL,
    OUTCOMES,
    STINT_ENDINGS,
    SUB_CAUSES,
    TABLES,
)
from mom_sim.log.log import Log, Window, make_log
from mom_sim.log.provenance import make_provenance
from mom_sim.plan.instructions import CODES, NAMES
from mom_sim.plan.plan import (
    PARTS,
    AgencyRecord,
    Decision,
    Defect,
    Member,
    Node,
    Person,
    Plan,
    Program,
    Queue,
    Rework,
    Team,
    ValueRule,
)

HOUR = MICROSECONDS_PER_HOUR
DAY = 24 * HOUR
YEAR_HOURS = 365.25 * 24

BEGIN, HAND_OFF, DESIGN, MEET, REVIEW, DECIDE, LAUNCH, AGENCY, LEGAL, SHOOT, EMBARGO = range(11)
"""Nodes of the only program."""

ANN, BOB, CEM, DEE = range(4)
STUDIO, SHOP, BOARD, VENDOR = range(4)

_STEPS = ("begin", "design", "review", "launch", "legal", "shoot")
_QUEUES = (
    Queue(STUDIO, 0, (Member(ANN, PARTS), Member(BOB, PARTS))),
    Queue(SHOP, 0, (Member(CEM, PARTS),)),
    Queue(BOARD, 1, (Member(DEE, PARTS),)),
)
_BY_UNIT = ((0,), (1,))
_TEAM_OF_NODE = {DESIGN: STUDIO, REVIEW: BOARD, AGENCY: VENDOR, SHOOT: STUDIO}


def _person(name: str, role: str, team: int, rate: float) -> Person:
    return Person(
        name=name,
        role=role,
        position=1,
        team=team,
        calendar=0,
        cost_per_hour=rate,
        productive_share=PARTS,
        ramp_start=PARTS,
        ramp_length=0,
    )


def plan(**changes: Any) -> Plan:
    """The company's plan, with other fields where a test needs them."""
    nodes = (
        Node("PASS", 0),
        Node("DELAY", 1, draws=(0, 0), cause="hand_off"),
        Node("WORK", 1, draws=(0, 0), queues=_BY_UNIT),
        Node("MEET", 2, meetings=(0, 0)),
        Node("WORK", 2, draws=(0, 0), queues=((2,), (2,)), review=True),
        Node("DECIDE", 2, decision=0),
        Node("PASS", 3, launch=True),
        Node("AGENCY", 1, draws=(0, 0), effort_draw=0, agency=0),
        Node("DELAY", 4, draws=(0, 0), cause="outside"),
        Node("WORK", 5, draws=(0, 0), queues=((0, 2), (1, 2))),
        Node("EMBARGO", 3),
    )
    program = Program(
        type=0,
        nodes=nodes,
        body=0,
        entries=(),
        patience=-1,
        rank=0,
        preempts=False,
        switching_cost=0,
    )
    decision = Decision(
        step=2,
        reviewers=(),
        need=1,
        risks=(),
        verdicts=(),
        revise_draw=-1,
        revise_threshold=0,
        reject_draw=-1,
        reject_threshold=0,
        rounds=0,
        after_rounds="approve",
        rework=Rework((), (), ()),
    )
    days = range(60)
    whole = Plan(
        model="by hand",
        units=("north", "south"),
        types=("small",),
        tiers=("low",),
        steps=_STEPS,
        skills=("design", "brand"),
        risks=("off_brand", "crisis"),
        clocks=(
            WorkingClock([d * DAY + 9 * HOUR for d in days], [d * DAY + 17 * HOUR for d in days]),
        ),
        clock_names=("office",),
        reference_clock=0,
        hours_per_day=8.0,
        start=0,
        warm_up=0,
        horizon=10 * DAY,
        limit=20 * DAY,
        teams=tuple(Team(name, ("fifo",), 0) for name in ("studio", "shop", "board", "vendor")),
        people=(
            _person("ann", "designer", STUDIO, 100.0),
            _person("bob", "designer", STUDIO, 50.0),
            _person("cem", "designer", SHOP, 50.0),
            _person("dee", "reviewer", BOARD, 200.0),
        ),
        queues=_QUEUES,
        draws=(),
        programs=(program,),
        decisions=(decision,),
        meetings=(),
        agencies=(AgencyRecord("vendor", VENDOR, 0, 0, 140.0, 30.0, 1000.0),),
        forces=(),
        limits=(),
        defects=(Defect("off_brand", -1, 0, 0, 900.0),),
        crew_age_limit=0,
        technology_cost_per_year=YEAR_HOURS,
        event_costs=(900.0, 70.0),
        value_rules=(ValueRule("due", 0, 0),),
    )
    return replace(whole, **changes)


@dataclass
class Case:
    """Rows of a log as they are thought up; all times in hours.

    Everything that a test leaves out is consistent but plain: outcomes follow from what is given.
    """

    warm_up: float = 0
    horizon: float = 240
    end: float | None = None
    plan: Plan = field(default_factory=plan)
    replication: int = 1
    rows: dict[str, list[dict[str, Any]]] = field(
        default_factory=lambda: {table.name: [] for table in TABLES}
    )

    def campaign(
        self,
        requested: float,
        ended: float | None = None,
        *,
        outcome: str = "launched",
        unit: int = 0,
        due: float = 1000,
        value: float = 0.0,
        stream: int = 0,
    ) -> int:
        """A request; without `ended` it is still inside. A launch gets its path with `pieces`."""
        number = len(self.rows["campaigns"])
        self.rows["campaigns"].append(
            {
                "campaign": number,
                "id": f"c{number}",
                "unit": unit,
                "type": 0,
                "stream": stream,
                "index": number + 1,
                "tier": 0,
                "requested": _us(requested),
                "due": _us(due),
                "not_before": NULL,
                "value": value,
                "outcome": OUTCOMES.index("inside" if ended is None else outcome),
                "ended": _us(ended),
                "launch_activity": NULL,
                "first_start": NULL,
            }
        )
        self.event(requested, "request", campaign=number)
        if ended is not None and outcome != "launched":
            self.event(ended, "end", campaign=number, value=OUTCOMES.index(outcome))
        return number

    def activity(
        self,
        campaign: int,
        node: int,
        ready: float,
        start: float | None = None,
        finish: float | None = None,
        *,
        attempt: int = 1,
        outcome: str = "done",
        trigger: int | None = None,
        effort: float = 0,
    ) -> int:
        """An execution of a node."""
        unit = self.rows["campaigns"][campaign]["unit"]
        team = SHOP if node == DESIGN and unit == 1 else _TEAM_OF_NODE.get(node, NULL)
        number = len(self.rows["activities"])
        record = self.plan.programs[0].nodes[node]
        self.rows["activities"].append(
            {
                "activity": number,
                "campaign": campaign,
                "node": node,
                "step": record.step,
                "instruction": CODES[record.instruction],
                "attempt": attempt,
                "ready": _us(ready),
                "start": _us(start),
                "finish": _us(finish),
                "team": team,
                "outcome": ACTIVITY_OUTCOMES.index(outcome if finish is not None else "open"),
                "trigger": NULL if trigger is None else trigger,
                "effort": _us(effort),
            }
        )
        row = self.rows["campaigns"][campaign]
        if start is not None and team != NULL:
            first = row["first_start"]
            row["first_start"] = _us(start) if first == NULL else min(first, _us(start))
        return number

    def stint(
        self, activity: int, person: int, start: float, finish: float, ended_by: str = "finished"
    ) -> None:
        """Somebody at work."""
        self.rows["stints"].append(
            {
                "activity": activity,
                "person": person,
                "team": self.rows["activities"][activity]["team"],
                "start": _us(start),
                "finish": _us(finish),
                "ended_by": STINT_ENDINGS.index(ended_by),
            }
        )

    def wait(
        self, activity: int, start: float, finish: float, cause: str, sub_cause: str = "none"
    ) -> None:
        """Nobody at work."""
        self.rows["waits"].append(
            {
                "activity": activity,
                "start": _us(start),
                "finish": _us(finish),
                "cause": CAUSES.index(cause),
                "sub_cause": SUB_CAUSES.index(sub_cause),
            }
        )

    def event(self, time: float, kind: str, **columns: int) -> None:
        """Something that happens."""
        names = ("campaign", "activity", "step", "attempt", "person", "value")
        row = dict.fromkeys(names, NULL) | columns
        self.rows["events"].append({"time": _us(time), "kind": EVENT_KINDS.index(kind), **row})

    def shift(self, person: int, start: float, finish: float) -> None:
        """Somebody is there."""
        self.event(start, "shift_start", person=person)
        self.event(finish, "shift_end", person=person)

    def work(
        self,
        campaign: int,
        node: int,
        ready: float,
        start: float,
        finish: float,
        person: int,
        *,
        attempt: int = 1,
        trigger: int | None = None,
    ) -> int:
        """Work by one person in one stint, waited for in the queue."""
        number = self.activity(
            campaign,
            node,
            ready,
            start,
            finish,
            attempt=attempt,
            trigger=trigger,
            effort=finish - start,
        )
        if start > ready:
            review = self.plan.programs[0].nodes[node].review
            cause, sub_cause = ("decision", "busy") if review else ("queue", "none")
            self.wait(number, ready, start, cause, sub_cause)
        self.stint(number, person, start, finish)
        return number

    def launch(self, campaign: int, trigger: int) -> int:
        """The campaign is launched at the instant at which its request ended."""
        row = self.rows["campaigns"][campaign]
        at = row["ended"] / HOUR
        number = self.activity(campaign, LAUNCH, at, at, at, trigger=trigger)
        row["launch_activity"] = number
        self.event(at, "launch", campaign=campaign, activity=number)
        return number

    def direct(self, requested: float, ended: float, **columns: Any) -> int:
        """A campaign that somebody outside does from its request to its launch."""
        number = self.campaign(requested, ended, **columns)
        legal = self.activity(number, LEGAL, requested, requested, ended)
        self.wait(legal, requested, ended, "outside")
        self.launch(number, legal)
        return number

    def verdict(
        self, campaign: int, ready: float, at: float, value: int, *, attempt: int = 1, trigger: int
    ) -> int:
        """A decision, and its event."""
        outcome = ("approved", "revise", "rejected")[value]
        number = self.activity(
            campaign, DECIDE, ready, at, at, attempt=attempt, outcome=outcome, trigger=trigger
        )
        self.event(
            at, "verdict", campaign=campaign, activity=number, step=2, attempt=attempt, value=value
        )
        return number

    def log(self) -> Log:
        """The log of what was written."""
        columns = {
            table.name: {
                column.name: [row[column.name] for row in self.rows[table.name]]
                for column in table.columns
            }
            for table in TABLES
        }
        vocabularies = {
            "unit": self.plan.units,
            "type": self.plan.types,
            "stream": ("baseline", "backlog"),
            "tier": self.plan.tiers,
            "step": self.plan.steps,
            "instruction": NAMES,
            "team": tuple(team.name for team in self.plan.teams),
            "person": tuple(person.name for person in self.plan.people),
            "risk": self.plan.risks,
        }
        end = self.horizon if self.end is None else self.end
        window = Window(start=0, warm_up=_us(self.warm_up), horizon=_us(self.horizon), end=_us(end))
        provenance = make_provenance(
            engine="by hand",
            model=self.plan.model,
            seed=1,
            replication=self.replication,
            scenario_hash="scenario",
            plan_hash="plan",
            tape_hash="tape",
        )
        return make_log(columns, vocabularies, window, provenance)


def _us(hours: float | None) -> int:
    return NULL if hours is None else round(hours * HOUR)
