"""A simulated event log as XES, the standard of process-mining tools.

Source: IEEE Std 1849-2016 for the structure and the extensions Concept, Lifecycle, Organizational,
Time and Cost. Elements stand in no namespace, as in the standard's schema.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.sax.saxutils import quoteattr

import pandas as pd

from mom_sim.calibration.interchange.csv_log import time_texts
from mom_sim.calibration.interchange.instances import activity_names

VERSION = "1849.2016"
EXTENSIONS = (
    ("Concept", "concept"),
    ("Lifecycle", "lifecycle"),
    ("Organizational", "org"),
    ("Time", "time"),
    ("Cost", "cost"),
)
_GLOBALS = (
    ("trace", (("string", "concept:name", "UNKNOWN"),)),
    (
        "event",
        (
            ("string", "concept:name", "UNKNOWN"),
            ("string", "lifecycle:transition", "complete"),
            ("date", "time:timestamp", "1970-01-01T00:00:00.000+00:00"),
        ),
    ),
)
_CLASSIFIERS = (
    ("Activity", "concept:name"),
    ("ActivityAndLifecycle", "concept:name lifecycle:transition"),
)
# What XML 1.0 cannot hold, even escaped.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xes_text(
    instances: pd.DataFrame, *, name: str, currency: str, provenance: Mapping[str, object]
) -> str:
    """Write activity instances as XES.

    Parameters
    ----------
    instances : DataFrame
        As of `activity_instances`.
    name : str
        Of the log.
    currency : str
        Code of the costs.
    provenance : mapping
        Of the run; written as attributes of the log.

    Returns
    -------
    str
        A trace a case, by its first start; in it two events an instance, ``start`` and
        ``complete``, by time. What has not ended has no ``complete``.
    """
    return "\n".join(_lines(instances, name, currency, provenance)) + "\n"


def _lines(
    instances: pd.DataFrame, name: str, currency: str, provenance: Mapping[str, object]
) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<log xes.version="{VERSION}" xes.features="">'
    for title, prefix in EXTENSIONS:
        uri = f"http://www.xes-standard.org/{prefix}.xesext"
        yield f'  <extension name="{title}" prefix="{prefix}" uri="{uri}"/>'
    for scope, attributes in _GLOBALS:
        yield f'  <global scope="{scope}">'
        yield from (_attribute(*one, indent=4) for one in attributes)
        yield "  </global>"
    for title, keys in _CLASSIFIERS:
        yield f'  <classifier name="{title}" scope="event" keys="{keys}"/>'
    yield _attribute("string", "concept:name", name, indent=2)
    yield _attribute("string", "lifecycle:model", "standard", indent=2)
    for key, value in provenance.items():
        kind = "int" if isinstance(value, int) else "string"
        yield _attribute(kind, f"mom_sim:{key}", value, indent=2)
    starts, ends = time_texts(instances["start"]), time_texts(instances["end"])
    names = activity_names(instances)
    table = instances.assign(start_text=starts, end_text=ends, activity=names)
    for case, rows in table.groupby("case", sort=False):
        yield "  <trace>"
        yield _attribute("string", "concept:name", case, indent=4)
        first = rows.iloc[0]
        yield _attribute("string", "campaign_type", first["type"], indent=4)
        yield _attribute("string", "unit", first["unit"], indent=4)
        yield from _cost(rows["cost"].sum(), currency, indent=4)
        yield from _events(rows.to_dict("records"), currency)
        yield "  </trace>"
    yield "</log>"


def _events(rows: Iterable[Mapping[Any, Any]], currency: str) -> Iterator[str]:
    """Events of a case by time; at one instant in the order of instances, starts before ends."""
    events = []
    for number, row in enumerate(rows):
        events.append((row["start_text"], number, 0, row))
        if row["end_text"]:
            events.append((row["end_text"], number, 1, row))
    for instant, number, is_end, row in sorted(events, key=lambda one: one[:3]):
        yield "    <event>"
        yield _attribute("string", "concept:name", row["activity"], indent=6)
        yield _attribute("string", "concept:instance", str(number + 1), indent=6)
        transition = "complete" if is_end else "start"
        yield _attribute("string", "lifecycle:transition", transition, indent=6)
        yield _attribute("date", "time:timestamp", instant, indent=6)
        for key, column in (("org:resource", "resource"), ("org:role", "role")):
            if row[column] is not None:
                yield _attribute("string", key, row[column], indent=6)
        if row["team"] is not None:
            yield _attribute("string", "org:group", row["team"], indent=6)
        yield _attribute("string", "instance_kind", row["kind"], indent=6)
        yield _attribute("int", "attempt", row["attempt"], indent=6)
        if is_end:
            yield _attribute("string", "outcome", row["outcome"], indent=6)
            yield from _cost(row["cost"], currency, indent=6)
        yield "    </event>"


def _cost(amount: float, currency: str, *, indent: int) -> Iterator[str]:
    yield _attribute("float", "cost:total", round(float(amount), 4), indent=indent)
    yield _attribute("string", "cost:currency", currency, indent=indent)


def _attribute(kind: str, key: str, value: object, *, indent: int) -> str:
    text = quoteattr(_NO_XML.sub("\ufffd", str(value)))
    return f'{" " * indent}<{kind} key="{key}" value={text}/>'
