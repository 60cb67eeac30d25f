"""The printed plan says everything that is in the plan, in words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mom_sim.draws.distributions import DISTRIBUTION_KINDS, distribution
from mom_sim.plan import instructions, printing
from mom_sim.plan.instructions import INSTRUCTIONS, Instruction
from mom_sim.plan.plan import Node
from mom_sim.plan.printing import plan_text
from mom_sim.plan.wording import chance_text, distribution_text, duration_text, share_text
from tests.engines.all_instructions_plan import HOUR, NODES, all_instructions_plan
from tests.engines.plan_mutants import mutants

GOLDEN = Path(__file__).parents[1] / "golden" / "all_instructions_plan.txt"


def test_the_text_is_the_committed_one() -> None:
    """After a wanted change write it anew: ``python -m tests.engines.test_plan_printing``."""
    assert plan_text(all_instructions_plan()) == GOLDEN.read_text(encoding="utf-8")


def test_the_plan_has_every_instruction() -> None:
    assert {node.instruction for node in NODES} == set(INSTRUCTIONS)


def test_whatever_changes_in_a_plan_changes_its_text() -> None:
    text = plan_text(all_instructions_plan())
    unseen = [where for where, plan in mutants(all_instructions_plan()) if plan_text(plan) == text]
    assert unseen == []


def test_a_new_instruction_prints_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    record = Instruction("REST", ("timeout", "skills"), "Rests.", "", (), ("done",))
    monkeypatch.setattr(printing, "INSTRUCTIONS", {**INSTRUCTIONS, "REST": record})
    plan = all_instructions_plan()
    program = plan.programs[1]
    rest = Node("REST", 1, timeout=2 * HOUR, skills=(2,), successors=(2,))
    changed = replace(program, nodes=(program.nodes[0], rest, program.nodes[2]))
    lines = plan_text(replace(plan, programs=(changed,))).split("\n")
    at = lines.index("    1 REST     design")
    assert lines[at + 1 : at + 4] == [
        "        timeout: 2h",
        "        skills: brand",
        "        then 2",
    ]
    assert "REST" not in instructions.INSTRUCTIONS


@pytest.mark.parametrize(
    ("microseconds", "text"),
    [(0, "0h"), (36 * HOUR, "36h"), (HOUR * 3 // 2, "90min"), (1_000_000, "1s"), (7, "7us")],
)
def test_times_print_exactly(microseconds: int, text: str) -> None:
    assert duration_text(microseconds) == text


def test_shares_and_chances_print_as_percentages() -> None:
    assert share_text(150_000) == "15%"
    assert share_text(1) == "0.0001%"
    assert chance_text(2**52) == "100%"
    assert chance_text(2**49) == "12.5%"


def test_distributions_print_their_times_in_hours() -> None:
    assert distribution_text(distribution("gamma", mean=6.0 * HOUR, cv=0.5)) == (
        "gamma(mean=6h, cv=0.5)"
    )
    empirical = distribution("empirical", values=[HOUR, 2.5 * HOUR], weights=[1, 3])
    assert distribution_text(empirical) == "empirical(values=[1h, 2.5h], weights=[1, 3])"
    scipy = distribution("scipy", name="gamma", a=2.0, scale=3.0 * HOUR)
    assert distribution_text(scipy) == "scipy(name=gamma, a=2, loc=0h, scale=3h)"


@pytest.mark.parametrize("kind", DISTRIBUTION_KINDS)
def test_every_kind_of_distribution_prints(kind: str) -> None:
    for example in DISTRIBUTION_KINDS[kind].examples:
        assert distribution_text(distribution(kind, **example)).startswith(f"{kind}(")


if __name__ == "__main__":
    GOLDEN.write_text(plan_text(all_instructions_plan()), encoding="utf-8")
