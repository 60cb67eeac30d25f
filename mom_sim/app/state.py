"""What the routes work with."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request

from mom_sim.app.crew.crew import Crew
from mom_sim.app.jobs.office import Office
from mom_sim.app.settings import Settings


@dataclass
class State:
    """The server's parts.

    Attributes
    ----------
    settings : Settings
    crew : Crew
    office : Office
    streams : int
        Open event streams.
    """

    settings: Settings
    crew: Crew
    office: Office
    streams: int = 0


def state_of(request: Request) -> State:
    """The state of the server that a request came to."""
    found: State = request.app.state.parts
    return found
