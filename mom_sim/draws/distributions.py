"""Distributions as values: one table of kinds, and ``Distribution``, a kind with its parameters.

Every draw inverts the distribution function at one uniform number. So a draw depends on its own
address alone, and two distributions read at the same uniforms give draws in the same order, which
is what makes comparisons between models paired.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from mom_sim.draws.closed_form_kinds import CLOSED_FORM_KINDS
from mom_sim.draws.distribution_kinds import (
    POSITIVE,
    DistributionError,
    DistributionKind,
    Domain,
    Floats,
    Parameter,
    Value,
)
from mom_sim.draws.empirical_kind import EMPIRICAL_KIND
from mom_sim.draws.kept_hash import KeptHash
from mom_sim.draws.scipy_kind import SCIPY_KIND

__all__ = [
    "DISTRIBUTION_KINDS",
    "Distribution",
    "DistributionError",
    "DistributionKind",
    "Domain",
    "Parameter",
    "distribution",
    "durations",
]

DISTRIBUTION_KINDS: Mapping[str, DistributionKind] = MappingProxyType(
    {kind.name: kind for kind in (*CLOSED_FORM_KINDS, EMPIRICAL_KIND, SCIPY_KIND)}
)
"""The table. Validation, printed documentation and tests go through it."""

_LONGEST = float(2**62)


@dataclass(frozen=True)
class Distribution(KeptHash):
    """A kind of the table with its parameters; immutable, hashable, and valid from birth.

    Attributes
    ----------
    kind : str
        A name in ``DISTRIBUTION_KINDS``.
    parameters : tuple of (str, value)
        In the order of the table, numbers as floats, defaults filled in: two distributions that
        mean the same compare equal.

    Raises
    ------
    DistributionError
        If the kind is unknown or a parameter is unknown, missing or outside its domain; all
        faults at once.
    """

    kind: str
    parameters: tuple[tuple[str, Value], ...]

    __hash__ = KeptHash.__hash__

    def __post_init__(self) -> None:
        """Check the parameters and bring them into their one canonical form."""
        canonical = _canonical_parameters(_record(self.kind), dict(self.parameters))
        object.__setattr__(self, "parameters", tuple(canonical.items()))

    def quantile(self, u: npt.ArrayLike) -> Floats:
        """Return the value that is not exceeded with probability u.

        Parameters
        ----------
        u : array_like of float
            Probabilities from 0 to 1.

        Returns
        -------
        ndarray of float64
            In the shape of u and the unit of the parameters; non-decreasing in u.

        Raises
        ------
        ValueError
            If a u is not a number from 0 to 1.

        Notes
        -----
        Source: inversion, Devroye, Non-Uniform Random Variate Generation (1986), section II.2.
        """
        # In one memory order, so that a draw does not depend on the array it is drawn in.
        probabilities = np.asarray(u, dtype=np.float64, order="C")
        if not ((probabilities >= 0.0) & (probabilities <= 1.0)).all():
            raise ValueError("u: allowed are numbers from 0 to 1")
        return np.asarray(_record(self.kind).quantile(probabilities, **dict(self.parameters)))

    def mean(self) -> float:
        """Return the mean, in the unit of the parameters; infinite or NaN where there is none."""
        return float(_record(self.kind).mean(**dict(self.parameters)))

    def variance(self) -> float:
        """Return the variance, in the unit squared; infinite or NaN where there is none."""
        return float(_record(self.kind).variance(**dict(self.parameters)))

    def support(self) -> tuple[float, float]:
        """Return the lowest and the highest possible value, in the unit of the parameters."""
        return _record(self.kind).support(**dict(self.parameters))

    def scaled(self, factor: float) -> Distribution:
        """Return the distribution of the values multiplied by a factor.

        Parameters
        ----------
        factor : float
            Above 0; a change of unit, or of how much work there is.

        Raises
        ------
        DistributionError
            If the factor is not above 0, or carries a parameter out of its domain.
        """
        multiplier = float(_read("scaled", "factor", POSITIVE, factor))  # type: ignore[arg-type]
        values = dict(self.parameters)
        for parameter in _parameters(_record(self.kind), values):
            if parameter.is_time and parameter.name in values:
                values[parameter.name] = _multiplied(values[parameter.name], multiplier)
        return Distribution(self.kind, tuple(values.items()))

    def describe(self) -> str:
        """Return the distribution as a person writes it, such as ``lognormal(mean=6, cv=0.8)``."""
        given = ", ".join(f"{name}={_shown(value)}" for name, value in self.parameters)
        return f"{self.kind}({given})"

    def __str__(self) -> str:
        """Return the same as ``describe``."""
        return self.describe()


def distribution(kind: str, /, **parameters: object) -> Distribution:
    """Make a distribution of the table.

    Parameters
    ----------
    kind : str
        A name in ``DISTRIBUTION_KINDS``.
    **parameters
        As the table says. For ``scipy``: ``name``, the shapes by their names (or a list of them as
        ``args``), ``loc`` and ``scale``.

    Returns
    -------
    Distribution
        Of the given parameters; times keep whatever unit they are given in.

    Raises
    ------
    DistributionError
        If the kind is unknown or a parameter is unknown, missing or outside its domain; all
        faults at once.
    """
    return Distribution(kind, tuple(parameters.items()))  # type: ignore[arg-type]


def durations(
    distribution: Distribution, u: npt.ArrayLike, factor: npt.ArrayLike = 1.0
) -> npt.NDArray[np.int64]:
    """Draw durations in whole microseconds.

    Parameters
    ----------
    distribution : Distribution
        Of times in microseconds.
    u : array_like of float
        Probabilities from 0 to 1.
    factor : array_like of float
        On each of them, before they are rounded; 1 changes nothing.

    Returns
    -------
    ndarray of int64, microseconds
        The quantiles at u, times the factor, rounded half to even.

    Raises
    ------
    DistributionError
        If a value is negative, not finite, or 2**62 microseconds (146,000 years) or more.
    ValueError
        If a u is not a number from 0 to 1.
    """
    values = distribution.quantile(u) * np.asarray(factor, dtype=np.float64)
    allowed = are_durations(values)
    if not allowed.all():
        first = values[~allowed].flat[0]
        raise DistributionError(
            f"{distribution.describe()} gives a duration of {first} microseconds; it has to be "
            "at least 0 and below 2**62 (146,000 years)"
        )
    return np.rint(values).astype(np.int64)


def are_durations(values: Floats) -> npt.NDArray[np.bool_]:
    """Tell which numbers of microseconds can be durations."""
    return np.asarray((values >= 0.0) & (values < _LONGEST))


def _record(kind: str) -> DistributionKind:
    """Look the kind up in the table."""
    record = DISTRIBUTION_KINDS.get(kind)
    if record is not None:
        return record
    close = get_close_matches(str(kind), DISTRIBUTION_KINDS, n=1)
    raise DistributionError(
        f"unknown distribution {kind!r}; allowed are {', '.join(DISTRIBUTION_KINDS)}"
        + (f"; did you mean {close[0]!r}?" if close else "")
    )


def _parameters(record: DistributionKind, given: Mapping[str, object]) -> tuple[Parameter, ...]:
    """Return the parameters that this distribution has: needed, dependent on others, defaulted."""
    needed = [parameter for parameter in record.parameters if parameter.default is None]
    defaulted = [parameter for parameter in record.parameters if parameter.default is not None]
    return (*needed, *record.further_parameters(given), *defaulted)


def _canonical_parameters(
    record: DistributionKind, given: Mapping[str, object]
) -> dict[str, Value]:
    """Check the parameters and bring them into the table's order and types."""
    named = record.named(given)
    known = {parameter.name: parameter for parameter in _parameters(record, named)}
    faults = [_unknown(record, name, known) for name in named if name not in known]
    canonical: dict[str, Value] = {}
    for name, parameter in known.items():
        if name in named:
            try:
                canonical[name] = _read(record.name, name, parameter.domain, named[name])
            except DistributionError as error:
                faults.extend(error.faults)
        elif parameter.default is not None:
            canonical[name] = parameter.default
        elif not parameter.optional:
            faults.append(
                f"{record.name}: {name} ({parameter.meaning}) is missing; it has to be "
                f"{parameter.domain.text}"
            )
    if not faults:
        fault = record.fault(canonical)
        faults = [f"{record.name}: {fault}"] if fault else []
    if faults:
        raise DistributionError(*faults)
    return canonical


def _unknown(record: DistributionKind, name: str, known: Mapping[str, Parameter]) -> str:
    close = get_close_matches(name, known, n=1)
    return f"{record.name}: unknown parameter {name!r}; allowed are {', '.join(known)}" + (
        f"; did you mean {close[0]!r}?" if close else ""
    )


def _read(where: str, name: str, domain: Domain, given: object) -> Value:
    """Read one value from its domain."""
    try:
        return domain.read(given)
    except (TypeError, ValueError, OverflowError) as error:
        hint = f"; {error}" if str(error).startswith("did you mean") else ""
        raise DistributionError(
            f"{where}: {name} is {given!r}; it has to be {domain.text}{hint}"
        ) from None


def _multiplied(value: Value, factor: float) -> Value:
    """Multiply a number or each of several; overflow is left to the domain to report."""
    if isinstance(value, tuple):
        return tuple(number * factor for number in value)
    return value if isinstance(value, str) else value * factor


def _shown(value: Value) -> str:
    """Print a value so that reading it back gives the same value."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return f"[{', '.join(_shown(number) for number in value)}]"
    return repr(value).removesuffix(".0")
