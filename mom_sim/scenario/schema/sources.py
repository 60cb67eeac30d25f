"""``sources``: where the numbers come from."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from mom_sim.scenario.schema.base import Form, Text


class SourceForm(Form):
    """Kind, quality and origin of the numbers at a path."""

    mark: Literal["FOUND", "COMPUTED", "ARTICLE", "REMEMBERED", "ASSUMED"]
    """Kind of evidence."""
    grade: Literal["A", "B", "C", "D"] | None = None
    """Quality: A peer-reviewed or official, B survey, C single case or vendor, D rule of thumb."""
    origin: Text = Field(alias="from")
    """Where it comes from."""
    range: list[str | int | float] | None = Field(default=None, min_length=2, max_length=2)
    """Lowest and highest plausible value."""
