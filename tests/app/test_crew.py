"""Worker processes: what they give back, how they end, and that there are always enough."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from mom_sim.app.crew.crew import Crew
from mom_sim.app.crew.task import FIRST, LATER, LONG, PREPARING, Task, TaskFailed
from mom_sim.tape.memory import SHARE_OF_MEMORY

TASKS = "tests.app.crew_tasks"
MEMORY = 2**30


def with_crew(use: Callable[[Crew], Awaitable[Any]]) -> Any:
    async def used() -> Any:
        crew = Crew(2, memory=MEMORY)
        crew.start()
        try:
            return await use(crew)
        finally:
            await crew.stop()

    return asyncio.run(used())


def task(name: str, **others: Any) -> Task:
    arguments = others.pop("arguments", {})
    return Task(f"{TASKS}:{name}", arguments, **others)


def test_the_life_of_a_crew() -> None:
    """One crew for all of this: a process takes a while to start."""
    with_crew(_everything)


async def _everything(crew: Crew) -> None:
    assert await crew.run(task("give_back", arguments={"value": {"a": [1, None]}})) == {
        "a": [1, None]
    }
    await _faults_come_back(crew)
    await _memory_is_bounded(crew)
    part = await crew.run(task("usable_part_of_memory"))
    assert part == pytest.approx(SHARE_OF_MEMORY / crew.size)
    await _a_canceled_task_ends_at_once(crew)
    await _long_tasks_leave_a_process_free(crew, LONG)
    await _long_tasks_leave_a_process_free(crew, PREPARING)
    await _urgent_tasks_go_first(crew)
    await _a_dead_process_is_replaced(crew)
    if sys.platform == "linux":
        await _a_process_that_has_died_idle_is_told_of_like_any_other(crew)
    await _too_long_is_stopped(crew)


async def _faults_come_back(crew: Crew) -> None:
    with pytest.raises(TaskFailed) as caught:
        await crew.run(task("fault"))
    assert caught.value.status == 422
    assert caught.value.body["faults"][0]["text"] == "a.yaml:2:3: people: too few"
    with pytest.raises(TaskFailed) as caught:
        await crew.run(task("trouble"))
    assert caught.value.status == 500
    assert caught.value.body == {
        "message": "unexpected trouble: RuntimeError: out of order; please report it",
        "faults": [],
    }


async def _memory_is_bounded(crew: Crew) -> None:
    if sys.platform != "linux":  # where the system holds no process to such a bound
        return
    assert await crew.run(task("take_memory", arguments={"size": 2**20})) == 2**20
    with pytest.raises(TaskFailed, match="more memory than a worker may take"):
        await crew.run(task("take_memory", arguments={"size": 2 * MEMORY}))


async def _begun(crew: Crew, name: str, **others: Any) -> tuple[asyncio.Future[Any], int]:
    """A task that is under way, and its process."""
    begun = asyncio.get_running_loop().create_future()

    def told(word: str, data: Any) -> None:
        if not begun.done():
            begun.set_result(data)

    running = asyncio.ensure_future(
        crew.run(task(name, arguments={"seconds": 60.0}, told=told, **others))
    )
    return running, await begun


async def _a_canceled_task_ends_at_once(crew: Crew) -> None:
    running, _ = await _begun(crew, "last")
    other, _ = await _begun(crew, "last")
    running.cancel()
    # Its process is free again, although both were busy for a minute.
    value = await asyncio.wait_for(crew.run(task("give_back", arguments={"value": 1})), 30)
    assert value == 1
    other.cancel()


async def _long_tasks_leave_a_process_free(crew: Crew, urgency: int) -> None:
    one, _ = await _begun(crew, "last", urgency=urgency)
    two = asyncio.ensure_future(crew.run(task("last", arguments={"seconds": 0.0}, urgency=LONG)))
    value = await asyncio.wait_for(crew.run(task("give_back", arguments={"value": 2})), 30)
    assert value == 2
    assert not two.done()
    one.cancel()
    assert await asyncio.wait_for(two, 30) == "lasted"


async def _urgent_tasks_go_first(crew: Crew) -> None:
    blocking = [(await _begun(crew, "last"))[0] for _ in range(2)]
    order: list[int] = []

    async def ask(urgency: int) -> None:
        await crew.run(task("give_back", arguments={"value": 0}, urgency=urgency))
        order.append(urgency)

    waiting = [asyncio.ensure_future(ask(urgency)) for urgency in (LATER, FIRST)]
    await asyncio.sleep(0)
    blocking[0].cancel()
    await asyncio.gather(*waiting)
    assert order == [FIRST, LATER]
    blocking[1].cancel()


async def _a_dead_process_is_replaced(crew: Crew) -> None:
    with pytest.raises(TaskFailed, match="has ended"):
        await crew.run(task("die"))
    found = {await asyncio.wait_for(crew.run(task("process_id")), 60) for _ in range(2)}
    assert found


async def _a_process_that_has_died_idle_is_told_of_like_any_other(crew: Crew) -> None:
    running, busy = await _begun(crew, "last")
    process = await asyncio.wait_for(crew.run(task("process_id")), 60)
    assert process != busy
    os.kill(process, signal.SIGKILL)
    while _is_alive(process):  # without a turn of the loop, which has not heard of its end
        time.sleep(0.01)
    with pytest.raises(TaskFailed, match="has ended"):
        await crew.run(task("give_back", arguments={"value": 4}))
    running.cancel()
    assert await asyncio.wait_for(crew.run(task("give_back", arguments={"value": 5})), 60) == 5


def _is_alive(process: int) -> bool:
    """Whether a child of ours, or one of its threads, is still there and no zombie."""
    folder = Path(f"/proc/{process}")
    try:
        state = (folder / "stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
        return state != "Z" or len(list((folder / "task").iterdir())) > 1
    except (FileNotFoundError, ProcessLookupError):
        return False


async def _too_long_is_stopped(crew: Crew) -> None:
    begin = time.monotonic()
    with pytest.raises(TaskFailed, match=r"took longer than 0\.2 seconds"):
        await crew.run(task("hang", arguments={"seconds": 60.0}, seconds=0.2))
    assert time.monotonic() - begin < 30
    # It did not ask whether it was wanted: its process is ended, and another one takes its place.
    assert await asyncio.wait_for(crew.run(task("give_back", arguments={"value": 3})), 60) == 3


def test_a_crew_that_was_stopped_takes_nothing() -> None:
    async def used() -> None:
        crew = Crew(2)
        with pytest.raises(TaskFailed) as caught:
            await crew.run(task("process_id"))
        assert caught.value.status == 503

    asyncio.run(used())


def test_processes_that_end_at_their_start_are_replaced_ever_more_slowly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two to begin with; each that ends is replaced after a pause that doubles."""
    pauses: list[float] = []

    async def look_on() -> None:
        crew = Crew(2, warm_up=task("die"))
        monkeypatch.setattr(crew, "_replace", lambda: None)
        crew.start()
        later = crew._loop.call_later

        def noted(seconds: float, call: Any, *rest: Any) -> Any:
            if call is crew._replace:
                pauses.append(seconds)
            return later(seconds, call, *rest)

        monkeypatch.setattr(crew._loop, "call_later", noted)
        try:
            while len(pauses) < 2:
                await asyncio.sleep(0.05)
            crew._hire()
            while len(pauses) < 3:
                await asyncio.sleep(0.05)
        finally:
            await crew.stop()

    asyncio.run(look_on())
    assert pauses == [0.5, 1.0, 2.0]
