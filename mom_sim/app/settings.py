"""What the server may take: limits that keep it responsive."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

MEBIBYTE = 2**20
MOST_WORKERS = 8


def usual_workers() -> int:
    """Two processes at least, else one a processor, and not above `MOST_WORKERS`."""
    return min(max(os.cpu_count() or 1, 2), MOST_WORKERS)


LEAST_MEMORY = 2 * 1024 * MEBIBYTE
"""Libraries and compiled code alone take a good part of it."""
SHARE_OF_MEMORY = 0.8
USUAL = -1


def usual_memory(workers: int) -> int | None:
    """Each process's part of most of the machine's memory, and 2 GiB at least.

    None: no limit is known.

    What all of them need together is estimated before anything runs; this holds a single one that
    is far beyond its estimate.
    """
    try:
        total = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError, AttributeError):
        return None
    return max(int(SHARE_OF_MEMORY * total / max(workers, 1)), LEAST_MEMORY)


@dataclass(frozen=True)
class Limits:
    """What is refused, or stopped.

    Attributes
    ----------
    body_bytes : int
        Largest body of a request.
    jobs_open, jobs_of_a_client : int
        Jobs that are waiting or running, in all and of one browser tab.
    jobs_kept, bytes_kept : int
        Finished jobs and their results that stay readable; the oldest go first.
    answer_seconds, long_seconds : float
        After which a part of a comparison and an experiment are stopped.
    read_seconds : float
        After which reading a scenario is stopped.
    event_streams : int
        Open at the same time.
    """

    body_bytes: int = MEBIBYTE
    jobs_open: int = 40
    jobs_of_a_client: int = 8
    jobs_kept: int = 300
    bytes_kept: int = 300 * MEBIBYTE
    answer_seconds: float = 120.0
    long_seconds: float = 3600.0
    read_seconds: float = 30.0
    event_streams: int = 100


@dataclass(frozen=True)
class Settings:
    """How the server is set up.

    Attributes
    ----------
    host : str
    port : int
    state : Path or None
        Folder of the jobs; None keeps them in memory only.
    scenario : tuple of (str, str), or None
        Name and text of the file that the app starts with.
    workers : int
    memory : int or None, bytes
        Most that each worker process may take; `USUAL`: as `usual_memory` says.
    limits : Limits
    names : tuple of str
        Host names that a request may be sent to, beside loopback's own.
    """

    host: str = "127.0.0.1"
    port: int = 8321
    state: Path | None = None
    scenario: tuple[str, str] | None = None
    workers: int = field(default_factory=usual_workers)
    memory: int | None = USUAL
    limits: Limits = field(default_factory=Limits)
    names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.memory == USUAL:
            object.__setattr__(self, "memory", usual_memory(self.workers))


def state_folder() -> Path:
    """Where jobs are kept between two runs of the server, by the custom of the system."""
    if os.name == "nt":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        base = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    return base / "mom-sim"


def names_of(host: str) -> tuple[str, ...]:
    """Host names under which a server that listens beyond this machine may be called."""
    if host not in ("0.0.0.0", "::"):
        return (f"[{host}]" if ":" in host else host,)
    name = socket.gethostname()
    found = {name, socket.getfqdn()}
    with suppress(OSError):  # a name that nothing resolves
        found |= {str(entry[4][0]) for entry in socket.getaddrinfo(name, None, socket.AF_INET)}
    return tuple(sorted(found))
