"""Meetings of deciders, in gates and in operating models."""

from __future__ import annotations

from collections.abc import Iterator

from mom_sim.scenario.marked_document import Path
from mom_sim.scenario.schema.meetings import MeetingsForm


def meetings_are_sound(form: MeetingsForm) -> Iterator[tuple[Path, str]]:
    """Find what contradicts itself in the times of meetings.

    Parameters
    ----------
    form : MeetingsForm

    Yields
    ------
    tuple of (Path, str)
        Path within the form, and what is wrong.
    """
    if form.on is None and form.every is None:
        yield (), 'no time is given; write on: {tue: "10:00"} or every: 5h'
    if form.on is not None and form.every is not None:
        yield ("every",), "on and every both stand here; give one of the two"
    if form.on is None and form.every is not None and "every_weeks" in form.model_fields_set:
        yield ("every_weeks",), "every_weeks goes with days in on; leave it out with every"
