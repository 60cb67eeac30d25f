"""Draws laid where an engine reads them are those of the tape, in every bit."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mom_sim.draws.distributions import (
    DISTRIBUTION_KINDS,
    Distribution,
    DistributionError,
    distribution,
)
from mom_sim.draws.tables import UNDRAWN
from mom_sim.errors import PlanError
from mom_sim.plan.plan import Draw
from mom_sim.simulation import Study
from mom_sim.tape.draw_sheet import DrawSheet, Whom
from mom_sim.tape.tape import Tape, draw_tape

SCENARIOS = Path(__file__).parents[2] / "scenarios"
OF_TIME = [
    made
    for kind in DISTRIBUTION_KINDS.values()
    for example in kind.examples
    if (made := distribution(kind.name, **example)).support()[0] >= 0.0
]


def every_kind_beside_every_other(types: int) -> list[Draw]:
    cells = [None, *OF_TIME]
    return [
        Draw(
            f"campaign:thing:{number}",
            "duration",
            tuple(cells[(number + 3 * of_type) % len(cells)] for of_type in range(types)),
            "design" if number % 3 else "",
        )
        for number in range(len(cells))
    ]


def laid(
    sheet: DrawSheet,
    tape: Tape,
    numbers: list[int],
    attempts: list[int],
    who: list[np.ndarray | None] | None = None,
) -> np.ndarray:
    """Lay draws into a ring in which they reach the end; back in order of the campaigns."""
    count = len(tape.campaigns)
    size = 1 << count.bit_length()
    output = np.zeros((len(numbers), size), dtype=np.int64)
    whom = None if who is None else as_stretches(who, count)
    sheet.lay(tape, np.array(numbers), np.array(attempts), output, 5 * size - 7, whom)
    return output[:, (5 * size - 7 + np.arange(count)) % size]


def as_stretches(who: list[np.ndarray | None], count: int) -> Whom:
    parts = [np.arange(count) if one is None else one for one in who]
    edges = np.cumsum([0, *(part.size for part in parts)])
    return np.concatenate(parts), edges[:-1], edges[1:]


@pytest.mark.parametrize("scenario", ["minimal", "campaign_calendar", "reference_company"])
def test_what_is_laid_is_what_the_tape_gives(scenario: str) -> None:
    """Efforts that a campaign calendar states, sizes, chances, and every kind of distribution."""
    study = Study.of(SCENARIOS / f"{scenario}.yaml")
    types = len(study.scenario.campaigns)
    draws = [*study.plan().draws, *every_kind_beside_every_other(types)]
    sheet = DrawSheet(draws)
    tape = draw_tape(study.scenario, 3)
    assert len(tape.campaigns) > 7
    pairs = [(number, attempt) for attempt in (1, 2, 11) for number in range(len(draws))]
    found = laid(sheet, tape, *map(list, zip(*pairs, strict=True)))
    for row, (number, attempt) in enumerate(pairs):
        np.testing.assert_array_equal(found[row], tape.block(draws[number], attempt))


@pytest.mark.parametrize("scenario", ["minimal", "reference_company"])
def test_a_row_may_be_drawn_for_some_campaigns_alone(scenario: str) -> None:
    """Random sets of campaigns, none and all of them among these; the others are marked."""
    study = Study.of(SCENARIOS / f"{scenario}.yaml")
    draws = [*study.plan().draws, *every_kind_beside_every_other(len(study.scenario.campaigns))]
    tape = draw_tape(study.scenario, 3)
    count = len(tape.campaigns)
    generator = np.random.default_rng(1)
    sets = [
        None,
        np.arange(count),
        np.zeros(0, dtype=np.int64),
        *(np.flatnonzero(generator.random(count) < share) for share in (0.02, 0.5, 0.9)),
    ]
    pairs = [(number, attempt) for attempt in (1, 3) for number in range(len(draws))]
    who = [sets[row % len(sets)] for row in range(len(pairs))]
    numbers, attempts = map(list, zip(*pairs, strict=True))
    found = laid(DrawSheet(draws), tape, numbers, attempts, who)
    for row, (number, attempt) in enumerate(pairs):
        expected = tape.block(draws[number], attempt)
        some = who[row]
        if some is not None:
            is_left = np.ones(count, dtype=np.bool_)
            is_left[some] = False
            expected = np.where(is_left, UNDRAWN, expected)
        np.testing.assert_array_equal(found[row], expected)


def test_what_is_there_is_not_drawn_again() -> None:
    """A table that is filled in three times, for other campaigns, in rows of any order."""
    study = Study.of(SCENARIOS / "reference_company.yaml")
    draws = [*study.plan().draws, *every_kind_beside_every_other(len(study.scenario.campaigns))]
    sheet, tape = DrawSheet(draws), draw_tape(study.scenario, 3)
    count, rows = len(tape.campaigns), len(draws)
    generator = np.random.default_rng(2)
    places = generator.permutation(rows + 5)[:rows]
    table = np.full((rows + 5, 1 << count.bit_length()), UNDRAWN)
    is_there = np.zeros((rows, count), dtype=np.bool_)
    for share in (0.1, 0.0, 0.4):
        who = [generator.permutation(count)[: int(share * count)] for _ in draws]
        for row, some in enumerate(who):
            is_there[row, some] = True
        if share == 0.4:
            table[places[0], np.flatnonzero(is_there[0])[0]] = 7  # stays, since it is no mark
        numbers, attempts = np.arange(rows), np.full(rows, 2)
        sheet.lay(tape, numbers, attempts, table, 0, as_stretches(who, count), places)
    expected = np.array([tape.block(draw, 2) for draw in draws])
    expected[0, np.flatnonzero(is_there[0])[0]] = 7
    np.testing.assert_array_equal(table[places, :count], np.where(is_there, expected, UNDRAWN))
    others = np.setdiff1d(np.arange(rows + 5), places)
    assert (table[others] == UNDRAWN).all() and (table[:, count:] == UNDRAWN).all()


@pytest.mark.parametrize("made", OF_TIME, ids=str)
def test_what_gives_durations_alone_is_known(made: Distribution) -> None:
    """By kind: for a campaign of any size, and where some values are below 0 or too long."""
    campaigns = draw_tape(Study.of(SCENARIOS / "minimal.yaml").scenario, 1).campaigns
    largest = replace(campaigns, size=np.full(len(campaigns), 2.0**40))
    highest = float(made.quantile(1.0 - 2.0**-53))
    plain = DrawSheet([Draw("campaign:thing:plain", "duration", (None, made))])
    sized = DrawSheet([Draw("campaign:thing:sized", "duration", (made, None), "design")])
    assert plain.are_durations(largest)[0] <= (highest < 2.0**62)
    assert sized.are_durations(largest)[0] <= (highest * 2.0**40 < 2.0**62)
    if math.isfinite(made.support()[1]) and made.support()[1] < 2.0**20:
        assert plain.are_durations(campaigns)[0] and sized.are_durations(campaigns)[0]
    below = distribution("uniform", low=-1.0, high=made.mean() if made.mean() > 0 else 1.0)
    assert not DrawSheet([Draw("campaign:a:b", "duration", (made, below))]).are_durations(campaigns)


def test_a_value_that_is_no_duration_is_told_as_the_tape_does() -> None:
    study = Study.of(SCENARIOS / "minimal.yaml")
    types = len(study.scenario.campaigns)
    wrong = distribution("uniform", low=-2.0, high=-1.0)
    for kind, by_type in ((DistributionError, (wrong,) * types), (PlanError, ())):
        draw = Draw("campaign:thing:wrong", "duration", by_type)
        with pytest.raises(kind) as known:
            draw_tape(study.scenario, 1).block(draw, 1)
        with pytest.raises(kind) as found:
            laid(DrawSheet([draw]), draw_tape(study.scenario, 1), [0], [1])
        assert str(found.value) == str(known.value)
