"""What the kernel knows: the names of its arrays and numbers, all int64.

Arrays of the plan and the tape are read-only for the kernel; the others are its memory. An index
with two parts is the first times the number of the second, plus the second. What a campaign knows
of a node stands at a place called `cn` (`places`); campaigns take a slot when they arrive and give
it back when nothing is left to do for them. What is known only of an activity that is under way
stands in a record that it takes (`records`). `-1` points nowhere.
"""

from __future__ import annotations


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


PLAN_ARRAYS = _names(
    """
    program_first program_count program_edge_first program_body program_patience program_rank
    program_preempts program_preempts_seconded program_switching program_impatient program_entry
    node_instruction node_step node_share node_clock node_timeout node_timed_from node_overflow
    node_overflow_late node_effort_draw node_decision node_agency node_force node_in_force
    node_launch node_next node_link node_momentary
    node_review node_cause node_ends node_announce node_announce_value node_conditional
    node_deciding node_predecessors node_prefetch condition_tiers condition_chance
    condition_threshold condition_escaped condition_after condition_outcome condition_curve
    condition_distance condition_toward node_draw node_meeting node_limit node_place node_slots
    node_lane node_queue successor_first edge_source edge_target predecessor_first predecessor_edge
    relief_first relief_chance relief_share relief_curve rate_curve_first rate_curve
    window_first window_start window_end skill_first skill slots_first slots_queue slots_team
    slots_inside second_lane queue_slots queue_team queue_skill pool_first pool_person pool_lent
    queue_rate queue_member queue_word_first queue_lane_first queue_lane person_queue_first
    person_queue person_queue_place person_lane person_word person_bit person_ramp_start
    person_ramp_length word_first word team_aging team_fair decision_step decision_need
    decision_revise_draw decision_revise_threshold decision_revise_curve decision_reject_draw
    decision_reject_threshold decision_rounds decision_after decision_escalates decision_seats
    decision_refusal reviewer_first reviewer_false_reject reviewer_false_accept reviewer_deemed
    reviewer_seat reviewer_node_first reviewer_node checked_first checked_risk checked_verdict
    rework_first rework_node rework_share reopened_first reopened_edge reopened_target
    again_first again_node defect_draw defect_threshold defect_revised defect_exposure_draw
    defect_exposure defect_tired worse_first worse_risk worse_curve curve_register curve_first
    curve_at curve_value curve_agency place_team agency_team agency_clock force_reserve
    force_quorum body_agenda allowance_turns_away
    program_image program_words
    """
)
"""The plan's tables, in the words of `mom_sim.plan`; `_first` are offsets into what follows it."""

TAPE_ARRAYS = _names(
    """
    block_direct block_key block_address clock_first clock_total open_start open_end open_before
    spell_first spell_begin spell_until spell_ramps staffing_time staffing_person staffing_gone
    change_time change_allowance change_capacity shift_time shift_person meeting_first
    meeting_instant slots_clock
    """
)
"""Requests, draws, lives, and everything else that is known before the run."""

CAMPAIGN_ARRAYS = _names(
    """
    campaign_unit campaign_type campaign_tier campaign_requested campaign_due campaign_not_before
    campaign_value campaign_delay_cost campaign_entry_step campaign_followed campaign_admitted
    campaign_slot end_outcome end_ended end_launch end_first_start
    """
)
"""By campaign: what the tape says of it, where its state is, and how it ended."""

ROW_ARRAYS = _names(
    """
    row_campaign row_node row_attempt row_ready row_trigger row_start row_finish row_team
    row_outcome row_effort row_place row_next row_held row_worked row_since row_closed
    """
)
SPAN_ARRAYS = _names(
    """
    span_row span_team span_start span_finish span_ending span_first span_people
    """
)
ROW_INSIDE_ARRAYS = ("row_inside",)
MEMBER_ARRAYS = ("member_person",)
EVENT_ARRAYS = _names(
    """
    event_time event_kind event_campaign event_row event_step event_attempt event_person
    event_value
    """
)
INSIDE_ARRAYS = _names(
    """
    inside_row inside_slot inside_person
    """
)
"""What the run writes; see `mom_sim.engines.recording`."""

SLOT_ARRAYS = _names(
    """
    slot_campaign slot_instant slot_live slot_at_instant slot_first_row slot_next_free slot_entry
    slot_crew_count slot_force slot_over slot_closed
    """
)
NODE_STATE_ARRAYS = _names(
    """
    attempts shares record passed finished arrived outcomes marked
    """
)
VISIT_ARRAYS = _names(
    """
    visit_ready visit_start visit_index visit_next visit_worked visit_reviewed visit_instant
    visit_at_instant
    """
)
"""Where a campaign is, by campaign, where there are nothing but stations (`stations`)."""

