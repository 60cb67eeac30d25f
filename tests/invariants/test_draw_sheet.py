"""Draws laid where an engine reads them are those of the tape, in every bit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from mom_sim.draws.distributions import DISTRIBUTION_KINDS, DistributionError, distribution
from mom_sim.draws.tables import UNDRAWN
from mom_sim.errors import PlanError
from mom_sim.plan.plan import Draw
from mom_sim.simulation import Study
from mom_sim.tape.draw_sheet import DrawSheet
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
    sheet.lay(tape, np.array(numbers), np.array(attempts), output, 5 * size - 7, who)
    return output[:, (5 * size - 7 + np.arange(count)) % size]


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
