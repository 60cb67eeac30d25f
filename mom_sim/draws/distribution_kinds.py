"""What a record of the table of distributions holds, and the domains that parameters come from.

The records themselves are in ``closed_form_kinds``, ``empirical_kind`` and ``scipy_kind``; the
table is put together in ``distributions``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from numbers import Real

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Value = float | str | tuple[float, ...]
Values = Mapping[str, Value]

# Products of three parameters stay finite below this; nobody's effort comes near it.
_LARGEST = 1e100


class DistributionError(ValueError):
    """A distribution that cannot be: unknown, or with parameters outside their domain.

    Parameters
    ----------
    *faults : str
        One message per fault: what is wrong and what is allowed.
    """

    @property
    def faults(self) -> tuple[str, ...]:
        """Return the faults, one message each."""
        return tuple(str(fault) for fault in self.args)

    def __str__(self) -> str:
        """Return all faults in one line."""
        return "; ".join(self.faults)


@dataclass(frozen=True)
class Domain:
    """A set of allowed values.

    Attributes
    ----------
    text : str
        The values it allows, to complete "it has to be ...".
    read : callable
        Turns what was given into the value in its one canonical type (float, text or tuple of
        floats), or raises ``ValueError`` or ``TypeError``.
    """

    text: str
    read: Callable[[object], Value]


@dataclass(frozen=True)
class Parameter:
    """One parameter of a distribution.

    Attributes
    ----------
    name, meaning : str
        What it is called and what it is.
    domain : Domain
        The values it may take.
    is_time : bool
        True if it is in the unit of the values drawn, and so grows with ``scaled``; False for a
        pure number or a name.
    default : optional
        Its value where it is left out; None means that it has to be given.
    optional : bool
        True if it may be left out without a default taking its place.
    """

    name: str
    meaning: str
    domain: Domain
    is_time: bool
    default: Value | None = None
    optional: bool = False


def no_fault(values: Values) -> str | None:
    """Find nothing wrong: for kinds whose parameters do not depend on each other."""
    return None


def no_further_parameters(given: Mapping[str, object]) -> tuple[Parameter, ...]:
    """Allow no parameters beyond the listed ones."""
    return ()


def as_given(given: Mapping[str, object]) -> Mapping[str, object]:
    """Leave the parameters as they were given."""
    return given


@dataclass(frozen=True)
class DistributionKind:
    """A record of the table: one family of distributions.

    The callables take the parameters by name; ``u`` is an array of float64 from 0 to 1.

    Attributes
    ----------
    name : str
        What a scenario calls it.
    sentence : str
        What it is for.
    parameters : tuple of Parameter
        In the order in which they are written.
    quantile : callable
        ``quantile(u, **parameters)``: the smallest value whose probability of not being exceeded
        is at least u. Non-decreasing in u, so that draws from shared uniforms stay ordered.
    mean, variance, support : callable
        Of the parameters: float, float (the unit squared), and (lowest, highest) possible value.
    formula, source : str
        The quantile function in print, and where it comes from.
    examples : tuple of dict
        Parameters that the tests and the printed documentation use, awkward ones among them.
    fault : callable
        What is wrong with parameters that are each in their domain, or None.
    further_parameters : callable
        Records of the parameters that depend on what was given (the shapes of a SciPy name).
    named : callable
        Gives parameters that came by position their names.
    coefficients, by_coefficients : callable, optional
        `quantile` in two steps, for several distributions at once: the numbers that a formula
        needs, from the parameters, and ``by_coefficients(u, *numbers)``, where each of the
        numbers is an array like u.
    """

    name: str
    sentence: str
    parameters: tuple[Parameter, ...]
    quantile: Callable[..., Floats]
    mean: Callable[..., float]
    variance: Callable[..., float]
    support: Callable[..., tuple[float, float]]
    formula: str
    source: str
    examples: tuple[dict[str, object], ...]
    fault: Callable[[Values], str | None] = no_fault
    further_parameters: Callable[[Mapping[str, object]], tuple[Parameter, ...]] = (
        no_further_parameters
    )
    named: Callable[[Mapping[str, object]], Mapping[str, object]] = as_given
    coefficients: Callable[..., tuple[float, ...]] | None = None
    by_coefficients: Callable[..., Floats] | None = None


def read_number(given: object) -> float:
    """Read a finite number of at most 1e100 in size; True, text and the like are none."""
    if isinstance(given, bool | np.bool_) or not isinstance(given, Real):
        raise TypeError("not a number")
    number = float(given)
    if not abs(number) <= _LARGEST:
        raise ValueError("not finite, or too large")
    return number


def read_numbers(given: object) -> tuple[float, ...]:
    """Read a list of at least one finite number."""
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise TypeError("not a list")
    numbers = tuple(read_number(number) for number in given)
    if not numbers:
        raise ValueError("empty")
    return numbers


def between(low: float, high: float, text: str) -> Domain:
    """Return the domain of the numbers from ``low`` to ``high``, both included."""

    def read(given: object) -> float:
        number = read_number(given)
        if not low <= number <= high:
            raise ValueError("outside its range")
        return number

    return Domain(text, read)


ANY_NUMBER = Domain("a finite number, at most 1e100 in size", read_number)
POSITIVE = between(math.ulp(0.0), _LARGEST, "a number above 0, at most 1e100")
