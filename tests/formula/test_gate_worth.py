"""What gates are worth, where it can be said beforehand: one campaign at a time, nobody waits."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from mom_sim.draws.address import threshold
from mom_sim.errors import ScenarioError
from mom_sim.experiments.gates.analysis import GateAnalysis, GateWorth
from mom_sim.experiments.gates.worth import measure_gates
from mom_sim.operating_models.compiling import compile_plan
from mom_sim.operating_models.gate_removal import compile_without
from mom_sim.plan.plan import Draw
from mom_sim.scenario.resolved import TeamRule
from mom_sim.simulation import Study, parse_scenario
from mom_sim.tape.tape import draw_tape

pytestmark = pytest.mark.usefixtures("bare_archetypes")

HOUR = 3_600_000_000
CAMPAIGNS = 20
SCENARIO = """\
name: Alone
units: [north]
run: {{warm_up: 0 weeks, horizon: 2001h, follow_up: 2000h, replications: 2}}
calendars: {{always: {{hours: always}}}}
hours_per_day: 24h
hand_off: {{within_team: 0h, between_teams: {between}}}
people:
  content: {{headcount: 1, productive_fraction: 100%, absence: none, turnover: none}}
  brand: {{headcount: 1, kind: decider, productive_fraction: 100%, absence: none, turnover: none}}
  legal: {{headcount: 1, kind: decider, productive_fraction: 100%, absence: none, turnover: none}}
workflows:
  standard:
    steps:
      content: {{skill: content, effort: 4h}}
      brand_review:
        skill: brand
        effort: 1h
        after: content
        gate: {{error_rates: {{expert: {{false_reject: 0%, false_accept: 0%}}}}, {brand}}}
      legal_review:
        skill: legal
        effort: 3h
        after: {after}
        gate: {{error_rates: {{expert: {{false_reject: 0%, false_accept: 0%}}}}, {legal}}}
      launch: {{after: [brand_review, legal_review], launch: true}}
campaigns:
  email: {{demand: {{every: 100h, first: 0h, unit: north}}, arrive: any time}}
risks:
  off_brand:
    {{kind: defect, probability: 40%, after_revision: 0%, surfaces_after: 1h{where}}}
