"""Gates on the same risk read the same luck: a stricter one rejects a superset."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mom_sim.engines.simpy_engine.engine import run
from mom_sim.log.contract import EVENT_KINDS
from mom_sim.operating_models.compiling import compile_plan
from mom_sim.scenario.resolved import ErrorRates, Gate, OperatingModel, Scenario
from mom_sim.tape.tape import draw_tape
from tests.made.small import decided_by
from tests.made.workflows import DECIDERS, RISKS
from tests.strategies import Case, cases

_VERDICT = EVENT_KINDS.index("verdict")
shares = st.floats(0.0, 1.0)


def first_verdicts(scenario: Scenario, model: OperatingModel, name: str) -> dict[str, int]:
    """The first verdict of a gate on every campaign that reached it."""
    plan, tape = compile_plan(scenario, model), draw_tape(scenario, 1)
    recording, _ = run(plan, tape)
    step = plan.steps.index(name)
    found: dict[str, int] = {}
    for _, kind, campaign, _, of_step, attempt, _, value in recording.events:
        if kind == _VERDICT and of_step == step and attempt == 1:
            found.setdefault(tape.campaigns.id[campaign], value)
    return found


def with_rates(scenario: Scenario, name: str, rates: ErrorRates) -> Scenario:
    """The scenario with a gate that looks for everything, whoever decides with these rates."""

    def changed(gate: Gate) -> Gate:
        return replace(
            gate,
            checks=RISKS,
            error_rates=tuple((word, rates) for word in DECIDERS),
            revise_probability=0.0,
            reject_share=0.0,
            rounds=0,
        )

    (flow,) = scenario.workflows
    steps = tuple(
        replace(step, gate=tuple(map(changed, step.gate))) if step.name == name else step
        for step in flow.steps
    )
    return replace(scenario, workflows=(replace(flow, steps=steps),))


@settings(max_examples=settings.default.max_examples // 3)
@given(cases(), shares, shares, shares, shares, st.sampled_from(("expert", "automated")))
def test_a_stricter_gate_rejects_a_superset(
    case: Case, low: float, high: float, few: float, many: float, word: str
) -> None:
    scenario = case.scenario
    gates = [step.name for step in scenario.workflows[0].steps if step.kind == "gate"]
    assume(gates)
    model = replace(case.model, who_decides=(decided_by(word, cadence="continuous"),))
    lenient = ErrorRates(min(low, high), max(few, many))
    strict = ErrorRates(max(low, high), min(few, many))
    seen_by_one = first_verdicts(with_rates(scenario, gates[0], lenient), model, gates[0])
    seen_by_other = first_verdicts(with_rates(scenario, gates[0], strict), model, gates[0])
    for name in seen_by_one.keys() & seen_by_other.keys():
        assert seen_by_one[name] <= seen_by_other[name]
