"""Curves of time: thresholds that change, efforts that are relieved, rates; by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mom_sim.engines.simpy_engine.curves import scaled, value_at
from mom_sim.plan.plan import PARTS, Condition, Curve, Relief
from mom_sim.scenario.resolved import Unit
from tests.made.changes import (
    ALWAYS_BELOW,
    NEVER_BELOW,
    luck,
    node,
    nodes,
    of_time,
    records,
    together,
    with_curves,
)
from tests.made.lengths import HOUR
from tests.made.small import (
    agency,
    gate,
    launch,
    model,
    people,
    play,
    request,
    study,
    work,
)

FROM_TEN = of_time((0, NEVER_BELOW), (10, ALWAYS_BELOW))
WRITING = (work("write", "writer", 4), launch("write"))


def relieved(*reliefs, of=FROM_TEN, step="write", instruction="WORK"):
    """Give a step reliefs (share, ...) that all follow one curve."""
    return together(
        with_curves(of),
        nodes(
            step,
            lambda plan, one: replace(
                one, reliefs=tuple(Relief(luck(plan), (0,), share) for share in reliefs)
            ),
            instruction,
        ),
    )


def efforts(played, step="write"):
    """Effort of a step's activities with one, by campaign and attempt."""
    rows = played.log.activities
    rows = rows[(rows["step"] == played.plan.steps.index(step)) & (rows["effort"] > 0)]
    return [(played.name(row.campaign), row.effort / HOUR) for row in rows.itertuples()]


@pytest.mark.parametrize(
    ("count", "value"), [(0, 7), (4, 7), (5, 8), (6, 8), (9, 9), (10, 9), (10**15, 9)]
)
def test_a_step_holds_from_its_count_on(count, value):
    assert value_at(Curve("c", "time", (0, 5, 9), (7, 8, 9)), count) == value


def test_factors_round_down_and_work_always_goes_on():
    assert scaled(999_999, 333_333) == 333_332  # 333332.67
    assert scaled(1, 999_999) == 1
    assert scaled(PARTS, 0) == 1


def test_a_curve_takes_the_place_of_a_condition_s_threshold():
    steps = (work("write", "writer", 1), work("edit", "editor", 2, "write"), launch("edit"))
    rows = [request("before"), request("at", 9), request("after", 20)]
    scenario = study([people("writer"), people("editor")], steps, rows)

    def changed(threshold):
        def condition(plan, one):
            return replace(
                one, condition=Condition(chance=luck(plan), threshold=threshold, curve=0)
            )

        return together(with_curves(FROM_TEN), nodes("edit", condition))

    for ignored in (NEVER_BELOW, ALWAYS_BELOW):
        played = play(scenario, change=changed(ignored))
        # The editing is passed over at 1; at 10 the curve has risen.
        assert played.launched() == {"before": 1, "at": 12, "after": 23}
        assert played.activities("edit", "before", "WORK") == []


