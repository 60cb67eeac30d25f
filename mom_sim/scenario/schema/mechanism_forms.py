"""Mechanisms as a person writes them: a form for each record, and the four parts they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Annotated, Any, ClassVar

from pydantic import ConfigDict, Field, create_model

from mom_sim.scenario.marked_document import Path
from mom_sim.scenario.mechanism import Mechanism, Parameter, Settings
from mom_sim.scenario.mechanisms import MECHANISMS
from mom_sim.scenario.schema.base import Form, OneOrMore, default
from mom_sim.scenario.schema.mechanism_kinds import kind_of

NONE = "none"
"""Short spelling of a mechanism that changes nothing."""


class MechanismForm(Form):
    """A mechanism; made from its record."""

    # Descriptions come from the record; looking for them in source text would take a second.
    model_config = ConfigDict(use_attribute_docstrings=False)
    short = MappingProxyType({"const": NONE})
    neutral: ClassVar[dict[str, Any]] = {}

    @classmethod
    def expanded(cls, written: Any) -> Any:
        """Return the neutral values for ``none``."""
        return dict(cls.neutral) if written == NONE else written


def _field(mechanism: Mechanism, parameter: Parameter) -> Any:
    if parameter.default is None:
        return Field(default=None, description=parameter.meaning)
    return default(mechanism.default_path(parameter), description=parameter.meaning)


def _type(parameter: Parameter) -> Any:
    read = kind_of(parameter.kind).type
    return read if parameter.default is not None else read | None


def _form(mechanism: Mechanism) -> type[MechanismForm]:
    name = "".join(part.capitalize() for part in mechanism.name.split("_"))
    fields: dict[str, Any] = {
        one.name: (_type(one), _field(mechanism, one)) for one in mechanism.parameters
    }
    form = create_model(
        f"{name}MechanismForm", __base__=MechanismForm, __doc__=mechanism.summary, **fields
    )
    form.neutral = mechanism.neutral
    return form


FORMS = MappingProxyType({name: _form(record) for name, record in MECHANISMS.items()})
"""Form of every mechanism, by name."""


def part(question: str) -> type[Form]:
    """Make the base of an operating model's part, with every mechanism that stands in it.

    Parameters
    ----------
    question : str
        One of the words of `scenario.mechanism.QUESTIONS`.
    """
    fields: dict[str, Any] = {}
    for name, record in MECHANISMS.items():
        if record.question == question:
            form: Any = FORMS[name]
            if record.repeatable:
                form = Annotated[list[form], OneOrMore()]
            fields[name] = (
                form | None,
                Field(default=None, description=f"{record.summary} Default: none."),
            )
    return create_model(f"{question.title().replace('_', '')}Mechanisms", __base__=Form, **fields)


def stated_in(model: Form) -> Iterator[tuple[Mechanism, Path, MechanismForm]]:
    """Go through the mechanisms that an operating model states.

    Parameters
    ----------
    model : OperatingModelForm

    Yields
    ------
    Mechanism
        In the order of the records.
    Path
        Where it stands.
    MechanismForm
    """
    for name, record in MECHANISMS.items():
        stated = getattr(getattr(model, record.question), name)
        path: Path = (record.question, name)
        if isinstance(stated, list):
            yield from ((record, (*path, position), one) for position, one in enumerate(stated))
        elif stated is not None:
            yield record, path, stated


def settings_of(mechanism: Mechanism, form: MechanismForm, reference_calendar: str) -> Settings:
    """Resolve a mechanism.

    Parameters
    ----------
    mechanism : Mechanism
    form : MechanismForm
    reference_calendar : str

    Returns
    -------
    Settings
        What is not stated and has no default is an empty tuple.
    """
    values = []
    for one in mechanism.parameters:
        written = getattr(form, one.name)
        kind = kind_of(one.kind)
        resolved = () if written is None else kind.resolve(written, reference_calendar)
        values.append((one.name, resolved))
    return Settings(mechanism.name, tuple(values))
