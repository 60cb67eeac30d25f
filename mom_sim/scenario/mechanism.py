"""What a mechanism lets a person state: the record that all of its faces are driven from.

An operating model answers four questions; a mechanism is one part of an answer that may be there
or not, such as clarification loops or experts who are lent. Its record says under which question it
stands in YAML and what its parameters are; reading, checking, the JSON Schema, the sources, the
documentation and the conformance tests follow from the record. What it does to a plan stands in the
module of the same name in ``operating_models.mechanisms``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

QUESTIONS = ("who_does_the_work", "decision_rights", "coordination", "technology")
"""Parts of an operating model that mechanisms stand in."""


@dataclass(frozen=True)
class Parameter:
    """One value of a mechanism.

    Parameters
    ----------
    name : str
        Key in YAML.
    kind : str
        How it is written and read, a word of ``scenario.schema.mechanism_kinds.KINDS``; or
        ``a|b|c`` for one word of several.
    meaning : str
        One sentence, for the documentation and the JSON Schema.
    default : Any
        As a person would write it; holds when the mechanism is stated without the parameter.
    neutral : Any
        Value at which what the parameter is about changes nothing; all of a mechanism's together
        are as if it were not there. None where the parameter does not switch anything off.
    mark, grade, origin, range
        As in ``scenario.defaults``.
    """

    name: str
    kind: str
    meaning: str
    default: Any
    neutral: Any = None
    mark: str = "ASSUMED"
    grade: str = ""
    origin: str = ""
    range: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mechanism:
    """A part of an answer to one of the four questions.

    Parameters
    ----------
    name : str
        Key in YAML, and name of its two modules.
    question : str
        One of `QUESTIONS`.
    summary : str
        One sentence: what happens.
    source : str
        Where the mechanism is described.
    parameters : tuple of Parameter
    repeatable : bool
        Whether a list of several may be stated.
    once_per : tuple of str
        Parameters that list names, for a repeatable mechanism of which no two may be for the same:
        two collide that share a name in each of these parameters; an empty list means all names.
        Empty where several for the same make sense, as changes that add up or multiply do.
    """

    name: str
    question: str
    summary: str
    source: str
    parameters: tuple[Parameter, ...]
    repeatable: bool = False
    once_per: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Where it stands in an operating model."""
        return f"{self.question}.{self.name}"

    def default_path(self, parameter: Parameter) -> str:
        """Path of a parameter's record in the table of defaults."""
        return f"{self.path}{'.*' if self.repeatable else ''}.{parameter.name}"

    @property
    def neutral(self) -> dict[str, Any]:
        """The values that together change nothing, as written."""
        return {one.name: one.neutral for one in self.parameters if one.neutral is not None}


@dataclass(frozen=True)
class Settings:
    """A mechanism as an operating model states it, resolved.

    Attributes
    ----------
    mechanism : str
        Name of its record.
    values : tuple of (str, Any)
        Every parameter of the record, in its order.
    """

    mechanism: str
    values: tuple[tuple[str, Any], ...]

    def __getitem__(self, name: str) -> Any:
        """Value of a parameter.

        Raises
        ------
        KeyError
            If the mechanism has no such parameter.
        """
        return self._by_name[name]

    @cached_property
    def _by_name(self) -> dict[str, Any]:
        return dict(self.values)
