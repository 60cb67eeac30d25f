"""Several people at once: atomic, without deadlock, searched completely, not starved for ever."""

from __future__ import annotations

from mom_sim.scenario.resolved import ClassOfService
from tests.made.lengths import HOUR, constant
from tests.made.small import campaign_type, launch, model, people, play, request, study, work

WORKSHOP = (work("workshop", {"writer": 1, "artist": 1}, 2), launch("workshop"))


def test_a_crew_starts_when_all_of_it_is_idle():
    steps = (
        work("draw", "artist", 3),
        work("workshop", {"writer": 1, "artist": 1}, 2),
        launch("workshop", "draw"),
    )
    played = play(study([people("writer"), people("artist")], steps, [request("a")]))
    assert played.stints("workshop") == [("a", "artist/1", 3, 5), ("a", "writer/1", 3, 5)]


def test_it_works_when_everybody_is_there():
    # Mornings are 8 to 12, the office is open from 9 to 17: three hours a day together.
    roles = [people("writer", calendar="mornings"), people("artist", calendar="office")]
    played = play(
        study(
            roles,
            (work("workshop", {"writer": 1, "artist": 1}, 4), launch("workshop")),
            [request("a")],
        )
    )
    assert played.stints("workshop") == [
        ("a", "artist/1", 9, 12),
        ("a", "writer/1", 9, 12),
        ("a", "artist/1", 33, 34),
        ("a", "writer/1", 33, 34),
    ]
    assert played.waits("a") == [(0, 9, "closed"), (12, 33, "closed")]


def test_it_is_as_fast_as_its_slowest_member():
    roles = [
        people("writer", skills=(("writer", 2.0),)),
        people("artist", skills=(("artist", 0.5),)),
    ]
    assert play(study(roles, WORKSHOP, [request("a")])).launched() == {"a": 4}


def test_nobody_is_kept_for_a_crew_that_cannot_start():
    # The artist is busy until 9; the writer does not wait for the workshop but takes younger work.
    steps = (
        work("draw", "artist", 9),
        work("workshop", {"writer": 1, "artist": 1}, 1),
        work("write", "writer", 5, "first"),
        work("first", "writer", 1),
        launch("workshop", "write", "draw"),
    )
    played = play(study([people("writer"), people("artist")], steps, [request("a")]))
    assert played.stints("write") == [("a", "writer/1", 1, 6)]
    assert played.stints("workshop")[0][2] == 9


def test_the_search_goes_back_on_its_choices():
    # The first slot would take the only one who can fill the second.
    roles = [people("both", 1, skills=(("writer", 2.0), ("artist", 2.0))), people("writer", 1)]
    steps = (work("workshop", {"writer": 1, "artist": 1}, 2), launch("workshop"))
    played = play(study(roles, steps, [request("a")]))
    assert played.launched() == {"a": 2}
    assert {person for _, person, *_ in played.stints("workshop")} == {"both/1", "writer/1"}


def test_two_crews_that_need_the_same_people_do_not_lock_each_other():
    steps = (
        work("one", {"writer": 1, "artist": 1}, 2),
        work("two", {"artist": 1, "writer": 1}, 2),
        launch("one", "two"),
    )
    played = play(study([people("writer"), people("artist")], steps, [request("a"), request("b")]))
    assert played.launched() == {"a": 4, "b": 8}


def crowded(age_limit):
    """Two writers who always have something to do, and a workshop for which both are needed."""
    rows = [request(f"s{number:02}", number / 2) for number in range(40)]
    steps = (
        work("workshop", {"writer": 2}, 1, effort=(("u", constant(1)),)),
        work("write", "writer", 1),
        launch("write", "workshop"),
    )
    scenario = study(
        [people("writer", 2)],
        steps,
        [*rows, request("both", 1.25, type="u")],
        campaigns=(campaign_type("t"), campaign_type("u")),
    )
    return play(scenario, model(crew_age_limit=age_limit * HOUR))


def test_a_crew_would_starve_without_an_age_limit():
    # Every half hour one of the writers comes free, and takes the task that has just come.
    assert crowded(0).stints("workshop")[0][2] == 20.5


def test_after_the_age_limit_nobody_overtakes_a_crew():
    # Of age at 1.25 + 4: from then on a writer who comes free waits for the other.
    assert crowded(4).stints("workshop")[0][2] == 6


def test_the_age_counts_from_when_the_work_was_ready():
    # The workshop is interrupted at 7, an hour after its start, for an hour of urgent work; of age
    # since 5.25, it goes on before what has come in the meantime.
    rows = [request(f"s{number:02}", number / 2) for number in range(40)]
    hour = constant(1)
    steps = (
        work("workshop", {"writer": 2}, 2, effort=(("u", constant(2)),)),
        work("write", "writer", 1, effort=(("t", hour), ("v", hour))),
        launch("write", "workshop"),
    )
    scenario = study(
        [people("writer", 2)],
        steps,
        [
            *rows,
            request("both", 1.25, type="u"),
            request("now", 7, type="v"),
        ],
        campaigns=(
            campaign_type("t"),
            campaign_type("u"),
            campaign_type("v", class_of_service="urgent"),
        ),
        classes_of_service=(
            ClassOfService("urgent", 0, True, 0),
            ClassOfService("standard", 1, False, 0),
        ),
    )
    rule = model(queue_rule=("class_of_service", "fifo"), crew_age_limit=4 * HOUR)
    workshop = play(scenario, rule).stints("workshop")
    assert [stint[2:] for stint in workshop if stint[1] == "writer/1"] == [(6, 7), (8, 9)]
