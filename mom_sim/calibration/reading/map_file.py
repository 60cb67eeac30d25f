"""The file of ``--map``: which column says what."""

from __future__ import annotations

import zoneinfo
from pathlib import Path
from typing import Any

from mom_sim.calibration.reading.column_mapping import LAYOUT_NAMES, ROLES, ColumnMapping
from mom_sim.errors import Fault, ScenarioError
from mom_sim.scenario.marked_document import MarkedDocument
from mom_sim.scenario.quantities import did_you_mean
from mom_sim.scenario.yaml_reader import read_document

_OTHERS = ("layout", "time_zone", "date_format", "ignore")


def read_mapping(path: str | Path) -> ColumnMapping:
    """Read which column says what.

    Parameters
    ----------
    path : str or Path
        YAML: roles with names of columns, and ``layout``, ``time_zone``, ``date_format``,
        ``ignore``.

    Returns
    -------
    ColumnMapping

    Raises
    ------
    ScenarioError
        With every fault of the file.
    """
    document = read_document(path)
    faults: list[Fault] = []
    allowed = (*ROLES, *_OTHERS)
    values: dict[str, Any] = {}
    for key, value in document.data.items():
        if key not in allowed:
            message = (
                f'unknown key "{key}"; allowed are {", ".join(allowed)}'
                f"{did_you_mean(str(key), allowed)}"
            )
            faults.append(_fault(document, key, message))
        elif key == "ignore":
            names = [value] if isinstance(value, str) else value
            if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
                faults.append(_fault(document, key, "expected a list of activities, all text"))
            else:
                values[key] = tuple(names)
        elif not isinstance(value, str) or not value:
            quotes = f', such as "{value}"' if isinstance(value, int | float) else ""
            faults.append(_fault(document, key, f"expected text{quotes}, got {value!r}"))
        else:
            values[key] = value
    if values.get("layout", "generic") not in LAYOUT_NAMES:
        message = f"no layout {values['layout']!r}; allowed are {', '.join(LAYOUT_NAMES)}"
        faults.append(_fault(document, "layout", message))
    if "time_zone" in values and not is_time_zone(values["time_zone"]):
        message = (
            f"no time zone {values['time_zone']!r}; give a name of the IANA database, such as "
            "Europe/Berlin"
        )
        faults.append(_fault(document, "time_zone", message))
    if faults:
        raise ScenarioError(faults)
    return ColumnMapping(
        {role: values[role] for role in ROLES if role in values},
        values.get("time_zone"),
        values.get("date_format"),
        values.get("layout"),
        values.get("ignore", ()),
    )


def is_time_zone(name: str) -> bool:
    """Tell whether the IANA database has a time zone of this name."""
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _fault(document: MarkedDocument, key: Any, message: str) -> Fault:
    return document.fault((key,), message, at_key=True)
