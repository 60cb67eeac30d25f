"""Lives in which chance has no part are drawn once, and are what each replication would draw."""

from __future__ import annotations

import pytest

from benchmarks.line_scenario import line_scenario
from benchmarks.stations import NETWORK, Line
from mom_sim import parse_scenario
from mom_sim.tape import lives as module
from mom_sim.tape.tape import draw_tape

CERTAIN = line_scenario(Line(NETWORK, 1.0), 50)


def with_turnover(rate: str, absence: str) -> str:
    return CERTAIN.replace("turnover: none", f"turnover: {{rate: {rate}}}", 1).replace(
        "absence: none", f"absence: {absence}", 1
    )


def test_certain_lives_are_those_of_any_luck(monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = parse_scenario(CERTAIN).scenario
    one, other = (draw_tape(scenario, number).lives for number in (0, 1))
    monkeypatch.setattr(module._Cast, "is_certain", property(lambda cast: False))
    drawn = draw_tape(scenario, 5).lives
    assert one.keys() == other.keys() == drawn.keys()
    for name, life in drawn.items():
        for found in (one[name], other[name]):
            assert (found.clock, found.spells, found.events) == (
                life.clock,
                life.spells,
                life.events,
            )


@pytest.mark.parametrize(
    ("rate", "absence"),
    [
        ("400% per year", "none"),
        ("0% per year", "{sickness: 30%}"),
        ("0% per year", "{vacation: 30 working days per year}"),
    ],
)
def test_lives_with_chance_differ(rate: str, absence: str) -> None:
    text = with_turnover(rate, absence).replace("horizon: 50.0h", "horizon: 9000.0h")
    scenario = parse_scenario(text).scenario
    one, other = (draw_tape(scenario, number).lives for number in (0, 1))
    assert any(one[name].events != other[name].events for name in one)
