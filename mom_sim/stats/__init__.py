"""Statistics as pure functions on arrays: no campaign, no log, no randomness.

- ``interval``: an estimate with its interval; means and proportions
- ``jackknife``: pooled ratios and quantiles, and whatever else a list of replications gives
- ``median``: of replications that may be infinite, with an interval by rank
- ``quantile_by_rank``: a pooled quantile with few items per replication
- ``paired``: paired means, signs, and the correction for many comparisons
- ``step_function``, ``time_weighted``: paths over time, their mean and quantiles in a window
- ``active_period``: the shifting bottleneck
- ``surge_recovery``: time until a surge is over

What is missing is None with a reason, never NaN; a fault of the caller is a ``ValueError``.
"""

from __future__ import annotations

from mom_sim.stats.active_period import (
    BottleneckPeriods,
    BottleneckShares,
    bottleneck_periods,
    shifting_bottleneck,
)
from mom_sim.stats.interval import Interval, mean_interval, proportion_interval, t_interval
from mom_sim.stats.jackknife import (
    jackknife_interval,
    paired_quantile_difference_interval,
    paired_ratio_difference_interval,
    pooled_quantile_interval,
    ratio_interval,
)
from mom_sim.stats.median import median_interval
from mom_sim.stats.paired import SignCounts, bonferroni, holm, paired_mean_difference, sign_counts
from mom_sim.stats.quantile_by_rank import pooled_quantile_rank_interval
from mom_sim.stats.step_function import count_path, step_difference, step_values
from mom_sim.stats.surge_recovery import Recovery, time_to_recover
from mom_sim.stats.time_weighted import (
    step_integral,
    time_weighted_mean,
    time_weighted_quantile,
    window_pieces,
)

__all__ = [
    "BottleneckPeriods",
    "BottleneckShares",
    "Interval",
    "Recovery",
    "SignCounts",
    "bonferroni",
    "bottleneck_periods",
    "count_path",
    "holm",
    "jackknife_interval",
    "mean_interval",
    "median_interval",
    "paired_mean_difference",
    "paired_quantile_difference_interval",
    "paired_ratio_difference_interval",
    "pooled_quantile_interval",
    "pooled_quantile_rank_interval",
    "proportion_interval",
    "ratio_interval",
    "shifting_bottleneck",
    "sign_counts",
    "step_difference",
    "step_integral",
    "step_values",
    "t_interval",
    "time_to_recover",
    "time_weighted_mean",
    "time_weighted_quantile",
    "window_pieces",
]
