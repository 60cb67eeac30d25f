"""What the worker processes of the tests do."""

from __future__ import annotations

import os
import time
from typing import Any
from unittest.mock import patch

from mom_sim.app.crew.work import Work
from mom_sim.errors import Fault, ScenarioError
from mom_sim.tape import memory

STEP_SECONDS = 0.01


def give_back(work: Work, value: Any) -> Any:
    return value


def process_id(work: Work) -> int:
    return os.getpid()


def last(work: Work, seconds: float) -> str:
    """Work that asks whether it is still wanted."""
    work.tell("begun", os.getpid())
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(STEP_SECONDS)
        work.check()
    return "lasted"


def hang(work: Work, seconds: float) -> None:
    """Work that does not ask."""
    work.tell("begun", os.getpid())
    time.sleep(seconds)


def take_memory(work: Work, size: int) -> int:
    return len(bytearray(size))


def usable_part_of_memory(work: Work) -> float:
    with patch.object(memory, "free_memory", lambda: 2**30):
        return memory.usable_memory() / 2**30


def die(work: Work) -> None:
    os._exit(3)


def fault(work: Work) -> None:
    raise ScenarioError([Fault("a.yaml", 2, 3, "people", "too few")])


def trouble(work: Work) -> None:
    raise RuntimeError("out of order")
