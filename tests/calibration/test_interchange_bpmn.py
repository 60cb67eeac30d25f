"""BPMN: whole, drawn, and without a dead end, for workflows of all kinds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from mom_sim.calibration.interchange.bpmn import BOUNDS, DIAGRAM, MODEL, POINTS, bpmn_text
from mom_sim.errors import ScenarioError
from mom_sim.simulation import Study

CASES = (
    ("scenarios/minimal.yaml", "functional"),
    ("docs/every_key.yaml", None),
    ("scenarios/reference_company.yaml", "decentralized"),
    ("scenarios/bank.yaml", "outsourced"),
    ("scenarios/pharma.yaml", "campaign_centric"),
)
NODES = {
    "startEvent",
    "endEvent",
    "userTask",
    "serviceTask",
    "intermediateCatchEvent",
    "intermediateThrowEvent",
    "parallelGateway",
    "exclusiveGateway",
    "inclusiveGateway",
}


@cache
def written(file: str, model: str | None) -> str:
    return bpmn_text(Study.of(file), model)


def parsed(case: tuple[str, str | None]) -> ElementTree.Element:
    return ElementTree.fromstring(written(*case))


def tag(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def nodes_of(process: ElementTree.Element) -> dict[str, str]:
    return {one.get("id", ""): tag(one) for one in process if tag(one) in NODES}


def flows_of(process: ElementTree.Element) -> list[tuple[str, str, str]]:
    return [
        (one.get("id", ""), one.get("sourceRef", ""), one.get("targetRef", ""))
        for one in process.findall(f"{{{MODEL}}}sequenceFlow")
    ]


@pytest.mark.parametrize("case", CASES)
def test_references_are_whole(case: tuple[str, str | None]) -> None:
    root = parsed(case)
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    for process in root.findall(f"{{{MODEL}}}process"):
        nodes, flows = nodes_of(process), flows_of(process)
        assert {one for _, *ends in flows for one in ends} <= set(nodes)
        in_lanes = [one.text for one in process.iter(f"{{{MODEL}}}flowNodeRef")]
        assert sorted(in_lanes, key=str) == sorted(nodes)
        for element in process:
            if element.get("id") in nodes:
                said = {
                    name: {one.text for one in element.findall(f"{{{MODEL}}}{name}")}
                    for name in ("incoming", "outgoing")
                }
                assert said["incoming"] == {one for one, _, to in flows if to == element.get("id")}
                assert said["outgoing"] == {one for one, at, _ in flows if at == element.get("id")}
    drawn = {
        one.get("bpmnElement")
        for kind in ("BPMNShape", "BPMNEdge")
        for one in root.iter(f"{{{DIAGRAM}}}{kind}")
    }
    seen = {
        one.get("id")
        for one in root.iter()
        if tag(one) in NODES | {"lane", "participant", "sequenceFlow"}
    }
    assert drawn == seen


@pytest.mark.parametrize("case", CASES)
def test_every_node_is_reached_and_leads_to_an_end(case: tuple[str, str | None]) -> None:
    for process in parsed(case).findall(f"{{{MODEL}}}process"):
        nodes, flows = nodes_of(process), flows_of(process)
        starts = {name for name, kind in nodes.items() if kind == "startEvent"}
        ends = {name for name, kind in nodes.items() if kind == "endEvent"}
        assert len(starts) == 1
        assert closure(starts, [(at, to) for _, at, to in flows]) == set(nodes)
        assert closure(ends, [(to, at) for _, at, to in flows]) == set(nodes)
        for name, kind in nodes.items():
            into = sum(to == name for _, _, to in flows)
            out = sum(at == name for _, at, _ in flows)
            assert (into == 0) == (kind == "startEvent")
            assert (out == 0) == (kind == "endEvent")
            if "Gateway" not in kind:  # branches meet and part at gateways alone
                assert into <= 1
                assert out <= 1


def closure(first: set[str], pairs: list[tuple[str, str]]) -> set[str]:
    seen, waiting = set(first), list(first)
    while waiting:
        one = waiting.pop()
        for at, to in pairs:
            if at == one and to not in seen:
                seen.add(to)
                waiting.append(to)
    return seen


@pytest.mark.parametrize("case", CASES)
def test_the_picture_is_tidy(case: tuple[str, str | None]) -> None:
    """Nodes lie in their lane and apart; flows touch their ends and cross no other node."""
    root = parsed(case)
    boxes = {}
    for shape in root.iter(f"{{{DIAGRAM}}}BPMNShape"):
        bounds = shape.find(f"{{{BOUNDS}}}Bounds")
        assert bounds is not None
        boxes[shape.get("bpmnElement", "")] = tuple(
            float(bounds.get(name, "nan")) for name in ("x", "y", "width", "height")
        )
    for process in root.findall(f"{{{MODEL}}}process"):
        nodes = {name: boxes[name] for name in nodes_of(process)}
        for lane in process.iter(f"{{{MODEL}}}lane"):
            x, y, width, height = boxes[lane.get("id", "")]
            for inner in lane.findall(f"{{{MODEL}}}flowNodeRef"):
                at_x, at_y, wide, high = nodes[inner.text or ""]
                assert x <= at_x and at_x + wide <= x + width
                assert y <= at_y and at_y + high <= y + height
        names = sorted(nodes)
        for place, one in enumerate(names):
            for other in names[place + 1 :]:
                assert not overlap(nodes[one], nodes[other])
        ends = {name: (at, to) for name, at, to in flows_of(process)}
        for edge in root.iter(f"{{{DIAGRAM}}}BPMNEdge"):
            if (flow := edge.get("bpmnElement", "")) not in ends:
                continue
            points = [
                (float(one.get("x", "nan")), float(one.get("y", "nan")))
                for one in edge.findall(f"{{{POINTS}}}waypoint")
            ]
            assert len(points) >= 2
            for end, point in zip(ends[flow], (points[0], points[-1]), strict=True):
                assert on_border(nodes[end], point)
            for one, other in pairwise(points):
                assert one[0] == other[0] or one[1] == other[1]
                stretch = (
                    min(one[0], other[0]),
                    min(one[1], other[1]),
                    abs(one[0] - other[0]),
                    abs(one[1] - other[1]),
                )
                assert not [name for name, box in nodes.items() if overlap(stretch, box)]


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Whether two rectangles have more in common than their borders."""
    left, top = max(one[0], other[0]), max(one[1], other[1])
    right = min(one[0] + one[2], other[0] + other[2])
    low = min(one[1] + one[3], other[1] + other[3])
    inside = left < other[0] + other[2] and right > other[0]
    return inside and top < other[1] + other[3] and low > other[1] and left <= right and top <= low


