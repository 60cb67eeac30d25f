"""A workflow under an operating model as a graph of tasks, gateways and events, with lanes.

The gateways say what the engine does: branches begin and meet together (parallel); a gate goes on,
back, or to an end (exclusive); and where rework does only some branches again, the place where they
meet waits for those that are under way (inclusive).
"""

from __future__ import annotations

from dataclasses import dataclass

from mom_sim.calibration.interchange.workflow_lanes import lanes_of
from mom_sim.operating_models.draft import in_order
from mom_sim.plan.plan import Plan
from mom_sim.plan.wording import distribution_text
from mom_sim.scenario.resolved import Gate, Scenario, Step, Workflow

START, END, TERMINATION = "start", "end", "termination"
TASK, SERVICE, WAIT, MILESTONE = "task", "service", "wait", "milestone"
PARALLEL, EXCLUSIVE, INCLUSIVE = "parallel", "exclusive", "inclusive"


@dataclass(frozen=True)
class FlowNode:
    """A task, an event or a gateway; its lane is the position of a lane."""

    id: str
    kind: str
    name: str
    lane: int
    documentation: str = ""


@dataclass(frozen=True)
class Flow:
    """What follows what; a flow of rework goes back."""

    id: str
    source: str
    target: str
    name: str = ""
    documentation: str = ""
    goes_back: bool = False


@dataclass(frozen=True)
class WorkflowGraph:
    """A workflow as it is drawn; the nodes stand in an order in which flows go forward."""

    name: str
    lanes: tuple[str, ...]
    nodes: tuple[FlowNode, ...]
    flows: tuple[Flow, ...]


def workflow_graph(scenario: Scenario, plan: Plan, workflow: Workflow) -> WorkflowGraph:
    """Draw up the graph of a workflow.

    Parameters
    ----------
    scenario : Scenario
    plan : Plan
        Of the operating model whose teams are the lanes.
    workflow : Workflow

    Returns
    -------
    WorkflowGraph
    """
    return _Builder(scenario, plan, workflow).build()


class _Builder:
    """A graph in the making."""

    def __init__(self, scenario: Scenario, plan: Plan, workflow: Workflow) -> None:
        self.workflow = workflow
        self.steps = in_order(workflow.steps)
        campaigns = [one for one in scenario.campaigns if one.workflow == workflow.name]
        self.types = [one.name for one in campaigns]
        self.lanes, self.lane_of = lanes_of(scenario, plan, workflow, self.types)
        self.nodes: list[FlowNode] = []
        self.flows: list[Flow] = []
        self.exits: dict[str, str] = {}
        self.labels: dict[str, str] = {}  # of the way on from a gateway
        self.ancestors: dict[str, set[str]] = {}
        for step in self.steps:
            above = [self.ancestors[name] | {name} for name in step.after]
            self.ancestors[step.name] = set().union(*above)
        gates = [(step, step.gate[0]) for step in self.steps if step.gate]
        self.reworked = {name for step, gate in gates for name in self._entries(step, gate)}
        self.partial = {name for step, gate in gates for name in self._partial_joins(step, gate)}

    def build(self) -> WorkflowGraph:
        """Add every step, the ends, and the ways back."""
        roots = [step.name for step in self.steps if not step.after]
        lane = self.lane_of[roots[0]]
        opening = self._node("begin", START, "campaign requested", lane)
        self.exits[""] = self._split("begin", opening, len(roots), lane)
        for step in self.steps:
            self._add(step)
        for step in self.steps:
            lane = self.lane_of[step.name]
            if not self._followers(step):
                end = self._node(f"end_{step.name}", END, "campaign is over", lane)
                self._flow(self.exits[step.name], end)
            if step.gate:
                self._add_refusals(step, step.gate[0], lane)
        return WorkflowGraph(self.workflow.name, self.lanes, tuple(self.nodes), tuple(self.flows))

    def _add(self, step: Step) -> None:
        """Add a step with the gateways before and behind it."""
        lane = self.lane_of[step.name]
        last = self._join(step, lane)
        if step.name in self.reworked:
            last = self._after(last, f"again_{step.name}", EXCLUSIVE, "", lane)
        taken, share = _taken_by(step, self.types)
        choice = ""
        if share < 1.0 or len(taken) < len(self.types):
            choice = self._after(
                last, f"choice_{step.name}", EXCLUSIVE, f"{step.name} needed?", lane
            )
            last, self.labels[choice] = choice, "yes"
        last = self._after(last, step.name, _kind(step), step.name, lane, _about(step, taken))
        if step.gate:
            last = self._after(last, f"decision_{step.name}", EXCLUSIVE, "", lane)
            self.labels[last] = "approved"
        if choice:
            last = self._after(last, f"passed_{step.name}", EXCLUSIVE, "", lane)
            self._flow(choice, last, "no")
        self.exits[step.name] = self._split(step.name, last, len(self._followers(step)), lane)

    def _join(self, step: Step, lane: int) -> str:
        if len(step.after) < 2:
            return self.exits[step.after[0] if step.after else ""]
        kind = INCLUSIVE if step.name in self.partial else PARALLEL
        join = self._node(f"join_{step.name}", kind, "", lane)
        for name in step.after:
            self._flow(self.exits[name], join)
        return join

    def _split(self, name: str, last: str, ways: int, lane: int) -> str:
        return self._after(last, f"split_{name}", PARALLEL, "", lane) if ways > 1 else last

    def _add_refusals(self, step: Step, gate: Gate, lane: int) -> None:
        """Add where a gate goes when it does not approve."""
        decision = f"node_decision_{step.name}"
        entries = self._entries(step, gate)
        about = _about_rework(gate)
        if len(entries) > 1:
            self._back(
                decision, split := self._node(f"redo_{step.name}", PARALLEL, "", lane), about
            )
            for name in entries:
                self._back(split, f"node_again_{name}", "")
        elif entries:
            self._back(decision, f"node_again_{entries[0]}", about)
        if gate.reject_share > 0:
            end = self._node(f"rejected_{step.name}", TERMINATION, "rejected", lane)
            about = f"share of refusals that end the campaign: {gate.reject_share:.3g}"
            self.flows.append(Flow(self._flow_id(), decision, end, "reject", about))

    def _back(self, source: str, target: str, about: str) -> None:
        name = "revise" if about else ""
        self.flows.append(Flow(self._flow_id(), source, target, name, about, goes_back=True))

    def _entries(self, step: Step, gate: Gate) -> list[str]:
        """Steps at which rework begins: those of a revise that come after no other of them."""
        names = [name for name, _ in gate.revise if name in self.ancestors[step.name]]
        return [name for name in names if not self.ancestors[name] & set(names)]

    def _partial_joins(self, step: Step, gate: Gate) -> list[str]:
        """Steps before which branches meet of which rework does only some again."""
        entries = set(self._entries(step, gate))
        region = {
            one.name
            for one in self.steps
            if one.name in self.ancestors[step.name] | {step.name}
            and (one.name in entries or self.ancestors[one.name] & entries)
        }
        return [
            one.name
            for one in self.steps
            if one.name in region - entries and not set(one.after) <= region
        ]

    def _followers(self, step: Step) -> list[str]:
        return [one.name for one in self.steps if step.name in one.after]

    def _after(
        self, last: str, name: str, kind: str, title: str, lane: int, documentation: str = ""
    ) -> str:
        """Add a node behind another one."""
        node = self._node(name, kind, title, lane, documentation)
        self._flow(last, node)
        return node

    def _node(self, name: str, kind: str, title: str, lane: int, documentation: str = "") -> str:
        node = FlowNode(f"node_{name}", kind, title, lane, documentation)
        self.nodes.append(node)
        return node.id

    def _flow(self, source: str, target: str, name: str = "") -> None:
        label = name or self.labels.get(source, "")
        self.flows.append(Flow(self._flow_id(), source, target, label))

    def _flow_id(self) -> str:
        return f"flow_{len(self.flows) + 1}"


