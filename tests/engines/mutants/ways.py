"""Faults in the way of a campaign: rework, joins, panels, limits of rounds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from mom_sim.engines.simpy_engine import flow
from mom_sim.engines.simpy_engine.decisions import Judge
from mom_sim.engines.simpy_engine.flow import Flow
from mom_sim.engines.simpy_engine.state import Campaign
from tests.engines.mutants.mutant import Patch, around, mutant


@mutant("takes no time to hand work over that is done again", 49, 110)
def hand_off_forgotten_on_rework(patch: Patch) -> None:
    def broken(original: Callable[..., Any]) -> Callable[..., Any]:
        def applies(self: Flow, campaign: Any, node: Any, attempt: int, place: int) -> bool:
            again = attempt > 1 and bool(node.condition.distance)
            return not again and original(self, campaign, node, attempt, place)

        return applies

    around(patch, Flow, "_applies", broken)


@mutant("goes on behind a join without waiting for the last of its branches", 49, 161)
def join_with_one_branch_missing(patch: Patch) -> None:
    def broken(original: Callable[..., Any]) -> Callable[..., Any]:
        def route_of(*args: Any) -> Any:
            route = original(*args)
            short = tuple(bits >> 1 if bits > 1 else bits for bits in route.complete)
            return replace(route, complete=short)

        return route_of

    patch.setattr(flow, "route_of", broken(flow.route_of))


@mutant("names the first of the predecessors that have finished last, not the last", 161, 60)
def trigger_of_a_join_reversed(patch: Patch) -> None:
    def make_ready(self: Flow, campaign: Any, index: int) -> None:
        last = max(
            campaign.route.predecessors[index], key=lambda node: (campaign.finished[node], -node)
        )
        flow.heappush(campaign.agenda, (index, campaign.rows[last]))

    patch.setattr(Flow, "_make_ready", make_ready)


@mutant("waits for every review of a panel, when enough have approved already", 49, 11)
def panel_waits_for_everybody(patch: Patch) -> None:
    patch.setattr(Flow, "_decide_early", lambda self, campaign, decision, row: None)


@mutant("gives work that was done again the quality that it had", 49, 161)
def quality_kept_on_rework(patch: Patch) -> None:
    patch.setattr(Campaign, "renew", lambda self, risk: None)


@mutant("gives the second gate that looks at a version the luck of the first", 49, 32)
def looks_not_counted(patch: Patch) -> None:
    def broken(original: Callable[..., Any]) -> Callable[..., Any]:
        def decide(self: Judge, campaign: Campaign, number: int, attempt: int) -> Any:
            verdict = original(self, campaign, number, attempt)
            campaign.looks.clear()
            return verdict

        return decide

    around(patch, Judge, "decide", broken)
