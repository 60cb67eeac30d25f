"""A gate that is the launch step: a campaign is launched when it is approved, not when judged."""

from __future__ import annotations

import pytest

from mom_sim import parse_scenario, simulate

HOUR = 3_600_000_000

TEXT = """
name: The decision is the launch
units: [unit]
calendars: {{always: {{hours: always}}}}
hand_off: {{within_team: 0h, between_teams: 0h}}
run: {{warm_up: 0h, horizon: 20h, follow_up: 0h}}
people:
  writer: {{headcount: 1, productive_fraction: 100%, absence: none, turnover: none}}
  editor: {{headcount: 1, productive_fraction: 100%, absence: none, turnover: none, kind: decider}}
workflows:
  line:
    steps:
      draft: {{skill: writer, effort: 1h}}
      review:
        skill: editor
        effort: 0.5h
        after: draft
        launch: true
        gate:
          revise: {{draft: 100%}}
          revise_probability: 100%
          rounds: 3
          after_rounds: {after_rounds}
campaigns: {{text: {{}}}}
dated_launches: [{{id: one, unit: unit, type: text, requested: 0h, due: 10h}}]
operating_model:
  name: plain
  who_does_the_work: {{teams: [{{name: team, kinds: all, group: company}}], queue_rule: fifo}}
  who_decides: [{{deciders: [expert]}}]
"""


@pytest.mark.parametrize(
    ("after_rounds", "outcome"), [("approve", "launched"), ("reject", "rejected")]
)
def test_a_gate_launches_when_it_approves(after_rounds: str, outcome: str) -> None:
    log = simulate(parse_scenario(TEXT.format(after_rounds=after_rounds))).log
    # Three rounds of an hour of writing and half an hour of review; the last one ends it.
    campaign = log.readable("campaigns").iloc[0]
    assert (campaign["outcome"], campaign["ended"]) == (outcome, 4.5)
    events = log.readable("events")
    launches = events.loc[events["kind"] == "launch", "time"].tolist()
    assert launches == ([4.5] if outcome == "launched" else [])
    verdicts = events.loc[events["kind"] == "verdict", ["time", "value"]]
    assert verdicts["time"].tolist() == [1.5, 3.0, 4.5]
