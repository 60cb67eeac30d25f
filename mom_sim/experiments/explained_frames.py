"""Tidy frames of the campaigns that two models launched, from all replications."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from mom_sim.experiments.paired_campaigns import PairedCampaigns
from mom_sim.log.contract import CAUSES
from mom_sim.metrics.ingredients import IntArray
from mom_sim.metrics.kpis.waits import EMBARGO, PARTS_OF_TIME
from mom_sim.metrics.launch_parts import ATTEMPTS, LaunchParts

_TIME = list(PARTS_OF_TIME)


def campaign_frame(pairs: Sequence[PairedCampaigns], ids: Sequence[str]) -> pd.DataFrame:
    """Put the campaigns of all replications under each other; see `Explanation.campaigns`."""
    replications = [pair.replication for pair in pairs for _ in range(len(pair.launched))]
    names = pd.concat([pair.launched for pair in pairs], ignore_index=True)
    a, b = (_joined(pairs, side) for side in (0, 1))
    return pd.DataFrame(
        {
            "id": _texts(ids),
            "replication": np.array(replications, dtype=np.int64),
            **{name: names[name] for name in ("campaign", "unit", "type")},
            **_three(
                "", a.calendar[:, _TIME].sum(axis=(1, 2)), b.calendar[:, _TIME].sum(axis=(1, 2))
            ),
            **_three(
                "working_",
                a.working[:, _TIME].sum(axis=(1, 2)),
                b.working[:, _TIME].sum(axis=(1, 2)),
            ),
            **_three(
                "embargo_", a.calendar[:, EMBARGO].sum(axis=1), b.calendar[:, EMBARGO].sum(axis=1)
            ),
        }
    )


def cause_frame(pairs: Sequence[PairedCampaigns], ids: Sequence[str]) -> pd.DataFrame:
    """Put the causes of all campaigns under each other; see `Explanation.causes`."""
    a, b = (_joined(pairs, side) for side in (0, 1))
    cells = len(_TIME) * len(ATTEMPTS)
    return pd.DataFrame(
        {
            "id": _texts([name for name in ids for _ in range(cells)]),
            "cause": np.tile(np.repeat([CAUSES[code] for code in _TIME], len(ATTEMPTS)), len(ids)),
            "attempts": np.tile(ATTEMPTS, len(ids) * len(_TIME)),
            **_three("", a.calendar[:, _TIME].ravel(), b.calendar[:, _TIME].ravel()),
            **_three("working_", a.working[:, _TIME].ravel(), b.working[:, _TIME].ravel()),
        }
    )


def ends_table(pairs: Sequence[PairedCampaigns], words: Sequence[str]) -> pd.DataFrame:
    """Count how the campaigns of all replications ended; see `Explanation.ends`."""
    ends = pd.concat([pair.ends for pair in pairs], ignore_index=True)
    counts = pd.crosstab(ends["a"], ends["b"])
    return counts.reindex(index=list(words), columns=list(words), fill_value=0).astype(np.int64)


def _texts(values: Sequence[str]) -> pd.Series[str]:
    return pd.Series(list(values), dtype="str")


def _joined(pairs: Sequence[PairedCampaigns], side: int) -> LaunchParts:
    return LaunchParts(
        np.concatenate([pair.parts[side].calendar for pair in pairs]),
        np.concatenate([pair.parts[side].working for pair in pairs]),
    )


def _three(prefix: str, a: IntArray, b: IntArray) -> dict[str, IntArray]:
    return {f"{prefix}a": a, f"{prefix}b": b, f"{prefix}difference": b - a}
