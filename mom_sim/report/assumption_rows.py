"""Where the numbers come from, as far as the material knows."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from mom_sim.report.material import Material

if TYPE_CHECKING:
    from mom_sim.scenario.sources import SourceRow


def assumption_rows(material: Material) -> tuple[SourceRow, ...]:
    """List the origin of every number of the study and of the compared models.

    Parameters
    ----------
    material : Material

    Returns
    -------
    tuple of SourceRow
        Empty without a study: a result does not carry them along.
    """
    return _rows(material)


@lru_cache(maxsize=4)
def _rows(material: Material) -> tuple[SourceRow, ...]:
    if material.study is None:
        return ()
    from mom_sim.operating_models.library import archetype_documents
    from mom_sim.scenario.sources import sources_of

    shown = {one.model for one in material.comparison.results} if material.comparison else None
    return tuple(
        row
        for row in sources_of(material.study.loaded, archetype_documents())
        if shown is None or not row.path.startswith("models.") or row.path.split(".")[1] in shown
    )