def test_an_effort_is_relieved_when_the_work_becomes_ready():
    rows = [request("a"), request("b", 9), request("late", 9.5), request("c", 10)]
    played = play(study([people("writer")], WRITING, rows), change=relieved(PARTS // 4))
    # `late` is taken after ten, but was ready before.
    assert efforts(played) == [("a", 4), ("b", 4), ("late", 4), ("c", 1)]
    assert played.launched() == {"a": 4, "b": 13, "late": 17, "c": 18}


def test_reliefs_follow_one_another_and_round_half_to_even():
    row = request("a", effort=(("write", 3),))
    scenario = study([people("writer")], WRITING, [row])
    always = of_time((0, ALWAYS_BELOW))
    for shares, microseconds in (
        ((500_000, 750_000), 2),  # 1.5 is 2, and 1.5 is 2
        ((750_000, 500_000), 1),  # 2.25 is 2, and then 1
        ((0, 500_000), 0),
    ):
        played = play(scenario, change=relieved(*shares, of=always))
        (activity,) = [one for one in played.recording.activities if one.team >= 0]
        assert (activity.effort, activity.finish) == (microseconds, microseconds)


def test_a_relief_has_a_curve_for_each_unit():
    units = (Unit("north", "always"), Unit("south", "always"))
    rows = [request("here"), request("there", unit="south")]
    scenario = study([people("writer", 2)], WRITING, rows, units=units)
    change = together(
        with_curves(of_time((0, NEVER_BELOW)), of_time((0, ALWAYS_BELOW), name="other")),
        nodes(
            "write",
            lambda plan, one: replace(one, reliefs=(Relief(luck(plan), (0, 1), PARTS // 2),)),
        ),
    )
    assert play(scenario, change=change).launched() == {"here": 4, "there": 2}


def test_the_same_campaigns_are_relieved_at_every_attempt_and_more_under_a_higher_curve():
    steps = (
        work("write", "writer", 4),
        gate("board", "boss", 1, "write", revise={"write": 0.5}, revise_probability=0.5),
        launch("board"),
    )
    scenario = study(
        [people("writer", 40), people("boss", 40)],
        steps,
        [request(f"c{number}") for number in range(40)],
    )
    seen: list[set[str]] = []
    for share in (0.3, 0.6):
        curve = of_time((0, round(share * ALWAYS_BELOW)))
        played = play(scenario, change=relieved(PARTS // 4, of=curve))
        first = dict(reversed(efforts(played)))
        again = [(name, effort) for name, effort in efforts(played) if effort in (2, 0.5)]
        assert again and all(effort == first[name] / 2 for name, effort in again)
        seen.append({name for name, effort in first.items() if effort == 1})
    assert 0 < len(seen[0]) < len(seen[1]) < 40 and seen[0] < seen[1]


def test_an_agency_s_relief_lowers_what_it_charges_for_alone():
    scenario = study([people("writer")], WRITING, [request("a", 10)])
    change = relieved(PARTS // 4, instruction="AGENCY")
    played = play(scenario, model(agency=(agency(10, "writer"),)), change=change)
    assert played.launched() == {"a": 20}
    assert efforts(played) == [("a", 1)]


def test_a_gate_revises_as_often_as_its_curve_says_at_present():
    steps = (
        work("write", "writer", 4),
        gate("board", "boss", 1, "write", revise={"write": 0.5}, revise_probability=0.5),
        launch("board"),
    )
    scenario = study([people("writer"), people("boss")], steps, [request("a")])
    until_six = of_time((0, ALWAYS_BELOW), (6, NEVER_BELOW))
    change = together(with_curves(until_six), records("decisions", revise_curve=0))
    played = play(scenario, change=change)
    # Written by 4, sent back at 5, written by 7 and approved at 8.
    assert played.launched() == {"a": 8}


def test_a_rate_curve_is_read_when_the_work_is_taken():
    twice_from_ten = of_time((0, PARTS), (10, 2 * PARTS))
    change = together(with_curves(twice_from_ten), node("write", rate_curves=(0,)))
    rows = [request("a", 8), request("b", 9), request("c", 10)]
    played = play(study([people("writer")], WRITING, rows), change=change)
    # Begun at 8, `a` keeps its rate; the others take half the time.
    assert played.launched() == {"a": 12, "b": 14, "c": 16}


def test_rate_curves_follow_one_another_and_round_down():
    change = together(
        with_curves(of_time((0, 333_333)), of_time((0, 700_001), name="other")),
        node("write", rate_curves=(0, 1)),
    )
    slow = people("writer", skills=(("writer", 0.7),))
    row = request("a", effort=(("write", 1_000_000),))
    played = play(study([slow], WRITING, [row]), change=change)
    # 700000 -> 233333 (.1) -> 163333 (.33); 10**12 / 163333 = 6122461.48
    assert played.recording.spans[0].finish == 6_122_461


def test_the_slowest_of_a_crew_sets_the_pace_after_all_curves():
    steps = (work("film", {"writer": 1, "artist": 1}, 4), launch("film"))
    roles = [people("writer"), people("artist", skills=(("artist", 0.5),))]
    change = together(with_curves(of_time((0, 2 * PARTS))), node("film", rate_curves=(0,)))
    assert play(study(roles, steps, [request("a")]), change=change).launched() == {"a": 4}
