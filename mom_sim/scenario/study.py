"""A scenario between reading and resolving: what checks of meaning look at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mom_sim.errors import Fault
from mom_sim.scenario.context import Context
from mom_sim.scenario.filling import Filled
from mom_sim.scenario.marked_document import MarkedDocument, Path
from mom_sim.scenario.quantities import did_you_mean
from mom_sim.scenario.schema.scenario import ScenarioForm
from mom_sim.scenario.validating import Validated


@dataclass(frozen=True)
class Study:
    """A scenario that could be read, with what it takes to say where something stands.

    Attributes
    ----------
    form : ScenarioForm
        Every default filled in.
    document : MarkedDocument
        As it was written.
    filled : Filled
        What was put in by rule.
    context : Context
    validated : Validated
        Which parts had to be taken out.
    """

    form: ScenarioForm
    document: MarkedDocument
    filled: Filled
    context: Context
    validated: Validated[ScenarioForm]

    @property
    def end(self) -> int:
        """Return the instant at which nothing is followed any more, in microseconds."""
        return self.form.run.horizon + self.form.run.follow_up

    def fault(self, path: Path, message: str, *, at_key: bool = False) -> Fault:
        """Make a fault at a part of the document."""
        return self.document.fault(path, message, at_key=at_key)

    def written(self, path: Path) -> object:
        """Return what stands at a path, or at the nearest part around it."""
        return self.document.part(self.document.existing(path))

    def unknown(
        self, path: Path, what: str, name: str, known: Iterable[str], part: str = ""
    ) -> list[Fault]:
        """Report a name that nothing has.

        Parameters
        ----------
        path : Path
            Where the name stands.
        what : str
            Kind of thing, such as ``step``.
        name : str
        known : iterable of str
            Names that exist.
        part : str
            Path, with dots, of the part that defines such things, if what is defined there but
            could not be read is to count as known.

        Returns
        -------
        list of Fault
            Empty if the name is known.
        """
        allowed = list(dict.fromkeys(known))
        written = self.document.part(tuple(part.split("."))) if part else None
        if name in allowed or (isinstance(written, dict | list) and name in written):
            return []
        listed = ", ".join(allowed) or "none"
        message = f'unknown {what} "{name}"; there are {listed}{did_you_mean(name, allowed)}'
        return [self.fault(path, message)]