VISIT_NODE_ARRAYS = ("visit_attempts", "visit_shares")
STATION_ARRAYS = _names(
    """
    station_free station_first station_last station_rate
    """
)
STATE_BLOCK_ARRAYS = ("node_state", "slot_words")
RECORD_ARRAYS = ("record_next",)
UNDER_WAY_ARRAYS = _names(
    """
    live_row held_request held_since duration remaining due rate crew_count stage link_next
    link_before
    """
)
SAME_PLACE = {"link_next": "held_since", "link_before": "duration"}
"""What waits in a list is not held: its links stand in place of `held_since` and `duration`."""

CREW_ARRAYS = ("crew",)
EDGE_STATE_ARRAYS = ("edge_done",)
RISK_STATE_ARRAYS = _names(
    """
    risk_version risk_looks risk_least risk_escaped
    """
)
REFUSAL_STATE_ARRAYS = ("refusals",)
SKILL_STATE_ARRAYS = ("slot_has_skill",)
SLOT_FORCE_ARRAYS = _names(
    """
    slot_force_node slot_force_row slot_force_ready slot_force_started slot_force_needed
    slot_force_asked slot_force_requests slot_force_before slot_force_after
    """
)
"""What is known of a campaign, by slot."""

PERSON_ARRAYS = _names(
    """
    person_activity person_on person_force person_skill person_free person_withheld
    person_claimed person_kept person_chosen person_freed freed_person person_load person_load_week
    """
)
"""What is known of a person, beside the plan."""

REQUEST_ARRAYS = _names(
    """
    request_cn request_row request_slot request_second request_slots request_lane request_since
    request_inside request_rank request_least request_next request_before request_waits
    request_force_next request_force_before request_height
    """
)
KEY_ARRAYS = ("request_key",)
PLACE_ARRAYS = ("request_place",)
EXPRESS_ARRAYS = ("express_next", "express_before")
"""Links of a lane that pass over many, by request and level; see `lanes`."""

LANE_ARRAYS = _names(
    """
    lane_head lane_tail lane_count lane_position lane_touched
    """
)
EXPRESS_ENDS = ("express_head", "express_tail")
ACTIVE_ARRAYS = _names(
    """
    active_lane touched_lane candidate_request candidate_lane candidate_fair candidate_done
    """
)
CANDIDATE_KEY_ARRAYS = ("candidate_key",)

OTHER_ARRAYS = _names(
    """
    agenda taken_cn taken_row fresh_cn fresh_row fresh_before late_cn late_row answer_kind
    answer_allowance answer_slot answer_cn answer_row answer_value allowance_capacity
    allowance_in_use allowance_head allowance_tail body_called body_head body_tail body_count
    body_next clock_last free_bits team_served practice booked deliveries option option_count
    option_next found victim express_found tally tally_events tally_busy tally_queue tally_ends
    tally_cause tally_waited histogram_time histogram_cycle histogram_wait
    """
)

HEAP_ARRAYS = ("heap_time", "heap_key", "heap_tag")

BITS = {
    **dict.fromkeys(("slot_over", "slot_closed", "outcomes", "marked", "stage"), 8),
    **dict.fromkeys(("edge_done", "slot_has_skill", "risk_escaped"), 8),
    **dict.fromkeys(("request_second", "request_waits", "request_height"), 8),
    "request_least": 16,
    **dict.fromkeys(("slot_live", "slot_at_instant", "slot_first_row", "slot_next_free"), 32),
    **dict.fromkeys(("slot_entry", "slot_crew_count", "slot_force"), 32),
    **dict.fromkeys(("attempts", "shares", "record", "passed", "arrived"), 32),
    **dict.fromkeys(VISIT_NODE_ARRAYS, 32),
    **dict.fromkeys(("live_row", "held_request", "crew_count", "record_next", "crew"), 32),
    **dict.fromkeys(("risk_version", "risk_looks", "refusals"), 32),
    **dict.fromkeys(("request_row", "request_slot", "request_slots", "request_lane"), 32),
    **dict.fromkeys(("request_inside", "request_next", "request_before", "request_rank"), 32),
    **dict.fromkeys(("request_force_next", "request_force_before"), 32),
    **dict.fromkeys(("express_next", "express_before", "express_head", "express_tail"), 32),
}
"""Width of the entries of an array that are kept for each campaign under way; 64 of all others.

The kernel reckons with 64 bits; what is read is made wider, what is written is cut.
"""

DISTANCES = {
    **dict.fromkeys((*CAMPAIGN_ARRAYS, *ROW_ARRAYS), 16),
    **dict.fromkeys((*REQUEST_ARRAYS, *RECORD_ARRAYS, *UNDER_WAY_ARRAYS), 8),
    **dict.fromkeys(VISIT_ARRAYS, 8),
    **dict.fromkeys(HEAP_ARRAYS, 4),
}
"""How far apart the entries of an array lie whose group lies interleaved, in numbers of 64 bits."""

SLOT_HEAD = 8
"""Numbers of a slot before those of its nodes: a line of the cache."""

