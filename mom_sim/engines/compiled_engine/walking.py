"""How a campaign goes on: nodes carried out one by one, activities finished, gates decided early.

Each of these steps first looks whether a block of draws is missing; then it returns without having
changed anything, and is done again when the block is there.
"""

from __future__ import annotations

from mom_sim.engines.compiled_engine.agenda import (
    drop_first_of_agenda,
    replace_first_of_agenda,
)
from mom_sim.engines.compiled_engine.asking import ask_for_unasked
from mom_sim.engines.compiled_engine.beginning import (
    TAKES_TIME,
    do_admit,
    do_agency,
    do_assemble,
    do_delay,
    do_embargo,
    do_freeze,
    do_meet,
    do_work,
)
from mom_sim.engines.compiled_engine.codes import (
    ADMIT,
    AGENCY,
    APPROVE,
    APPROVED,
    AS_BEFORE,
    ASSEMBLE,
    CANCEL,
    DECIDE,
    DELAY,
    DISBAND,
    DONE,
    EMBARGO,
    END,
    ESCALATED,
    ESCALATION,
    FREEZE,
    MEET,
    NODE_WORDS,
    NOWHERE,
    OUT_REJECTED,
    PASS,
    PASS_OVER,
    REJECTED,
    REJECTION,
    REVISE,
    TRIGGER_BITS,
    TRIGGER_MASK,
    WORK,
)
from mom_sim.engines.compiled_engine.conditions import applies
from mom_sim.engines.compiled_engine.deciding import write_verdict
from mom_sim.engines.compiled_engine.draws import need, need_all
from mom_sim.engines.compiled_engine.ending import (
    cancel_activity,
    close_campaign,
    drop_activity,
    end_campaign,
    launch,
)
from mom_sim.engines.compiled_engine.forces import disband
from mom_sim.engines.compiled_engine.handing_on import count_at_once, edge_behind, hand_on
from mom_sim.engines.compiled_engine.judging import is_settled, verdict_of
from mom_sim.engines.compiled_engine.parts import State, part, rare
from mom_sim.engines.compiled_engine.passing_on import make_ready, pass_on, work_again
from mom_sim.engines.compiled_engine.places import index_at, place_of, slot_at
from mom_sim.engines.compiled_engine.room import lacks_room
from mom_sim.engines.compiled_engine.writing import write_event, write_row


@part
def need_qualities(s: State, slot: int) -> None:
    """Make sure that it can be said whether the present version is bad."""
    campaign = s.slot_campaign[slot]
    for risk in range(s.risks):
        need(s, s.defect_exposure_draw[risk], campaign, 1)
        need(s, s.defect_draw[risk], campaign, s.risk_version[slot * s.risks + risk])


@part
def need_draws(s: State, slot: int, node: int, attempt: int) -> None:
    """Make sure that everything is there that carrying out a node reads."""
    if attempt > 1 and s.node_prefetch[node]:  # the first of each is always there
        campaign = s.slot_campaign[slot]
        unit = s.campaign_unit[campaign]
        need(s, s.node_draw[node * s.units + unit], campaign, attempt)
        need(s, s.node_effort_draw[node], campaign, attempt)
    if s.node_launch[node]:
        need_qualities(s, slot)


@part
def done(s: State, slot: int, index: int, node: int, row: int, outcome: int) -> None:
    """A node has been carried out: write it, and go on behind it."""
    s.row_finish[row] = s.now
    s.row_outcome[row] = outcome
    go_on_behind(s, slot, index, node, row, s.row_attempt[row], outcome)


@part
def go_on_behind(
    s: State, slot: int, index: int, node: int, row: int, attempt: int, outcome: int
) -> None:
    """Do what follows from a node; `row` is what the next ones are triggered by."""
    s.outcomes[place_of(s, slot, index)] = outcome
    if s.node_announce[node] >= 0:
        write_event(
            s,
            s.node_announce[node],
            s.slot_campaign[slot],
            row,
            s.node_step[node],
            attempt,
            -1,
            s.node_announce_value[node],
        )
    if s.slot_over[slot]:
        return
    if outcome == REVISE:
        work_again(s, slot, index, s.node_decision[node], row)
        return
    if s.node_launch[node]:
        launch(s, slot, s.node_step[node], row)
    pass_on(s, slot, index, node, row)


