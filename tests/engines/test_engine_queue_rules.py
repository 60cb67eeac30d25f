"""The order in which a team serves its queue, by hand: one person, tasks of an hour."""

from __future__ import annotations

import pytest

from mom_sim.scenario.resolved import ClassOfService, TeamRule, Unit, Value
from tests.made.lengths import HOUR, constant
from tests.made.small import campaign_type, launch, model, people, play, request, study, work

STEPS = (work("write", "writer", 1), launch("write"))


def order(scenario, *rule, **changes):
    """Campaigns in the order in which they are served."""
    played = play(scenario, model(queue_rule=rule, **changes))
    return [name for name, *_ in played.stints("write")]


def one_writer(*requests, **changes):
    return study([people("writer")], STEPS, requests, **changes)


def test_first_come_first_served_by_arrival_at_the_queue():
    scenario = one_writer(request("c", 0.5), request("b", 0.25), request("a", 0))
    assert order(scenario, "fifo") == ["a", "b", "c"]


def test_ties_go_by_the_order_of_the_campaigns():
    # Campaigns of one instant are in the order of the file.
    scenario = one_writer(request("b"), request("c"), request("a"))
    assert order(scenario, "fifo") == ["b", "c", "a"]


def test_ties_within_a_campaign_go_by_the_order_of_its_steps():
    steps = (work("two", "writer", 1), work("one", "writer", 2), launch("one", "two"))
    played = play(study([people("writer")], steps, [request("a")]))
    assert [played.stints(name)[0][2:] for name in ("two", "one")] == [(0, 1), (1, 3)]


def test_the_rule_ranks_only_work_that_has_arrived():
    # The most valuable campaign comes when the writer has just begun the other one.
    scenario = one_writer(request("a", 0, value=1.0), request("b", 0.5, value=9.0))
    assert order(scenario, "value") == ["a", "b"]


@pytest.mark.parametrize(
    ("rule", "served"),
    [
        ("due_date", ["first", "near", "short", "costly", "long"]),
        ("value", ["first", "costly", "long", "near", "short"]),
        ("shortest_first", ["first", "short", "near", "costly", "long"]),
        ("fifo", ["first", "long", "near", "costly", "short"]),
        ("latest_first", ["first", "short", "costly", "near", "long"]),
    ],
)
def test_rules(rule, served):
    scenario = one_writer(
        request("first", 0),
        request("long", 0.1, due=90 * HOUR, value=5.0, effort=(("write", 4 * HOUR),)),
        request("near", 0.2, due=20 * HOUR, value=4.0, effort=(("write", 2 * HOUR),)),
        request("costly", 0.3, due=80 * HOUR, value=9.0, effort=(("write", 3 * HOUR),)),
        request("short", 0.4, due=70 * HOUR, value=1.0),
    )
    assert order(scenario, rule) == served


def both_types(hours=1):
    """The writing, and the same for campaigns of type u."""
    effort = constant(hours)
    return (work("write", "writer", hours, effort=(("t", effort), ("u", effort))), launch("write"))


def test_cost_of_delay_is_not_value():
    # The second type loses its worth ten times as fast.
    scenario = study(
        [people("writer")],
        both_types(),
        [
            request("now", 0),
            request("worthy", 0.1, value=500.0),
            request("urgent", 0.2, value=100.0, type="u"),
        ],
        campaigns=(
            campaign_type("t", value=Value(0.0, "due", 1000 * HOUR, 0)),
            campaign_type("u", value=Value(0.0, "due", 100 * HOUR, 0)),
        ),
    )
    assert order(scenario, "cost_of_delay") == ["now", "urgent", "worthy"]
    assert order(scenario, "value") == ["now", "worthy", "urgent"]


def two_classes(*requests):
    """Campaigns of type u are urgent, of type t standard; nobody is interrupted."""
    return study(
        [people("writer")],
        both_types(),
        requests,
        campaigns=(campaign_type("t"), campaign_type("u", class_of_service="urgent")),
        classes_of_service=(
            ClassOfService("urgent", 0, False, 0),
            ClassOfService("standard", 1, False, 0),
        ),
    )


def test_class_of_service_comes_first_and_then_the_next_word():
    scenario = two_classes(
        request("first", 0),
        request("old", 0.1),
        request("due", 0.2, due=5 * HOUR),
        request("urgent", 0.3, type="u"),
    )
    assert order(scenario, "class_of_service", "fifo") == ["first", "urgent", "old", "due"]
    assert order(scenario, "class_of_service", "due_date") == ["first", "urgent", "due", "old"]


def test_waiting_makes_up_for_a_rank():
    # Two hours of waiting are worth one rank: `old` is 2.5 hours older than `urgent`, `new` is not.
    scenario = two_classes(
        request("first", 0, effort=(("write", 4 * HOUR),)),
        request("old", 0.5),
        request("new", 2),
        request("urgent", 3, type="u"),
    )
    aged = order(scenario, "class_of_service", "fifo", aging=2 * HOUR)
    assert aged == ["first", "old", "urgent", "new"]


def test_fair_shares_among_units():
    # North floods the team; south, which has had less, comes next each time.
    scenario = study(
        [people("writer")],
        STEPS,
        [
            *(request(f"n{number}", 0, unit="north") for number in range(4)),
            *(request(f"s{number}", 0.5, unit="south") for number in range(2)),
        ],
        units=(Unit("north", "always"), Unit("south", "always")),
    )
    assert order(scenario, "fifo") == ["n0", "n1", "n2", "n3", "s0", "s1"]
    assert order(scenario, "fair_share") == ["n0", "s0", "n1", "s1", "n2", "n3"]


def test_fair_shares_count_effort_and_not_tasks():
    # One long task of north weighs as much as three short ones of south.
    scenario = study(
        [people("writer")],
        STEPS,
        [
            request("n0", 0, effort=(("write", 3 * HOUR),)),
            request("n1", 0.1),
            *(request(f"s{number}", 0.5, unit="south") for number in range(4)),
        ],
        units=(Unit("north", "always"), Unit("south", "always")),
    )
    assert order(scenario, "fair_share") == ["n0", "s0", "s1", "s2", "n1", "s3"]


def test_teams_do_not_serve_each_others_queues():
    # One writer in each unit: the one of south is idle while north queues.
    scenario = study(
        [people("writer", 2)],
        STEPS,
        [request("n0"), request("n1"), request("n2")],
        units=(Unit("north", "always"), Unit("south", "always")),
    )
    split = play(scenario, model(teams=(TeamRule("unit", ("all",), (), "unit"),)))
    assert split.launched() == {"n0": 1, "n1": 2, "n2": 3}
    assert {person for _, person, *_ in split.stints("write")} == {"writer/1"}
    pooled = play(scenario, model())
    assert pooled.launched() == {"n0": 1, "n1": 1, "n2": 2}
