"""Where every number of a scenario comes from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from mom_sim.scenario.context import Context
from mom_sim.scenario.defaults import Default, find_default
from mom_sim.scenario.marked_document import MarkedDocument, Path, part_of, path_text
from mom_sim.scenario.numbers_of import Number, numbers_of
from mom_sim.scenario.operating_model import known_bases
from mom_sim.scenario.schema.sources import SourceForm
from mom_sim.scenario.source_pattern import closest
from mom_sim.scenario.study import Study

if TYPE_CHECKING:
    from mom_sim.scenario.loading import LoadedScenario

STATED = "STATED"
"""Mark of a number that a scenario writes without saying where it comes from."""


@dataclass(frozen=True)
class SourceRow:
    """Where one number comes from.

    Attributes
    ----------
    path : str
        In the long spelling of the human form, such as ``people.design.turnover.rate``.
    value : str
        As it is written, or as the table of defaults writes it.
    mark : str
        FOUND, COMPUTED, ARTICLE, REMEMBERED, ASSUMED, or STATED.
    grade : str
        A to D, or empty.
    origin : str
        Source of a number; for a default, that it is one.
    range : tuple of str
        Lowest and highest plausible value, or empty.
    """

    path: str
    value: str
    mark: str
    grade: str
    origin: str
    range: tuple[str, ...]


def sources_of(
    loaded: LoadedScenario, archetypes: Mapping[str, MarkedDocument] | None = None
) -> list[SourceRow]:
    """List the origin of every number of a scenario and of the models that it names.

    Parameters
    ----------
    loaded : LoadedScenario
    archetypes : mapping of str to MarkedDocument, optional
        Without them, models that are based on one are left out.

    Returns
    -------
    list of SourceRow
        In the order of the format; the paths of models start with ``models.`` and their name.
    """
    from mom_sim.scenario.surroundings import surroundings_of_scenario

    rows = list(loaded.sources)
    context = surroundings_of_scenario(loaded.scenario).context
    choices = {loaded.operating_model.name: loaded.operating_model, **loaded.models}
    bases = known_bases(loaded.models, archetypes or {})
    for name, choice in choices.items():
        if not choice.base or choice.base in bases:
            rows += model_sources(choice.merged(bases), context, ("models", name))
    return rows


def model_sources(document: MarkedDocument, context: Context, prefix: Path = ()) -> list[SourceRow]:
    """List the origin of every number of a whole operating model.

    Parameters
    ----------
    document : MarkedDocument
        The model, with any base already merged.
    context : Context
    prefix : Path
        Put before every path.

    Returns
    -------
    list of SourceRow
    """
    from mom_sim.scenario.schema.operating_model import OperatingModelForm

    form = OperatingModelForm.model_validate(document.data, context=context)
    table = _Table(document, document.data, {}, form.sources, context.currency)
    return [table.row(number, prefix) for number in numbers_of(form)]


def scenario_sources(study: Study, calendar_rows: int) -> tuple[SourceRow, ...]:
    """List the origin of every number of a scenario without faults.

    Parameters
    ----------
    study : Study
    calendar_rows : int
        Number of campaigns in the campaign calendar.

    Returns
    -------
    tuple of SourceRow
    """
    form = study.form
    table = _Table(
        study.document, study.filled.data, study.filled.inserted, form.sources, form.currency
    )
    rows = [table.row(number) for number in numbers_of(form)]
    for name, calendar in form.calendars.items():
        if calendar.holidays is not None:
            where = " ".join(
                filter(None, (calendar.holidays.country, calendar.holidays.subdivision))
            )
            origin = f"public holidays by the Python library holidays {version('holidays')}"
            path = path_text(("calendars", name, "holidays"))
            rows.append(SourceRow(path, where, "FOUND", "C", origin, ()))
    if form.campaign_calendar is not None:
        number = Number(("campaign_calendar", "file"), True)
        row = table.row(number)
        origin = row.origin or f"{calendar_rows:,} campaigns with their dates, values and efforts"
        rows.append(SourceRow(row.path, row.value, row.mark, row.grade, origin, row.range))
    return tuple(rows)


@dataclass(frozen=True)
class _Table:
    """What is known about the numbers of one document."""

    document: MarkedDocument
    completed: Mapping[str, Any]
    inserted: Mapping[Path, Default]
    sources: Mapping[str, SourceForm]
    currency: str

    def row(self, number: Number, prefix: Path = ()) -> SourceRow:
        """Say where a number comes from."""
        spelled = _as_spelled(self.document.data, number.path)
        path = path_text((*prefix, *spelled))
        record = self._default(number)
        pattern = closest(self.sources, spelled)
        if record is not None and pattern is not None and pattern.endswith("*"):
            pattern = None  # said of what is written; what is left out has a source of its own
        value = self._value(number, spelled, record)
        if pattern is not None:
            source = self.sources[pattern]
            span = tuple(map(str, source.range or ()))
            return SourceRow(path, value, source.mark, source.grade or "", source.origin, span)
        if record is None:
            return SourceRow(path, value, STATED, "", "", ())
        origin = f"default: {record.origin}"
        span = tuple(map(self._text, record.range))
        return SourceRow(path, value, record.mark, record.grade, origin, span)

    def _default(self, number: Number) -> Default | None:
        for length in range(len(number.path), 0, -1):
            if number.path[:length] in self.inserted:
                return self.inserted[number.path[:length]]
        return None if number.is_written else find_default(number.path)

    def _value(self, number: Number, path: Path, record: Default | None) -> str:
        if record is not None and number.path not in self.inserted and not number.is_written:
            outside = len(record.path.split("."))
            inner = part_of(record.value, number.path[outside:])
            return self._text(record.value if inner is None else inner)
        written = part_of(self.completed, path)
        while written is None and path:
            path = path[:-1]
            written = part_of(self.completed, path)
        return self._text(written)

    def _text(self, value: Any) -> str:
        if isinstance(value, str):
            return value.replace("{currency}", self.currency)
        return json.dumps(value, ensure_ascii=False)


def _as_spelled(data: Any, path: Path) -> Path:
    """Leave out the position of a mapping that stands where a list may stand."""
    spelled: list[str | int] = []
    for part in path:
        if isinstance(part, int) and isinstance(data, Mapping):
            continue
        data = part_of(data, (part,))
        spelled.append(part)
    return tuple(spelled)
