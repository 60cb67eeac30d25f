"""Tables of keys, printed from the forms that read a scenario."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo

from docs.making.value_words import words_of_value
from mom_sim.scenario.defaults import default_value
from mom_sim.scenario.mechanisms import MECHANISMS
from mom_sim.scenario.schema.base import Form
from mom_sim.scenario.schema.campaigns import MONTHS, SeasonalityForm

ONE_OR_LIST = (
    ("WhoDoesTheWorkForm", "queue_rule"),
    ("WhoDoesTheWorkForm", "agency"),
    ("GateRuleForm", "deciders"),
)
"""Lists that may be written as a single entry."""

MEANINGS = {
    ("DefectRiskForm", "kind"): "Work can be bad in this respect.",
    ("EventRiskForm", "kind"): "Something happens to a campaign.",
    ("SeasonalityForm", "jan"): "Factor on the rate in January.",
}

SPECIAL = {
    ("ScenarioForm", "format"): "`1`",
    ("ScenarioForm", "units"): "list of names, or mapping of name to [unit](#unit)",
    ("RoleForm", "skills"): "list of skills, or mapping of skill to speed, such as "
    "`{content: 100%, design: 40%}`",
    ("GateForm", "revise_probability"): "share, or list of shares, one a round",
    ("RunForm", "replications"): "whole number from 1",
    ("RunForm", "seed"): "whole number from 0",
    ("MeetingsForm", "every_weeks"): "whole number from 1 to 52",
    ("SurgeForm", "weeks"): "number above 0",
    ("TeamForm", "kinds"): "list of `lead`, `producer`, `platform`, `decider`; or `rest`; or `all`",
    ("AgencyForm", "kinds"): "list of `lead`, `producer`, `platform`, `decider`",
    ("OperatingModelForm", "pays_with"): "list of `lead`, `producer`, `platform`, `decider`",
    ("SourceForm", "range"): "list of two values, such as `[9% per year, 30% per year]`",
}
"""Types whose annotation says more to a program than to a person."""


def key_table(form: type[Form], titles: Mapping[type[Form], str]) -> list[str]:
    """Print the keys of a form.

    Parameters
    ----------
    form : type of Form
    titles : mapping of type to str
        Headings that other forms stand under, for links.

    Returns
    -------
    list of str
        Lines of Markdown.
    """
    lines = ["| key | type | default | meaning |", "| --- | --- | --- | --- |"]
    for key, info, hint in fields_of(form):
        if form is SeasonalityForm and key in MONTHS[1:]:
            continue
        place = (form.__name__, key)
        meaning, stated = _meaning(info)
        meaning = MEANINGS.get(place, meaning)
        default = _default(info) or stated
        type_ = SPECIAL.get(place) or words(hint, titles, example="`" not in default)
        if place in ONE_OR_LIST:
            type_ = f"one or a {type_}"
        name = "`, `".join(MONTHS) if key == MONTHS[0] else info.alias or key
        lines.append(f"| `{name}` | {_cell(type_)} | {_cell(default)} | {_cell(meaning)} |")
    if form.short is not None:
        lines += ["", f"Short: {_short(form)}."]
    return lines


def fields_of(form: type[Form]) -> Iterator[tuple[str, FieldInfo, Any]]:
    """Go through the fields of a form with their annotations as they are written.

    Mechanisms have a page of their own.
    """
    hints = get_type_hints(form, include_extras=True)
    for key, info in form.model_fields.items():
        if key not in MECHANISMS:
            yield key, info, hints[key]


def forms_in(hint: Any) -> Iterator[type[Form]]:
    """Go through the forms that an annotation names."""
    if isinstance(hint, type) and issubclass(hint, Form):
        yield hint
    elif words_of_value(hint) is None:
        for part in get_args(hint):
            yield from forms_in(part)


def words(hint: Any, titles: Mapping[type[Form], str], *, example: bool = True) -> str:
    """Put an annotation into words.

    Parameters
    ----------
    hint : type
    titles : mapping of type to str
    example : bool
        Whether values come with one.

    Returns
    -------
    str

    Raises
    ------
    KeyError
        If it contains a type that has no words.
    """
    value = words_of_value(hint)
    if value is not None:
        shown = value.shown_example if example else ""
        return f"{value.words}, such as `{shown}`" if shown else value.words
    origin, parts = get_origin(hint), get_args(hint)
    if isinstance(hint, type) and issubclass(hint, Form):
        return f"[{titles[hint].lower()}](#{anchor(titles[hint])})"
    if origin is Annotated:
        return words(parts[0], titles, example=example)
    if origin in (Union, UnionType):
        listed = [words(part, titles, example=example) for part in parts if part is not NoneType]
        return ", or ".join(dict.fromkeys(listed))
    if origin is Literal:
        return ", ".join(f"`{word}`" for word in parts)
    if isinstance(origin, type) and issubclass(origin, list):
        item = words(parts[0], titles, example=example)
        return f"list of {'names' if item == 'name' else item}"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        key = words(parts[0], titles, example=example)
        return f"mapping of {key} to {words(parts[1], titles, example=example)}"
    raise KeyError(f"no words for {hint}: add them to docs/making/value_words.py")


def anchor(title: str) -> str:
    """Return the anchor that a heading has on the usual hosts."""
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


def _meaning(info: FieldInfo) -> tuple[str, str]:
    """Split a description into what the key is and what its default is."""
    text = " ".join((info.description or "").split()).rstrip(".")
    meaning, _, stated = text.partition("; default ")
    return f"{meaning}.", stated


def _default(info: FieldInfo) -> str:
    if info.is_required():
        return "required"
    value = info.get_default(call_default_factory=True, validated_data={})
    if value is None or value in ("", [], {}):
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"`{text.replace('{currency}', default_value('currency'))}`"


def _short(form: type[Form]) -> str:
    short = form.short or {}
    if "const" in short:
        return f"`{short['const']}`"
    examples = [f"`{example}`" for example in short.get("examples", ())]
    return " or ".join(examples)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
