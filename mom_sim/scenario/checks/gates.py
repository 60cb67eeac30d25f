"""Gates: what they look at, what they send back, when they meet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from mom_sim.errors import Fault
from mom_sim.scenario.checks.check import reads
from mom_sim.scenario.checks.meetings import meetings_are_sound
from mom_sim.scenario.graph import cycle, steps_of, upstream
from mom_sim.scenario.marked_document import Path
from mom_sim.scenario.quantities import did_you_mean
from mom_sim.scenario.resolving.whole import reference_calendar_of
from mom_sim.scenario.resolving.workflows import revised_steps
from mom_sim.scenario.schema.calendars import is_ever_open
from mom_sim.scenario.schema.risks import DefectRiskForm
from mom_sim.scenario.schema.workflows import GateForm, ReviseFromForm
from mom_sim.scenario.study import Study


@reads("risks")
def checked_risks_exist(study: Study) -> Iterator[Fault]:
    """Gates check risks that are defined, of the kind defect."""
    defects = [n for n, r in study.form.risks.items() if isinstance(r, DefectRiskForm)]
    for path, _, _, gate in _gates(study):
        for position, risk in enumerate(gate.checks):
            place: Path = (*path, "checks", position)
            if risk in study.form.risks and risk not in defects:
                yield study.fault(
                    place, f'the risk "{risk}" is an event; a gate checks risks of kind defect'
                )
            else:
                yield from study.unknown(place, "risk of kind defect", risk, defects, "risks")


@reads("campaigns")
def types_with_a_gate_exist(study: Study) -> Iterator[Fault]:
    """Shares of campaigns that need a gate are given for types that exist."""
    for path, _, _, gate in _gates(study):
        if isinstance(gate.applies, Mapping):
            for type_ in gate.applies:
                place: Path = (*path, "applies", type_)
                known = study.form.campaigns
                yield from study.unknown(place, "campaign type", type_, known, "campaigns")


@reads()
def revised_steps_come_before(study: Study) -> Iterator[Fault]:
    """A gate sends work back to steps before it, and not back behind the launch."""
    for path, workflow, name, gate in _gates(study):
        steps = study.form.workflows[workflow].steps
        before = upstream(study.form.workflows[workflow])
        is_path = isinstance(gate.revise, ReviseFromForm)
        targets = [gate.revise.to] if isinstance(gate.revise, ReviseFromForm) else gate.revise
        launched = [step for step, form in steps.items() if form.launch]
        is_connected = all(
            all(other in steps for other in steps[s].after)
            and not study.validated.is_damaged("workflows", workflow, "steps", s, "after")
            for s in (name, *before[name])
        )
        for target in targets:
            place: Path = (*path, "revise", "to" if is_path else target)
            part = f"workflows.{workflow}.steps"
            unknown = study.unknown(place, "step", target, steps, part)
            yield from unknown
            if unknown or target not in steps:
                continue
            if not is_connected or len(launched) > 1:
                continue  # reported already, and the order of steps cannot be told
            if target not in before[name]:
                upstream_names = ", ".join(s for s in steps if s in before[name]) or "none"
                yield study.fault(
                    place,
                    f"{target} does not come before this gate, so its work cannot be sent back "
                    f"there; steps before it are {upstream_names}{_near(target, before[name])}",
                )
            elif any(
                launch in before[name] and (target == launch or target in before[launch])
                for launch in launched
            ):
                yield study.fault(
                    place,
                    f"this gate comes after the launch and would send work back to {target}, "
                    "before it; a campaign is launched once",
                )


@reads("workflows")
def parallel_gates_send_back_different_steps(study: Study) -> Iterator[Fault]:
    """Gates that can run at the same time do not send the same step back."""
    for name, workflow in study.form.workflows.items():
        if cycle(workflow):
            continue
        before = upstream(workflow)
        gates = {s: f.gate for s, f in workflow.steps.items() if f.gate is not None}
        for first, second in combinations(gates, 2):
            if first in before[second] or second in before[first]:
                continue
            shared = [
                step
                for step in revised_steps(first, gates[first], workflow)
                if step in revised_steps(second, gates[second], workflow)
            ]
            if shared:
                yield study.fault(
                    ("workflows", name, "steps", second, "gate", "revise"),
                    f"{first} can run at the same time and also sends back {', '.join(shared)}; "
                    "let one gate come after the other, or revise different steps",
                )


@reads()
def gates_meet_in_one_way(study: Study) -> Iterator[Fault]:
    """Meetings are either at stated times or at intervals."""
    for path, _, _, gate in _gates(study):
        if gate.meets is not None and not study.validated.is_damaged(*map(str, path)):
            for place, message in meetings_are_sound(gate.meets):
                yield study.fault((*path, "meets", *place), message)


@reads()
def somebody_is_higher(study: Study) -> Iterator[Fault]:
    """Where only a step's own experts may decide, nobody is left to escalate to."""
    for path, _, _, gate in _gates(study):
        if gate.experts_only and gate.after_rounds == "escalate":
            yield study.fault(
                (*path, "after_rounds"),
                "only experts may decide here, so there is nobody to escalate to; take approve or "
                "reject, or leave experts_only out",
            )


@reads("calendars")
def gates_meet_when_open(study: Study) -> Iterator[Fault]:
    """At least one of a gate's weekly meetings is within the hours of its calendar."""
    for path, _, _, gate in _gates(study):
        if gate.meets is None or not gate.meets.on:
            continue
        name = gate.meets.calendar or reference_calendar_of(study.form)
        calendar = study.form.calendars.get(name)
        if calendar is not None and not any(is_ever_open(calendar, *at) for at in gate.meets.on):
            yield study.fault(
                (*path, "meets", "on"),
                f'the calendar "{name}" ({calendar.hours}) is closed at these hours, so no meeting '
                "would ever be held; name an hour at which it is open, or another calendar",
            )


def _gates(study: Study) -> Iterator[tuple[Path, str, str, GateForm]]:
    for workflow, name, step in steps_of(study.form.workflows):
        if step.gate is not None:
            yield ("workflows", workflow, "steps", name, "gate"), workflow, name, step.gate


def _near(name: str, known: frozenset[str]) -> str:
    return did_you_mean(name, sorted(known))


CHECKS = (
    checked_risks_exist,
    types_with_a_gate_exist,
    revised_steps_come_before,
    parallel_gates_send_back_different_steps,
    gates_meet_in_one_way,
    gates_meet_when_open,
    somebody_is_higher,
)
