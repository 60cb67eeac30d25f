"""Any distribution of ``scipy.stats`` by its name, with location and scale.

``scipy.stats`` takes a good part of a second to import, so it is imported when first asked for.
Location and scale are applied here, alike for continuous and discrete names: SciPy itself gives
discrete ones no scale, and a count has to become a time somewhere.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

import numpy as np

from mom_sim.draws.distribution_kinds import (
    ANY_NUMBER,
    POSITIVE,
    DistributionError,
    DistributionKind,
    Domain,
    Floats,
    Parameter,
    Value,
    Values,
    read_number,
    read_numbers,
)


def _read_shape(given: object) -> Value:
    """Read a number, or a list of numbers for the few names that have a vector for a shape."""
    return read_numbers(given) if isinstance(given, Iterable) else read_number(given)


_SHAPE_DOMAIN = Domain("a finite number that scipy.stats allows for this shape", _read_shape)


def _family(name: object) -> Any:
    """Return the distribution of that name, or None if SciPy has no such distribution."""
    from scipy import stats

    family = getattr(stats, name, None) if isinstance(name, str) else None
    return family if isinstance(family, stats.rv_continuous | stats.rv_discrete) else None


def _read_name(given: object) -> str:
    if _family(given) is None:
        raise ValueError(_did_you_mean(given))
    return str(given)


def _did_you_mean(given: object) -> str:
    from scipy import stats

    known = [name for name in dir(stats) if _family(name) is not None]
    close = get_close_matches(str(given), known, n=1)
    return f"did you mean {close[0]!r}?" if close else ""


def _shape_names(name: object) -> tuple[str, ...]:
    shapes = getattr(_family(name), "shapes", None) or ""
    return tuple(shape.strip() for shape in shapes.split(",") if shape.strip())


def _shape_parameters(given: Mapping[str, object]) -> tuple[Parameter, ...]:
    """Return the records of the shapes; under an unknown name whatever else is given may be one."""
    name = given.get("name")
    listed = ("name", "loc", "scale")
    shapes = _shape_names(name) if _family(name) else [key for key in given if key not in listed]
    return tuple(
        Parameter(shape, f"shape of scipy.stats.{name}", _SHAPE_DOMAIN, is_time=False)
        for shape in shapes
    )


def _named(given: Mapping[str, object]) -> Mapping[str, object]:
    """Give the shapes in ``args`` their names, in SciPy's order."""
    args = given.get("args", ())
    rest = {name: value for name, value in given.items() if name != "args"}
    if isinstance(args, str) or not isinstance(args, Iterable):
        raise DistributionError(
            f"scipy: args is {args!r}; it has to be a list of the shapes, in the order of SciPy"
        )
    positional = tuple(args)
    if not positional or _family(given.get("name")) is None:
        return rest
    shapes = _shape_names(given["name"])
    if len(positional) > len(shapes):
        raise DistributionError(
            f"scipy: {len(positional)} values in args, but {given['name']} has "
            f"{len(shapes)} shapes ({', '.join(shapes) or 'none'}); "
            "give location and scale by name, as loc and scale"
        )
    twice = [shape for shape in shapes[: len(positional)] if shape in rest]
    if twice:
        raise DistributionError(
            f"scipy: {', '.join(twice)} given both in args and by name; give it once"
        )
    return {**dict(zip(shapes, positional, strict=False)), **rest}


@lru_cache(maxsize=4096)
def _standard(name: str, shapes: tuple[tuple[str, Value], ...]) -> Any:
    """Return SciPy's distribution at location 0 and scale 1."""
    return _family(name)(**dict(shapes))


def _frozen(name: str, shapes: Values) -> Any:
    return _standard(name, tuple(sorted(shapes.items())))


def _fault(values: Values) -> str | None:
    shapes = {key: v for key, v in values.items() if key not in ("name", "loc", "scale")}
    given = ", ".join(f"{key} = {value}" for key, value in shapes.items())
    refused = f"{given} is not allowed by scipy.stats.{values['name']}; see its documentation"
    # SciPy answers with NaN, not with an error, where a shape is outside its domain, and with a
    # warning where it would go on with another distribution than the one that was named.
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            ends = _frozen(str(values["name"]), shapes).support()
        except (Warning, ValueError, TypeError, ArithmeticError) as error:
            return f"{refused} ({error})"
    # A list of shapes where SciPy expects one number makes an array of distributions.
    return refused if np.ndim(ends[0]) or np.isnan(ends).any() else None


def _support(name: str, loc: float, scale: float, **shapes: Value) -> tuple[float, float]:
    low, high = _frozen(name, shapes).support()
    return loc + scale * float(low), loc + scale * float(high)


# u by position only: a distribution of SciPy has a shape of that name.
def _quantile(u: Floats, /, name: str, loc: float, scale: float, **shapes: Value) -> Floats:
    standard = _frozen(name, shapes)
    # A discrete ppf(0) is one below the lowest value by SciPy's convention.
    return np.asarray(loc + scale * np.clip(standard.ppf(u), *standard.support()))


def _mean(name: str, loc: float, scale: float, **shapes: Value) -> float:
    with np.errstate(all="ignore"):  # a mean that does not exist is infinite or NaN
        return loc + scale * float(_frozen(name, shapes).mean())


def _variance(name: str, loc: float, scale: float, **shapes: Value) -> float:
    with np.errstate(all="ignore"):
        return scale * scale * float(_frozen(name, shapes).var())


SCIPY_KIND = DistributionKind(
    name="scipy",
    sentence="Any continuous or discrete distribution of scipy.stats, by its name there.",
    parameters=(
        Parameter(
            "name",
            "the name in scipy.stats",
            Domain("the name of a continuous or discrete distribution of scipy.stats", _read_name),
            is_time=False,
        ),
        Parameter("loc", "added to every value", ANY_NUMBER, is_time=True, default=0.0),
        Parameter("scale", "multiplies every value before", POSITIVE, is_time=True, default=1.0),
    ),
    quantile=_quantile,
    mean=_mean,
    variance=_variance,
    support=_support,
    formula="loc + scale * ppf(u), ppf of the standard distribution with the given shapes",
    source="scipy.stats; Virtanen et al., Nature Methods 17 (2020) 261-272",
    examples=(
        {"name": "beta", "a": 2, "b": 5.5, "loc": 1.0, "scale": 4.0},
        {"name": "fisk", "args": (5.0,), "scale": 8.0},
        {"name": "poisson", "mu": 3.2, "scale": 0.5},
        {"name": "norm", "loc": 10.0},
    ),
    fault=_fault,
    further_parameters=_shape_parameters,
    named=_named,
)
