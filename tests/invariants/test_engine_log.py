"""What holds for every run of the engine, over generated scenarios and operating models."""

from __future__ import annotations

from itertools import islice

import numpy as np
from hypothesis import given, settings

from mom_sim.engines.assembling import assemble
from mom_sim.engines.recording import Recording
from mom_sim.engines.simpy_engine.engine import run
from mom_sim.log.accounting import time_by_cause
from mom_sim.log.contract import CAUSES, EVENT_KINDS
from mom_sim.log.log import Log
from mom_sim.log.validation import validate
from mom_sim.plan.checking import check_plan
from mom_sim.plan.plan import Plan
from mom_sim.tape.tape import Tape
from tests.made.matching_rules import lent_too_early, overlooked, overtaken, wrong_victims
from tests.made.register_rules import escaped_unseen, wrong_paces
from tests.made.replay import Replay
from tests.made.small import OUTCOMES_OF
from tests.strategies import Case, cases


def play(case: Case) -> tuple[Plan, Tape, Recording, Log]:
    tape = case.tape
    recording, _ = run(case.plan, tape)
    return case.plan, tape, recording, assemble(case.plan, tape, recording, {})


@settings(max_examples=settings.default.max_examples * 3 // 2)
@given(cases())
def test_every_run(case: Case) -> None:
    """One run, and everything that holds for it; in one test, for the run is what takes time."""
    check_plan(case.plan)
    plan, tape, recording, log = play(case)
    # Conservation, capacity, calendars, tiling of every activity, ends, references.
    assert validate(log, OUTCOMES_OF) == []
    causes_add_up(plan, log)
    littles_law(log)
    places_are_given_back(plan, log)
    replay = Replay(plan, tape, recording)
    assert list(islice(overlooked(replay), 3)) == []
    assert list(islice(overtaken(replay), 3)) == []
    assert list(islice(wrong_victims(replay), 3)) == []
    assert list(islice(lent_too_early(replay), 3)) == []
    assert list(islice(wrong_paces(replay), 3)) == []
    assert list(islice(escaped_unseen(replay), 3)) == []


def causes_add_up(plan: Plan, log: Log) -> None:
    """In wall-clock and in working time, for every campaign and to the microsecond."""
    clock = plan.clocks[plan.reference_clock]
    for measure in (None, clock.work_array):
        split = time_by_cause(log, measure)  # raises if they do not add up
        launched = log.campaigns.iloc[split["campaign"]]
        begin, end = launched["requested"].to_numpy(), launched["ended"].to_numpy()
        whole = end - begin if measure is None else measure(end) - measure(begin)
        assert (split[list(CAUSES)].sum(axis=1).to_numpy() == whole).all()
        assert (split["rework_microseconds"] <= split[list(CAUSES)].sum(axis=1)).all()


def littles_law(log: Log) -> None:
    """Work in progress over time, from the events, has the area of all stays, from the campaigns.

    Source: Little, A proof for the queuing formula L = lambda W, Operations Research 9 (1961); from
    empty to empty, or counting what is still inside up to the end, it is exact.
    """
    kinds = log.events["kind"].to_numpy()
    step = np.zeros(len(kinds), dtype=np.int64)
    step[kinds == EVENT_KINDS.index("request")] = 1
    step[np.isin(kinds, [EVENT_KINDS.index("launch"), EVENT_KINDS.index("end")])] = -1
    times = np.append(log.events["time"].to_numpy(), log.window.end)
    area = int((np.cumsum(step) * np.diff(times)).sum())
    ended = log.campaigns["ended"].to_numpy()
    until = np.where(ended < 0, log.window.end, ended)
    assert area == int((until - log.campaigns["requested"].to_numpy()).sum())


def places_are_given_back(plan: Plan, log: Log) -> None:
    """Nobody stays in a task force, and no more campaigns are in progress than is allowed."""
    kinds, campaigns = log.events["kind"].to_numpy(), log.events["campaign"].to_numpy()
    outcome = log.campaigns["outcome"].to_numpy()
    members: dict[tuple[int, int], int] = {}
    rows = zip(kinds.tolist(), campaigns.tolist(), log.events["person"].tolist(), strict=True)
    for kind, campaign, person in rows:
        if EVENT_KINDS[kind] == "seconded":
            members[person, campaign] = members.get((person, campaign), 0) + 1
        elif EVENT_KINDS[kind] == "released":
            members[person, campaign] -= 1
    left = {campaign for (_, campaign), count in members.items() if count}
    assert all(count in (0, 1) for count in members.values())
    assert all(outcome[campaign] in (0, 1) for campaign in left)  # inside, or launched
    if len(plan.limits) == 1 and "backlog" not in log.vocabularies["stream"]:
        assert peak_progress(log) <= plan.limits[0].limit


def peak_progress(log: Log) -> int:
    """Most campaigns at a time between admission and launch or end, from the activities."""
    instruction = log.vocabularies["instruction"].index("ADMIT")
    admitted = log.activities[
        (log.activities["instruction"] == instruction) & (log.activities["outcome"] == 1)
    ]
    ended = log.campaigns["ended"].to_numpy()[admitted["campaign"].to_numpy()]
    leaves = ended[ended >= 0]
    times = np.concatenate([admitted["finish"].to_numpy(), leaves])
    step = np.concatenate([np.ones(len(admitted), dtype=int), -np.ones(len(leaves), dtype=int)])
    order = np.lexsort((step, times))  # at one instant, leaving comes first
    return int(np.cumsum(step[order]).max(initial=0))
