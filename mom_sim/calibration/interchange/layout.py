"""Where the nodes of a workflow's picture stand, and how its flows run between them.

Nodes stand in columns by the longest way from the start and in rows within their lane. Flows run at
right angles: sideways along a row that is free, or in the channel below a row; up and down in the
gutters between columns. No flow crosses a node.
"""

from __future__ import annotations

from dataclasses import dataclass, field

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
    Flow,
    WorkflowGraph,
)

Point = tuple[float, float]

SIZES = {
    TASK: (120.0, 70.0),
    SERVICE: (120.0, 70.0),
    START: (36.0, 36.0),
    END: (36.0, 36.0),
    TERMINATION: (36.0, 36.0),
    WAIT: (36.0, 36.0),
    MILESTONE: (36.0, 36.0),
    PARALLEL: (50.0, 50.0),
    EXCLUSIVE: (50.0, 50.0),
    INCLUSIVE: (50.0, 50.0),
}
HEADER = 30.0
"""Width of the title of a pool, and of a lane."""
_ROW = 96.0
_GUTTER = 48.0
_TRACK = 12.0
_MARGIN = 24.0


@dataclass(frozen=True)
class Box:
    """A rectangle: its upper left corner and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> Point:
        """Center."""
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True)
class Layout:
    """A picture of a workflow.

    Attributes
    ----------
    pool : Box
    lanes : tuple of Box
    nodes : dict of str to Box
    flows : dict of str to tuple of Point
        Way points of each flow, from the edge of its source to the edge of its target.
    """

    pool: Box
    lanes: tuple[Box, ...]
    nodes: dict[str, Box]
    flows: dict[str, tuple[Point, ...]]


def lay_out(graph: WorkflowGraph, *, left: float = 0.0, top: float = 0.0) -> Layout:
    """Place the nodes and route the flows of a workflow.

    Parameters
    ----------
    graph : WorkflowGraph
    left, top : float
        Upper left corner of the picture.

    Returns
    -------
    Layout
        The same for the same graph.
    """
    grid = _Grid.of(graph)
    routes = [_route(flow, grid) for flow in graph.flows]
    return _drawn(graph, grid, routes, left, top)


@dataclass
class _Grid:
    """Columns and rows of the nodes."""

    column: dict[str, int]
    row: dict[str, int]
    rows_of_lane: list[int]
    taken: set[tuple[int, int]] = field(default_factory=set)

    @classmethod
    def of(cls, graph: WorkflowGraph) -> _Grid:
        before: dict[str, list[str]] = {node.id: [] for node in graph.nodes}
        for flow in graph.flows:
            if not flow.goes_back:
                before[flow.target].append(flow.source)
        forward = {node.id for node in graph.nodes if before[node.id] or node.kind == START}
        column: dict[str, int] = {}
        pending = [node.id for node in graph.nodes]
        sources = {flow.target: flow.source for flow in graph.flows if flow.goes_back}
        while pending:
            for name in pending:
                above = before[name] if name in forward else [sources[name]]
                if all(one in column for one in above):
                    column[name] = max((column[one] + 1 for one in above), default=0)
                    pending.remove(name)
                    break
        row: dict[str, int] = {}
        used: set[tuple[int, int, int]] = set()  # lane, column, row within the lane
        lane_of = {node.id: node.lane for node in graph.nodes}
        rows = [1] * len(graph.lanes)
        for node in sorted(graph.nodes, key=lambda one: column[one.id]):
            near = [row[one] for one in before[node.id] if lane_of[one] == node.lane]
            wanted = near[0] if near else 0
            free = next(
                one
                for one in (wanted, *range(len(graph.nodes)))
                if (node.lane, column[node.id], one) not in used
            )
            used.add((node.lane, column[node.id], free))
            row[node.id] = free
            rows[node.lane] = max(rows[node.lane], free + 1)
        first = [sum(rows[:lane]) for lane in range(len(rows))]
        places = {name: first[lane_of[name]] + within for name, within in row.items()}
        taken = {(column[name], places[name]) for name in places}
        return cls(column, places, rows, taken)

    def is_free(self, row: int, first: int, last: int) -> bool:
        """Whether no node stands in a row, from one column to another."""
        return not any((column, row) in self.taken for column in range(first, last + 1))


@dataclass(frozen=True)
class _Route:
    """How a flow runs, in the grid: up and down in gutters, sideways in rows or channels.

    A gutter lies behind the column of its number, a channel below the row of its number.
    """

    gutters: tuple[int, ...] = ()
    channels: tuple[int, ...] = ()
    from_below: bool = False
    into_below: bool = False
    along: str = ""  # target | source: the row it runs along


def _route(flow: Flow, grid: _Grid) -> _Route:
    first, last = grid.column[flow.source], grid.column[flow.target]
    here, there = grid.row[flow.source], grid.row[flow.target]
    if last <= first:
        if here == there:
            return _Route((), (here,), from_below=True, into_below=True)
        return _Route((last - 1,), (here, there), from_below=True, into_below=True)
    if here == there and grid.is_free(here, first + 1, last - 1):
        return _Route()
    if grid.is_free(there, first + 1, last - 1):
        return _Route((first,), along="target")
    if grid.is_free(here, first + 1, last - 1):
        return _Route((last - 1,), along="source")
    return _Route((first, last - 1), (there,))


def _drawn(
    graph: WorkflowGraph, grid: _Grid, routes: list[_Route], left: float, top: float
) -> Layout:
    columns = max(grid.column.values()) + 1
    rows = sum(grid.rows_of_lane)
    kinds = {node.id: node.kind for node in graph.nodes}
    gutter_tracks = [0] * (columns + 1)  # from behind column -1 on
    channel_tracks = [0] * rows
    tracks = []
    for route in routes:
        of_gutters, of_channels = [], []
        for one in route.gutters:
            of_gutters.append(gutter_tracks[one + 1])
            gutter_tracks[one + 1] += 1
        for one in route.channels:
            of_channels.append(channel_tracks[one])
            channel_tracks[one] += 1
        tracks.append((of_gutters, of_channels))
    widths = [
        max(SIZES[kinds[name]][0] for name, place in grid.column.items() if place == number)
        for number in range(columns)
    ]
    gutters = [_GUTTER + _TRACK * count for count in gutter_tracks]
    x = [left + 2 * HEADER + gutters[0]]
    for number in range(columns):
        x.append(x[-1] + widths[number] + gutters[number + 1])
    y = [top]
    for count in channel_tracks:
        y.append(y[-1] + _ROW + _MARGIN / 2 + _TRACK * count)
    nodes = {}
    for node in graph.nodes:
        width, height = SIZES[node.kind]
        column, row = grid.column[node.id], grid.row[node.id]
        nodes[node.id] = Box(
            x[column] + (widths[column] - width) / 2, y[row] + (_ROW - height) / 2, width, height
        )

    def gutter(number: int, track: int) -> float:
        return x[number + 1] - gutters[number + 1] + (_GUTTER + _TRACK) / 2 + _TRACK * track

    def channel(number: int, track: int) -> float:
        return y[number] + _ROW + _TRACK * track

    flows = {}
    for flow, route, (of_gutters, of_channels) in zip(graph.flows, routes, tracks, strict=True):
        up_down = [gutter(*one) for one in zip(route.gutters, of_gutters, strict=True)]
        sideways = [channel(*one) for one in zip(route.channels, of_channels, strict=True)]
        flows[flow.id] = _way(nodes[flow.source], nodes[flow.target], route, up_down, sideways)
    right = x[-1] + _MARGIN
    lanes, row = [], 0
    for count in grid.rows_of_lane:
        lanes.append(Box(left + HEADER, y[row], right - left - HEADER, y[row + count] - y[row]))
        row += count
    pool = Box(left, top, right - left, y[-1] - top)
    return Layout(pool, tuple(lanes), nodes, flows)


def _way(
    source: Box, target: Box, route: _Route, up_down: list[float], sideways: list[float]
) -> tuple[Point, ...]:
    from_x, from_y = source.middle
    to_x, to_y = target.middle
    points: list[Point]
    if route.from_below:
        points = [(from_x, source.y + source.height), (from_x, sideways[0])]
        if up_down:
            points += [(up_down[0], sideways[0]), (up_down[0], sideways[1])]
        return (*points, (to_x, sideways[-1]), (to_x, target.y + target.height))
    points = [(source.x + source.width, from_y)]
    if len(up_down) == 2:
        points += [(up_down[0], from_y), (up_down[0], sideways[0])]
        points += [(up_down[1], sideways[0]), (up_down[1], to_y)]
    elif up_down:
        points += [(up_down[0], from_y), (up_down[0], to_y)]
    return (*points, (target.x, to_y))