WIDE_BLOCKS = (
    "campaign_block",
    "row_block",
    "request_block",
    "heap_block",
    "slot_block",
    "record_block",
    "visit_block",
)


def _laid(block: str, names: tuple[str, ...]) -> dict[str, tuple[str, int]]:
    """Lay arrays out in a block, the widest first; the place of each in bytes."""
    places, at = {}, 0
    for name in sorted(names, key=lambda one: -BITS.get(one, 64)):
        if name not in SAME_PLACE:
            places[name] = (block, at)
            at += BITS.get(name, 64) // 8
    return places | {name: places[other] for name, other in SAME_PLACE.items() if name in names}


PLACES: dict[str, tuple[str, int]] = {
    **{name: ("campaign_block", 8 * word) for word, name in enumerate(CAMPAIGN_ARRAYS)},
    **{name: ("row_block", 8 * word) for word, name in enumerate(ROW_ARRAYS)},
    **{name: ("heap_block", 8 * word) for word, name in enumerate(HEAP_ARRAYS)},
    **{name: ("visit_block", 8 * word) for word, name in enumerate(VISIT_ARRAYS)},
    **_laid("request_block", REQUEST_ARRAYS),
    **_laid("slot_block", SLOT_ARRAYS),
    **_laid("node_state", NODE_STATE_ARRAYS),
    **_laid("record_block", (*RECORD_ARRAYS, *UNDER_WAY_ARRAYS)),
}
"""The block that an interleaved array is part of, and its place in it in bytes: machine code that
looks at several numbers of one thing finds all of them from one address."""

ARRAYS: tuple[str, ...] = (
    *PLAN_ARRAYS,
    *TAPE_ARRAYS,
    *CAMPAIGN_ARRAYS,
    *WIDE_BLOCKS,
    *ROW_ARRAYS,
    *ROW_INSIDE_ARRAYS,
    *SPAN_ARRAYS,
    *MEMBER_ARRAYS,
    *EVENT_ARRAYS,
    *INSIDE_ARRAYS,
    *SLOT_ARRAYS,
    *NODE_STATE_ARRAYS,
    *VISIT_ARRAYS,
    *VISIT_NODE_ARRAYS,
    *STATION_ARRAYS,
    *STATE_BLOCK_ARRAYS,
    *RECORD_ARRAYS,
    *UNDER_WAY_ARRAYS,
    *CREW_ARRAYS,
    *EDGE_STATE_ARRAYS,
    *RISK_STATE_ARRAYS,
    *REFUSAL_STATE_ARRAYS,
    *SKILL_STATE_ARRAYS,
    *SLOT_FORCE_ARRAYS,
    *PERSON_ARRAYS,
    *REQUEST_ARRAYS,
    *KEY_ARRAYS,
    *PLACE_ARRAYS,
    *EXPRESS_ARRAYS,
    *LANE_ARRAYS,
    *EXPRESS_ENDS,
    *HEAP_ARRAYS,
    *ACTIVE_ARRAYS,
    *CANDIDATE_KEY_ARRAYS,
    *OTHER_ARRAYS,
)

CONSTANT_ARRAYS = (
    *PLAN_ARRAYS,
    *TAPE_ARRAYS,
    *_names(
        """
        campaign_unit campaign_type campaign_tier campaign_requested campaign_due
        campaign_not_before campaign_value campaign_delay_cost campaign_entry_step
        campaign_followed
        """
    ),
)
"""Arrays that nobody changes while the kernel runs: what it has read it need not read again."""

CONSTANTS = _names(
    """
    units types steps nodes node_stride edges people queues risks refusal_count skills slots_max
    key_words inside_lanes static_lanes block_mask campaigns limits agencies allowances weeks
    load_curve load_weeks reference_clock clocks_of_people age_limit limit earliest lends
    count_practice count_load forces staffings changes shifts row_limit span_limit member_limit
    event_limit inside_limit heap_limit request_limit fresh_limit answer_limit slot_limit simple
    slot_divisor record_limit keeps_log shares_fairly steady campaign_mask warm_up horizon
    tells_causes inside_words drawn_until only_stations
    """
)
"""Numbers that nobody changes while the kernel runs: sizes, and limits of buffers."""

SCALARS = (
    *CONSTANTS,
    *_names(
        """
        now order later_round_at quiet_until rounds asked waiting dispatching stop_at left budget
        events sequence enqueued row_count span_count member_count event_count inside_count
        heap_count request_free request_used slot_free slot_used
        record_free record_used agenda_count fresh_count late_count
        late_next taken_count taken_next answer_first answer_last active_count touched_count
        freed_count
        next_arrival next_staffing next_change next_shift arrived_count finishing finishing_row
        finishing_outcome walking current early early_decision early_round early_row force_first
        force_last missing missing_draw missing_attempt missing_campaign full trouble row_free
        more closing settled unasked visitor visitor_node
        """
    ),
)
"""The same, and where the run stands."""
