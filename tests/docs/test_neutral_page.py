"""Every default of an archetype stands on the page about neutral defaults, as it is stated today.

The numbers are not made again here: they take minutes. `python -m docs.making.neutral_page` does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from docs.making.neutral_defaults import ALL_MECHANISMS, stated_defaults
from docs.making.neutral_page import CACHE, PAGE, neutral_page
from docs.making.neutral_runs import INSIDE, KPIS, TIME, Findings, Row, read_findings
from docs.making.neutral_tables import Tables, signed
from mom_sim.operating_models.library import ARCHETYPES, archetype_documents

RENEW = "write it anew: python -m docs.making.neutral_page"


def _leaves(part: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value of a document with its path; an empty mapping and a list of words are values."""
    if isinstance(part, Mapping) and part:
        for key, value in part.items():
            yield from _leaves(value, f"{path}.{key}")
    elif isinstance(part, list) and part and isinstance(part[0], Mapping):
        for position, value in enumerate(part):
            yield from _leaves(value, f"{path}.{position}")
    else:
        yield path[1:], part


def _stated(model: str) -> dict[str, Any]:
    document = archetype_documents()[model].data
    known = {
        key: part for key, part in document.items() if key not in ("name", "summary", "sources")
    }
    return dict(_leaves(known))


@pytest.mark.parametrize("model", ARCHETYPES)
def test_every_stated_value_has_a_row(model: str) -> None:
    rows = [row.path for row in read_findings(CACHE).rows if row.model == model]
    without = {
        path: value
        for path, value in _stated(model).items()
        if not any(path == row or path.startswith(f"{row}.") for row in rows)
    }
    expected = [path for path, value in without.items() if value == ["expert"]]
    assert list(without) == expected, RENEW  # whoever decides at neutral needs no row


def test_the_rows_are_what_the_archetypes_state_today() -> None:
    on_page = [
        (row.model, row.path, row.written, row.neutral, row.why_none)
        for row in read_findings(CACHE).rows
    ]
    today = [
        (one.model, one.path, one.written, one.neutral, one.why_none)
        for model in ARCHETYPES
        for one in stated_defaults(model)
    ]
    assert on_page == today, RENEW


def test_the_page_is_printed_from_the_runs() -> None:
    assert PAGE.read_text(encoding="utf-8") == neutral_page(read_findings(CACHE)), RENEW


def test_every_row_has_runs_enough_for_an_interval() -> None:
    findings = read_findings(CACHE)
    for row in findings.rows:
        for run in filter(None, (row.as_is, row.at_neutral)):
            assert len(findings.runs[run]) >= 3, f"{row.model}, {row.path}: {RENEW}"


@pytest.mark.parametrize("model", ARCHETYPES)
def test_at_neutral_nothing_else_is_changed(model: str) -> None:
    as_is = _stated(model)
    for one in stated_defaults(model):
        if one.document is None or one.path == ALL_MECHANISMS:
            continue
        changed = dict(_leaves({key: one.document[key] for key in _tops(as_is, one.document)}))
        differing = {path for path in {*as_is, *changed} if as_is.get(path) != changed.get(path)}
        assert differing, f"{one.path} is at its neutral and needs no row"
        with_it = {one.path.replace(".deciders", ".escalates_to")}  # experts pass nothing on
        assert all(
            path == one.path or path.startswith(f"{one.path}.") or path in with_it
            for path in differing
        )


def _tops(as_is: Mapping[str, Any], document: Mapping[str, Any]) -> list[str]:
    return [key for key in dict.fromkeys(path.split(".")[0] for path in as_is) if key in document]


def _findings(own: float, other: float, own_neutral: float, other_neutral: float) -> Findings:
    """Two models, one default of each and one of both; replications vary by little."""

    def run(days: float) -> list[dict[str, tuple[float, float]]]:
        return [
            {TIME: (days * 100 + luck, 100.0)} | dict.fromkeys((*KPIS[1:], INSIDE), (1.0, 2.0))
            for luck in (-1.0, 0.0, 1.0)
        ]

    def row(model: str, path: str, common: bool, at_neutral: str) -> Row:
        return Row(model, path, "5", "none", "", common, model, at_neutral)

    rows = []
    for model in ("own", "other"):
        rows.append(row(model, "coordination.alone", False, f"{model} neutral"))
        rows.append(row(model, "coordination.alike", True, f"{model} neutral"))
        rows.append(row(model, ALL_MECHANISMS, True, model))
    days = {"own": own, "other": other, "own neutral": own_neutral, "other neutral": other_neutral}
    return Findings(
        "", "", 1, "own", "USD", tuple(rows), {key: run(one) for key, one in days.items()}
    )


def test_a_place_is_that_of_the_right_pair_of_runs() -> None:
    tables = Tables(_findings(own=10.0, other=12.0, own_neutral=15.0, other_neutral=13.0))
    words = {}
    for row in tables.findings.rows:
        if row.path != ALL_MECHANISMS:
            places = tables.places(row).items()
            words[row.model, row.common] = {
                model: (before.word, after.word) for model, (before, after) in places
            }
    assert words == {
        ("own", False): {"other": ("slower", "faster")},  # 12 beside 15
        ("other", False): {"other": ("slower", "slower")},  # 13 beside 10
        ("own", True): {"own": ("own", "own")},
        ("other", True): {"other": ("slower", "faster")},  # 13 beside 15
    }
    assert [row.model for row in tables.findings.rows if tables.changed_places(row)] == [
        "own",
        "other",
    ]


def test_equal_runs_cannot_be_told_apart() -> None:
    tables = Tables(_findings(own=10.0, other=10.0, own_neutral=10.0, other_neutral=10.0))
    assert tables.place("other", "other", "own").word == "cannot tell"


def test_numbers_have_signs() -> None:
    assert [signed(value, 1) for value in (1234.56, -0.26, 0.04)] == ["+1,234.6", "−0.3", "0"]
