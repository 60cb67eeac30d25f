"""A gate at which nobody can decide in time is told before any run, and beside the figures."""

from __future__ import annotations

import pytest

from mom_sim import Study, compare, parse_scenario

TEXT = """\
run: {start: 2026-01-05, warm_up: 1 week, horizon: 7 weeks, follow_up: 4 weeks}
calendars:
  office: {hours: {mon-fri: "09:00-17:00"}}
  late: {hours: {tue: "14:00-17:00"}}
people:
  content: {headcount: 3}
  brand: {headcount: 2}
workflows:
  standard:
    steps:
      write: {skill: content, effort: 3h}
      review: {skill: brand, after: write, gate: {revise: {write: 30%}}}
      launch: {after: review, launch: true}
campaigns:
  email: {demand: 300 per year}
models:
  ours: {base: functional, who_decides: [{deciders: [expert]}]}
"""
BRAND, GATE, RULE = "brand: {headcount: 2}", "gate: {", "{deciders: [expert]}"
TUESDAYS = 'gate: {meets: {on: {tue: "10:00"}}, '


def study(*changes: tuple[str, str]) -> Study:
    text = TEXT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return Study(parse_scenario(text))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            (RULE, '{deciders: [expert], cadence: {on: {sun: "10:00"}}}'),
            "gate review: not one meeting is held in this run, since the stated times are outside "
            "of the hours of their calendar; campaigns wait there for good",
        ),
        (
            (BRAND, "brand: {headcount: 2, available: {until: 2026-01-10}}"),
            "gate review: from 2026-01-11 on, before the horizon, nobody is left who decides there "
            "(brand of brand)",
        ),
    ],
)
def test_deciders_who_are_not_there_are_told(change: tuple[str, str], told: str) -> None:
    assert told in study(change).plan("ours").warnings
    (result,) = compare(study(change), ["ours"], replications=2, workers=1).results
    warnings = " ".join(result.warnings)
    assert told in warnings
    assert "are held up at review: see who works there and when" in warnings
    assert "run longer" not in warnings and "longer follow-up" not in warnings
    assert result.bottleneck.why.startswith("no measured campaign was launched")


def test_deciders_who_are_off_shift_when_they_meet_are_told() -> None:
    late = (BRAND, "brand: {headcount: 2, calendar: late}")
    told = (
        "gate review: nobody who decides there is at work at the hours of its meetings, so that "
        "reviews wait for the next shift as well"
    )
    assert told in study(late, (GATE, TUESDAYS)).plan("ours").warnings
    assert study((GATE, TUESDAYS)).plan("ours").warnings == ()
    assert study(late).plan("ours").warnings == ()


def test_deciders_who_come_too_late_are_told() -> None:
    late = (BRAND, "brand: {headcount: 2, available: {from: 2026-03-01}}")
    told = "gate review: nobody who decides there (brand of brand) works before the horizon"
    assert told in study(late).plan("ours").warnings
