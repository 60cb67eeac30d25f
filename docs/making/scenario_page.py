"""The page `docs/scenario.md`, printed from the forms, the defaults and the distributions.

Write it anew with ``python -m docs.making.scenario_page > docs/scenario.md``. The examples are
parts of `docs/every_key.yaml`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from docs.making.form_tables import fields_of, forms_in, key_table
from docs.making.scenario_sections import SECTIONS, TITLES, Section
from mom_sim.draws.distributions import DISTRIBUTION_KINDS
from mom_sim.scenario.defaults import DEFAULTS, ROLE_KINDS, default_value
from mom_sim.scenario.mechanisms import MECHANISMS
from mom_sim.scenario.quantities import TIME_UNITS
from mom_sim.scenario.schema.base import Form
from mom_sim.scenario.schema.operating_model import OperatingModelForm
from mom_sim.scenario.schema.scenario import ScenarioForm
from mom_sim.scenario.schema.workflows import ErrorRatesForm

EXAMPLE = Path(__file__).parents[1] / "every_key.yaml"

_INTRODUCTION = """\
# The scenario format

Printed from the forms that read it; do not edit.

A scenario is one YAML file, in UTF-8: a complete study. `people` and `campaigns` have to be there;
everything else has a default. The smallest useful one is `scenarios/minimal.yaml`. The examples on
this page are parts of [every_key.yaml](every_key.yaml), which has every key at least once.

- **Strict.** An unknown key, a wrong unit, an impossible number, a name that is nowhere defined:
  each is a fault, and nothing is repaired silently. All faults are reported at once as
  `file:line:column: path: what is wrong; what is allowed`.
- **Data, never code.** Tags, executable expressions and paths outside the scenario's folder are
  refused, as are documents above 2 MB or nested deeper than 50 levels.
- **Words stay words.** `no`, `on` and `10:00` are text; only `true` and `false` are truth values. A
  value with a comma needs quotes within `{ }` and `[ ]`.
- **Order counts** where it breaks ties: units, roles, types and steps rank as they stand in the
  file.
- `mom-sim validate` checks a file, `mom-sim resolve` prints it with every default applied, `mom-sim
  sources` says where each number comes from, `mom-sim schema` prints the JSON Schema, which gives
  completion in editors.

```console
$ mom-sim validate docs/every_key.yaml
docs/every_key.yaml: no faults; look at:
...
$ mom-sim schema > scenario.schema.json
```
"""

_VALUES = """\
## How values are written

| value | examples | says |
| --- | --- | --- |
| time | `6h`, `3 weeks` | by the clock on the wall |
| working time | `2 working days`, `4 working hours` | passes only while the calendar is open |
| work | `6h`, `30 min`, `2 working days` | hands-on; a working day is `hours_per_day` of it |
| rate | `400 per year`, `2 per week`, `0.8 per h` | a year has 365.25 days |
| share | `60%`, `0.6` | from 0 to 1 |
| share per year | `17% per year` | a hazard, for each person |
| money | `85 USD/hour`, `85k USD/year`, `1.2M USD` | in the scenario's own currency |
| date | `2026-10-05`, `2026-10-05 14:30` | local time of the reference calendar |
| time from the start | `20 weeks` | in place of a date |
| weekly hours | `{mon-fri: "09:00-17:00"}`, `always` | also lists of hours for one day |
| name | `north`, `brand_review` | a letter, then letters, digits, `_`, `-`; at most 60 |
"""

_DISTRIBUTIONS = """\
### Random values

