"""The draws of a plan, laid straight where a compiled engine reads them.

What `together` gives as an array for each draw stands here in one table that the engine owns, a row
for each draw and attempt, a column for each campaign. All that depends on the plan alone is worked
out once; per block of campaigns there are two walks in machine code, and between them one formula
for each kind of distribution.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from mom_sim.draws.address import hashes_of_names, key_words
from mom_sim.draws.distributions import DISTRIBUTION_KINDS, Distribution
from mom_sim.plan.plan import Draw
from mom_sim.tape.requests import IntArray
from mom_sim.tape.tape import Tape

_AT_A_TIME = 1 << 16
"""Numbers of a table: what a formula needs of them stays in the processor's second-level cache."""

Floats = npt.NDArray[np.float64]


class DrawSheet:
    """What of some draws is the same for every tape.

    Parameters
    ----------
    draws : sequence of Draw
        Their numbers are their places here.
    """

    def __init__(self, draws: Sequence[Draw]) -> None:
        from mom_sim.draws.sheet_machine_code import CONSTANT, NOTHING

        self._draws = tuple(draws)
        shape = len(draws), max((len(draw.by_type) for draw in draws), default=0)
        self._types = np.array(
            [shape[1] if draw.kind == "chance" else len(draw.by_type) for draw in draws]
        )
        self._name = hashes_of_names([draw.name for draw in draws])
        self._is_chance = np.array([draw.kind == "chance" for draw in draws], dtype=np.bool_)
        self._is_sized = np.array([bool(draw.overridden_by) for draw in draws], dtype=np.bool_)
        self._kind = np.full(shape, NOTHING, dtype=np.int64)
        self._constant = np.zeros(shape)
        self._coefficients: list[Floats | None] = []
        of_kind: dict[str, list[tuple[int, int, Distribution]]] = {}
        for number, draw in enumerate(draws):
            for of_type, one in enumerate(draw.by_type if draw.kind != "chance" else ()):
                if one is not None and one.kind == "constant":
                    self._kind[number, of_type] = CONSTANT
                    self._constant[number, of_type] = one.mean()
                elif one is not None:
                    of_kind.setdefault(one.kind, []).append((number, of_type, one))
        self._formulas: list[Any] = []
        for place, (kind, cells) in enumerate(of_kind.items()):
            record = DISTRIBUTION_KINDS[kind]
            numbers = None
            for number, of_type, one in cells:
                self._kind[number, of_type] = place
                if record.coefficients is not None and record.by_coefficients is not None:
                    values = record.coefficients(**dict(one.parameters))
                    if numbers is None:
                        numbers = np.zeros((len(values), *shape))
                    numbers[:, number, of_type] = values
            self._formulas.append(record.by_coefficients)
            self._coefficients.append(numbers)

    def lay(
        self, tape: Tape, numbers: IntArray, attempts: IntArray, output: IntArray, first: int
    ) -> None:
        """Draw for all campaigns of a tape.

        Parameters
        ----------
        tape : Tape
        numbers, attempts : ndarray of int64, shape (rows,)
            Which draws, at which attempts, from 1.
        output : ndarray of int64, shape (rows, columns)
            Gets durations or chances, the numbers that `Tape.block` gives. The number of columns
            is a power of two.
        first : int
            Column of the first campaign; the others follow, modulo the number of columns.

        Raises
        ------
        DistributionError, PlanError
            As `Tape.draw_together`.
        """
        campaigns = tape.campaigns
        if not campaigns.type.size or not numbers.size:
            return
        counts = np.bincount(campaigns.type, minlength=self._kind.shape[1])
        at_a_time = max(1, _AT_A_TIME // campaigns.type.size)
        all_are = bool((self._types[numbers] > campaigns.type.max()).all())
        for begin in range(0, numbers.size if all_are else 0, at_a_time):
            rows = slice(begin, begin + at_a_time)
            all_are &= self._lay(tape, counts, numbers[rows], attempts[rows], output[rows], first)
        if not all_are:  # says which one it is
            tape.draw_together(
                (self._draws[number], attempt)
                for number, attempt in zip(numbers.tolist(), attempts.tolist(), strict=True)
            )
            raise AssertionError("a duration is none here, and is one there")
        for row, number in enumerate(numbers.tolist() if campaigns.stated_effort else ()):
            stated = campaigns.stated_effort.get(self._draws[number].overridden_by)
            if stated is not None:
                states = np.flatnonzero(stated >= 0)
                output[row, (first + states) & (output.shape[1] - 1)] = stated[states]

    def _lay(
        self,
        tape: Tape,
        counts: IntArray,
        numbers: IntArray,
        attempts: IntArray,
        output: IntArray,
        first: int,
    ) -> bool:
        """Draw for some rows; whether all durations are some."""
        from mom_sim.draws.sheet_machine_code import lay_chances, lay_durations

        of = tape.campaigns
        is_chance, kind = self._is_chance[numbers], self._kind[numbers]
        row, of_type = np.nonzero((kind >= 0) & (counts > 0))
        # The cells of a kind side by side, so that one call of its formula is for all of them.
        kinds = kind[row, of_type]
        order = np.argsort(kinds, kind="stable")
        row, of_type, kinds = row[order], of_type[order], kinds[order]
        sizes = counts[of_type]
        edges = np.concatenate(([0], np.cumsum(sizes)))
        begins = np.minimum(kind, 0)
        begins[row, of_type] = edges[:-1]
        values, scratch = np.empty(int(edges[-1])), np.empty(counts.size, dtype=np.int64)
        # A type that no campaign has may have cells that begin anywhere: nobody looks there.
        lay_chances(
            self._name[numbers],
            attempts.astype(np.uint64),
            is_chance,
            begins,
            of.type,
            of.entity_class,
            of.entity_index,
            *map(np.uint64, key_words(tape.seed, tape.replication)),
            first,
            output,
            values,
            scratch,
        )
        for place, formula in enumerate(self._formulas):
            low, high = np.searchsorted(kinds, [place, place + 1])
            if low == high:
                continue
            coefficients = self._coefficients[place]
            if coefficients is None:
                for cell in range(low, high):
                    where = slice(edges[cell], edges[cell + 1])
                    one = self._draws[numbers[row[cell]]].by_type[of_type[cell]]
                    assert one is not None
                    values[where] = one.quantile(values[where])
                continue
            here = slice(edges[low], edges[high])
            of_cells = coefficients[:, numbers[row[low:high]], of_type[low:high]]
            values[here] = formula(values[here], *np.repeat(of_cells, sizes[low:high], axis=1))
        return bool(
            lay_durations(
                is_chance,
                begins,
                self._constant[numbers],
                self._is_sized[numbers],
                of.type,
                of.size,
                first,
                values,
                output,
                scratch,
            )
        )
