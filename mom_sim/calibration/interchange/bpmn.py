"""Workflows as BPMN 2.0: what they mean, and how tools draw them.

Source: OMG, Business Process Model and Notation 2.0.2 (2014), chapters 8 to 10 (processes,
collaborations) and 12 (diagram interchange).
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from mom_sim.calibration.interchange.layout import Box, Layout, Point, lay_out
from mom_sim.calibration.interchange.workflow_graph import (
    END,
    EXCLUSIVE,
    INCLUSIVE,
    MILESTONE,
    PARALLEL,
    SERVICE,
    START,
    TASK,
    TERMINATION,
    WAIT,
    FlowNode,
    WorkflowGraph,
    workflow_graph,
)
from mom_sim.errors import Fault, ScenarioError
from mom_sim.simulation import Study

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DIAGRAM = "http://www.omg.org/spec/BPMN/20100524/DI"
BOUNDS = "http://www.omg.org/spec/DD/20100524/DC"
POINTS = "http://www.omg.org/spec/DD/20100524/DI"
TARGET = "https://mom-sim.invalid/workflows"
_PREFIXES = {"bpmn": MODEL, "bpmndi": DIAGRAM, "dc": BOUNDS, "di": POINTS}

_TAGS = {
    START: "startEvent",
    END: "endEvent",
    TERMINATION: "endEvent",
    TASK: "userTask",
    SERVICE: "serviceTask",
    WAIT: "intermediateCatchEvent",
    MILESTONE: "intermediateThrowEvent",
    PARALLEL: "parallelGateway",
    EXCLUSIVE: "exclusiveGateway",
    INCLUSIVE: "inclusiveGateway",
}
# A refusal ends the campaign, whatever else of it is under way.
_DEFINITIONS = {WAIT: "messageEventDefinition", TERMINATION: "terminateEventDefinition"}
_GAP = 60.0
_LABEL_HEIGHT = 14.0
_LABEL_WIDTH = 90.0


def bpmn_text(study: Study, model: str | None = None, workflows: Sequence[str] = ()) -> str:
    """Write workflows of a study as BPMN.

    Parameters
    ----------
    study : Study
    model : str, optional
        Operating model whose teams are the lanes; the scenario's own by default.
    workflows : sequence of str
        Names; all that a campaign type goes through by default. Each becomes a pool of its own.

    Returns
    -------
    str
        Every part that is seen has its shape, edge or label, so that tools show it as it is.

    Raises
    ------
    ScenarioError
        If there is no such model or workflow.
    """
    plan, scenario = study.plan(model), study.scenario
    used = {one.workflow for one in scenario.campaigns}
    known = [one.name for one in scenario.workflows if one.name in used]
    for name in workflows:
        if name not in known:
            message = f'there is no workflow "{name}" in use; there are {", ".join(known)}'
            raise ScenarioError([Fault(study.loaded.file, 1, 1, "workflow", message)])
    chosen = [one for one in scenario.workflows if one.name in (workflows or known)]
    graphs = [workflow_graph(scenario, plan, one) for one in chosen]
    return _text(scenario.name, study.model(model).name, graphs)


def _text(scenario: str, model: str, graphs: Sequence[WorkflowGraph]) -> str:
    for prefix, uri in _PREFIXES.items():
        register_namespace(prefix, uri)
    root = Element(_bpmn("definitions"), {"id": "definitions", "targetNamespace": TARGET})
    root.set("name", scenario)
    root.set("exporter", "mom_sim")
    collaboration = SubElement(root, _bpmn("collaboration"), {"id": "collaboration"})
    for graph in graphs:
        attributes = {
            "id": f"pool_{graph.name}",
            "name": f"{graph.name}, {model}",
            "processRef": f"process_{graph.name}",
        }
        SubElement(collaboration, _bpmn("participant"), attributes)
    for graph in graphs:
        _add_process(root, graph)
    diagram = SubElement(root, _di("BPMNDiagram"), {"id": "diagram"})
    plane = SubElement(diagram, _di("BPMNPlane"), {"id": "plane", "bpmnElement": "collaboration"})
    top = _GAP
    for graph in graphs:
        layout = lay_out(graph, left=_GAP, top=top)
        _add_shapes(plane, graph, layout)
        top += layout.pool.height + _GAP
    indent(root)
    body = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _add_process(root: Element, graph: WorkflowGraph) -> None:
    attributes = {"id": f"process_{graph.name}", "isExecutable": "false"}
    process = SubElement(root, _bpmn("process"), attributes)
    lanes = SubElement(process, _bpmn("laneSet"), {"id": f"lanes_{graph.name}"})
    for number, name in enumerate(graph.lanes):
        attributes = {"id": f"lane_{graph.name}_{number + 1}", "name": name}
        lane = SubElement(lanes, _bpmn("lane"), attributes)
        for node in graph.nodes:
            if node.lane == number:
                SubElement(lane, _bpmn("flowNodeRef")).text = _id(graph, node.id)
    for node in graph.nodes:
        attributes = {"id": _id(graph, node.id)}
        if node.name:
            attributes["name"] = node.name
        element = SubElement(process, _bpmn(_TAGS[node.kind]), attributes)
        _document(element, node.documentation)
        for tag, end in (("incoming", "target"), ("outgoing", "source")):
            for flow in graph.flows:
                if getattr(flow, end) == node.id:
                    SubElement(element, _bpmn(tag)).text = _id(graph, flow.id)
        if node.kind in _DEFINITIONS:
            definition = {"id": f"{_id(graph, node.id)}_definition"}
            SubElement(element, _bpmn(_DEFINITIONS[node.kind]), definition)
    for flow in graph.flows:
        attributes = {
            "id": _id(graph, flow.id),
            "sourceRef": _id(graph, flow.source),
            "targetRef": _id(graph, flow.target),
        }
        if flow.name:
            attributes["name"] = flow.name
        _document(SubElement(process, _bpmn("sequenceFlow"), attributes), flow.documentation)


def _document(element: Element, text: str) -> None:
    if text:
        SubElement(element, _bpmn("documentation")).text = text


def _add_shapes(plane: Element, graph: WorkflowGraph, layout: Layout) -> None:
    _add_shape(plane, f"pool_{graph.name}", layout.pool, {"isHorizontal": "true"})
    for number, box in enumerate(layout.lanes):
        _add_shape(plane, f"lane_{graph.name}_{number + 1}", box, {"isHorizontal": "true"})
    for node in graph.nodes:
        box = layout.nodes[node.id]
        further = {"isMarkerVisible": "true"} if node.kind == EXCLUSIVE else {}
        shape = _add_shape(plane, _id(graph, node.id), box, further)
        if node.name and node.kind not in (TASK, SERVICE):
            _add_label(shape, _below(node, box))
    for flow in graph.flows:
        attributes = {"id": f"{_id(graph, flow.id)}_edge", "bpmnElement": _id(graph, flow.id)}
        edge = SubElement(plane, _di("BPMNEdge"), attributes)
        points = layout.flows[flow.id]
        for x, y in points:
            SubElement(edge, f"{{{POINTS}}}waypoint", {"x": f"{x:g}", "y": f"{y:g}"})
        if flow.name:
            _add_label(edge, _beside(flow.name, points))


def _add_shape(plane: Element, of: str, box: Box, further: dict[str, str]) -> Element:
    attributes = {"id": f"{of}_shape", "bpmnElement": of, **further}
    shape = SubElement(plane, _di("BPMNShape"), attributes)
    _add_bounds(shape, box)
    return shape


def _add_label(shape: Element, box: Box) -> None:
    _add_bounds(SubElement(shape, _di("BPMNLabel")), box)


def _add_bounds(element: Element, box: Box) -> None:
    numbers = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
    attributes = {name: f"{number:g}" for name, number in numbers.items()}
    SubElement(element, f"{{{BOUNDS}}}Bounds", attributes)


def _below(node: FlowNode, box: Box) -> Box:
    middle, _ = box.middle
    top = box.y - _LABEL_HEIGHT - 4 if node.kind == EXCLUSIVE else box.y + box.height + 4
    return Box(middle - _LABEL_WIDTH / 2, top, _LABEL_WIDTH, _LABEL_HEIGHT)


def _beside(name: str, points: Sequence[Point]) -> Box:
    """Place of a flow's name: above its first stretch that it does not share with others."""
    leaves_sideways = points[0][1] == points[1][1]
    x, y = points[2] if leaves_sideways and len(points) > 2 else points[0]
    width = 6.5 * len(name)
    top = y - _LABEL_HEIGHT - 4 if leaves_sideways else y + 4
    return Box(x + 4, top, width, _LABEL_HEIGHT)


def _id(graph: WorkflowGraph, name: str) -> str:
    return f"{graph.name}_{name}"


def _bpmn(tag: str) -> str:
    return f"{{{MODEL}}}{tag}"


def _di(tag: str) -> str:
    return f"{{{DIAGRAM}}}{tag}"