Where a table below says "fixed or random", one of these may stand in place of a single value. The
parameters that are times carry units: `lognormal(mean=6h, cv=0.8)`. A time must not be able to fall
below zero. Every draw inverts the distribution at one addressed uniform number u
([methods](methods.md#distributions)).
"""

_DEFAULTS = """\
## Every default, and where it comes from

Nothing is assumed that is not in this table. Marks: FOUND (read in the named source), COMPUTED
(from found figures), ARTICLE, REMEMBERED (to be checked), ASSUMED (our choice). Grades: A
peer-reviewed or official, B survey with its sample size, C vendor or single case, D rule of thumb.
"DOMAIN" is [DOMAIN.md](DOMAIN.md), the evidence that the project started from. `[...]` names the
skill or case it is for.
"""


def scenario_page() -> str:
    """Print the page.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If a form of the format stands under no heading, or a part of the example is shown nowhere.
    """
    example = _parts_of_example()
    _check_complete(example)
    lines = [*_INTRODUCTION.splitlines(), ""]
    lines += [*_VALUES.splitlines(), "", *_units_of_time(), ""]
    lines += [*_DISTRIBUTIONS.splitlines(), "", *_distributions(), ""]
    for section in SECTIONS:
        lines += _section(section, example)
    lines += [*_DEFAULTS.splitlines(), "", *_defaults()]
    return "\n".join(lines).rstrip() + "\n"


def every_form() -> list[type[Form]]:
    """List every form of the format, from the outside in."""
    found: list[type[Form]] = []
    pending: list[type[Form]] = [ScenarioForm, OperatingModelForm]
    while pending:
        form = pending.pop(0)
        if form not in found:
            found.append(form)
            pending += [inner for _, _, hint in fields_of(form) for inner in forms_in(hint)]
    return found


def _section(section: Section, example: dict[str, list[str]]) -> Iterator[str]:
    yield f"## {section.title}"
    yield ""
    yield from section.text.strip().splitlines()
    yield ""
    if section.keys:
        yield "```yaml"
        for key in section.keys:
            yield from example[key]
        yield "```"
        yield ""
    for form in section.forms:
        if TITLES[form] != section.title:
            yield f"### {TITLES[form]}"
            yield ""
        if form is ErrorRatesForm:
            yield from _error_rates()
        else:
            yield from key_table(form, TITLES) if any(fields_of(form)) else ()
        yield from _mechanisms_of(form)
        yield ""
        if form in section.notes:
            yield from section.notes[form].strip().splitlines()
            yield ""
    if section.title == "People":
        yield from _role_kinds()
        yield ""


def _mechanisms_of(form: type[Form]) -> Iterator[str]:
    """Links to the mechanisms that stand in a part of an operating model."""
    names = [f"[`{key}`](mechanisms.md#{key})" for key in form.model_fields if key in MECHANISMS]
    if names:
        yield ""
        yield f"Mechanisms that may stand here: {', '.join(names)}."


def _parts_of_example() -> dict[str, list[str]]:
    """Cut the example at its top-level keys; blank lines and comments between them are left out."""
    parts: dict[str, list[str]] = {}
    for line in EXAMPLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith((" ", "#")):
            parts[line.split(":")[0]] = [line]
        elif line.startswith(" "):
            parts[next(reversed(parts))].append(line)
    return parts


def _check_complete(example: dict[str, list[str]]) -> None:
    shown = [key for section in SECTIONS for key in section.keys]
    if sorted(shown) != sorted(example):
        raise ValueError(f"shown once: {sorted(shown)}; in the example: {sorted(example)}")
    covered = {form for section in SECTIONS for form in section.forms}
    left = [form.__name__ for form in every_form() if form not in TITLES]
    left += [form.__name__ for form in TITLES.keys() - covered if not _is_rates(form)]
    if left:
        raise ValueError(f"no heading in docs/making/scenario_sections.py for {left}")


def _is_rates(form: type[Form]) -> bool:
    return form in [inner for _, _, hint in fields_of(ErrorRatesForm) for inner in forms_in(hint)]


def _error_rates() -> Iterator[str]:
    """One line for each kind of decider, for their forms differ in the defaults alone."""
    yield "| decider | meaning | default `false_reject` | default `false_accept` |"
    yield "| --- | --- | --- | --- |"
    for name, info in ErrorRatesForm.model_fields.items():
        rates = [
            default_value(f"workflows.*.steps.*.gate.error_rates.{name}.{kind}")
            for kind in ("false_reject", "false_accept")
        ]
        yield f"| `{name}` | {info.description} | `{rates[0]}` | `{rates[1]}` |"
    yield ""
    yield "`false_reject` is the share of good work that is sent back, `false_accept` the share of"
    yield "bad work that passes; a gate without `checks` errs in neither way."


def _role_kinds() -> Iterator[str]:
    yield "Kinds by well-known role names; other roles are `producer` unless they say otherwise:"
    yield ""
    yield "| role | kind |"
    yield "| --- | --- |"
    for role, kind in ROLE_KINDS.items():
        yield f"| `{role}` | `{kind}` |"


def _units_of_time() -> Iterator[str]:
    listed = "; ".join(
        f"{unit.name} ({', '.join(f'`{spelling}`' for spelling in unit.spellings)})"
        for unit in TIME_UNITS
    )
    yield f"Units of time: {listed}."
    yield "Months are refused, because they differ in length; years occur only in rates."


def _distributions() -> Iterator[str]:
    yield "| kind | for | parameters |"
    yield "| --- | --- | --- |"
    for kind in DISTRIBUTION_KINDS.values():
        parameters = "; ".join(f"`{p.name}`: {p.meaning}" for p in kind.parameters)
        yield f"| `{kind.name}` | {kind.sentence} | {parameters} |"


def _defaults() -> Iterator[str]:
    yield "| path | default | mark | grade | where it comes from | plausible |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for record in DEFAULTS.values():
        value = _text(record.value)
        span = " to ".join(_text(end) for end in record.range)
        cells = (f"`{record.path}`", value, record.mark, record.grade, record.origin, span)
        yield f"| {' | '.join(cells)} |"


def _text(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = text.replace("{currency}", default_value("currency"))
    return f"`{text}`" if text and text != "{}" else ""


if __name__ == "__main__":
    sys.stdout.write(scenario_page())
