"""A fit as the text of a scenario: every number with its mark, its sample and its interval."""

from __future__ import annotations

import json
import math

from mom_sim.calibration.fitting.families import Fit
from mom_sim.calibration.fitting.fitted import Fitted, FittedKind, FittedStep
from mom_sim.calibration.scenario_demand import campaign_lines, campaign_sources
from mom_sim.calibration.scenario_queue import class_lines, queue_evidence, queue_rule
from mom_sim.calibration.scenario_words import AddSource, quoted, share
from mom_sim.calibration.step_names import LAUNCH

_REFERENCE = "log_hours"
_LONG = 60


def scenario_text(fitted: Fitted) -> str:
    """Write a scenario.

    Parameters
    ----------
    fitted : Fitted

    Returns
    -------
    str
        YAML that `mom-sim validate` accepts.
    """
    lines = [
        f"# Fitted on: {fitted.source} (sha256 {fitted.content_hash})",
        "# Made by mom-sim calibrate. Every fitted number has its sample and interval in sources.",
        *(f"# {note}" for note in fitted.notes),
        "format: 1",
        f"name: {quoted(f'{fitted.name} as it works today')}",
        f"description: {quoted(_description(fitted))}",
    ]
    lines += _run(fitted)
    calendars, by_team = _calendars(fitted)
    lines += calendars
    lines += ["units: [company]", "hand_off: {within_team: 0h, between_teams: 0h}", "people:"]
    for team in fitted.teams:
        lines += [
            f"  {team.name}:",
            f"    headcount: {team.positions}",
            "    kind: producer",
            f"    skills: [{team.name}]",
            f"    calendar: {by_team[team.name]}",
            "    productive_fraction: 100%",
            "    absence: none",
            "    turnover: none",
        ]
    lines.append("workflows:")
    written: dict[str, str] = {}
    for kind in fitted.kinds:
        lines += [f"  {kind.name}:", "    steps:"]
        for step in kind.steps:
            lines += _step(step, written)
        last = kind.steps[-1] if kind.steps else None
        after = _after(_ends(kind.steps)) if last else ""
        lines.append(f"      {LAUNCH}: {{{after}launch: true}}")
    lines += [*class_lines(fitted.queue_order), *campaign_lines(fitted)]
    lines += [
        "operating_model:",
        "  name: as_found",
        "  summary: The teams that the log shows, each with a queue of its own.",
        "  who_does_the_work:",
        "    teams:",
        "      - {name: team, kinds: all, group: role}",
        f"    queue_rule: [{', '.join(queue_rule(fitted.queue_order))}]",
        "  who_decides:",
        "    - {deciders: [expert]}",
        "  sources:",
        "    who_does_the_work.*: {mark: COMPUTED, "
        'from: "people who do the same activities in the same proportions"}',
        '    who_decides.*: {mark: ASSUMED, from: "who does an activity again decides it"}',
    ]
    mark, evidence = queue_evidence(fitted.queue_order)
    lines.append(f"    who_does_the_work.queue_rule: {{mark: {mark}, from: {quoted(evidence)}}}")
    lines += _sources(fitted)
    return "\n".join(lines) + "\n"


def _description(fitted: Fitted) -> str:
    return (
        f"{fitted.cases} cases with {fitted.instances} pieces of work from {fitted.first_date} on, "
        f"{len(fitted.kinds)} types of case, {len(fitted.teams)} teams."
    )


def _run(fitted: Fitted) -> list[str]:
    warm_up = max(math.ceil(fitted.late_hours / 168), 1)
    follow_up = max(math.ceil(2 * fitted.longest_hours / 168), 4)
    return [
        "run:",
        f"  start: {fitted.first_date}",
        f"  warm_up: {warm_up} weeks",
        f"  horizon: {warm_up + max(fitted.weeks, 4)} weeks",
        f"  follow_up: {follow_up} weeks",
        "  replications: 10",
        "  seed: 1",
    ]


def _calendars(fitted: Fitted) -> tuple[list[str], dict[str, str]]:
    """Lines of the calendars, and which one each team keeps: equal hours are one calendar."""
    lines = ["calendars:"]
    names: dict[str, str] = {}
    by_team: dict[str, str] = {}
    weeks = [(_REFERENCE, fitted.week), *((team.name, team.week) for team in fitted.teams)]
    for name, week in weeks:
        hours = json.dumps(week.written())
        if hours not in names:
            names[hours] = name if name == _REFERENCE else f"{name[:50]}_hours"
            lines += [
                f"  {names[hours]}:",
                f"    hours: {hours}",
                f"    time_zone: {fitted.time_zone}",
            ]
        by_team[name] = names[hours]
    lines += [
        f"reference_calendar: {_REFERENCE}",
        f"hours_per_day: {fitted.week.hours_per_day:.4g}h",
    ]
    return lines, by_team


def _step(step: FittedStep, written: dict[str, str]) -> list[str]:
    after = _after(step.after)
    if step.wait is not None:
        return [f"      {step.name}: {{{after}wait: {quoted(step.wait.written)}}}"]
    effort = step.effort.written if step.effort else "0h"
    text = f"      {step.name}: {{{after}skill: {step.team}, effort: {_shared(effort, written)}"
    if step.again is not None:
        redone = f"{{{step.redone}: 100%}}" if step.redone else "{}"
        text += (
            f", gate: {{revise: {redone}, revise_probability: {_chance(step)}, experts_only: true}}"
        )
    return [text + "}"]