@part
def begin_node(s: State, slot: int, cn: int, node: int, row: int, verdict: int) -> int:
    """Carry out an instruction: the outcome at once, or -1 for one that comes later."""
    instruction = s.node_instruction[node]
    if instruction == WORK:
        return do_work(s, slot, cn, node, row)
    if instruction == DELAY:
        return do_delay(s, slot, cn, node, row)
    if instruction == MEET:
        return do_meet(s, slot, cn, node, row)
    if instruction == ADMIT:
        return do_admit(s, slot, cn, node, row)
    if instruction == FREEZE:
        return do_freeze(s, slot, cn, node, row)
    if instruction == EMBARGO:
        return do_embargo(s, slot, cn, row)
    if instruction == AGENCY:
        return do_agency(s, slot, cn, node, row)
    if instruction == ASSEMBLE:
        return do_assemble(s, slot, cn, node, row)
    return do_at_once(s, slot, cn, node, row, verdict)


@part
def do_at_once(s: State, slot: int, cn: int, node: int, row: int, verdict: int) -> int:
    """Carry out an instruction that never takes time (`node_facts.is_momentary`)."""
    instruction = s.node_instruction[node]
    if instruction == DECIDE:
        step, attempt = s.node_step[node], s.attempts[cn]
        found = write_verdict(s, slot, s.node_decision[node], verdict, row, step, attempt)
        if found == REJECTION:
            end_campaign(s, s.slot_campaign[slot], OUT_REJECTED)
            return REJECTED
        if found == ESCALATION:
            return ESCALATED
        return APPROVED if found == APPROVE else REVISE
    if instruction == END:
        close_campaign(s, slot)
    elif instruction == CANCEL:
        end_campaign(s, s.slot_campaign[slot], s.node_ends[node])
    elif instruction == DISBAND:
        disband(s, slot, node)
    return DONE


@part
def pass_over(s: State, slot: int, index: int, node: int, trigger: int) -> None:
    """Take a node off the agenda that is not carried out, and go on behind it."""
    following = s.node_link[node]
    if following >= 0:
        cn = place_of(s, slot, index)
        edge = edge_behind(s, slot, node)
        if s.edge_done[edge] == 0:
            # What `pass_on` does, where one node follows and has waited for nothing else.
            s.finished[cn] = s.now
            s.passed[cn] = trigger
            s.edge_done[edge] = 1
            s.arrived[cn + (following - index) * NODE_WORDS] += 1
            replace_first_of_agenda(s, following, trigger)
            return
    drop_first_of_agenda(s)
    pass_on(s, slot, index, node, trigger)


@part
def carry_out(
    s: State, slot: int, cn: int, index: int, node: int, attempt: int, trigger: int, place: int
) -> bool:
    """Carry out the first node of the agenda; False, and nothing done, if draws are missing."""
    need_draws(s, slot, node, attempt)
    verdict = 0
    instruction = s.node_instruction[node]
    if instruction == DECIDE:
        verdict = verdict_of(s, slot, s.node_decision[node], attempt)
    if s.missing:
        return False
    if s.unasked >= 0 and instruction not in (WORK, DELAY, PASS):
        ask_for_unasked(s)  # it may be stopped by what comes now
    drop_first_of_agenda(s)
    s.attempts[cn] = attempt
    count_at_once(s, slot)
    if s.node_momentary[node] > s.keeps_log:
        # What takes no time adds nothing to any sum: what follows is triggered by what was before.
        outcome = do_at_once(s, slot, cn, node, trigger, verdict)
        go_on_behind(s, slot, index, node, trigger, attempt, outcome)
        return s.trouble == 0
    campaign = s.slot_campaign[slot]
    from_here = s.node_place[node * s.units + s.campaign_unit[campaign]]
    if from_here == AS_BEFORE:
        from_here = place
    row = write_row(s, campaign, index, attempt, trigger, from_here)
    outcome = begin_node(s, slot, cn, node, row, verdict)
    if outcome != TAKES_TIME:
        s.row_start[row] = s.now
        done(s, slot, index, node, row, outcome)
    return s.trouble == 0