"""
PLAIN = "checks: []"


def measured(
    *,
    brand: str = PLAIN,
    legal: str = PLAIN,
    after: str = "brand_review",
    between: str = "0h",
    where: str = "",
    **options: int,
) -> GateAnalysis:
    text = SCENARIO.format(brand=brand, legal=legal, after=after, between=between, where=where)
    loaded = parse_scenario(text)
    return measure_gates(loaded, "functional", workers=1, **options)


def of(analysis: GateAnalysis, name: str) -> list[Fraction]:
    """Exact sums of the two gates, and of both together."""
    return [worth.exact[name] for worth in (*analysis.gates, analysis.total)]


def catching(checks: str = "off_brand") -> str:
    return f"checks: [{checks}], revise: {{content: 100%}}"


def number_of_bad(replications: int = 2) -> int:
    """Measured campaigns whose first version is bad, read from the tape."""
    text = SCENARIO.format(brand=PLAIN, legal=PLAIN, after="content", between="0h", where="")
    scenario = parse_scenario(text).scenario
    draw = Draw("campaign:quality:off_brand", "chance", (None,))
    bad = 0
    for replication in range(1, replications + 1):
        tape = draw_tape(scenario, replication)
        measured = tape.campaigns.requested < scenario.run.horizon
        chances = np.array(tape.chances(draw, 1))[measured]
        bad += int(np.count_nonzero(chances < threshold(0.4)))
    return bad


def test_without_queues_serial_gates_cost_their_reviews() -> None:
    found = measured()
    count = found.campaigns.measured
    assert count == found.campaigns.same >= 2 * CAMPAIGNS
    assert of(found, "microseconds") == [count * HOUR, count * 3 * HOUR, count * 4 * HOUR]
    assert of(found, "working_microseconds") == of(found, "microseconds")
    assert [worth.days.estimate for worth in found.gates] == [1 / 24, 3 / 24]
    assert of(found, "defects") == [0, 0, 0]
    assert of(found, "launches_prevented") == [0, 0, 0]


def test_a_hand_off_to_a_gate_vanishes_with_it() -> None:
    # content -> brand -> legal: two hand-offs of 5 hours. Without one of the gates one is left,
    # without both there is none, for the launch is nobody's work.
    found = measured(between="5h")
    count = found.campaigns.measured
    assert of(found, "microseconds") == [count * 6 * HOUR, count * 8 * HOUR, count * 14 * HOUR]


def test_deciders_stay_where_they_are_when_their_gate_goes() -> None:
    # Five in brand are shared out 4 to 1 by the work of their gate; with none, it would be 3 to 2.
    study = Study.of(
        parse_scenario(
            "units: [north, south]\n"
            "people: {content: {headcount: 2}, brand: {headcount: 5, kind: decider}}\n"
            "campaigns: {email: {demand: {north: 300 per year, south: 30 per year}}}\n"
        )
    )
    model = replace(
        study.model("decentralized"),
        who_does_the_work=replace(
            study.model("decentralized").who_does_the_work,
            teams=(TeamRule("unit", ("all",), (), "unit"),),
        ),
    )
    whole = compile_plan(study.scenario, model)
    without = compile_without(study.scenario, model, {"brand_review"}, whole)
    assert without.people == whole.people
    teams = [person.team for person in whole.people if person.role == "brand"]
    assert sorted(map(teams.count, set(teams))) == [1, 4]


def test_what_a_mechanism_adds_to_a_gate_goes_with_it() -> None:
    text = SCENARIO.format(
        brand=PLAIN, legal=PLAIN, after="brand_review", between="0h", where=""
    ) + (
        "models:\n  unowned:\n    base: functional\n"
        "    decision_rights: {accountability: {missing: 100%, stall: 5h}}\n"
    )
    found = measure_gates(parse_scenario(text), "unowned", workers=1)
    count = found.campaigns.measured
    assert of(found, "microseconds") == [count * 6 * HOUR, count * 8 * HOUR, count * 14 * HOUR]


def test_of_parallel_gates_the_shorter_one_costs_half_of_what_both_cover() -> None:
    # Removing the longer one alone gains 2 hours, both 3: (0 + 1) / 2 and (2 + 3) / 2.
    found = measured(after="content")
    count = found.campaigns.measured
    assert of(found, "microseconds") == [
        Fraction(count * HOUR, 2),
        Fraction(count * 5 * HOUR, 2),
        count * 3 * HOUR,
    ]


def test_a_gate_that_makes_no_mistake_stops_exactly_what_is_bad() -> None:
    found = measured(brand=catching())
    bad, count = number_of_bad(), found.campaigns.measured
    assert 0 < bad < count
    assert of(found, "defects") == [bad, 0, bad]
    # A bad first version costs another round: the work and the review again.
    rounds = count + bad
    assert of(found, "microseconds")[0] == rounds * HOUR + bad * 4 * HOUR
    brand, legal = found.gates
    assert brand.days_per_defect.estimate == pytest.approx((rounds + 4 * bad) / 24 / bad, rel=1e-12)
    assert legal.days_per_defect.estimate is None and legal.days_per_defect.reason
    assert found.with_all_gates.defects.estimate == 0
    assert found.without_gates.defects.estimate == pytest.approx(100 * bad / count)


def test_gates_that_do_the_same_share_it_equally() -> None:
    found = measured(brand=catching(), legal=catching())
    bad = number_of_bad()
    assert of(found, "defects") == [Fraction(bad, 2), Fraction(bad, 2), bad]


def test_equal_parallel_gates_cost_the_same() -> None:
    text = SCENARIO.format(brand=PLAIN, legal=PLAIN, after="content", between="0h", where="")
    loaded = parse_scenario(text.replace("effort: 3h", "effort: 1h"))
    found = measure_gates(loaded, "functional", workers=1)
    first, second, both = of(found, "microseconds")
    assert first == second == Fraction(both, 2) > 0


@pytest.mark.parametrize("applies", ["0%", "{email: 0%}"])
def test_a_gate_that_no_campaign_needs_is_worth_nothing(applies: str) -> None:
    found = measured(legal=f"applies: {applies}, {catching()}")
    _, never = found.gates
    assert set(never.exact.values()) == {0}
    assert (never.days.low, never.days.high) == (0.0, 0.0)
    assert any("asks nobody at legal_review" in text for text in found.warnings)


def test_a_risk_of_those_who_need_a_gate_stays_when_the_gate_goes() -> None:
    found = measured(legal=f"applies: 50%, {catching()}", where=", where: legal_review")
    _, stopped, total = of(found, "defects")
    assert 0 < stopped == total < number_of_bad()
    assert found.with_all_gates.defects.estimate == 0


def test_a_gate_that_turns_down_stops_campaigns_and_what_is_bad_in_them() -> None:
    found = measured(brand=f"{catching()}, reject: 100%")
    bad, count = number_of_bad(), found.campaigns.measured
    assert of(found, "launches_prevented") == [bad, 0, bad]
    assert of(found, "defects") == [bad, 0, bad]
    assert found.campaigns.same == count - bad
    # The campaigns that are launched anyway pass at once.
    assert of(found, "microseconds")[0] == (count - bad) * HOUR


def test_sampled_orders_add_up_exactly_too_and_say_what_they_leave_open() -> None:
    both = {"brand": catching(), "legal": catching()}
    found = measured(**both, exact_up_to=1, orders=3)
    first, second, total = of(found, "defects")
    assert first + second == total == number_of_bad()
    assert found.sampled_orders == 3
    assert all(set(worth.noise) >= {"days", "defects"} for worth in found.gates)
    assert max(worth.noise["defects"] for worth in found.gates) > 0
    assert found.to_json()["results"]["orders"] == 3
    again = measured(**both, exact_up_to=1, orders=3)
    assert again.to_json() == found.to_json()


def test_workers_do_not_change_a_byte(tmp_path: Path) -> None:
    path = tmp_path / "alone.yaml"
    text = SCENARIO.format(brand=catching(), legal=PLAIN, after="content", between="2h", where="")
    path.write_text(text, encoding="utf-8")
    one, two = (
        json.dumps(measure_gates(path, "functional", workers=workers).to_json())
        for workers in (1, 2)
    )
    assert one == two


def test_the_figures_of_json_add_up() -> None:
    results = measured(brand=catching(), after="content", between="7h").to_json()["results"]
    for name in ("days", "working_days", "defects", "launches_prevented"):
        parts = sum(gate[name] for gate in results["gates"])
        assert parts == pytest.approx(results["total"][name], abs=1e-9)
    for name in results["total"]["exact"]:
        exact = sum(Fraction(gate["exact"][name]) for gate in results["gates"])
        assert exact == Fraction(results["total"]["exact"][name])


def test_the_frame_has_every_figure_once() -> None:
    found = measured(replications=1)
    frame = found.frame
    names = [*(worth.gate for worth in found.gates), found.total.gate]
    assert list(dict.fromkeys(frame["gate"])) == names
    assert not frame.duplicated(["gate", "figure"]).any()
    assert frame["low"].isna().all(), "one replication has no interval"
    days = frame.set_index(["gate", "figure"])["estimate"]
    assert days["brand_review", "days"] == 1 / 24
    assert isinstance(found.total, GateWorth)


@pytest.mark.parametrize(
    ("options", "paths"),
    [
        ({"replications": 0}, ["replications"]),
        ({"orders": 1}, ["orders"]),
        ({"exact_up_to": 21}, ["exact_up_to"]),
        ({"surge": -1, "replications": 0}, ["replications", "surge"]),
    ],
)
def test_numbers_out_of_range_are_refused(options: dict[str, int], paths: list[str]) -> None:
    with pytest.raises(ScenarioError) as raised:
        measured(**options)
    assert [fault.path for fault in raised.value.faults] == paths
