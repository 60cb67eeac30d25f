"""A draw belongs to its address: nothing that is added beside it, and no surge, changes it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mom_sim.draws.distributions import distribution
from mom_sim.plan.plan import Draw
from mom_sim.scenario.resolved import (
    Backlog,
    Scenario,
    Surge,
    Unit,
)
from mom_sim.tape import CALM, SurgeChoice, Tape, draw_tape
from tests.invariants.tape_scenarios import (
    HUMAN,
    WEEK,
    campaign_type,
    company,
    demand,
    role,
    step,
)


def rows(tape: Tape, made: Scenario) -> dict[str, tuple[object, ...]]:
    """All that the tape says about every campaign, by its id and in words."""
    effort = distribution("lognormal", mean=6.0e9, cv=0.8)
    draw = Draw("campaign:effort:design", "duration", (effort,) * len(made.campaigns))
    coin = Draw("campaign:verdict:brand", "chance", ())
    c = tape.campaigns
    blocks = [tape.durations(draw, 1), tape.durations(draw, 3), tape.chances(coin, 2)]
    return {
        name: (
            made.units[c.unit[i]].name,
            made.campaigns[c.type[i]].name,
            c.streams[c.stream[i]],
            made.risk_tiers[c.tier[i]],
            "" if c.entry_step[i] < 0 else c.steps[c.entry_step[i]],
            *(int(column[i]) for column in (c.index, c.requested, c.due, c.not_before)),
            float(c.value[i]),
            bool(c.is_global[i]),
            float(c.size[i]),
            *(block[i] for block in blocks),
        )
        for i, name in enumerate(c.id)
    }


def drawn(made: Scenario, surge: SurgeChoice = CALM) -> dict[str, tuple[object, ...]]:
    return rows(draw_tape(made, 0, surge=surge), made)


@settings(max_examples=settings.default.max_examples // 4)
@given(factors=st.tuples(st.floats(0.0, 4.0), st.floats(0.0, 4.0)))
def test_a_larger_surge_has_every_row_of_a_smaller_one(factors: tuple[float, float]) -> None:
    smaller, larger = (drawn(company(), factor) for factor in sorted(factors))
    assert smaller.items() <= larger.items()


@settings(max_examples=settings.default.max_examples // 4)
@given(factor=st.floats(1.0, 5.0), start=st.integers(-10, 100), weeks=st.integers(0, 30))
def test_a_surge_leaves_every_row_of_the_calm_run(factor: float, start: int, weeks: int) -> None:
    surge = Surge("any", start * WEEK, (start + weeks) * WEEK, factor, ("north",), ())
    calm, busy = drawn(company()), drawn(company(surges=(surge,)), factor)
    assert calm.items() <= busy.items()
    added = [row for name, row in busy.items() if name not in calm]
    assert all(row[0] == "north" and row[2] == "surge:any" for row in added)


def test_one_more_surge_moves_nothing_of_the_first() -> None:
    (q4,) = company().surges
    more = company(surges=(Surge("launch", 32 * WEEK, 60 * WEEK, 2.0, (), ()), q4))
    before, after = draw_tape(company(), 0), draw_tape(more, 0)
    first = {name: row for name, row in rows(before, company()).items() if "+" not in name}
    assert first.items() <= rows(after, more).items()


FURTHER = {
    "unit": lambda s: replace(s, units=(Unit("west", "office"), *s.units)),
    "demand of a unit": lambda s: replace(
        s,
        units=(Unit("west", "office"), *s.units),
        campaigns=(
            replace(s.campaigns[0], demand=(demand("west", 90.0), *s.campaigns[0].demand)),
            *s.campaigns[1:],
        ),
    ),
    "type": lambda s: replace(
        s, campaigns=(campaign_type("medium", demand("north", 50.0)), *s.campaigns)
    ),
    "step": lambda s: replace(
        s,
        workflows=tuple(replace(flow, steps=(step("brief"), *flow.steps)) for flow in s.workflows),
    ),
    "tier": lambda s: replace(s, risk_tiers=("none", *s.risk_tiers)),
    "row": lambda s: replace(s, dated=(replace(s.dated[1], id="another"), *s.dated)),
    "backlog": lambda s: replace(s, backlog=(Backlog("north", "large", "build", 2), *s.backlog)),
    "role": lambda s: replace(s, roles=(role("media", 2, absence=HUMAN), *s.roles)),
    "person": lambda s: replace(
        s, roles=tuple(replace(r, headcount=r.headcount + 1) for r in s.roles)
    ),
    "calendar": lambda s: replace(
        s, calendars=(replace(s.calendars[0], name="night"), *s.calendars)
    ),
    "longer run": lambda s: replace(s, run=replace(s.run, horizon=90 * WEEK)),
}


@pytest.mark.parametrize("what", FURTHER)
@pytest.mark.parametrize("surge", [CALM, 1.8, 0.5])
def test_a_further_part_disturbs_no_draw(what: str, surge: SurgeChoice) -> None:
    made, more = company(), FURTHER[what](company())
    before, after = draw_tape(made, 0, surge=surge), draw_tape(more, 0, surge=surge)
    # `index` of a stated row is its number among the rows, so a further row does change that one.
    old, new = rows(before, made), rows(after, more)
    if what == "row":
        old, new = (
            {name: (*row[:5], *row[6:]) for name, row in table.items()} for table in (old, new)
        )
    assert old.items() <= new.items()
    assert len(new) > len(old) or what in {"unit", "step", "tier", "role", "person", "calendar"}


@pytest.mark.parametrize("what", [what for what in FURTHER if what != "longer run"])
def test_a_further_part_disturbs_no_life(what: str) -> None:
    before = draw_tape(company(), 0).lives
    after = draw_tape(FURTHER[what](company()), 0).lives
    assert before.items() <= after.items()
    assert len(after) - len(before) == {"role": 2, "person": 2}.get(what, 0)


def test_a_longer_run_keeps_the_lives_so_far() -> None:
    limit = company().run.horizon + company().run.follow_up
    longer = draw_tape(FURTHER["longer run"](company()), 0).lives
    for name, life in draw_tape(company(), 0).lives.items():
        until = [event for event in life.events if event[0] < limit]
        assert until == [event for event in longer[name].events if event[0] < limit]
        assert life.clock.work(limit) == longer[name].clock.work(limit)
        begun = [spell for spell in longer[name].spells if spell[0] < limit]
        assert [spell[::2] for spell in life.spells] == [spell[::2] for spell in begun]


def test_taking_work_on_changes_no_absence() -> None:
    calm, busy = draw_tape(company(), 0, surge=CALM), draw_tape(company(), 0, surge=3.0)
    assert calm.lives == busy.lives


def test_seed_and_replication_are_other_luck() -> None:
    tapes = [
        draw_tape(company(), replication, seed=seed) for replication in (0, 1) for seed in (1, 2)
    ]
    instants = [
        set(tape.campaigns.requested[tape.campaigns.stream == 1].tolist()) for tape in tapes
    ]
    for position, first in enumerate(instants):
        for second in instants[position + 1 :]:
            assert not first & second
    assert len({tape.hash() for tape in tapes}) == 4
