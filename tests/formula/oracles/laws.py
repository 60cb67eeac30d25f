"""Laws of a random time, from the words of a case to the words of a scenario."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from scipy.optimize import brentq

from tests.formula.oracles.case import CannotExpress, Case


@dataclass(frozen=True)
class Law:
    """A law of a time with its first two moments.

    `text` is what a scenario says; `scv` is the squared coefficient of variation.
    """

    text: str
    mean: float
    scv: float


def hours(amount: float) -> str:
    """Write a time of a case: its unit is an hour of the scenario."""
    return f"{float(amount)!r}h"


def named_law(name: str, mean: float, scv: float | None) -> Law:
    """Law by its name, mean and squared coefficient of variation.

    Raises
    ------
    CannotExpress
        If the scenario format has no such law.
    """
    word = name.lower().strip().replace("-", "").replace("_", "")
    erlang = re.fullmatch(r"(?:erlang|e)(\d+)", word)
    if word in ("constant", "deterministic", "d", "fixed"):
        return Law(hours(mean), mean, 0.0)
    if word in ("exponential", "exp", "m", "markov"):
        return Law(f"exponential(mean={hours(mean)})", mean, 1.0)
    if erlang:
        return named_law("gamma", mean, 1.0 / int(erlang[1]))
    if scv is None:
        raise CannotExpress(f"the {name} law has no squared coefficient of variation")
    if word in ("gamma", "erlang", "erlangk"):
        return Law(f"gamma(mean={hours(mean)}, cv={math.sqrt(scv)!r})", mean, scv)
    if word == "lognormal":
        return Law(f"lognormal(mean={hours(mean)}, cv={math.sqrt(scv)!r})", mean, scv)
    if word == "weibull":
        return Law(f"weibull(mean={hours(mean)}, shape={_weibull_shape(scv)!r})", mean, scv)
    if word == "uniform":
        return _uniform(mean - math.sqrt(3.0 * scv) * mean, mean + math.sqrt(3.0 * scv) * mean)
    raise CannotExpress(f"the scenario format has no {name} law")


def moments_law(mean: float, scv: float) -> Law:
    """Law of which only two moments are given: constant, exponential, or else gamma."""
    if scv == 0.0:
        return named_law("constant", mean, 0.0)
    return named_law("exponential" if scv == 1.0 else "gamma", mean, scv)


def written_law(text: str) -> Law:
    """Law written as a call, such as ``uniform(1,5)`` or ``lognormal(mean=2, scv=4)``."""
    call = re.fullmatch(r"\s*([A-Za-z_0-9-]+)\s*\((.*)\)\s*", text)
    if call is None:
        raise CannotExpress(f"{text!r} is no law of a time")
    name, named, listed = call[1].lower(), {}, []
    for part in filter(None, (piece.strip() for piece in call[2].split(","))):
        key, equals, number = part.rpartition("=")
        try:
            value = float(number)
        except ValueError:
            raise CannotExpress(f"{text!r} is no law of a time") from None
        if equals:
            named[key.strip()] = value
        else:
            listed.append(value)
    if name == "uniform":
        low, high = listed or [named.get("low", 0.0), named.get("high", 0.0)]
        return _uniform(low, high)
    if name == "triangular" and len(listed) == 3:
        low, mode, high = listed
        mean = sum(listed) / 3.0
        variance = (low**2 + mode**2 + high**2 - low * mode - low * high - mode * high) / 18.0
        words = f"triangular(low={hours(low)}, mode={hours(mode)}, high={hours(high)})"
        return Law(words, mean, variance / mean**2)
    if "scv" not in named and "cv" in named:
        named["scv"] = named["cv"] ** 2
    for key, value in zip(("mean", "scv"), listed, strict=False):
        named.setdefault(key, value)
    if "mean" not in named:
        raise CannotExpress(f"{text!r} names no mean")
    return named_law(name, named["mean"], named.get("scv"))


def service_laws(case: Case, length: int = 1) -> list[Law]:
    """Laws of service, one for each class or station, in whatever way the case gives them."""
    stated = case.parameters.get("service")
    if isinstance(stated, str):
        return [written_law(stated)] * length
    if isinstance(stated, list) and stated and isinstance(stated[0], str):
        return [written_law(text) for text in stated]
    if stated is not None or case.has("service_min"):
        return [
            named_law("constant", mean, 0.0)
            for mean in case.numbers("service", "service_min", length=length)
        ]
    if case.has("mean", "service_mean", "mean_service"):
        means = case.numbers("mean", "service_mean", "mean_service", length=length)
    else:
        means = [1.0 / rate for rate in case.numbers("mu", "service_rate", length=length)]
    scvs = _variabilities(case, len(means))
    names = case.parameters.get("distribution", case.parameters.get("distributions"))
    if names is None:
        return [moments_law(mean, scv) for mean, scv in zip(means, scvs, strict=True)]
    each = [names] * len(means) if isinstance(names, str) else list(names)
    return [named_law(n, mean, scv) for n, mean, scv in zip(each, means, scvs, strict=True)]


def interval_law(case: Case) -> Law:
    """Law of the time between two arrivals."""
    stated = case.parameters.get("interarrival")
    if isinstance(stated, str):
        return written_law(stated)
    if stated is not None:
        return named_law("constant", case.number("interarrival"), 0.0)
    if case.has("mean_interarrival"):
        mean = case.number("mean_interarrival")
    else:
        mean = 1.0 / case.number("lam", "arrival_rate")
    if case.has("k"):
        scv = 1.0 / case.number("k")
    else:
        scv = case.number("ca2", "scv", "interarrival_scv", default=1.0)
    name = case.parameters.get("interarrival_distribution")
    return moments_law(mean, scv) if name is None else named_law(name, mean, scv)


def _variabilities(case: Case, length: int) -> list[float]:
    if case.has("scv", "service_scv", "cs2", "scvs"):
        return case.numbers("scv", "service_scv", "cs2", "scvs", length=length)
    if case.has("cv", "service_cv"):
        return [cv**2 for cv in case.numbers("cv", "service_cv", length=length)]
    return [1.0] * length


def _uniform(low: float, high: float) -> Law:
    if not 0.0 <= low < high:
        raise CannotExpress(f"uniform from {low} to {high} is no law of a time")
    mean = (low + high) / 2.0
    words = f"uniform(low={hours(low)}, high={hours(high)})"
    return Law(words, mean, (high - low) ** 2 / 12.0 / mean**2)


def _weibull_shape(scv: float) -> float:
    def excess(shape: float) -> float:
        return math.gamma(1 + 2 / shape) / math.gamma(1 + 1 / shape) ** 2 - 1 - scv

    return float(brentq(excess, 0.2, 50.0, xtol=1e-13))