def _shared(text: str, written: dict[str, str]) -> str:
    """Write a long value once, and refer to it afterwards."""
    if len(text) < _LONG:
        return quoted(text)
    if text in written:
        return f"*{written[text]} "
    written[text] = f"effort_{len(written) + 1}"
    return f"&{written[text]} {quoted(text)}"


def _ends(steps: tuple[FittedStep, ...]) -> tuple[str, ...]:
    """Steps that nothing comes after."""
    before = {name for step in steps for name in step.after}
    return tuple(step.name for step in steps if step.name not in before)


def _after(names: tuple[str, ...]) -> str:
    if not names:
        return ""
    return f"after: {names[0]}, " if len(names) == 1 else f"after: [{', '.join(names)}], "


def _sources(fitted: Fitted) -> list[str]:
    lines = ["sources:"]

    def add(path: str, origin: str, low: str = "", high: str = "") -> None:
        span = f", range: [{low}, {high}]" if low else ""
        lines.append(f"  {path}: {{mark: COMPUTED, from: {quoted(origin)}{span}}}")

    log = f"{fitted.source}, sha256 {fitted.content_hash[:16]}"
    add("run.*", f"{log}: from the first date on, as long as the log, after a warm-up")
    add(
        "calendars.*",
        f"{log}: hours between which 98% of all begins and ends lie by weekday, outward to 15 min; "
        f"n = {2 * fitted.instances}",
    )
    add("hours_per_day", f"{log}: mean of the open days")
    add("hand_off.*", f"{log}: hand-offs are inside the waits before each step")
    add("people.*", f"{log}: absences and meetings are inside what was observed")
    for team in fitted.teams:
        span = (str(team.low), str(team.high)) if team.low < team.high else ()
        interval = "; 95% by weeks, to whole people" if span else ""
        add(
            f"people.{team.name}.headcount",
            f"{len(team.people) or 'unnamed'} people, expected number there on an open day"
            f"{interval}",
            *span,
        )
    for kind in fitted.kinds:
        for step in kind.steps:
            _step_sources(kind, step, add)
    campaign_sources(fitted, add)
    if fitted.queue_order.column:
        add(
            "classes_of_service.*",
            f"by {fitted.queue_order.column}, the first taken first: "
            f"{', '.join(fitted.queue_order.ranks)}; then whatever never waited beside another",
        )
    return lines


def _step_sources(kind: FittedKind, step: FittedStep, add: AddSource) -> None:
    path = f"workflows.{kind.name}.steps.{step.name}"
    if step.wait is not None:
        span = _range(step.wait, "working hours")
        add(f"{path}.wait", _origin(step.wait, "outside wait"), *span)
    if step.effort is not None:
        add(f"{path}.effort", _origin(step.effort, "hands-on work"), *_range(step.effort, "h"))
    if step.again is not None:
        _round_sources(f"{path}.gate.revise_probability", step, add)


def _chance(step: FittedStep) -> str:
    """Probability of a further round; by round, where they differ."""
    if not step.again_by_round:
        return share(step.again or 0.0)
    return f"[{', '.join(share(one.value) for one in step.again_by_round)}]"


def _round_sources(path: str, step: FittedStep, add: AddSource) -> None:
    if not step.again_by_round:
        add(
            path,
            f"a further round after one, n = {step.again_count}; exact binomial 95%"
            f"{_by_round(step)}",
            share(step.again_low),
            share(step.again_high),
        )
    last = len(step.again_by_round)
    for number, one in enumerate(step.again_by_round, start=1):
        further = " and each further one" if number == last else ""
        add(
            f"{path}.{number}",
            f"a further round after round {number + 1}{further}, n = {one.count}; exact binomial "
            f"95%; p = {step.by_round_p_value:.2g} for the same after each",
            share(one.low),
            share(one.high),
        )


def _by_round(step: FittedStep) -> str:
    if len(step.by_round) < 2:
        return ""
    shares = ", ".join(
        f"{more / reached:.0%} after round {number}"
        for number, (reached, more) in enumerate(step.by_round[:5], start=2)
    )
    return f"; by round: {shares} (p = {step.by_round_p_value:.2g} for the same after each)"


def _origin(fit: Fit, what: str) -> str:
    how = "values seen" if fit.family == "empirical" else f"{fit.family}, least BIC"
    if fit.family == "constant":
        how = "the same each time"
    distance = f", KS {fit.distance:.3f}" if fit.distance else ""
    guessed = f"; {fit.estimated} of the starts are estimates" if fit.estimated else ""
    return (
        f"{what}: {how}{distance}; n = {fit.count}, mean {fit.mean:.4g}h "
        f"({fit.low:.4g} to {fit.high:.4g}){guessed}"
    )


def _range(fit: Fit, unit: str) -> tuple[str, str]:
    gap = "" if unit == "h" else " "
    return f"{fit.low:.5f}{gap}{unit}", f"{fit.high:.5f}{gap}{unit}"
