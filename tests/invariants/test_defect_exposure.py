"""A defect that only some campaigns can have is found in no other campaign."""

from __future__ import annotations

from mom_sim import Study, parse_scenario, simulate
from mom_sim.draws.address import threshold

TEXT = """\
units: [a]
run: {warm_up: 1 week, horizon: 11 weeks, follow_up: 20 weeks}
people: {content: {headcount: 4}, legal: {headcount: 1}}
workflows:
  with_legal:
    steps:
      write: {skill: content, effort: 3h}
      legal_review:
        skill: legal
        after: write
        gate: {checks: claims, applies: 50%, revise: {write: 30%}}
      launch: {after: legal_review, launch: true}
  plain:
    steps:
      post: {skill: content, effort: 2h}
      launch: {after: post, launch: true}
campaigns:
  ad: {workflow: with_legal, demand: 50 per year}
  post: {workflow: plain, demand: 300 per year}
risks:
  claims: {kind: defect, probability: 100%, after_revision: 100%, where: legal_review}
"""


def test_campaigns_of_a_workflow_without_the_gate_are_not_exposed() -> None:
    run = simulate(Study(parse_scenario(TEXT)), "centralized")
    log = run.log
    incident = log.vocabularies["event_kind"].index("incident")
    hit = log.events.loc[log.events["kind"] == incident, "campaign"]
    types = log.campaigns.set_index("campaign")["type"]
    assert len(hit)
    assert set(types.loc[hit]) == {run.plan.types.index("ad")}
    (defect,) = run.plan.defects
    assert defect.exposure == (threshold(0.5), 0)  # half of the ads, none of the posts
