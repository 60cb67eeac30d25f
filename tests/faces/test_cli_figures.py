"""Figures as text, and tables of them: exact, from figures made by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from mom_sim.cli.figures import (
    Footnotes,
    Scale,
    cells,
    common_scale,
    excludes_zero,
    scale_of,
    unit_text,
)
from mom_sim.cli.printing import clean, wrapped
from mom_sim.cli.text_table import Group, display_width, table_text
from tests.faces.small_study import lines_that_are_too_long


@dataclass(frozen=True)
class Made:
    estimate: float | None
    low: float | None = None
    high: float | None = None
    reason: str | None = None


def around(estimate: float, half: float) -> Made:
    return Made(estimate, estimate - half, estimate + half)


@pytest.mark.parametrize(
    ("figures", "unit", "expected"),
    [
        ([around(12.345, 0.41)], "working days", ["12.3 ±0.4"]),
        ([around(12.345, 1.4)], "working days", ["12.3 ±1.4"]),
        ([around(12.345, 14.0)], "working days", ["12 ±14"]),
        ([around(9233.4, 120.6)], "currency/launch", ["9,233 ±121"]),
        ([around(0.9815, 0.0031)], "share", ["98.2 ±0.3"]),
        ([around(0.0042, 0.0011)], "share", ["0.42 ±0.11"]),
        ([around(0.0, 0.0)], "share", ["0 ±0"]),
        # One that is far off does not take the digits of the others.
        (
            [around(8.04, 0.5), around(9.16, 0.5), around(231.9, 20.0)],
            "working days",
            ["  8.04 ±0.50", "  9.16 ±0.50", "231.90 ±20.00"],
        ),
        # An interval that is not even is written out.
        ([Made(0.97, 0.9, 0.99)], "share", ["97.0 (90.0-99.0)"]),
        # No share is above all or below nothing, whatever rounding does to an even interval.
        (
            [Made(0.9975, 0.9949, 1.0), Made(0.9805, 0.9777, 0.9833), Made(0.0014, 0.0, 0.0031)],
            "share",
            ["99.8 (99.5-100.0)", "98.0 ±0.3", " 0.1 (0.0-0.3)"],
        ),
        # What is small beside the digits shown is not shown as nothing.
        ([around(1500.0, 0.2)], "weeks", ["1,500 ±0.2"]),
    ],
)
def test_figures_have_sensible_digits(figures: list[Made], unit: str, expected: list[str]) -> None:
    assert cells(figures, scale_of(figures, unit), Footnotes()) == expected


def test_parts_of_a_whole_have_the_same_digits() -> None:
    launched, reused = [around(0.97, 0.021), Made(1.0, 0.99, 1.0)], [around(0.03, 0.0042)]
    scale = common_scale([launched, reused], "share")
    assert cells(launched, scale, Footnotes()) == [" 97.0 ±2.1", "100.0 (99.0-100.0)"]
    assert cells(reused, scale, Footnotes()) == ["3.0 ±0.4"]


def test_an_interval_with_one_end_says_which_and_why() -> None:
    notes = Footnotes()
    figures = [Made(3.0, low=1.5, reason="two never recover"), Made(4.0, high=6.0, reason="why")]
    scale = scale_of(figures, "weeks")
    assert cells(figures, scale, notes) == ["3.00 (from 1.50) [1]", "4.00 (to 6.00) [2]"]
    assert notes.lines() == ["[1] two never recover", "[2] why"]
    assert cells(figures[:1], replace(scale, signed=True), notes) == ["+3.00 (from +1.50) * [1]"]


def test_what_is_missing_carries_its_reason_once() -> None:
    notes = Footnotes()
    figures = [Made(None, reason="never recovers"), around(3.0, 0.1), Made(None, reason="no surge")]
    again = [Made(None, reason="never recovers"), Made(4.0, reason="one replication")]
    assert cells(figures, scale_of(figures, "weeks"), notes) == [
        "   - [1]",
        "3.00 ±0.10",
        "   - [2]",
    ]
    assert cells(again, scale_of(again, "weeks"), notes) == ["   - [1]", "4.00"]
    assert notes.lines() == [
        "[1] never recovers",
        "[2] no surge",
        "without an interval: one replication",
    ]


def test_differences_carry_their_sign_and_a_star() -> None:
    figures = [around(-3.1, 0.5), around(0.02, 0.5), around(0.5, 0.5), Made(-1.0)]
    scale = Scale(1.0, 1, signed=True)
    assert cells(figures, scale, Footnotes()) == [
        " -3.1 ±0.5 *",
        "+0.02 ±0.5",
        " +0.5 ±0.5",
        " -1.0",
    ]


def test_an_interval_that_touches_zero_does_not_exclude_it() -> None:
    assert [excludes_zero(Made(1.0, low, 2.0)) for low in (-0.1, 0.0, 0.1)] == [False, False, True]
    assert not excludes_zero(Made(1.0))


def test_what_is_not_zero_is_not_written_as_zero_and_keeps_its_sign() -> None:
    assert Scale(1.0, 0, signed=True).text(-0.314) == "-0.3"
    assert Scale(1.0, 1, signed=True).text(0.04) == "+0.04"
    assert Scale(1.0, 1).text(-0.01) == "-0.01"
    assert Scale(100.0, 1).text(-0.01) == "-1.0"
    whole = Scale(1.0, 0, signed=True)
    assert [whole.half_width(0.0, width) for width in (0.6, 40.0, 1e-9)] == ["0.3", "20", "<0.0001"]


def test_zero_has_no_sign() -> None:
    for value in (0.0, -0.0, -1e-9, 1e-9):
        assert Scale(1.0, 1, signed=True).text(value) == "0.0"
        assert Scale(1.0, 1).text(value) == "0.0"


def test_units_are_words_of_the_reader() -> None:
    assert unit_text("share", "EUR") == "percent"
    assert unit_text("share", "EUR", difference=True) == "percentage points"
    assert unit_text("currency/launch", "EUR") == "EUR/launch"
    assert unit_text("working days", "EUR", difference=True) == "working days"


def test_a_table_is_drawn_to_the_letter() -> None:
    first = Group(("mean", "days"), ("calm", "surge"), (("12 ±3", "13 ±3"), ("8 ±1", "9 ±1")))
    second = Group(("on time", "percent"), ("", ""), (("1", "2"), ("3", "4")))
    assert table_text("model", ["one", "another"], [first, second]).splitlines() == [
        "          mean           on time",
        "          days           percent",
        "model     calm   surge",
        "-------   ------------   -------",
        "one       12 ±3  13 ±3   1  2",
        "another   8 ±1   9 ±1    3  4",
    ]


def test_a_table_without_heads_names_its_rows_beside_the_titles() -> None:
    group = Group(("mean", "days"), ("",), (("12",), ("8",)))
    assert table_text("model", ["one", "two"], [group]).splitlines() == [
        "        mean",
        "model   days",
        "-----   ----",
        "one     12",
        "two     8",
    ]


@pytest.mark.parametrize("columns", range(1, 14))
def test_a_table_of_any_size_keeps_to_the_width_and_loses_nothing(columns: int) -> None:
    groups = [
        Group((f"figure {place}", "unit"), ("a", "b"), ((f"<{place}.1>", f"<{place}.2>"),))
        for place in range(columns)
    ]
    text = table_text("model", ["a name of some length"], [replace(one) for one in groups])
    assert lines_that_are_too_long(text) == []
    for place in range(columns):
        assert text.count(f"<{place}.1>") == text.count(f"<{place}.2>") == 1


def test_wide_signs_are_counted_as_a_terminal_shows_them() -> None:
    assert display_width("営業") == 4
    assert display_width("Grün") == 4
    text = table_text("m", ["営業", "ab"], [Group(("t",), ("",), (("1",), ("2",)))])
    assert text.splitlines()[-2:] == ["営業   1", "ab     2"]


def test_clean_text_keeps_letters_and_line_feeds_only() -> None:
    assert clean("a\tb\nc\x1b[31m\x00\x9b\u202e\u200bd\rü") == "a b\nc[31mdü"


def test_wrapped_text_keeps_to_the_width() -> None:
    text = wrapped("word " * 60 + "x" * 130, first="name  ")
    assert lines_that_are_too_long(text) == []
    assert all(line.startswith("      ") for line in text.splitlines()[1:])
    assert text.replace("\n      ", "").count("x") == 130
