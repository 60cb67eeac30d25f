"""Statistics as pure functions on arrays: no campaign, no log, no randomness.

Intervals

- ``interval``, ``mean``, ``student``: an estimate with its interval; means, proportions
- ``counted_share``: a share pooled over replications whose items hang together
- ``pooled_quantile``: a quantile of all items, and paired differences of two; made of
  ``quantile_by_inversion``, ``linearized_quantile`` (with ``quantile_by_rank``), ``sections``
- ``jackknife``: pooled ratios, and whatever else a list of replications gives
- ``median``: of replications that may be infinite, with an interval by rank

Comparing

- ``paired``: paired means, signs, and the correction for many comparisons
- ``best_of``: how sure it is that the system that looks best is best
- ``kim_nelson``, ``budget_allocation``: selecting the best, and where to spend replications
- ``sequential``: replications until several estimates are precise

Over time

- ``step_function``, ``time_weighted``: paths over time, their mean and quantiles in a window
- ``mser5``: where the warm-up is over
- ``aalen_johansen``: how cases end over time where ends compete
- ``active_period``: the shifting bottleneck
- ``surge_recovery``: time until a surge is over
- ``shapley``: parts of a whole that several causes share

What is missing is None with a reason, never NaN; a fault of the caller is a ``ValueError``.
"""

from __future__ import annotations

from mom_sim.stats.aalen_johansen import OPEN, Incidence, aalen_johansen
from mom_sim.stats.active_period import (
    BottleneckPeriods,
    BottleneckShares,
    bottleneck_periods,
    longest_periods,
    shifting_bottleneck,
)
from mom_sim.stats.best_of import chance_above_zero, probability_of_correct_selection
from mom_sim.stats.budget_allocation import allocate_replications
from mom_sim.stats.counted_share import counted_share_interval
from mom_sim.stats.interval import Interval, proportion_interval, t_interval
from mom_sim.stats.jackknife import (
    jackknife_interval,
    paired_ratio_difference_interval,
    ratio_interval,
)
from mom_sim.stats.kim_nelson import Selection, kim_nelson
from mom_sim.stats.mean import mean_interval
from mom_sim.stats.median import median_interval
from mom_sim.stats.mser5 import WarmUp, mser5
from mom_sim.stats.paired import SignCounts, bonferroni, holm, paired_mean_difference, sign_counts
from mom_sim.stats.pooled_quantile import (
    paired_quantile_difference_interval,
    pooled_quantile_interval,
)
from mom_sim.stats.quantile_by_rank import pooled_quantile_rank_interval
from mom_sim.stats.sequential import FIRST_STAGE, next_replications, relative_half_width
from mom_sim.stats.step_function import count_path, step_difference, step_values
from mom_sim.stats.surge_recovery import Recovery, time_to_recover
from mom_sim.stats.time_weighted import (
    step_integral,
    time_weighted_mean,
    time_weighted_quantile,
    window_pieces,
)

__all__ = [
    "FIRST_STAGE",
    "OPEN",
    "BottleneckPeriods",
    "BottleneckShares",
    "Incidence",
    "Interval",
    "Recovery",
    "Selection",
    "SignCounts",
    "WarmUp",
    "aalen_johansen",
    "allocate_replications",
    "bonferroni",
    "bottleneck_periods",
    "chance_above_zero",
    "count_path",
    "counted_share_interval",
    "holm",
    "jackknife_interval",
    "kim_nelson",
    "longest_periods",
    "mean_interval",
    "median_interval",
    "mser5",
    "next_replications",
    "paired_mean_difference",
    "paired_quantile_difference_interval",
    "paired_ratio_difference_interval",
    "pooled_quantile_interval",
    "pooled_quantile_rank_interval",
    "probability_of_correct_selection",
    "proportion_interval",
    "ratio_interval",
    "relative_half_width",
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
