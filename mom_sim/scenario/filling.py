"""What holds by rule where a scenario says nothing and a fixed default would not do.

The human form is completed before it is read, from the table of ``defaults`` and from nowhere
else; every part that is put in is listed with its record, so that ``sources`` can name its origin.
Nothing here judges: parts of the wrong shape are passed over, and reported when they are read.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mom_sim.scenario.context import Context
from mom_sim.scenario.defaults import DEFAULTS, ROLE_KINDS, Default, default_value
from mom_sim.scenario.marked_document import Path

DEFAULT_WORKFLOW = "standard"
LAUNCH_STEP = "launch"

_EFFORT = "workflows.*.steps.*.effort"
_GATE = "workflows.*.steps.*.gate"
_RISK_TIER = "campaigns.*.risk_tier"


@dataclass(frozen=True)
class Filled:
    """A completed document.

    Attributes
    ----------
    data : dict
        The human form with more in it.
    inserted : dict of Path to Default
        What was put in, and the record that it comes from.
    """

    data: dict[str, Any]
    inserted: dict[Path, Default] = field(default_factory=dict)

    def put(self, path: Path, value: Any, record: str) -> None:
        """Put in a value at a path whose parent exists."""
        part: Any = self.data
        for key in path[:-1]:
            part = part[key]
        part[path[-1]] = value
        self.inserted[path] = DEFAULTS[record]


def fill(data: Mapping[str, Any], context: Context) -> Filled:
    """Complete a document by rule.

    Parameters
    ----------
    data : mapping
        The human form as it was written.
    context : Context

    Returns
    -------
    Filled
    """
    filled = Filled(copy.deepcopy(dict(data)))
    if "hours_per_day" not in data:
        filled.put(("hours_per_day",), f"{context.hours_per_day:.12g}h", "hours_per_day")
    for name, role in _mappings(filled.data.get("people")):
        skills = role.get("skills", [name])
        if isinstance(skills, list) and skills and len(set(map(str, skills))) == len(skills):
            record = "people.*.skills"
            speeds = {str(skill): default_value(record) for skill in skills}
            if all(isinstance(skill, str) for skill in skills):
                filled.put(("people", name, "skills"), speeds, record)
    for name, risk in _mappings(filled.data.get("risks")):
        if risk.get("kind") == "defect" and "after_revision" not in risk and "probability" in risk:
            record = "risks.*.after_revision"
            filled.put(("risks", name, "after_revision"), risk["probability"], record)
    tiers = data.get("risk_tiers", default_value("risk_tiers"))
    if isinstance(tiers, list) and tiers and isinstance(tiers[0], str):
        for name, campaign in _mappings(filled.data.get("campaigns")):
            if campaign.get("risk_tier") is None:
                filled.put(("campaigns", name, "risk_tier"), {tiers[0]: "100%"}, _RISK_TIER)
    if "workflows" not in data and isinstance(data.get("people"), dict):
        _put_default_workflow(filled)
    _put_efforts(filled, is_default="workflows" not in data)
    return filled


def kind_of_role(name: str, role: Mapping[str, Any]) -> str:
    """Return the kind that a role has: stated, or by its well-known name, or the common one."""
    return str(role.get("kind") or ROLE_KINDS.get(name) or default_value("people.*.kind"))


def _put_default_workflow(filled: Filled) -> None:
    """Make a workflow from the roles.

    Leads side by side, then producers side by side, then platform roles side by side, then one
    gate after the other, then the launch.
    """
    roles: dict[str, list[str]] = {}
    skill_of: dict[str, str] = {}
    for name, role in _mappings(filled.data["people"]):
        roles.setdefault(kind_of_role(name, role), []).append(name)
        skills = role["skills"]
        skill_of[name] = next(iter(skills), name) if isinstance(skills, dict | list) else name
    steps: dict[str, Any] = {}
    last: list[str] = []
    for kind in ("lead", "producer", "platform"):
        for name in roles.get(kind, []):
            steps[name] = {"skill": skill_of[name], **({"after": last} if last else {})}
        last = roles.get(kind, []) or last
    filled.data["workflows"] = {DEFAULT_WORKFLOW: {"steps": steps}}
    if not steps:
        del filled.data["workflows"]
        return
    again = next(roles[kind] for kind in ("producer", "platform", "lead") if kind in roles)
    checks = [
        name for name, risk in _mappings(filled.data.get("risks")) if risk.get("kind") == "defect"
    ]
    for name in roles.get("decider", []):
        gate = f"{name}_review"
        steps[gate] = {"skill": skill_of[name], "after": last, "gate": {"checks": checks}}
        path = ("workflows", DEFAULT_WORKFLOW, "steps", gate, "gate")
        share = default_value(f"{_GATE}.revise")
        filled.put((*path, "revise"), dict.fromkeys(again, share), f"{_GATE}.revise")
        record = f"{_GATE}.revise_probability[default workflow]"
        filled.put((*path, "revise_probability"), default_value(record), record)
        last = [gate]
    steps[LAUNCH_STEP] = {"after": last, "launch": True}


def _put_efforts(filled: Filled, *, is_default: bool) -> None:
    """Give steps of well-known skills their effort where a campaign type leaves it open."""
    workflows = list(_mappings(filled.data.get("workflows")))
    campaigns = dict(_mappings(filled.data.get("campaigns")))
    for number, (workflow, form) in enumerate(workflows):
        users = [
            type_.get("effort", {})
            for type_ in campaigns.values()
            if type_.get("workflow", workflow if number == 0 else None) == workflow
        ]
        for name, step in _mappings(form.get("steps")):
            stated = users and all(isinstance(u, dict) and name in u for u in users)
            if "effort" in step or "wait" in step or stated:
                continue
            record = _effort_record(step, is_default=is_default)
            if record is not None:
                path = ("workflows", workflow, "steps", name, "effort")
                filled.put(path, default_value(record), record)


def _effort_record(step: Mapping[str, Any], *, is_default: bool) -> str | None:
    skill = step.get("skill")
    if "gate" in step:
        return f"{_GATE}.effort" if skill or step.get("skills") else None
    by_skill = f"{_EFFORT}[{skill}]"
    if by_skill in DEFAULTS:
        return by_skill
    return _EFFORT if is_default and skill else None


def _mappings(part: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Go through the entries of a mapping that are mappings themselves."""
    if isinstance(part, dict):
        yield from ((key, value) for key, value in part.items() if isinstance(value, dict))
