"""The table of a sweep as CSV and Parquet: the same bytes, whatever happened on the way there."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from mom_sim.errors import RunError
from mom_sim.experiments.sweep.columns import Column, columns_of, rows_of
from mom_sim.experiments.sweep.points import points_of
from mom_sim.experiments.sweep.reporting import point_results
from mom_sim.experiments.sweep.results import WAITING
from mom_sim.experiments.sweep.store import SweepStore
from mom_sim.experiments.sweep.sweep import Sweep
from mom_sim.experiments.whole_files import whole_file

BLOCK = 10_000
"""Rows that are held at once; also a row group of Parquet."""


@dataclass(frozen=True)
class Exported:
    """How much was written.

    Attributes
    ----------
    points : int
        Of the sweep.
    waiting : int
        Those that have no result yet and are left out.
    """

    points: int
    waiting: int


def export_sweep(
    folder: str | Path, *, csv_file: str | Path | None = None, parquet: str | Path | None = None
) -> Exported:
    """Write the table of a folder's sweep, one row per point and figure.

    Parameters
    ----------
    folder : str or Path
    csv_file, parquet : str or Path, optional
        Files to write; each appears whole or not at all.

    Returns
    -------
    Exported

    Raises
    ------
    RunError
        If there is no sweep, or Parquet is wanted without pyarrow.
    OSError
        If a file cannot be written.
    """
    with SweepStore.reading(Path(folder)) as store:
        sweep = store.sweep()
        points, waiting = 0, 0
        for row in _counted(store, sweep):
            points += 1
            waiting += row
        if csv_file is not None:
            _write_csv(Path(csv_file), columns_of(sweep), _rows(store, sweep))
        if parquet is not None:
            _write_parquet(Path(parquet), sweep, _rows(store, sweep), store.provenance())
        return Exported(points, waiting)


def _counted(store: SweepStore, sweep: Sweep) -> Iterator[bool]:
    for point in points_of(sweep):
        yield store.state_of(point.request)[0] == WAITING


def _rows(store: SweepStore, sweep: Sweep) -> Iterator[tuple[Any, ...]]:
    for row in point_results(store, sweep):
        yield from rows_of(sweep, row)


def _write_csv(path: Path, columns: Sequence[Column], rows: Iterator[tuple[Any, ...]]) -> None:
    with whole_file(path) as temporary, open(temporary, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([column.name for column in columns])
        writer.writerows(rows)


def _write_parquet(
    path: Path, sweep: Sweep, rows: Iterator[tuple[Any, ...]], provenance: dict[str, Any]
) -> None:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise RunError(
            'Parquet needs pyarrow, which is not installed: pip install "mom-sim[sweep]"'
        ) from None
    columns = columns_of(sweep)
    types: dict[str, Callable[[], Any]] = {
        "int64": pyarrow.int64,
        "float64": pyarrow.float64,
        "string": pyarrow.string,
    }
    schema = pyarrow.schema(
        [
            pyarrow.field(one.name, types[one.kind](), metadata={"meaning": one.meaning})
            for one in columns
        ],
        metadata={"provenance": json.dumps(provenance, ensure_ascii=False)},
    )
    with whole_file(path) as temporary, pyarrow.parquet.ParquetWriter(temporary, schema) as writer:
        while block := list(islice(rows, BLOCK)):
            arrays = [
                pyarrow.array([row[place] for row in block], type=types[one.kind]())
                for place, one in enumerate(columns)
            ]
            writer.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))
