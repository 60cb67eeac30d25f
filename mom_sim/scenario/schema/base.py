"""What all parts of the human form have in common.

A form is strict: unknown keys are faults, text is no number. A form that may be written short
(``turnover: 17% per year``) expands the short spelling before it is read, so that everything
behind it sees one spelling only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    Tag,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import core_schema

from mom_sim.scenario.defaults import default_value
from mom_sim.scenario.quantities import QuantityError, shown

LONGEST_NAME = 60

_NAME = re.compile(r"[^\W\d_][\w-]*")
_RESERVED_NAMES = ("default", "all", "rest", "to", "every", "none", "scenario")
SHORT, LONG = "<short>", "<long>"
"""Tags of the spellings of a value; they stand in pydantic's locations and in no document."""


class Form(BaseModel):
    """A mapping with known keys.

    A subclass that has a short spelling names its JSON Schema in `short` and expands it in
    `expanded`.
    """

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        frozen=True,
        arbitrary_types_allowed=True,
        use_attribute_docstrings=True,
    )
    short: ClassVar[Mapping[str, Any] | None] = None

    @classmethod
    def expanded(cls, written: Any) -> Any:
        """Return the long spelling of what was written."""
        return written

    @model_validator(mode="before")
    @classmethod
    def _expand(cls, written: Any) -> Any:
        return cls.expanded(written)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Add the short spelling to the generated schema."""
        generated = handler(schema)
        if cls.short is None:
            return generated
        resolved = handler.resolve_ref_schema(generated)
        long = dict(resolved)
        resolved.clear()
        resolved.update({"anyOf": [dict(cls.short), long]})
        if "description" in long:
            resolved["description"] = long.pop("description")
        return generated


def default(path: str, **constraints: Any) -> Any:
    """Make a field whose default is a record of the table.

    Parameters
    ----------
    path : str
        Of the record.
    **constraints
        As for ``pydantic.Field``.

    Returns
    -------
    FieldInfo
    """
    value = default_value(path)
    if isinstance(value, dict | list):
        return Field(
            default_factory=lambda: default_value(path), validate_default=True, **constraints
        )
    return Field(default=value, validate_default=True, **constraints)


def _checked_name(written: str) -> str:
    if len(written) > LONGEST_NAME or not _NAME.fullmatch(written):
        raise QuantityError(
            f"{shown(written)} cannot be a name; names start with a letter, go on with letters, "
            f"digits, _ and -, and have at most {LONGEST_NAME} characters"
        )
    if written in _RESERVED_NAMES:
        raise QuantityError(f"{shown(written)} is a word of the format; choose another name")
    return written


def _as_list(written: Any) -> Any:
    return [written] if isinstance(written, str | dict) else written


Name = Annotated[
    str,
    AfterValidator(_checked_name),
    WithJsonSchema({"type": "string", "maxLength": LONGEST_NAME}),
]
"""What a person calls a thing of the scenario."""


class OneOrMore:
    """Annotation of a list in whose place a single text or form may stand."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Make a list of a single item before the list is read."""
        return core_schema.no_info_before_validator_function(_as_list, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Allow an item in place of a list of it."""
        listed = handler(schema)
        return {"anyOf": [listed["items"], listed]}


def _without_repeats(written: list[str]) -> list[str]:
    repeated = next((name for i, name in enumerate(written) if name in written[:i]), None)
    if repeated is not None:
        raise QuantityError(f"{shown(repeated)} stands here twice; name it once")
    return written


Names = Annotated[list[str], AfterValidator(_without_repeats), OneOrMore()]
"""One name or a list of different names."""

Text = Annotated[str, Field(max_length=10_000)]


def _is_mapping(written: Any) -> str:
    return LONG if isinstance(written, dict) else SHORT


def either(short: Any, long: Any) -> Any:
    """Return the type of a value that is a scalar (or list) or else a mapping.

    Parameters
    ----------
    short, long : type
        Of the one and of the other.

    Returns
    -------
    type
        Faults name the spelling that was chosen, not both.
    """
    return Annotated[
        Annotated[short, Tag(SHORT)] | Annotated[long, Tag(LONG)], Discriminator(_is_mapping)
    ]
