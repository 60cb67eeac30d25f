"""The words in which a promise is made: which figure, of which campaigns, and its limit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from math import isfinite

from mom_sim.experiments.directions import BETTER, LESS
from mom_sim.metrics.ingredients import Ingredient
from mom_sim.metrics.kinds import PooledQuantile
from mom_sim.metrics.measuring import Measurement
from mom_sim.metrics.metric import Metric
from mom_sim.metrics.registry import METRICS

EXAMPLE = "p90 time-to-launch <= 20 working days"

_PROMISE = re.compile(r"\s*(.+?)\s*(<=|>=|≤|≥|<|>)\s*(.+?)\s*", re.ASCII)
_LIMIT = re.compile(r"(-?[0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+)\s*(%?)\s*(.*)", re.ASCII)
_OF_TYPE = re.compile(r"(.+?)\s+(?:for|of)\s+(\S+)", re.ASCII)
_QUANTILE = re.compile(r"(?:p([0-9]{1,2}(?:\.[0-9]+)?)|(median)|(mean)) time[- _]to[- _]launch")
_DAYS = {"working": "working days", "calendar": "calendar days"}
_SAME = {"≤": "<=", "≥": ">="}
_SHORT = {
    "throughput": "throughput_per_week",
    "on_time": "on_time_share",
    "wip": "wip_mean",
    "lateness": "lateness_mean_working_days",
    "utilization": "peak_utilization",
    "cost": "cost_per_launch",
}


class PromiseError(ValueError):
    """Text that is no promise; says what is wrong and what is allowed."""


@dataclass(frozen=True)
class Promise:
    """A figure and the limit that it shall keep.

    Attributes
    ----------
    text : str
        As it was written.
    kpi : str
        Name of the figure.
    source : str
        Name of the metric whose ingredients it is made from.
    metric : Metric
    sign : str
        ``<=``, ``>=``, ``<`` or ``>``.
    limit : float, in `unit`
    unit : str
    campaign_type : str
        Whose campaigns it is about; empty for all.
    """

    text: str
    kpi: str
    source: str
    metric: Metric
    sign: str
    limit: float
    unit: str
    campaign_type: str = ""

    @property
    def wants_less(self) -> bool:
        """Whether smaller figures are better."""
        return self.sign.startswith("<")

    def is_kept_by(self, value: float) -> bool:
        """Tell whether a value of the figure keeps the promise."""
        if self.sign == "<=":
            return value <= self.limit
        if self.sign == ">=":
            return value >= self.limit
        return value < self.limit if self.sign == "<" else value > self.limit

    def ingredient(self, measurement: Measurement) -> Ingredient:
        """What one replication contributes to the figure."""
        if self.campaign_type:
            return measurement.by_type[self.campaign_type][self.source]
        return measurement.figures[self.source]


def parse_promise(
    text: str, campaign_types: Sequence[str] = (), currency: str | None = None
) -> Promise:
    """Read a promise.

    Parameters
    ----------
    text : str
        A figure, ``<=``, ``>=``, ``<`` or ``>``, and a limit: ``p90 time-to-launch <= 20 working
        days`` (any percentile, ``median`` or ``mean``; working days, calendar days or weeks),
        ``on-time share >= 90%``, ``throughput >= 12 per week``, or the name of any KPI. With ``for
        TYPE`` after the figure it is about the campaigns of one type.
    campaign_types : sequence of str
        Names that may stand after ``for``.
    currency : str, optional
        Code of the scenario's currency, in which money is promised; any is read without it.

    Returns
    -------
    Promise

    Raises
    ------
    PromiseError
        If it cannot be read.
    """
    found = _PROMISE.fullmatch(text)
    if found is None:
        raise PromiseError(
            f'"{text}" is no promise; write a figure, <= or >=, and a limit, such as "{EXAMPLE}"'
        )
    figure, sign, limit = found[1], _SAME.get(found[2], found[2]), found[3]
    number = _LIMIT.fullmatch(limit)
    if number is None:
        raise PromiseError(f'the limit "{limit}" does not begin with a number, as in "{EXAMPLE}"')
    value = float(number[1].replace(",", "")) / (100 if number[2] else 1)
    if not isfinite(value):
        raise PromiseError(f'the limit "{limit}" is too large; write a number as in "{EXAMPLE}"')
    unit = " ".join(number[3].lower().split())
    figure, campaign_type = _type_of(figure, campaign_types)
    words = " ".join(figure.lower().split())
    quantile = _QUANTILE.fullmatch(words)
    if quantile is not None:
        promise = _of_time(text, quantile, sign, value, unit)
    else:
        promise = _of_kpi(text, words, sign, value, unit, currency, is_percent=bool(number[2]))
    better = BETTER.get(promise.source)
    if better is not None and promise.wants_less != (better == LESS):
        meant = "<=" if better == LESS else ">="
        raise PromiseError(
            f'{better} of {figure.strip()} is better: promise it with "{meant}", not "{sign}"'
        )
    if campaign_type and not promise.metric.of_campaigns:
        raise PromiseError(f"{promise.kpi} is about the whole organization, not about one type")
    return replace(promise, campaign_type=campaign_type)


def _type_of(figure: str, campaign_types: Sequence[str]) -> tuple[str, str]:
    found = _OF_TYPE.fullmatch(figure)
    if found is None:
        return figure, ""
    if found[2] not in campaign_types:
        near = get_close_matches(found[2], campaign_types, n=1)
        hint = f'; did you mean "{near[0]}"?' if near else ""
        known = ", ".join(campaign_types)
        raise PromiseError(f'"{found[2]}" is no campaign type here; there are {known}{hint}')
    return found[1], found[2]


def _of_time(text: str, figure: re.Match[str], sign: str, value: float, unit: str) -> Promise:
    if unit in ("week", "weeks"):
        value, unit = 7 * value, "calendar days"
    if value <= 0:
        raise PromiseError(f"a time-to-launch is promised within a time above 0, not {value:g}")
    kind = unit.removesuffix("s").removesuffix(" day")
    if kind not in _DAYS:
        raise PromiseError(
            f'a time-to-launch is promised in working days, calendar days or weeks, not in "{unit}"'
        )
    if figure[3]:
        kpi = f"time_to_launch_mean_{kind}_days"
        return Promise(text, kpi, kpi, METRICS[kpi], sign, value, _DAYS[kind])
    percent = 50.0 if figure[2] else float(figure[1])
    if not 0 < percent < 100:
        raise PromiseError("a percentile lies between p1 and p99")
    source = f"time_to_launch_p50_{kind}_days"
    kpi = f"time_to_launch_p{percent:g}_{kind}_days"
    usual = METRICS[source]
    metric = replace(
        usual,
        name=kpi,
        kind=PooledQuantile(percent / 100),
        definition=usual.definition.replace("50%", f"{percent:g}%"),
    )
    return Promise(text, kpi, source, metric, sign, value, _DAYS[kind])


def _of_kpi(
    text: str,
    words: str,
    sign: str,
    value: float,
    unit: str,
    currency: str | None,
    *,
    is_percent: bool,
) -> Promise:
    name = words.replace(" ", "_").replace("-", "_")
    name = _SHORT.get(name, name)
    metric = METRICS.get(name)
    if metric is None:
        near = get_close_matches(name, METRICS, n=3)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        raise PromiseError(
            f'"{words}" is no figure that can be promised; write "p90 time-to-launch", or the name '
            f"of a KPI as in docs/metrics.md{hint}"
        )
    if metric.requires_surge:
        raise PromiseError(f"{name} is measured only beside a surge and cannot be promised")
    if metric.unit == "share" and (not 0 <= value <= 1 or (value == 1 and not is_percent)):
        raise PromiseError(f"{name} is a share; write the limit as a percentage, such as 90%")
    if is_percent and metric.unit != "share":
        raise PromiseError(f"{name} is in {metric.unit}, not a share; leave out the % sign")
    if unit and metric.unit.startswith("currency"):
        per = metric.unit.partition("/")[2]
        if not _fits_money(unit, per, currency):
            of = currency or "the scenario's currency"
            raise PromiseError(f'{name} is in {of}/{per}, not in "{unit.upper()}"')
    elif unit and not _fits(unit, metric.unit):
        raise PromiseError(f'{name} is in {metric.unit}, not in "{unit}"')
    return Promise(text, name, name, metric, sign, value, metric.unit)


def _fits_money(unit: str, per: str, currency: str | None) -> bool:
    """Whether a unit of money says no more than it is: ``EUR`` or ``EUR per launch``."""
    said = unit.replace(" per ", "/").replace(" ", "").partition("/")
    return said[2] in ("", per) and (currency is None or said[0] in ("", currency.lower()))


def _fits(unit: str, of_metric: str) -> bool:
    """Whether a unit says no more than that of the figure: ``per week`` of ``launches/week``."""
    said = unit.replace("per ", "/").replace(" ", "").removesuffix("s")
    return of_metric.replace(" ", "").removesuffix("s").endswith(said)