def on_border(box: tuple[float, ...], point: tuple[float, float]) -> bool:
    x, y, width, height = box
    sideways = point[0] in (x, x + width) and y <= point[1] <= y + height
    return sideways or (point[1] in (y, y + height) and x <= point[0] <= x + width)


def test_gates_joins_and_rework_mean_what_the_engine_does() -> None:
    root = parsed(CASES[0])
    process = root.find(f"{{{MODEL}}}process")
    assert process is not None
    flows = {(at, to) for _, at, to in flows_of(process)}
    name = "standard_node_"
    assert (f"{name}brand_review", f"{name}decision_brand_review") in flows
    for step in ("content", "design"):
        assert (f"{name}split_strategy", f"{name}again_{step}") in flows
        assert (f"{name}redo_brand_review", f"{name}again_{step}") in flows
        assert (f"{name}{step}", f"{name}join_brand_review") in flows
    assert nodes_of(process)[f"{name}join_brand_review"] == "parallelGateway"
    # A later gate there sends back content alone: then nobody must wait for design.
    other = parsed(CASES[2]).find(f"{{{MODEL}}}process")
    assert other is not None
    assert nodes_of(other)[f"{name}join_build"] == "inclusiveGateway"


@pytest.mark.parametrize("case", CASES)
def test_every_run_of_the_diagram_comes_to_an_end(case: tuple[str, str | None]) -> None:
    """Sound: whatever happens, an end can be reached with no token left; never two on a flow."""
    for process in parsed(case).findall(f"{{{MODEL}}}process"):
        nodes, flows = nodes_of(process), flows_of(process)
        ends_all = {
            one.get("id", "")
            for one in process.findall(f"{{{MODEL}}}endEvent")
            if one.find(f"{{{MODEL}}}terminateEventDefinition") is not None
        }
        (start,) = (name for name, kind in nodes.items() if kind == "startEvent")
        (first,) = (flow for flow, at, _ in flows if at == start)
        opening = frozenset({first})
        after: dict[frozenset[str], set[frozenset[str]]] = {}
        waiting = [opening]
        while waiting:
            marking = waiting.pop()
            if marking in after:
                continue
            after[marking] = set(steps_from(marking, nodes, flows, ends_all))
            waiting.extend(after[marking])
            assert len(after) < 20_000
        pairs = [(str(sorted(to)), str(sorted(at))) for at, many in after.items() for to in many]
        assert closure({"[]"}, pairs) == {str(sorted(one)) for one in after}


def steps_from(
    marking: frozenset[str],
    nodes: dict[str, str],
    flows: list[tuple[str, str, str]],
    ends_all: set[str],
) -> Iterator[frozenset[str]]:
    """Markings, of tokens on flows, that can come next."""
    for name, kind in nodes.items():
        into = {flow for flow, _, to in flows if to == name}
        out = [flow for flow, at, _ in flows if at == name]
        held = into & marking
        if not held:
            continue
        if name in ends_all:
            yield frozenset()
        elif kind in ("parallelGateway", "inclusiveGateway"):
            missing = {at for flow, at, _ in flows if flow in into - held}
            if kind == "inclusiveGateway":  # waits only for what can still come
                others = [(at, to) for _, at, to in flows if name not in (at, to)]
                heads = {to for flow, _, to in flows if flow in marking - held and to != name}
                is_ready = not closure(heads, others) & missing
            else:
                is_ready = not missing
            if is_ready:
                assert not set(out) & (marking - held)
                yield (marking - held) | set(out)
        else:
            for token in held:
                for chosen in out or [""]:
                    rest = marking - {token}
                    assert chosen not in rest, "two tokens on one flow"
                    yield rest | ({chosen} if chosen else set())


def test_lanes_are_the_teams_of_the_model() -> None:
    lanes = {}
    for model in ("functional", "centralized"):
        root = ElementTree.fromstring(bpmn_text(Study.of("scenarios/minimal.yaml"), model))
        lanes[model] = [one.get("name") for one in root.iter(f"{{{MODEL}}}lane")]
    assert lanes["functional"] == ["strategy", "content", "design", "brand"]
    assert len(lanes["centralized"]) < 4


def test_the_same_workflow_gives_the_same_bytes() -> None:
    once, again = (bpmn_text(Study.of("scenarios/minimal.yaml"), "hybrid") for _ in range(2))
    assert once == again


def test_an_unknown_workflow_is_told() -> None:
    with pytest.raises(ScenarioError, match='no workflow "nope" in use; there are standard'):
        bpmn_text(Study.of("scenarios/minimal.yaml"), None, ["nope"])