def _kind(step: Step) -> str:
    if step.kind == "wait":
        return WAIT
    if step.kind == "automated":
        return MILESTONE if step.launch else SERVICE
    return TASK


def _taken_by(step: Step, types: list[str]) -> tuple[list[str], float]:
    """Types of campaign that take a step, and the least share of their campaigns that does."""
    if step.gate:
        shares = {name: dict(step.gate[0].applies).get(name, 1.0) for name in types}
        taken = [name for name, share in shares.items() if share > 0]
        return taken, min((shares[name] for name in taken), default=0.0)
    if step.kind in ("work", "wait"):
        stated = {name for name, _ in (step.effort if step.kind == "work" else step.wait)}
        return [name for name in types if name in stated], 1.0
    return types, 1.0


def _about(step: Step, taken: list[str]) -> str:
    """Skills, efforts and shares in words."""
    lines = []
    if step.skills:
        lines.append("skills: " + ", ".join(f"{name} x {count}" for name, count in step.skills))
    for name, effort in step.effort:
        if name in taken:
            lines.append(f"effort, {name}: {distribution_text(effort)}")
    for name, wait in step.wait:
        if name in taken:
            clock = "working time" if wait.working else "wall clock"
            lines.append(f"wait, {name}: {distribution_text(wait.distribution)}, {clock}")
    if step.gate:
        for name, share in step.gate[0].applies:
            if name in taken and share < 1.0:
                lines.append(f"needed by {share:.3g} of {name}")
    if step.launch:
        lines.append("launches the campaign")
    return "\n".join(lines)


def _about_rework(gate: Gate) -> str:
    parts = [f"{name} at {share:.3g} of its effort" for name, share in gate.revise]
    text = "done again: " + ", ".join(parts) + "; steps between them are passed over"
    by_round = (gate.revise_probability, *gate.revise_later)
    if any(by_round):
        shown = ", ".join(f"{one:.3g}" for one in by_round)
        text += f"; beside its checks with probability {shown}"
        text += " by round, the last one from then on" if gate.revise_later else ""
    return (
        f"{text}; at most {gate.rounds} rounds, then {gate.after_rounds}" if gate.rounds else text
    )
