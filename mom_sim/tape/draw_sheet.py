"""The draws of a plan, laid straight where a compiled engine reads them.

What `together` gives as an array for each draw stands here in one table that the engine owns, a row
for each draw and attempt, a column for each campaign. A row may be drawn for some of the campaigns
alone. What depends on the plan alone is worked out once; per block of campaigns there are two walks
in machine code, and between them one formula for each kind of distribution.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from mom_sim.draws.address import CHANCE_BITS, hashes_of_names, key_words
from mom_sim.draws.distributions import DISTRIBUTION_KINDS, Distribution
from mom_sim.plan.plan import Draw
from mom_sim.tape.campaigns import Campaigns
from mom_sim.tape.requests import IntArray
from mom_sim.tape.tape import Tape

_AT_A_TIME = 1 << 16
"""Numbers of a table: what a formula needs of them stays in the processor's second-level cache."""

_MANY = 1 << 11
"""Numbers of a cell from which on a formula is better called for each: little memory is in use."""

_FIRST_AND_LAST = (2.0 ** -(CHANCE_BITS + 1), 1.0 - 2.0 ** -(CHANCE_BITS + 1))
"""The lowest and the highest uniform number."""

_FAR_FROM_TOO_LONG = float(2**61)
"""Microseconds: half of what is too long for a duration, so that no rounding matters."""

Floats = npt.NDArray[np.float64]


Whom = tuple[IntArray, IntArray, IntArray]
"""For whom rows are drawn: campaigns by position, and by row which stretch of these it is."""


