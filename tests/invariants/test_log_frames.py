"""Data frames of a log look at its columns, whose lengths and places differ."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mom_sim.log.columns import arrays_of, frame_of
from mom_sim.log.contract import WAITS

NAMES = [column.name for column in WAITS.columns]


def _columns(block: np.ndarray, size: int) -> dict[str, np.ndarray]:
    return dict(zip(NAMES, block[:, :size], strict=True))


@pytest.mark.parametrize("size", [0, 1, 7, 9])
def test_frame_of_one_piece_is_that_of_single_columns(size: int) -> None:
    block = np.arange(len(NAMES) * 9, dtype=np.int64).reshape(len(NAMES), 9)
    columns = _columns(block, size)
    frame = frame_of(WAITS, columns)
    copies = frame_of(WAITS, {name: column.copy() for name, column in columns.items()})
    pd.testing.assert_frame_equal(frame, copies)
    for name, column in arrays_of(WAITS, frame).items():
        np.testing.assert_array_equal(column, columns[name])


def test_frame_of_columns_out_of_order_is_that_of_single_columns() -> None:
    block = np.arange(len(NAMES) * 9, dtype=np.int64).reshape(len(NAMES), 9)
    columns = _columns(block[::-1], 9)
    frame = frame_of(WAITS, columns)
    for name in NAMES:
        np.testing.assert_array_equal(frame[name].to_numpy(), columns[name])
    columns = _columns(block[[0, 2, 1, 3, 4]], 9)
    np.testing.assert_array_equal(frame_of(WAITS, columns)[NAMES[1]].to_numpy(), block[2])


def test_who_writes_to_a_frame_does_not_change_the_log() -> None:
    columns = _columns(np.zeros((len(NAMES), 9), dtype=np.int64), 9)
    frame = frame_of(WAITS, columns)
    with pytest.raises(ValueError, match="read-only"):
        frame.loc[3, NAMES[0]] = 5
    own = frame.copy()
    own.loc[3, NAMES[0]] = 5
    assert own[NAMES[0]].sum() == 5 and not columns[NAMES[0]].any()
