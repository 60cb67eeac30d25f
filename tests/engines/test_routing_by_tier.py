"""Work goes to teams by risk tier: who does it, for which campaigns, and how far it is handed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mom_sim.scenario.resolved import Delay, HandOff, TeamRule
from tests.made.lengths import constant
from tests.made.small import (
    Played,
    campaign_type,
    launch,
    model,
    people,
    play,
    request,
    study,
    work,
)

BOTH = campaign_type(risk_tiers=(("low", 0.5), ("high", 0.5)))
STEPS = (work("write", "writer", 2), work("draw", "artist", 1, "write"), launch("draw"))
TEAMS = (
    TeamRule("desk", ("all",), (), "company", share=0.5, tiers=("high",)),
    TeamRule("studio", ("rest",), (), "company"),
)


def played(*teams: TeamRule, hours: float = 0.0, types=(BOTH,)) -> Played:
    rows = [request(f"c{number}", 10 * number) for number in range(12)]
    scenario = study(
        [people("writer", 2), people("artist", 2)],
        STEPS,
        rows,
        campaigns=types,
        hand_off=HandOff(Delay(constant(0), True), Delay(constant(hours), False)),
    )
    return play(scenario, model(teams=teams))


def of_tier(run: Played, tier: int) -> set[str]:
    campaigns = run.log.campaigns
    return set(campaigns["id"][campaigns["tier"] == tier])


def who(run: Played, step: str) -> dict[str, str]:
    return {campaign: person for campaign, person, *_ in run.stints(step)}


def test_each_tier_has_its_people() -> None:
    run = played(*TEAMS)
    low, high = of_tier(run, 0), of_tier(run, 1)
    assert low and high
    for step, role in (("write", "writer"), ("draw", "artist")):
        found = who(run, step)
        assert {found[name] for name in high} == {f"{role}/2"}
        assert {found[name] for name in low} == {f"{role}/1"}
    # Once each, whoever does it, and with the same efforts as without.
    assert len(run.activities("write")) == 12
    plain = played(TeamRule("all", ("all",), (), "company"))
    assert run.launched() == plain.launched()


def test_what_leads_to_a_team_is_for_its_tiers_alone() -> None:
    """Within a team nothing passes between; no hand-off leads to the other tier's team."""
    assert played(*TEAMS, hours=5).launched() == played(*TEAMS).launched()
    # Writing for the company, drawing by tier: each is handed over once.
    mixed = (
        TeamRule("writers", (), ("writer",), "company"),
        replace(TEAMS[0], kinds=("rest",)),
        TEAMS[1],
    )
    without, handed = played(*mixed).launched(), played(*mixed, hours=5).launched()
    assert {name: handed[name] - without[name] for name in without} == dict.fromkeys(without, 5)


@pytest.mark.parametrize("tier", ["low", "high"])
def test_a_type_of_one_tier_goes_one_way(tier: str) -> None:
    run = played(*TEAMS, types=(campaign_type(risk_tiers=((tier, 1.0),)),))
    number = 2 if tier == "high" else 1
    assert set(who(run, "write").values()) == {f"writer/{number}"}
    nodes = run.plan.programs[0].nodes
    assert sum(node.instruction == "WORK" for node in nodes) == 2


def test_tiers_without_a_team_of_their_own_stay_with_the_others() -> None:
    nobody = replace(TEAMS[0], tiers=("medium",))
    assert set(who(played(nobody, TEAMS[1]), "write").values()) == {"writer/1"}


def test_reworked_work_goes_the_same_way() -> None:
    from tests.engines.test_engine_gates import BAD, board

    steps = (work("write", "writer", 2), board("write"), launch("board"))
    rows = [request(f"c{number}", 10 * number) for number in range(8)]
    roles = [people("writer", 2), people("judge"), people("boss")]
    scenario = study(roles, steps, rows, campaigns=(BOTH,), defect_risks=(BAD,))
    teams = (
        TeamRule("desk", (), ("writer",), "company", share=0.5, tiers=("high",)),
        TeamRule("studio", ("rest",), (), "company"),
    )
    run = play(scenario, model(teams=teams))
    done: dict[str, set[str]] = {}
    for campaign, person, *_ in run.stints("write"):
        done.setdefault(campaign, set()).add(person)
    high = of_tier(run, 1)
    assert all(people == {f"writer/{1 + (name in high)}"} for name, people in done.items())
    assert len(run.activities("write")) == 16