class _Stretches:
    """For whom some rows are drawn; see `Whom`.

    Parameters
    ----------
    kind : ndarray of int64, shape (n,)
        Type of each campaign.
    whom : Whom
    types : int
    """

    def __init__(self, kind: IntArray, whom: Whom, types: int) -> None:
        from mom_sim.draws.sheet_machine_code import count_types

        self.who, self.first, self.last = whom
        self.counts = np.zeros((self.first.size, types), dtype=np.int64)
        count_types(*whom, kind, self.counts)

    def parts(self, most: int) -> Iterator[slice]:
        """Rows that have so many numbers together, or a single one that has more."""
        edges = np.cumsum(self.last - self.first)
        begin = 0
        while begin < edges.size:
            before = int(edges[begin - 1]) if begin else 0
            end = max(begin + 1, int(np.searchsorted(edges, before + most, side="right")))
            yield slice(begin, end)
            begin = end


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

    def are_durations(self, campaigns: Campaigns) -> npt.NDArray[np.bool_]:
        """Tell of each draw whether all its values are durations, whatever the attempt.

        Where this says no, some may be none.
        """
        largest_size = campaigns.size.max(initial=1.0)
        values = self._largest * np.where(self._is_sized, largest_size, 1.0)
        return np.asarray(values < _FAR_FROM_TOO_LONG)

    @cached_property
    def _largest(self) -> Floats:
        """By draw, what none of its values exceeds; infinite where one may be below 0."""
        found = self._constant.copy()
        found[found < 0.0] = np.inf
        for place, (formula, numbers) in enumerate(
            zip(self._formulas, self._coefficients, strict=True)
        ):
            row, of_type = np.nonzero(self._kind == place)
            if numbers is not None:
                of_cells = numbers[:, row, of_type]
                lowest, highest = (
                    formula(np.full(row.size, u), *of_cells) for u in _FIRST_AND_LAST
                )
            else:
                cells = map(self._distribution, row.tolist(), of_type.tolist())
                lowest, highest = np.transpose([one.support() for one in cells])
            found[row, of_type] = np.where(lowest >= 0.0, highest, np.inf)
        return np.asarray(found.max(axis=1, initial=0.0))

    def _distribution(self, number: int, of_type: int) -> Distribution:
        one = self._draws[number].by_type[of_type]
        assert one is not None
        return one

    def lay(
        self,
        tape: Tape,
        numbers: IntArray,
        attempts: IntArray,
        output: IntArray,
        first: int,
        whom: Whom | None = None,
        places: IntArray | None = None,
    ) -> None:
        """Draw for campaigns of a tape.

        Parameters
        ----------
        tape : Tape
        numbers, attempts : ndarray of int64, shape (rows,)
            Which draws, at which attempts, from 1.
        output : ndarray of int64, shape (rows, columns), or more rows with `places`
            Gets durations or chances, the numbers that `Tape.block` gives. The number of columns
            is a power of two.
        first : int
            Column of the first campaign; the others follow, modulo the number of columns.
        whom : Whom, optional
            For whom each row is drawn; all, if not given. The others get `UNDRAWN`, but for efforts
            that campaigns state.
        places : ndarray of int64, shape (rows,), optional
            Row of `output` that each goes to. What is drawn there stays, as does `UNDRAWN`: nothing
            is drawn a second time.

        Raises
        ------
        DistributionError, PlanError
            As `Tape.draw_together`.
        """
        campaigns = tape.campaigns
        if not campaigns.type.size or not numbers.size:
            return
        if whom is None:
            none = np.zeros(numbers.size, dtype=np.int64)
            whom = np.arange(campaigns.type.size), none, none + campaigns.type.size
        marks = places is None
        if places is None:
            places = np.arange(numbers.size)
        else:
            whom = _undrawn(whom, output, first, places)
            if not whom[0].size:
                return
        stretches = _Stretches(campaigns.type, whom, self._kind.shape[1])
        all_are = bool((self._types[numbers] > campaigns.type.max()).all())
        for rows in stretches.parts(_AT_A_TIME) if all_are else ():
            all_are &= self._lay(
                tape,
                stretches,
                rows,
                numbers[rows],
                attempts[rows],
                output,
                places[rows],
                marks,
                first,
            )
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
                output[places[row], (first + states) & (output.shape[1] - 1)] = stated[states]

    def _lay(
        self,
        tape: Tape,
        stretches: _Stretches,
        rows: slice,
        numbers: IntArray,
        attempts: IntArray,
        output: IntArray,
        places: IntArray,
        marks: bool,
        first: int,
    ) -> bool:
        """Draw for some rows; whether all durations are some."""
        from mom_sim.draws.sheet_machine_code import lay_chances, lay_durations

        of = tape.campaigns
        is_chance, kind = self._is_chance[numbers], self._kind[numbers]
        counts = stretches.counts[rows]
        who = stretches.who, stretches.first[rows], stretches.last[rows]
        row, of_type = np.nonzero((kind >= 0) & (counts > 0))
        # The cells of a kind side by side, so that one call of its formula is for all of them.
        kinds = kind[row, of_type]
        order = np.argsort(kinds, kind="stable")
        row, of_type, kinds = row[order], of_type[order], kinds[order]
        sizes = counts[row, of_type]
        edges = np.concatenate(([0], np.cumsum(sizes)))
        begins = np.minimum(kind, 0)
        begins[row, of_type] = edges[:-1]
        values, scratch = np.empty(int(edges[-1])), np.empty(kind.shape[1], dtype=np.int64)
        # A type that no campaign has may have cells that begin anywhere: nobody looks there.
        lay_chances(
            self._name[numbers],
            attempts.astype(np.uint64),
            is_chance,
            begins,
            *who,
            of.type,
            of.entity_class,
            of.entity_index,
            *map(np.uint64, key_words(tape.seed, tape.replication)),
            first,
            marks,
            places,
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
                    one = self._distribution(numbers[row[cell]], of_type[cell])
                    values[where] = one.quantile(values[where])
                continue
            of_cells = coefficients[:, numbers[row[low:high]], of_type[low:high]]
            if edges[high] - edges[low] > _MANY * (high - low):
                for cell in range(low, high):
                    where = slice(edges[cell], edges[cell + 1])
                    values[where] = formula(values[where], *of_cells[:, cell - low])
                continue
            here = slice(edges[low], edges[high])
            of_cells = np.repeat(of_cells, sizes[low:high], axis=1)
            values[here] = formula(values[here], *of_cells)
        return bool(
            lay_durations(
                is_chance,
                begins,
                self._constant[numbers],
                self._is_sized[numbers],
                *who,
                of.type,
                of.size,
                first,
                values,
                places,
                output,
                scratch,
            )
        )


def _undrawn(whom: Whom, output: IntArray, first: int, places: IntArray) -> Whom:
    """Leave out those who have a number in their row of the table."""
    from mom_sim.draws.sheet_machine_code import find_undrawn

    found = np.empty(int((whom[2] - whom[1]).sum()), dtype=np.int64)
    edges = np.zeros(places.size + 1, dtype=np.int64)
    find_undrawn(*whom, first, places, output, found, edges)
    return found[: edges[-1]], edges[:-1], edges[1:]
