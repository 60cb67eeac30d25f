"""The resolved scenario as plain data, as text, and as a hash. Deterministic and exact.

Order is kept everywhere, since the order of entries is the tie-break of all that follows. Numbers
are printed so that reading them back gives the same ones; times are whole microseconds.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

import yaml

from mom_sim.calendars.calendar import Calendar
from mom_sim.calendars.hours_of_day import format_hours
from mom_sim.calendars.weekly_hours import WeeklyHours
from mom_sim.draws.distributions import Distribution
from mom_sim.scenario.resolved import IF_GIVEN, OperatingModel, Scenario

HASH_BYTES = 32


def plain(resolved: Scenario | OperatingModel) -> dict[str, Any]:
    """Return a resolved scenario or operating model as mappings, lists and scalars.

    Parameters
    ----------
    resolved : Scenario or OperatingModel

    Returns
    -------
    dict
        Fit for JSON. Pairs of a name and a value become a mapping in their order, dates and hours
        become text.
    """
    return dict(_plain(resolved))


def resolved_json(resolved: Scenario | OperatingModel) -> str:
    """Return the canonical JSON: no spaces, order kept, one line.

    Parameters
    ----------
    resolved : Scenario or OperatingModel

    Returns
    -------
    str
    """
    return json.dumps(plain(resolved), ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def resolved_yaml(resolved: Scenario | OperatingModel) -> str:
    """Return the resolved form as YAML for people to read.

    Parameters
    ----------
    resolved : Scenario or OperatingModel

    Returns
    -------
    str
    """
    return yaml.dump(
        plain(resolved),
        Dumper=yaml.CSafeDumper,
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=None,
        width=100,
    )


def resolved_hash(resolved: Scenario | OperatingModel) -> str:
    """Return what identifies a resolved form: BLAKE2b of its canonical JSON.

    Parameters
    ----------
    resolved : Scenario or OperatingModel

    Returns
    -------
    str
        64 hexadecimal digits.

    Notes
    -----
    Source: BLAKE2b, RFC 7693.
    """
    content = resolved_json(resolved).encode("utf-8")
    return hashlib.blake2b(content, digest_size=HASH_BYTES).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Distribution):
        return {"kind": value.kind, **{k: _plain(v) for k, v in value.parameters}}
    if isinstance(value, Calendar):
        return _calendar(value)
    if isinstance(value, WeeklyHours):
        return str(value)
    if dataclasses.is_dataclass(value):
        named = _named_fields(value.__class__)
        return {
            f.name: _field(getattr(value, f.name), f.name in named)
            for f in dataclasses.fields(value)
            if not (f.metadata.get(IF_GIVEN) and getattr(value, f.name) == f.default)
        }
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


def _field(value: Any, is_named: bool) -> Any:
    return {name: _plain(item) for name, item in value} if is_named else _plain(value)


def _calendar(calendar: Calendar) -> Mapping[str, Any]:
    return {
        "name": calendar.name,
        "weekly": str(calendar.weekly),
        "time_zone": calendar.time_zone,
        "closed_dates": [day.isoformat() for day in sorted(calendar.closed_dates)],
        "special_days": {
            day.isoformat(): format_hours(spans) for day, spans in calendar.special_days.items()
        },
        "windows": [
            {"from": first.isoformat(), "to": last.isoformat(), "weekly": str(weekly)}
            for first, last, weekly in calendar.windows
        ],
    }


@cache
def _named_fields(kind: type) -> frozenset[str]:
    """Fields that hold pairs of a name and a value, each name once."""
    hints = get_type_hints(kind)
    return frozenset(name for name, hint in hints.items() if _is_named(hint))


def _is_named(hint: Any) -> bool:
    items = get_args(hint)
    if get_origin(hint) is not tuple or len(items) != 2 or items[1] is not Ellipsis:
        return False
    pair = get_args(items[0])
    return get_origin(items[0]) is tuple and len(pair) == 2 and pair[0] is str