@part
def walk(s: State) -> None:
    """Carry out what is on the agenda of the campaign that is being walked.

    Where draws are missing or room is lacking, the rest stays on the agenda.
    """
    slot = s.walking
    first = s.program_first[s.campaign_type[s.slot_campaign[slot]]]
    while s.agenda_count > 0 and s.slot_over[slot] == 0:
        entry = s.agenda[0]
        index, trigger = entry >> TRIGGER_BITS, (entry & TRIGGER_MASK) - 1
        node = first + index
        cn = place_of(s, slot, index)
        if s.shares[cn] == PASS_OVER:
            pass_over(s, slot, index, node, trigger)
            continue
        attempt = s.attempts[cn] + 1
        place = s.row_place[trigger] if trigger >= 0 else NOWHERE
        asked = s.node_conditional[node]
        if asked and not applies(s, slot, node, asked, attempt, place):
            if s.missing:
                return
            s.attempts[cn] = attempt
            s.outcomes[cn] = -1
            pass_over(s, slot, index, node, trigger)
        elif (s.node_momentary[node] <= s.keeps_log and lacks_room(s)) or not carry_out(
            s, slot, cn, index, node, attempt, trigger, place
        ):
            return
    s.agenda_count = 0
    s.walking = -1


@part
def finish_step(s: State) -> None:
    """End an activity; its campaign is walked next."""
    cn, outcome = s.finishing, s.finishing_outcome
    slot = slot_at(s, cn)
    index = index_at(s, slot, cn)
    row = s.live_row[cn]
    if row != s.finishing_row:
        s.finishing = -1
        return
    need_all(s, s.slot_campaign[slot])
    node = s.program_first[s.campaign_type[s.slot_campaign[slot]]] + index
    if s.node_launch[node]:
        need_qualities(s, slot)
    if s.missing:
        return
    if outcome == DONE and hand_on(s, slot, cn, index, node, row):
        s.finishing = -1
        return
    s.finishing = -1
    drop_activity(s, slot, cn)
    decision = s.node_deciding[node]
    s.early_decision = decision
    if decision >= 0:
        s.early = slot
        s.early_row = row
        s.early_round = s.attempts[place_of(s, slot, decision)]
    s.walking = slot
    s.current = slot
    done(s, slot, index, node, row, outcome)


@rare
def decide_early(s: State) -> None:
    """Decide as soon as enough approve: the other reviews are no longer needed."""
    slot, decision = s.early, s.early_decision
    base = slot * s.node_stride
    if s.attempts[base + NODE_WORDS * decision] != s.early_round or s.slot_over[slot]:
        s.early = -1
        return
    first = s.program_first[s.campaign_type[s.slot_campaign[slot]]]
    node = first + decision
    is_enough = is_settled(s, slot, s.node_decision[node])
    if s.missing:
        return
    s.early = -1
    if not is_enough:
        return
    step = s.node_step[node]
    for index in range(s.program_count[s.campaign_type[s.slot_campaign[slot]]]):
        if s.live_row[base + NODE_WORDS * index] >= 0 and s.node_step[first + index] == step:
            cancel_activity(s, slot, index)
    edge_base = slot * s.edges - s.program_edge_first[s.campaign_type[s.slot_campaign[slot]]]
    for place in range(s.predecessor_first[node], s.predecessor_first[node + 1]):
        edge = s.predecessor_edge[place]
        if s.edge_done[edge_base + edge] == 0:
            s.edge_done[edge_base + edge] = 1
            s.finished[base + NODE_WORDS * s.edge_source[edge]] = s.now
            s.passed[base + NODE_WORDS * s.edge_source[edge]] = s.early_row
    s.arrived[base + NODE_WORDS * decision] = s.node_predecessors[node]
    make_ready(s, slot, decision, node)
    s.walking = slot


@part
def finish(s: State, cn: int, row: int, outcome: int) -> None:
    """Have an activity ended next."""
    s.finishing = cn
    s.finishing_row = row
    s.finishing_outcome = outcome
