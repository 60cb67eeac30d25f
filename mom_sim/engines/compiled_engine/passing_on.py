"""From node to node: a node becomes ready when all its predecessors have finished."""

from __future__ import annotations

from mom_sim.engines.compiled_engine.agenda import put_on_agenda
from mom_sim.engines.compiled_engine.codes import DISBAND, NODE_WORDS, PASS_OVER
from mom_sim.engines.compiled_engine.parts import State, part, rare


@part
def make_ready(s: State, slot: int, index: int, node: int) -> None:
    """Put a node on the agenda; its trigger is the latest-finishing predecessor."""
    base = slot * s.node_stride
    last, at = -1, -2
    for place in range(s.predecessor_first[node], s.predecessor_first[node + 1]):
        source = s.edge_source[s.predecessor_edge[place]]
        if s.finished[base + NODE_WORDS * source] >= at:  # ties by plan order
            last, at = source, s.finished[base + NODE_WORDS * source]
    put_on_agenda(s, index, s.passed[base + NODE_WORDS * last])


@rare
def enter(s: State, slot: int, program: int, row: int) -> None:
    """Let a backlog go on at its step: all that does not come after it counts as done."""
    base = slot * s.node_stride
    first, count = s.program_first[program], s.program_count[program]
    edge_base = slot * s.edges - s.program_edge_first[program]
    entry = s.slot_entry[slot]
    # What comes after the entry is marked, for a moment, in `marked`.
    for index in range(count):
        s.marked[base + NODE_WORDS * index] = 0
    s.marked[base + NODE_WORDS * entry] = 1
    for index in range(entry, count):
        if s.marked[base + NODE_WORDS * index]:
            for edge in range(
                s.successor_first[first + index], s.successor_first[first + index + 1]
            ):
                s.marked[base + NODE_WORDS * s.edge_target[edge]] = 1
    for index in range(count):
        if s.marked[base + NODE_WORDS * index]:
            continue
        s.finished[base + NODE_WORDS * index] = s.now
        s.passed[base + NODE_WORDS * index] = row
        for edge in range(s.successor_first[first + index], s.successor_first[first + index + 1]):
            if s.edge_done[edge_base + edge] == 0:
                s.edge_done[edge_base + edge] = 1
                s.arrived[base + NODE_WORDS * s.edge_target[edge]] += 1
        if s.node_instruction[first + index] == DISBAND:  # nothing is left to do for these people
            put_on_agenda(s, index, row)
    put_on_agenda(s, entry, row)
    s.slot_entry[slot] = -1


@part
def pass_on(s: State, slot: int, index: int, node: int, row: int) -> None:
    """Tell the successors of a node that it has finished, or was passed over."""
    base = slot * s.node_stride
    s.finished[base + NODE_WORDS * index] = s.now
    s.passed[base + NODE_WORDS * index] = row
    program = s.campaign_type[s.slot_campaign[slot]]
    if s.slot_entry[slot] >= 0 and index == s.program_body[program]:
        enter(s, slot, program, row)
        return
    program_node = node - index
    edge_base = slot * s.edges - s.program_edge_first[program]
    for edge in range(s.successor_first[node], s.successor_first[node + 1]):
        if s.edge_done[edge_base + edge]:
            continue  # done before this rework, and not asked for again
        s.edge_done[edge_base + edge] = 1
        successor = s.edge_target[edge]
        there = s.arrived[base + NODE_WORDS * successor] + 1
        s.arrived[base + NODE_WORDS * successor] = there
        wanted = s.node_predecessors[program_node + successor]
        if wanted == 1:
            put_on_agenda(s, successor, row)
        elif there == wanted:
            make_ready(s, slot, successor, program_node + successor)


@part
def work_again(s: State, slot: int, index: int, decision: int, row: int) -> None:
    """Do stated steps again after a revision."""
    base = slot * s.node_stride
    s.finished[base + NODE_WORDS * index] = s.now
    s.passed[base + NODE_WORDS * index] = row
    for place in range(s.rework_first[decision], s.rework_first[decision + 1]):
        cn = base + NODE_WORDS * s.rework_node[place]
        share = s.rework_share[place]
        s.shares[cn] = share
        if share != PASS_OVER:
            s.outcomes[cn] = -1
    edge_base = slot * s.edges
    for place in range(s.reopened_first[decision], s.reopened_first[decision + 1]):
        edge = edge_base + s.reopened_edge[place]
        if s.edge_done[edge]:
            s.edge_done[edge] = 0
            s.arrived[base + NODE_WORDS * s.reopened_target[place]] -= 1
    for place in range(s.again_first[decision], s.again_first[decision + 1]):
        put_on_agenda(s, s.again_node[place], row)
