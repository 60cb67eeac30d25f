"""Every number of a typed form, with its path and whether it was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from mom_sim.scenario.marked_document import Path
from mom_sim.scenario.schema.campaigns import MONTHS, SeasonalityForm
from mom_sim.scenario.schema.sources import SourceForm

_NO_NUMBERS = ("format", "operating_model", "models")


@dataclass(frozen=True)
class Number:
    """A value that counts, lasts, costs or is dated.

    Attributes
    ----------
    path : Path
        In the long spelling of the human form.
    is_written : bool
        False for a default of the form.
    """

    path: Path
    is_written: bool


def numbers_of(form: BaseModel) -> Iterator[Number]:
    """Go through the numbers of a form, in the order of its fields.

    Parameters
    ----------
    form : BaseModel

    Yields
    ------
    Number
        Dates, weekly hours and meeting times are numbers; names, words and texts are not.
    """
    yield from _numbers(form, (), True)


def _numbers(value: Any, path: Path, is_written: bool) -> Iterator[Number]:
    if isinstance(value, BaseModel):
        yield from _of_form(value, path, is_written)
    elif isinstance(value, Mapping):
        for key, entry in value.items():
            yield from _numbers(entry, (*path, key), is_written)
    elif isinstance(value, list):
        for position, entry in enumerate(value):
            yield from _numbers(entry, (*path, position), is_written)
    elif not (value is None or isinstance(value, bool | str)):
        yield Number(path, is_written)


def _of_form(form: BaseModel, path: Path, is_written: bool) -> Iterator[Number]:
    if isinstance(form, SourceForm):
        return
    for name, info in type(form).model_fields.items():
        if not path and name in _NO_NUMBERS:
            continue
        if isinstance(form, SeasonalityForm) and name in MONTHS and not _has_months(form):
            continue
        written = is_written and name in form.model_fields_set
        yield from _numbers(getattr(form, name), (*path, info.alias or name), written)


def _has_months(form: SeasonalityForm) -> bool:
    return bool(form.model_fields_set.intersection(MONTHS))
