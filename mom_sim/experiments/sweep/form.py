"""What a person writes: the form of a sweep's file."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, PlainValidator, WithJsonSchema

from mom_sim.experiments.sweep.field_values import parse_values
from mom_sim.scenario.asked_numbers import LARGEST_SEED, MOST_REPLICATIONS
from mom_sim.scenario.quantities import QuantityError, shown
from mom_sim.scenario.schema.base import Form, Names, Text

MOST_POINTS = 100_000_000

GRID, LIST, ONE_AT_A_TIME = "grid", "list", "one_at_a_time"
LATIN_HYPERCUBE, SOBOL = "latin_hypercube", "sobol"
SAMPLED = (LATIN_HYPERCUBE, SOBOL)

DesignName = Literal["grid", "list", "one_at_a_time", "latin_hypercube", "sobol"]

_END = {"type": ["number", "string"]}
_VALUES_SCHEMA = WithJsonSchema(
    {
        "anyOf": [
            {"type": "array", "minItems": 1},
            {"type": "string", "pattern": "^[^:]+:[^:]+(:[^:]+)?$"},
            {
                "type": "object",
                "properties": {"low": _END, "high": _END, "step": _END},
                "required": ["low", "high"],
                "additionalProperties": False,
            },
        ]
    }
)


def _without_repeats(written: list[int]) -> list[int]:
    repeated = next((one for place, one in enumerate(written) if one in written[:place]), None)
    if repeated is not None:
        raise QuantityError(f"{shown(repeated)} stands here twice; name it once")
    return written


Seed = Annotated[int, Field(ge=0, le=LARGEST_SEED)]
# Any, and not `FieldValues`: what is written is of another type than what is read of it.
WrittenValues = Annotated[Any, PlainValidator(parse_values), _VALUES_SCHEMA]


class SweepForm(Form):
    """A sweep: one scenario at many points."""

    name: Text = ""
    """What the sweep is called; by default its file's name."""
    scenario: Text
    """Path of the scenario's file, from the folder of the sweep's file."""
    models: Names | None = Field(default=None, min_length=1)
    """Operating models by name, or all; by default the one that each point's scenario works in."""
    seeds: Annotated[list[Seed], Field(min_length=1), AfterValidator(_without_repeats)] | None = (
        None
    )
    """Seeds, each a point of its own; by default the one of each point's scenario."""
    replications: int | None = Field(default=None, ge=1, le=MOST_REPLICATIONS)
    """Replications of every point; by default those of each point's scenario."""
    design: DesignName = "grid"
    """Which combinations: all (grid), first with first and second with second (list), each value
    alone beside the scenario as written (one_at_a_time), or drawn (latin_hypercube, sobol)."""
    points: int | None = Field(default=None, ge=1, le=MOST_POINTS)
    """How many combinations are drawn; for latin_hypercube and sobol."""
    seed: Seed | None = None
    """Seed of the combinations that are drawn, 1 by default; not of the simulation."""
    vary: dict[str, WrittenValues] = Field(min_length=1)
    """Values by the path of a field, as `mom-sim sources` prints it, or by `surge`, the factor of a
    surge: a list, a range low:high:step, or anything between a low and a high."""
